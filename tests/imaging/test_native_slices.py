"""Slices as acquired: the patient's sides, places and outlines in scans that lie askew."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from imaging.geometry import Grid, apply_affine
from imaging.margin import surface_of
from imaging.native_slices import NativeSlices, field_outlines, region_outlines, sides_of
from imaging.planes import SCREEN, Plane, screen_of, surface_field
from imaging.volume import Mask, Volume

FRAME = "1.2.3"
# Slice, row and column directions (LPS) of common acquisitions, and of mirrored and turned ones.
ACQUIRED = {
    "axial": ((0, 0, 1), (0, 1, 0), (1, 0, 0)),
    "axial from the head down": ((0, 0, -1), (0, 1, 0), (1, 0, 0)),
    "axial as RAS files lie": ((0, 0, 1), (0, -1, 0), (-1, 0, 0)),
    "axial, rows and columns exchanged": ((0, 0, 1), (1, 0, 0), (0, 1, 0)),
    "coronal": ((0, 1, 0), (0, 0, -1), (1, 0, 0)),
    "sagittal": ((1, 0, 0), (0, 0, -1), (0, 1, 0)),
    "sagittal from left to right": ((-1, 0, 0), (0, 0, 1), (0, -1, 0)),
}
SPACING = (5.5, 0.9, 0.7)


def grid(directions: tuple[tuple[int, ...], ...], turned: Rotation | None = None) -> Grid:
    affine = np.eye(4)
    affine[:3, :3] = np.array(directions, dtype=float).T * SPACING
    if turned is not None:
        affine[:3, :3] = turned.as_matrix() @ affine[:3, :3]
    affine[:3, 3] = -affine[:3, :3] @ (9.5, 39.5, 29.5)
    return Grid((20, 80, 60), affine, FRAME)


@pytest.mark.parametrize("name", ACQUIRED)
@pytest.mark.parametrize("degrees", [0, 17])
def test_a_bright_voxel_is_shown_where_its_place_is(name: str, degrees: int) -> None:
    given = grid(ACQUIRED[name], Rotation.from_euler("xyz", (degrees, degrees / 2, -degrees), degrees=True))
    values = np.zeros(given.shape, dtype=np.int16)
    values[6, 11, 40] = 1000
    slices = NativeSlices(given)
    seen, tall_mm = slices.picture(Volume(values, given), 6)
    (row,), (column,) = np.nonzero(seen.values)
    point = given.points((6, 11, 40))
    u, v, depth = apply_affine(slices.screen_from_native(6), point)
    assert seen.left_mm + (column + 0.5) * seen.step_mm == pytest.approx(u, abs=1e-9)
    assert seen.top_mm + (row + 0.5) * tall_mm == pytest.approx(v, abs=1e-9)
    assert depth == pytest.approx(0.0, abs=1e-9)
    if not degrees:
        assert (u, v) == pytest.approx(tuple(screen_of(slices.plane, point)))
    assert slices.nearest(point) == 6
    assert slices.apart_mm == pytest.approx(5.5)


@pytest.mark.parametrize("name", ACQUIRED)
def test_the_letters_are_those_of_the_radiological_convention(name: str) -> None:
    slices = NativeSlices(grid(ACQUIRED[name]))
    assert slices.plane == name.split()[0].rstrip(",")
    assert slices.letters == SCREEN[slices.plane].letters


@pytest.mark.parametrize(
    ("degrees", "letters"),
    [
        (0, ("R", "L", "A", "P")),
        (8, ("R", "L", "A", "P")),
        (20, ("R", "L", "AS", "PI")),
        (-20, ("R", "L", "AI", "PS")),
        (40, ("R", "L", "AS", "PI")),
    ],
)
def test_the_letters_of_a_tilted_scan_name_both_sides_from_ten_degrees_on(
    degrees: int, letters: tuple[str, ...]
) -> None:
    tilted = grid(ACQUIRED["axial"], Rotation.from_euler("x", -degrees, degrees=True))
    assert NativeSlices(tilted).letters == letters


def test_a_direction_is_named_by_its_chief_side_first() -> None:
    assert sides_of(np.array([0.0, -0.6, 0.8])) == "SA"
    assert sides_of(np.array([1.0, 0.0, 0.0])) == "L"


def test_a_sphere_cut_by_an_oblique_slice_is_a_circle_of_the_right_size() -> None:
    affine = np.diag([1.0, 1.0, 1.0, 1.0])[:, [2, 1, 0, 3]]
    affine[:3, 3] = -30.0
    lattice = Grid((61, 61, 61), affine, FRAME)
    centre, radius = np.array([4.0, -3.0, 2.0]), 15.0
    z, y, x = np.mgrid[-30:31, -30:31, -30:31]
    ball = Mask((x - 4) ** 2 + (y + 3) ** 2 + (z - 2) ** 2 <= radius**2, lattice)
    slices = NativeSlices(grid(ACQUIRED["coronal"], Rotation.from_euler("xz", (25, 10), degrees=True)))
    index = slices.nearest(centre) + 1
    screen = slices.screen_from_native(index)
    u, v, away = apply_affine(screen, centre)
    distances = surface_field(surface_of(ball), 6.0)
    for lines, level in (
        (field_outlines(distances, screen, 0.0), 0.0),
        (field_outlines(distances, screen, 5.0), 5.0),
        (region_outlines(ball, screen), 0.0),
    ):
        (line,) = lines
        found = np.hypot(line[:, 0] - u, line[:, 1] - v)
        wanted = np.sqrt((radius + level) ** 2 - away**2)
        assert found.mean() == pytest.approx(wanted, abs=0.4)
        assert np.ptp(found) < 1.6  # the ball is made of voxels of 1 mm
    assert field_outlines(distances, slices.screen_from_native(0), 0.0) == ()


def test_a_place_moves_along_the_stack_and_stays_inside_it() -> None:
    slices = NativeSlices(grid(ACQUIRED["axial"]))
    point = np.array([3.0, 4.0, 1.0])
    moved = slices.on_slice(point, slices.nearest(point) + 1)
    assert moved[:2] == pytest.approx(point[:2])
    assert slices.nearest(moved) == slices.nearest(point) + 1
    assert slices.nearest(slices.on_slice(point, 99)) == slices.count - 1
    assert Plane(slices.plane) is Plane.AXIAL
