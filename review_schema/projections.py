"""The present state of a study: a pure fold over ledger entries, nothing stored beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.payloads import CavityContoured, ReaderAdded, RegistrationRecorded, ScanImported
from review_schema.read import LockedTimePoint, SignedRead
from review_schema.vocabulary import Arm, ScanRole


@dataclass(frozen=True)
class TimePoint:
    """One visit of one subject, as the store knows it (identified: never handed to a blinded screen)."""

    timepoint_id: str
    subject: str
    acquired_on: date
    scan: ScanImported  # the chosen one
    alternatives: tuple[ScanImported, ...]  # other stored series of this visit
    role: ScanRole
    registration: RegistrationRecorded | None  # latest that matches the chosen scan and the present reference
    months: float | None  # from index surgery, 30.4375 days; None without a surgery date


@dataclass(frozen=True)
class Subject:
    """A case: its visits in order of date, cavities and clinical facts."""

    subject: str
    arm: Arm | None
    surgery_on: date | None  # index surgery: the earliest
    timepoints: tuple[TimePoint, ...]
    reference: TimePoint | None  # baseline scan by the charter, else the first visit after surgery
    cavities: Mapping[str, CavityContoured]  # baseline contours: latest version on the reference scan, by cavity id
    current_contours: Mapping[tuple[str, str], CavityContoured]  # (cavity, timepoint_id) -> latest version
    clinical: tuple[ClinicalEvent, ...]


@dataclass(frozen=True)
class ReadState:
    """One assignment and how far it has come."""

    read_id: str
    reader: str
    subject: str
    case_code: str
    position: int
    assigned_at: datetime
    reread_of: str | None
    locked: tuple[LockedTimePoint, ...]  # in order of locking
    locked_at: tuple[datetime, ...]
    signed_at: datetime | None
    charter_sha256: str | None  # of the signature
    software_version: str | None


@dataclass(frozen=True)
class StudyState:
    """Everything a study says today."""

    study_id: str
    charter: Charter
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    readers: Mapping[str, ReaderAdded] = field(default_factory=dict)
    reads: Mapping[str, ReadState] = field(default_factory=dict)
    imported_reads: Mapping[str, SignedRead] = field(default_factory=dict)
