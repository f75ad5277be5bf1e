"""The clinical table from CSV or XLSX: every bad cell is named, and nothing is taken unless all of it is sound.

`read_cells` turns untrusted bytes into text cells and runs in the confined worker; `clinical_events` checks the
cells against `RULES` and runs where the ledger lives. docs/clinical_table.md is made from `RULES`.
"""

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import ParseError

from review_schema.case_facts import SYNCHRONOUS
from review_schema.clinical import ClinicalEvent
from review_schema.errors import BadCell, BadClinicalTable, ClinicalTableUnreadable
from review_schema.ids import has_control, is_pseudonym, is_short_name
from review_schema.vocabulary import Arm, ClinicalKind, ScanRole

COLUMNS = ("subject", "kind", "date", "cavity", "value", "detail")
COMPULSORY_COLUMNS = ("subject", "kind", "date", "value")

MAX_ROWS = 500_000
"""More than any study has; a table beyond it is a mistake or an attack."""

MAX_COLUMNS = 64
"""Spreadsheets often carry empty formatted columns; more than this is no clinical table."""

EARLIEST = date(1900, 1, 1)

Need = Literal["no", "may", "must"]


@dataclass(frozen=True)
class KindRule:
    """What one kind of row needs."""

    meaning: str
    on: Need = "must"
    cavity: Need = "no"
    value: Need = "no"
    values: tuple[str, ...] = ()  # the only ones allowed; empty: any text
    since_surgery: bool = True  # must not lie before the index surgery
    once: bool = False  # at most one per subject


RULES: Mapping[ClinicalKind, KindRule] = {
    ClinicalKind.ARM: KindRule(
        "treatment arm", on="no", value="must", values=tuple(Arm), since_surgery=False, once=True
    ),
    ClinicalKind.SURGERY: KindRule(
        "resection; the earliest one is the index surgery, a later one is that of a new metastasis unless its value "
        "says that the lesion was known before",
        cavity="must",
        value="may",
        values=(SYNCHRONOUS,),
    ),
    ClinicalKind.TREATMENT: KindRule(
        "first day of a treatment: IORT, HSRT (of the cavity), SRS, …", cavity="may", value="must", since_surgery=False
    ),
    ClinicalKind.DEATH: KindRule(
        "death and its cause", value="must", values=("neurological", "other", "unknown"), once=True
    ),
    ClinicalKind.LAST_CONTACT: KindRule("last day known alive", since_surgery=False),
    ClinicalKind.WBRT: KindRule("start of whole-brain radiotherapy"),
    ClinicalKind.EXTRACRANIAL_PROGRESSION: KindRule("extracranial progression"),
    ClinicalKind.SYSTEMIC_STAGING: KindRule("systemic staging, whatever it showed", since_surgery=False),
    ClinicalKind.SALVAGE: KindRule(
        "salvage treatment; without a cavity: elsewhere in the brain",
        cavity="may",
        value="must",
        values=("radiotherapy", "surgery", "systemic"),
    ),
    ClinicalKind.REOPERATION: KindRule(
        "re-operation of the cavity, with its histology",
        cavity="must",
        value="must",
        values=("tumour", "necrosis", "mixed"),
    ),
    ClinicalKind.CSF: KindRule("cytology of cerebrospinal fluid", value="must", values=("positive", "negative")),
    ClinicalKind.SYMPTOM: KindRule(
        "onset of symptoms of radionecrosis at the cavity", cavity="must", value="must", values=("rn",)
    ),
    ClinicalKind.MISSED_SCAN: KindRule("scheduled scan that did not take place"),
    ClinicalKind.SCAN_ROLE: KindRule(
        "role of the scan of that date, where the date alone does not tell it",
        value="must",
        values=tuple(ScanRole),
        since_surgery=False,
    ),
    ClinicalKind.PRIOR_IRRADIATION: KindRule(
        "whether the brain was irradiated before the index surgery: a subgroup",
        on="no",
        value="must",
        values=("yes", "no"),
        once=True,
    ),
    ClinicalKind.METASTASES: KindRule(
        "number of brain metastases at the index surgery: a subgroup",
        on="no",
        value="must",
        values=("single", "multiple"),
        once=True,
    ),
}

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
            sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
            for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
                if len(rows) > MAX_ROWS:
                    return {"fault": "it has too many rows"}
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
class _Row:
    """One row whose own cells are sound."""

    number: int
    event: ClinicalEvent


def clinical_events(cells: Mapping[str, object], *, today: date) -> tuple[ClinicalEvent, ...]:
    """Check what `read_cells` returned; rows in the table's order.

    Raises:
        ClinicalTableUnreadable: no table, no rows, or not its columns.
        BadClinicalTable: cells break the rules, each of them named; nothing is returned.
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
    sound: list[_Row] = []
    for number, values in rows[1:]:
        if any(values[len(columns) :]):
            bad.append(BadCell(number, "row", "has more cells than the header"))
            continue
        event, faults = _event(number, dict(zip(columns, values, strict=False)), today)
        bad += faults
        if event is not None:
            sound.append(_Row(number, event))
    bad += _contradictions(sound)
    if bad:
        raise BadClinicalTable(tuple(sorted(bad, key=lambda cell: cell.row)))
    return tuple(row.event for row in sound)


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
    bad: list[BadCell] = []

    def refuse(column: str, rule: str) -> None:
        bad.append(BadCell(number, column, rule, cells.get(column, "")))

    subject = cells.get("subject", "")
    if not is_pseudonym(subject):
        refuse("subject", "must be a pseudonym of 1 to 64 characters without slashes")
    for column in ("value", "detail"):
        if len(cells.get(column, "")) > 200 or has_control(cells.get(column, "")):
            refuse(column, "must be plain text of at most 200 characters")
    named = cells.get("kind", "").casefold().replace(" ", "_").replace("-", "_")
    if named not in tuple(ClinicalKind):
        refuse("kind", "is no kind of row")
        return None, bad
    kind = ClinicalKind(named)
    rule = RULES[kind]
    for column, need in (("date", rule.on), ("cavity", rule.cavity), ("value", rule.value)):
        if need == "must" and not cells.get(column):
            refuse(column, f"must be given for {kind}")
        if need == "no" and cells.get(column):
            refuse(column, f"must be empty for {kind}")
    on = None
    if cells.get("date") and rule.on != "no":
        on = _iso_date(cells["date"])
        if on is None:
            refuse("date", "must be a date as YYYY-MM-DD")
        elif on > today:
            refuse("date", "lies in the future")
        elif on < EARLIEST:
            refuse("date", f"lies before {EARLIEST.year}")
    cavity = cells.get("cavity") or None
    if cavity is not None and not is_short_name(cavity):
        refuse("cavity", "must be a short name like C1")
    value = cells.get("value") or None
    if value is not None and rule.value != "no":
        listed = {name.casefold(): name for name in rule.values or tuple(Arm)}
        value = listed.get(value.casefold(), value if not rule.values else None)
        if value is None:
            refuse("value", f"must be {' | '.join(rule.values)}")
    if bad:
        return None, bad
    event = ClinicalEvent(
        subject=subject,
        kind=kind,
        on=on,
        cavity=cavity,
        value=None if value is None else str(value),
        detail=cells.get("detail", ""),
    )
    return event, bad


def _iso_date(text: str) -> date | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _contradictions(rows: Sequence[_Row]) -> Iterator[BadCell]:
    """What the rows of one subject say against each other."""
    by_subject: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        by_subject[row.event.subject].append(row)
    for together in by_subject.values():
        yield from _repeated(together)
        yield from _out_of_order(together)
        yield from _unknown_cavities(together)


def _repeated(rows: Sequence[_Row]) -> Iterator[BadCell]:
    first: dict[object, int] = {}
    for row in rows:
        event = row.event
        once: object = event
        if RULES[event.kind].once:
            once = event.kind
        elif event.kind is ClinicalKind.SURGERY:
            once = (event.kind, event.cavity)
        earlier = first.setdefault(once, row.number)
        if earlier != row.number:
            yield BadCell(row.number, "kind", f"repeats row {earlier}")


def _out_of_order(rows: Sequence[_Row]) -> Iterator[BadCell]:
    dated = [(row, row.event.on) for row in rows if row.event.on is not None]
    index_on = min((on for row, on in dated if row.event.kind is ClinicalKind.SURGERY), default=None)
    death_on = min((on for row, on in dated if row.event.kind is ClinicalKind.DEATH), default=None)
    own = {row.event.cavity: on for row, on in dated if row.event.kind is ClinicalKind.SURGERY}
    for row, on in dated:
        surgery_on = own.get(row.event.cavity, index_on) if row.event.kind in OF_A_CAVITY else index_on
        if RULES[row.event.kind].since_surgery and surgery_on is not None and on < surgery_on:
            yield BadCell(row.number, "date", "lies before the surgery", on.isoformat())
        if death_on is not None and on > death_on:
            yield BadCell(row.number, "date", "lies after the death", on.isoformat())


OF_A_CAVITY = frozenset({ClinicalKind.REOPERATION, ClinicalKind.SYMPTOM})
"""Kinds that must not lie before the surgery of their own cavity."""


def _unknown_cavities(rows: Sequence[_Row]) -> Iterator[BadCell]:
    operated = {row.event.cavity for row in rows if row.event.kind is ClinicalKind.SURGERY}
    for row in rows:
        cavity = row.event.cavity
        if operated and cavity is not None and cavity not in operated:
            yield BadCell(row.number, "cavity", "has no surgery row", cavity)


# --- the page that tells it -----------------------------------------------------------------------------------------


def rules_as_markdown() -> str:
    """The table of kinds in docs/clinical_table.md."""
    words = {"must": "yes", "may": "optional", "no": "–"}
    lines = ["| kind | date | cavity | value | meaning |", "|---|---|---|---|---|"]
    for kind, rule in RULES.items():
        value = " \\| ".join(f"`{value}`" for value in rule.values) or "text" if rule.value != "no" else "–"
        value += ", or empty" if rule.value == "may" else ""
        lines.append(f"| `{kind}` | {words[rule.on]} | {words[rule.cavity]} | {value} | {rule.meaning} |")
    return "\n".join(lines) + "\n"
