"""Growing, painting and setting cavities."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.cavity import applicator_sphere, grow_cavity, paint
from imaging.errors import ApplicatorSize, CavityNotClosed, NoCavityHere, OutsideScan
from imaging.geometry import Grid
from imaging.neighbourhood import block_around, sampled, scan_around
from imaging.volume import Mask, Volume
from tests.imaging.shapes import FRAME, Ellipsoid, grid_around, sphere

TISSUE, FLUID, BRIGHT = 600.0, 150.0, 1300.0
THICK = (3.0, 0.9, 0.9)


def scan(grid: Grid, *dark: Mask, bright: tuple[Mask, ...] = (), noise: float = 25.0) -> Volume:
    values = np.full(grid.shape, TISSUE)
    for mask in bright:
        values[mask.values] = BRIGHT
    for mask in dark:
        values[mask.values] = FLUID
    return Volume(values + np.random.default_rng(1).normal(0, noise, grid.shape), grid)


def dice(one: Mask, other: Mask) -> float:
    return 2 * float((one.values & other.values).sum()) / float(one.values.sum() + other.values.sum())


def empty(grid: Grid) -> Mask:
    return Mask(np.zeros(grid.shape, dtype=bool), grid)


@pytest.mark.parametrize("spacing_mm", [(1.0, 1.0, 1.0), THICK])
@pytest.mark.parametrize("rim", [False, True])
@pytest.mark.parametrize("seed_mm", [(0.0, 0.0, 0.0), (6.0, 4.0, -5.0)])
def test_a_cavity_grows_from_a_click_with_or_without_rim(
    spacing_mm: tuple[float, float, float], rim: bool, seed_mm: tuple[float, float, float]
) -> None:
    grid = grid_around(spacing_mm, 90.0)
    true = Ellipsoid((14.0, 11.0, 12.0)).mask(grid)
    wall = (Ellipsoid((16.0, 13.0, 14.0)).mask(grid),) if rim else ()
    assert dice(grow_cavity(scan(grid, true, bright=wall), seed_mm), true) > 0.9


def test_a_neck_to_another_fluid_space_is_cut() -> None:
    grid = grid_around((1.0, 1.0, 1.0), 90.0)
    true = sphere(11.0).mask(grid)
    ventricle = sphere(12.0, (27.0, 0.0, 0.0)).mask(grid)
    neck = Ellipsoid((15.0, 1.6, 1.6), (13.0, 0.0, 0.0)).mask(grid)
    grown = grow_cavity(scan(grid, true, ventricle, neck, noise=10.0), (0.0, 0.0, 0.0))
    assert not (grown.values & ventricle.values & ~true.values).any()
    assert dice(grown, true) > 0.9


def test_clots_inside_are_filled() -> None:
    grid = grid_around((1.0, 1.0, 1.0), 80.0)
    true = sphere(13.0).mask(grid)
    clot = sphere(3.0, (5.0, 0.0, 0.0)).mask(grid)
    values = scan(grid, true).values.copy()
    values[clot.values] = TISSUE
    grown = grow_cavity(Volume(values, grid), (-5.0, 0.0, 0.0))
    assert grown.values[clot.values].all()


def test_tissue_is_no_cavity() -> None:
    grid = grid_around((1.0, 1.0, 1.0), 80.0)
    volume = scan(grid, sphere(12.0).mask(grid))
    with pytest.raises(NoCavityHere):
        grow_cavity(volume, (25.0, 0.0, 0.0))


def test_a_scan_without_signal_is_no_cavity() -> None:
    grid = grid_around((2.0, 2.0, 2.0), 40.0)
    with pytest.raises(NoCavityHere):
        grow_cavity(Volume(np.zeros(grid.shape), grid), (0.0, 0.0, 0.0))


def test_the_air_around_the_head_is_no_cavity() -> None:
    grid = grid_around((2.0, 2.0, 2.0), 160.0)
    head = sphere(50.0, (40.0, 0.0, 0.0)).mask(grid)
    values = np.where(head.values, TISSUE, 10.0)
    with pytest.raises(CavityNotClosed):
        grow_cavity(Volume(values, grid), (-30.0, 0.0, 0.0))


def test_a_click_beside_the_scan_is_refused() -> None:
    grid = grid_around((2.0, 2.0, 2.0), 40.0)
    with pytest.raises(OutsideScan):
        grow_cavity(scan(grid), (0.0, 0.0, 21.0))


def test_a_ball_is_painted_and_erased_in_millimetres() -> None:
    grid = grid_around(THICK, 60.0)
    painted = paint(empty(grid), (1.0, 2.0, 3.0), 10.0, add=True)
    assert np.array_equal(painted.values, sphere(10.0, (1.0, 2.0, 3.0)).mask(grid).values)
    assert not paint(painted, (1.0, 2.0, 3.0), 10.5, add=False).values.any()


@pytest.mark.parametrize(
    ("normal", "axis", "slices_mm"), [("axial", 0, 3.0), ("coronal", 1, 0.9), ("sagittal", 2, 0.9)]
)
def test_a_disc_is_one_slice_thick(normal: str, axis: int, slices_mm: float) -> None:
    grid = grid_around(THICK, 60.0)
    painted = paint(empty(grid), (0.4, 0.3, 1.1), 6.0, add=True, normal=normal)  # type: ignore[arg-type]
    marked = np.argwhere(painted.values)
    assert len(set(marked[:, axis])) == 1
    area = len(marked) * grid.voxel_ml * 1000 / slices_mm
    assert area == pytest.approx(np.pi * 36, rel=0.15)


@given(
    place=st.tuples(*[st.floats(-40, 40)] * 3),
    radius=st.floats(0.1, 9),
    normal=st.sampled_from(["axial", "coronal", "sagittal", None]),
)
@settings(max_examples=60)
def test_a_stroke_stays_within_its_radius_and_on_its_grid(
    place: tuple[float, float, float], radius: float, normal: str | None
) -> None:
    grid = grid_around((2.0, 1.0, 1.5), 50.0)
    painted = paint(empty(grid), place, radius, add=True, normal=normal)  # type: ignore[arg-type]
    marked = grid.points(np.argwhere(painted.values))
    apart = np.linalg.norm(marked - np.array(place), axis=1)
    # The voxel under the brush is painted however small the brush is.
    assert (apart <= np.hypot(radius, 1.4)).all()
    index = grid.index(np.array(place))
    if ((index > -0.5) & (index < np.array(grid.shape) - 0.5)).all():
        assert painted.values[tuple(np.rint(index).astype(int))]


def test_erasing_what_was_painted_gives_the_mask_before() -> None:
    grid = grid_around(THICK, 60.0)
    before = sphere(8.0, (-10.0, 0.0, 0.0)).mask(grid)
    stroke = {"centre_mm": (12.0, 0.0, 0.0), "radius_mm": 5.0}
    after = paint(paint(before, add=True, **stroke), add=False, **stroke)  # type: ignore[arg-type]
    assert np.array_equal(before.values, after.values)


def test_painting_does_not_change_the_mask_it_began_with() -> None:
    mask = empty(grid_around((1.0, 1.0, 1.0), 20.0))
    paint(mask, (0.0, 0.0, 0.0), 4.0, add=True)
    assert not mask.values.any()


def test_an_applicator_is_a_sphere_of_its_diameter() -> None:
    grid = grid_around((1.0, 1.0, 1.0), 60.0)
    placed = applicator_sphere((2.0, 0.0, 1.0), 30.0, grid)
    assert np.array_equal(placed.values, sphere(15.0, (2.0, 0.0, 1.0)).mask(grid).values)


@pytest.mark.parametrize("diameter_mm", [14.9, 51.0])
def test_applicators_have_fifteen_to_fifty_millimetres(diameter_mm: float) -> None:
    with pytest.raises(ApplicatorSize):
        applicator_sphere((0.0, 0.0, 0.0), diameter_mm, grid_around((1.0, 1.0, 1.0), 60.0))


def test_a_neighbourhood_lies_around_its_place_and_knows_where_the_scan_ends() -> None:
    grid = grid_around(THICK, 40.0)
    nodes = grid.points(np.moveaxis(np.indices(grid.shape), 0, -1))
    ramp = Volume(nodes[..., 0] + 10 * nodes[..., 2], grid)
    values, block = scan_around(ramp, (5.0, -3.0, 2.0), 8.0, 0.5)
    assert block.centre() == pytest.approx([5.0, -3.0, 2.0])
    assert block.spacing_mm == pytest.approx((0.5, 0.5, 0.5))
    assert values[16, 16, 16] == pytest.approx(25.0, abs=1e-3)
    beyond, _ = scan_around(ramp, (19.0, 0.0, 0.0), 8.0, 1.0)
    assert np.isnan(beyond).any()
    assert not np.isnan(beyond).all()


def test_a_neighbourhood_wholly_beside_the_scan_is_unknown() -> None:
    grid = grid_around((1.0, 1.0, 1.0), 10.0)
    away = block_around(Grid(grid.shape, grid.affine, FRAME), (100.0, 0.0, 0.0), 3.0, 1.0)
    assert np.isnan(sampled(np.ones(grid.shape), grid, away)).all()
