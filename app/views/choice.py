"""A box to choose from that is never wider than its place."""

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent

from app.views.choice_box import ChoiceBox
from app.views.language import shown

ARROW_PX = 44
"""Border, padding and arrow."""


class Choice(ChoiceBox):
    """Some texts, each for a value. Where one has no room, what stands behind its comma is told by the tool tip."""

    def __init__(self, prompt: str, options: Mapping[object, str]) -> None:
        super().__init__()
        self.setAccessibleName(shown(prompt))
        self._texts = [shown("choose …"), *(shown(text) for text in options.values())]
        for text, option in zip(self._texts, (None, *options), strict=True):
            self.addItem(text, option)
        self.currentIndexChanged.connect(self._fit)

    def choose(self, option: object) -> None:
        """Show one of the values as the chosen one."""
        self.setCurrentIndex(max(0, self.findData(option)))

    def minimumSizeHint(self) -> QSize:
        return QSize(ARROW_PX, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - ARROW_PX
        for index, text in enumerate(self._texts):
            fits = self.fontMetrics().horizontalAdvance(text) <= room
            self.setItemText(index, text if fits else text.partition(",")[0])
        self.setToolTip(self._texts[max(0, self.currentIndex())])
