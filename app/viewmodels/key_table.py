"""The keys of a read as a person bound them, and the rules for binding: a key is one command's only."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from app.messages import KeyReserved, KeyTaken, one_line
from app.viewmodels.keys import Command
from app.viewmodels.observable import Observable
from app.words import Said

RESERVED = ("Tab", "Shift+Tab", "Shift+Backtab", "Ctrl+,", "Return", "Enter", "Space", "Ctrl+Enter")
"""Keys that walk through the window, press what has the focus, or open the settings."""


def rebound(commands: Sequence[Command], keys: Mapping[str, str]) -> tuple[Command, ...]:
    """`commands` with the keys that were bound anew.

    Where two commands would share a key (a later version gave its own command that key), those bound anew get their
    first key back: no key ever means two things.

    Args:
        commands: the table with the keys they have at first.
        keys: portable key by name of the command; names that the table does not have are passed over.
    """
    wanted = {name: key for name, key in keys.items() if key and key not in RESERVED}
    while True:
        bound = tuple(Command(c.name, c.group, c.text, wanted.get(c.name, c.key)) for c in commands)
        shared = {key for key, times in Counter(command.key for command in bound).items() if times > 1}
        clashing = [command.name for command in bound if command.key in shared and command.name in wanted]
        if not clashing:
            return bound
        for name in clashing:
            del wanted[name]


class KeyTable(Observable):
    """The table of keys, being changed.

    Attributes:
        commands: with the keys they have now.
        refused: why the last key was not bound, as one line; empty: it was.
    """

    def __init__(
        self, first: Sequence[Command], keys: Mapping[str, str], keep: Callable[[Mapping[str, str]], object]
    ) -> None:
        """Start from the table `first` and the `keys` bound anew; every change is given to `keep`."""
        super().__init__()
        self._first, self._keep = tuple(first), keep
        self.commands = rebound(first, keys)
        self.refused = ""

    @property
    def changed(self) -> dict[str, str]:
        """The keys that differ from the first ones, by name of the command."""
        return {
            now.name: now.key for now, first in zip(self.commands, self._first, strict=True) if now.key != first.key
        }

    def bind(self, name: str, key: str) -> None:
        """Give a command another key; one that another command has is refused, with a line that names it."""
        try:
            self._may_have(name, key)
        except (KeyTaken, KeyReserved) as error:
            self.refused = one_line(error)
        else:
            self._take(tuple(Command(c.name, c.group, c.text, key) if c.name == name else c for c in self.commands))
        self.notify()

    def reset(self) -> None:
        """Give every command its first key back."""
        self._take(self._first)
        self.notify()

    def _may_have(self, name: str, key: str) -> None:
        if key in RESERVED:
            raise KeyReserved(key)
        other = next((command for command in self.commands if command.key == key and command.name != name), None)
        if other is not None:
            raise KeyTaken(key, Said(other.text))

    def _take(self, commands: tuple[Command, ...]) -> None:
        self.commands, self.refused = commands, ""
        self._keep(self.changed)
