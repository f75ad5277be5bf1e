"""The present state of a study: a pure fold over ledger entries, nothing stored beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.errors import EntryOutOfPlace
from review_schema.ledger import Entry
from review_schema.payloads import (
    CavityContoured,
    ClinicalRecorded,
    LesionsOutlined,
    Payload,
    ReadAssigned,
    ReaderAdded,
    ReadImported,
    ReadSigned,
    RegistrationChecked,
    RegistrationRecorded,
    ScanChosen,
    ScanImported,
    StudyCreated,
    TimePointLocked,
)
from review_schema.read import LockedTimePoint, SignedRead
from review_schema.time_units import DAYS_PER_MONTH
from review_schema.vocabulary import Arm, ClinicalKind, RegistrationDecision, ScanRole


@dataclass(frozen=True)
class Placement:
    """How a scan lies on the reference scan, from one entry of the ledger on."""

    since: int  # sequence of the entry
    author: str
    at: datetime
    registration: RegistrationRecorded
    decision: RegistrationDecision | None  # None: as the program found it


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
    placements: tuple[Placement, ...]  # every one that matches them, in order: what `registration` comes from
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

    @property
    def baseline_contours(self) -> tuple[str, ...]:
        """Mask ids of the contours at which registrations are to state their error."""
        return tuple(sorted(contour.mask_id for contour in self.cavities.values()))

    def awaits_registration(self, visit: TimePoint) -> bool:
        """Whether a visit is still to be registered: it never was, or its error was estimated at other contours.

        What a person decided on is not touched.
        """
        if self.reference is None or visit.timepoint_id == self.reference.timepoint_id:
            return False
        if not visit.placements:
            return True
        last = visit.placements[-1]
        return last.decision is None and last.registration.cavities != self.baseline_contours


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
    washout_days: int  # between the signature of the first read and the opening of this one
    locks: tuple[Entry, ...]  # what locked its time points, in order
    checks: tuple[Placement, ...]  # what its reader decided on registrations, in order
    signed_at: datetime | None
    charter_sha256: str | None  # of the signature
    software_version: str | None
    outlines: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # finding_id -> mask id, frame it lies in

    @cached_property
    def locked(self) -> tuple[LockedTimePoint, ...]:
        """The time points, in order of locking. Parsed on first use: most of a ledger is locked time points.

        Raises:
            EntryOutOfPlace: an entry locks what was locked before, or belongs to another read.
            PayloadTooNew, PayloadInvalid: an entry cannot be read.
        """
        timepoints: dict[str, LockedTimePoint] = {}
        for entry in self.locks:
            lock = entry.payload
            if (
                not isinstance(lock, TimePointLocked)
                or lock.read_id != self.read_id
                or lock.timepoint.timepoint_id in timepoints
            ):
                raise EntryOutOfPlace(entry.sequence, entry.kind)
            timepoints[lock.timepoint.timepoint_id] = lock.timepoint
        return tuple(timepoints.values())

    @property
    def locked_at(self) -> tuple[datetime, ...]:
        """When each time point was locked, UTC."""
        return tuple(entry.at for entry in self.locks)


@dataclass(frozen=True)
class StudyState:
    """Everything a study says today."""

    study_id: str
    charter: Charter
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    readers: Mapping[str, ReaderAdded] = field(default_factory=dict)
    reads: Mapping[str, ReadState] = field(default_factory=dict)
    imported_reads: Mapping[str, SignedRead] = field(default_factory=dict)


@dataclass
class _SubjectFacts:
    """What the entries said about one subject, before roles and the reference are derived."""

    scans: dict[str, list[ScanImported]] = field(default_factory=dict)  # by time point, in order of import
    chosen: dict[str, str] = field(default_factory=dict)  # timepoint_id -> scan_id
    placements: list[Placement] = field(default_factory=list)
    contours: list[CavityContoured] = field(default_factory=list)
    clinical: tuple[ClinicalEvent, ...] = ()


@dataclass
class _ReadFacts:
    """What the entries said about one read."""

    assigned: ReadAssigned
    assigned_at: datetime
    locks: list[Entry] = field(default_factory=list)
    checks: list[Placement] = field(default_factory=list)
    signed: Entry | None = None
    outlines: dict[str, tuple[str, str]] = field(default_factory=dict)


class Projection:
    """Folds entries one by one. Feeding it the later entries gives what a fold over all of them would give."""

    def __init__(self) -> None:
        self.sequence = 0
        self._created: StudyCreated | None = None
        self._facts: dict[str, _SubjectFacts] = {}
        self._subjects: dict[str, Subject] = {}
        self._stale: set[str] = set()  # subjects with news since they were last derived
        self._readers: dict[str, ReaderAdded] = {}
        self._read_facts: dict[str, _ReadFacts] = {}
        self._reads: dict[str, ReadState] = {}
        self._stale_reads: set[str] = set()
        self._imported: dict[str, SignedRead] = {}

    def apply(self, entry: Entry) -> None:
        """Take in the next entry.

        Raises:
            EntryOutOfPlace: it speaks of something no earlier entry made, or makes something twice.
            UnknownKind, PayloadTooNew, PayloadInvalid: it cannot be read.
        """
        if entry.kind == TimePointLocked.kind:
            self._apply_lock(entry)
        else:
            self._apply(entry, entry.payload)
        self.sequence = entry.sequence

    def _apply(self, entry: Entry, payload: Payload) -> None:
        match payload:
            case StudyCreated() if self._created is None:
                self._created = payload
            case _ if self._created is None:
                raise EntryOutOfPlace(entry.sequence, entry.kind)
            case RegistrationRecorded() | RegistrationChecked(read_id=None):
                facts = self._facts.setdefault(payload.subject, _SubjectFacts())
                facts.placements.append(_placement(entry, payload))
                self._stale.add(payload.subject)
            case ScanImported() | ScanChosen() | CavityContoured() | ClinicalRecorded():
                self._apply_to_subject(payload)
            case RegistrationChecked(read_id=str() as read_id) if self._is_open(read_id):
                self._read_facts[read_id].checks.append(_placement(entry, payload))
                self._stale_reads.add(read_id)
            case LesionsOutlined() if self._is_open(payload.read_id):
                placed = {one.finding_id: (one.mask_id, payload.frame) for one in payload.outlines}
                self._read_facts[payload.read_id].outlines.update(placed)
                self._stale_reads.add(payload.read_id)
            case ReaderAdded() if payload.name not in self._readers:
                self._readers[payload.name] = payload
            case ReadAssigned() if payload.read_id not in self._read_facts:
                self._read_facts[payload.read_id] = _ReadFacts(payload, entry.at)
                self._stale_reads.add(payload.read_id)
            case ReadSigned() if self._is_open(payload.read_id):
                self._read_facts[payload.read_id].signed = entry
                self._stale_reads.add(payload.read_id)
            case ReadImported() if payload.read.read_id not in self._imported:
                self._imported[payload.read.read_id] = payload.read
            case _:
                raise EntryOutOfPlace(entry.sequence, entry.kind)

    def _apply_lock(self, entry: Entry) -> None:
        # By its stream, unparsed; `ReadState.locked` looks at what it says.
        read_id = entry.stream.removeprefix("read/")
        if not self._is_open(read_id):
            raise EntryOutOfPlace(entry.sequence, entry.kind)
        self._read_facts[read_id].locks.append(entry)
        self._stale_reads.add(read_id)

    def _is_open(self, read_id: str) -> bool:
        return read_id in self._read_facts and self._read_facts[read_id].signed is None

    def state(self) -> StudyState:
        """A snapshot that later entries do not change.

        Raises:
            EntryOutOfPlace: the ledger does not begin with the making of a study.
        """
        if self._created is None:
            raise EntryOutOfPlace(1, StudyCreated.kind)
        for subject in sorted(self._stale):
            self._subjects[subject] = _derive_subject(subject, self._facts[subject], self._created.charter)
        self._stale.clear()
        for read_id in self._stale_reads:
            self._reads[read_id] = _read_state(self._read_facts[read_id])
        self._stale_reads.clear()
        return StudyState(
            study_id=self._created.study_id,
            charter=self._created.charter,
            subjects={subject: self._subjects[subject] for subject in sorted(self._subjects)},
            readers=dict(self._readers),
            reads={read_id: self._reads[read_id] for read_id in self._read_facts},
            imported_reads=dict(self._imported),
        )

    def _apply_to_subject(self, payload: ScanImported | ScanChosen | CavityContoured | ClinicalRecorded) -> None:
        facts = self._facts.setdefault(payload.subject, _SubjectFacts())
        self._stale.add(payload.subject)
        match payload:
            case ScanImported():
                stored = facts.scans.setdefault(payload.timepoint_id, [])
                if all(payload.scan_id != earlier.scan_id for earlier in stored):
                    stored.append(payload)
            case ScanChosen():
                facts.chosen[payload.timepoint_id] = payload.scan_id
            case CavityContoured():
                facts.contours.append(payload)
            case ClinicalRecorded():
                facts.clinical = payload.events


def fold(entries: Iterable[Entry]) -> StudyState:
    """The present state that `entries`, all of them in order, lead to.

    Raises:
        EntryOutOfPlace: an entry contradicts those before it.
        UnknownKind, PayloadTooNew, PayloadInvalid: an entry cannot be read.
    """
    projection = Projection()
    for entry in entries:
        projection.apply(entry)
    return projection.state()


def _read_state(facts: _ReadFacts) -> ReadState:
    signature = None if facts.signed is None else facts.signed.payload
    return ReadState(
        read_id=facts.assigned.read_id,
        reader=facts.assigned.reader,
        subject=facts.assigned.subject,
        case_code=facts.assigned.case_code,
        position=facts.assigned.position,
        assigned_at=facts.assigned_at,
        reread_of=facts.assigned.reread_of,
        washout_days=facts.assigned.washout_days,
        locks=tuple(facts.locks),
        checks=tuple(facts.checks),
        signed_at=None if facts.signed is None else facts.signed.at,
        charter_sha256=signature.charter_sha256 if isinstance(signature, ReadSigned) else None,
        software_version=None if facts.signed is None else facts.signed.software,
        outlines=dict(facts.outlines),
    )


def _placement(entry: Entry, payload: RegistrationRecorded | RegistrationChecked) -> Placement:
    if isinstance(payload, RegistrationRecorded):
        return Placement(entry.sequence, entry.author, entry.at, payload, None)
    decided = RegistrationRecorded(
        subject=payload.subject,
        timepoint_id=payload.timepoint_id,
        moving_scan=payload.moving_scan,
        reference_scan=payload.reference_scan,
        reference_from_moving=payload.reference_from_moving,
        error_mm=payload.error_mm,
        trusted=payload.trusted,
        reason=payload.reason,
        method=f"by hand: {payload.decision.value}",
        seconds=0.0,
    )
    return Placement(entry.sequence, entry.author, entry.at, decided, payload.decision)


def as_read(subject: Subject, read: ReadState) -> Subject:
    """The subject as it lies for one read: the latest word on each registration, of its reader or of the study.

    A visit that the read has locked lies as it lay when it was locked. What the study has is, for a read, what was
    found: that the coordinator had a hand in it stays untold (which visits were decided on may tell the arm), and so do
    the coordinator's words.

    Raises:
        EntryOutOfPlace, PayloadTooNew, PayloadInvalid: see `ReadState.locked`.
    """
    if subject.reference is None:
        return subject
    locked = {one.timepoint_id: entry.sequence for one, entry in zip(read.locked, read.locks, strict=True)}
    visits = tuple(
        _as_read(visit, subject.reference, read, locked.get(visit.timepoint_id)) for visit in subject.timepoints
    )
    reference = next(one for one in visits if one.timepoint_id == subject.reference.timepoint_id)
    return replace(subject, timepoints=visits, reference=reference)


def _as_read(visit: TimePoint, reference: TimePoint, read: ReadState, locked: int | None) -> TimePoint:
    own = [one for one in read.checks if _places(one, visit, reference)]
    last_own = max((one.since for one in own), default=0)
    # What a person decided on stands until a person decides again: no run of the program overrides it.
    study = [one for one in visit.placements if one.decision is not None or not own or one.since < last_own]
    placements = tuple(
        one
        for one in sorted((*map(_untold, study), *own), key=lambda one: one.since)
        if locked is None or one.since < locked
    )
    return _placed(visit, placements)


def _untold(placement: Placement) -> Placement:
    found = placement.registration
    if placement.decision is not None and not found.trusted:
        found = found.model_copy(update={"reason": "it is not to be trusted"})
    return replace(placement, registration=found, decision=None)


def _places(placement: Placement, visit: TimePoint, reference: TimePoint) -> bool:
    found = placement.registration
    return (found.timepoint_id, found.moving_scan, found.reference_scan) == (
        visit.timepoint_id,
        visit.scan.scan_id,
        reference.scan.scan_id,
    )


def _placed(visit: TimePoint, placements: tuple[Placement, ...]) -> TimePoint:
    return replace(visit, placements=placements, registration=placements[-1].registration if placements else None)


def scan_role(acquired_on: date, arm: Arm | None, clinical: Iterable[ClinicalEvent], early_days: int) -> ScanRole:
    """The role of a scan: what the clinical table says of that date, else derived from surgery and treatment.

    A scan on the day of surgery counts as early post-operative. Planning scans exist in the HSRT arm only: after
    the early post-operative days, up to the first day of HSRT.

    Args:
        acquired_on: the scan's date.
        arm: the subject's arm, if known.
        clinical: the subject's clinical rows.
        early_days: length of the early post-operative time, days from surgery.
    """
    rows = tuple(clinical)
    stated = [row.value for row in rows if row.kind is ClinicalKind.SCAN_ROLE and row.on == acquired_on]
    if stated and stated[-1] is not None:
        return ScanRole(stated[-1])
    surgery_on = _first_date(rows, ClinicalKind.SURGERY)
    if surgery_on is None:
        return ScanRole.FOLLOW_UP
    days = (acquired_on - surgery_on).days
    if days < 0:
        return ScanRole.PRE_OP
    if days <= early_days:
        return ScanRole.EARLY_POST_OP
    treatments = [
        row.on
        for row in rows
        if row.kind is ClinicalKind.TREATMENT and row.value == Arm.HSRT and row.on is not None and row.on >= surgery_on
    ]
    if arm is Arm.HSRT and treatments and acquired_on <= min(treatments):
        return ScanRole.PLANNING
    return ScanRole.FOLLOW_UP


def _first_date(rows: Iterable[ClinicalEvent], kind: ClinicalKind) -> date | None:
    return min((row.on for row in rows if row.kind is kind and row.on is not None), default=None)


def _derive_subject(subject: str, facts: _SubjectFacts, charter: Charter) -> Subject:
    stated = [row.value for row in facts.clinical if row.kind is ClinicalKind.ARM and row.value is not None]
    arm = Arm(stated[-1]) if stated else None
    surgery_on = _first_date(facts.clinical, ClinicalKind.SURGERY)
    timepoints = []
    for timepoint, scans in facts.scans.items():
        scan = next((one for one in scans if one.scan_id == facts.chosen.get(timepoint)), scans[0])
        timepoints.append(
            TimePoint(
                timepoint_id=timepoint,
                subject=subject,
                acquired_on=scan.acquired_on,
                scan=scan,
                alternatives=tuple(one for one in scans if one is not scan),
                role=scan_role(scan.acquired_on, arm, facts.clinical, charter.early_post_op_days),
                registration=None,
                placements=(),
                months=None if surgery_on is None else (scan.acquired_on - surgery_on).days / DAYS_PER_MONTH,
            )
        )
    timepoints.sort(key=lambda timepoint: timepoint.acquired_on)
    reference = _reference(timepoints, arm, surgery_on, charter)
    if reference is not None:
        timepoints = [
            _placed(visit, tuple(one for one in facts.placements if _places(one, visit, reference)))
            for visit in timepoints
        ]
        reference = next(one for one in timepoints if one.timepoint_id == reference.timepoint_id)
    chosen = {one.scan.scan_id for one in timepoints}
    # Later entries overwrite earlier ones: the latest version of each contour is left.
    current = {(one.cavity, one.timepoint_id): one for one in facts.contours if one.scan_id in chosen}
    return Subject(
        subject=subject,
        arm=arm,
        surgery_on=surgery_on,
        timepoints=tuple(timepoints),
        reference=reference,
        cavities={
            cavity: contour
            for (cavity, timepoint), contour in sorted(current.items())
            if reference is not None and timepoint == reference.timepoint_id
        },
        current_contours=current,
        clinical=facts.clinical,
    )


def _reference(
    timepoints: Iterable[TimePoint], arm: Arm | None, surgery_on: date | None, charter: Charter
) -> TimePoint | None:
    in_order = tuple(timepoints)
    role = None if arm is None else charter.baseline_role.get(arm)
    of_role = [one for one in in_order if one.role is role]
    after_surgery = [one for one in in_order if surgery_on is not None and one.acquired_on >= surgery_on]
    return next(iter([*of_role, *after_surgery, *in_order]), None)
