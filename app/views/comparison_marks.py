"""Views of two visits: a flicker's clock, the edge between the two with its handle, the legend of a subtraction."""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from app.views import theme
from app.words import Said

GRASP_PX = 7.0
"""The edge is taken hold of so far to its left and right."""

HANDLE_PX = 9.0
HANDLE_AT = 0.78
"""How far down the edge its handle stands: not over the middle, where the reader looks."""

LEGEND_BAR_PX = 8.0
LEGEND_TEXTS = (Said("brighter"), Said("no change"), Said("darker"))


def difference_colours() -> list[int]:
    """The 256 colours of a subtraction: blue (darker than before), black (no change), orange (brighter)."""
    blue, orange = QColor("#3d8bff"), QColor("#ff8a3c")
    table = []
    for level in range(256):
        end = blue if level < 128 else orange
        share = min(abs(level - 128) / 127.0, 1.0)
        table.append(QColor.fromRgbF(end.redF() * share, end.greenF() * share, end.blueF() * share).rgb())
    return table


def run_at(clock: QTimer, interval_ms: int) -> None:
    """Let a clock tick so often; 0: not at all. A running clock of that pace is left in step."""
    if clock.interval() != interval_ms:
        clock.setInterval(interval_ms)
    if bool(interval_ms) != clock.isActive():
        clock.start() if interval_ms else clock.stop()


def paint_edge(painter: QPainter, x: float, height: float) -> None:
    """The edge between two visits at widget pixel `x`: a line, and on it a handle with two arrows."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(x - 0.5, 0, 1, height), QColor(theme.TEXT))
    middle = HANDLE_AT * height
    painter.setPen(QColor(theme.TEXT))
    painter.setBrush(QColor(theme.BACKGROUND))
    painter.drawEllipse(QPointF(x, middle), HANDLE_PX, HANDLE_PX)
    painter.setBrush(QColor(theme.TEXT))
    painter.setPen(Qt.PenStyle.NoPen)
    for way in (-1.0, 1.0):
        tip, back = x + way * 6.5, x + way * 2.5
        painter.drawPolygon([QPointF(tip, middle), QPointF(back, middle - 3.5), QPointF(back, middle + 3.5)])
    painter.setBrush(Qt.BrushStyle.NoBrush)


def is_on_edge(position: QPointF, x: float) -> bool:
    """Whether a widget position is near enough to the edge at `x` to take hold of it."""
    return abs(position.x() - x) <= GRASP_PX


@cache
def _bar() -> QImage:
    """The colours of a subtraction from brighter, above, to darker."""
    table = difference_colours()
    image = QImage(1, 255, QImage.Format.Format_RGB32)
    for row in range(255):
        image.setPixel(0, row, table[255 - row])
    return image


def paint_colour_bar(
    painter: QPainter, font: QFont, right: float, top: float, height: float, said: Callable[[str], str]
) -> None:
    """The colours of a subtraction and what they mean, right-aligned at `right`; nothing where it would not be read.

    Args:
        painter: of the widget.
        font: of the texts.
        right: where the bar ends, widget pixels.
        top: where it begins, widget pixels.
        height: of the bar, widget pixels.
        said: puts a text into the reader's language.
    """
    metrics = QFontMetricsF(font)
    line = metrics.height()
    if height < 3 * line:
        return
    bar = QRectF(right - LEGEND_BAR_PX, top, LEGEND_BAR_PX, height)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(bar, _bar())
    painter.setPen(QColor(theme.BORDER))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(bar)
    painter.setFont(font)
    painter.setPen(QColor(theme.TEXT))
    places = (top, top + (height - line) / 2, top + height - line)
    for text, y in zip(LEGEND_TEXTS, places, strict=True):
        words = said(text)
        wide = metrics.horizontalAdvance(words)
        box = QRectF(bar.left() - 6 - wide, y, wide + 2, line)
        painter.fillRect(box.adjusted(-3, 0, 1, 0), QColor(0, 0, 0, 150))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)
