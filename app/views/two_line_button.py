"""A button whose key goes to a second line where both have no room beside each other."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton

from app.views.language import shown
from app.views.parts import TextButton

GAP = "     "
"""Stands between what the button does and its key."""

EDGES_PX = 26
"""Border and padding at both sides of the text."""


class TwoLineButton(TextButton):
    """A primary button, as wide as its place."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setObjectName("primary")

    def setText(self, text: str) -> None:
        super().setText(text)
        self._break()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break()

    def _break(self) -> None:
        line = shown(self._said)
        wraps = self.fontMetrics().horizontalAdvance(line) + EDGES_PX > self.width()
        QPushButton.setText(self, line.replace(GAP, "\n") if wraps else line)
