"""events.csv read back for analysis, by whoever wrote it: every bad cell is named, and nothing is taken unless all is
sound.

The file's cells come as text from `review_schema.clinical_table.read_cells`, which runs in the confined worker.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from review_schema.endpoints import CENSORED, COMPETING, EVENT, EventRow
from review_schema.errors import BadCell, BadEventsTable, EventsTableUnreadable
from review_schema.export.events import COLUMNS, FORMULA, NA, cell
from review_schema.ids import has_control

COMPULSORY: Final = ("id", "paramcd", "time_days", "status")
DAY_COLUMNS: Final = ("time_days", "left_days", "right_days", "competing_days", "entry_days", "new_radiotherapy_days")
MAX_TEXT: Final = 200
LONGEST_DAYS: Final = 100_000.0


@dataclass(frozen=True, slots=True)
class EventLine:
    """One row of events.csv: one unit × endpoint of one reader. Days from the origin; None: NA."""

    row: int  # as a spreadsheet numbers it
    subject: str
    cavity: str  # empty: the patient is the unit
    reader: str  # empty: the subject was never read
    paramcd: str
    time_days: float | None
    status: int
    left_days: float | None
    right_days: float | None
    competing_days: float | None
    entry_days: float | None
    cells: Mapping[str, str]  # every column by name, empty for NA
    new_radiotherapy_days: float | None = None

    @property
    def ended_days(self) -> float | None:
        """To the event, to death without it, or to censoring: the time for cumulative incidence."""
        if self.status == COMPETING and self.competing_days is not None:
            return self.competing_days
        return self.time_days


def lines_of_rows(
    rows: Sequence[EventRow], added: Sequence[str] = (), own: Sequence[Mapping[str, str]] = ()
) -> tuple[EventLine, ...]:
    """What would be read back from the file that these rows are written to, in their order; none of no rows.

    Args:
        rows: as derived.
        added: names of columns that somebody added.
        own: the cells of added columns, beside each row.
    """
    if not rows:
        return ()
    cells = [[cell(column.of(row)) for column in COLUMNS] for row in rows]
    for values, texts in zip(cells, own, strict=False):
        values += [texts.get(name, "") for name in added]
    header = [*(column.name for column in COLUMNS), *added]
    return event_lines({"rows": [[number, values] for number, values in enumerate([header, *cells], start=1)]})


def event_lines(cells: Mapping[str, object]) -> tuple[EventLine, ...]:
    """Check what `read_cells` returned; lines in the file's order.

    Raises:
        EventsTableUnreadable: no table, no rows, or not its columns.
        BadEventsTable: cells break the rules, each of them named; nothing is returned.
    """
    if "fault" in cells:
        raise EventsTableUnreadable(str(cells["fault"]))
    rows = cells["rows"]
    if not isinstance(rows, list) or not rows:
        raise EventsTableUnreadable("it is empty")
    columns = [name.strip() for name in rows[0][1]]
    while columns and not columns[-1]:
        columns.pop()
    missing = [name for name in COMPULSORY if name not in columns]
    if missing:
        raise EventsTableUnreadable(f"it has no column {', '.join(missing)}")
    if len(columns) != len(set(columns)):
        raise EventsTableUnreadable("a column is there twice")
    if len(rows) == 1:
        raise EventsTableUnreadable("it has a header and no rows")
    bad: list[BadCell] = []
    lines = []
    first: dict[tuple[str, ...], int] = {}
    for number, values in rows[1:]:
        if any(values[len(columns) :]):
            bad.append(BadCell(number, "row", "has more cells than the header"))
            continue
        known = dict.fromkeys(columns, "") | dict(zip(columns, map(_plain, values), strict=False))
        line, faults = _line(number, known)
        bad += faults
        if line is not None:
            unit = (line.subject, line.cavity, line.paramcd, line.reader, known.get("read_id", ""))
            if first.setdefault(unit, number) != number:
                bad.append(BadCell(number, "row", f"repeats the unit of row {first[unit]}"))
            lines.append(line)
    if bad:
        raise BadEventsTable(tuple(bad))
    return tuple(lines)


def _plain(text: str) -> str:
    """A cell without NA, and without the apostrophe that keeps spreadsheets from running it."""
    text = text.strip()
    if text == NA:
        return ""
    return text[1:] if text[:1] == "'" and FORMULA.match(text, 1) else text


def _line(number: int, cells: Mapping[str, str]) -> tuple[EventLine | None, list[BadCell]]:
    bad: list[BadCell] = []

    def refuse(column: str, rule: str) -> None:
        bad.append(BadCell(number, column, rule, cells[column]))

    for column, text in cells.items():
        if len(text) > MAX_TEXT * 10 or (column in ("id", "paramcd") and len(text) > MAX_TEXT) or has_control(text):
            bad.append(BadCell(number, column if column in COMPULSORY else "row", "must be short plain text"))
    for column in ("id", "paramcd"):
        if not cells[column]:
            refuse(column, "must be given")
    days: dict[str, float | None] = {}
    for column in DAY_COLUMNS:
        text = cells.get(column, "")
        days[column] = _days(text)
        if text and days[column] is None:
            refuse(column, "must be a number of days or NA")
    for column in ("time_days", "left_days", "right_days", "competing_days", "new_radiotherapy_days"):
        if (days[column] or 0) < 0:
            refuse(column, "lies before the origin")
    status = {"0": CENSORED, "1": EVENT, "2": COMPETING}.get(cells["status"])
    if status is None:
        refuse("status", "must be 0, 1 or 2")
    time, competing, left, right = (days[name] for name in ("time_days", "competing_days", "left_days", "right_days"))
    if status == COMPETING and time is not None and competing is not None and competing < time:
        refuse("competing_days", "lies before time_days")
    if left is not None and time is not None and left > time:
        refuse("left_days", "lies after time_days")
    if left is not None and right is not None and right < left:
        refuse("right_days", "lies before left_days")
    elif status == EVENT and time is not None and right is not None and right < time:
        refuse("right_days", "lies before time_days")
    if bad or status is None:
        return None, bad
    return EventLine(
        row=number,
        subject=cells["id"],
        cavity=cells.get("cavity", ""),
        reader=cells.get("reader", ""),
        paramcd=cells["paramcd"],
        time_days=time,
        status=status,
        left_days=left,
        right_days=right,
        competing_days=competing,
        entry_days=days["entry_days"],
        cells=cells,
        new_radiotherapy_days=days["new_radiotherapy_days"],
    ), bad


def _days(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) <= LONGEST_DAYS and "_" not in text else None
