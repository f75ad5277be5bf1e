"""Two contours of one cavity in files: figures, the verdict on lesions, and what cannot be compared."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.cli import run
from app.messages import SeveralRegions
from app.usecases.compare_contours import compare_contour_files
from imaging.nifti import write_volume
from imaging.volume import Mask, Volume
from tests.imaging.shapes import Ellipsoid, grid_around, sphere

ISOTROPIC, THICK = (1.0, 1.0, 1.0), (3.0, 0.9, 0.9)


def written(folder: Path, name: str, body: Ellipsoid, spacing: tuple[float, float, float] = ISOTROPIC) -> Path:
    write_volume(body.mask(grid_around(spacing)), folder / name)
    return folder / name


def empty(folder: Path, name: str) -> Path:
    grid = grid_around(ISOTROPIC)
    write_volume(Mask(np.zeros(grid.shape, dtype=bool), grid), folder / name)
    return folder / name


def last_object(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out.strip().split("\n")[-1])
    return found


def test_contours_on_different_grids_are_compared_and_the_lesion_told_by_its_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = written(tmp_path, "one.nii", sphere(12.0))
    other = written(tmp_path, "other.nii", sphere(12.0, (3.0, 0.0, 0.0)), THICK)
    near = written(tmp_path, "near.nii", sphere(3.0, (21.0, 0.0, 0.0)))
    far = written(tmp_path, "far.nii", sphere(3.0, (26.0, 0.0, 0.0)))
    words = ["contours", str(one), str(other), "--lesion", str(near), "--lesion", str(far)]
    assert run(words) == 0
    told = capsys.readouterr().out
    assert "outside and inside of the 5 mm margin: THE VERDICT CHANGES" in told
    assert told.count("the verdict stays") == 1
    assert run([*words, "--json"]) == 0
    found = last_object(capsys)
    assert found["agreement"]["dice"] == pytest.approx(1 - 9 / 48 + 27 / (16 * 12**3), abs=0.02)  # type: ignore[index]
    assert [side["changes"] for side in found["lesions"]] == [True, False]  # type: ignore[attr-defined]


def test_another_width_of_margin_gives_another_verdict(tmp_path: Path) -> None:
    one = written(tmp_path, "one.nii", sphere(12.0))
    other = written(tmp_path, "other.nii", sphere(12.0, (3.0, 0.0, 0.0)))
    lesion = written(tmp_path, "lesion.nii", sphere(3.0, (21.0, 0.0, 0.0)))
    changes = [compare_contour_files(one, other, [lesion], mm=mm).lesions[0] for mm in (2.0, 5.0, 10.0)]
    assert [side is not None and side.changes for side in changes] == [False, True, False]


def test_an_empty_contour_is_not_estimable_and_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = written(tmp_path, "one.nii", sphere(12.0))
    for files in ((one, empty(tmp_path, "no.nii")), (empty(tmp_path, "no.nii"), one)):
        assert run(["contours", *map(str, files), "--lesion", str(one), "--json"]) == 3
        told = capsys.readouterr()
        assert "not estimable: a contour is empty" in told.out
        assert json.loads(told.out.strip().split("\n")[-1]) == {"agreement": None, "margin_mm": 5.0, "lesions": [None]}
        assert told.err == "warning: a contour is empty\n"


def test_an_empty_lesion_leaves_the_rest_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = written(tmp_path, "one.nii", sphere(12.0))
    assert run(["contours", str(one), str(one), "--lesion", str(empty(tmp_path, "no.nii")), "--json"]) == 3
    found = last_object(capsys)
    assert found["agreement"]["dice"] == 1.0  # type: ignore[index]
    assert found["lesions"] == [None]


def test_every_region_of_a_lesion_file_is_a_lesion_and_a_cavity_file_has_one(tmp_path: Path) -> None:
    one = written(tmp_path, "one.nii", sphere(12.0))
    grid = grid_around(ISOTROPIC)
    labels = sphere(3.0, (18.0, 0.0, 0.0)).mask(grid).values + 2 * sphere(3.0, (-24.0, 0.0, 0.0)).mask(grid).values
    write_volume(Volume(labels.astype(np.uint8), grid), tmp_path / "two.nii")
    found = compare_contour_files(one, one, [tmp_path / "two.nii"])
    assert [side is not None and side.inside_1 for side in found.lesions] == [True, False]
    with pytest.raises(SeveralRegions):
        compare_contour_files(one, tmp_path / "two.nii")


def test_what_is_no_mask_is_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = written(tmp_path, "one.nii", sphere(12.0))
    (tmp_path / "Meier_1950.nii").write_bytes(b"no mask at all")
    assert run(["contours", str(one), str(tmp_path / "Meier_1950.nii"), "--json"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("RR-")
    assert told.count("\n") == 1
    assert "Meier" not in told
