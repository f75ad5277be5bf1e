"""From a folder of serial DICOM to a registered case with its margin, as a user types it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.case_a import mean_error_mm, printed, truth, write_clinical
from tests.real_data import CASE_A

pytestmark = [pytest.mark.real, pytest.mark.slow, pytest.mark.xdist_group("case_a_command_line")]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("case_a")
    yield folder / "S"
    shutil.rmtree(folder, ignore_errors=True)


def test_five_time_points_come_in_on_their_true_grids(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from app.cli import run

    assert run(["new", str(study)]) == 0
    facts = printed(capsys, "import", str(study), str(CASE_A / "dicom"))
    expected = truth()["timepoints"]
    assert [volume["date"] for volume in facts["volumes"]] == [point["date"] for point in expected]
    assert [volume["series"] for volume in facts["volumes"]] == [point["scan"] for point in expected]
    assert facts["warnings"] == []
    slices = [volume["spacing_mm"][2] for volume in facts["volumes"]]
    assert slices == pytest.approx([3.0, 1.0, 2.0, 1.2, 3.0], abs=1e-3)


def test_the_chosen_series_are_those_of_the_truth_with_a_reason(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = printed(capsys, "scans", str(study))["timepoints"]
    known = truth()["timepoints"]
    assert [row["series_uid"] for row in rows] == [point["series"][point["scan"]] for point in known]
    assert all(len(row["reason"]) > 10 for row in rows)


def test_every_follow_up_is_registered_within_three_tenths_of_a_millimetre(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = printed(capsys, "register", str(study), "--jobs", "2")["registrations"]
    poses = {point["date"]: point["to_reference"] for point in truth()["timepoints"][1:]}
    assert {row["date"] for row in rows} == set(poses)
    errors = {row["date"]: mean_error_mm(row["reference_from_moving"], poses[row["date"]]) for row in rows}
    assert max(errors.values()) <= 0.3, errors
    assert all(row["trusted"] for row in rows)
    assert all(errors[row["date"]] <= row["error_mm"] <= 1.0 for row in rows)


def test_registering_again_finds_nothing_to_do(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = printed(capsys, "verify", str(study))["entries"]
    printed(capsys, "register", str(study))
    assert printed(capsys, "verify", str(study))["entries"] == before


def test_the_margin_of_the_true_cavity_is_within_three_percent(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mask = str(CASE_A / "truth" / "baseline_cavity.nii.gz")
    contour = printed(capsys, "cavity", str(study), "--subject", "CASE-A", "--from", mask)
    assert contour["version"] == 1
    volumes = printed(capsys, "margin", mask, "--mm", "5", "--out", str(tmp_path / "shell.nii.gz"))
    assert volumes["shell_ml"] == pytest.approx(truth()["baseline_cavity"]["shell_5mm_ml"], rel=0.03)
    assert volumes["cavity_ml"] == pytest.approx(truth()["baseline_cavity"]["volume_ml"], rel=0.03)
    assert (tmp_path / "shell.nii.gz").stat().st_size > 1000


def test_the_clinical_table_gives_arm_and_surgery(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = printed(capsys, "clinical", str(study), str(write_clinical(tmp_path)))
    assert facts == {"rows": 4, "subjects": 1, "changed": 1}
    assert printed(capsys, "clinical", str(study), str(write_clinical(tmp_path)))["changed"] == 0


def test_the_study_is_sound_at_the_end(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "verify", str(study))["files"] >= 6
