"""Paints a survival figure, for the window in its colours, and makes PNG, SVG and PDF of it: the same bytes each time.

In colours that the colour-blind tell apart (Okabe and Ito 2008), each with a line style of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QPageSize,
    QPainter,
    QPen,
    QPolygonF,
)
from PySide6.QtSvg import QSvgGenerator

from app.viewmodels.survival_figure import FigureCurve, Panel, SurvivalFigure
from app.views import theme
from app.views.pdf_file import pdf_bytes, without_screen

WIDTH, PLOT_HEIGHT, ROW = 620.0, 340.0, 20.0  # of one panel, px at 96 dpi
LEFT, RIGHT, TOP, BELOW = 120.0, 28.0, 86.0, 86.0
PNG_SCALE = 2
DPI = 96
STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotLine, Qt.PenStyle.DotLine)
BAND_OPACITY = 40  # of 255
TICK = 4.0


@dataclass(frozen=True)
class Inks:
    """Colours of a figure, as CSS names."""

    ink: str
    faint: str
    curves: tuple[str, ...]


PAPER = Inks("#1b1f24", "#c9ced6", ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#000000"))
SCREEN = Inks(theme.TEXT, theme.BORDER, ("#56b4e9", "#e69f00", "#2fc79a", "#e59bc5", "#f0e442", "#ffffff"))


@dataclass(frozen=True)
class Arrangement:
    """Sizes of one panel and how many stand side by side, px at 96 dpi."""

    width: float = WIDTH
    plot_height: float = PLOT_HEIGHT
    columns: int = 2

    def height_of(self, figure: SurvivalFigure) -> float:
        """Of one panel, with its numbers at risk."""
        return TOP + self.plot_height + BELOW + ROW * max(len(panel.curves) for panel in figure.panels)

    def size_of(self, figure: SurvivalFigure) -> QSizeF:
        """Of the whole figure."""
        columns = min(self.columns, len(figure.panels))
        return QSizeF(self.width * columns, self.height_of(figure) * -(-len(figure.panels) // columns))


ON_PAPER = Arrangement()


def figure_files(figures: Mapping[str, SurvivalFigure]) -> dict[str, bytes]:
    """Of each figure, by name: NAME.png, NAME.svg and NAME.pdf with their content. Needs no screen."""
    started = without_screen()
    files: dict[str, bytes] = {}
    for name, figure in figures.items():
        files |= {f"{name}.png": _png(figure), f"{name}.svg": _svg(figure), f"{name}.pdf": _pdf(figure)}
    del started  # kept alive until here
    return files


def _png(figure: SurvivalFigure) -> bytes:
    size = ON_PAPER.size_of(figure)
    image = QImage((size * PNG_SCALE).toSize(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.scale(PNG_SCALE, PNG_SCALE)
        paint_figure(painter, figure)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _svg(figure: SurvivalFigure) -> bytes:
    content, size = QByteArray(), ON_PAPER.size_of(figure)
    buffer = QBuffer(content)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(DPI)
    generator.setSize(QSize(round(size.width()), round(size.height())))
    generator.setViewBox(QRectF(QPointF(0, 0), size))
    generator.setTitle(figure.title)
    with QPainter(generator) as painter:
        painter.setFont(_font(12))  # else the application's own font is named at the file's head
        painter.fillRect(QRectF(QPointF(0, 0), size), Qt.GlobalColor.white)
        paint_figure(painter, figure)
    return bytes(content.data())


def _pdf(figure: SurvivalFigure) -> bytes:
    size = ON_PAPER.size_of(figure)
    page = QPageSize(size * 72 / DPI, QPageSize.Unit.Point, "figure", QPageSize.SizeMatchPolicy.ExactMatch)
    return pdf_bytes(figure.title, page, DPI, lambda painter, _: paint_figure(painter, figure))


def _font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont("Inter")
    font.setPixelSize(size)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def paint_figure(
    painter: QPainter, figure: SurvivalFigure, inks: Inks = PAPER, arrangement: Arrangement = ON_PAPER
) -> None:
    """Paint title and panels, at px of 96 dpi."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    columns, height = min(arrangement.columns, len(figure.panels)), arrangement.height_of(figure)
    title = QRectF(LEFT, 12, arrangement.width * columns - LEFT, 24)
    _text(painter, title, figure.title, _font(17, QFont.Weight.DemiBold), QColor(inks.ink))
    for place, panel in enumerate(figure.panels):
        painter.save()
        painter.translate(arrangement.width * (place % columns), height * (place // columns))
        _PanelPainter(painter, figure, panel, inks, arrangement).paint()
        painter.restore()


def _text(
    painter: QPainter,
    place: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    fitting = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, align | Qt.AlignmentFlag.AlignVCenter, fitting)


class _PanelPainter:
    """One pair of axes with its curves and the numbers at risk below."""

    def __init__(
        self, painter: QPainter, figure: SurvivalFigure, panel: Panel, inks: Inks, arrangement: Arrangement
    ) -> None:
        self._painter, self._figure, self._panel, self._inks = painter, figure, panel, inks
        self._plot = QRectF(LEFT, TOP, arrangement.width - LEFT - RIGHT, arrangement.plot_height)

    def paint(self) -> None:
        """All of it; the curves over the axes, since a curve at 0 % must be seen."""
        self._paint_heads()
        self._paint_axes()
        for place, curve in enumerate(self._panel.curves):
            self._paint_curve(curve, place)
        self._paint_months()
        self._paint_names()

    def _at(self, month: float, fraction: float) -> QPointF:
        plot = self._plot
        return QPointF(
            plot.left() + plot.width() * month / self._figure.months[-1], plot.bottom() - plot.height() * fraction
        )

    def _say(self, place: QRectF, text: str, font: QFont, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        _text(self._painter, place, text, font, QColor(self._inks.ink), align)

    def _paint_heads(self) -> None:
        title, test = _font(14, QFont.Weight.Medium), _font(13)
        head = QRectF(LEFT, 46, self._plot.width(), 22)
        both = QFontMetricsF(title).horizontalAdvance(self._panel.title) + 12
        both += QFontMetricsF(test).horizontalAdvance(self._panel.test)
        self._say(head, self._panel.title, title)
        # Where there is no room for both on one line, the test stands below.
        beside = head if both <= head.width() else head.translated(0, 20)
        self._say(beside, self._panel.test, test, Qt.AlignmentFlag.AlignRight)

    def _paint_axes(self) -> None:
        plot, painter = self._plot, self._painter
        for percent in range(0, 101, 20):
            line = self._at(0, percent / 100)
            painter.setPen(QPen(QColor(self._inks.faint), 1))
            painter.drawLine(line, self._at(self._figure.months[-1], percent / 100))
            beside = QRectF(0, line.y() - 10, LEFT - 8, 20)
            self._say(beside, f"{percent} %", _font(12), Qt.AlignmentFlag.AlignRight)
        painter.setPen(QPen(QColor(self._inks.ink), 1.2))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        painter.drawLine(plot.bottomLeft(), plot.topLeft())

    def _paint_months(self) -> None:
        small = _font(12)
        for number, month in enumerate(self._figure.months):
            foot = self._at(month, 0)
            self._painter.setPen(QPen(QColor(self._inks.ink), 1.2))
            self._painter.drawLine(foot, foot + QPointF(0, 5))
            self._say(QRectF(foot.x() - 24, foot.y() + 6, 48, 18), str(month), small, Qt.AlignmentFlag.AlignHCenter)
            for row, curve in enumerate(self._panel.curves):
                cell = QRectF(foot.x() - 24, _row_top(self._plot, row), 48, ROW)
                self._say(cell, str(curve.at_risk[number]), small, Qt.AlignmentFlag.AlignHCenter)

    def _paint_names(self) -> None:
        plot = self._plot
        axis = QRectF(LEFT, plot.bottom() + 24, plot.width(), 20)
        self._say(axis, self._figure.since, _font(13), Qt.AlignmentFlag.AlignHCenter)
        head = QRectF(8, plot.bottom() + 46, LEFT + plot.width(), 20)
        self._say(head, self._figure.at_risk, _font(12, QFont.Weight.Medium))
        for row, curve in enumerate(self._panel.curves):
            top = _row_top(plot, row)
            self._painter.setPen(self._pen(row))
            self._painter.drawLine(QPointF(8, top + ROW / 2), QPointF(28, top + ROW / 2))
            self._say(QRectF(33, top, LEFT - 33 - 16, ROW), curve.name, _font(12))

    def _pen(self, place: int) -> QPen:
        colours = self._inks.curves
        return QPen(QColor(colours[place % len(colours)]), 2.0, STYLES[place % len(STYLES)], Qt.PenCapStyle.FlatCap)

    def _paint_curve(self, curve: FigureCurve, place: int) -> None:
        painter, pen = self._painter, self._pen(place)
        shade = QColor(pen.color())
        shade.setAlpha(BAND_OPACITY)
        for start, end, low, high in curve.bands:
            painter.fillRect(QRectF(self._at(start, high), self._at(end, low)), shade)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([self._at(month, fraction) for month, fraction in curve.steps]))
        painter.setPen(QPen(pen.color(), 1.4))
        for month, fraction in curve.ticks:
            middle = self._at(month, fraction)
            painter.drawLine(middle - QPointF(0, TICK), middle + QPointF(0, TICK))


def _row_top(plot: QRectF, row: int) -> float:
    return plot.bottom() + 66 + ROW * row
