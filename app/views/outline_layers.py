"""Outlines as painter paths in screen millimetres, with their pens."""

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from shiboken6 import VoidPtr

from app.viewmodels.outlines import Line, Outline
from app.views import theme

STROKES: dict[Line, tuple[str, Qt.PenStyle]] = {
    Line.CAVITY: (theme.CAVITY, Qt.PenStyle.SolidLine),
    Line.MARGIN: (theme.MARGIN, Qt.PenStyle.SolidLine),
    Line.DOUBT: (theme.MARGIN, Qt.PenStyle.NoPen),
    Line.CURRENT_CAVITY: (theme.CAVITY, Qt.PenStyle.DotLine),
    Line.APPLICATOR: (theme.CAVITY, Qt.PenStyle.DashDotLine),
    Line.LESION: (theme.LESION, Qt.PenStyle.SolidLine),
    Line.DRAFT: (theme.TEXT, Qt.PenStyle.SolidLine),
}
"""Colour and style of each kind of outline; kinds differ in place or style too."""

FILLS: dict[Line, int] = {Line.CAVITY: 56, Line.APPLICATOR: 56, Line.MARGIN: 44, Line.LESION: 70, Line.DOUBT: 88}
"""Opacity, of 255, of the kinds that can be filled: what lies under them stays readable. A doubt is nothing but its
fill."""

STROKES_PER_LINE = 3
"""Qt strokes smooth lines of one pixel ten times faster than wider ones; drawn thrice, one is as firm."""


def _polygon(points: NDArray[np.float64]) -> QPolygonF:
    polygon = QPolygonF()
    polygon.resize(len(points))
    # QPointF is two doubles: copying the array into the polygon's memory is some ten times faster than point by point.
    memory: Any = VoidPtr(polygon.data(), points.size * 8, True)  # type: ignore[call-arg, arg-type]  # stubs lag behind
    np.frombuffer(memory, dtype=np.float64)[:] = points.ravel()
    return polygon


@dataclass(frozen=True, eq=False)
class OutlineLayer:
    """One outline, ready to be filled and stroked in mm coordinates, and where its name is written."""

    line: Line
    path: QPainterPath
    pen: QPen
    region: tuple[QPainterPath, QColor] | None
    name: str
    anchor: QPointF

    @classmethod
    def of(cls, outline: Outline) -> "OutlineLayer":
        """Turn an outline into a path and a pen. Views that show the same outline share them."""
        made = _MADE.get(outline)
        if made is None:
            made = _MADE[outline] = cls._made(outline)
        return made

    @classmethod
    def _made(cls, outline: Outline) -> "OutlineLayer":
        path = QPainterPath()
        for points in outline.paths:
            path.addPolygon(_polygon(points))
        colour, style = STROKES[outline.line]
        pen = QPen(QColor(outline.colour or colour), 1.0)
        # A cosmetic pen keeps its width in pixels at every zoom.
        pen.setCosmetic(True)
        pen.setStyle(Qt.PenStyle.DashLine if outline.doubtful else style)
        bounds = path.boundingRect()
        anchor = QPointF(bounds.right(), bounds.top())
        return cls(outline.line, path, pen, cls._region(outline, path, pen.color()), outline.name, anchor)

    @classmethod
    def _region(cls, outline: Outline, path: QPainterPath, colour: QColor) -> tuple[QPainterPath, QColor] | None:
        """What is filled, and with which colour. Two lines around each other enclose what lies between them."""
        opacity = FILLS.get(outline.line)
        if opacity is None or not outline.is_region:
            return None
        region = QPainterPath(path)
        for points in outline.hole:
            region.addPolygon(_polygon(points))
        colour.setAlpha(opacity)
        return region, colour

    def paint(self, painter: QPainter, *, filled: bool) -> None:
        """Draw the lines, and the region too if it is wanted `filled`; the painter's coordinates are screen mm."""
        if self.region is not None and (filled or self.line is Line.DOUBT):
            painter.fillPath(*self.region)
        if self.line is not Line.DOUBT:
            ratio = painter.device().devicePixelRatio()
            if ratio == 1.0:
                painter.setPen(self.pen)
            else:  # a cosmetic pen's width is in the device's own pixels
                pen = QPen(self.pen)
                pen.setWidthF(ratio)
                painter.setPen(pen)
            for _ in range(STROKES_PER_LINE if ratio == 1.0 else 1):
                painter.drawPath(self.path)


_MADE: WeakKeyDictionary[Outline, OutlineLayer] = WeakKeyDictionary()
