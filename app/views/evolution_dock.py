"""Below the pictures: the evolution's charts, and the unrolled wall beside them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from app.viewmodels.evolution import EvolutionModel
from app.views import theme
from app.views.evolution_chart import EvolutionChart
from app.views.language import shown
from app.views.unrolled_wall import UnrolledWall

LEAST_HEIGHT_PX, HEIGHT_PX, GREATEST_HEIGHT_PX = 176, 214, 430
"""At least it needs; at least it has where there is room; and at most, as its share of a large screen."""

LEAST_PICTURES_PX = 200
"""Lower pictures beside it would show nothing: it takes their place."""


class EvolutionDock(QFrame):
    """The evolution of a read; hidden until it is asked for.

    Signals:
        visitPicked(index): a visit was clicked.
        placePicked(point): a place of the wall was asked for, LPS mm in the reference frame.
    """

    visitPicked = Signal(int)
    placePicked = Signal(object)

    def __init__(self, model: EvolutionModel) -> None:
        super().__init__()
        self.model = model
        self.setObjectName("panel")
        self.setAccessibleName(shown("Evolution of the case"))
        self.setMinimumHeight(theme.px(HEIGHT_PX))
        self.setMaximumHeight(theme.px(GREATEST_HEIGHT_PX))
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName(shown("Evolution of the case"))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(10, 8, 10, 6)
        whole.addWidget(scroll)
        self.millimetres = EvolutionChart("mm", "Thickness and diameter")
        self.millilitres = EvolutionChart("ml", "Volume")
        for chart in (self.millimetres, self.millilitres):
            chart.visitPicked.connect(self.visitPicked)
            row.addWidget(chart, 3)
        self.wall = UnrolledWall()
        self.wall.picked.connect(self._patch_picked)
        self.wall.thickestWanted.connect(self.go_to_thickest)
        row.addWidget(self.wall, 5)
        self._unsubscribe = model.subscribe(self._show)
        self.hide()

    def fit_into(self, room_px: int) -> bool:
        """Take what it needs of a column of this height, which pictures share; whether enough is left for them."""
        least = LEAST_HEIGHT_PX if room_px < theme.px(HEIGHT_PX) + 2 * LEAST_PICTURES_PX else HEIGHT_PX
        beside = room_px - theme.px(least) >= LEAST_PICTURES_PX
        self.setMinimumHeight(theme.px(least))
        self.setMaximumHeight(theme.px(GREATEST_HEIGHT_PX) if beside else 1 << 20)
        return beside

    def switch(self, on: bool) -> None:
        """Show or hide it; nothing is measured while it is hidden."""
        self.setVisible(on)
        self.model.watch(on)

    def close_dock(self) -> None:
        """Let go of the model."""
        self.model.watch(False)
        self._unsubscribe()

    def go_to_thickest(self) -> None:
        """The thickest place of the rim at the visit on the screen."""
        shown = [strip.visit for strip in self.model.scene().strips if strip.shown]
        place = self.model.place_mm(shown[0]) if shown else None
        if place is not None:
            self.placePicked.emit(place)

    def _patch_picked(self, visit: int, row: int, column: int) -> None:
        place = self.model.place_mm(visit, (row, column))
        self.visitPicked.emit(visit)
        if place is not None:
            self.placePicked.emit(place)

    def _show(self) -> None:
        if self.model.watched:
            scene = self.model.scene()
            for part in (self.millimetres, self.millilitres, self.wall):
                part.show_scene(scene)
