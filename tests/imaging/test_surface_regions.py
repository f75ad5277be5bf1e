"""Cavity and margin as masks on another grid."""

import numpy as np
import pytest

from imaging.errors import FrameMismatch
from imaging.geometry import Grid
from imaging.margin import surface_of
from imaging.surface_regions import regions_on
from imaging.volume import Mask

FRAME = "1.2.3"
CENTRE, RADIUS = np.array([4.0, -6.0, 9.0]), 10.0


def grid(step: float, count: int, start: float = -30.0, frame: str = FRAME) -> Grid:
    affine = np.eye(4)
    affine[:3, :3] = np.diag([step] * 3)[:, ::-1]
    affine[:3, 3] = start
    return Grid((count, count, count), affine, frame)


def ball() -> Mask:
    of = grid(1.0, 61)
    at = of.points(np.moveaxis(np.indices(of.shape), 0, -1))
    return Mask(np.linalg.norm(at - CENTRE, axis=-1) <= RADIUS, of)


@pytest.mark.parametrize("step", [0.5, 0.8])
def test_volumes_are_those_of_the_sphere_and_its_shell(step: float) -> None:
    cavity, margin = regions_on(grid(step, int(60 / step)), surface_of(ball()), 5.0)
    sphere = 4 / 3 * np.pi * RADIUS**3 / 1000
    shell = 4 / 3 * np.pi * (RADIUS + 5) ** 3 / 1000 - sphere
    assert cavity.voxel_sum_ml == pytest.approx(sphere, rel=0.02)
    assert margin.voxel_sum_ml == pytest.approx(shell, rel=0.02)
    assert not (cavity.values & margin.values).any()


def test_a_margin_wider_than_the_kept_block_is_whole() -> None:
    _, margin = regions_on(grid(1.0, 61), surface_of(ball()), 10.0)
    expected = 4 / 3 * np.pi * ((RADIUS + 10) ** 3 - RADIUS**3) / 1000
    assert margin.voxel_sum_ml == pytest.approx(expected, rel=0.02)


def test_a_grid_that_does_not_reach_the_cavity_stays_empty() -> None:
    cavity, margin = regions_on(grid(1.0, 5, start=80.0), surface_of(ball()), 5.0)
    assert not cavity.values.any()
    assert not margin.values.any()


def test_grids_of_another_frame_are_refused() -> None:
    with pytest.raises(FrameMismatch):
        regions_on(grid(1.0, 5, frame="9.9"), surface_of(ball()), 5.0)
