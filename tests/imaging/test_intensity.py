"""Brightness: scans with other numbers for the same tissue look the same, and only changes show in a difference."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.geometry import Grid
from imaging.intensity import IntensityScale, Window, difference_levels, grey_levels, scale_of, tissue_points
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
