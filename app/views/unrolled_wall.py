"""The cavity's wall unrolled, a strip for each visit: how thick the rim is, by the direction it is seen in."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app.viewmodels.evolution import COUNTED, EMPTY, EvolutionScene, Strip
from app.viewmodels.timeline import when
from app.views import theme
from app.views.language import shown
from app.words import Said, said

LABEL_PX, FIGURES_PX, HEAD_PX, FOOT_PX, GAP_PX = 44.0, 74.0, 46.0, 18.0, 3.0
TALLEST_PX, LOWEST_PX = 44.0, 14.0
BAR_PX = 90.0
POINTS = 8.0
MOST_MM = 6.0
"""Thicker rims have the colour of this thickness; their figure stands beside."""

TITLE = "Wall unrolled: thickness of the rim; superior is up"
SIDES = ("A", "L", "P", "R", "A")

STOPS = (
    (0.0, (22, 25, 29)),
    (0.25, (66, 44, 112)),
    (0.5, (172, 52, 92)),
    (0.75, (238, 121, 44)),
    (1.0, (252, 232, 150)),
)
"""From none to `MOST_MM`: ever brighter, so that it reads without colours too."""


def colours_of(unrolled_mm: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Red, green, blue of thicknesses, shape (..., 3); grey where nothing was measured."""
    share = np.clip(np.nan_to_num(unrolled_mm, nan=0.0) / MOST_MM, 0.0, 1.0)
    places = [place for place, _ in STOPS]
    channels = [np.interp(share, places, [colour[channel] for _, colour in STOPS]) for channel in range(3)]
    colours = np.stack(channels, axis=-1)
    colours[np.isnan(unrolled_mm)] = (74, 80, 88)
    return np.asarray(np.rint(colours), dtype=np.uint8)


class UnrolledWall(QWidget):
    """The strips.

    Signals:
        picked(visit, row, column): a patch of a visit's wall was clicked.
        thickestWanted(): Enter was pressed.
    """

    picked = Signal(int, int, int)
    thickestWanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._scene: EvolutionScene = EMPTY
        self._images: list[QImage | None] = []
        self.setMinimumSize(theme.px(260), theme.px(150))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(shown("Cavity wall unrolled: thickness of the rim. Enter goes to the thickest place"))
        self.setMouseTracking(True)

    def show_scene(self, scene: EvolutionScene) -> None:
        """Draw the strips."""
        self._scene = scene
        self._images = [_image(strip) for strip in scene.strips]
        metrics = QFontMetricsF(self._font())
        widest = max(
            metrics.horizontalAdvance(shown(TITLE)),
            LABEL_PX + BAR_PX + 6 + metrics.horizontalAdvance(shown(_scale_words())),
        )
        tall = HEAD_PX + FOOT_PX + LOWEST_PX * len(scene.strips)
        self.setMinimumSize(theme.px(widest + 4), theme.px(max(150.0, tall)))
        self.setAccessibleDescription("; ".join(self.told(strip) for strip in scene.strips))
        self.update()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(POINTS)
        return font

    def told(self, strip: Strip) -> str:
        """A strip in words."""
        told = strip.gap or Said("rim mean · greatest {figures} mm", figures=strip.figures)
        return shown(Said("{when}: {told}", when=when(strip.label, short=True), told=said(told)))

    def box_of(self, visit: int) -> QRectF:
        """Where a visit's strip lies."""
        count = max(1, len(self._scene.strips))
        room = (theme.room(self).height() - HEAD_PX - FOOT_PX) / count
        tall = min(room, TALLEST_PX)
        wide = max(10.0, theme.room(self).width() - LABEL_PX - FIGURES_PX)
        return QRectF(LABEL_PX, HEAD_PX + visit * tall, wide, max(4.0, tall - GAP_PX))

    def place_of(self, visit: int, row: int, column: int) -> QPointF:
        """The middle of a patch."""
        unrolled = self._scene.strips[visit].unrolled_mm
        assert unrolled is not None
        rows, columns = unrolled.shape
        box = self.box_of(visit)
        return QPointF(
            box.left() + (column + 0.5) / columns * box.width(), box.top() + (row + 0.5) / rows * box.height()
        )

    def _under(self, place: QPointF) -> tuple[Strip, tuple[int, int]] | None:
        for strip in self._scene.strips:
            box = self.box_of(strip.visit)
            if box.top() <= place.y() < box.bottom() + GAP_PX:
                rows, columns = (1, 1) if strip.unrolled_mm is None else strip.unrolled_mm.shape
                row = int(np.clip((place.y() - box.top()) / box.height() * rows, 0, rows - 1))
                column = int(np.clip((place.x() - box.left()) / box.width() * columns, 0, columns - 1))
                return strip, (row, column)
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._under(event.position() / theme.scale())
        if found is not None:
            self.picked.emit(found[0].visit, *found[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.thickestWanted.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.told_at(QPointF(event.pos()) / theme.scale()), self)
            return True
        return super().event(event)

    def told_at(self, place: QPointF) -> str:
        """What is said of a place of the widget, at the first size of texts; beside the strips, what counts as rim."""
        found = self._under(place)
        if found is None:
            return shown(COUNTED)
        strip, patch = found
        told = [self.told(strip)]
        if strip.unrolled_mm is not None and np.isfinite(strip.unrolled_mm[patch]):
            told.append(shown(Said("here {mm:.1f} mm", mm=float(strip.unrolled_mm[patch]))))
            told += [] if strip.unrolled_mm[patch] > 0.0 else [shown(COUNTED)]
        return "\n".join(told)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.scale(theme.scale(), theme.scale())
        painter.setFont(self._font())
        painter.setPen(QColor(theme.MUTED))
        painter.drawText(QPointF(0, 10), shown(TITLE))
        if not self._scene.strips:
            return
        box = self.box_of(0)
        for order, side in enumerate(SIDES):
            x = box.left() + order / 4 * box.width()
            painter.drawText(QRectF(x - 10, HEAD_PX - 15, 20, 14), int(Qt.AlignmentFlag.AlignCenter), side)
        figures = QRectF(box.right(), HEAD_PX - 30, FIGURES_PX, 14)
        painter.drawText(figures, int(Qt.AlignmentFlag.AlignRight), shown("mean · max"))
        painter.drawText(figures.translated(0, 15), int(Qt.AlignmentFlag.AlignRight), "mm")
        for strip, image in zip(self._scene.strips, self._images, strict=True):
            self._paint_strip(painter, strip, image)
        self._paint_scale(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.ACCENT), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(QPointF(0, 0), theme.room(self)).adjusted(0, 0, -1, -1))

    def _paint_strip(self, painter: QPainter, strip: Strip, image: QImage | None) -> None:
        box = self.box_of(strip.visit)
        painter.setPen(QColor(theme.TEXT if strip.shown else theme.MUTED))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            QRectF(0, box.top(), LABEL_PX - 6, box.height()), int(middle | Qt.AlignmentFlag.AlignRight), strip.label
        )
        if image is None:
            painter.fillRect(box, QColor(theme.RAISED))
            painter.setPen(QColor(theme.MUTED if strip.gap.endswith("…") else theme.WARN))
            text = painter.fontMetrics().elidedText(
                shown(strip.gap), Qt.TextElideMode.ElideRight, int(box.width()) - 12
            )
            painter.drawText(box.adjusted(6, 0, -6, 0), int(middle | Qt.AlignmentFlag.AlignLeft), text)
        else:
            painter.drawImage(box, image)
            figures = QRectF(box.right() + 4, box.top(), FIGURES_PX - 4, box.height())
            painter.drawText(figures, int(middle | Qt.AlignmentFlag.AlignRight), strip.figures)
            if strip.thickest is not None:
                painter.setPen(QPen(QColor(theme.TEXT), 1.2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(self.place_of(strip.visit, *strip.thickest), 4.0, 4.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.ACCENT if strip.shown else theme.BORDER), 1.5 if strip.shown else 1.0))
        painter.drawRect(box)

    def _paint_scale(self, painter: QPainter) -> None:
        ramp = _rgb(colours_of(np.linspace(0.0, MOST_MM, 64, dtype=np.float32)[None, :]))
        last = self.box_of(len(self._scene.strips) - 1)
        bar = QRectF(LABEL_PX, last.bottom() + GAP_PX + 5, BAR_PX, 8)
        painter.drawImage(bar, ramp)
        painter.setPen(QColor(theme.MUTED))
        painter.drawText(QRectF(0, bar.top() - 3, LABEL_PX - 6, 14), int(Qt.AlignmentFlag.AlignRight), "0")
        painter.drawText(
            QPointF(bar.right() + 6, bar.bottom() + 1),
            shown(_scale_words()),
        )


def _scale_words() -> Said:
    return Said("≥ {mm:g} mm    ○ thickest    grey: unknown", mm=MOST_MM)


def _image(strip: Strip) -> QImage | None:
    return None if strip.unrolled_mm is None else _rgb(colours_of(strip.unrolled_mm))


def _rgb(colours: NDArray[np.uint8]) -> QImage:
    rows, columns = colours.shape[:2]
    packed = np.ascontiguousarray(colours)
    return QImage(packed.data, columns, rows, 3 * columns, QImage.Format.Format_RGB888).copy()
