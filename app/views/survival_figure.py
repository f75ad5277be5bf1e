"""Paints a survival figure and makes PNG, SVG and PDF of it: the same bytes for the same figure.

On white and in colours that the colour-blind tell apart (Okabe and Ito 2008), each with a line style of its own.
"""

from collections.abc import Callable, Mapping

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
from app.views.pdf_file import pdf_bytes, without_screen

WIDTH, PLOT_HEIGHT, ROW = 620.0, 340.0, 20.0  # of one panel, px at 96 dpi
LEFT, RIGHT, TOP, BELOW = 120.0, 28.0, 86.0, 86.0
PNG_SCALE = 2
DPI = 96
INK, FAINT = QColor("#1b1f24"), QColor("#c9ced6")
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#000000")
STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotLine, Qt.PenStyle.DotLine)
BAND_OPACITY = 40  # of 255
TICK = 4.0


def figure_files(figures: Mapping[str, SurvivalFigure]) -> dict[str, bytes]:
    """Of each figure, by name: NAME.png, NAME.svg and NAME.pdf with their content. Needs no screen."""
    started = without_screen()
    files: dict[str, bytes] = {}
    for name, figure in figures.items():
        files |= {f"{name}.png": _png(figure), f"{name}.svg": _svg(figure), f"{name}.pdf": _pdf(figure)}
    del started  # kept alive until here
    return files


def figure_size(figure: SurvivalFigure, width: float = WIDTH) -> QSizeF:
    """Width and height in px, each panel `width` wide."""
    groups = max(len(panel.curves) for panel in figure.panels)
    return QSizeF(width * len(figure.panels), TOP + PLOT_HEIGHT + BELOW + ROW * groups)


def _png(figure: SurvivalFigure) -> bytes:
    size = figure_size(figure)
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
    content, size = QByteArray(), figure_size(figure)
    buffer = QBuffer(content)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(DPI)
    generator.setSize(QSize(round(size.width()), round(size.height())))
    generator.setViewBox(QRectF(QPointF(0, 0), size))
    generator.setTitle(figure.title)
    with QPainter(generator) as painter:
        painter.fillRect(QRectF(QPointF(0, 0), size), Qt.GlobalColor.white)
        paint_figure(painter, figure)
    return bytes(content.data())


def _pdf(figure: SurvivalFigure) -> bytes:
    size = figure_size(figure)
    page = QPageSize(size * 72 / DPI, QPageSize.Unit.Point, "figure", QPageSize.SizeMatchPolicy.ExactMatch)
    return pdf_bytes(figure.title, page, DPI, lambda painter, _: paint_figure(painter, figure))


def _font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont("Inter")
    font.setPixelSize(size)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def paint_figure(painter: QPainter, figure: SurvivalFigure, width: float = WIDTH) -> None:
    """Paint title and panels side by side, each `width` wide, at px of 96 dpi."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _text(
        painter, QRectF(LEFT, 12, width * len(figure.panels) - LEFT, 24), figure.title, _font(17, QFont.Weight.DemiBold)
    )
    for place, panel in enumerate(figure.panels):
        painter.save()
        painter.translate(width * place, 0)
        _paint_panel(painter, figure, panel, width)
        painter.restore()


def _text(
    painter: QPainter,
    place: QRectF,
    text: str,
    font: QFont,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    colour: QColor = INK,
) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    fitting = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, align | Qt.AlignmentFlag.AlignVCenter, fitting)


def _paint_panel(painter: QPainter, figure: SurvivalFigure, panel: Panel, width: float) -> None:
    plot = QRectF(LEFT, TOP, width - LEFT - RIGHT, PLOT_HEIGHT)

    def at(month: float, fraction: float) -> QPointF:
        return QPointF(plot.left() + plot.width() * month / figure.months[-1], plot.bottom() - plot.height() * fraction)

    _text(painter, QRectF(LEFT, 46, plot.width(), 22), panel.title, _font(14, QFont.Weight.Medium))
    _text(painter, QRectF(LEFT, 46, plot.width(), 22), panel.test, _font(13), Qt.AlignmentFlag.AlignRight)
    small = _font(12)
    for percent in range(0, 101, 20):
        line = at(0, percent / 100)
        painter.setPen(QPen(FAINT, 1))
        painter.drawLine(line, at(figure.months[-1], percent / 100))
        beside = QRectF(0, line.y() - 10, LEFT - 8, 20)
        _text(painter, beside, f"{percent} %", small, Qt.AlignmentFlag.AlignRight)
    painter.setPen(QPen(INK, 1.2))
    painter.drawLine(plot.bottomLeft(), plot.bottomRight())
    painter.drawLine(plot.bottomLeft(), plot.topLeft())
    for place, curve in enumerate(panel.curves):  # over the axes: a curve at 0 % must be seen
        _paint_curve(painter, curve, place, at)
    for number, month in enumerate(figure.months):
        foot = at(month, 0)
        painter.setPen(QPen(INK, 1.2))
        painter.drawLine(foot, foot + QPointF(0, 5))
        _text(painter, QRectF(foot.x() - 24, foot.y() + 6, 48, 18), str(month), small, Qt.AlignmentFlag.AlignHCenter)
        for row, curve in enumerate(panel.curves):
            cell = QRectF(foot.x() - 24, _row_top(plot, row), 48, ROW)
            _text(painter, cell, str(curve.at_risk[number]), small, Qt.AlignmentFlag.AlignHCenter)
    axis = QRectF(LEFT, plot.bottom() + 24, plot.width(), 20)
    _text(painter, axis, figure.since, _font(13), Qt.AlignmentFlag.AlignHCenter)
    head = QRectF(8, plot.bottom() + 46, LEFT + plot.width(), 20)
    _text(painter, head, "Number at risk", _font(12, QFont.Weight.Medium))
    for row, curve in enumerate(panel.curves):
        top = _row_top(plot, row)
        painter.setPen(_pen(row))
        painter.drawLine(QPointF(8, top + ROW / 2), QPointF(28, top + ROW / 2))
        _text(painter, QRectF(33, top, LEFT - 33 - 16, ROW), curve.name, small)


def _row_top(plot: QRectF, row: int) -> float:
    return plot.bottom() + 66 + ROW * row


def _pen(place: int) -> QPen:
    return QPen(QColor(COLOURS[place % len(COLOURS)]), 2.0, STYLES[place % len(STYLES)], Qt.PenCapStyle.FlatCap)


def _paint_curve(painter: QPainter, curve: FigureCurve, place: int, at: Callable[[float, float], QPointF]) -> None:
    pen = _pen(place)
    shade = QColor(pen.color())
    shade.setAlpha(BAND_OPACITY)
    for start, end, low, high in curve.bands:
        painter.fillRect(QRectF(at(start, high), at(end, low)), shade)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF([at(month, fraction) for month, fraction in curve.steps]))
    painter.setPen(QPen(pen.color(), 1.4))
    for month, fraction in curve.ticks:
        middle = at(month, fraction)
        painter.drawLine(middle - QPointF(0, TICK), middle + QPointF(0, TICK))
