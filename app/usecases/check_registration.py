"""A person's decision on a registration: pass it, keep it as moved by hand, run it again from there, or reject it.

A reader decides within the own read: nobody else's pictures or distances change. The coordinator decides for the study.
Every pose that a person set is weighed by the data before it is kept; how far off it seems to be is its error.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.usecases.record_read import basis_of, own_open_read, visits_shown
from app.usecases.register_study import cavity_walls, matrix_rows
from app.usecases.study import Cancelled, Progress, Study, never_cancelled, no_progress
from app.words import Said
from imaging.geometry import Points, RigidTransform
from imaging.registration import Registration
from imaging.registration_check import evaluate, settle
from imaging.volume import Volume
from review_schema.errors import (
    BasisChanged,
    NothingToCheck,
    NotThisVisit,
    NotTrusted,
    RejectionWithoutReason,
    TimePointAlreadyLocked,
)
from review_schema.payloads import Matrix, Payload, RegistrationChecked, RegistrationRecorded
from review_schema.projections import ReadState, StudyState, Subject, TimePoint, as_read
from review_schema.vocabulary import RegistrationDecision

SAME_POSE = 1e-6
"""Poses (4×4, mm) that differ by less are the same: one may have been turned into the screen's frame and back."""


@dataclass(frozen=True)
class Checked:
    """What is decided on, and by whom.

    Attributes:
        author: account that decides.
        subject: whose case.
        timepoint_id: the visit.
        basis: what the visit was seen by (`record_read.basis_of`).
        read_id: the read that the decision belongs to; None: the study.
    """

    author: str
    subject: str
    timepoint_id: str
    basis: str
    read_id: str | None = None


def study_basis(study: Study, subject: str, timepoint_id: str) -> str:
    """What a visit lies by in the study.

    Raises:
        NothingToCheck: the study has no such visit.
    """
    person, visit = _visit(study.state(), subject, timepoint_id, None)
    return basis_of(person, visit)


def as_found(study: Study, what: Checked) -> RegistrationRecorded | None:
    """What the program found last of the visit; for a read, what the study has.

    Raises:
        NothingToCheck: the study has no such visit.
    """
    state = study.state()
    _, visit = _visit(
        state, what.subject, what.timepoint_id, None if what.read_id is None else state.reads[what.read_id]
    )
    return next((one.registration for one in reversed(visit.placements) if one.decision is None), None)


def weigh(
    study: Study,
    what: Checked,
    pose: RigidTransform,
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> Registration:
    """A pose that a person set, with the error that the data give it near the cavity.

    Args:
        study: the open study.
        what: the visit.
        pose: ``reference_from_moving``.
        progress: told how far the work is.
        cancelled: asked often.

    Raises:
        NothingToCheck: there is no such visit, or it is the reference scan.
        imaging.errors.Cancelled: `cancelled` said so.
    """
    reference, moving, focus = _pair(study, what)
    return evaluate(
        reference,
        moving,
        pose,
        focus=focus,
        progress=lambda part: progress(part, Said("weighing the pose")),
        cancelled=cancelled,
    )


def run_from(
    study: Study,
    what: Checked,
    start: RigidTransform,
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> Registration:
    """The registration that a fit from a pose leads to, without a search; nothing is recorded. As `weigh`."""
    reference, moving, focus = _pair(study, what)
    return settle(
        reference,
        moving,
        start,
        focus=focus,
        progress=lambda part: progress(part, Said("running again from here")),
        cancelled=cancelled,
    )


def keep(study: Study, what: Checked, decision: RegistrationDecision, found: Registration) -> RegistrationChecked:
    """Let a visit lie as `weigh` (nudged) or `run_from` (rerun) found it, trusted or not.

    Raises:
        BasisChanged: scan, registration or cavity were changed since `what.basis`.
        NothingToCheck: there is no such visit, or it is the reference scan.
        NoSuchRead, AlreadySigned, WashoutNotOver, TimePointAlreadyLocked, NotThisVisit: the reader may not.
    """

    def decide(state: StudyState) -> RegistrationChecked:
        person, visit = _open_visit(study, state, what)
        return _record(
            what, person, visit, decision, matrix_rows(found.transform), found.error_mm, found.trusted, found.reason
        )

    return _write(study, what, decide)


def pass_as_seen(study: Study, what: Checked, pose: RigidTransform) -> RegistrationChecked:
    """Agree with the pose that is seen: the one that stands, or the one that was found (`as_found`).

    Raises:
        NotTrusted: that pose is neither, or is not trusted, or was rejected.
        Others as `keep`.
    """

    def decide(state: StudyState) -> RegistrationChecked:
        person, visit = _open_visit(study, state, what)
        seen = matrix_rows(pose)
        found = [one for one in visit.placements if one.decision is None][-1:]
        for one in (*visit.placements[-1:], *found):
            stands = one.registration
            if np.allclose(stands.reference_from_moving, seen, rtol=0.0, atol=SAME_POSE) and stands.trusted:
                pose_as_found = stands.reference_from_moving
                return _record(
                    what,
                    person,
                    visit,
                    RegistrationDecision.PASSED,
                    pose_as_found,
                    stands.error_mm,
                    True,
                    stands.reason,
                )
        raise NotTrusted

    return _write(study, what, decide)


def reject(study: Study, what: Checked, reason: str) -> RegistrationChecked:
    """Switch every distance of the visit off, for this reason.

    Raises:
        RejectionWithoutReason: nothing is said.
        Others as `keep`.
    """
    if not reason.strip():
        raise RejectionWithoutReason

    def decide(state: StudyState) -> RegistrationChecked:
        person, visit = _open_visit(study, state, what)
        stands = visit.registration
        if stands is None:
            raise NothingToCheck
        return _record(
            what,
            person,
            visit,
            RegistrationDecision.REJECTED,
            stands.reference_from_moving,
            stands.error_mm,
            False,
            f"rejected: {' '.join(reason.split())}",
        )

    return _write(study, what, decide)


def _write(study: Study, what: Checked, decide: Callable[[StudyState], RegistrationChecked]) -> RegistrationChecked:
    decided: list[RegistrationChecked] = []
    stream = f"subject/{what.subject}" if what.read_id is None else f"read/{what.read_id}"

    def payloads(state: StudyState) -> list[tuple[str, Payload]]:
        decided[:] = [decide(state)]
        return [(stream, decided[0])]

    study.record(what.author, payloads)
    return decided[0]


def _record(
    what: Checked,
    person: Subject,
    visit: TimePoint,
    decision: RegistrationDecision,
    matrix: Matrix,
    error_mm: float,
    trusted: bool,
    reason: str,
) -> RegistrationChecked:
    assert person.reference is not None
    return RegistrationChecked(
        subject=what.subject,
        timepoint_id=what.timepoint_id,
        moving_scan=visit.scan.scan_id,
        reference_scan=person.reference.scan.scan_id,
        decision=decision,
        reference_from_moving=matrix,
        error_mm=error_mm,
        trusted=trusted,
        reason=reason,
        read_id=what.read_id,
    )


def _visit(state: StudyState, subject: str, timepoint_id: str, read: ReadState | None) -> tuple[Subject, TimePoint]:
    person = state.subjects.get(subject)
    if person is None:
        raise NothingToCheck
    if read is not None:
        person = as_read(person, read)
    visit = next((one for one in person.timepoints if one.timepoint_id == timepoint_id), None)
    if visit is None:
        raise NothingToCheck
    return person, visit


def _open_visit(study: Study, state: StudyState, what: Checked) -> tuple[Subject, TimePoint]:
    """The visit, if its registration may be decided on now."""
    read = None
    if what.read_id is not None:
        read = own_open_read(state, what.author, what.read_id, study.ledger.now())
    person, visit = _visit(state, what.subject, what.timepoint_id, read)
    if read is not None:
        _refuse_out_of_turn(read, person, visit, state)
    if person.reference is None or person.reference.timepoint_id == visit.timepoint_id:
        raise NothingToCheck
    if basis_of(person, visit) != what.basis:
        raise BasisChanged
    return person, visit


def _refuse_out_of_turn(read: ReadState, person: Subject, visit: TimePoint, state: StudyState) -> None:
    locked = {one.timepoint_id for one in read.locked}
    if visit.timepoint_id in locked:
        raise TimePointAlreadyLocked
    order = [one.timepoint_id for one in visits_shown(person, state.charter)]
    turn = next((index for index, timepoint_id in enumerate(order) if timepoint_id not in locked), len(order))
    if visit.timepoint_id not in order or (state.charter.sequential and order[turn] != visit.timepoint_id):
        raise NotThisVisit(turn + 1)


def _pair(study: Study, what: Checked) -> tuple[Volume, Volume, Points | None]:
    """Reference scan, moving scan, and the places whose error matters."""
    person, visit = _visit(study.state(), what.subject, what.timepoint_id, None)
    if person.reference is None or person.reference.timepoint_id == visit.timepoint_id:
        raise NothingToCheck
    focus = cavity_walls(study, person, person.reference)
    return study.load_scan(person.reference.scan), study.load_scan(visit.scan), focus
