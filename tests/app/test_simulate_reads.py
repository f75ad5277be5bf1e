"""Simulated readers against true patients: the exact one says the truth, the others err now and then."""

from datetime import date, timedelta

import numpy as np
import pytest

from app.usecases.demo_stories import BRAIN, CHARTER, STORIES, Story
from app.usecases.demo_truth import BodyTruth, LesionTruth, PatientTruth, VisitTruth
from app.usecases.simulate_reads import (
    CAREFUL,
    EXACT,
    HASTY,
    Habits,
    findings_of,
    perceived,
    screen_from_reference,
)
from imaging.phantom_lesions import Body
from review_schema.finding import Finding
from review_schema.ids import timepoint_id
from review_schema.read import LockedTimePoint
from review_schema.visit_rules import refusals
from review_schema.vocabulary import FindingStatus

SURGERY = date(2021, 3, 1)
STILL = tuple(tuple(float(v) for v in row) for row in np.eye(4))
BODY = BodyTruth.of(Body((10.0, 20.0, 30.0), (4.0, 5.0, 3.0)))
LESION = LesionTruth(
    body=BODY,
    centre_reference_mm=(1.0, 2.0, 3.0),
    longest_diameter_mm=10.0,
    perpendicular_diameter_mm=6.0,
    volume_ml=0.25,
    shortest_mm=0.9,
    centroid_mm=5.0,
    greatest_mm=9.5,
    within_5mm=True,
)
FAR = LESION.model_copy(update={"shortest_mm": 40.0, "centroid_mm": 44.0, "greatest_mm": 48.0, "within_5mm": False})


def patient_of(story: Story) -> PatientTruth:
    visits = []
    for look in story.looks:
        on = SURGERY + timedelta(days=look.day)
        lesions = {"L1": LESION} if look.nodule_mm or look.necrosis_mm else {}
        visits.append(
            VisitTruth(
                day=look.day,
                acquired_on=on,
                timepoint_id=timepoint_id("S", on),
                role=look.role,
                series="T1",
                series_uid="1",
                scan_frame="2",
                scan_from_patient=STILL,  # type: ignore[arg-type]
                reference_from_scan=STILL,  # type: ignore[arg-type]
                cavities=dict.fromkeys(story.cavities, BODY),
                labels=dict(look.labels),
                lesions=lesions | ({"D1": FAR} if look.distant_mm else {}),
                symptomatic=look.symptomatic,
            )
        )
    return PatientTruth(
        subject="S",
        title=story.title,
        arm=story.arm,
        surgery_on=SURGERY,
        seed=1,
        patient_frame="3",
        baseline=visits[0].timepoint_id,
        cavities={},
        visits=tuple(visits),
        expected=(),
    )


def read_by(habits: Habits, story: Story, seed: int = 0, error_mm: float | None = 0.3) -> list[tuple[Finding, ...]]:
    visits = list(patient_of(story).visits)
    rng = np.random.default_rng(seed)
    said = [perceived(visits, place, habits, rng) for place in range(len(visits))]
    return [
        findings_of(f"r-{place}", visit, said[: place + 1], habits, rng, error_mm, CHARTER)
        for place, visit in enumerate(visits)
    ]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.title)
def test_the_exact_reader_says_the_truth_and_nothing_else(story: Story) -> None:
    for look, findings in zip(story.looks, read_by(EXACT, story), strict=True):
        assert {finding.cavity or BRAIN: finding.label.value for finding in findings} == look.labels


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.title)
@pytest.mark.parametrize("habits", [EXACT, CAREFUL, HASTY])
def test_every_time_point_can_be_locked(habits: Habits, story: Story) -> None:
    cavities = tuple(story.cavities)
    for seed in range(4):
        for findings in read_by(habits, story, seed):
            timepoint = LockedTimePoint(timepoint_id="t", scan_id="s", findings=findings)
            assert refusals(timepoint, CHARTER, cavities) == ()


def test_a_finding_is_provisional_first_and_confirmed_when_seen_again() -> None:
    statuses = [f.status for findings in read_by(EXACT, STORIES[1]) for f in findings if f.label == "LP"]
    assert statuses == [FindingStatus.PROVISIONAL, FindingStatus.CONFIRMED, FindingStatus.CONFIRMED]


def test_erring_readers_err_sometimes_and_the_hasty_one_more_often() -> None:
    def share_wrong(habits: Habits) -> float:
        wrong = [
            finding.label.value != look.labels[finding.cavity or BRAIN]
            for story in STORIES
            for seed in range(12)
            for look, findings in zip(story.looks, read_by(habits, story, seed), strict=True)
            for finding in findings
        ]
        return sum(wrong) / len(wrong)

    assert share_wrong(EXACT) == 0.0
    assert 0.0 < share_wrong(CAREFUL) < share_wrong(HASTY) < 0.4


def test_the_same_seed_errs_the_same_way() -> None:
    assert read_by(HASTY, STORIES[2], 5) == read_by(HASTY, STORIES[2], 5)
    assert any(read_by(HASTY, STORIES[2], 5) != read_by(HASTY, STORIES[2], seed) for seed in range(6, 10))


def test_measures_carry_distances_only_where_the_registration_is_trusted() -> None:
    trusted = [f.measure for findings in read_by(EXACT, STORIES[1]) for f in findings if f.measure]
    assert len(trusted) == 3
    assert all(m.to_baseline is not None and m.to_baseline.shortest_mm == 0.9 and not m.boundary for m in trusted)
    doubtful = [f.measure for findings in read_by(EXACT, STORIES[1], error_mm=None) for f in findings if f.measure]
    assert all(m.to_baseline is None and m.registration_error_mm is None for m in doubtful)


def test_a_large_registration_error_makes_a_distance_a_boundary_case() -> None:
    measures = [f.measure for findings in read_by(EXACT, STORIES[1], error_mm=4.5) for f in findings if f.measure]
    assert all(measure.boundary for measure in measures)


def test_points_are_seen_on_the_baseline_scan_or_where_it_is_hidden_on_the_first_visit_after_surgery() -> None:
    patient = patient_of(STORIES[1])
    planning, shown, *later = patient.visits
    moved = np.eye(4)
    moved[:3, 3] = (3.0, -2.0, 1.0)
    shown = shown.model_copy(update={"reference_from_scan": tuple(map(tuple, moved.tolist()))})
    assert (screen_from_reference(patient, [planning, shown, *later]) == np.eye(4)).all()
    assert screen_from_reference(patient, [shown, *later])[:3, 3].tolist() == [-3.0, 2.0, -1.0]
