"""`?`: every key of the page, over the page."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.viewmodels.keys import Command, key_of
from app.views import theme
from app.views.key_text import shown_key
from app.views.language import shown
from app.views.parts import scrolled, text_label
from app.words import Said

ROWS_PER_COLUMN = 24
COLUMN_PX = 300
"""A column is at least so wide."""


class HelpOverlay(QFrame):
    """A table of keys that covers its parent; any click closes it.

    Signals:
        covers: True when it appears, False when it goes.
    """

    covers = Signal(bool)

    def __init__(self, commands: Sequence[Command], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setAccessibleName(shown("Keys"))
        self.setStyleSheet(f"QFrame#help {{ background: {theme.BACKGROUND}; border: none; }}")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 20, 32, 20)
        outer.addWidget(text_label("Keys", "title"))
        leave, again = (shown_key(key_of(name, commands)) for name in ("leave", "help"))
        closes = Said("{leave} or {help} closes. Nothing on this page is lost.", leave=leave, help=again)
        outer.addWidget(text_label(closes, "muted"))
        outer.addSpacing(8)
        self._commands, self._columns = commands, 0
        self._scroll = scrolled(QWidget(), "Keys")
        self._focus_before: QWidget | None = None
        outer.addWidget(self._scroll, 1)
        parent.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        """Show or hide."""
        if self.isVisible():
            self.hide()
        else:
            self._cover()
            self.show()
            self.raise_()

    def _cover(self) -> None:
        """Lie over the whole page, in as many columns as have room for their texts; below each other they scroll."""
        self.setGeometry(self._parent_widget().rect())
        needed = ceil(len(self._commands) / ROWS_PER_COLUMN)
        columns = max(1, min(needed, (self.width() - 76) // theme.px(COLUMN_PX)))
        if columns != self._columns:
            self._columns = columns
            self._scroll.setWidget(_page(self._commands, columns))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.covers.emit(True)
        # What lies under the table hears no key: arrows scroll the table.
        self._focus_before = self.window().focusWidget()
        self._scroll.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.covers.emit(False)
        if self._focus_before is not None and isValid(self._focus_before):
            self._focus_before.setFocus()
        self._focus_before = None

    def focusNextPrevChild(self, next: bool) -> bool:
        return True  # Tab stays in the table, and is not asked of the page below

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._cover()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hide()

    def _parent_widget(self) -> QWidget:
        parent = self.parentWidget()
        assert parent is not None
        return parent


def _page(commands: Sequence[Command], count: int) -> QWidget:
    inside = QWidget()
    columns = QHBoxLayout(inside)
    columns.setContentsMargins(0, 0, 12, 0)
    columns.setSpacing(theme.px(32))
    for groups in _in_columns(commands, count):
        column = QVBoxLayout()
        column.setSpacing(2)
        for group in groups:
            column.addWidget(text_label(shown(group[0].group).upper(), "heading"))
            column.addLayout(_table(group))
            column.addSpacing(10)
        column.addStretch(1)
        columns.addLayout(column, 1)
    return inside


def _in_columns(commands: Sequence[Command], count: int) -> list[list[list[Command]]]:
    """The groups of commands in their order, in so many columns of about the same height."""
    columns: list[list[list[Command]]] = [[]]
    per_column = len(commands) / count
    done = 0
    for name in dict.fromkeys(command.group for command in commands):
        group = [command for command in commands if command.group == name]
        # A group stands where its middle falls.
        if done + len(group) / 2 >= per_column * len(columns):
            columns.append([])
        columns[-1].append(group)
        done += len(group)
    return columns


def _table(commands: Sequence[Command]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    for row, command in enumerate(commands):
        key = text_label(shown_key(command.key), "strong")
        key.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        key.setMinimumWidth(theme.px(96))
        key.setStyleSheet(f"color: {theme.ACCENT};")
        grid.addWidget(key, row, 0)
        grid.addWidget(text_label(command.text, wrap=True), row, 1)
    return grid
