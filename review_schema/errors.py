"""Errors of the review room: each holds facts, never prose and never identity."""

from dataclasses import dataclass, field


class ReviewError(Exception):
    """Base of every error that `review_schema` raises on purpose."""


@dataclass
class EventBeforeOrigin(ReviewError):
    """A fact that would be an event lies before the surgery that endpoints are counted from."""

    what: str  # label or kind of clinical row
    days_before: int
    read_number: int  # position of the read in what was given, from 1; 0: no read


@dataclass
class ScanAfterDeath(ReviewError):
    """A read holds a scan that was made after the recorded death."""

    days_after: int
    read_number: int


@dataclass(frozen=True)
class BadCell:
    """One cell of the clinical table that cannot be used. Its value stays out of every message."""

    row: int  # as the spreadsheet numbers it: the header is row 1
    column: str
    rule: str
    value: str = field(default="", repr=False)


@dataclass
class BadClinicalTable(ReviewError):
    """Cells of the clinical table break its rules; nothing of it is used."""

    cells: tuple[BadCell, ...]

    def __post_init__(self) -> None:
        """Name the first few cells, as many as one line holds."""
        self.count = len(self.cells)
        named = ""
        for cell in self.cells:
            text = f"row {cell.row} {cell.column}: {cell.rule}"
            if named and len(named) + len(text) > 140:
                named += "; …"
                break
            named += ("; " if named else "") + text
        self.named = named


@dataclass
class ClinicalTableUnreadable(ReviewError):
    """The file is no clinical table: not text, not a workbook, or without the columns."""

    fault: str
