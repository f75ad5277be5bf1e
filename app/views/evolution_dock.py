"""Below the pictures: the evolution's charts, and the unrolled wall beside them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.viewmodels.evolution import EvolutionModel
from app.views import theme
from app.views.evolution_chart import EvolutionChart
from app.views.language import shown
from app.views.unrolled_wall import UnrolledWall

HEIGHT_PX, GREATEST_HEIGHT_PX = 214, 430
"""Between these it takes its share of a large screen."""


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
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 6)
        row.setSpacing(14)
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
