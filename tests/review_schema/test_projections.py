from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from review_schema.charter import Charter
from review_schema.errors import EntryOutOfPlace, UnknownKind
from review_schema.ledger import GENESIS_HASH, Entry
from review_schema.payloads import (
    Payload,
    ReadAssigned,
    ReaderAdded,
    ReadImported,
    ReadSigned,
    ScanChosen,
    StudyCreated,
    TimePointLocked,
)
from review_schema.projections import Projection, StudyState, as_read, fold, scan_role
from review_schema.read import SignedRead
from review_schema.time_units import DAYS_PER_MONTH
from review_schema.vocabulary import Arm, Role, ScanRole
from tests.study_factory import SURGERY_ON, checked, clinical, contour, locked, registration, scan

CREATED = StudyCreated(study_id="study", charter=Charter(), charter_sha256=Charter().sha256())


def entries(*payloads: Payload) -> list[Entry]:
    """Entries of these payloads, one second apart."""
    made = []
    for sequence, payload in enumerate(payloads, start=1):
        read_id = getattr(payload, "read_id", None)
        made.append(
            Entry(
                sequence,
                "study" if read_id is None else f"read/{read_id}",
                payload.kind,
                payload.model_dump_json(),
                "carla",
                datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=sequence),
                "0.1.0",
                GENESIS_HASH,
                GENESIS_HASH,
            )
        )
    return made


def state_of(*payloads: Payload) -> StudyState:
    return fold(entries(CREATED, *payloads))


def on(days: int) -> date:
    """So many days after the surgery."""
    return SURGERY_ON + timedelta(days=days)


def surgery(arm: str = "IORT", *more: tuple[str, date | None, str | None, str | None]) -> Payload:
    return clinical("P1", ("arm", None, None, arm), ("surgery", SURGERY_ON, "C1", None), *more)


def assigned(read_id: str = "r1") -> ReadAssigned:
    return ReadAssigned(
        read_id=read_id, reader="anna", subject="P1", case_code=f"Case {read_id}", position=1, washout_days=3
    )


# Studies


def test_a_new_study_is_empty() -> None:
    assert state_of() == StudyState("study", Charter())


def test_without_the_making_of_a_study_there_is_no_state() -> None:
    with pytest.raises(EntryOutOfPlace):
        fold([])
    with pytest.raises(EntryOutOfPlace):
        fold(entries(scan("P1", on(1)), CREATED))


def test_an_entry_of_newer_software_stops_the_fold() -> None:
    newer = [replace(entry, kind="read-adjudicated") for entry in entries(CREATED)]
    with pytest.raises(UnknownKind):
        fold(newer)


@pytest.mark.parametrize(
    "twice",
    [
        CREATED,
        ReaderAdded(name="anna", role=Role.READER, password_hash="x"),
        assigned(),
    ],
    ids=lambda payload: payload.kind,
)
def test_what_is_made_once_cannot_be_made_twice(twice: Payload) -> None:
    with pytest.raises(EntryOutOfPlace) as caught:
        state_of(twice, twice)
    assert caught.value.kind == twice.kind


# Roles: (days from surgery, arm, rows of the clinical table, role)

HSRT_ON_30 = ("treatment", on(30), "C1", "HSRT")
ROLES: list[tuple[int, str, list[tuple[str, date | None, str | None, str | None]], ScanRole]] = [
    (-1, "IORT", [], ScanRole.PRE_OP),
    (0, "IORT", [], ScanRole.EARLY_POST_OP),
    (3, "IORT", [], ScanRole.EARLY_POST_OP),
    (4, "IORT", [], ScanRole.FOLLOW_UP),
    (25, "HSRT", [HSRT_ON_30], ScanRole.PLANNING),
    (3, "HSRT", [HSRT_ON_30], ScanRole.EARLY_POST_OP),
    (4, "HSRT", [HSRT_ON_30], ScanRole.PLANNING),
    (30, "HSRT", [HSRT_ON_30], ScanRole.PLANNING),
    (31, "HSRT", [HSRT_ON_30], ScanRole.FOLLOW_UP),
    (25, "HSRT", [], ScanRole.FOLLOW_UP),  # no treatment known: nothing to plan for
    (25, "IORT", [HSRT_ON_30], ScanRole.FOLLOW_UP),  # planning scans are of the HSRT arm
    (25, "HSRT", [("treatment", on(30), None, "SRS")], ScanRole.FOLLOW_UP),  # of another lesion
    (25, "HSRT", [("treatment", on(-40), "C1", "HSRT"), HSRT_ON_30], ScanRole.PLANNING),  # before surgery: not this one
    (25, "HSRT", [HSRT_ON_30, ("treatment", on(10), "C1", "HSRT")], ScanRole.FOLLOW_UP),  # the first day counts
    (40, "HSRT", [HSRT_ON_30, ("scan_role", on(40), None, "RT planning")], ScanRole.PLANNING),
    (25, "HSRT", [HSRT_ON_30, ("scan_role", on(25), None, "unscheduled")], ScanRole.UNSCHEDULED),
    (25, "HSRT", [HSRT_ON_30, ("scan_role", on(24), None, "unscheduled")], ScanRole.PLANNING),
]


@pytest.mark.parametrize(("days", "arm", "rows", "role"), ROLES)
def test_a_scan_has_the_role_that_its_day_gives(
    days: int, arm: str, rows: list[tuple[str, date | None, str | None, str | None]], role: ScanRole
) -> None:
    state = state_of(scan("P1", on(days)), surgery(arm, *rows))
    assert [one.role for one in state.subjects["P1"].timepoints] == [role]


def test_without_a_surgery_date_every_scan_is_a_follow_up_without_months() -> None:
    (visit,) = state_of(scan("P1", on(1))).subjects["P1"].timepoints
    assert (visit.role, visit.months) == (ScanRole.FOLLOW_UP, None)


def test_the_charter_says_how_long_early_is() -> None:
    rows = surgery("IORT").events  # type: ignore[attr-defined]
    assert scan_role(on(5), Arm.IORT, rows, 3) is ScanRole.FOLLOW_UP
    assert scan_role(on(5), Arm.IORT, rows, 5) is ScanRole.EARLY_POST_OP


def test_months_count_from_the_earliest_surgery() -> None:
    later = ("surgery", on(200), "C2", None)
    state = state_of(scan("P1", on(-10)), scan("P1", on(180)), surgery("IORT", later))
    subject = state.subjects["P1"]
    assert subject.surgery_on == SURGERY_ON
    assert [one.months for one in subject.timepoints] == [-10 / DAYS_PER_MONTH, 180 / DAYS_PER_MONTH]


# The reference scan

REFERENCES = [
    ("IORT", [-5, 1, 30, 90], 1),
    ("IORT", [30, 1, -5], 1),
    ("HSRT", [-5, 1, 25, 90], 25),
    ("HSRT", [-5, 1, 90], 1),  # no planning scan: the first after surgery
    ("IORT", [-5, 60, 90], 60),
    ("IORT", [-9, -5], -9),  # nothing after surgery: the first
]


@pytest.mark.parametrize(("arm", "days", "expected"), REFERENCES)
def test_the_reference_is_the_baseline_scan_of_the_arm(arm: str, days: list[int], expected: int) -> None:
    reference = state_of(*(scan("P1", on(day)) for day in days), surgery(arm, HSRT_ON_30)).subjects["P1"].reference
    assert reference is not None
    assert reference.acquired_on == on(expected)


def test_without_an_arm_the_first_scan_after_surgery_is_the_reference() -> None:
    rows = clinical("P1", ("surgery", SURGERY_ON, "C1", None))
    reference = state_of(scan("P1", on(-5)), scan("P1", on(1)), rows).subjects["P1"].reference
    assert reference is not None
    assert reference.acquired_on == on(1)


def test_without_clinical_rows_the_first_scan_is_the_reference() -> None:
    reference = state_of(scan("P1", on(1)), scan("P1", on(-5))).subjects["P1"].reference
    assert reference is not None
    assert reference.acquired_on == on(-5)


def test_a_subject_of_the_clinical_table_alone_has_no_reference() -> None:
    subject = state_of(surgery()).subjects["P1"]
    assert (subject.reference, subject.timepoints, subject.arm) == (None, (), Arm.IORT)


# Scans, registrations, contours


def test_the_first_series_of_a_visit_is_read_until_another_is_chosen() -> None:
    first, second = scan("P1", on(1), "thick"), scan("P1", on(1), "thin")
    (visit,) = state_of(first, second, first).subjects["P1"].timepoints
    assert (visit.scan, visit.alternatives) == (first, (second,))
    choice = ScanChosen(subject="P1", timepoint_id=first.timepoint_id, scan_id=second.scan_id, reason="thinner")
    (visit,) = state_of(first, second, choice).subjects["P1"].timepoints
    assert (visit.scan, visit.alternatives) == (second, (first,))


def test_a_registration_counts_for_the_chosen_scan_and_the_present_reference_only() -> None:
    early, thick, thin = scan("P1", on(1)), scan("P1", on(90), "thick"), scan("P1", on(90), "thin")
    facts = [early, thick, thin, registration(thick, early), registration(thin, thick)]

    def found(*more: Payload) -> list[float | None]:
        visits = state_of(*facts, *more).subjects["P1"].timepoints
        return [None if one.registration is None else one.registration.error_mm for one in visits]

    assert found(surgery()) == [None, 0.2]
    assert found(surgery(), registration(thick, early, 0.1)) == [None, 0.1]
    chosen = ScanChosen(subject="P1", timepoint_id=thin.timepoint_id, scan_id=thin.scan_id, reason="thinner")
    assert found(surgery(), chosen) == [None, None]


def test_the_latest_contour_on_the_reference_is_the_baseline() -> None:
    early, late = scan("P1", on(1)), scan("P1", on(90))
    first, better, other = contour(early), contour(early, version=2), contour(early, "C2")
    current = contour(late)
    subject = state_of(early, late, surgery(), first, current, better, other).subjects["P1"]
    assert dict(subject.cavities) == {"C1": better, "C2": other}
    assert subject.current_contours["C1", late.timepoint_id] == current
    assert len(subject.current_contours) == 3


def test_a_contour_of_a_series_that_is_no_longer_chosen_does_not_count() -> None:
    thick, thin = scan("P1", on(1), "thick"), scan("P1", on(1), "thin")
    chosen = ScanChosen(subject="P1", timepoint_id=thin.timepoint_id, scan_id=thin.scan_id, reason="thinner")
    assert state_of(thick, thin, contour(thick), chosen).subjects["P1"].cavities == {}


def test_a_new_clinical_table_replaces_what_the_old_one_said() -> None:
    subject = state_of(surgery("IORT"), surgery("HSRT")).subjects["P1"]
    assert subject.arm is Arm.HSRT
    assert len(subject.clinical) == 2


# Reads


def test_a_read_is_locked_visit_by_visit_and_signed() -> None:
    one, two = locked(scan("P1", on(1))), locked(scan("P1", on(90)))
    read = state_of(
        assigned(),
        TimePointLocked(read_id="r1", timepoint=one),
        TimePointLocked(read_id="r1", timepoint=two),
        ReadSigned(read_id="r1", charter_sha256="abc", meaning="I have read Case r1"),
    ).reads["r1"]
    assert read.locked == (one, two)
    assert [instant.second for instant in read.locked_at] == [3, 4]
    assert read.signed_at is not None
    assert (read.signed_at.second, read.charter_sha256, read.software_version) == (5, "abc", "0.1.0")
    assert read.washout_days == 3


def test_a_locked_visit_cannot_be_locked_again() -> None:
    lock = TimePointLocked(read_id="r1", timepoint=locked(scan("P1", on(1))))
    with pytest.raises(EntryOutOfPlace) as caught:
        state_of(assigned(), lock, lock).reads["r1"].locked  # noqa: B018
    assert caught.value.sequence == 4


def test_a_lock_in_another_reads_stream_is_out_of_place() -> None:
    lock = TimePointLocked(read_id="r2", timepoint=locked(scan("P1", on(1))))
    made = entries(CREATED, assigned("r1"), lock)
    made[-1] = replace(made[-1], stream="read/r1")
    with pytest.raises(EntryOutOfPlace):
        fold(made).reads["r1"].locked  # noqa: B018


def test_a_signed_read_takes_no_more() -> None:
    lock = TimePointLocked(read_id="r1", timepoint=locked(scan("P1", on(1))))
    signed = ReadSigned(read_id="r1", charter_sha256="abc", meaning="I have read Case r1")
    for late in (lock, signed):
        with pytest.raises(EntryOutOfPlace):
            state_of(assigned(), signed, late)


def test_a_lock_or_signature_of_a_read_that_was_never_assigned_is_out_of_place() -> None:
    lock = TimePointLocked(read_id="r1", timepoint=locked(scan("P1", on(1))))
    for early in (lock, ReadSigned(read_id="r1", charter_sha256="abc", meaning="x")):
        with pytest.raises(EntryOutOfPlace):
            state_of(early)


def test_an_imported_read_is_kept_once() -> None:
    read = SignedRead(
        read_id="x",
        subject="P1",
        reader="ben",
        charter_sha256="abc",
        software_version="0.1.0",
        signed_at=datetime(2025, 1, 1, tzinfo=UTC),
        cavities=("C1",),
        timepoints=(),
    )
    assert state_of(ReadImported(read=read)).imported_reads == {"x": read}
    with pytest.raises(EntryOutOfPlace):
        state_of(ReadImported(read=read), ReadImported(read=read))


# Folding on


def _history() -> Sequence[Entry]:
    early, late = scan("P1", on(1)), scan("P1", on(90))
    return entries(
        CREATED,
        early,
        ReaderAdded(name="anna", role=Role.READER, password_hash="x"),
        late,
        surgery(),
        contour(early),
        registration(late, early),
        assigned(),
        scan("P2", on(5)),
        TimePointLocked(read_id="r1", timepoint=locked(early)),
        surgery("HSRT", HSRT_ON_30),
        TimePointLocked(read_id="r1", timepoint=locked(late)),
        scan("P1", on(20)),
        ReadSigned(read_id="r1", charter_sha256="abc", meaning="x"),
    )


@given(st.sets(st.integers(1, 14)))
def test_folding_on_from_anywhere_gives_what_folding_all_gives(stops: set[int]) -> None:
    history = _history()
    projection = Projection()
    for entry in history:
        projection.apply(entry)
        if entry.sequence in stops:
            projection.state()
    assert projection.state() == fold(history)
    assert projection.sequence == len(history)


def test_a_state_once_taken_does_not_change() -> None:
    history = _history()
    projection = Projection()
    for entry in history[:9]:
        projection.apply(entry)
    taken = projection.state()
    for entry in history[9:]:
        projection.apply(entry)
    assert taken == fold(history[:9])
    assert taken != projection.state()


# Decisions on registrations: what happened, in order, and the error (mm) at which the follow-up lies then

FIRST, LATER = scan("P1", on(1)), scan("P1", on(90))
FOUND = registration(LATER, FIRST, error_mm=0.2)
OF_STUDY = checked(LATER, FIRST, error_mm=1.0)
BY_ANNA = checked(LATER, FIRST, error_mm=2.0, read_id="r1")
BY_BORIS = checked(LATER, FIRST, error_mm=3.0, read_id="r2")
LOCKED = TimePointLocked(read_id="r1", timepoint=locked(LATER))
DECISIONS = (
    # what happened            in the study, for anna, for boris
    ((FOUND,), (0.2, 0.2, 0.2)),
    ((FOUND, OF_STUDY), (1.0, 1.0, 1.0)),
    ((FOUND, BY_ANNA), (0.2, 2.0, 0.2)),
    ((FOUND, BY_ANNA, BY_BORIS), (0.2, 2.0, 3.0)),
    ((FOUND, BY_ANNA, OF_STUDY), (1.0, 1.0, 1.0)),
    ((FOUND, OF_STUDY, FOUND), (0.2, 0.2, 0.2)),
    ((FOUND, BY_ANNA, LOCKED, OF_STUDY), (1.0, 2.0, 1.0)),
    ((FOUND, LOCKED, BY_ANNA, BY_BORIS), (0.2, 0.2, 3.0)),
)


@pytest.mark.parametrize(("happened", "errors"), DECISIONS)
def test_the_latest_word_on_a_registration_counts_within_its_read_and_until_the_lock(
    happened: tuple[Payload, ...], errors: tuple[float, ...]
) -> None:
    state = state_of(surgery(), FIRST, LATER, assigned("r1"), assigned("r2"), *happened)
    person = state.subjects["P1"]
    found = []
    for one in (person, *(as_read(person, state.reads[read_id]) for read_id in ("r1", "r2"))):
        placed = one.timepoints[1].registration
        assert placed is not None
        found.append(placed.error_mm)
    assert tuple(found) == errors


def test_a_decision_about_another_scan_of_the_visit_does_not_count() -> None:
    other = scan("P1", on(90), series="T1 post thick")
    of_other = checked(other, FIRST, error_mm=3.0, read_id="r1")
    state = state_of(surgery(), FIRST, LATER, assigned(), FOUND, of_other)
    assert as_read(state.subjects["P1"], state.reads["r1"]).timepoints[1].registration == FOUND


def test_who_decided_and_when_is_kept() -> None:
    state = state_of(surgery(), FIRST, LATER, assigned(), FOUND, BY_ANNA)
    (made,) = state.reads["r1"].checks
    assert (made.author, made.at, made.since) == ("carla", datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=7), 7)


@pytest.mark.parametrize("decision", ["rejected", "nudged"])
def test_a_reader_is_not_told_that_and_why_the_coordinator_does_not_trust_it(decision: str) -> None:
    rejected = checked(LATER, FIRST, decision, trusted=False, reason="planning scan of the HSRT arm")
    state = state_of(surgery(), FIRST, LATER, assigned(), FOUND, rejected)
    person = state.subjects["P1"]
    told = as_read(person, state.reads["r1"]).timepoints[1].registration
    assert told is not None
    assert (told.trusted, told.reason) == (False, "it is not to be trusted")
    assert person.timepoints[1].registration is not None
    assert person.timepoints[1].registration.reason == "planning scan of the HSRT arm"


def test_no_run_of_the_program_overrides_what_a_reader_decided() -> None:
    rejected = checked(LATER, FIRST, "rejected", read_id="r1")
    again = registration(LATER, FIRST).model_copy(update={"cavities": ("drawn since",)})
    state = state_of(surgery(), FIRST, LATER, assigned(), FOUND, rejected, again)
    own = as_read(state.subjects["P1"], state.reads["r1"]).timepoints[1].registration
    others = state.subjects["P1"].timepoints[1].registration
    assert own is not None
    assert others is not None
    assert (own.trusted, others.trusted) == (False, True)


def test_a_signed_read_takes_no_more_decisions() -> None:
    signed = ReadSigned(read_id="r1", charter_sha256="0" * 64, meaning="read")
    with pytest.raises(EntryOutOfPlace):
        state_of(surgery(), FIRST, LATER, assigned(), FOUND, signed, BY_ANNA)


@pytest.mark.parametrize(
    "wrong",
    [
        {"decision": "passed", "trusted": False},
        {"decision": "rejected", "trusted": True},
        {"decision": "rejected", "reason": " "},
        {"decision": "liked"},
    ],
    ids=str,
)
def test_a_decision_that_contradicts_itself_is_no_record(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        checked(LATER, FIRST, **wrong)
