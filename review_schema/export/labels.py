"""The label history as tidy CSV. Identical input gives identical bytes."""

from collections.abc import Iterable
from operator import attrgetter

from review_schema.export.dictionary import dictionary_table
from review_schema.export.events import csv_bytes
from review_schema.settled_labels import LabelRow

MEANINGS = {
    "subject": "Pseudonym of the patient",
    "reader": "Who read",
    "read_id": "The signed read",
    "reread_of": "The first read that this one repeats; NA for a first read",
    "on": "Date of the scan",
    "days": "Days from the index surgery to the scan",
    "cavity": "Cavity; NA: brain",
    "label": "LP, RN, PIE, STABLE, NED, NE of a cavity; DP, LMD, NED, NE of the brain",
    "lesion": "Identity of the marked lesion through time; NA without a mark",
    "certainty": "1 (least) to 5, as read",
    "read_as": "Status the reader gave: provisional, confirmed, revised, withdrawn",
    "settled": "Status after the whole course, by the charter's rules",
    "first_seen": "Date that the label's event goes back to",
    "scan_id": "The scan (SHA-256 of its stored file)",
    "finding_id": "The finding",
}
"""The data dictionary of labels.csv, in order of its columns."""

VALUES = attrgetter(*MEANINGS)


def labels_csv(rows: Iterable[LabelRow]) -> bytes:
    """The rows as CSV, in the order of `settle_labels`."""
    return csv_bytes(labels_header(), map(label_cells, rows))


def labels_header() -> list[str]:
    """Names of the columns."""
    return list(MEANINGS)


def label_cells(row: LabelRow) -> list[object]:
    """One row's values, in order of the columns."""
    return [None if value == "" else value for value in VALUES(row)]


def labels_dictionary_csv() -> bytes:
    """The data dictionary of labels.csv: variable, meaning."""
    return csv_bytes(["variable", "meaning"], MEANINGS.items())


def labels_dictionary_markdown() -> str:
    """The same dictionary as a Markdown table."""
    return dictionary_table(("variable", "meaning"), MEANINGS.items())
