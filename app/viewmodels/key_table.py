"""The keys as a person bound them, and the rules for binding: on its page a key is one command's only."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from app.messages import KeyReserved, KeyTaken, one_line
from app.viewmodels.keys import COMMANDS, Command
from app.viewmodels.observable import Observable
from app.words import Said, said

RESERVED = ("Tab", "Shift+Tab", "Shift+Backtab", "Ctrl+,", "Return", "Enter", "Space", "Ctrl+Enter")
"""Keys that walk through the window, press what has the focus, or open the settings."""


def rebound(commands: Sequence[Command], keys: Mapping[str, str]) -> tuple[Command, ...]:
    """`commands` with the keys that were bound anew.

    Where two commands of a page would share a key (a later version gave its own command that key), those bound anew
    get their first key back: no key ever means two things.

    Args:
        commands: the table with the keys they have at first.
        keys: portable key by identity of the command; those that the table does not have are passed over.
    """
    wanted = {name: key for name, key in keys.items() if key and key not in RESERVED}
    while True:
        bound = tuple(replace(command, key=wanted.get(command.identity, command.key)) for command in commands)
        times = Counter((command.page, command.key) for command in bound)
        clashing = [c.identity for c in bound if times[c.page, c.key] > 1 and c.identity in wanted]
        if not clashing:
            return tuple(_naming_keys(command, bound) for command in bound)
        for name in clashing:
            del wanted[name]


def _naming_keys(command: Command, bound: Sequence[Command]) -> Command:
    """A command whose text names the key of another command, by that command's name."""
    if not isinstance(command.text, Said) or not command.text.values:
        return command
    named = {
        name: next(c.key for c in bound if (c.page, c.name) == (command.page, name)) for name in command.text.values
    }
    return replace(command, text=Said(command.text.template, **named))


def bound_for(page: str, keys: Mapping[str, str]) -> tuple[Command, ...]:
    """The commands of one page with the keys that were bound anew, as `rebound` tells."""
    return rebound([command for command in COMMANDS if command.page == page], keys)


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
        """The keys that differ from the first ones, by identity of the command."""
        return {
            now.identity: now.key for now, first in zip(self.commands, self._first, strict=True) if now.key != first.key
        }

    def bind(self, identity: str, key: str) -> None:
        """Give a command another key; one that its page uses for another is refused, with a line that names that."""
        try:
            self._may_have(identity, key)
        except (KeyTaken, KeyReserved) as error:
            self.refused = one_line(error)
        else:
            self._take(tuple(replace(c, key=key) if c.identity == identity else c for c in self.commands))
        self.notify()

    def reset(self) -> None:
        """Give every command its first key back."""
        self._take(self._first)
        self.notify()

    def _may_have(self, identity: str, key: str) -> None:
        if key in RESERVED:
            raise KeyReserved(key)
        page = next(command.page for command in self.commands if command.identity == identity)
        there = (command for command in self.commands if (command.page, command.key) == (page, key))
        other = next((command for command in there if command.identity != identity), None)
        if other is not None:
            raise KeyTaken(key, said(other.text))

    def _take(self, commands: tuple[Command, ...]) -> None:
        self.commands, self.refused = commands, ""
        self._keep(self.changed)
