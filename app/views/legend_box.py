"""The legend as a small box in a corner of a picture."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.viewmodels.legend import LegendEntry
from app.viewmodels.outlines import Line
from app.views import theme
from app.views.language import shown
from app.views.outline_layers import FILLS, STROKES

GROUND = QColor(0, 0, 0, 205)
EDGE_PX, GAP_PX, SAMPLE_PX = 7.0, 8.0, 22.0


def place_legend(entries: Sequence[LegendEntry], font: QFont, room: QRectF, taken: Sequence[QRectF]) -> QRectF | None:
    """Where the box stands, clear of what is `taken`: at the right, else at the left; None: there is no room.

    Args:
        entries: what is listed.
        font: of the words.
        room: the picture without its edges, widget pixels.
        taken: where other texts stand, widget pixels.
    """
    metrics = QFontMetricsF(font)
    width = (
        2 * EDGE_PX
        + SAMPLE_PX
        + GAP_PX
        + max((metrics.horizontalAdvance(shown(entry.words)) for entry in entries), default=0)
    )
    height = 2 * EDGE_PX + len(entries) * metrics.height()
    tops = sorted({room.top(), *(plate.bottom() + 2 for plate in taken)})
    for left in (room.right() - width, room.left()):
        for top in tops:
            box = QRectF(left, top, width, height)
            if room.contains(box) and not any(box.intersects(plate) for plate in taken):
                return box
    return None


def paint_legend(painter: QPainter, entries: Sequence[LegendEntry], font: QFont, box: QRectF) -> None:
    """Draw the box where `place_legend` put it."""
    painter.fillRect(box, GROUND)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    for order, entry in enumerate(entries):
        top = box.top() + EDGE_PX + order * metrics.height()
        _paint_sample(painter, entry, QRectF(box.left() + EDGE_PX, top + 2, SAMPLE_PX, metrics.height() - 4))
        painter.setPen(QColor(theme.TEXT))
        left = box.left() + EDGE_PX + SAMPLE_PX + GAP_PX
        painter.drawText(QPointF(left, top + metrics.ascent()), shown(entry.words))


def _paint_sample(painter: QPainter, entry: LegendEntry, sample: QRectF) -> None:
    """A stretch of the line as it is drawn in the pictures."""
    name, style = STROKES[entry.line]
    colour = QColor(entry.colour or name)
    if entry.line is Line.DOUBT or (entry.filled and entry.line in FILLS):
        fill = QColor(colour)
        fill.setAlpha(FILLS[entry.line])
        painter.fillRect(sample, fill)
    if entry.line is not Line.DOUBT:
        painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DashLine if entry.doubtful else style))
        middle = sample.center().y()
        painter.drawLine(QLineF(sample.left(), middle, sample.right(), middle))
