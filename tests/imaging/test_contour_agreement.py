"""Agreement of two contours: shapes whose overlap and distances can be written down."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from imaging.contour_agreement import compare_contours, percentile_by_area, sample_areas, side_of_margin
from imaging.errors import FrameMismatch
from imaging.geometry import RigidTransform
from imaging.margin import CavitySurface, surface_of
from tests.imaging.shapes import FRAME, UPRIGHT, box, grid_around, sphere

ISOTROPIC = (1.0, 1.0, 1.0)
THICK = (3.0, 0.9, 0.9)
TILTED = Rotation.from_euler("xyz", (12, -20, 31), degrees=True).as_matrix()

SAMPLING_MM = {ISOTROPIC: 0.08, THICK: 0.3}
"""Allowed error of a distance: a voxel mask does not tell the shape any better (note 4)."""

SAMPLING_DICE = {ISOTROPIC: 0.01, THICK: 0.02}


def spheres_apart(radius: float, apart: float) -> tuple[float, NDArray[np.float64]]:
    """Dice of two equal spheres, and the distance from evenly spread places of one surface to the other."""
    dice = 1 - 3 * apart / (4 * radius) + apart**3 / (16 * radius**3)
    height = np.linspace(-1, 1, 200_001)  # equal steps of height are equal areas (Archimedes)
    return dice, np.abs(np.sqrt(radius**2 + apart**2 - 2 * radius * apart * height) - radius)


def ball(
    radius: float,
    centre: tuple[float, float, float] = (0.0, 0.0, 0.0),
    spacing: tuple[float, float, float] = ISOTROPIC,
    turn: NDArray[np.float64] = UPRIGHT,
) -> CavitySurface:
    return surface_of(sphere(radius, centre).mask(grid_around(spacing, turn=turn)))


@pytest.mark.parametrize("spacing", [ISOTROPIC, THICK])
@pytest.mark.parametrize("apart", [1.0, 2.0, 4.0, 9.0])
@pytest.mark.parametrize("along", [(1.0, 0.0, 0.0), (0.0, 0.0, 1.0), (0.6, 0.48, 0.64)])
def test_a_shifted_sphere_has_the_overlap_and_the_distances_of_geometry(
    spacing: tuple[float, float, float], apart: float, along: tuple[float, float, float]
) -> None:
    dice, distances = spheres_apart(12.0, apart)
    shift = np.array(along) * apart
    found = compare_contours(ball(12.0, spacing=spacing), ball(12.0, (shift[0], shift[1], shift[2]), spacing))
    assert found.dice == pytest.approx(dice, abs=SAMPLING_DICE[spacing])
    assert found.mean_mm == pytest.approx(float(distances.mean()), abs=SAMPLING_MM[spacing])
    assert found.hausdorff95_mm == pytest.approx(float(np.percentile(distances, 95)), abs=1.5 * SAMPLING_MM[spacing])
    assert found.volume_1_ml == pytest.approx(sphere(12.0).volume_ml, rel=0.03)


@pytest.mark.parametrize("spacing", [ISOTROPIC, THICK])
def test_spheres_within_each_other_are_as_far_apart_as_their_radii_everywhere(
    spacing: tuple[float, float, float],
) -> None:
    found = compare_contours(ball(12.0, spacing=spacing), ball(15.0, spacing=spacing))
    assert found.dice == pytest.approx(2 * 12**3 / (12**3 + 15**3), abs=SAMPLING_DICE[spacing])
    assert found.mean_mm == pytest.approx(3.0, abs=SAMPLING_MM[spacing])
    assert found.hausdorff95_mm == pytest.approx(3.0, abs=2 * SAMPLING_MM[spacing])
    assert found.surface_dice == 0.0


def test_the_surface_dice_is_the_share_of_area_within_its_tolerance() -> None:
    _, distances = spheres_apart(14.0, 2.0)
    for tolerance in (0.5, 1.0, 1.5):
        found = compare_contours(ball(14.0), ball(14.0, (0.0, 2.0, 0.0)), tolerance)
        assert found.surface_dice == pytest.approx(float((distances <= tolerance).mean()), abs=0.04), tolerance


def test_a_box_shifted_along_an_edge_overlaps_by_the_rest_of_the_edge() -> None:
    grid = grid_around(ISOTROPIC)
    one, other = box(grid, (20, 20, 20), (39, 39, 39)), box(grid, (20, 20, 24), (39, 39, 43))
    found = compare_contours(surface_of(one), surface_of(other))
    assert found.dice == pytest.approx(16 / 20, abs=0.015)
    # Two faces of six lie 4 mm apart; a fifth of each of the other four leaves the other box by up to 4 mm, 2 in mean.
    assert found.mean_mm == pytest.approx((2 * 4 + 4 * (0.2 * 2)) / 6, abs=0.2)
    assert found.hausdorff95_mm == pytest.approx(4.0, abs=0.4)


def test_a_slice_too_many_costs_what_it_is_in_millimetres() -> None:
    grid = grid_around(THICK)
    one, other = box(grid, (5, 20, 20), (12, 45, 45)), box(grid, (5, 20, 20), (13, 45, 45))
    found = compare_contours(surface_of(one), surface_of(other))
    assert found.dice == pytest.approx(2 * 8 / (8 + 9), abs=0.01)
    assert found.hausdorff95_mm == pytest.approx(3.0, abs=0.3)


@pytest.mark.parametrize("spacing", [ISOTROPIC, THICK])
def test_a_contour_agrees_with_itself(spacing: tuple[float, float, float]) -> None:
    found = compare_contours(ball(9.0, spacing=spacing), ball(9.0, spacing=spacing))
    assert (found.dice, found.surface_dice) == (1.0, 1.0)
    assert found.mean_mm < 0.02
    assert found.hausdorff95_mm < 0.06


def test_grids_may_differ_and_the_order_does_not_matter() -> None:
    thick, tilted = ball(12.0, spacing=THICK), ball(12.0, (2.0, 0.0, 0.0), turn=TILTED)
    found, turned = compare_contours(thick, tilted), compare_contours(tilted, thick)
    dice, distances = spheres_apart(12.0, 2.0)
    assert found.dice == pytest.approx(dice, abs=SAMPLING_DICE[THICK])
    assert found.mean_mm == pytest.approx(float(distances.mean()), abs=SAMPLING_MM[THICK])
    for name in ("dice", "mean_mm", "hausdorff95_mm", "surface_dice"):
        assert getattr(found, name) == pytest.approx(getattr(turned, name), abs=1e-9), name
    assert (found.volume_1_ml, found.volume_2_ml) == (turned.volume_2_ml, turned.volume_1_ml)


def test_contours_that_do_not_touch_share_nothing() -> None:
    found = compare_contours(ball(6.0, (-15.0, 0.0, 0.0)), ball(6.0, (15.0, 0.0, 0.0)))
    assert (found.dice, found.surface_dice) == (0.0, 0.0)
    assert found.hausdorff95_mm == pytest.approx(float(np.percentile(spheres_apart(6.0, 30.0)[1], 95)), abs=0.3)


def test_contours_of_two_frames_are_not_compared_until_one_is_moved() -> None:
    away = surface_of(sphere(9.0).mask(grid_around(ISOTROPIC, frame="9.9")))
    with pytest.raises(FrameMismatch):
        compare_contours(ball(9.0), away)
    matrix = np.eye(4)
    matrix[:3, :3], matrix[:3, 3] = TILTED, (1.0, 0.0, 0.0)
    found = compare_contours(ball(9.0), away.moved(RigidTransform(matrix, FRAME, "9.9")))
    assert found.dice == pytest.approx(spheres_apart(9.0, 1.0)[0], abs=0.01)


def test_samples_stand_for_the_whole_area() -> None:
    for spacing, turn in ((ISOTROPIC, UPRIGHT), (ISOTROPIC, TILTED), (THICK, UPRIGHT)):
        assert sample_areas(ball(12.0, spacing=spacing, turn=turn)).sum() == pytest.approx(4 * np.pi * 144, rel=0.03)


def test_a_percentile_counts_area_not_samples() -> None:
    values, areas = np.array([3.0, 1.0, 2.0]), np.array([1.0, 8.0, 1.0])
    assert [percentile_by_area(values, areas, share) for share in (0.5, 0.85, 0.95)] == [1.0, 2.0, 3.0]


@pytest.mark.parametrize(
    ("lesion_at", "sides"),
    [(14.0, (True, True)), (21.0, (False, True)), (26.0, (False, False)), (-19.0, (True, False))],
)
def test_a_lesion_changes_sides_where_the_contours_put_the_margin_apart(
    lesion_at: float, sides: tuple[bool, bool]
) -> None:
    one, other = ball(12.0), ball(12.0, (3.0, 0.0, 0.0))
    lesion = ball(3.0, (lesion_at, 0.0, 0.0))
    found = side_of_margin(lesion.surface_points, FRAME, one, other, 5.0)
    assert (found.inside_1, found.inside_2) == sides
    assert found.changes is (sides[0] is not sides[1])
    assert found.shortest_1_mm == pytest.approx(abs(lesion_at) - 15.0, abs=0.15)
    assert found.shortest_2_mm == pytest.approx(abs(lesion_at - 3.0) - 15.0, abs=0.15)
