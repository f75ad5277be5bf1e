"""One picture of the reading area: a slice, its outlines, crosshair, letters and scale bar.

Painted by QPainter straight onto the widget: pixels are made only when the scene's picture differs, outlines only
when the slice does; crosshair, zoom and pan cost a repaint. The view never changes a model: it has `set_scene`
and signals.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
    QStaticText,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.viewmodels.slices import Outline, PictureKey, Pixels, Shown, SliceScene, Tool, ViewSpec
from app.views import theme
from app.views.language import shown
from app.views.outline_layers import OutlineLayer
from app.words import Said, joined
from imaging.planes import point_at

SCALE_BAR_MM = 20.0
WHEEL_STEP = 120
"""Angle units of one notch of a mouse wheel (Qt: eighths of a degree)."""

ZOOM_PER_NOTCH = 1.15
PICTURE_GROUND = QColor("#000000")
TEXT_MARGIN = 10.0
PLATE = QColor(0, 0, 0, 180)
"""Over white it leaves a grey on which the muted texts of the pictures keep a contrast of 4.5:1."""

HALO = QPen(QColor("#000000"), 3.0)
WIDEST_POSITION = "S 188.8 mm"

BAND_ROWS = 80
"""Pictures are scaled in bands of so many rows: taller ones Qt hands to worker threads (64 rows each) and waits for
them, which takes ten times as long while a registration keeps the cores busy."""


def difference_colours() -> list[int]:
    """The 256 colours of a subtraction: blue (darker than before), black (no change), orange (brighter)."""
    blue, orange = QColor("#3d8bff"), QColor("#ff8a3c")
    table = []
    for level in range(256):
        end = blue if level < 128 else orange
        share = min(abs(level - 128) / 127.0, 1.0)
        table.append(QColor.fromRgbF(end.redF() * share, end.greenF() * share, end.blueF() * share).rgb())
    return table


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
        painter.fillRect(self.plate, PLATE)
        if self.rule_px:
            rule = QRectF(self.box.right() - self.rule_px, self.box.bottom() - 2, self.rule_px, 2)
            painter.fillRect(rule, self.colour)
        painter.setFont(self.font)
        painter.setPen(QColor(self.colour))
        painter.drawStaticText(QPointF(self.box.right() - self.static.size().width(), self.box.top()), self.static)


class Viewport(QWidget):
    """Shows a `SliceScene`; tells what the mouse wants in LPS millimetres.

    Signals (plane and points of the reference frame):
        crosshairMoved(point), stepped(plane, slices), windowDragged(wider, brighter), panned(plane, du, dv),
        zoomed(factor, point), brushResized(notches), placePicked(point), brushed(point, radius_mm, add, plane),
        strokeEnded().
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
        self._image = QImage()
        self._image_mm = QRectF()
        self._drawn_outlines: tuple[Outline, ...] = ()
        self._layers: list[OutlineLayer] = []
        self._pressed_at: QPointF | None = None
        self._hover: QPointF | None = None
        self._wheel_rest = 0
        self._said: tuple[object, ...] = ()
        self._standing: list[Label] = []
        self._plates_of: tuple[QRect, ...] = ()
        self._plates = QRegion()
        self._colours = difference_colours() if spec.shown is Shown.DIFFERENCE else []
        self._take_fonts()
        self.setAccessibleName(shown(joined(", ", (Said(spec.shown.capitalize()), Said(spec.plane.value)))))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 110)

    def _take_fonts(self) -> None:
        """Fonts of the texts, and the height of a line, from the widget's font."""
        self._small, self._bold = QFont(self.font()), QFont(self.font())
        self._small.setPointSizeF(self.font().pointSizeF() * 0.88)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._metrics = {font.key(): QFontMetricsF(font) for font in (self._small, self._bold)}
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
            ", ".join(shown(part) for part in (scene.title, scene.position, scene.warning, scene.notice) if part)
        )
        self.update()

    def set_tool(self, tool: Tool) -> None:
        """Choose what the left mouse button does."""
        self._tool = tool
        crossed = tool in (Tool.MARK, Tool.GROW, Tool.BRUSH, Tool.ERASE)
        self.setCursor(Qt.CursorShape.CrossCursor if crossed else Qt.CursorShape.ArrowCursor)

    # Places

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
        return point_at(self.spec.plane, place.x(), place.y(), self._scene.depth_mm)

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
        painter.fillRect(self.rect(), PICTURE_GROUND)
        scene = self._scene
        if scene is not None:
            self._take_in(scene)
            to_pixels = self._mm_to_pixels(scene)
            labels = self.labels(scene)
            if scene.picture is not None:
                self._paint_image(painter, to_pixels.mapRect(self._image_mm))
                self._paint_crosshair(painter, scene, to_pixels, labels)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setTransform(to_pixels)
                for layer in self._layers:
                    layer.stroke(painter)
                painter.resetTransform()
                self._paint_brush(painter, scene, to_pixels)
            for label in labels:
                label.paint(painter)
            self._paint_notice(painter, scene)
        painter.setPen(QPen(QColor(theme.ACCENT if self.hasFocus() else theme.BORDER), 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _take_in(self, scene: SliceScene) -> None:
        """Make pixels and paths anew where the scene differs from what was drawn last."""
        if scene.picture is not None and scene.picture != self._drawn_key:
            pixels = self._pixels_of(scene.picture)
            rows, columns = pixels.levels.shape
            bytes_ = pixels.levels.tobytes()
            indexed = QImage.Format.Format_Indexed8 if self._colours else QImage.Format.Format_Grayscale8
            image = QImage(bytes_, columns, rows, columns, indexed)
            if self._colours:
                image.setColorTable(self._colours)
            # The conversion copies, so that the bytes may go; 32-bit pictures are also scaled fastest.
            self._image = image.convertToFormat(QImage.Format.Format_RGB32)
            self._image_mm = QRectF(pixels.left_mm, pixels.top_mm, columns * pixels.step_mm, rows * pixels.step_mm)
            self._drawn_key = scene.picture
        same = len(scene.outlines) == len(self._drawn_outlines) and all(
            new is old for new, old in zip(scene.outlines, self._drawn_outlines, strict=True)
        )
        if not same:
            self._layers = [OutlineLayer.of(outline) for outline in scene.outlines]
            self._drawn_outlines = scene.outlines

    def _paint_image(self, painter: QPainter, target: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for top in range(0, self.height(), BAND_ROWS):
            painter.setClipRect(0, top, self.width(), BAND_ROWS)
            painter.drawImage(target, self._image)
        painter.setClipping(False)

    def _paint_crosshair(
        self, painter: QPainter, scene: SliceScene, to_pixels: QTransform, labels: Sequence[Label]
    ) -> None:
        if scene.crosshair is None:
            return
        place = to_pixels.map(QPointF(*scene.crosshair))
        colour = QColor(theme.CROSSHAIR).darker(135)
        x, y, gap = round(place.x()), round(place.y()), 9  # nothing is drawn over the place itself
        wide, high = self.width(), self.height()
        inside = self.rect().adjusted(round(TEXT_MARGIN), round(TEXT_MARGIN), -round(TEXT_MARGIN), -round(TEXT_MARGIN))
        stand = tuple(label.plate.toAlignedRect() for label in labels)
        if stand != self._plates_of:
            self._plates_of, self._plates = stand, QRegion()
            for plate in stand:
                self._plates = self._plates.united(plate)
        bars = (
            QRect(0, y, x - gap, 1),
            QRect(x + gap, y, wide - x - gap, 1),
            QRect(x, 0, 1, y - gap),
            QRect(x, y + gap, 1, high - y - gap),
        )
        for bar in bars:
            # Filled opaque rectangles are several times faster than lines.
            for piece in QRegion(bar.intersected(inside)).subtracted(self._plates):  # type: ignore[attr-defined]  # stubs lag behind
                painter.fillRect(piece, colour)

    def _paint_brush(self, painter: QPainter, scene: SliceScene, to_pixels: QTransform) -> None:
        if scene.brush_mm is None or self._hover is None:
            return
        radius = scene.brush_mm * to_pixels.m11()
        style = Qt.PenStyle.DashLine if self._tool is Tool.ERASE else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(theme.TEXT), 1, style))
        painter.drawEllipse(self._hover, radius, radius)

    def _paint_notice(self, painter: QPainter, scene: SliceScene) -> None:
        if scene.notice:
            painter.setFont(self.font())
            painter.setPen(QColor(theme.MUTED))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()).adjusted(20, 30, -20, -20), int(flags), shown(scene.notice))

    def labels(self, scene: SliceScene) -> list[Label]:
        """The texts of a scene and where they stand. In a narrow view, one for which there is no room is left out."""
        to_pixels = self._mm_to_pixels(scene)
        said = (scene.title, scene.warning, scene.notice, scene.letters, to_pixels.m11(), self.width(), self.height())
        if said != self._said:  # a step changes nothing but the position
            self._said, self._standing = said, self._laid_out(scene, to_pixels)
        placed = [
            self._label(scene.position, label.font, label.colour, label.box.left(), label.box.top(), 0.0)
            if label.text == WIDEST_POSITION
            else label
            for label in self._standing
        ]
        for layer in self._layers if scene.picture is not None else ():
            if layer.name:
                place = to_pixels.map(layer.anchor)
                colour = layer.pen.color().name()
                label = self._label(layer.name, self._bold, colour, place.x() + 4, place.y() - self._line_height, 0.0)
                placed.append(replace(label, haloed=True))
        return placed

    def _laid_out(self, scene: SliceScene, to_pixels: QTransform) -> list[Label]:
        """The texts that stand while slices pass, with room for the position of any of them."""
        line = self._line_height
        left, middle, right = TEXT_MARGIN, self.width() / 2, self.width() - TEXT_MARGIN
        top, half, foot = 7.0, (self.height() - line) / 2, self.height() - 7.0 - line
        small, bold = self._small, self._bold
        full = f"{shown(scene.title)}  ·  {shown(scene.spec.plane.value)}"
        # Which visit it is comes first: side letters tell the plane.
        texts = (full, shown(scene.title), shown(scene.spec.plane.capitalize()))
        title = next((text for text in texts if self._wide(text, bold) <= right - left), "")
        found = [
            self._label(title, bold, theme.TEXT, left, top, 0.0),
            self._label(shown(scene.warning), small, theme.WARN, left, top + line + 2, 0.0),
        ]
        if not scene.notice:
            sides = scene.letters
            found += [
                self._label(WIDEST_POSITION, small, theme.TEXT, left, foot, 0.0),
                self._label(sides[0], small, theme.TEXT, left, half, 0.0),
                self._label(sides[1], small, theme.TEXT, right, half, 1.0),
                self._label(sides[2], small, theme.TEXT, middle, top + line + 2, 0.5),
                *self._scale_bar(to_pixels, right, foot),
                self._label(sides[3], small, theme.TEXT, middle, foot, 0.5),
            ]
        placed: list[Label] = []
        for label in found:
            if label.text and not any(label.plate.intersects(other.plate) for other in placed):
                placed.append(label)
        return placed

    def _wide(self, text: str, font: QFont) -> float:
        return self._metrics[font.key()].horizontalAdvance(text)

    def _label(self, text: str, font: QFont, colour: str, x: float, y: float, part: float) -> Label:
        """A text of which `part` (0 to 1) of the width stands left of `x`, its top at `y`."""
        wide = self._wide(text, font)
        return Label(text, font, colour, QRectF(x - part * wide, y, wide, self._line_height))

    def _scale_bar(self, to_pixels: QTransform, right: float, foot: float) -> list[Label]:
        length = SCALE_BAR_MM * to_pixels.m11()
        if length > self.width() * 0.45:
            return []  # zoomed so far in that the bar would cover the picture
        label = self._label(f"{SCALE_BAR_MM:.0f} mm", self._small, theme.TEXT, right, foot - 3, 1.0)
        box = label.box.adjusted(min(0.0, label.box.width() - length), 0, 0, 3)
        return [replace(label, box=box, rule_px=length)]

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position()
        if event.button() is Qt.MouseButton.LeftButton:
            self._use_tool(event.position(), pressed=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        moved = event.position() - self._pressed_at if self._pressed_at is not None else QPointF()
        buttons = event.buttons()
        if buttons & Qt.MouseButton.LeftButton:
            self._use_tool(event.position(), pressed=False)
        elif buttons & Qt.MouseButton.RightButton:
            side = max(min(self.width(), self.height()), 1)
            self.windowDragged.emit(2.0 * moved.x() / side, -1.0 * moved.y() / side)
        elif buttons & Qt.MouseButton.MiddleButton and self._scene is not None:
            scale = self._mm_to_pixels(self._scene).m11()
            self.panned.emit(self.spec.plane, moved.x() / scale, moved.y() / scale)
        self._pressed_at = event.position()
        self._hover = event.position()
        if self._tool in (Tool.BRUSH, Tool.ERASE):
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None
        if event.button() is Qt.MouseButton.LeftButton and self._tool in (Tool.BRUSH, Tool.ERASE):
            self.strokeEnded.emit()

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
