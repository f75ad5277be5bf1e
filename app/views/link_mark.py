"""The mark in a view's corner: two rings, joined while the view goes with the others, apart while it does not."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.views import theme
from app.views.language import shown

MARK_PX = 20
RING_PX = 3.4
"""Radius of a ring."""


class LinkMark(QAbstractButton):
    """Checked: the view goes with the others. A click asks for the other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(MARK_PX, MARK_PX)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.linked = False
        self.show_linked(True)

    def show_linked(self, linked: bool) -> None:
        """Show whether the view goes with the others."""
        if linked != self.linked:
            self.linked = linked
            text = shown(
                "Unlink this view: it keeps its own slice" if linked else "Link this view with the others again"
            )
            self.setToolTip(text)
            self.setAccessibleName(text)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(MARK_PX, MARK_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 180))
        painter.drawRoundedRect(self.rect(), 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.TEXT if self.linked else theme.WARN), 1.6))
        half = RING_PX * (0.65 if self.linked else 1.35)
        for side in (-1, 1):
            painter.drawEllipse(QPointF(MARK_PX / 2 + side * half, MARK_PX / 2), RING_PX, RING_PX)
