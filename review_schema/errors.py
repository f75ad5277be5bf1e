"""Errors of the review room: each holds facts, never prose and never identity."""

import re
from dataclasses import dataclass, field


class ReviewError(Exception):
    """Base of every error that `review_schema` raises on purpose."""


@dataclass
class EventBeforeOrigin(ReviewError):
    """A fact that would be an event lies before the surgery that endpoints are counted from."""

    what: str  # label or kind of clinical row
    days_before: int
    read_number: int  # position of the read in the reads file of these reads, from 1; 0: no read


@dataclass
class ScanAfterDeath(ReviewError):
    """A read holds a scan that was made after the recorded death."""

    days_after: int
    read_number: int


class NoSuchRow(ReviewError):
    """No event row is of the unit, endpoint and reader asked for."""


@dataclass(frozen=True)
class BadCell:
    """One cell of the clinical table that cannot be used. Its value stays out of messages, or `shown` in them."""

    row: int  # as the spreadsheet numbers it: the header is row 1
    column: str
    rule: str
    value: str = field(default="", repr=False)
    identifies: bool = False  # whether it is a row of age or birth, into which a birth date may be typed

    @property
    def shown(self) -> str:
        """The value where it tells nobody's name, ID or birth: a number too short for a year in a cell of a fact."""
        of_a_fact = self.column in ("value", "item") and not self.identifies
        fact = of_a_fact and re.fullmatch(r"-?[0-9]{1,3}([.,][0-9]{1,2})?", self.value)
        return self.value if fact else ""

    @property
    def named(self) -> str:
        """Row, column, value where it may be shown, rule."""
        return f"row {self.row} {self.column}{f' {self.shown}' if self.shown else ''}: {self.rule}"


@dataclass
class _NamedCells:
    """Cells that cannot be used."""

    cells: tuple[BadCell, ...]

    def __post_init__(self) -> None:
        """Name the first few cells, as many as one line holds."""
        self.count = len(self.cells)
        named = ""
        for cell in self.cells:
            text = cell.named
            if named and len(named) + len(text) > 140:
                named += "; …"
                break
            named += ("; " if named else "") + text
        self.named = named

    def __str__(self) -> str:
        """A few of the cells: a traceback must not list a thousand."""
        return self.named


@dataclass
class BadClinicalTable(_NamedCells, ReviewError):
    """Cells of the clinical table break its rules; nothing of it is used."""

    __str__ = _NamedCells.__str__


@dataclass
class BadEventsTable(_NamedCells, ReviewError):
    """Cells of an events file break its rules; nothing of it is used."""

    __str__ = _NamedCells.__str__


@dataclass
class EventsTableUnreadable(ReviewError):
    """The file is no events file: not text, or without the columns."""

    fault: str


@dataclass
class ColumnUnknown(ReviewError):
    """A column was asked for that the events file does not have."""


@dataclass
class NoSuchEvents(ReviewError):
    """No row of the events file, with a time, is about the endpoint, unit and subgroup asked for."""


class ColumnEmpty(NoSuchEvents):
    """A column that groups or strata are asked by is NA for every unit."""


@dataclass
class ClinicalTableUnreadable(ReviewError):
    """The file is no clinical table: not text, not a workbook, or without the columns."""

    fault: str


@dataclass
class ClinicalFactsMoved(ReviewError):
    """The clinical facts of a subject are not those from which a form started."""


@dataclass
class ClinicalReasonMissing(ReviewError):
    """A form changes or takes away earlier facts, and does not say why."""


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
class ExportFolderTaken(ReviewError):
    """An export would replace a folder that is none of its own."""

    folder: str  # its last name, one that the program chose


@dataclass
class NotAStudy(ReviewError):
    """The folder is no study: its ``study.toml`` is missing or does not read."""


@dataclass
class StudyFileDiffers(ReviewError):
    """``study.toml`` names another study than the ledger beside it."""


@dataclass
class StudyTooNew(ReviewError):
    """The study folder has a layout of a newer version."""

    layout: int


@dataclass
class StudyFolderUnwritable(ReviewError):
    """The study's folder could not be made."""

    cause: str


@dataclass
class StoredFileMissing(ReviewError):
    """A scan or mask that the ledger names is not in the store."""

    what: str  # "scan" or "mask"
    content_id: str


@dataclass
class StoredFileChanged(ReviewError):
    """A stored scan or mask no longer has the content it is named by."""

    what: str
    content_id: str


@dataclass
class ReaderNameInvalid(ReviewError):
    """An account name holds other characters than letters, digits, ``-``, ``_`` and ``.``, or is too long."""

    longest: int


@dataclass
class ReaderExists(ReviewError):
    """There is an account of that name already (names that differ in case only count as one)."""


@dataclass
class PasswordTooShort(ReviewError):
    """The password is too short, or longer than is worth hashing."""

    shortest: int
    longest: int


@dataclass
class SignInRefused(ReviewError):
    """Name and password do not belong together; which of them is wrong stays untold."""


@dataclass
class SignatureRefused(ReviewError):
    """The password that was to sign a read is not the reader's."""


@dataclass
class NotReaders(ReviewError):
    """Cases can be assigned to accounts with the role of reader only."""

    count: int  # of the accounts asked for that are unknown or have another role


@dataclass
class SubjectsWithoutScans(ReviewError):
    """Subjects that were to be assigned have no scan, or are unknown."""

    count: int


@dataclass
class NothingToAssign(ReviewError):
    """The study has no subject with a scan, or no reader was named."""


@dataclass
class NoSuchRead(ReviewError):
    """There is no read of that id in this reader's worklist (it may be another reader's: that stays untold)."""


@dataclass
class WashoutNotOver(ReviewError):
    """The read opens later."""

    days_left: int


@dataclass
class AlreadySigned(ReviewError):
    """A signed read never changes."""


@dataclass
class TimePointAlreadyLocked(ReviewError):
    """A locked time point never changes."""


@dataclass
class BasisChanged(ReviewError):
    """Scan, registration or baseline contour were changed after a lesion was measured by them."""


@dataclass
class NothingToCheck(ReviewError):
    """The visit is the reference scan itself, or there is no registration to decide on."""


@dataclass
class NotTrusted(ReviewError):
    """A registration that the program does not trust, or one that was rejected, is not passed."""


@dataclass
class RejectionWithoutReason(ReviewError):
    """A registration is rejected with a reason."""


@dataclass
class NotThisVisit(ReviewError):
    """The time point is not of this read, or its turn has not come."""

    expected: int  # index of the visit whose turn it is, from 1


@dataclass
class VisitNotComplete(ReviewError):
    """The time point's findings break the rules of the charter."""

    reasons: tuple[str, ...]

    def __post_init__(self) -> None:
        """Keep the first reason at hand for the one line of the message."""
        self.first = self.reasons[0]


@dataclass
class VisitsStillOpen(ReviewError):
    """A read is signed when every visit is locked."""

    count: int


@dataclass
class ReadsFileUnreadable(ReviewError):
    """The file is no reads file of this version."""

    fault: str


@dataclass
class ReadConflict(ReviewError):
    """A read in the file differs from a read of the same id that the study holds or the file holds twice."""

    read_number: int  # position in the file, from 1


@dataclass
class ReadDatesDiffer(ReviewError):
    """A read in the file gives a visit another date than the study's own scan of it."""

    read_number: int


@dataclass
class ReadRefused(ReviewError):
    """A read in the file is not as a reader could have left it, or does not fit this study."""

    read_number: int  # position in the file, from 1
    fault: str


@dataclass
class SheetTooLong(ReviewError):
    """A table has more rows than a sheet of an XLSX workbook can hold."""

    sheet: str
    limit: int


@dataclass
class CharterUnreadable(ReviewError):
    """The file is no charter."""

    fault: str


@dataclass
class LedgerHeadMissing(ReviewError):
    """The file that names the last entry is missing or damaged: a cut-off end would go unseen."""
