"""The survival figure in the window: the one that is written to files, in the window's colours, size and language."""

from dataclasses import replace

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.viewmodels.survival_figure import SurvivalFigure
from app.views import theme
from app.views.language import shown
from app.views.survival_figure import BELOW, ROW, SCREEN, TOP, Arrangement, paint_figure

NARROWEST, LOWEST = 400.0, 150.0
"""Of one panel with its names, and of the plot in it, px at texts of 100 per cent."""


class SurvivalView(QWidget):
    """Paints the figure into its place: panels side by side where there is room, else one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self._figure: SurvivalFigure | None = None
        self._picture: QPixmap | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)

    @property
    def figure(self) -> SurvivalFigure | None:
        """What is shown, in the reader's language."""
        return self._figure

    def show_figure(self, figure: SurvivalFigure | None) -> None:
        """Show another figure; None: nothing."""
        self._figure = None if figure is None else _in_language(figure)
        self._picture = None
        self.setAccessibleName("" if self._figure is None else _told(self._figure))
        self._keep_room()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._figure is None:
            return
        # Hundreds of steps take a while to paint, and the page around is refreshed often.
        if self._picture is None or self._picture.deviceIndependentSize().toSize() != self.size():
            self._picture = self._painted(self._figure)
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture)

    def _painted(self, figure: SurvivalFigure) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(theme.PANEL))
        with QPainter(picture) as painter:
            painter.scale(theme.scale(), theme.scale())
            paint_figure(painter, figure, SCREEN, self._arrangement())
        return picture

    def _arrangement(self) -> Arrangement:
        """Of the figure in this place."""
        assert self._figure is not None
        room, panels = theme.room(self), len(self._figure.panels)
        columns = panels if room.width() >= NARROWEST * panels else 1
        rows = -(-panels // columns)
        around = TOP + BELOW + ROW * max(len(panel.curves) for panel in self._figure.panels)
        height = max(LOWEST, room.height() / rows - around)
        return Arrangement(max(NARROWEST, room.width() / columns), height, columns)

    def _keep_room(self) -> None:
        """As high as the panels need at their lowest; a scroll area around does the rest."""
        if self._figure is not None:
            lowest = replace(self._arrangement(), plot_height=LOWEST).size_of(self._figure)
            self.setMinimumHeight(theme.px(lowest.height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(NARROWEST), self.minimumHeight())


def _in_language(figure: SurvivalFigure) -> SurvivalFigure:
    panels = tuple(replace(one, title=shown(one.title), test=shown(one.test)) for one in figure.panels)
    return replace(
        figure, title=shown(figure.title), since=shown(figure.since), at_risk=shown(figure.at_risk), panels=panels
    )


def _told(figure: SurvivalFigure) -> str:
    """For a screen reader: the title, each panel with its test, each curve with how many are at risk at first."""
    panels = (
        f"{panel.title}: {', '.join(f'{curve.name} ({curve.at_risk[0]})' for curve in panel.curves)} {panel.test}"
        for panel in figure.panels
    )
    return ". ".join([figure.title, *panels])
