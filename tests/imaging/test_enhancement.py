"""The rim's thickness by direction and the enhancing volume, on spheres with an enhancing shell of known thickness."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from imaging.enhancement import AZIMUTHS, HEIGHTS, CavityWall, HeadDepth, wall_of
from imaging.errors import FrameMismatch
from imaging.geometry import Grid, Points, RigidTransform
from imaging.intensity import IntensityScale
from imaging.margin import CavitySurface, surface_of
from imaging.volume import Volume
from tests.imaging.shapes import FRAME, UPRIGHT, grid_around, sphere

RADIUS_MM = 12.0
FLUID, WHITE, RIM = 0.1, 0.95, 1.8
SCALE = IntensityScale(0.0, 1.0)
THIN, THICK = (1.0, 1.0, 1.0), (3.0, 0.9, 0.9)
HERE = RigidTransform.identity(FRAME)
CENTRE = (0.0, 0.0, 0.0)


def nodes(grid: Grid) -> Points:
    return grid.points(np.moveaxis(np.indices(grid.shape), 0, -1))


def ball(grid: Grid, centre: tuple[float, float, float], radius_mm: float) -> np.ndarray:
    """Share of each voxel inside a ball: the edge is as wide as the voxel is across it."""
    away = nodes(grid) - np.array(centre)
    distance = np.linalg.norm(away, axis=-1)
    axes = grid.affine[:3, :3]
    width = np.linalg.norm((away / np.maximum(distance, 1e-6)[..., None]) @ axes, axis=-1)
    return np.clip(0.5 + (radius_mm - distance) / width, 0.0, 1.0)


def scan(grid: Grid, rim_mm: float, centre: tuple[float, float, float] = CENTRE) -> Volume:
    """White matter, in it a cavity with an enhancing shell around it."""
    outer, inner = ball(grid, centre, RADIUS_MM + rim_mm), ball(grid, centre, RADIUS_MM)
    return Volume((WHITE + (RIM - WHITE) * outer + (FLUID - RIM) * inner).astype(np.float32), grid)


def surface(grid: Grid, centre: tuple[float, float, float] = CENTRE, radius_mm: float = RADIUS_MM) -> CavitySurface:
    return surface_of(sphere(radius_mm, centre).mask(grid))


def measured(volume: Volume, wall: CavitySurface) -> CavityWall:
    return wall_of(volume, HERE, SCALE, wall, wall, 5.0)


def shell_ml(mm: float) -> float:
    return 4 / 3 * np.pi * ((RADIUS_MM + mm) ** 3 - RADIUS_MM**3) / 1000


@pytest.mark.parametrize(
    ("spacing_mm", "rim_mm", "mean_within_mm", "anywhere_within_mm"),
    [
        (THIN, 2.0, 0.15, 0.35),
        (THIN, 3.0, 0.1, 0.3),
        (THIN, 4.0, 0.1, 0.3),
        (THIN, 5.0, 0.1, 0.3),
        (THIN, 6.0, 0.1, 0.3),
        (THICK, 3.0, 0.35, 1.9),
        (THICK, 4.0, 0.15, 1.0),
        (THICK, 5.0, 0.15, 0.8),
        (THICK, 6.0, 0.15, 0.8),
    ],
)
def test_a_rim_at_least_as_thick_as_the_voxels_is_measured(
    spacing_mm: tuple[float, float, float], rim_mm: float, mean_within_mm: float, anywhere_within_mm: float
) -> None:
    grid = grid_around(spacing_mm)
    found = measured(scan(grid, rim_mm), surface(grid))
    assert found.rim_mean_mm == pytest.approx(rim_mm, abs=mean_within_mm)
    assert found.unrolled_mm == pytest.approx(rim_mm, abs=anywhere_within_mm)
    assert found.rim_max_mm == pytest.approx(rim_mm, abs=anywhere_within_mm)


@pytest.mark.parametrize(("spacing_mm", "extent_mm"), [(THIN, 1.8), (THICK, 3.6)])
def test_a_thinner_rim_reads_as_the_voxel_at_most(spacing_mm: tuple[float, float, float], extent_mm: float) -> None:
    grid = grid_around(spacing_mm)
    found = measured(scan(grid, 1.0), surface(grid))
    assert np.nanmax(found.unrolled_mm) <= extent_mm
    equator = found.unrolled_mm[HEIGHTS // 2]
    assert equator == pytest.approx(1.2, abs=0.6), "across thin voxels it is measured whatever the slices"


@pytest.mark.parametrize(
    ("spacing_mm", "rim_mm", "within"),
    [(THIN, 2.0, 0.2), (THIN, 3.0, 0.1), (THIN, 5.0, 0.06), (THICK, 3.0, 0.12), (THICK, 5.0, 0.13)],
)
def test_the_volume_of_a_shell_is_measured(
    spacing_mm: tuple[float, float, float], rim_mm: float, within: float
) -> None:
    grid = grid_around(spacing_mm)
    assert measured(scan(grid, rim_mm), surface(grid)).enhancing_ml == pytest.approx(shell_ml(rim_mm), rel=within)


def test_what_enhances_beyond_the_margin_does_not_count() -> None:
    grid = grid_around(THIN)
    assert measured(scan(grid, 9.0), surface(grid)).enhancing_ml == pytest.approx(shell_ml(5.0), rel=0.03)


def test_a_wall_without_enhancement_measures_nothing() -> None:
    grid = grid_around(THIN)
    found = measured(scan(grid, 0.0), surface(grid))
    assert (found.enhancing_ml, found.rim_mean_mm, found.rim_max_mm, found.thickest) == (0.0, 0.0, 0.0, None)


@pytest.mark.parametrize(
    ("centre", "column"),
    [((0, -14, 0), 0), ((14, 0, 0), AZIMUTHS // 4), ((0, 14, 0), AZIMUTHS // 2), ((-14, 0, 0), 3 * AZIMUTHS // 4)],
    ids=["anterior", "left", "posterior", "right"],
)
def test_a_nodule_at_the_wall_stands_where_it_lies(centre: tuple[float, float, float], column: int) -> None:
    grid = grid_around(THIN)
    volume = Volume((scan(grid, 0.0).values + RIM * ball(grid, centre, 3.0)).astype(np.float32), grid)
    found = measured(volume, surface(grid))
    assert found.thickest is not None
    row, at = found.thickest
    assert abs(row - HEIGHTS // 2) <= 1
    assert min(abs(at - column), AZIMUTHS - abs(at - column)) <= 2
    assert found.places_mm[found.thickest] == pytest.approx(np.array(centre) * RADIUS_MM / 14, abs=3.5)


def test_the_top_row_is_superior() -> None:
    grid = grid_around(THIN)
    volume = Volume((scan(grid, 0.0).values + RIM * ball(grid, (0, 0, 14), 3.0)).astype(np.float32), grid)
    found = measured(volume, surface(grid)).thickest
    assert found is not None
    assert found[0] == 0


def test_enhancement_apart_from_the_wall_is_no_rim_but_counts_in_the_margin() -> None:
    grid = grid_around(THIN)
    volume = Volume((scan(grid, 0.0).values + RIM * ball(grid, (18.0, 0, 0), 2.5)).astype(np.float32), grid)
    found = measured(volume, surface(grid))
    assert found.rim_max_mm == 0.0
    cap_ml = np.pi * 1.5**2 * (3 * 2.5 - 1.5) / 3 / 1000
    assert found.enhancing_ml == pytest.approx(cap_ml, abs=0.006), "the part of it within 5 mm"


def test_the_rim_is_that_of_the_cavity_as_it_is_and_the_margin_that_of_the_baseline() -> None:
    grid = grid_around(THIN)
    found = wall_of(scan(grid, 3.0), HERE, SCALE, surface(grid), surface(grid, radius_mm=16.0), 5.0)
    assert found.rim_mean_mm == pytest.approx(3.0, abs=0.1)
    assert found.enhancing_ml == 0.0, "the cavity has shrunk: its rim lies inside the baseline contour"


def test_a_rim_of_a_shrunken_cavity_is_found_beneath_the_baseline_contour() -> None:
    grid = grid_around(THIN)
    found = measured(scan(grid, 2.0), surface(grid, radius_mm=14.0))
    assert found.rim_mean_mm == pytest.approx(2.0, abs=0.2)


@settings(max_examples=6)
@given(
    turn=st.integers(0, 10_000),
    shift=st.tuples(st.floats(-3, 3), st.floats(-3, 3), st.floats(-3, 3)),
    rim_mm=st.sampled_from([2.5, 4.0]),
)
def test_pose_and_place_of_the_voxels_do_not_matter(
    turn: int, shift: tuple[float, float, float], rim_mm: float
) -> None:
    upright = grid_around(THIN)
    tilted = grid_around(THIN, turn=Rotation.random(random_state=turn).as_matrix())
    expected = measured(scan(upright, rim_mm), surface(upright))
    found = measured(scan(tilted, rim_mm, shift), surface(tilted, shift))
    assert found.rim_mean_mm == pytest.approx(expected.rim_mean_mm, abs=0.08)
    assert found.enhancing_ml == pytest.approx(expected.enhancing_ml, rel=0.05)


def test_a_scan_in_another_frame_is_measured_through_its_registration() -> None:
    grid = grid_around(THIN)
    matrix = np.eye(4)
    matrix[:3, :3] = Rotation.from_euler("xyz", (10, -20, 30), degrees=True).as_matrix()
    matrix[:3, 3] = (4, -5, 6)
    moved = RigidTransform(matrix, FRAME, "9.9")
    x, y, z = (float(v) for v in moved.inverse().points([0.0, 0.0, 0.0], FRAME))
    native = scan(grid_around(THIN, 76.0, frame="9.9"), 3.0, (x, y, z))
    found = wall_of(native, moved, SCALE, surface(grid), surface(grid), 5.0)
    assert found.rim_mean_mm == pytest.approx(3.0, abs=0.1)
    with pytest.raises(FrameMismatch):
        wall_of(native, HERE, SCALE, surface(grid), surface(grid), 5.0)


def test_a_wall_beside_the_scan_is_not_measured() -> None:
    grid = grid_around(THIN)
    cut = Grid((30, *grid.shape[1:]), grid.affine, FRAME)
    found = measured(Volume(scan(grid, 3.0).values[:30], cut), surface(grid))
    assert np.isnan(found.unrolled_mm[0]).all(), "the scan ends below the middle of the cavity"
    assert found.rim_mean_mm == pytest.approx(3.0, abs=0.2)
    nowhere = Grid((4, 4, 4), UPRIGHT_FAR, FRAME)
    away = measured(Volume(np.ones((4, 4, 4), dtype=np.float32), nowhere), surface(grid))
    assert (away.enhancing_ml, away.rim_mean_mm, away.rim_max_mm) == (0.0, None, None)


UPRIGHT_FAR = np.eye(4)
UPRIGHT_FAR[:3, :3] = UPRIGHT
UPRIGHT_FAR[:3, 3] = 200.0


def test_scalp_and_skull_are_left_out() -> None:
    grid = grid_around((2.0, 2.0, 2.0), 140.0)
    head = Volume(ball(grid, (0, 0, 0), 60.0).astype(np.float32), grid)
    depth = HeadDepth(head)
    assert depth.within_skull(np.array([[0.0, 0, 0], [45.0, 0, 0], [55.0, 0, 0]])).tolist() == [True, True, False]
    empty = HeadDepth(Volume(np.zeros(grid.shape, dtype=np.float32), grid))
    assert empty.within_skull(np.array([[55.0, 0, 0]])).all(), "where no head is found, nothing is left out"


def test_noise_in_the_white_matter_is_no_enhancement() -> None:
    grid = grid_around(THIN)
    noise = np.random.default_rng(3).normal(0.0, 0.03, grid.shape)
    found = measured(Volume((scan(grid, 0.0).values + noise).astype(np.float32), grid), surface(grid))
    assert found.enhancing_ml < 0.01
    assert found.rim_mean_mm is not None
    assert found.rim_mean_mm < 0.01


def test_a_wall_is_measured_well_within_a_second() -> None:
    grid = grid_around(THIN)
    volume, wall = scan(grid, 3.0), surface(grid)
    measured(volume, wall)
    start = time.process_time()
    measured(volume, wall)
    assert time.process_time() - start <= 0.8
