import numpy as np
import pytest

from app.usecases.accounts import SignedIn
from app.usecases.check_registration import (
    Checked,
    as_found,
    keep,
    pass_as_seen,
    reject,
    run_from,
    study_basis,
    weigh,
)
from app.usecases.open_case import load_case
from app.usecases.record_read import lock_timepoint, open_read
from app.usecases.study import Study
from imaging.geometry import RigidTransform
from imaging.registration import Registration
from imaging.registration_check import Nudge, nudged
from review_schema.errors import (
    BasisChanged,
    NoSuchRead,
    NothingToCheck,
    NotThisVisit,
    NotTrusted,
    RejectionWithoutReason,
    TimePointAlreadyLocked,
)
from review_schema.payloads import RegistrationChecked
from review_schema.read import LockedTimePoint
from review_schema.vocabulary import RegistrationDecision, Role
from tests.app.reading_study import COORDINATOR, READER, SUBJECT
from tests.study_factory import finding

STANDS = RigidTransform(np.eye(4), "1.2.1", "1.2.2")
NUDGED = nudged(STANDS, Nudge((1.5, 0.0, 0.0)), (0.0, 0.0, 0.0))
ANNA = SignedIn(READER, Role.READER)


def the_read(study: Study) -> str:
    return next(iter(study.state().reads))


def by_reader(study: Study, visit: int = 0, author: str = READER) -> Checked:
    read_id = the_read(study)
    timepoint_id = study.state().subjects[SUBJECT].timepoints[visit].timepoint_id
    return Checked(author, SUBJECT, timepoint_id, open_read(study, ANNA, read_id).bases[timepoint_id], read_id)


def by_coordinator(study: Study, visit: int = 1) -> Checked:
    timepoint_id = study.state().subjects[SUBJECT].timepoints[visit].timepoint_id
    return Checked(COORDINATOR, SUBJECT, timepoint_id, study_basis(study, SUBJECT, timepoint_id))


def lock_next(study: Study) -> None:
    read_id = the_read(study)
    opened = open_read(study, ANNA, read_id)
    assert opened.next_index is not None
    visit = opened.visits[opened.next_index]
    ned = LockedTimePoint(
        timepoint_id=visit.timepoint_id, scan_id=visit.scan_id, findings=(finding("NED"), finding("NED", None))
    )
    lock_timepoint(study, ANNA, read_id, ned)


@pytest.fixture
def at_second(study: Study) -> Study:
    """The study with the first visit locked: the second is to be read."""
    lock_next(study)
    return study


def shift_seen(study: Study, read_id: str | None) -> float:
    """By how many mm to the left the second visit lies, as the case is opened."""
    visits = open_read(study, ANNA, the_read(study)).visits
    case = load_case(
        study,
        SUBJECT,
        timepoint_ids=[one.timepoint_id for one in visits[:2]],
        blinded=visits[:2],
        read_id=read_id,
    )
    return float(case.visits[1].reference_from_native.matrix[0, 3])


def test_a_nudge_is_weighed_and_kept_with_its_error(at_second: Study) -> None:
    what = by_reader(at_second, 1)
    found = weigh(at_second, what, NUDGED)
    made = keep(at_second, what, RegistrationDecision.NUDGED, found)
    assert made.error_mm == pytest.approx(1.5, abs=0.1)
    assert np.array(made.reference_from_moving).tobytes() == NUDGED.matrix.tobytes()
    assert (made.trusted, made.read_id) == (True, the_read(at_second))


def test_a_readers_nudge_moves_the_visit_in_the_own_read_only(at_second: Study) -> None:
    what = by_reader(at_second, 1)
    keep(at_second, what, RegistrationDecision.NUDGED, Registration(NUDGED, 1.5, True, "seen", 0.0, "hand"))
    assert shift_seen(at_second, the_read(at_second)) == 1.5
    assert shift_seen(at_second, None) == 0.0


def test_the_coordinators_nudge_moves_the_visit_in_every_read(study: Study) -> None:
    keep(
        study, by_coordinator(study), RegistrationDecision.NUDGED, Registration(NUDGED, 1.5, True, "seen", 0.0, "hand")
    )
    assert shift_seen(study, the_read(study)) == shift_seen(study, None) == 1.5


def test_a_locked_visit_keeps_the_pose_it_was_locked_with(at_second: Study) -> None:
    lock_next(at_second)
    keep(
        at_second,
        by_coordinator(at_second),
        RegistrationDecision.NUDGED,
        Registration(NUDGED, 1.5, True, "seen", 0.0, "hand"),
    )
    assert shift_seen(at_second, the_read(at_second)) == 0.0
    assert shift_seen(at_second, None) == 1.5


def test_a_run_from_a_nudged_pose_comes_back_to_the_automatic_one(at_second: Study) -> None:
    what = by_reader(at_second, 1)
    found = run_from(at_second, what, nudged(STANDS, Nudge((3.0, -2.0, 1.0), (2.0, 1.0, -2.0)), (0.0, 0.0, 0.0)))
    assert found.trusted
    assert np.abs(found.transform.matrix - np.eye(4)).max() < 0.1
    before = len(list(at_second.ledger.entries()))
    assert keep(at_second, what, RegistrationDecision.RERUN, found).decision is RegistrationDecision.RERUN
    assert len(list(at_second.ledger.entries())) == before + 1, "the run itself enters nothing"


def test_who_decided_what_and_when_stands_in_the_ledger(at_second: Study) -> None:
    pass_as_seen(at_second, by_reader(at_second, 1), STANDS)
    reject(at_second, by_coordinator(at_second), "motion")
    mine, bosses = list(at_second.ledger.entries())[-2:]
    assert (mine.author, mine.kind, mine.stream) == (READER, "registration-checked", f"read/{the_read(at_second)}")
    assert (bosses.author, bosses.stream) == (COORDINATOR, f"subject/{SUBJECT}")
    assert mine.at <= bosses.at
    passed = mine.payload
    assert isinstance(passed, RegistrationChecked)
    assert (passed.decision, passed.error_mm, passed.reason) == (RegistrationDecision.PASSED, 0.3, "halves agree")


def test_a_rejection_needs_a_reason_and_switches_trust_off(at_second: Study) -> None:
    with pytest.raises(RejectionWithoutReason):
        reject(at_second, by_reader(at_second, 1), "  ")
    made = reject(at_second, by_reader(at_second, 1), "the falx is apart")
    assert (made.trusted, made.reason) == (False, "rejected: the falx is apart")


def test_what_was_rejected_is_passed_again_only_as_the_program_found_it(at_second: Study) -> None:
    what = by_reader(at_second, 1)
    keep(at_second, what, RegistrationDecision.NUDGED, Registration(NUDGED, 1.5, True, "seen", 0.0, "hand"))
    pass_as_seen(at_second, by_reader(at_second, 1), NUDGED)
    reject(at_second, by_reader(at_second, 1), "worse")
    with pytest.raises(NotTrusted):
        pass_as_seen(at_second, by_reader(at_second, 1), NUDGED)
    found = as_found(at_second, by_reader(at_second, 1))
    assert found is not None
    assert found.error_mm == 0.3
    assert pass_as_seen(at_second, by_reader(at_second, 1), STANDS).trusted


def test_an_untrusted_pose_is_kept_but_not_passed(at_second: Study) -> None:
    what = by_reader(at_second, 1)
    keep(at_second, what, RegistrationDecision.NUDGED, Registration(NUDGED, 6.0, False, "far", 0.0, "hand"))
    with pytest.raises(NotTrusted):
        pass_as_seen(at_second, by_reader(at_second, 1), NUDGED)


def test_a_decision_on_what_has_changed_meanwhile_is_refused(at_second: Study) -> None:
    seen = by_reader(at_second, 1)
    reject(at_second, by_coordinator(at_second), "motion")
    with pytest.raises(BasisChanged):
        pass_as_seen(at_second, seen, STANDS)


def test_a_draft_measured_before_a_decision_cannot_be_locked_as_it_is(at_second: Study) -> None:
    seen = by_reader(at_second, 1)
    reject(at_second, seen, "motion")
    visit = open_read(at_second, ANNA, the_read(at_second)).visits[1]
    draft = LockedTimePoint(
        timepoint_id=visit.timepoint_id, scan_id=visit.scan_id, findings=(finding("NED"), finding("NED", None))
    )
    with pytest.raises(BasisChanged):
        lock_timepoint(at_second, ANNA, the_read(at_second), draft, basis=seen.basis)


def test_only_the_open_visit_of_the_own_read_is_decided_on(at_second: Study) -> None:
    with pytest.raises(TimePointAlreadyLocked):
        reject(at_second, by_reader(at_second, 0), "motion")
    with pytest.raises(NotThisVisit):
        reject(at_second, by_reader(at_second, 2), "motion")
    with pytest.raises(NoSuchRead):
        reject(at_second, by_reader(at_second, 1, author="reader-c"), "motion")


def test_the_reference_scan_itself_has_nothing_to_decide_on(study: Study) -> None:
    for what in (by_coordinator(study, 0), by_reader(study, 0)):
        with pytest.raises(NothingToCheck):
            reject(study, what, "motion")
        with pytest.raises(NothingToCheck):
            weigh(study, what, STANDS)
    with pytest.raises(NothingToCheck):
        study_basis(study, SUBJECT, "no visit")
    with pytest.raises(NothingToCheck):
        study_basis(study, "no one", "no visit")
