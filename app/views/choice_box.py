"""A choice from a list that can be made by keys, on a page whose single keys are commands."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox

MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down)
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChoiceBox(QComboBox):
    """Takes the arrows and the first letters of its entries for itself; every other key stays the page's.

    Signals:
        done(): Enter was pressed, or an entry was picked in the open list: the keys go back to the page.
    """

    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._by_key = False
        self.activated.connect(self._picked)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and self._takes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENDS:
            self.done.emit()
            return
        self._by_key = True
        super().keyPressEvent(event)
        self._by_key = False

    def _takes(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        first = event.text().casefold()
        letters = {self.itemText(order)[:1].casefold() for order in range(self.count())}
        return event.key() in (*MOVES, *ENDS) or (first.isalpha() and first in letters)

    def _picked(self) -> None:
        if not self._by_key:
            self.done.emit()
