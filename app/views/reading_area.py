"""The pictures of a case, arranged: baseline beside current with subtraction, or two visits in three planes.

Binds the viewports to one `SlicesModel`: what the mouse wants goes to the model, what the model decides goes to the
views. Everything is linked: slice, crosshair, zoom, pan and window.
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.usecases.open_case import OpenCase
from app.viewmodels.slices import Shown, SlicesModel, Tool, ViewSpec
from app.views.viewport import Viewport
from imaging.planes import Plane

BRUSH_STEP_MM = 0.5


class Layout(StrEnum):
    """Arrangements of the viewports."""

    COMPARE = "compare"
    PLANES = "planes"


Cell = tuple[ViewSpec, int, int, int, int]

CELLS: dict[Layout, tuple[Cell, ...]] = {
    Layout.COMPARE: (
        (ViewSpec(Shown.BASELINE, Plane.AXIAL), 0, 0, 2, 1),
        (ViewSpec(Shown.CURRENT, Plane.AXIAL), 0, 1, 2, 1),
        (ViewSpec(Shown.CURRENT, Plane.CORONAL), 0, 2, 1, 1),
        (ViewSpec(Shown.CURRENT, Plane.SAGITTAL), 0, 3, 1, 1),
        (ViewSpec(Shown.DIFFERENCE, Plane.AXIAL), 1, 2, 1, 2),
    ),
    Layout.PLANES: tuple(
        (ViewSpec(shown, plane), row, column, 1, 1)
        for row, shown in enumerate((Shown.BASELINE, Shown.CURRENT))
        for column, plane in enumerate(Plane)
    ),
}
"""View, row, column, rows spanned, columns spanned."""

STRETCHES: dict[Layout, tuple[int, ...]] = {Layout.COMPARE: (2, 2, 1, 1), Layout.PLANES: (1, 1, 1, 0)}
"""Shares of the width of the four columns."""


class ReadingArea(QWidget):
    """All viewports of a case.

    Signals:
        placePicked(point): a click with the mark or grow tool, LPS mm in the reference frame.
        brushed(point, radius_mm, add, plane): the brush touched a place; plane is an `imaging.planes.Plane`.
        strokeEnded(): the brush was lifted (one step of undo).
        layoutChanged(name).
    """

    placePicked = Signal(object)
    brushed = Signal(object, float, bool, object)
    strokeEnded = Signal()
    layoutChanged = Signal(str)

    def __init__(self, model: SlicesModel, parent: QWidget | None = None) -> None:
        """Make the reading area of `model`."""
        super().__init__(parent)
        self.setAccessibleName("Pictures of the case")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._model = model
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(3)
        self._views: dict[ViewSpec, Viewport] = {}
        self._layout = Layout.COMPARE
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
        return tuple(self._views[cell[0]] for cell in CELLS[self._layout])

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
        self._arrange()
        self._refresh()
        self.layoutChanged.emit(self._layout.value)

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

    def _arrange(self) -> None:
        wanted = CELLS[self._layout]
        for spec, view in self._views.items():
            self._grid.removeWidget(view)
            view.setVisible(spec in {cell[0] for cell in wanted})
        for spec, row, column, rows, columns in wanted:
            view = self._views.get(spec) or self._make_view(spec)
            self._grid.addWidget(view, row, column, rows, columns)
            view.show()
        for column, share in enumerate(STRETCHES[self._layout]):
            self._grid.setColumnStretch(column, share)
        for row in (0, 1):
            self._grid.setRowStretch(row, 1)

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
        self._views[spec] = view
        return view

    def _on_current(self, spec: ViewSpec, act: Callable[[], None]) -> None:
        """Marks and brush strokes belong to the current visit: on a picture of another one they do nothing."""
        if self._model.shows_current(spec):
            act()

    def _refresh(self) -> None:
        for view in self.views:
            view.set_tool(self._model.tool)
            view.set_scene(self._model.scene(view.spec))
