"""The line below the pictures: as much of a hint as there is room for, never a column of words."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent

from app.views.language import shown
from app.views.parts import TextLabel

LINES = 2
"""More lines would take them from the pictures."""


class HintLine(TextLabel):
    """Shows the first of some hints that fits into two lines; the last one is the shortest."""

    def __init__(self) -> None:
        super().__init__()
        self._hints: tuple[str, ...] = ("",)
        self.setObjectName("muted")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def say(self, hints: Sequence[str]) -> None:
        """Hints of the same matter, the fullest first."""
        self._hints = tuple(hints)
        self._choose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def _choose(self) -> None:
        room = QRect(0, 0, max(1, self.width()), 1 << 16)
        wraps = int(Qt.TextFlag.TextWordWrap)
        most = LINES * self.fontMetrics().lineSpacing() + 1
        fitting = (
            hint for hint in self._hints if self.fontMetrics().boundingRect(room, wraps, shown(hint)).height() <= most
        )
        chosen = next(fitting, self._hints[-1])
        if chosen != self._said:
            self.setText(chosen)
