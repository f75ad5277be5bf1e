"""What a ledger entry can say: one frozen record per kind of entry.

Each payload class has a `kind` constant and a `schema_version`. Matrices are 4×4 row lists, LPS mm.
"""

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.read import LockedTimePoint, SignedRead
from review_schema.record import Record
from review_schema.vocabulary import RegistrationDecision, Role

Matrix = tuple[
    tuple[float, float, float, float],
    tuple[float, float, float, float],
    tuple[float, float, float, float],
    tuple[float, float, float, float],
]


class Payload(Record):
    """Base of every ledger payload."""

    kind: ClassVar[str]
    schema_version: Annotated[int, Field(ge=1)] = 1


class StudyCreated(Payload):
    """The study begins, under this charter."""

    kind = "study-created"
    study_id: str  # random UUID
    charter: Charter
    charter_sha256: str


class SeriesSummary(Record):
    """A series that was found in a study, chosen or not."""

    series_uid: str
    description: str
    slices: int
    score_reason: str  # why it was chosen, or why not, in words


class ScanImported(Payload):
    """One time point's chosen volume, stored by content."""

    kind = "scan-imported"
    subject: str
    timepoint_id: str  # opaque, the same for the same subject and date in every study
    acquired_on: date
    study_uid: str
    series_uid: str
    series: str  # series description
    reason: str  # why this series, in words
    candidates: tuple[SeriesSummary, ...]
    scan_id: str  # SHA-256 of the stored NIfTI file
    frame: str
    shape: tuple[int, int, int]  # slices, rows, columns
    affine: Matrix  # (slice, row, column) -> LPS mm
    value_min: float
    value_max: float
    source_sha256: str  # hash over the imported source bytes
    warnings: tuple[str, ...] = ()


class ScanChosen(Payload):
    """The coordinator chose another series of a time point (an earlier `ScanImported` of the same time point)."""

    kind = "scan-chosen"
    subject: str
    timepoint_id: str
    scan_id: str
    reason: str


class RegistrationRecorded(Payload):
    """A scan's rigid motion onto the reference scan, with its own doubt in mm."""

    kind = "registration-recorded"
    subject: str
    timepoint_id: str
    moving_scan: str  # scan_id
    reference_scan: str  # scan_id
    reference_from_moving: Matrix
    error_mm: Annotated[float, Field(ge=0)]
    trusted: bool
    reason: str  # why (not) trusted, in words
    method: str  # name and version of the algorithm and its settings
    seconds: float
    cavities: tuple[str, ...] = ()  # mask ids of the baseline contours at which the error is estimated; none: the head


class RegistrationChecked(Payload):
    """A person looked at how a scan lies on the reference scan, and decided.

    With a `read_id` it holds within that read alone, without one for the study. A later entry about the same two
    scans, a decision or a `RegistrationRecorded`, takes its place; a locked visit keeps what stood when it was locked.
    """

    kind = "registration-checked"
    subject: str
    timepoint_id: str
    moving_scan: str  # scan_id
    reference_scan: str  # scan_id
    decision: RegistrationDecision
    reference_from_moving: Matrix  # as it stands from now on
    error_mm: Annotated[float, Field(ge=0)]  # estimated for this pose
    trusted: bool  # False switches distances off
    reason: str  # why (not) trusted, in words; with a rejection those of the person
    read_id: str | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.decision is RegistrationDecision.PASSED and not self.trusted:
            raise ValueError("a registration that is not trusted is not passed")
        if self.decision is RegistrationDecision.REJECTED and (self.trusted or not self.reason.strip()):
            raise ValueError("a rejected registration is not trusted, and its rejection has a reason")
        return self


DRAWN = "drawn"
"""Source of a contour drawn in the window, which opens the contour stored last."""

APPLICATOR = "applicator"
"""Source of a contour that is the sphere of an applicator: it tells the arm."""


class CavityContoured(Payload):
    """A version of a cavity's contour on one scan. The latest version on the baseline scan defines the margin."""

    kind = "cavity-contoured"
    subject: str
    cavity: str  # "C1"
    timepoint_id: str
    scan_id: str
    version: Annotated[int, Field(ge=1)]
    mask_id: str  # SHA-256 of the stored NIfTI mask, in the scan's frame
    volume_ml: Annotated[float, Field(ge=0)]
    source: str  # "file", `DRAWN`, "truth", `APPLICATOR`


class ClinicalRecorded(Payload):
    """Clinical facts of one subject, from a table or a form: they replace what was known of the subject."""

    kind = "clinical-recorded"
    schema_version: Annotated[int, Field(ge=1)] = 2
    subject: str
    events: tuple[ClinicalEvent, ...]
    table_sha256: str  # of the table; of a form, of its rows written as CSV
    reason: str = ""  # why a form changed or took away earlier facts


class ReaderAdded(Payload):
    """An account, of any role."""

    kind = "reader-added"
    name: str
    role: Role
    password_hash: str  # Argon2id, PHC string


class ReadAssigned(Payload):
    """One case in one reader's worklist, under a case code that tells nothing."""

    kind = "read-assigned"
    read_id: str
    reader: str
    subject: str
    case_code: str  # "Case 014"; unique per reader
    position: Annotated[int, Field(ge=1)]  # order in the reader's worklist
    reread_of: str | None = None  # read_id of the first read (hidden from the reader)
    washout_days: Annotated[int, Field(ge=0)] = 0  # a re-read opens so long after the first read was signed


class TimePointLocked(Payload):
    """One visit of a read as the reader left it; final."""

    kind = "timepoint-locked"
    read_id: str
    timepoint: LockedTimePoint


class LesionOutline(Record):
    """Where one lesion of a locked time point was outlined."""

    finding_id: str
    mask_id: str  # SHA-256 of the stored NIfTI mask, in `LesionsOutlined.frame`


class LesionsOutlined(Payload):
    """The outlines behind the measures of a time point that is about to be locked: to hold two readers' against each
    other. An outline that was not on the screen any more (a draft of an earlier day) is not there.
    """

    kind = "lesions-outlined"
    read_id: str
    timepoint_id: str
    frame: str  # frame-of-reference UID of the read's screen, in which the masks lie
    outlines: tuple[LesionOutline, ...]


class ReadSigned(Payload):
    """A read is complete and its reader stands by it; nothing of it changes after this."""

    kind = "read-signed"
    read_id: str
    charter_sha256: str
    meaning: str  # what the signature states


class ReadImported(Payload):
    """A signed read that came from another study by `rimread reads import`."""

    kind = "read-imported"
    read: SignedRead
