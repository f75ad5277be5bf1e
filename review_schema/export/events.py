"""Event rows as tidy CSV with a data dictionary. Identical input gives identical bytes.

UTF-8 without BOM, Unix line ends, ISO dates, dot decimals, ``NA`` for what is unknown or infinite.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain

from review_schema.endpoints import EventRow
from review_schema.export.dictionary import dictionary_table

NA = "NA"


@dataclass(frozen=True)
class Column:
    """One column of events.csv: what it holds, and where it comes from in a row."""

    name: str
    type: str  # text | integer | date
    unit: str
    meaning: str
    of: Callable[[EventRow], object]


COLUMNS: tuple[Column, ...] = (
    Column("id", "text", "", "Pseudonym of the patient; the cluster of correlated cavities", lambda row: row.subject),
    Column("cavity", "text", "", "Cavity; NA where the patient is the unit", lambda row: row.cavity or None),
    Column("arm", "text", "", "IORT or HSRT; NA if the clinical table does not say", lambda row: row.arm or None),
    Column(
        "paramcd",
        "text",
        "",
        "Endpoint: LPFS, RPFS, GPFS, OS, LC, DBC, ICDC, LMDFREE, RNFREE, SRNFREE, WBIFREE; LPFSD, RPFSD, GPFSD: the "
        "same with death as an event",
        lambda row: row.paramcd,
    ),
    Column(
        "time_days",
        "integer",
        "days",
        "From origin_date to event_date (event_date - origin_date, nothing added); NA without a surgery date",
        lambda row: row.time_days,
    ),
    Column(
        "status",
        "integer",
        "",
        "1 event at time_days; 0 censored at time_days; 2 no event up to time_days and then died, at competing_days",
        lambda row: row.status,
    ),
    Column(
        "left_days",
        "integer",
        "days",
        "Last day known free of the event (0 = surgery); the date that sensitivity analyses censor at",
        lambda row: row.left_days,
    ),
    Column(
        "right_days",
        "integer",
        "days",
        "First day the event was known, so that it happened in (left_days, right_days]; NA = infinity (no event)",
        lambda row: row.right_days,
    ),
    Column(
        "competing_days",
        "integer",
        "days",
        "Days to death where status is 2, else NA",
        lambda row: row.competing_days,
    ),
    Column(
        "entry_days",
        "integer",
        "days",
        "Days to the start of IORT (0) or HSRT: entry time for delayed-entry analyses; NA if unknown",
        lambda row: row.entry_days,
    ),
    Column(
        "new_radiotherapy_days",
        "integer",
        "days",
        "Days to whole-brain or salvage radiotherapy of the unit, if up to time_days; follow-up goes on, a "
        "sensitivity analysis may censor there",
        lambda row: row.new_radiotherapy_days,
    ),
    Column(
        "missed_scans",
        "integer",
        "",
        "The most scheduled scans missed in a row between the last clear scan and the event; flagged from the "
        "charter's missed_scans_in_a_row on: a sensitivity analysis censors at left_days",
        lambda row: row.missed_scans,
    ),
    Column(
        "origin_date", "date", "", "Surgery of the cavity, or index surgery of the patient", lambda row: row.origin_date
    ),
    Column(
        "trtsdt",
        "date",
        "",
        "Start of IORT or HSRT, from which analyses may count instead; NA if unknown",
        lambda row: row.treatment_on,
    ),
    Column("event_date", "date", "", "Date of the event (back-dated) or of censoring", lambda row: row.event_date),
    Column("reason", "text", "", "Why this date, in words", lambda row: row.reason),
    Column("rule", "text", "", "The rule that gave the date; docs/events.md lists them", lambda row: row.rule),
    Column(
        "confirmed",
        "text",
        "",
        "confirmed or unconfirmed progression or radionecrosis; NA where nothing is to be confirmed. Status 0 with "
        "unconfirmed: the charter censors unconfirmed progression",
        lambda row: row.confirmed or None,
    ),
    Column(
        "flags",
        "text",
        "",
        "Separated by blanks: boundary (lesion within the doubt of the margin), missed_scans, no_last_contact (last "
        "scan taken instead), no_origin (no surgery date), no_read (subject without any read), no_staging (no "
        "systemic staging: GPFS follows the brain MRI), symptom_without_rn (symptoms of radionecrosis that the reader "
        "does not see)",
        lambda row: " ".join(row.flags) or None,
    ),
    Column("reader", "text", "", "Whose labels these are; NA without a read", lambda row: row.reader or None),
    Column("read_id", "text", "", "The signed read", lambda row: row.read_id or None),
    Column(
        "scan_id", "text", "", "Scan behind event_date (SHA-256 of its stored file)", lambda row: row.scan_id or None
    ),
    Column("finding_id", "text", "", "Finding behind event_date", lambda row: row.finding_id or None),
    Column("rule_set", "text", "", "Version of the endpoint rules + hash of the charter", lambda row: row.rule_set),
    Column(
        "prior_irradiation",
        "text",
        "",
        "yes or no: brain irradiated before the index surgery; NA if the clinical table does not say",
        lambda row: row.prior_irradiation or None,
    ),
    Column(
        "metastases",
        "text",
        "",
        "single or multiple brain metastases at the index surgery; NA if the clinical table does not say",
        lambda row: row.metastases or None,
    ),
)


DICTIONARY = ("variable", "type", "unit", "meaning")


def events_csv(rows: Iterable[EventRow]) -> bytes:
    """The rows as CSV, in the order of `derive_events`."""
    return csv_bytes(events_header(), map(event_cells, rows))


def events_header() -> list[str]:
    """Names of the columns."""
    return [column.name for column in COLUMNS]


def event_cells(row: EventRow) -> list[object]:
    """One row's values, in order of the columns."""
    return [column.of(row) for column in COLUMNS]


def dictionary_csv() -> bytes:
    """The data dictionary of events.csv: variable, type, unit, meaning."""
    return csv_bytes(DICTIONARY, ([c.name, c.type, c.unit, c.meaning] for c in COLUMNS))


def dictionary_markdown() -> str:
    """The same dictionary as a Markdown table."""
    return dictionary_table(DICTIONARY, ((c.name, c.type, c.unit, c.meaning) for c in COLUMNS))


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file's bytes; each cell made by `cell`."""
    return csv_lines(chain([header], rows))


def csv_lines(rows: Iterable[Sequence[object]]) -> bytes:
    """Lines of a CSV file; each cell made by `cell`.

    Cells hold no line breaks, and few hold a comma or a quote: lines without are joined, in a quarter of the time that
    `csv.writer` takes to look at every letter; the others are its.
    """
    made: list[str] = []
    for row in rows:
        cells = list(map(cell, row))
        line = ",".join(cells)
        if '"' in line or line.count(",") != len(cells) - 1 or not line:
            text = io.StringIO(newline="")
            csv.writer(text, lineterminator="").writerow(cells)
            line = text.getvalue()
        made.append(line)
    return "".join(f"{line}\n" for line in made).encode()


CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
FORMULA = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*[=+\-@]")
"""What a spreadsheet would run, also behind blanks and marks that take no room."""


KEPT_TEXTS = 1 << 14
"""Names, reasons and ids stand in many rows of one patient: each is made harmless once."""


def cell(value: object) -> str:
    """One value as text: NA for None, ISO dates, and no text that a spreadsheet would run as a formula."""
    if value is None:
        return NA
    if not isinstance(value, str):
        if isinstance(value, int | float):
            return str(value)
        if isinstance(value, date):
            return value.isoformat()
    return _harmless(str(value))


@lru_cache(maxsize=KEPT_TEXTS)
def _harmless(text: str) -> str:
    if text.isalnum():  # nothing in it to make harmless
        return text
    if not text.isprintable():
        text = CONTROL.sub(" ", text)
    return f"'{text}" if FORMULA.match(text) else text
