"""The sub-voxel surface: volumes, distances and margins of shapes whose truth is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from imaging.errors import EmptyMask, FrameMismatch
from imaging.geometry import Grid, RigidTransform
from imaging.margin import BLOCK_STEP_MM, margin_of, surface_of
from imaging.volume import Mask
from tests.imaging.shapes import AXES_MM, FRAME, Ellipsoid, box, grid_around, placed_shapes, sphere

ISOTROPIC = (1.0, 1.0, 1.0)
THICK = (3.0, 0.9, 0.9)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spacing_mm", "shell_pct", "volume_pct"),
    [(ISOTROPIC, 1.0, 1.0), (THICK, 3.0, 3.0), ((2.0, 2.0, 2.0), 3.0, 4.0)],
)
def test_the_margin_of_spheres_and_ellipsoids_is_true(
    spacing_mm: tuple[float, float, float], shell_pct: float, volume_pct: float
) -> None:
    for body, mask in placed_shapes(spacing_mm, seed=11):
        surface = surface_of(mask)
        assert surface.volume_ml == pytest.approx(body.volume_ml, rel=volume_pct / 100), body.axes
        assert margin_of(surface, 5.0).shell_ml == pytest.approx(body.shell_ml(5.0), rel=shell_pct / 100), body.axes


@given(
    radius_mm=st.floats(8, 14),
    offset=st.tuples(*[st.floats(-1.5, 1.5)] * 3),
    thick=st.booleans(),
    mm=st.sampled_from([3.0, 5.0]),
)
@settings(max_examples=25)
def test_any_sphere_keeps_its_margin_wherever_it_lies_between_the_voxels(
    radius_mm: float, offset: tuple[float, float, float], thick: bool, mm: float
) -> None:
    body = sphere(radius_mm, offset)
    surface = surface_of(body.mask(grid_around(THICK if thick else ISOTROPIC, 45.0)))
    assert margin_of(surface, mm).shell_ml == pytest.approx(body.shell_ml(mm), rel=0.03 if thick else 0.01)


def test_voxel_counting_would_fail_the_test_above() -> None:
    """Guards the yardstick: distances from voxel centres miss the margin by more than the allowed error."""
    from scipy.ndimage import distance_transform_edt

    body = sphere(12.0, (0.3, -0.2, 0.4))
    mask = body.mask(grid_around(THICK, 45.0))
    naive = distance_transform_edt(~mask.values, sampling=mask.grid.spacing_mm)
    shell_ml = float(((naive > 0) & (naive <= 5)).sum()) * mask.grid.voxel_ml
    assert abs(shell_ml / body.shell_ml(5.0) - 1) > 0.05


@pytest.mark.parametrize("spacing_mm", [ISOTROPIC, THICK])
def test_distances_are_those_of_the_sphere_near_and_far(spacing_mm: tuple[float, float, float]) -> None:
    body = sphere(15.0, (0.3, 0.1, -0.2))
    surface = surface_of(body.mask(grid_around(spacing_mm, 45.0)))
    chance = np.random.default_rng(2)
    directions = chance.normal(size=(400, 3))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    true_mm = np.linspace(-14, 100, 400)
    found = surface.distance_mm(np.array(body.centre) + directions * (15.0 + true_mm)[:, None], FRAME)
    voxel_mm = max(spacing_mm)
    assert abs(np.mean(found - true_mm)) < 0.03 * voxel_mm
    assert np.abs(found - true_mm).max() < 0.35 * voxel_mm
    assert np.array_equal(np.sign(found[np.abs(true_mm) > 1]), np.sign(true_mm[np.abs(true_mm) > 1]))


def test_distances_to_the_found_surface_are_exact_to_a_twentieth_of_a_millimetre() -> None:
    surface = surface_of(Ellipsoid((9.0, 14.0, 11.0)).mask(grid_around(THICK, 45.0)))
    chance = np.random.default_rng(3)
    for apart_mm in (0.2, 1.0, 5.0, 40.0):
        picked = chance.integers(len(surface.surface_points), size=200)
        # Outside a nearly convex body the way out along the normal is the shortest way back.
        points = surface.surface_points[picked] + apart_mm * surface.normals[picked]
        within = surface.distance_mm(points, FRAME) - apart_mm
        assert np.median(np.abs(within)) < 0.05
        nearest = np.linalg.norm(surface.surface_points[None] - points[:40, None], axis=-1).min(axis=1)
        assert np.all(surface.distance_mm(points[:40], FRAME) <= nearest + 1e-6)
        assert np.all(surface.distance_mm(points[:40], FRAME) >= nearest - 0.3)


def test_the_block_agrees_with_the_distances() -> None:
    surface = surface_of(Ellipsoid((8.0, 12.0, 10.0)).mask(grid_around(ISOTROPIC, 40.0)))
    assert surface.grid.spacing_mm == pytest.approx((BLOCK_STEP_MM,) * 3)
    nodes = np.argwhere((surface.signed_mm > -2) & (surface.signed_mm < 6))[::97]
    found = surface.distance_mm(surface.grid.points(nodes), FRAME)
    difference = surface.signed_mm[tuple(nodes.T)] - found
    assert abs(float(difference.mean())) < 0.01
    assert float(np.abs(difference).max()) < 0.15


@pytest.mark.parametrize("spacing_mm", [ISOTROPIC, THICK])
def test_every_voxel_centre_stays_on_its_side(spacing_mm: tuple[float, float, float]) -> None:
    mask = Ellipsoid((8.0, 13.0, 10.0), (0.2, 0.4, -0.3)).mask(grid_around(spacing_mm, 40.0))
    signed = surface_of(mask).distance_mm(mask.grid.points(np.moveaxis(np.indices(mask.grid.shape), 0, -1)), FRAME)
    assert signed[mask.values].max() < 0.1
    assert signed[~mask.values].min() > -0.1


def test_a_moved_surface_reads_the_same_distances_in_the_other_frame() -> None:
    surface = surface_of(sphere(10.0, (3.0, -2.0, 1.0)).mask(grid_around(ISOTROPIC, 40.0)))
    matrix = np.eye(4)
    matrix[:3, :3] = Rotation.from_euler("xyz", (10, -20, 30), degrees=True).as_matrix()
    matrix[:3, 3] = (5, 6, -7)
    transform = RigidTransform(matrix, "9.9", FRAME)
    moved = surface.moved(transform)
    points = np.random.default_rng(4).uniform(-30, 30, (50, 3))
    assert moved.frame == "9.9"
    assert moved.volume_ml == surface.volume_ml
    assert moved.distance_mm(transform.points(points, FRAME), "9.9") == pytest.approx(
        surface.distance_mm(points, FRAME), abs=1e-6
    )
    assert margin_of(moved).shell_ml == pytest.approx(margin_of(surface).shell_ml)


def test_frames_do_not_mix() -> None:
    surface = surface_of(sphere(8.0).mask(grid_around(ISOTROPIC, 30.0)))
    with pytest.raises(FrameMismatch):
        surface.distance_mm([0.0, 0.0, 0.0], "9.9")
    with pytest.raises(FrameMismatch):
        surface.moved(RigidTransform(np.eye(4), FRAME, "9.9"))
    with pytest.raises(FrameMismatch):
        margin_of(surface, within=sphere(20.0).mask(grid_around(ISOTROPIC, 30.0, frame="9.9")))


def test_an_empty_mask_has_no_surface() -> None:
    grid = grid_around(ISOTROPIC, 10.0)
    with pytest.raises(EmptyMask):
        surface_of(Mask(np.zeros(grid.shape, dtype=bool), grid))


@pytest.mark.parametrize("spacing_mm", [ISOTROPIC, THICK])
def test_a_single_voxel_becomes_a_small_round_body(spacing_mm: tuple[float, float, float]) -> None:
    grid = grid_around(spacing_mm, 20.0)
    surface = surface_of(box(grid, (3, 5, 6), (3, 5, 6)))
    centre = grid.points([3, 5, 6])
    assert surface.distance_mm(centre, FRAME) < 0
    assert surface.distance_mm(centre + np.array([20.0, 0, 0]), FRAME) == pytest.approx(20.0, abs=1.0)
    assert 0 < surface.volume_ml < 3 * grid.voxel_ml
    assert margin_of(surface).shell_ml == pytest.approx(4 / 3 * np.pi * 0.125, rel=0.5)


def test_parts_that_do_not_touch_share_one_margin() -> None:
    grid = grid_around(ISOTROPIC, 60.0)
    one, other = sphere(8.0, (-15.0, 0.2, 0.1)), sphere(6.0, (15.0, 0.1, 0.3))
    both = surface_of(Mask(one.mask(grid).values | other.mask(grid).values, grid))
    assert both.volume_ml == pytest.approx(one.volume_ml + other.volume_ml, rel=0.02)
    assert margin_of(both, 5.0).shell_ml == pytest.approx(one.shell_ml(5.0) + other.shell_ml(5.0), rel=0.02)


def test_a_tiny_part_beside_a_large_one_keeps_its_margin() -> None:
    grid = grid_around(ISOTROPIC, 60.0)
    large = sphere(12.0, (-12.0, 0.0, 0.0)).mask(grid)
    tiny = box(grid, (30, 30, 50), (30, 30, 50))
    shells = [
        margin_of(surface_of(Mask(values, grid))).shell_ml for values in (large.values, large.values | tiny.values)
    ]
    assert shells[1] - shells[0] > 0.3


def test_an_enclosed_hole_has_a_margin_inside() -> None:
    grid = grid_around(ISOTROPIC, 50.0)
    solid, hole = sphere(16.0), sphere(6.0)
    hollow = surface_of(Mask(solid.mask(grid).values & ~hole.mask(grid).values, grid))
    assert hollow.volume_ml == pytest.approx(solid.volume_ml - hole.volume_ml, rel=0.02)
    assert hollow.distance_mm([0.0, 0.0, 0.0], FRAME) == pytest.approx(6.0, abs=0.3)
    # Every point of the hole but its middle millimetre lies within 5 mm of the wall.
    assert margin_of(hollow, 5.0).shell_ml == pytest.approx(solid.shell_ml(5.0) + hole.volume_ml, rel=0.02)


def test_a_mask_that_meets_the_edge_of_its_grid_ends_there() -> None:
    wide, narrow = grid_around(ISOTROPIC, 60.0), grid_around(ISOTROPIC, 24.0)
    # 24 voxels around the origin: the sphere is cut at ±12 mm on all six sides.
    cut = surface_of(sphere(14.0).mask(narrow))
    inside = sphere(14.0).mask(wide).values
    near = np.abs(wide.points(np.moveaxis(np.indices(wide.shape), 0, -1))).max(axis=-1) < 12
    same = surface_of(Mask(inside & near, wide))
    assert cut.volume_ml == pytest.approx(same.volume_ml, rel=1e-6)
    assert margin_of(cut).shell_ml == pytest.approx(margin_of(same).shell_ml, rel=1e-6)


def test_a_block_with_flat_faces_does_not_swell() -> None:
    grid = grid_around(ISOTROPIC, 40.0)
    cube = box(grid, (10, 10, 10), (29, 29, 29))
    assert surface_of(cube).volume_ml == pytest.approx(8.0, rel=0.08)


def test_a_grid_of_one_slice_works() -> None:
    grid = Grid((1, 20, 20), np.diag([3.0, 1.0, 1.0, 1.0])[:, [2, 1, 0, 3]], FRAME)
    surface = surface_of(box(grid, (0, 5, 5), (0, 14, 14)))
    assert surface.distance_mm(grid.points([0, 10, 10]), FRAME) < 0
    assert surface.volume_ml == pytest.approx(0.3, rel=0.6)


def test_a_margin_wider_than_the_block_is_whole() -> None:
    body = sphere(9.0, (0.2, 0.1, 0.0))
    surface = surface_of(body.mask(grid_around(ISOTROPIC, 40.0)))
    margin = margin_of(surface, 15.0)
    assert margin.shell_ml == pytest.approx(body.shell_ml(15.0), rel=0.01)
    assert margin.mask.voxel_sum_ml == pytest.approx(margin.shell_ml, rel=0.01)
    assert surface_of(body.mask(grid_around(ISOTROPIC, 40.0)), reach_mm=20.0).grid.shape > surface.grid.shape


def test_the_margin_mask_is_the_shell() -> None:
    body = sphere(10.0, (0.3, 0.0, 0.2))
    margin = margin_of(surface_of(body.mask(grid_around(ISOTROPIC, 40.0))), 3.0)
    nodes = margin.mask.grid.points(np.argwhere(margin.mask.values))
    from_centre = np.linalg.norm(nodes - np.array(body.centre), axis=1)
    assert from_centre.min() == pytest.approx(10.0, abs=0.3)
    assert from_centre.max() == pytest.approx(13.0, abs=0.3)
    assert margin.mask.voxel_sum_ml == pytest.approx(margin.shell_ml, rel=0.02)


def test_a_margin_is_cut_at_the_brain() -> None:
    body = sphere(10.0)
    surface = surface_of(body.mask(grid_around(ISOTROPIC, 40.0)))
    brain_grid = grid_around((2.0, 1.2, 1.2), 80.0)
    left = brain_grid.points(np.moveaxis(np.indices(brain_grid.shape), 0, -1))[..., 0] > 0
    half = margin_of(surface, 5.0, Mask(left, brain_grid))
    whole = margin_of(surface, 5.0)
    assert half.shell_ml == pytest.approx(whole.shell_ml / 2, rel=0.04)
    assert half.mask.values.sum() < whole.mask.values.sum()
    assert not (half.mask.values & ~whole.mask.values).any()


def test_outside_the_grid_of_the_brain_there_is_no_margin() -> None:
    surface = surface_of(sphere(10.0).mask(grid_around(ISOTROPIC, 40.0)))
    small = grid_around(ISOTROPIC, 24.0)
    cut = margin_of(surface, 5.0, Mask(np.ones(small.shape, dtype=bool), small))
    assert np.abs(cut.mask.grid.points(np.argwhere(cut.mask.values))).max() < 12.1


@given(turn=st.integers(0, 2**16), mm=st.floats(0.5, 6.5))
@settings(max_examples=15)
def test_a_wider_margin_holds_the_narrower_one(turn: int, mm: float) -> None:
    axes = AXES_MM[turn % len(AXES_MM)]
    small = tuple(axis / 2 for axis in axes)
    body = Ellipsoid((small[0], small[1], small[2]), turn=Rotation.random(random_state=turn).as_matrix())
    surface = surface_of(body.mask(grid_around((2.0, 1.0, 1.0), 40.0)))
    narrow, wide = margin_of(surface, mm), margin_of(surface, mm + 0.5)
    if narrow.mask.grid.shape == wide.mask.grid.shape:
        assert not (narrow.mask.values & ~wide.mask.values).any()
    assert narrow.shell_ml < wide.shell_ml
