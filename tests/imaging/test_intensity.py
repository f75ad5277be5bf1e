"""Brightness: scans with other numbers for the same tissue look the same, and only changes show in a difference."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.geometry import Grid
from imaging.intensity import (
    LEAST_PLACES,
    IntensityScale,
    Window,
    auto_window,
    difference_levels,
    grey_levels,
    matched_scale,
    scale_of,
    tissue_points,
    values_at,
)
from imaging.volume import Volume

GRID = Grid((40, 48, 44), np.array([[0, 0, 4.0, -88], [0, 4.0, 0, -96], [4.0, 0, 0, -80], [0, 0, 0, 1]]), "1.2.3")


def head(gain: float = 1.0, offset: float = 0.0) -> Volume:
    rng = np.random.default_rng(3)
    points = GRID.points(np.stack(np.meshgrid(*(np.arange(n) for n in GRID.shape), indexing="ij"), axis=-1))
    inside = np.linalg.norm(points / (70, 85, 75), axis=-1) < 1
    tissue = 400 + 60 * np.sin(points[..., 0] / 15) + rng.normal(0, 10, GRID.shape)
    return Volume((np.where(inside, tissue, 5.0) * gain + offset).astype(np.float32), GRID)


@given(gain=st.floats(0.1, 50), offset=st.floats(-500, 500))
def test_the_same_tissue_looks_the_same_whatever_the_scanner_s_numbers(gain: float, offset: float) -> None:
    plain, other = head(), head(gain, offset)
    points = tissue_points(plain)
    first, second = (scale_of(volume, np.eye(4), points) for volume in (plain, other))
    a = grey_levels(plain.values[20], first, Window())
    b = grey_levels(other.values[20], second, Window())
    assert np.abs(a.astype(int) - b).max() <= 1
    change = difference_levels(other.values[20], second, plain.values[20], first, 0.5)
    assert np.abs(change.astype(int) - 128).max() <= 1


def test_tissue_is_sampled_below_scalp_and_skull() -> None:
    points = tissue_points(head())
    assert len(points) > 1000
    assert (np.linalg.norm(points / (70, 85, 75), axis=1) < 0.88).all()


def test_a_scan_without_a_head_still_has_a_scale() -> None:
    empty = Volume(np.zeros(GRID.shape, dtype=np.int16), GRID)
    assert len(tissue_points(empty)) == 0
    scale = scale_of(empty, np.eye(4), tissue_points(empty))
    assert scale.one > scale.zero


def test_places_outside_the_scan_do_not_count() -> None:
    plain = head()
    points = tissue_points(plain)
    far = np.concatenate([points, points + 5000.0])
    assert scale_of(plain, np.eye(4), far) == scale_of(plain, np.eye(4), points)


def enhanced(gain: float, offset: float) -> Volume:
    """The head with a slab of its tissue half as bright again, by another scanner's numbers."""
    plain = head()
    values = plain.values.copy()
    values[19:21] = np.where(values[19:21] > 100, 1.5 * values[19:21], values[19:21])
    return Volume(values * np.float32(gain) + np.float32(offset), GRID)


@pytest.mark.parametrize(("gain", "offset"), [(1.0, 0.0), (3.7, 250.0), (0.2, -40.0)])
def test_tissue_that_did_not_change_keeps_its_brightness_beside_much_that_enhances(gain: float, offset: float) -> None:
    plain, other = head(), enhanced(gain, offset)
    points = tissue_points(plain)
    first = scale_of(plain, np.eye(4), points)
    like = first.normalised(values_at(plain, np.eye(4), points))
    slices = slice(26, 30)
    wanted = first.normalised(plain.values[slices])
    matched = matched_scale(other, np.eye(4), points, like).normalised(other.values[slices])
    by_percentiles = scale_of(other, np.eye(4), points).normalised(other.values[slices])
    assert np.abs(matched - wanted).mean() < 0.05
    assert np.abs(by_percentiles - wanted).mean() > 0.3, "the counter-check"


def test_scans_with_too_little_in_common_have_each_its_own_scale() -> None:
    plain = head()
    points = tissue_points(plain)
    like = np.full(len(points), np.nan)
    like[: LEAST_PLACES - 1] = 0.5
    assert matched_scale(plain, np.eye(4), points, like) == scale_of(plain, np.eye(4), points)
    noise = np.random.default_rng(0).normal(size=len(points))
    assert matched_scale(plain, np.eye(4), points, 99.0 * noise) == scale_of(plain, np.eye(4), points)


def test_places_outside_a_scan_have_no_value() -> None:
    found = values_at(head(), np.eye(4), np.array([[0.0, 0.0, 0.0], [5000.0, 0.0, 0.0]]))
    assert np.isnan(found).tolist() == [False, True]


def test_an_automatic_window_holds_the_tissue_of_all_pictures_and_no_air() -> None:
    scale = IntensityScale(zero=100.0, one=300.0)
    first = np.concatenate([np.zeros(9000), np.linspace(100.0, 300.0, 1000)])
    second = IntensityScale(zero=1000.0, one=3000.0)
    found = auto_window([(first, scale), (np.linspace(3000.0, 5000.0, 1000), second)])
    assert found is not None
    black, white = found.level - found.width / 2, found.level + found.width / 2
    assert (black, white) == (pytest.approx(0.02, abs=0.01), pytest.approx(1.98, abs=0.01))
    assert auto_window([(np.zeros(50), scale)]) is None
    assert auto_window([]) is None
    even = auto_window([(np.full(50, 200.0), scale)])
    assert even is not None
    assert even.width > 0


def test_the_window_s_ends_are_black_and_white() -> None:
    scale = IntensityScale(zero=100.0, one=300.0)
    values = np.array([[0.0, 150.0, 200.0, 250.0, 1000.0]])
    assert grey_levels(values, scale, Window(level=0.5, width=0.5)).tolist() == [[0, 0, 127, 255, 255]]


def test_a_difference_is_dark_where_less_and_bright_where_more() -> None:
    scale = IntensityScale(0.0, 100.0)
    later, earlier = np.array([[50.0, 80.0, 20.0, 500.0]]), np.full((1, 4), 50.0)
    levels = difference_levels(later, scale, earlier, scale, 0.6)[0].astype(int)
    assert levels[0] == 128
    assert levels[1] - 128 == pytest.approx(63, abs=1)
    assert 128 - levels[2] == pytest.approx(63, abs=1)
    assert levels[3] == 255
