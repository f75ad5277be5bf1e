"""Registration on real anatomy: case A against its true poses; two visits of one patient; other people's heads."""

import json
from functools import cache
from typing import Any

import nibabel as nib
import numpy as np
import pytest

from imaging.dicom.folder import scan_folder
from imaging.dicom.reader import read_series
from imaging.geometry import Grid
from imaging.nifti import grid_affine
from imaging.registration import Registration, register
from imaging.volume import Volume
from tests.real_data import CASE_A, DATA

pytestmark = [pytest.mark.real, pytest.mark.slow]

VISITS = DATA / "open_ms_longitudinal" / "raw" / "patient12"
OTHER = DATA / "tcga_fg_6692" / "example" / "example_data" / "OtherEXampleFromTCIA"


@cache
def truth() -> dict[str, Any]:
    return dict(json.loads((CASE_A / "truth.json").read_text(encoding="utf-8")))


@cache
def visit(number: int) -> Volume:
    timepoint = truth()["timepoints"][number]
    wanted = timepoint["series"][timepoint["scan"]]
    contents = scan_folder([CASE_A / "dicom" / timepoint["date"]])
    return read_series(next(one for one in contents.series if one.series_uid == wanted)).volume


def nifti(pattern: str, frame: str) -> Volume:
    (path,) = (VISITS if pattern.startswith("study") else OTHER).glob(pattern)
    image = nib.load(path)
    values = np.asarray(image.dataobj, dtype=np.float32).transpose(2, 1, 0)
    return Volume(values, Grid(values.shape, grid_affine(image.affine), frame))


@cache
def two_visits() -> Registration:
    return register(nifti("study1_T1W.nii.gz", "first"), nifti("study2_T1W.nii.gz", "second"))


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_follow_up_of_case_a_lands_within_three_hundredths_of_a_millimetre(number: int) -> None:
    result = register(visit(0), visit(number))
    true = np.array(truth()["timepoints"][number]["to_reference"])
    axes = [np.linspace(low, high, 8) for low, high in ((-70, 70), (-90, 90), (-20, 110))]
    points = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 3)
    moving = (points - true[:3, 3]) @ true[:3, :3]
    error = float(np.linalg.norm(result.transform.points(moving, visit(number).grid.frame) - points, axis=1).mean())
    assert result.trusted, result.reason
    assert error <= 0.03
    assert error <= result.error_mm <= 0.2


def test_two_real_visits_agree_there_and_back() -> None:
    there = two_visits()
    back = register(nifti("study2_T1W.nii.gz", "second"), nifti("study1_T1W.nii.gz", "first"))
    round_trip = there.transform.after(back.transform).matrix
    centre = nifti("study1_T1W.nii.gz", "first").grid.centre()
    gone = round_trip[:3, :3] @ centre + round_trip[:3, 3] - centre
    assert there.trusted
    assert back.trusted
    assert float(np.linalg.norm(gone)) <= there.error_mm


@pytest.mark.parametrize("kind", ["another person", "mirrored"])
def test_what_is_not_this_head_is_not_trusted(kind: str) -> None:
    if kind == "another person":
        result = register(nifti("study1_T1W.nii.gz", "first"), nifti("*t1c.nii.gz", "other"))
    else:
        scan = visit(1)
        result = register(visit(0), Volume(np.ascontiguousarray(scan.values[::-1]), scan.grid))
    assert not result.trusted
    assert result.reason
