"""The pictures of a case, arranged: two visits beside each other in one plane or three, or every visit in a strip.

Binds the viewports to one `SlicesModel`: what the mouse wants goes to the model, what the model decides goes to the
views. Everything is linked: slice, crosshair, zoom, pan and window.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QCursor, QFont, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.usecases.open_case import OpenCase
from app.viewmodels.arrangement import CAPTION_PX, Arrangement, Layout, arrangement, as_acquired
from app.viewmodels.comparison import Mode
from app.viewmodels.legend import LegendEntry, legend_of
from app.viewmodels.outlines import Overlay
from app.viewmodels.slices import Shown, SlicesModel, Tool, ViewSpec
from app.viewmodels.timeline import Dot, when
from app.views import theme
from app.views.comparison_marks import run_at
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
            told = "" if dot is None else Said("{when} {labels}", when=when(dot.label), labels=" ".join(dot.chips))
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

    def __init__(self, model: SlicesModel, parent: QWidget | None = None, *, layout: Layout = Layout.COMPARE) -> None:
        """Make the reading area of `model`, arranged as `layout` at first."""
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
        self._layout = layout
        self._planes: tuple[Plane, ...] = (Plane.AXIAL,)
        self._native = False
        self._arranged = Arrangement((), (), ())
        self._arrange()
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._next_picture)
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

    @property
    def leading_view(self) -> Viewport:
        """The largest view of the current visit: the one that carries the legend."""

        def rank(view: Viewport) -> tuple[bool, int]:
            current = self._model.shows_current(view.spec) and view.spec.shown is not Shown.DIFFERENCE
            return current, view.width() * view.height()

        return max(self.views, key=rank)

    @property
    def chosen_view(self) -> Viewport:
        """The view with the focus; where none has it, the leading one."""
        return next((view for view in self.views if view.hasFocus()), self.leading_view)

    @property
    def captions(self) -> tuple[Caption, ...]:
        """The lines under the tiles of the film strip, where that is shown."""
        shown = [cell.spec.visit for cell in self._arranged.cells if cell.spec.shown is Shown.VISIT]
        return tuple(self._captions[visit] for visit in shown)

    def view(self, shown: Shown, plane: Plane) -> Viewport:
        """One viewport of the present layout.

        Raises:
            KeyError: the layout has no such view.
        """
        return {(view.spec.shown, view.spec.plane): view for view in self.views}[shown, plane]

    @property
    def layout_name(self) -> Layout:
        """The present layout."""
        return self._layout

    def set_layout(self, layout: Layout | str) -> None:
        """Arrange the viewports otherwise. The film strip shows every visit apart, so that no comparison goes on."""
        self._layout = Layout(layout)
        if self._layout is Layout.STRIP:
            self._model.comparison.end()
        self._refresh()
        self.layoutChanged.emit(self._layout.value)

    @property
    def planes(self) -> tuple[Plane, ...]:
        """The planes of the film strip; the first one is that of other layouts that show one plane only."""
        return self._planes

    def set_plane(self, *planes: Plane) -> None:
        """Choose the plane of the layouts that show one plane only; of several the film strip shows each."""
        self._planes = planes
        self._refresh()

    @property
    def native(self) -> bool:
        """Whether the first view of each visit shows its slices as they were acquired."""
        return self._native

    def set_native(self, on: bool) -> None:
        """Show native slices in the first view of each visit, or resampled ones everywhere."""
        self._native = on
        if on:
            self._model.comparison.end()
        self._refresh()

    def step(self, plane: Plane, slices: int) -> None:
        """A key's step: of the view at hand where that is unlinked, else by native slices where they are shown."""
        at_hand = self._at_hand()
        lead = next((view for view in self.views if self._leads(view.spec)), None)
        if at_hand is not None and not self._model.is_linked(at_hand.spec):
            self._model.step(at_hand.spec.plane, slices, at_hand.spec)
        elif lead is not None:
            self._model.step(lead.spec.plane, slices, lead.spec)
        else:
            self._model.step(plane, slices)

    def _leads(self, spec: ViewSpec) -> bool:
        return spec.native and self._model.shows_current(spec) and self._model.is_linked(spec)

    def zoom(self, factor: float) -> None:
        """A key's zoom: of the view at hand where that is unlinked, else of all linked ones."""
        at_hand = self._at_hand()
        self._model.zoom(factor, spec=None if at_hand is None else at_hand.spec)

    def toggle_link(self) -> None:
        """Unlink the view at hand (without one, the current visit's first), or link it again."""
        current = (view for view in self.views if self._model.shows_current(view.spec))
        view = self._at_hand() or next(current, None)
        if view is not None:
            self._model.set_linked(view.spec, not self._model.is_linked(view.spec))

    @property
    def spec_at_hand(self) -> ViewSpec | None:
        """The view at hand; None without one."""
        view = self._at_hand()
        return None if view is None else view.spec

    def _at_hand(self) -> Viewport | None:
        """The view under the mouse, else the one with the focus."""
        pointed = self.mapFromGlobal(QCursor.pos())
        under = next((view for view in self.views if view.geometry().contains(pointed)), None)
        return under or next((view for view in self.views if view.hasFocus()), None)

    def compare(self, mode: Mode) -> None:
        """Compare in this way, or no more; from the film strip, in a layout that has a view to compare in."""
        if self._layout is Layout.STRIP:
            self.set_layout(Layout.COMPARE)
        self._native = False  # slices as acquired lie each in a plane of their own
        self._model.compare(mode)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh()

    def _arrange(self) -> None:
        """Lay the views out anew, where the layout, the number of visits or the size ask for it."""
        case = self._model.case
        room = theme.room(self).toSize()
        visits = len(case.visits) if case is not None else 0
        wanted = arrangement(self._layout, self._planes, visits, room.width(), room.height())
        if self._native:
            wanted = as_acquired(wanted)
        if wanted == self._arranged:
            return
        former, self._arranged = self._arranged, wanted
        shown = {cell.spec for cell in wanted.cells}
        for widget in (*self._views.values(), *self._captions.values()):
            self._grid.removeWidget(widget)
        for cell in wanted.cells:
            view = self._views.get(cell.spec) or self._make_view(cell.spec)
            self._grid.addWidget(view, cell.row, cell.column, cell.rows, cell.columns)
            if cell.spec.shown is Shown.VISIT and cell.spec.plane is self._planes[-1]:
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
        self._grid.activate()  # what is worth drawing depends on how large a view is

    def _make_caption(self, index: int) -> Caption:
        caption = Caption(index)
        caption.picked.connect(self.visitPicked)
        caption.show_dot(self._dot(index))
        self._captions[index] = caption
        return caption

    def _make_view(self, spec: ViewSpec) -> Viewport:
        view = Viewport(spec, self._model.pixels, self)
        model = self._model
        view.crosshairMoved.connect(lambda place: model.set_crosshair(place, spec))
        view.stepped.connect(lambda plane, slices: model.step(plane, slices, spec))
        view.windowDragged.connect(lambda wider, brighter: model.drag_window(wider, brighter, spec))
        view.panned.connect(lambda plane, du, dv: model.pan(plane, du, dv, spec))
        view.zoomed.connect(lambda factor, around: model.zoom(factor, around, spec))
        view.linkAsked.connect(lambda: model.set_linked(spec, not model.is_linked(spec)))
        view.edgeDragged.connect(lambda share: model.comparison.set_setting(100.0 * share))
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

    def _next_picture(self) -> None:
        self._model.comparison.next_picture()
        self._show_scenes()

    def _refresh(self) -> None:
        self._arrange()
        self._show_scenes()
        # A strip beside has nothing that takes turns, and would take the turns of the others.
        takes_turns = any(view.spec.shown is Shown.CURRENT for view in self.views)
        run_at(self._clock, self._model.flicker_ms if takes_turns else 0)

    def _show_scenes(self) -> None:
        for view in self.views:
            view.set_tool(self._model.tool)
            view.set_scene(self._model.scene(view.spec, view.width() / max(view.height(), 1)))
        legend = legend_of_views(self.views) if self._model.is_on(Overlay.LEGEND) else ()
        for view in self.views:
            view.set_legend(legend if legend and view is self.leading_view else ())


def legend_of_views(views: Sequence[Viewport]) -> tuple[LegendEntry, ...]:
    """The legend of what is drawn in some views."""
    return legend_of([(view.scene, view.pixels_per_mm) for view in views if view.scene is not None])
