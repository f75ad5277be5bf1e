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


@dataclass
class NoLedger(ReviewError):
    """There is no ledger file where one should be."""


@dataclass
class LedgerExists(ReviewError):
    """A ledger is to be made where a file lies already."""


@dataclass
class LedgerUnreadable(ReviewError):
    """The file is no ledger, or is damaged so that the database cannot read it."""

    cause: str  # SQLite's name of the fault, as SQLITE_NOTADB


@dataclass
class LedgerTooNew(ReviewError):
    """The ledger's tables were made by a newer version."""

    revision: str


@dataclass
class LedgerBusy(ReviewError):
    """Another process held the ledger all the time this one waited."""

    seconds: float


@dataclass
class LedgerUnwritable(ReviewError):
    """The entry could not be written: disk full, read-only, or failing. Nothing was written."""

    cause: str  # SQLite's name of the fault, as SQLITE_FULL


@dataclass
class LedgerMoved(ReviewError):
    """The ledger holds entries that the writer had not seen; the decision must be made again."""

    expected: int
    found: int


@dataclass
class LedgerUnprotected(ReviewError):
    """A trigger that keeps entries from being changed is missing or altered."""

    trigger: str


@dataclass
class ChainBroken(ReviewError):
    """The chain of hashes does not hold. `sequence` is the first entry that is not as it was written."""

    sequence: int
    fault: str  # "changed", "missing", "out of order", "cut off"


@dataclass
class NetworkFolder(ReviewError):
    """The study lies on a network share, where SQLite's locks cannot be trusted."""

    filesystem: str


@dataclass
class UnknownKind(ReviewError):
    """An entry of a kind that this version does not know: newer software wrote it."""

    sequence: int
    kind: str


@dataclass
class PayloadTooNew(ReviewError):
    """An entry of a known kind in a newer form: newer software wrote it."""

    sequence: int
    kind: str


@dataclass
class PayloadInvalid(ReviewError):
    """What an entry holds is no record of its kind."""

    sequence: int
    kind: str


@dataclass
class EntryOutOfPlace(ReviewError):
    """An entry speaks of something that no earlier entry made, or makes something twice."""

    sequence: int
    kind: str


@dataclass
class FolderNotEmpty(ReviewError):
    """A study is to be made in a folder that holds something, or where a file lies."""


@dataclass
class NotAStudy(ReviewError):
    """The folder is no study: its ``study.toml`` is missing or does not read."""


@dataclass
class StudyTooNew(ReviewError):
    """The study folder has a layout of a newer version."""

    layout: int


@dataclass
class StudyFolderUnwritable(ReviewError):
    """The study's folder could not be made."""

    cause: str
