"""The pictures of a case, arranged: two visits beside each other in one plane or three, or every visit in a strip.

Binds the viewports to one `SlicesModel`: what the mouse wants goes to the model, what the model decides goes to the
views. Everything is linked: slice, crosshair, zoom, pan and window.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.usecases.open_case import OpenCase
from app.viewmodels.arrangement import CAPTION_PX, Arrangement, Layout, arrangement
from app.viewmodels.slices import Shown, SlicesModel, Tool, ViewSpec
from app.viewmodels.timeline import Dot
from app.views import theme
from app.views.language import shown
from app.views.parts import chips_width, paint_chips
from app.views.viewport import Viewport
from app.words import Said
from imaging.planes import Plane

BRUSH_STEP_MM = 0.5


class Caption(QWidget):
    """The line under a tile of the film strip: when the visit was, and its labels. A click makes the visit current."""

    picked = Signal(int)

    def __init__(self, index: int) -> None:
        super().__init__()
        self._index = index
        self._dot: Dot | None = None
        self.setFixedHeight(theme.px(CAPTION_PX))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_dot(self, dot: Dot | None) -> None:
        """Show a visit of the timeline; None: nothing is known of it."""
        if dot != self._dot:
            self._dot = dot
            told = "" if dot is None else Said("{label} months {labels}", label=dot.label, labels=" ".join(dot.chips))
            self.setAccessibleName(shown(told).strip())
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.picked.emit(self._index)

    def paintEvent(self, event: QPaintEvent) -> None:
        dot = self._dot
        if dot is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if dot.shown:
            painter.fillRect(QRect(0, 0, self.width(), 2), QColor(theme.ACCENT))
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if dot.shown else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(theme.TEXT if dot.shown else theme.MUTED))
        wide = painter.fontMetrics().horizontalAdvance(dot.label)
        chips_px = chips_width(self.font(), dot.chips)
        left = (self.width() - wide - 8 - chips_px) / 2
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, 3, wide + 2, theme.px(CAPTION_PX) - 4), int(middle), dot.label)
        paint_chips(painter, self.font(), dot.chips, left + wide + 8, 4)


class ReadingArea(QWidget):
    """All viewports of a case.

    Signals:
        placePicked(point): a click with the mark or grow tool, LPS mm in the reference frame.
        brushed(point, radius_mm, add, plane): the brush touched a place; plane is an `imaging.planes.Plane`.
        strokeEnded(): the brush was lifted (one step of undo).
        visitPicked(index): a tile of the film strip was clicked.
        layoutChanged(name).
    """

    placePicked = Signal(object)
    brushed = Signal(object, float, bool, object)
    strokeEnded = Signal()
    visitPicked = Signal(int)
    layoutChanged = Signal(str)

    def __init__(self, model: SlicesModel, parent: QWidget | None = None) -> None:
        """Make the reading area of `model`."""
        super().__init__(parent)
        self.setAccessibleName(shown("Pictures of the case"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._model = model
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(3)
        self._views: dict[ViewSpec, Viewport] = {}
        self._captions: dict[int, Caption] = {}
        self._dots: tuple[Dot, ...] = ()
        self._layout, self._plane = Layout.COMPARE, Plane.AXIAL
        self._arranged = Arrangement((), (), ())
        self._arrange()
        self._unsubscribe = model.subscribe(self._refresh)
        self.destroyed.connect(self._unsubscribe)
        self._refresh()

    @property
    def model(self) -> SlicesModel:
        """What the viewports show."""
        return self._model

    @property
    def views(self) -> tuple[Viewport, ...]:
        """The viewports of the present layout, in reading order."""
        return tuple(self._views[cell.spec] for cell in self._arranged.cells)

    def view(self, shown: Shown, plane: Plane) -> Viewport:
        """One viewport of the present layout.

        Raises:
            KeyError: the layout has no such view.
        """
        return {view.spec: view for view in self.views}[ViewSpec(shown, plane)]

    @property
    def layout_name(self) -> Layout:
        """The present layout."""
        return self._layout

    def set_layout(self, layout: Layout | str) -> None:
        """Arrange the viewports otherwise."""
        self._layout = Layout(layout)
        self._refresh()
        self.layoutChanged.emit(self._layout.value)

    def set_plane(self, plane: Plane) -> None:
        """Choose the plane of the layouts that show one plane only."""
        self._plane = plane
        self._refresh()

    def set_dots(self, dots: Sequence[Dot]) -> None:
        """What the timeline tells of the visits, for the captions of the film strip."""
        self._dots = tuple(dots)
        for index, caption in self._captions.items():
            caption.show_dot(self._dot(index))

    def _dot(self, index: int) -> Dot | None:
        return self._dots[index] if index < len(self._dots) else None

    def next_layout(self) -> None:
        """Go to the next layout, round and round."""
        layouts = list(Layout)
        self.set_layout(layouts[(layouts.index(self._layout) + 1) % len(layouts)])

    def set_case(self, case: OpenCase | None, current_index: int = 0) -> None:
        """Show a case."""
        self._model.set_case(case, current_index=current_index)

    def set_visit(self, index: int) -> None:
        """Make a visit the current one."""
        self._model.set_visit(index)

    def set_tool(self, tool: Tool | str) -> None:
        """Choose what the left mouse button does: navigate, mark, grow, brush or erase."""
        self._model.set_tool(tool)

    def grab_picture(self) -> QPixmap:
        """The pictures as they are on the screen: no identity is ever in them."""
        return self.grab()

    def save_picture(self, path: Path) -> None:
        """Write the pictures as PNG.

        Raises:
            OSError: the file cannot be written.
        """
        if not self.grab().save(str(path), "PNG"):
            raise OSError(f"cannot write {path.name}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh()

    def _arrange(self) -> None:
        """Lay the views out anew, where the layout, the number of visits or the size ask for it."""
        case = self._model.case
        wanted = arrangement(
            self._layout, self._plane, len(case.visits) if case is not None else 0, self.width(), self.height()
        )
        if wanted == self._arranged:
            return
        former, self._arranged = self._arranged, wanted
        shown = {cell.spec for cell in wanted.cells}
        for widget in (*self._views.values(), *self._captions.values()):
            self._grid.removeWidget(widget)
        for cell in wanted.cells:
            view = self._views.get(cell.spec) or self._make_view(cell.spec)
            self._grid.addWidget(view, cell.row, cell.column, cell.rows, cell.columns)
            if cell.spec.shown is Shown.VISIT:
                caption = self._captions.get(cell.spec.visit) or self._make_caption(cell.spec.visit)
                self._grid.addWidget(caption, cell.row + 1, cell.column)
        for spec, view in self._views.items():
            view.setVisible(spec in shown)
        for index, caption in self._captions.items():
            caption.setVisible(any(spec.shown is Shown.VISIT and spec.visit == index for spec in shown))
        for column in range(max(len(former.column_shares), len(wanted.column_shares))):
            self._grid.setColumnStretch(column, dict(enumerate(wanted.column_shares)).get(column, 0))
        for row in range(max(len(former.row_shares), len(wanted.row_shares))):
            self._grid.setRowStretch(row, dict(enumerate(wanted.row_shares)).get(row, 0))

    def _make_caption(self, index: int) -> Caption:
        caption = Caption(index)
        caption.picked.connect(self.visitPicked)
        caption.show_dot(self._dot(index))
        self._captions[index] = caption
        return caption

    def _make_view(self, spec: ViewSpec) -> Viewport:
        view = Viewport(spec, self._model.pixels, self)
        model = self._model
        view.crosshairMoved.connect(model.set_crosshair)
        view.stepped.connect(model.step)
        view.windowDragged.connect(model.drag_window)
        view.panned.connect(model.pan)
        view.zoomed.connect(model.zoom)
        view.brushResized.connect(lambda notches: model.set_brush(model.brush_mm + BRUSH_STEP_MM * notches))
        view.placePicked.connect(lambda place: self._on_current(spec, lambda: self.placePicked.emit(place)))
        view.brushed.connect(lambda *stroke: self._on_current(spec, lambda: self.brushed.emit(*stroke)))
        view.strokeEnded.connect(self.strokeEnded)
        if spec.shown is Shown.VISIT:
            view.crosshairMoved.connect(lambda place: self.visitPicked.emit(spec.visit))
        self._views[spec] = view
        return view

    def _on_current(self, spec: ViewSpec, act: Callable[[], None]) -> None:
        """Marks and brush strokes belong to the current visit: on a picture of another one they do nothing."""
        if self._model.shows_current(spec):
            act()

    def _refresh(self) -> None:
        self._arrange()
        for view in self.views:
            view.set_tool(self._model.tool)
            view.set_scene(self._model.scene(view.spec))
