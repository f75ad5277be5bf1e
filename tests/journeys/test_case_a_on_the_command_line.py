"""From a folder of serial DICOM to a registered case with its margin, as a user types it."""

import pytest

from tests.journeys.case_a import Walk, mean_error_mm, truth

pytestmark = [pytest.mark.real, pytest.mark.slow, pytest.mark.xdist_group("case_a")]


def test_five_time_points_come_in_on_their_true_grids(walked: Walk) -> None:
    volumes, expected = walked.imported["volumes"], truth()["timepoints"]
    assert [volume["date"] for volume in volumes] == [point["date"] for point in expected]
    assert [volume["series"] for volume in volumes] == [point["scan"] for point in expected]
    assert walked.imported["warnings"] == []
    slices = [volume["spacing_mm"][2] for volume in volumes]
    assert slices == pytest.approx([3.0, 1.0, 2.0, 1.2, 3.0], abs=1e-3)


def test_the_chosen_series_are_those_of_the_truth_with_a_reason(walked: Walk) -> None:
    rows, known = walked.chosen["timepoints"], truth()["timepoints"]
    assert [row["series_uid"] for row in rows] == [point["series"][point["scan"]] for point in known]
    assert all(len(row["reason"]) > 10 for row in rows)


def test_every_follow_up_is_registered_within_three_tenths_of_a_millimetre(walked: Walk) -> None:
    rows = walked.registered["registrations"]
    poses = {point["date"]: point["to_reference"] for point in truth()["timepoints"][1:]}
    assert {row["date"] for row in rows} == set(poses)
    errors = {row["date"]: mean_error_mm(row["reference_from_moving"], poses[row["date"]]) for row in rows}
    assert max(errors.values()) <= 0.3, errors
    assert all(row["trusted"] for row in rows)
    assert all(errors[row["date"]] <= row["error_mm"] <= 1.0 for row in rows)


def test_registering_again_finds_nothing_to_do(walked: Walk) -> None:
    assert walked.registered_again == walked.registered, "the seconds of each pair are those of the first run"


def test_the_margin_of_the_true_cavity_is_within_three_percent(walked: Walk) -> None:
    known = truth()["baseline_cavity"]
    assert walked.contoured["version"] == 1
    assert walked.margin["shell_ml"] == pytest.approx(known["shell_5mm_ml"], rel=0.03)
    assert walked.margin["cavity_ml"] == pytest.approx(known["volume_ml"], rel=0.03)
    assert walked.shell.stat().st_size > 1000


def test_the_clinical_table_gives_arm_and_surgery_and_changes_nothing_twice(walked: Walk) -> None:
    assert walked.clinical == {"rows": 4, "subjects": 1, "changed": 1, "left_out": 0, "bad_cells": []}
    assert walked.clinical_again["changed"] == 0


def test_the_study_is_sound_at_the_end(walked: Walk) -> None:
    assert walked.verified["files"] >= 6
