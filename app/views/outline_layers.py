"""Outlines as painter paths in screen millimetres, with their pens."""

from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform
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

KEPT_COPIES = 4
"""Painted copies of an outline: tiles beside each other differ by a pixel in size at most."""


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
    copies: dict[tuple[float, ...], tuple[QPoint, QImage]] = field(default_factory=dict)

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

    def copy(self, painter: QPainter, to_pixels: QTransform, ratio: float, *, filled: bool) -> None:
        """Draw the lines as a picture that was painted once: ten tiles of a film strip show the same lines.

        Args:
            painter: its coordinates are widget pixels.
            to_pixels: from screen mm to widget pixels.
            ratio: screen pixels per widget pixel.
            filled: regions too.
        """
        lies = (to_pixels.m11(), to_pixels.dx(), to_pixels.dy(), ratio, filled)
        kept = self.copies.get(lies)
        if kept is None:
            if len(self.copies) >= KEPT_COPIES:
                self.copies.clear()
            kept = self.copies[lies] = self._painted(to_pixels, ratio, filled)
        painter.drawImage(*kept)

    def _painted(self, to_pixels: QTransform, ratio: float, filled: bool) -> tuple[QPoint, QImage]:
        box = to_pixels.mapRect(self.path.boundingRect()).toAlignedRect().adjusted(-2, -2, 2, 2)
        picture = QImage(box.size() * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(to_pixels * QTransform.fromTranslate(-box.left(), -box.top()))
        self.paint(painter, filled=filled)
        painter.end()
        return box.topLeft(), picture


_MADE: WeakKeyDictionary[Outline, OutlineLayer] = WeakKeyDictionary()
