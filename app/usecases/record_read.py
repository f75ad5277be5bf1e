"""A reader's work: the worklist, the blinded case, the lock of each time point, the signature."""

import hashlib
import json
import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from pydantic import ValidationError

from app.usecases.accounts import SignedIn, sign_in
from app.usecases.study import Study
from app.usecases.write_files import write_files
from imaging.nifti import write_volume
from imaging.volume import Mask
from review_schema.blinding import BlindedTimePoint
from review_schema.charter import Charter
from review_schema.errors import (
    AlreadySigned,
    BasisChanged,
    NoSuchRead,
    NotThisVisit,
    SignatureRefused,
    SignInRefused,
    TimePointAlreadyLocked,
    VisitNotComplete,
    VisitsStillOpen,
    WashoutNotOver,
)
from review_schema.finding import Finding
from review_schema.payloads import LesionOutline, LesionsOutlined, Payload, ReadSigned, TimePointLocked
from review_schema.projections import ReadState, StudyState, Subject, TimePoint, as_read
from review_schema.read import LockedTimePoint
from review_schema.record import Record
from review_schema.visit_rules import refusals
from review_schema.vocabulary import ClinicalKind, ScanRole


class ReadProgress(StrEnum):
    """How far a read has come, in the words of the worklist."""

    NEW = "new"
    BEGUN = "begun"
    SIGNED = "signed"


@dataclass(frozen=True)
class WorklistRow:
    """One case as the worklist shows it: nothing in it tells who it is, or that it is a re-read."""

    read_id: str
    case_code: str
    state: ReadProgress
    locked: int  # time points locked so far
    visits: int | None  # time points in all; None while the charter hides how many later ones there are
    available: bool  # may be opened now


@dataclass(frozen=True)
class OpenRead:
    """A case in reading, as far as a blinded reader may know it."""

    read_id: str
    case_code: str
    subject_key: str  # names the case to `open_case`; never shown
    visits: tuple[BlindedTimePoint, ...]  # in order of time; those that the charter lets be seen
    locked: tuple[LockedTimePoint, ...]
    next_index: int | None  # index in `visits` of the first that is not locked; None: all are
    cavities: tuple[str, ...]  # ids of the cavities that the next visit to be locked must label
    bases: Mapping[str, str]  # by timepoint_id: what distances at the visit are measured by (`basis_of`)


def visits_shown(subject: Subject, charter: Charter) -> tuple[TimePoint, ...]:
    """The visits of a blinded read, in order: without planning scans where the charter hides them."""
    return tuple(
        visit for visit in subject.timepoints if not (charter.hide_planning_scans and visit.role is ScanRole.PLANNING)
    )


def cavities_of(subject: Subject, visit: TimePoint | None = None) -> tuple[str, ...]:
    """The cavities that a read labels: those with a baseline contour and those operated on.

    Args:
        subject: whose.
        visit: those of this visit: a cavity of a later surgery is not there before it. All of them if None.
    """
    operated = {
        row.cavity
        for row in subject.clinical
        if row.kind is ClinicalKind.SURGERY
        and row.cavity is not None
        and row.on is not None
        and (visit is None or row.on <= visit.acquired_on or row.on == subject.surgery_on)
    }
    return tuple(sorted({*subject.cavities, *operated}))


def basis_of(subject: Subject, visit: TimePoint) -> str:
    """A digest of all that a distance measured at `visit` rests on: scans, registration, baseline contours.

    Where it changes, what was measured before no longer holds.
    """
    reference, found = subject.reference, visit.registration
    parts = [
        None if reference is None else reference.scan.scan_id,
        visit.scan.scan_id,
        None if found is None else [found.reference_from_moving, found.trusted, found.error_mm],
        sorted((name, contour.mask_id) for name, contour in subject.cavities.items()),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def worklist(study: Study, reader: str) -> tuple[WorklistRow, ...]:
    """The cases of one reader, in the order of reading; re-reads that are not open yet stand last."""
    state = study.state()
    now = study.ledger.now()
    rows = []
    for read in _in_order(state, reader, now):
        shown = visits_shown(state.subjects[read.subject], state.charter)
        progress = ReadProgress.BEGUN if read.locks else ReadProgress.NEW
        rows.append(
            WorklistRow(
                read_id=read.read_id,
                case_code=read.case_code,
                state=progress if read.signed_at is None else ReadProgress.SIGNED,
                locked=len(read.locks),
                visits=len(shown) if _all_known(read, shown, state.charter) else None,
                available=read.signed_at is None and _opens_in(state, read, now) == timedelta(0),
            )
        )
    return tuple(rows)


def _in_order(state: StudyState, reader: str, now: datetime) -> list[ReadState]:
    """First reads as assigned. A re-read joins those that were not signed when it opened, at a place drawn once.

    It would tell itself by standing last, or first, whenever it opens.
    """
    own = sorted((read for read in state.reads.values() if read.reader == reader), key=lambda read: read.position)
    order = [read for read in own if read.reread_of is None]
    again = [(_opens_at(state, read), read) for read in own if read.reread_of is not None]
    opened = [(at, read) for at, read in again if at is not None and at <= now]
    for at, read in sorted(opened, key=lambda one: (one[0], one[1].position)):
        # What was assigned later does not move it: it would be the only case that changes its place.
        there = [(place, one) for place, one in enumerate(order) if one.assigned_at <= at]
        waiting = [place for place, one in there if one.signed_at is None or one.signed_at > at]
        end = max((place for place, _ in there), default=-1) + 1
        order.insert(random.Random(f"{reader} {read.case_code}").choice([*waiting, end]), read)
    return [*order, *(read for at, read in again if at is None or at > now)]


def open_read(study: Study, who: SignedIn, read_id: str) -> OpenRead:
    """What the screen may show of a case.

    Raises:
        NoSuchRead: no such read in this reader's worklist.
        AlreadySigned: the read is signed; earlier reads are never shown again.
        WashoutNotOver: a re-read that opens later.
    """
    state = study.state()
    read = own_open_read(state, who.name, read_id, study.ledger.now())
    subject = state.subjects[read.subject]
    shown = visits_shown(subject, state.charter)
    locked = {one.timepoint_id for one in read.locked}
    next_index = _next_index(read, shown)
    turn = None if next_index is None else shown[next_index]
    if not _all_known(read, shown, state.charter):
        assert next_index is not None
        shown = shown[: next_index + 1]
    return OpenRead(
        read_id=read.read_id,
        case_code=read.case_code,
        subject_key=read.subject,
        visits=tuple(
            BlindedTimePoint(
                index=index,
                timepoint_id=visit.timepoint_id,
                scan_id=visit.scan.scan_id,
                months=visit.months,
                locked=visit.timepoint_id in locked,
            )
            for index, visit in enumerate(shown)
        ),
        locked=read.locked,
        next_index=next_index,
        cavities=cavities_of(subject, turn),
        bases=_bases(as_read(subject, read), state.charter),
    )


def lock_timepoint(
    study: Study,
    who: SignedIn,
    read_id: str,
    timepoint: LockedTimePoint,
    *,
    basis: str | None = None,
    outlines: Mapping[str, Mask] | None = None,
) -> None:
    """Lock one visit of a read for good, and drop its draft.

    Args:
        study: the open study.
        who: the reader.
        read_id: one of the reader's reads.
        timepoint: what was found.
        basis: what the reader saw and measured by (`basis_of`); None where no screen was involved.
        outlines: of lesions, by the id of the finding; all in the one frame in which the read has the case.

    Raises:
        BasisChanged: scan, registration or cavity were changed since `basis`.
        NoSuchRead, AlreadySigned, WashoutNotOver: see `open_read`.
        TimePointAlreadyLocked: it was locked before.
        NotThisVisit: not a visit or scan of this read, or an earlier visit is still open.
        VisitNotComplete: a rule is broken; see `visit_rules.refusals`.
    """

    def decide(state: StudyState) -> list[tuple[str, Payload]]:
        read = own_open_read(state, who.name, read_id, study.ledger.now())
        subject = state.subjects[read.subject]
        _refuse_out_of_turn(read, visits_shown(subject, state.charter), timepoint, state.charter)
        if basis is not None and basis != _bases(as_read(subject, read), state.charter).get(timepoint.timepoint_id):
            raise BasisChanged
        visit = next(one for one in subject.timepoints if one.timepoint_id == timepoint.timepoint_id)
        reasons = refusals(timepoint, state.charter, cavities_of(subject, visit))
        if reasons:
            raise VisitNotComplete(reasons)
        # After every refusal: nothing would ever name the masks of a visit that was not locked.
        stored = _stored_outlines(study, read_id, timepoint, outlines or {})
        locked: Payload = TimePointLocked(read_id=read_id, timepoint=timepoint)
        return [(f"read/{read_id}", entry) for entry in (*stored, locked)]

    study.record(who.name, decide)
    drop_draft(study, read_id, timepoint.timepoint_id)


def _stored_outlines(
    study: Study, read_id: str, timepoint: LockedTimePoint, outlines: Mapping[str, Mask]
) -> tuple[LesionsOutlined, ...]:
    """Put the outlines of findings of the time point into the store, by frame; without any nothing is to be entered.

    The store names files by their content: the same outlines stored again are the same files.
    """
    found = {one.finding_id: outlines[one.finding_id] for one in timepoint.findings if one.finding_id in outlines}
    kept: dict[str, list[LesionOutline]] = {}
    for finding_id, mask in found.items():
        staged = study.staging(f"outline-{uuid.uuid4().hex}.nii")
        write_volume(mask, staged)
        outline = LesionOutline(finding_id=finding_id, mask_id=study.masks.adopt(staged))
        kept.setdefault(mask.grid.frame, []).append(outline)
    return tuple(
        LesionsOutlined(read_id=read_id, timepoint_id=timepoint.timepoint_id, frame=frame, outlines=tuple(those))
        for frame, those in kept.items()
    )


def sign_read(study: Study, who: SignedIn, read_id: str, password: str) -> ReadSigned:
    """Sign a read whose visits are all locked; from then on nothing of it changes.

    Raises:
        SignatureRefused: the password is not this reader's.
        NoSuchRead, AlreadySigned, WashoutNotOver: see `open_read`.
        VisitsStillOpen: a visit is not locked yet.
    """
    try:
        sign_in(study, who.name, password)
    except SignInRefused as error:
        raise SignatureRefused from error
    signatures: list[ReadSigned] = []

    def decide(state: StudyState) -> list[tuple[str, Payload]]:
        read = own_open_read(state, who.name, read_id, study.ledger.now())
        shown = visits_shown(state.subjects[read.subject], state.charter)
        locked = {one.timepoint_id for one in read.locked}
        still_open = [visit for visit in shown if visit.timepoint_id not in locked]
        if still_open or not read.locked:
            raise VisitsStillOpen(len(still_open))
        signatures[:] = [
            ReadSigned(read_id=read_id, charter_sha256=state.charter.sha256(), meaning=signature_meaning(read))
        ]
        return [(f"read/{read_id}", signatures[0])]

    study.record(who.name, decide)
    return signatures[0]


def signature_meaning(read: ReadState) -> str:
    """What a signature under `read` states; bound to the content by its hash."""
    content = json.dumps(
        [read.read_id, read.case_code, [one.model_dump(mode="json") for one in read.locked]],
        sort_keys=True,
        separators=(",", ":"),
    )
    digest = hashlib.sha256(content.encode()).hexdigest()
    return f"I have read {read.case_code}: {len(read.locked)} time points are as I saw them. Content SHA-256 {digest}"


# Drafts: what a reader entered and has not locked. Not in the ledger; lost drafts would lose work, so written durably.


class Draft(Record):
    """What was entered at a visit, and what its distances were measured by (`basis_of`)."""

    timepoint: LockedTimePoint
    basis: str


def save_draft(study: Study, read_id: str, draft: LockedTimePoint, basis: str = "") -> None:
    """Keep the findings of a visit that is not locked yet, measured by `basis`; whole or not at all."""
    path = _draft_path(study, read_id, draft.timepoint_id)
    write_files(path.parent, {path.name: Draft(timepoint=draft, basis=basis).model_dump_json().encode()})


def load_draft(study: Study, read_id: str, timepoint_id: str, basis: str = "") -> LockedTimePoint | None:
    """The draft of a visit; None if there is none, or one that an older version left in another form.

    Distances are left out where they were taken by another basis than `basis`.
    """
    try:
        draft = Draft.model_validate_json(_draft_path(study, read_id, timepoint_id).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None
    if draft.basis == basis:
        return draft.timepoint
    findings = tuple(_without_distances(finding) for finding in draft.timepoint.findings)
    return draft.timepoint.model_copy(update={"findings": findings})


def _without_distances(finding: Finding) -> Finding:
    if finding.measure is None:
        return finding
    measure = finding.measure.without_distances().model_copy(update={"registration_error_mm": None})
    return finding.model_copy(update={"measure": measure})


def drop_draft(study: Study, read_id: str, timepoint_id: str) -> None:
    """Forget the draft of a visit."""
    _draft_path(study, read_id, timepoint_id).unlink(missing_ok=True)


def _draft_path(study: Study, read_id: str, timepoint_id: str) -> Path:
    return study.root / "drafts" / read_id / f"{timepoint_id}.json"


# Who may do what, and when


def own_open_read(state: StudyState, reader: str, read_id: str, now: datetime) -> ReadState:
    """A read that its reader may work on now; raises as `open_read` says."""
    read = state.reads.get(read_id)
    if read is None or read.reader != reader:
        raise NoSuchRead
    if read.signed_at is not None:
        raise AlreadySigned
    wait = _opens_in(state, read, now)
    if wait > timedelta(0):
        raise WashoutNotOver(-(-wait // timedelta(days=1)))
    return read


def _bases(subject: Subject, charter: Charter) -> dict[str, str]:
    return {visit.timepoint_id: basis_of(subject, visit) for visit in visits_shown(subject, charter)}


def _opens_in(state: StudyState, read: ReadState, now: datetime) -> timedelta:
    if read.reread_of is None:
        return timedelta(0)
    opens_at = _opens_at(state, read)
    if opens_at is None:  # the first read is not signed: it opens after the whole washout at the soonest
        return max(timedelta(days=1), timedelta(days=read.washout_days))
    return max(timedelta(0), opens_at - now)


def _opens_at(state: StudyState, read: ReadState) -> datetime | None:
    """When a re-read opens; None: its first read is not signed yet."""
    signed_at = None if read.reread_of is None else state.reads[read.reread_of].signed_at
    return None if signed_at is None else signed_at + timedelta(days=read.washout_days)


def _next_index(read: ReadState, shown: Sequence[TimePoint]) -> int | None:
    locked = {one.timepoint_id for one in read.locked}
    return next((index for index, visit in enumerate(shown) if visit.timepoint_id not in locked), None)


def _all_known(read: ReadState, shown: Sequence[TimePoint], charter: Charter) -> bool:
    return charter.show_later_visits or not charter.sequential or _next_index(read, shown) is None


def _refuse_out_of_turn(
    read: ReadState, shown: Sequence[TimePoint], timepoint: LockedTimePoint, charter: Charter
) -> None:
    if any(timepoint.timepoint_id == one.timepoint_id for one in read.locked):
        raise TimePointAlreadyLocked
    next_index = _next_index(read, shown)
    turn = (next_index if next_index is not None else len(shown)) + 1
    scans: Mapping[str, set[str]] = {
        visit.timepoint_id: {visit.scan.scan_id, *(scan.scan_id for scan in visit.alternatives)} for visit in shown
    }
    if timepoint.scan_id not in scans.get(timepoint.timepoint_id, set()):
        raise NotThisVisit(turn)
    if charter.sequential and shown[turn - 1].timepoint_id != timepoint.timepoint_id:
        raise NotThisVisit(turn)
