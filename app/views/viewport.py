"""One picture of the reading area: a slice, its outlines, crosshair, letters and scale bar.

Painted by QPainter straight onto the widget: pixels are made only when the scene's picture differs, outlines only
when the slice does; crosshair, zoom and pan cost a repaint. The view never changes a model: it has `set_scene`
and signals.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from PySide6.QtCore import QEvent, QMargins, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetricsF,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QStaticText,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.viewmodels.legend import LegendEntry
from app.viewmodels.outlines import Outline
from app.viewmodels.pixels import Pixels
from app.viewmodels.slices import PictureKey, Shown, SliceScene, Tool, ViewSpec
from app.views import theme
from app.views.comparison_marks import difference_colours, is_on_edge, paint_colour_bar, paint_edge
from app.views.language import shown
from app.views.legend_box import paint_legend, place_legend
from app.views.link_mark import MARK_PX, LinkMark
from app.views.outline_layers import OutlineLayer
from app.words import Said, joined

SCALE_BARS_MM = (20.0, 50.0, 10.0, 5.0, 2.0)
"""Lengths of the scale bar, mm: the first that is neither lost nor covers the picture."""

LEAST_SCALE_BAR_PX = 16.0
WHEEL_STEP = 120
"""Angle units of one notch of a mouse wheel (Qt: eighths of a degree)."""

ZOOM_PER_NOTCH = 1.15
PICTURE_GROUND = QColor("#000000")
TEXT_MARGIN = 10.0
LEAST_PX = (84, 84)
"""Ten tiles of a film strip stand beside each other in the narrowest window."""

PLATE = QColor(0, 0, 0, 180)
"""Over white it leaves a grey on which the muted texts of the pictures keep a contrast of 4.5:1."""

HALO = QPen(QColor("#000000"), 3.0)
WIDEST_POSITION = "S 188.8 mm"

KEPT_TEXTS = 64
"""Painted positions of slices: in ten tiles of a film strip the same."""

BAND_ROWS = 95
"""Pictures are scaled in bands of so many rows: from 96 on Qt hands them to worker threads (64 rows each) and waits for
them, which takes ten times as long while a registration keeps the cores busy."""


@dataclass(frozen=True)
class Label:
    """A text that stays readable over any picture.

    Attributes:
        box: what the text takes, widget pixels.
        rule_px: length of a line under the text, from the right end; 0 for none.
        haloed: a dark rim around the letters instead of a plate, which would hide what the name stands beside.
    """

    text: str
    font: QFont
    colour: str
    box: QRectF
    rule_px: float = 0.0
    haloed: bool = False

    @property
    def plate(self) -> QRectF:
        """The dark ground, widget pixels."""
        return self.box.adjusted(-4, -1, 4, 1)

    @cached_property
    def static(self) -> QStaticText:
        """The letters, laid out once."""
        laid = QStaticText(self.text)
        laid.setTextFormat(Qt.TextFormat.PlainText)
        laid.prepare(QTransform(), self.font)
        return laid

    def paint(self, painter: QPainter) -> None:
        """Draw plate, rule and text."""
        if self.haloed:
            path = QPainterPath()
            path.addText(self.box.bottomLeft() - QPointF(0, self.box.height() / 4), self.font, self.text)
            painter.strokePath(path, HALO)
            painter.fillPath(path, QColor(self.colour))
            return
        self._paint_plated(painter)

    @cached_property
    def corner(self) -> QPoint:
        """Where `picture` stands, widget pixels."""
        return self.plate.toAlignedRect().topLeft()

    def picture(self, ratio: float) -> QImage:
        """Plate, rule and text as they are painted, for a screen of `ratio` pixels per widget pixel.

        Texts that stand while slices pass are painted once: letters cost ten times as much as a copied picture.
        """
        size = self.plate.toAlignedRect().size() * ratio
        made = QImage(size.grownBy(QMargins(0, 0, 1, 1)), QImage.Format.Format_ARGB32_Premultiplied)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.translate(-self.corner)
        self.paint(painter)
        painter.end()
        return made

    def _paint_plated(self, painter: QPainter) -> None:
        painter.fillRect(self.plate, PLATE)
        if self.rule_px:
            rule = QRectF(self.box.right() - self.rule_px, self.box.bottom() - 2, self.rule_px, 2)
            painter.fillRect(rule, self.colour)
        painter.setFont(self.font)
        painter.setPen(QColor(self.colour))
        painter.drawStaticText(QPointF(self.box.right() - self.static.size().width(), self.box.top()), self.static)


@lru_cache(maxsize=KEPT_TEXTS)
def text_picture(text: str, font_key: str, colour: str, ratio: float) -> QImage:
    """A text on its plate, painted once for all views that show it.

    Args:
        text: what is written.
        font_key: as `QFont.key` gives it.
        colour: "#rrggbb".
        ratio: screen pixels per widget pixel.
    """
    font = QFont()
    font.fromString(font_key)
    metrics = QFontMetricsF(font)
    return Label(text, font, colour, QRectF(0, 0, metrics.horizontalAdvance(text), metrics.height())).picture(ratio)


class Viewport(QWidget):
    """Shows a `SliceScene`; tells what the mouse wants in LPS millimetres.

    Signals (plane and points of the reference frame):
        crosshairMoved(point), stepped(plane, slices), windowDragged(wider, brighter), panned(plane, du, dv),
        zoomed(factor, point), brushResized(notches), placePicked(point), brushed(point, radius_mm, add, plane),
        strokeEnded(), linkAsked(): the mark in the corner was clicked,
        edgeDragged(share): the edge between two visits, as a part (0..1) of the width.
    """

    crosshairMoved = Signal(object)
    stepped = Signal(object, int)
    windowDragged = Signal(float, float)
    panned = Signal(object, float, float)
    zoomed = Signal(float, object)
    brushResized = Signal(int)
    placePicked = Signal(object)
    brushed = Signal(object, float, bool, object)
    strokeEnded = Signal()
    linkAsked = Signal()
    edgeDragged = Signal(float)

    def __init__(
        self, spec: ViewSpec, pixels_of: Callable[[PictureKey], Pixels], parent: QWidget | None = None
    ) -> None:
        """Make a view of `spec`; `pixels_of` gives the pixels of a scene's picture when they are needed."""
        super().__init__(parent)
        self.spec = spec
        self._pixels_of = pixels_of
        self._scene: SliceScene | None = None
        self._tool = Tool.NAVIGATE
        self._drawn_key: PictureKey | None = None
        self._pixels: Pixels | None = None
        self._drawn_box = (0, 0, 0, 0)
        self._image = QImage()
        self._image_mm = QRectF()
        self._drawn_outlines: tuple[Outline, ...] = ()
        self._layers: list[OutlineLayer] = []
        self._pressed_at: QPointF | None = None
        self._hover: QPointF | None = None
        self._hovered = False
        self._wheel_rest = 0
        self._said: tuple[object, ...] = ()
        self._standing: list[Label] = []
        self._legend: tuple[LegendEntry, ...] = ()
        self._copies: list[tuple[QPoint, QImage]] = []
        self._position_room: Label | None = None
        self._free = QRegion()
        self._ratio = 1.0
        self._drags_edge = self._over_edge = False
        self._signed = spec.shown is Shown.DIFFERENCE
        self._colours = difference_colours() if spec.shown is Shown.DIFFERENCE else []
        self._take_fonts()
        self.setAccessibleName(shown(joined(", ", (Said(spec.shown.capitalize()), Said(spec.plane.value)))))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(*LEAST_PX)
        self._mark = LinkMark(self)
        self._mark.clicked.connect(self.linkAsked)
        self._mark.hide()

    def _take_fonts(self) -> None:
        """Fonts of the texts, and the height of a line, from the widget's font."""
        self._small, self._bold = QFont(self.font()), QFont(self.font())
        self._small.setPointSizeF(self.font().pointSizeF() * 0.88)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._metrics = {font.key(): QFontMetricsF(font) for font in (self._small, self._bold)}
        self._small_key = self._small.key()
        self._line_height = QFontMetricsF(self._bold).height()
        self._said = ()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.FontChange:
            self._take_fonts()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(360, 320)

    @property
    def scene(self) -> SliceScene | None:
        """What is shown."""
        return self._scene

    def set_scene(self, scene: SliceScene) -> None:
        """Show `scene` from the next repaint on."""
        self._scene = scene
        self.setAccessibleDescription(
            ", ".join(
                shown(part)
                for part in (scene.title, scene.subtitle, scene.position, scene.warning, scene.remark, scene.notice)
                if part
            )
        )
        self._mark.show_linked(scene.linked)
        self._show_mark()
        self.update()

    def _show_mark(self) -> None:
        """The mark is there for whoever may want it, and for as long as the view is unlinked."""
        wanted = self._scene is not None and (not self._scene.linked or self._hovered)
        if wanted is self._mark.isHidden():
            self._mark.setVisible(wanted)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self._show_mark()
        super().enterEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._mark.move(self.width() - MARK_PX - 4, 4)
        super().resizeEvent(event)

    def set_tool(self, tool: Tool) -> None:
        """Choose what the left mouse button does."""
        if tool is self._tool:
            return
        self._tool = tool
        self._show_pointer()

    def _show_pointer(self) -> None:
        """The pointer tells the tool, and where the edge can be taken hold of."""
        tool = Qt.CursorShape.ArrowCursor if self._tool is Tool.NAVIGATE else Qt.CursorShape.CrossCursor
        self.setCursor(Qt.CursorShape.SplitHCursor if self._over_edge else tool)

    @property
    def legend(self) -> tuple[LegendEntry, ...]:
        """What is listed in a corner."""
        return self._legend

    def set_legend(self, entries: tuple[LegendEntry, ...]) -> None:
        """List these kinds of line in a corner; none: no box."""
        if entries != self._legend:
            self._legend = entries
            self.update()

    # Places

    @property
    def pixels_per_mm(self) -> float:
        """How large a millimetre is drawn; 0 as long as nothing is shown."""
        return 0.0 if self._scene is None else self._mm_to_pixels(self._scene).m11()

    def _mm_to_pixels(self, scene: SliceScene) -> QTransform:
        """Screen mm -> widget pixels: the scene's centre in the middle, its field along the shorter side."""
        scale = max(min(self.width(), self.height()), 1) / scene.field_mm
        return QTransform(
            scale, 0, 0, scale, self.width() / 2 - scene.centre[0] * scale, self.height() / 2 - scene.centre[1] * scale
        )

    def point_under(self, position: QPointF) -> tuple[float, float, float] | None:
        """The LPS point (mm) of the shown slice under a widget position; None without a picture."""
        if self._scene is None or self._scene.picture is None:
            return None
        back, _ = self._mm_to_pixels(self._scene).inverted()
        place = back.map(position)
        return self._scene.point_at(place.x(), place.y())

    def position_of(self, u_mm: float, v_mm: float) -> QPointF:
        """The widget position of a screen place (mm) of the present scene.

        Raises:
            LookupError: nothing is shown yet.
        """
        if self._scene is None:
            raise LookupError("no scene")
        return self._mm_to_pixels(self._scene).map(QPointF(u_mm, v_mm))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_scene(painter, self._legend)
        painter.setPen(QPen(QColor(theme.ACCENT if self.hasFocus() else theme.BORDER), 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def paint_scene(self, painter: QPainter, legend: Sequence[LegendEntry]) -> None:
        """Draw all that is shown, without the frame that tells where the focus is."""
        painter.fillRect(self.rect(), PICTURE_GROUND)
        scene = self._scene
        if scene is not None:
            to_pixels = self._mm_to_pixels(scene)
            self._take_in(scene, to_pixels)
            self._ratio = painter.device().devicePixelRatio()
            self._lay_out(scene, to_pixels)
            names = self._names(to_pixels) if scene.picture is not None else []
            if scene.picture is not None:
                self._paint_image(painter, to_pixels.mapRect(self._image_mm))
                self._paint_crosshair(painter, scene, to_pixels, names)
                self._paint_outlines(painter, scene, to_pixels)
                self._paint_brush(painter, scene, to_pixels)
                edge = self._edge_x(scene)
                if edge is not None:
                    paint_edge(painter, edge, self.height())
                if self._signed:
                    self._paint_colour_bar(painter)
                self._paint_legend(painter, legend)
            for corner, picture in self._copies:
                painter.drawImage(corner, picture)
            room = self._position_room
            if room is not None:
                picture = text_picture(scene.position, self._small_key, room.colour, self._ratio)
                painter.drawImage(room.corner, picture)
            for label in names:
                label.paint(painter)
            self._paint_notice(painter, scene)

    def _take_in(self, scene: SliceScene, to_pixels: QTransform) -> None:
        """Make pixels and paths anew where the scene, or the part of it that is seen, differs from what was drawn."""
        if scene.picture is not None:
            if scene.picture != self._drawn_key or self._pixels is None:
                self._pixels, self._drawn_key = self._pixels_of(scene.picture), scene.picture
                self._drawn_box = (0, 0, 0, 0)
            seen = to_pixels.inverted()[0].mapRect(QRectF(self.rect()))
            box = self._pixels.box(seen.left(), seen.top(), seen.right(), seen.bottom())
            if box != self._drawn_box:
                self._make_image(self._pixels.part(*box))
                self._drawn_box = box
        same = len(scene.outlines) == len(self._drawn_outlines) and all(
            new is old for new, old in zip(scene.outlines, self._drawn_outlines, strict=True)
        )
        if not same:
            self._layers = [OutlineLayer.of(outline) for outline in scene.outlines]
            self._drawn_outlines = scene.outlines

    def _make_image(self, pixels: Pixels) -> None:
        rows, columns = pixels.voxels.shape
        if not rows or not columns:  # looked at beside the picture
            self._image, self._image_mm = QImage(), QRectF()
            return
        indexed = QImage.Format.Format_Indexed8 if self._colours else QImage.Format.Format_Grayscale8
        image = QImage(pixels.levels.tobytes(), columns, rows, columns, indexed)
        if self._colours:
            image.setColorTable(self._colours)
        # The conversion copies, so that the bytes may go; 32-bit pictures are also scaled fastest.
        self._image = image.convertToFormat(QImage.Format.Format_RGB32)
        self._image_mm = QRectF(pixels.left_mm, pixels.top_mm, columns * pixels.step_mm, rows * pixels.row_mm)

    def _paint_image(self, painter: QPainter, target: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for top in range(0, self.height(), BAND_ROWS):
            painter.setClipRect(0, top, self.width(), BAND_ROWS)
            painter.drawImage(target, self._image)
        painter.setClipping(False)

    def _paint_crosshair(
        self, painter: QPainter, scene: SliceScene, to_pixels: QTransform, names: Sequence[Label]
    ) -> None:
        if scene.crosshair is None:
            return
        place = to_pixels.map(QPointF(*scene.crosshair))
        colour = QColor(theme.CROSSHAIR).darker(135)
        x, y, gap = round(place.x()), round(place.y()), 9  # nothing is drawn over the place itself
        wide, high = self.width(), self.height()
        free = self._free
        for name in names:
            free = free.subtracted(QRegion(name.plate.toAlignedRect()))
        bars = (
            QRect(0, y, x - gap, 1),
            QRect(x + gap, y, wide - x - gap, 1),
            QRect(x, 0, 1, y - gap),
            QRect(x, y + gap, 1, high - y - gap),
        )
        for bar in bars:
            # Filled opaque rectangles are several times faster than lines.
            for piece in free.intersected(bar):  # type: ignore[attr-defined]  # stubs lag behind
                painter.fillRect(piece, colour)

    def _paint_outlines(self, painter: QPainter, scene: SliceScene, to_pixels: QTransform) -> None:
        seen = [
            layer
            for outline, layer in zip(self._drawn_outlines, self._layers, strict=True)
            if outline.is_seen(to_pixels.m11())
        ]
        if self.spec.shown is Shown.VISIT:
            for layer in seen:
                layer.copy(painter, to_pixels, self._ratio, filled=scene.filled)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(to_pixels)
        for layer in seen:
            layer.paint(painter, filled=scene.filled)
        painter.resetTransform()

    def _paint_brush(self, painter: QPainter, scene: SliceScene, to_pixels: QTransform) -> None:
        if scene.brush_mm is None or self._hover is None:
            return
        radius = scene.brush_mm * to_pixels.m11()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = Qt.PenStyle.DashLine if self._tool is Tool.ERASE else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(theme.TEXT), 1, style))
        painter.drawEllipse(self._hover, radius, radius)

    def _paint_legend(self, painter: QPainter, legend: Sequence[LegendEntry]) -> None:
        room = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        box = place_legend(legend, self._small, room, [label.plate for label in self._standing]) if legend else None
        if box is not None:
            paint_legend(painter, legend, self._small, box)

    def _edge_x(self, scene: SliceScene) -> float | None:
        """Widget pixel of the edge between two visits; None: there is none."""
        if scene.edge_mm is None or scene.picture is None:
            return None
        return self._mm_to_pixels(scene).map(QPointF(scene.edge_mm, 0.0)).x()

    def _paint_colour_bar(self, painter: QPainter) -> None:
        line = self._line_height
        top = 7.0 + line + 6.0
        room = (self.height() - line) / 2 - 6.0 - top  # above the letter of the patient's side
        paint_colour_bar(painter, self._small, self.width() - TEXT_MARGIN, top, min(room, 5.0 * line), shown)

    def _paint_notice(self, painter: QPainter, scene: SliceScene) -> None:
        if scene.notice:
            painter.setFont(self.font())
            painter.setPen(QColor(theme.MUTED))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()).adjusted(20, 30, -20, -20), int(flags), shown(scene.notice))

    def labels(self, scene: SliceScene) -> list[Label]:
        """The texts of a scene and where they stand. In a narrow view, one for which there is no room is left out."""
        to_pixels = self._mm_to_pixels(scene)
        self._lay_out(scene, to_pixels)
        stand = [
            self._position_label(scene, label) if label.text == WIDEST_POSITION else label for label in self._standing
        ]
        return stand + (self._names(to_pixels) if scene.picture is not None else [])

    def _lay_out(self, scene: SliceScene, to_pixels: QTransform) -> None:
        """Lay out and paint what stands while slices pass: a step changes nothing but the position."""
        ratio = self._ratio
        size = (self.width(), self.height(), ratio)
        said = (
            scene.title,
            scene.short_title,
            scene.subtitle,
            scene.warning,
            scene.remark,
            scene.notice,
            scene.letters,
            to_pixels.m11(),
            size,
        )
        if said == self._said:
            return
        self._said, self._standing = said, self._laid_out(scene, to_pixels)
        self._copies = [
            (label.corner, label.picture(ratio)) for label in self._standing if label.text != WIDEST_POSITION
        ]
        self._position_room = next((label for label in self._standing if label.text == WIDEST_POSITION), None)
        edge = round(TEXT_MARGIN)
        self._free = QRegion(self.rect().adjusted(edge, edge, -edge, -edge))
        for label in self._standing:
            self._free = self._free.subtracted(QRegion(label.plate.toAlignedRect()))

    def _position_label(self, scene: SliceScene, room: Label) -> Label:
        return self._label(scene.position, room.font, room.colour, room.box.left(), room.box.top(), 0.0)

    def _names(self, to_pixels: QTransform) -> list[Label]:
        """The names of outlines, beside them."""
        named = []
        for layer in self._layers:
            if layer.name:
                name = shown(layer.name)
                place = to_pixels.map(layer.anchor)
                colour = layer.pen.color().name()
                left = min(place.x() + 4, self.width() - 4 - self._wide(name, self._bold))
                label = self._label(name, self._bold, colour, left, place.y() - self._line_height, 0.0)
                named.append(replace(label, haloed=True))
        return named

    def _laid_out(self, scene: SliceScene, to_pixels: QTransform) -> list[Label]:
        """The texts that stand while slices pass, with room for the position of any of them."""
        line = self._line_height
        left, middle, right = TEXT_MARGIN, self.width() / 2, self.width() - TEXT_MARGIN
        top, half, foot = 7.0, (self.height() - line) / 2, self.height() - 7.0 - line
        small, bold = self._small, self._bold
        name, subtitle = shown(scene.title), shown(scene.subtitle)
        full = f"{name}  ·  {subtitle or shown(scene.spec.plane.value)}"
        room = right - left - MARK_PX
        # Which visit it is comes first and goes last: side letters tell the plane.
        texts = (full, name, shown(scene.short_title))
        title = next((text for text in texts if self._wide(text, bold) <= room), "")
        lines = [(title, bold, theme.TEXT), (shown(scene.warning), small, theme.WARN)]
        if subtitle and title != full:
            which = subtitle if self._wide(subtitle, small) <= room else shown(scene.short_subtitle)
            lines.insert(1, (which, small, theme.TEXT))
        below = 2 if len(lines) > 2 else 1
        lines = [one for one in lines if one[0]]
        found = [
            self._label(text, font, colour, left, top + order * (line + 2), 0.0)
            for order, (text, font, colour) in enumerate(lines)
        ]
        if self._wide(shown(scene.remark), small) <= right - left:
            found.append(self._label(shown(scene.remark), small, theme.TEXT, left, top + 2 * (line + 2), 0.0))
        if not scene.notice:
            sides = scene.letters
            found += [
                *([self._label(WIDEST_POSITION, small, theme.TEXT, left, foot, 0.0)] if scene.position else []),
                self._label(sides[0], small, theme.TEXT, left, half, 0.0),
                self._label(sides[1], small, theme.TEXT, right, half, 1.0),
                self._label(sides[2], small, theme.TEXT, middle, top + below * (line + 2), 0.5),
                *self._scale_bar(to_pixels, right, foot),
                self._label(sides[3], small, theme.TEXT, middle, foot, 0.5),
            ]
        placed: list[Label] = []
        for label in found:
            within = label.plate.left() >= 0 and label.plate.right() <= self.width()
            if label.text and within and not any(label.plate.intersects(other.plate) for other in placed):
                placed.append(label)
        return placed

    def _wide(self, text: str, font: QFont) -> float:
        return self._metrics[font.key()].horizontalAdvance(text)

    def _label(self, text: str, font: QFont, colour: str, x: float, y: float, part: float) -> Label:
        """A text of which `part` (0 to 1) of the width stands left of `x`, its top at `y`."""
        wide = self._wide(text, font)
        return Label(text, font, colour, QRectF(x - part * wide, y, wide, self._line_height))

    def _scale_bar(self, to_pixels: QTransform, right: float, foot: float) -> list[Label]:
        per_mm = to_pixels.m11()
        fitting = (mm for mm in SCALE_BARS_MM if LEAST_SCALE_BAR_PX <= mm * per_mm <= self.width() * 0.45)
        bar_mm = next(fitting, None)
        if bar_mm is None:
            return []  # a picture too small for any
        length = bar_mm * per_mm
        label = self._label(f"{bar_mm:.0f} mm", self._small, theme.TEXT, right, foot - 3, 1.0)
        box = label.box.adjusted(min(0.0, label.box.width() - length), 0, 0, 3)
        return [replace(label, box=box, rule_px=length)]

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position()
        if event.button() is Qt.MouseButton.LeftButton:
            self._drags_edge = self._is_on_edge(event.position())
            if not self._drags_edge:
                self._use_tool(event.position(), pressed=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        moved = event.position() - self._pressed_at if self._pressed_at is not None else QPointF()
        buttons = event.buttons()
        if not buttons:
            self._show_grasp(event.position())
        if self._drags_edge:
            self.edgeDragged.emit(event.position().x() / max(self.width(), 1))
        elif buttons & Qt.MouseButton.LeftButton:
            self._use_tool(event.position(), pressed=False)
        elif buttons & Qt.MouseButton.RightButton:
            side = max(min(self.width(), self.height()), 1)
            self.windowDragged.emit(2.0 * moved.x() / side, -1.0 * moved.y() / side)
        elif buttons & Qt.MouseButton.MiddleButton and self._scene is not None:
            scale = self._mm_to_pixels(self._scene).m11()
            self.panned.emit(self.spec.plane, moved.x() / scale, moved.y() / scale)
        self._pressed_at = event.position()
        self._hover = event.position()
        if self._tool in (Tool.BRUSH, Tool.ERASE, Tool.SPHERE):
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover, self._hovered = None, False
        self._show_mark()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None
        self._drags_edge = False
        if event.button() is Qt.MouseButton.LeftButton:
            self.strokeEnded.emit()  # whatever the tool is by now: one may be chosen by key while the brush is down

    def _is_on_edge(self, position: QPointF) -> bool:
        edge = None if self._scene is None else self._edge_x(self._scene)
        return edge is not None and is_on_edge(position, edge)

    def _show_grasp(self, position: QPointF) -> None:
        over = self._is_on_edge(position)
        if over != self._over_edge:
            self._over_edge = over
            self._show_pointer()

    def _use_tool(self, position: QPointF, *, pressed: bool) -> None:
        point = self.point_under(position)
        if point is None or self._scene is None:
            return
        if self._tool in (Tool.BRUSH, Tool.ERASE):
            self.brushed.emit(point, self._scene.brush_mm or 0.0, self._tool is Tool.BRUSH, self.spec.plane)
        elif self._tool is Tool.NAVIGATE:
            self.crosshairMoved.emit(point)
        elif pressed:
            self.placePicked.emit(point)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Touch pads send fractions of a notch: they add up.
        self._wheel_rest += event.angleDelta().y() or event.angleDelta().x()
        notches = int(self._wheel_rest / WHEEL_STEP)
        self._wheel_rest -= notches * WHEEL_STEP
        event.accept()
        if not notches:
            return
        modifiers = event.modifiers()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            point = self.point_under(event.position())
            if point is not None:
                self.zoomed.emit(ZOOM_PER_NOTCH**notches, point)
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.brushResized.emit(notches)
        else:
            self.stepped.emit(self.spec.plane, notches)
