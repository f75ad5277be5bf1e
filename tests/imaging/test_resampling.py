import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.errors import FrameMismatch
from imaging.geometry import Grid, RigidTransform
from imaging.head import coarse, head_mask, otsu
from imaging.resampling import display_grid, resample_for_display
from imaging.volume import Volume
from tests.imaging.registration_heads import FRAME, grid, pose


def ball(place: Grid, centre: tuple[float, float, float] = (0.0, 0.0, 0.0), radius_mm: float = 70.0) -> Volume:
    points = place.points(np.moveaxis(np.indices(place.shape), 0, -1))
    values = np.where(np.linalg.norm(points - np.asarray(centre), axis=-1) <= radius_mm, 800.0, 10.0)
    return Volume(values.astype(np.int16), place)


def sagittal() -> Grid:
    """Slices to the left, rows downwards, columns to the back."""
    affine = np.array([[2.0, 0, 0, -100], [0, 0, 1.0, -110], [0, -1.0, 0, 105], [0, 0, 0, 1]])
    return Grid((100, 210, 220), affine, FRAME)


@pytest.mark.parametrize("place", [grid((3.0, 1.0, 1.0)), sagittal()], ids=["axial", "sagittal"])
def test_the_display_grid_is_axial_and_isotropic_and_holds_the_head(place: Grid) -> None:
    shown = display_grid(ball(place, (10.0, -5.0, 0.0)), 1.0)
    np.testing.assert_array_equal(shown.affine[:3, :3], [[0, 0, 1], [0, 1, 0], [1, 0, 0]])
    assert shown.frame == FRAME
    low, high = shown.corners().min(axis=0), shown.corners().max(axis=0)
    assert (low <= np.array([-60.0, -75.0, -70.0])).all()
    assert (high >= np.array([80.0, 65.0, 70.0])).all()
    assert np.prod(shown.shape) < 0.8 * 200**3


def test_a_scan_without_a_head_is_shown_whole() -> None:
    place = grid((4.0, 2.0, 2.0))
    shown = display_grid(Volume(np.zeros(place.shape), place), 2.0)
    np.testing.assert_allclose(shown.corners().min(axis=0), place.corners().min(axis=0))
    assert (shown.corners().max(axis=0) >= place.corners().max(axis=0) - 1e-6).all()


def test_resampling_stays_within_the_range_of_the_scan() -> None:
    scan = ball(grid((3.0, 1.0, 1.0)))
    shown = resample_for_display(scan, RigidTransform.identity(FRAME), display_grid(scan, 0.8))
    assert shown.values.min() == 10.0
    assert shown.values.max() == 800.0
    assert shown.values.dtype == np.float32


def test_no_line_darker_than_the_brain_is_drawn_along_the_skull() -> None:
    place = grid((1.0, 1.0, 1.0), extent_mm=120.0)
    distance = np.linalg.norm(place.points(np.moveaxis(np.indices(place.shape), 0, -1)), axis=-1)
    scan = Volume(np.where(distance < 40.0, 300.0, np.where(distance < 46.0, 900.0, 100.0)).astype(np.int16), place)
    transform = RigidTransform(pose((7.0, 4.0, 11.0), (0.3, 0.4, 0.2)), FRAME, FRAME)
    target = grid((0.7, 0.7, 0.7), extent_mm=80.0)
    shown = resample_for_display(scan, transform, target).values
    home = target.points(np.moveaxis(np.indices(target.shape), 0, -1))
    distance = np.linalg.norm(transform.inverse().points(home, FRAME), axis=-1)
    assert shown[distance < 42.0].min() == 300.0, "the spline alone goes down to 127"
    assert shown[distance < 37.0].max() == 300.0
    assert shown.max() == 900.0


def test_what_is_smooth_is_shown_as_the_spline_has_it() -> None:
    place = grid((1.0, 1.0, 1.0), extent_mm=60.0)
    points = place.points(np.moveaxis(np.indices(place.shape), 0, -1))
    scan = Volume(np.sin(points / 3.0).sum(axis=-1).astype(np.float32), place)
    target = grid((0.6, 0.6, 0.6), extent_mm=40.0)
    shown = resample_for_display(scan, RigidTransform.identity(FRAME), target).values
    there = np.sin(target.points(np.moveaxis(np.indices(target.shape), 0, -1)) / 3.0).sum(axis=-1)
    assert np.abs(shown - there).max() < 0.05


@settings(max_examples=12)
@given(st.tuples(*[st.floats(-20, 20)] * 3), st.tuples(*[st.floats(-10, 10)] * 3))
def test_a_point_of_the_moving_scan_appears_where_the_transform_sends_it(
    degrees: tuple[float, float, float], shift: tuple[float, float, float]
) -> None:
    place = grid((2.0, 2.0, 2.0), "moving", 60.0)
    centre = np.array([4.0, -6.0, 5.0])
    distance = np.linalg.norm(place.points(np.moveaxis(np.indices(place.shape), 0, -1)) - centre, axis=-1)
    scan = Volume(np.exp(-(distance**2) / 50.0), place)
    transform = RigidTransform(pose(degrees, shift), FRAME, "moving")
    target = grid((1.0, 1.0, 1.0), FRAME, 80.0)
    shown = resample_for_display(scan, transform, target)
    weights = np.where(shown.values > 0.2, shown.values, 0.0)
    points = target.points(np.moveaxis(np.indices(target.shape), 0, -1))
    found = (weights[..., None] * points).sum(axis=(0, 1, 2)) / weights.sum()
    np.testing.assert_allclose(found, transform.points(centre, "moving"), atol=0.1)


def test_frames_that_do_not_meet_are_refused() -> None:
    scan = ball(grid((4.0, 4.0, 4.0)))
    with pytest.raises(FrameMismatch):
        resample_for_display(scan, RigidTransform.identity("elsewhere"), grid((4.0, 4.0, 4.0), "elsewhere"))


def test_the_head_is_found_to_a_few_millimetres() -> None:
    mask = head_mask(ball(grid((3.0, 1.0, 1.0))))
    assert mask.voxel_sum_ml == pytest.approx(4.0 / 3.0 * np.pi * 70.0**3 / 1000.0, rel=0.1)


def test_block_means_keep_their_place() -> None:
    place = grid((1.0, 1.0, 1.0), extent_mm=40.0)
    ramp = place.points(np.moveaxis(np.indices(place.shape), 0, -1))[..., 0]
    small = coarse(Volume(ramp, place), 4.0)
    expected = small.grid.points(np.moveaxis(np.indices(small.grid.shape), 0, -1))[..., 0]
    np.testing.assert_allclose(small.values, expected, atol=1e-4)


def test_otsu_parts_two_heaps() -> None:
    chance = np.random.default_rng(0)
    values = np.concatenate([chance.normal(10, 2, 5000), chance.normal(100, 10, 3000)]).astype(np.float32)
    assert 16.0 < otsu(values) < 70.0
