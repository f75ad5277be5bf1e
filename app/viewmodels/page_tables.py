"""The tables of a page that the command line writes, as the window shows them: one text, the same figures in both."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from app.lower_rooms import recognised
from app.words import Said
from review_schema.export.events import cell

MARKUP = re.compile(r"\*\*|`")
WORD = re.compile(r"[A-Za-z]{4}")
LIMITS = re.compile(r"(?P<value>[^()]+)\s\((?P<low>[^()]+?)\sto\s(?P<high>[^()]+)\)(?P<more>.*)")
"""An estimate with its limits: "0.791 (0.444 to 1.000)"."""

RULE = re.compile(r"\|(-+\|)+")


@dataclass(frozen=True)
class Sheet:
    """One table of the page."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[int, ...] = ()  # what each row stands for, where that is asked
    heads: frozenset[int] = frozenset()  # places of rows that head the ones below them

    def tsv(self, shown: Callable[[str], str] = str) -> str:
        """Tab-separated, a header first, no cell that a spreadsheet would run as a formula.

        Args:
            shown: puts a text into the reader's language.
        """
        lines = [self.columns, *self.rows]
        return "".join("\t".join(cell(shown(text)) for text in line) + "\n" for line in lines)

    def sorted_by(self, column: int, *, descending: bool) -> Self:
        """The rows in the order of a column: numbers by size, other texts by letter, empty cells last."""
        filled = [place for place, row in enumerate(self.rows) if row[column]]
        empty = [place for place, row in enumerate(self.rows) if not row[column]]
        filled.sort(key=lambda place: _order(self.rows[place][column]), reverse=descending)
        return self._of([*filled, *empty])

    def holding(self, text: str, shown: Callable[[str], str] = str) -> Self:
        """The rows in which every word of `text` stands somewhere, in upper or lower case."""
        words = text.casefold().split()
        if not words:
            return self
        told: dict[str, str] = {}  # what is no template stays as it is; the same ones stand in many rows
        for row in self.rows:
            told.update((cell, shown(cell)) for cell in row if isinstance(cell, Said) and cell not in told)
        joined = ("\t".join(told.get(cell, cell) for cell in row).casefold() for row in self.rows)
        return self._of([place for place, row in enumerate(joined) if all(word in row for word in words)])

    def _of(self, places: Sequence[int]) -> Self:
        rows = tuple(self.rows[place] for place in places)
        return replace(self, rows=rows, keys=tuple(self.keys[place] for place in places) if self.keys else ())


def _order(text: str) -> tuple[bool, float, str]:
    try:
        return False, float(text), ""
    except ValueError:
        return True, 0.0, text.casefold()


def sheets_of(page: str) -> tuple[Sheet, ...]:
    """The tables of a Markdown page, each with the heading that it stands under first."""
    made: list[Sheet] = []
    title, table = "", list[tuple[str, ...]]()
    for line in [*page.splitlines(), ""]:
        if line.startswith("|"):
            if not RULE.fullmatch(line):
                table.append(tuple(text.strip() for text in line.strip("|").split("|")))
        elif table:
            made.append(_sheet(title, table))
            title, table = "", []
        if line.startswith("#"):
            title = _plain(line.lstrip("#"))
    return tuple(made)


def notes_of(page: str) -> tuple[str, ...]:
    """The sentences of a Markdown page that stand in neither headings nor tables nor lists, by line."""
    kept = [line for line in page.splitlines() if line and not line.startswith(("#", "|", "- "))]
    return tuple(recognised(_plain(line)) for line in kept)


def _sheet(title: str, table: Sequence[tuple[str, ...]]) -> Sheet:
    width = len(table[0])
    rows = tuple(tuple(map(_plain, (*row, *[""] * width)[:width])) for row in table[1:])
    heads = frozenset(place for place, row in enumerate(table[1:]) if row[0].startswith("**"))
    return Sheet(
        recognised(title),
        tuple(recognised(_plain(text)) for text in table[0]),
        tuple(tuple(map(_in_words, row)) for row in rows),
        heads=heads,
    )


def _in_words(text: str) -> str:
    limits = LIMITS.fullmatch(text)
    if limits is not None:
        return Said(
            "{value} ({low} to {high}){more}", **{name: recognised(text) for name, text in limits.groupdict().items()}
        )
    return recognised(text) if WORD.search(text) else text


def _plain(text: str) -> str:
    return MARKUP.sub("", text).strip()
