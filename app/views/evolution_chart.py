"""One chart of the evolution: figures of one unit over the visits opened so far."""

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from app.viewmodels.evolution import EMPTY, EvolutionScene, Series
from app.viewmodels.timeline import when
from app.views import theme
from app.views.language import shown

LEFT_PX, RIGHT_PX, FOOT_PX, LEGEND_PX = 34.0, 16.0, 18.0, 15.0
MARK_PX = 4.0
POINTS = 8.0
TICKS = 3
LEAST_PX = 150

COLOURS = ("#35c5d8", "#7fb3ff", "#ff6f6f", "#ff9f43", "#f7d56b", "#c58af9")
DASHES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)
CORNERS: tuple[tuple[tuple[float, float], ...], ...] = (
    (),  # a disc
    ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    ((0, -1.3), (1.2, 1), (-1.2, 1)),
    ((0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)),
    ((0, 1.3), (1.2, -1), (-1.2, -1)),
    ((-1.2, -0.4), (-0.4, -1.2), (1.2, 0.4), (0.4, 1.2)),
)
"""A colour, a dash and a marker of its own for each style, so that no colour is used alone."""


def highest_tick(most: float) -> tuple[float, float]:
    """A round end of the axis at or above `most`, and the step of its ticks."""
    if most <= 0:
        return 1.0, 0.5
    rough = most / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * (1 - 1e-9))
    return step * math.ceil(most / step - 1e-9), step


class EvolutionChart(QWidget):
    """The figures of one unit, mm or ml. `visitPicked` is emitted at a click beside a visit."""

    visitPicked = Signal(int)

    def __init__(self, unit: str, title: str) -> None:
        super().__init__()
        self._unit, self._title = unit, title
        self._scene: EvolutionScene = EMPTY
        self._series: tuple[Series, ...] = ()
        self.setMinimumSize(theme.px(LEAST_PX), theme.px(150))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(shown(title))
        self.setMouseTracking(True)

    def show_scene(self, scene: EvolutionScene) -> None:
        """Draw the lines of this chart's unit."""
        self._scene = scene
        self._series = tuple(series for series in scene.series if series.unit == self._unit)
        self.setAccessibleDescription("; ".join(self.told(strip.visit) for strip in scene.strips))
        self.setMinimumWidth(max(theme.px(LEAST_PX), theme.px(self._widest())))
        self.update()

    def _widest(self) -> float:
        """The longest text, pixels at the first size of texts."""
        metrics = QFontMetricsF(self._font())
        entries = [26 + metrics.horizontalAdvance(shown(series.name)) for series in self._series]
        return max([metrics.horizontalAdvance(f"{shown(self._title)}, {self._unit}"), *entries]) + 4

    def told(self, visit: int) -> str:
        """What the chart says of a visit, in words."""
        strip = next(strip for strip in self._scene.strips if strip.visit == visit)
        figures: list[str] = [
            f"{shown(series.name)} {point.value:.2f} {self._unit}"
            for series in self._series
            for point in series.points
            if point.visit == visit
        ]
        return ", ".join([shown(when(strip.label, short=True)), *figures, *([shown(strip.gap)] if strip.gap else [])])

    def place_of(self, visit: int) -> float:
        """Where a visit stands, pixels from the left."""
        strip = next(strip for strip in self._scene.strips if strip.visit == visit)
        box = self._box()
        alone = len(self._scene.strips) == 1
        return box.center().x() if alone else box.left() + 8 + strip.place * (box.width() - 16)

    def visit_at(self, x: float) -> int | None:
        """The visit nearest to a place."""
        near = sorted((abs(self.place_of(strip.visit) - x), strip.visit) for strip in self._scene.strips)
        return near[0][1] if near else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        visit = self.visit_at(event.position().x() / theme.scale())
        if visit is not None:
            self.visitPicked.emit(visit)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            visit = self.visit_at(event.pos().x() / theme.scale())
            QToolTip.showText(event.globalPos(), "" if visit is None else self.told(visit).replace(", ", "\n"), self)
            return True
        return super().event(event)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(POINTS)
        return font

    def _box(self) -> QRectF:
        top = 23.0 + LEGEND_PX * self._legend_rows()
        return QRectF(
            LEFT_PX,
            top,
            theme.room(self).width() - LEFT_PX - RIGHT_PX,
            max(10.0, theme.room(self).height() - top - FOOT_PX),
        )

    def _legend_places(self) -> list[tuple[float, int]]:
        """Left end and row of each entry of the legend."""
        metrics = QFontMetricsF(self._font())
        places, x, row = [], 0.0, 0
        for series in self._series:
            wide = 26 + metrics.horizontalAdvance(shown(series.name)) + 10
            if x and x + wide > theme.room(self).width():
                x, row = 0.0, row + 1
            places.append((x, row))
            x += wide
        return places

    def _legend_rows(self) -> int:
        return max((row for _, row in self._legend_places()), default=0) + 1

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.scale(theme.scale(), theme.scale())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        box = self._box()
        end, step = highest_tick(max((p.value for s in self._series for p in s.points), default=0.0))
        self._paint_axes(painter, box, end, step)
        for series in self._series:
            pen = self._pen(series.style)
            places = [
                QPointF(self.place_of(p.visit), box.bottom() - p.value / end * box.height()) for p in series.points
            ]
            for (before, one), (after, two) in zip(
                zip(series.points, places, strict=True), list(zip(series.points, places, strict=True))[1:], strict=False
            ):
                if after.visit == before.visit + 1:  # over a gap no line is drawn
                    painter.setPen(pen)
                    painter.drawLine(one, two)
            for place in places:
                _paint_mark(painter, place, series.style)
        for series, (x, row) in zip(self._series, self._legend_places(), strict=True):
            middle = 14.0 + LEGEND_PX * row + LEGEND_PX / 2
            painter.setPen(self._pen(series.style))
            painter.drawLine(QPointF(x, middle), QPointF(x + 20, middle))
            _paint_mark(painter, QPointF(x + 10, middle), series.style)
            painter.setPen(QColor(theme.TEXT))
            painter.drawText(QPointF(x + 26, middle + 4), shown(series.name))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.ACCENT), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(QPointF(0, 0), theme.room(self)).adjusted(0, 0, -1, -1))

    def _paint_axes(self, painter: QPainter, box: QRectF, end: float, step: float) -> None:
        painter.setPen(QColor(theme.MUTED))
        painter.drawText(QPointF(0, 10), f"{shown(self._title)}, {self._unit}")
        for order in range(round(end / step) + 1):
            y = box.bottom() - order * step / end * box.height()
            painter.setPen(QPen(QColor(theme.BORDER), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            painter.setPen(QColor(theme.MUTED))
            right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(0, y - 8, LEFT_PX - 5, 16), right, f"{order * step:g}")
        metrics, free = QFontMetricsF(self._font()), -1e9
        for strip in self._scene.strips:
            x = self.place_of(strip.visit)
            if strip.shown:
                painter.setPen(QPen(QColor(theme.ACCENT), 1))
                painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
            if strip.gap:
                painter.setPen(QColor(theme.WARN))
                painter.drawText(QRectF(x - 8, box.top(), 16, 14), int(Qt.AlignmentFlag.AlignCenter), "?")
            wide = metrics.horizontalAdvance(strip.label)
            left = min(max(x - wide / 2, 0.0), theme.room(self).width() - wide)
            if left > free:
                painter.setPen(QColor(theme.TEXT if strip.shown else theme.MUTED))
                painter.drawText(QPointF(left, theme.room(self).height() - 4.0), strip.label)
                free = left + wide + 4

    def _pen(self, style: int) -> QPen:
        return QPen(QColor(COLOURS[style % len(COLOURS)]), 1.6, DASHES[style % len(DASHES)])


def _paint_mark(painter: QPainter, place: QPointF, style: int) -> None:
    painter.setPen(QPen(QColor(theme.PANEL), 1))
    painter.setBrush(QColor(COLOURS[style % len(COLOURS)]))
    corners = CORNERS[style % len(CORNERS)]
    if not corners:
        painter.drawEllipse(place, MARK_PX, MARK_PX)
    else:
        painter.drawPolygon(QPolygonF([place + QPointF(x, y) * MARK_PX for x, y in corners]))
