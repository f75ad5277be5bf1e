"""What stands in a report, block by block, before anyone draws it: text, tables, a timeline, pictures, figures.

A report is complete in itself: whoever draws it adds the number of the page and nothing else. Lengths are mm.
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from review_schema.export.bids import labels_of
from review_schema.survival_analysis import Analysis

NO_DEVICE = "Research software; no medical device."
SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
STUDY_REPORT = "study"

ChipState = Literal["confirmed", "provisional", "revised"]


@dataclass(frozen=True)
class Chip:
    """A label in its colour and its letters. Confirmed: filled; provisional: outlined; revised: struck through."""

    label: str
    state: ChipState = "confirmed"


Cell = str | tuple[Chip, ...]


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Facts:
    """Names and values, in two columns."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Column:
    """A table's column: its head, its share of the width, and whether it holds figures (set to the right)."""

    head: str
    share: float
    figures: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under a head, which is repeated on each page. `empty` stands where there is no row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = "None."


@dataclass(frozen=True)
class TimelineVisit:
    days: float  # from the index surgery, or from the first visit where that is not known
    caption: str
    chips: tuple[tuple[Chip, ...], ...]  # by row of the timeline


@dataclass(frozen=True)
class Timeline:
    """Visits at their true distance in time; under each the labels, one row for each reader and compartment."""

    since: str
    visits: tuple[TimelineVisit, ...]
    rows: tuple[str, ...]
    marks: tuple[tuple[float, str], ...]  # clinical events: days, what
    legend: str


@dataclass(frozen=True)
class Picture:
    """One tile of a film strip: a PNG and lines over it, places in mm from the corner of the tile."""

    caption: str
    png: bytes
    left_mm: float
    top_mm: float
    width_mm: float
    height_mm: float
    outlines: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]  # colour, points
    doubt: str  # what to say of the registration over the picture; empty: nothing


@dataclass(frozen=True)
class FilmStrip:
    """Tiles side by side, each `field_mm` wide and high."""

    field_mm: float
    pictures: tuple[Picture, ...]
    legend: str


@dataclass(frozen=True)
class Flow:
    """Boxes from top to bottom: what is left at each step, and beside it what was left out on the way."""

    steps: tuple[tuple[str, str], ...]  # (what is left, what was left out before it; empty: nothing)


@dataclass(frozen=True)
class Curves:
    """Kaplan-Meier beside cumulative incidence."""

    analysis: Analysis


Block = Heading | Text | Facts | Table | Timeline | FilmStrip | Flow | Curves


@dataclass(frozen=True)
class Report:
    """A report: title, one line under it, the line at the foot of each page, and the blocks."""

    title: str
    subtitle: str
    foot: str
    blocks: tuple[Block, ...]


Draw = Callable[[Report], bytes]
"""Draws a report as a PDF; the same report gives the same bytes."""


def file_names(subjects: Iterable[str]) -> dict[str, str]:
    """A file name without ending for each subject's report: the pseudonym, where every file system can hold it.

    The study's own report is named ``study``; a subject of that name gives way, and so do those whose names differ in
    case alone.
    """
    given = sorted(subjects)
    lower = [name.lower() for name in given]
    legal = labels_of([*given, STUDY_REPORT])
    return {
        name: name
        if SAFE_NAME.fullmatch(name)
        and not name.endswith(".")
        and lower.count(name.lower()) == 1
        and name.lower() != STUDY_REPORT
        else f"case-{legal[name]}"
        for name in given
    }


def number(value: float | None, digits: int = 1) -> str:
    """A figure, or a dash where there is none."""
    return "–" if value is None else f"{value:.{digits}f}"


def listed(parts: Sequence[str]) -> str:
    """Parts with commas, or a dash."""
    return ", ".join(part for part in parts if part) or "–"


def told_error(mm: float) -> str:
    """An estimated error in mm, rounded up: it is never told smaller than it is."""
    return f"{math.ceil(10 * mm - 1e-9) / 10:.1f}"


def alike(rows: Iterable[tuple[Cell, ...]], everyone: int) -> tuple[tuple[Cell, ...], ...]:
    """Rows of which all but the first cell, the reader, are the same become one: what readers differ in stands out."""
    readers: dict[tuple[Cell, ...], list[str]] = {}
    for reader, *rest in rows:
        readers.setdefault(tuple(rest), []).append(str(reader))
    return tuple(
        ("all" if 1 < everyone == len(set(who)) else ", ".join(dict.fromkeys(who)), *rest)
        for rest, who in readers.items()
    )
