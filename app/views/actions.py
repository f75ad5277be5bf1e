"""Commands as Qt actions: one per row of the table, each calling one function."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.viewmodels.keys import Command
from app.views.language import shown


def bind(owner: QWidget, commands: Sequence[Command], calls: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """Give `owner` an action for every command; it works while `owner` is shown, whatever in
    its window has the focus.

    Raises:
        KeyError: a command has no call.
    """
    actions: dict[str, QAction] = {}
    for command in commands:
        action = QAction(shown(command.text), owner)
        keys = [QKeySequence(command.key)]
        if command.key.endswith("Return"):
            keys.append(QKeySequence(command.key.replace("Return", "Enter")))
        action.setShortcuts(keys)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        call = calls[command.name]
        action.triggered.connect(lambda checked=False, call=call: call())
        owner.addAction(action)
        actions[command.name] = action
    return actions
