"""The clinical table from CSV or XLSX: every bad cell is named.

`read_cells` turns untrusted bytes into text cells and runs in the confined worker; `check_table` checks the cells
against `clinical_rules.RULES` and `clinical_contradictions`, and runs where the ledger lives.
"""

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Self
from xml.etree.ElementTree import ParseError

from review_schema.clinical import ClinicalEvent
from review_schema.clinical_contradictions import IDENTIFYING, TableRow, contradictions
from review_schema.clinical_rules import COLUMNS, COMPULSORY_COLUMNS, RULES, Need
from review_schema.errors import BadCell, BadClinicalTable, ClinicalTableUnreadable
from review_schema.ids import has_control, is_pseudonym, is_short_name
from review_schema.vocabulary import ClinicalKind

MAX_ROWS = 500_000
"""More than any study has; a table beyond it is a mistake or an attack."""

MAX_COLUMNS = 64
"""Spreadsheets often carry empty formatted columns; more than this is no clinical table."""

EARLIEST = date(1900, 1, 1)

# --- cells, in the confined worker ----------------------------------------------------------------------------------

UNREADABLE_WORKBOOK = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    EOFError,
    NotImplementedError,
)
"""What openpyxl raises for files that are no workbook, or a damaged one."""


def read_cells(path: str) -> dict[str, object]:
    """The cells of a table as text: ``{"rows": [[row number, [cell, …]], …]}`` or ``{"fault": words}``.

    Rows are numbered as a spreadsheet shows them; empty rows are left out. Dates of a workbook become ISO text.
    """
    content = Path(path).read_bytes()
    if content.startswith(b"PK\x03\x04"):
        return _workbook_cells(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return {"fault": "it is an old Excel workbook (.xls)"}
    return _text_cells(content)


def _workbook_cells(content: bytes) -> dict[str, object]:
    from openpyxl import load_workbook  # a CSV file should not wait for it
    from openpyxl.utils.exceptions import InvalidFileException

    rows: list[tuple[int, list[str]]] = []
    try:
        with warnings.catch_warnings():
            # Missing styles and unknown extensions of a workbook are no concern of ours.
            warnings.simplefilter("ignore")
            shown, typed = (
                load_workbook(io.BytesIO(content), read_only=True, data_only=values_only).worksheets[0]
                for values_only in (True, False)
            )
            both = zip(shown.iter_rows(values_only=True), typed.iter_rows(values_only=True), strict=True)
            for number, (values, formulas) in enumerate(both, start=1):
                if len(rows) > MAX_ROWS:
                    return {"fault": "it has too many rows"}
                if any(value is None and formula is not None for value, formula in zip(values, formulas, strict=True)):
                    # Taken for an empty cell, a date would be lost without a word.
                    return {"fault": f"the formula in row {number} has no value: write the value itself"}
                rows.append((number, [_cell_text(value) for value in values[: MAX_COLUMNS + 1]]))
    except (InvalidFileException, *UNREADABLE_WORKBOOK):
        return {"fault": "it is a damaged workbook, or no workbook"}
    return _cells(rows)


def _cell_text(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime() if value.time() == time(0):
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case float():
            return f"{value:.10g}"  # what was typed, without the dust of binary fractions
        case _:
            return str(value).strip()


def _text_cells(content: bytes) -> dict[str, object]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return {"fault": "it is no UTF-8 text"}
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            if len(rows) > MAX_ROWS:
                return {"fault": "it has too many rows"}
            rows.append((number, [cell.strip() for cell in cells[: MAX_COLUMNS + 1]]))
    except csv.Error:
        return {"fault": "its cells cannot be told apart"}
    return _cells(rows)


def _cells(rows: Sequence[tuple[int, list[str]]]) -> dict[str, object]:
    return {"rows": [[number, cells] for number, cells in rows if any(cells)]}


# --- rules ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CheckedTable:
    """What a table holds, good and bad."""

    events: tuple[ClinicalEvent, ...]  # of the subjects without a bad cell, in the table's order
    bad: tuple[BadCell, ...]  # by row
    subjects_left_out: int  # subjects with a bad cell: the rest of their rows would be half the truth
    rows_of_nobody: int  # rows whose subject cannot be told

    def all_sound(self) -> Self:
        """Itself.

        Raises:
            BadClinicalTable: cells break the rules, each of them named.
        """
        if self.bad:
            raise BadClinicalTable(self.bad)
        return self


def check_table(cells: Mapping[str, object], *, today: date) -> CheckedTable:
    """Check what `read_cells` returned, and tell the good from the bad.

    Raises:
        ClinicalTableUnreadable: no table, no rows, or not its columns.
    """
    if "fault" in cells:
        raise ClinicalTableUnreadable(str(cells["fault"]))
    rows = cells["rows"]
    if not isinstance(rows, list) or not rows:
        raise ClinicalTableUnreadable("it is empty")
    columns = _columns(rows[0][1])
    if len(rows) == 1:
        raise ClinicalTableUnreadable("it has a header and no rows")
    bad: list[BadCell] = []
    sound: list[TableRow] = []
    subjects: dict[int, str] = {}  # row number -> whose row it is
    for number, values in rows[1:]:
        named = dict(zip(columns, values, strict=False))
        subjects[number] = named.get("subject", "")
        if any(values[len(columns) :]):
            bad.append(BadCell(number, "row", "has more cells than the header"))
            continue
        event, faults = _event(number, named, today)
        bad += faults
        if event is not None:
            sound.append(TableRow(number, event))
    bad += contradictions(sound)
    known = {subject for subject in set(subjects.values()) if is_pseudonym(subject)}
    nobody = {number for number, subject in subjects.items() if subject not in known}
    left_out = {subjects[cell.row] for cell in bad if cell.row not in nobody}
    return CheckedTable(
        events=tuple(row.event for row in sound if row.event.subject not in left_out),
        bad=tuple(sorted(bad, key=lambda cell: cell.row)),
        subjects_left_out=len(left_out),
        rows_of_nobody=len(nobody),
    )


def row_cells(event: ClinicalEvent) -> tuple[str, ...]:
    """The cells of a row in the order of `COLUMNS`, as they would be read back."""
    return (
        event.subject,
        event.kind,
        event.on.isoformat() if event.on else "",
        event.until.isoformat() if event.until else "",
        event.cavity or "",
        event.item or "",
        event.value or "",
        RULES[event.kind].unit,
        event.qualifier or "",
        event.detail,
    )


def _columns(header: Sequence[str]) -> tuple[str, ...]:
    names = [name.strip().casefold() for name in header]
    while names and not names[-1]:
        names.pop()
    missing = [name for name in COMPULSORY_COLUMNS if name not in names]
    if missing:
        raise ClinicalTableUnreadable(f"it has no column {', '.join(missing)}")
    if len(names) != len(set(names)) or not set(names) <= set(COLUMNS):
        # The strange name is not repeated: it may be a patient's.
        strange = next(n for n, name in enumerate(names, 1) if name not in COLUMNS or name in names[: n - 1])
        raise ClinicalTableUnreadable(f"column {strange} is unknown or there twice")
    return tuple(names)


def _event(number: int, cells: Mapping[str, str], today: date) -> tuple[ClinicalEvent | None, list[BadCell]]:
    """One row by its own rule, and its bad cells."""
    bad: list[BadCell] = []
    named = cells.get("kind", "").casefold().replace(" ", "_").replace("-", "_")
    kind = KINDS.get(named)

    def refuse(column: str, rule: str) -> None:
        bad.append(BadCell(number, column, rule, cells.get(column, ""), kind in IDENTIFYING))

    subject = cells.get("subject", "")
    if not is_pseudonym(subject):
        refuse("subject", "must be a pseudonym of 1 to 64 characters without slashes")
    for column in ("value", "item", "qualifier", "detail"):
        if len(cells.get(column, "")) > 200 or has_control(cells.get(column, "")):
            refuse(column, "must be plain text of at most 200 characters")
    if kind is None:
        refuse("kind", "is no kind of row")
        return None, bad
    rule = RULES[kind]
    for column in ("date", "until", "cavity", "value", "item", "qualifier"):
        need = rule.cell(column).need
        if need == "must" and not cells.get(column):
            refuse(column, f"must be given for {kind}")
        if need == "no" and cells.get(column):
            refuse(column, f"must be empty for {kind}")
    on = _date_in(cells, "date", rule.on, today, refuse)
    until = _date_in(cells, "until", rule.until, today, refuse)
    if on is not None and until is not None and until < on:
        refuse("until", "lies before the date on which it began")
    cavity = cells.get("cavity") or None
    if cavity is not None and not is_short_name(cavity):
        refuse("cavity", "must be a short name like C1")
    texts: dict[str, str | None] = {}
    for column in ("value", "item", "qualifier"):
        given = cells.get(column) or None
        cell = rule.cell(column)
        texts[column] = None if given is None or cell.need == "no" else cell.canonical(given)
        if given is not None and cell.need != "no" and texts[column] is None:
            refuse(column, f"must be {cell.rule}")
    unit = cells.get("unit", "")
    if unit and unit.replace(" ", "").replace("^", "").replace("3", "³") not in (
        rule.unit,
        *SPELLINGS.get(rule.unit, ()),
    ):
        refuse("unit", f"must be {rule.unit}" if rule.unit else f"must be empty for {kind}")
    if bad:
        return None, bad
    event = ClinicalEvent(
        subject=subject,
        kind=kind,
        on=on,
        cavity=cavity,
        value=texts["value"],
        detail=cells.get("detail", ""),
        until=until,
        item=texts["item"],
        qualifier=texts["qualifier"],
    )
    return event, bad


KINDS: Mapping[str, ClinicalKind] = {str(kind): kind for kind in ClinicalKind}

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "cm³": ("ml", "mL", "ccm"),
    "years": ("year", "y", "a"),
    "mg/day": ("mg/d",),
    "Gy": ("Gray", "gy"),
    "min": ("minutes",),
}
"""Other ways to write a unit that mean the same."""


def _date_in(
    cells: Mapping[str, str], column: str, need: Need, today: date, refuse: Callable[[str, str], None]
) -> date | None:
    if not cells.get(column) or need == "no":
        return None
    on = _iso_date(cells[column])
    if on is None:
        refuse(column, "must be a date as YYYY-MM-DD")
    elif on > today:
        refuse(column, "lies in the future")
    elif on < EARLIEST:
        refuse(column, f"lies before {EARLIEST.year}")
    return on


def _iso_date(text: str) -> date | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
