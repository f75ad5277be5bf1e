"""Slices, screen places and outlines: right side of the right picture, at sub-voxel accuracy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.errors import NotADisplayGrid
from imaging.geometry import Grid, RigidTransform
from imaging.margin import surface_of
from imaging.planes import (
    SCREEN,
    DistanceField,
    Plane,
    depth_of,
    distance_field,
    extent_mm,
    mask_outlines,
    point_at,
    screen_of,
    slice_depth,
    slice_index,
    slice_picture,
    surface_field,
)
from imaging.volume import Mask, Volume

FRAME = "1.2.3"
STEP = 2.0
CORNER = (-41.0, -63.0, -20.0)
SHAPE = (40, 60, 45)  # z, y, x
coordinate = st.floats(-200, 200)


def display(shape: tuple[int, int, int] = SHAPE) -> Grid:
    affine = np.eye(4)
    affine[:3, :3] = np.diag([STEP] * 3)[:, ::-1]
    affine[:3, 3] = CORNER
    return Grid(shape, affine, FRAME)


def volume_with_spot(point: tuple[float, float, float]) -> Volume:
    grid = display()
    values = np.zeros(grid.shape, dtype=np.int16)
    values[tuple(np.rint(grid.index(point)).astype(int))] = 1000
    return Volume(values, grid)


def sphere(centre: tuple[float, float, float], radius: float, step: float = 0.5) -> DistanceField:
    middle = np.array(centre)
    return distance_field(
        lambda points: np.linalg.norm(points - middle, axis=1) - radius,
        middle - radius - 7,
        middle + radius + 7,
        FRAME,
        step_mm=step,
    )


@pytest.mark.parametrize("plane", Plane)
@given(x=coordinate, y=coordinate, z=coordinate)
def test_a_place_on_the_screen_leads_back_to_the_point(plane: Plane, x: float, y: float, z: float) -> None:
    u, v = screen_of(plane, (x, y, z))
    assert point_at(plane, u, v, depth_of(plane, (x, y, z))) == pytest.approx((x, y, z))


@pytest.mark.parametrize(
    ("plane", "toward", "direction"),
    [
        # (plane, a step in the patient, the step on the screen: right, down)
        (Plane.AXIAL, (1, 0, 0), (1, 0)),  # Left is on the screen's right
        (Plane.AXIAL, (0, 1, 0), (0, 1)),  # Posterior is below
        (Plane.CORONAL, (1, 0, 0), (1, 0)),
        (Plane.CORONAL, (0, 0, 1), (0, -1)),  # Superior is above
        (Plane.SAGITTAL, (0, 1, 0), (1, 0)),  # anterior is on the left
        (Plane.SAGITTAL, (0, 0, 1), (0, -1)),
    ],
)
def test_the_patient_lies_in_radiological_convention(
    plane: Plane, toward: tuple[int, int, int], direction: tuple[int, int]
) -> None:
    assert tuple(screen_of(plane, toward) - screen_of(plane, (0, 0, 0))) == direction


@pytest.mark.parametrize("plane", Plane)
def test_the_letters_name_the_sides_where_the_patient_has_them(plane: Plane) -> None:
    away = {"L": (1, 0, 0), "R": (-1, 0, 0), "P": (0, 1, 0), "A": (0, -1, 0), "S": (0, 0, 1), "I": (0, 0, -1)}
    screen_steps = ((-1, 0), (1, 0), (0, -1), (0, 1))  # left, right, top, bottom
    for letter, step in zip(SCREEN[plane].letters, screen_steps, strict=True):
        assert tuple(screen_of(plane, away[letter])) == step


@pytest.mark.parametrize("plane", Plane)
@pytest.mark.parametrize("point", [(21.0, -31.0, 44.0), (-33.0, 41.0, -8.0)])
def test_a_bright_spot_appears_at_its_screen_place(plane: Plane, point: tuple[float, float, float]) -> None:
    volume = volume_with_spot(point)
    index = slice_index(volume.grid, plane, depth_of(plane, point))
    picture = slice_picture(volume, plane, index)
    row, column = np.argwhere(picture.values == 1000)[0]
    place = (picture.left_mm + (column + 0.5) * picture.step_mm, picture.top_mm + (row + 0.5) * picture.step_mm)
    assert place == pytest.approx(tuple(screen_of(plane, point)), abs=STEP / 2 + 1e-9)
    assert picture.depth_mm == pytest.approx(depth_of(plane, point), abs=STEP / 2)
    assert not (slice_picture(volume, plane, index + 1).values == 1000).any()


@pytest.mark.parametrize("plane", Plane)
def test_a_slice_is_a_view_and_covers_the_extent(plane: Plane) -> None:
    volume = volume_with_spot((0, 0, 0))
    picture = slice_picture(volume, plane, 3)
    assert np.shares_memory(picture.values, volume.values)
    left, top, width, height = extent_mm(volume.grid, plane)
    assert (picture.left_mm, picture.top_mm) == pytest.approx((left, top))
    assert picture.values.shape == (round(height / STEP), round(width / STEP))


@given(z=st.floats(-1000, 1000))
def test_the_slice_shown_is_the_nearest_one_inside_the_grid(z: float) -> None:
    grid = display()
    index = slice_index(grid, Plane.AXIAL, z)
    assert 0 <= index < grid.shape[0]
    inside = min(max(z, slice_depth(grid, Plane.AXIAL, 0)), slice_depth(grid, Plane.AXIAL, grid.shape[0] - 1))
    assert abs(slice_depth(grid, Plane.AXIAL, index) - inside) <= STEP / 2 + 1e-9


def test_an_oblique_grid_is_not_sliced() -> None:
    affine = display().affine.copy()
    affine[0, 0] = 0.2
    oblique = Volume(np.zeros(SHAPE, dtype=np.int16), Grid(SHAPE, affine, FRAME))
    with pytest.raises(NotADisplayGrid):
        slice_picture(oblique, Plane.AXIAL, 0)


@pytest.mark.parametrize("plane", Plane)
@pytest.mark.parametrize("level", [0.0, 5.0])
def test_outlines_of_a_sphere_are_circles_at_their_place(plane: Plane, level: float) -> None:
    centre, radius, away = (12.3, -7.1, 33.8), 11.0, 4.2
    field = sphere(centre, radius)
    lines = field.outlines(plane, depth_of(plane, centre) + away, level)
    assert len(lines) == 1
    wanted = np.sqrt((radius + level) ** 2 - away**2)
    found = np.linalg.norm(lines[0] - screen_of(plane, centre), axis=1)
    assert np.abs(found - wanted).max() < 0.02
    assert np.allclose(lines[0][0], lines[0][-1])  # closed


@pytest.mark.parametrize("plane", Plane)
def test_an_elongated_body_keeps_its_long_axis_in_every_plane(plane: Plane) -> None:
    half = np.array([4.0, 8.0, 14.0])
    field = distance_field(lambda points: np.linalg.norm(points / half, axis=1) * 8.0 - 8.0, -half - 3, half + 3, FRAME)
    (line,) = field.outlines(plane, 0.0, 0.0)
    axes = SCREEN[plane]
    assert np.abs(line).max(axis=0) == pytest.approx(half[[axes.u_axis, axes.v_axis]], abs=0.1)


def test_slices_beside_the_body_have_no_outline() -> None:
    field = sphere((0, 0, 0), 5.0)
    assert field.outlines(Plane.AXIAL, 8.0, 0.0) == ()
    assert field.outlines(Plane.AXIAL, 500.0, 0.0) == ()


def ball_mask(radius: float, spacing: tuple[float, float, float]) -> Mask:
    shape = tuple(int(np.ceil((2 * radius + 8) / s)) for s in spacing)
    affine = np.eye(4)
    affine[:3, :3] = np.diag(spacing[::-1])[:, ::-1]
    affine[:3, 3] = -(np.array(shape[::-1]) - 1) * np.array(spacing[::-1]) / 2
    grid = Grid((shape[0], shape[1], shape[2]), affine, FRAME)
    index = np.stack(np.meshgrid(*(np.arange(n) for n in shape), indexing="ij"), axis=-1)
    return Mask(np.linalg.norm(grid.points(index), axis=-1) <= radius, grid)


@pytest.mark.parametrize("reach", [6.0, 9.0])
def test_a_surface_s_field_outlines_the_surface_and_its_margin_after_a_move(reach: float) -> None:
    turn = np.deg2rad(25.0)
    matrix = np.eye(4)
    matrix[:2, :2] = [[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]
    matrix[:3, 3] = (20.0, -5.0, 9.0)
    surface = surface_of(ball_mask(10.0, (1.0, 1.0, 1.0))).moved(RigidTransform(matrix, "reference", FRAME))
    field = surface_field(surface, reach)
    assert field.frame == "reference"
    for level in (0.0, 5.0):
        (line,) = field.outlines(Plane.CORONAL, -5.0, level)
        found = np.linalg.norm(line - screen_of(Plane.CORONAL, (20.0, -5.0, 9.0)), axis=1)
        assert np.abs(found - (10.0 + level)).max() < 0.2


@pytest.mark.parametrize("plane", Plane)
@pytest.mark.parametrize("spacing", [(1.0, 1.0, 1.0), (3.0, 0.9, 0.9)])
def test_a_mask_s_outline_lies_within_half_a_voxel(plane: Plane, spacing: tuple[float, float, float]) -> None:
    (line,) = mask_outlines(ball_mask(8.0, spacing), plane, 0.0)
    assert np.abs(np.linalg.norm(line, axis=1) - 8.0).max() < 0.6 * max(spacing)


def test_a_mask_of_another_frame_is_outlined_where_the_transform_puts_it() -> None:
    matrix = np.eye(4)
    matrix[:3, 3] = (30.0, 10.0, -20.0)
    (line,) = mask_outlines(ball_mask(6.0, (1.0, 1.0, 1.0)), Plane.AXIAL, -20.0, reference_from_mask=matrix)
    assert line.mean(axis=0) == pytest.approx((30.0, 10.0), abs=0.3)


def test_an_empty_mask_or_a_slice_beside_it_has_no_outline() -> None:
    mask = ball_mask(6.0, (1.0, 1.0, 1.0))
    assert mask_outlines(mask, Plane.AXIAL, 60.0) == ()
    assert mask_outlines(Mask(np.zeros_like(mask.values), mask.grid), Plane.AXIAL, 0.0) == ()
