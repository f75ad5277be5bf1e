"""One click proposes a nodule's outline; its measures are true."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import gaussian_filter

from imaging.errors import EmptyMask, LesionTooLarge, NoLesionHere, OutsideScan
from imaging.geometry import Grid
from imaging.lesion import measure, propose_lesion
from imaging.volume import Mask, Volume
from tests.imaging.shapes import FRAME, Ellipsoid, grid_around, sphere

TISSUE, FLUID, BRIGHT = 600.0, 150.0, 1200.0
FINE = (1.0, 1.0, 1.0)
Place = tuple[float, float, float]


def scan(grid: Grid, layers: list[tuple[Mask, float]], noise: float = 20.0) -> Volume:
    """Tissue with layers painted over it in order, blurred a little as a scanner does."""
    values = np.full(grid.shape, TISSUE)
    for mask, value in layers:
        values[mask.values] = value
    blurred = gaussian_filter(values, [0.5 / step for step in grid.spacing_mm])
    return Volume(blurred + np.random.default_rng(5).normal(0, noise, grid.shape), grid)


def reaches_mm(outline: Mask, centre: Place) -> tuple[float, float]:
    """Least and greatest distance of the outline's surface from a place."""
    apart = np.linalg.norm(measure(outline).surface_points - np.array(centre), axis=1)
    return float(apart.min()), float(apart.max())


@pytest.mark.parametrize("click_mm", [(0.0, 0.0, 0.0), (3.0, 0.0, 0.0), (0.0, -2.5, 2.5)])
@pytest.mark.parametrize("spacing_mm", [FINE, (2.0, 0.8, 0.8)])
def test_a_click_anywhere_in_a_nodule_gives_its_outline(click_mm: Place, spacing_mm: Place) -> None:
    grid = grid_around(spacing_mm, 60.0)
    outline = propose_lesion(scan(grid, [(sphere(5.0).mask(grid), BRIGHT)]), click_mm)
    shape = measure(outline)
    assert shape.longest_diameter_mm == pytest.approx(10.0, abs=1.2)
    assert shape.volume_ml == pytest.approx(sphere(5.0).volume_ml, rel=0.2)
    assert np.linalg.norm(shape.centre_mm) < 0.5


@pytest.mark.parametrize("click_mm", [(0.0, 0.0, 0.0), (6.5, 0.0, 0.0)])
def test_a_ring_is_taken_with_its_core(click_mm: Place) -> None:
    grid = grid_around(FINE, 70.0)
    ring = [(sphere(8.0).mask(grid), BRIGHT), (sphere(5.0).mask(grid), 0.9 * TISSUE)]
    least, greatest = reaches_mm(propose_lesion(scan(grid, ring), click_mm), (0.0, 0.0, 0.0))
    assert least == pytest.approx(8.0, abs=0.8)
    assert greatest == pytest.approx(8.0, abs=0.8)


def test_a_vessel_that_runs_into_the_nodule_is_cut() -> None:
    grid = grid_around((0.8, 0.8, 0.8), 60.0)
    vessel = Ellipsoid((60.0, 1.0, 1.0), (30.0, 0.0, 0.0)).mask(grid)
    outline = propose_lesion(scan(grid, [(vessel, BRIGHT), (sphere(5.0).mask(grid), BRIGHT)]), (0.0, 0.0, 0.0))
    assert reaches_mm(outline, (0.0, 0.0, 0.0))[1] < 7.5


def test_a_nodule_on_the_rim_does_not_take_the_rim_or_the_cavity() -> None:
    grid = grid_around(FINE, 80.0)
    nodule = sphere(5.0, (20.0, 0.0, 0.0))
    layers = [(sphere(16.0).mask(grid), BRIGHT), (nodule.mask(grid), BRIGHT), (sphere(14.5).mask(grid), FLUID)]
    outline = propose_lesion(scan(grid, layers), (20.5, 0.0, 0.0))
    assert reaches_mm(outline, (20.0, 0.0, 0.0))[1] < 9.0
    assert not outline.values[tuple(np.rint(outline.grid.index(np.zeros(3))).astype(int))]


def test_two_nodules_that_touch_are_told_apart() -> None:
    grid = grid_around((0.8, 0.8, 0.8), 60.0)
    layers = [(sphere(5.0).mask(grid), BRIGHT), (sphere(5.0, (10.0, 0.0, 0.0)).mask(grid), BRIGHT)]
    assert reaches_mm(propose_lesion(scan(grid, layers), (-1.0, 0.0, 0.0)), (0.0, 0.0, 0.0))[1] < 8.0


def test_a_large_nodule_is_found_in_a_wider_look() -> None:
    grid = grid_around((1.5, 1.5, 1.5), 110.0)
    outline = propose_lesion(scan(grid, [(sphere(15.0).mask(grid), BRIGHT)]), (9.0, 0.0, 0.0))
    assert measure(outline).longest_diameter_mm == pytest.approx(30.0, abs=1.5)


@pytest.mark.parametrize("place_mm", [(15.0, 0.0, 0.0), (0.0, 20.0, 8.0)])
def test_ordinary_tissue_is_no_lesion(place_mm: Place) -> None:
    grid = grid_around(FINE, 70.0)
    with pytest.raises(NoLesionHere):
        propose_lesion(scan(grid, [(sphere(5.0).mask(grid), BRIGHT)]), place_mm)


def test_the_bare_rim_of_a_cavity_is_no_lesion() -> None:
    grid = grid_around(FINE, 80.0)
    layers = [(sphere(14.0).mask(grid), BRIGHT), (sphere(12.0).mask(grid), FLUID)]
    with pytest.raises((NoLesionHere, LesionTooLarge)):
        propose_lesion(scan(grid, layers), (13.0, 0.0, 0.0))


def test_enhancement_without_end_is_refused() -> None:
    grid = grid_around((1.5, 1.5, 1.5), 140.0)
    slab = Mask(np.abs(grid.points(np.moveaxis(np.indices(grid.shape), 0, -1))[..., 0]) < 5, grid)
    with pytest.raises(LesionTooLarge):
        propose_lesion(scan(grid, [(slab, BRIGHT)]), (2.0, 0.0, 0.0), max_diameter_mm=30.0)


def test_a_scan_without_signal_has_no_lesion() -> None:
    grid = grid_around((2.0, 2.0, 2.0), 50.0)
    with pytest.raises(NoLesionHere):
        propose_lesion(Volume(np.zeros(grid.shape), grid), (0.0, 0.0, 0.0))


def test_a_click_beside_the_scan_is_refused() -> None:
    grid = grid_around((2.0, 2.0, 2.0), 50.0)
    with pytest.raises(OutsideScan):
        propose_lesion(scan(grid, []), (0.0, 0.0, 30.0))


def test_the_outline_lies_in_the_frame_of_the_scan() -> None:
    grid = grid_around(FINE, 50.0, frame="9.9")
    assert propose_lesion(scan(grid, [(sphere(5.0).mask(grid), BRIGHT)]), (0.0, 0.0, 0.0)).grid.frame == "9.9"


@given(
    axes=st.tuples(*[st.floats(4.0, 9.0)] * 3),
    centre=st.tuples(*[st.floats(-1.0, 1.0)] * 3),
)
@settings(max_examples=20)
def test_measures_are_those_of_the_ellipsoid(axes: Place, centre: Place) -> None:
    body = Ellipsoid(axes, centre)
    shape = measure(body.mask(grid_around((0.7, 0.7, 0.7), 24.0)))
    low, middle, high = sorted(axes)
    assert shape.longest_diameter_mm == pytest.approx(2 * high, abs=0.5)
    assert shape.perpendicular_diameter_mm <= shape.longest_diameter_mm
    assert 2 * low - 0.5 <= shape.perpendicular_diameter_mm <= 2 * high + 0.5
    if high > 1.15 * middle:
        # The long axis is known, so the widest extent across it is the middle one.
        assert shape.perpendicular_diameter_mm == pytest.approx(2 * middle, abs=0.8)
    assert shape.volume_ml == pytest.approx(body.volume_ml, rel=0.08)
    assert shape.centre_mm == pytest.approx(centre, abs=0.15)


def test_a_single_voxel_can_be_measured() -> None:
    grid = grid_around(FINE, 10.0)
    values = np.zeros(grid.shape, dtype=bool)
    values[5, 5, 5] = True
    shape = measure(Mask(values, grid))
    assert 0 < shape.longest_diameter_mm < 3


def test_an_empty_outline_has_no_measure() -> None:
    grid = Grid((4, 4, 4), np.eye(4), FRAME)
    with pytest.raises(EmptyMask):
        measure(Mask(np.zeros(grid.shape, dtype=bool), grid))
