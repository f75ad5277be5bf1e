"""Cavity, margin, growth and lesions on the real anatomy of case A, against its truth."""

import json
from functools import cache
from typing import Any

import numpy as np
import pytest

from app.usecases.mark_lesion import MarkedLesion, mark_lesion
from imaging.cavity import grow_cavity
from imaging.dicom.folder import scan_folder
from imaging.dicom.reader import read_series
from imaging.geometry import Grid, RigidTransform
from imaging.margin import CavitySurface, margin_of, surface_of
from imaging.nifti import read_mask
from imaging.resampling import resample_for_display
from imaging.volume import Mask, Volume
from review_schema.charter import Charter
from tests.real_data import CASE_A

pytestmark = pytest.mark.real


@cache
def truth() -> dict[str, Any]:
    return dict(json.loads(next(CASE_A.rglob("truth.json")).read_text(encoding="utf-8")))


@cache
def scan(visit: int) -> Volume:
    timepoint = truth()["timepoints"][visit]
    wanted = timepoint["series"][timepoint["scan"]]
    contents = scan_folder([CASE_A / "dicom" / timepoint["date"]])
    return read_series(next(one for one in contents.series if one.series_uid == wanted)).volume


@cache
def cavity_mask() -> Mask:
    return read_mask(CASE_A / "truth" / "baseline_cavity.nii.gz", scan(0).grid.frame)


@cache
def cavity() -> CavitySurface:
    return surface_of(cavity_mask())


@cache
def around(visit: int, centre: tuple[float, float, float]) -> Volume:
    """A visit's scan in the reference frame, 0.9 mm, 40 mm around a place."""
    frame = scan(0).grid.frame
    affine = np.eye(4)
    affine[:3, :3] = np.eye(3)[:, ::-1] * 0.9
    affine[:3, 3] = np.array(centre) - 40
    pose = np.array(truth()["timepoints"][visit]["to_reference"])
    turn, _, back = np.linalg.svd(pose[:3, :3])
    pose[:3, :3] = turn @ back
    return resample_for_display(
        scan(visit), RigidTransform(pose, frame, scan(visit).grid.frame), Grid((90, 90, 90), affine, frame)
    )


def lesion(visit: int, name: str) -> dict[str, Any]:
    return dict(truth()["timepoints"][visit]["lesions"][name])


def marked(visit: int, name: str, offset_mm: tuple[float, float, float]) -> MarkedLesion:
    centre = tuple(float(x) for x in lesion(visit, name)["centre_reference"])
    return mark_lesion(
        around(visit, (centre[0], centre[1], centre[2])),
        tuple(np.array(centre) + offset_mm),
        baseline={"C1": cavity()},
        current={},
        registration_error_mm=0.2,
        trusted=True,
        charter=Charter(),
    )


def test_the_true_mask_gives_the_true_volumes() -> None:
    expected = truth()["baseline_cavity"]
    assert cavity().volume_ml == pytest.approx(expected["volume_ml"], rel=0.01)
    assert margin_of(cavity(), 5.0).shell_ml == pytest.approx(expected["shell_5mm_ml"], rel=0.01)


@pytest.mark.parametrize("offset_mm", [(0, 0, 0), (5, 5, 0), (-6, -8, 4), (0, 12, -5)])
def test_the_cavity_grows_from_a_click_anywhere_inside(offset_mm: tuple[float, float, float]) -> None:
    grown = grow_cavity(scan(0), np.array(truth()["baseline_cavity"]["centre"]) + offset_mm).values
    true = cavity_mask().values
    assert 2 * (grown & true).sum() / (grown.sum() + true.sum()) >= 0.9


@pytest.mark.parametrize(("visit", "name"), [(2, "L1"), (3, "L1"), (4, "L1"), (3, "D1"), (4, "D1")])
@pytest.mark.parametrize("share", [0.0, 0.7])
def test_marked_lesions_lie_at_their_true_distance(visit: int, name: str, share: float) -> None:
    expected = lesion(visit, name)
    offset = share * expected["diameter_mm"] / 2 * np.array([0.6, -0.64, 0.48])
    found = marked(visit, name, tuple(offset))
    assert found.measure.to_baseline is not None
    assert found.measure.to_baseline.shortest_mm == pytest.approx(expected["distance_to_baseline_cavity_mm"], abs=0.5)
    assert found.inside_margin is expected["within_5mm"]
    assert found.measure.boundary is False
    assert found.measure.longest_diameter_mm == pytest.approx(expected["diameter_mm"], abs=1.6)
    assert np.linalg.norm(np.array(found.measure.centre_mm) - expected["centre_reference"]) < 0.9
    assert ("inside" if expected["within_5mm"] else "outside") in found.sentence
    assert found.measurable is (expected["diameter_mm"] >= 10)
