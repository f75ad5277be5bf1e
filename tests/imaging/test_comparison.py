import numpy as np
import pytest

from imaging.comparison import PlaneGrid, blended, checkerboard, edges, revealed, right_of, sample
from imaging.geometry import Grid, apply_affine
from imaging.planes import Plane, point_at
from imaging.volume import Volume
from tests.imaging.registration_heads import grid, pose

FIRST, SECOND = np.zeros((8, 8)), np.ones((8, 8))


def ramp(of: Grid) -> Volume:
    """Brightness that tells the place: x + 10 y + 100 z."""
    at = of.points(np.moveaxis(np.indices(of.shape), 0, -1))
    return Volume(at @ (1.0, 10.0, 100.0), of)


@pytest.mark.parametrize("plane", list(Plane))
def test_each_pixel_shows_the_place_under_it_through_the_transform(plane: Plane) -> None:
    turned = pose((3.0, -2.0, 5.0), (4.0, 1.0, -2.0))
    where = PlaneGrid(plane, (3.0, -4.0, 5.0), step_mm=1.0, rows=36, columns=40)
    seen = sample(ramp(grid((2.0, 1.5, 1.0))), turned, where)
    left, top = where.left_top_mm
    depth = {Plane.AXIAL: 5.0, Plane.CORONAL: -4.0, Plane.SAGITTAL: 3.0}[plane]
    for row, column in ((0, 0), (0, 39), (35, 0), (17, 23)):
        place = point_at(plane, left + (column + 0.5) * where.step_mm, top + (row + 0.5) * where.step_mm, depth)
        assert seen[row, column] == pytest.approx(apply_affine(turned, place) @ (1.0, 10.0, 100.0), abs=0.01)


def test_what_lies_outside_the_scan_is_blank() -> None:
    seen = sample(ramp(grid((2.0, 2.0, 2.0))), np.eye(4), PlaneGrid(Plane.AXIAL, (99.0, 0.0, 0.0), 1.0, 20, 20))
    assert np.isnan(seen[:, -5:]).all()
    assert not np.isnan(seen[:, :5]).any()
    beside = sample(ramp(grid((2.0, 2.0, 2.0))), np.eye(4), PlaneGrid(Plane.AXIAL, (0.0, 0.0, 500.0), 1.0, 20, 20))
    assert np.isnan(beside).all()


@pytest.mark.parametrize(("share", "of_first"), [(0.0, 0), (0.25, 2), (1.0, 8)])
def test_the_reveal_shows_the_first_left_of_the_edge(share: float, of_first: int) -> None:
    put = revealed(FIRST, SECOND, share)
    assert (put[:, :of_first] == 0).all()
    assert (put[:, of_first:] == 1).all()


def test_the_checkerboard_shows_the_two_in_turn_with_a_corner_in_the_middle() -> None:
    board = checkerboard(FIRST, SECOND, 2.0)
    assert board[3, 3] == board[4, 4] == board[2, 2] == 0
    assert board[3, 4] == board[4, 3] == 1
    assert board.mean() == 0.5


def test_edges_are_thin_lines_along_the_steepest_change() -> None:
    places = np.arange(100) - 50.0
    disc = np.where(np.hypot(places[:, None], places) < 30, 1.0, 0.0).astype(np.float32)
    rows, columns = np.nonzero(edges(disc, 0.5))
    assert len(rows) > 100
    assert np.abs(np.hypot(rows - 50, columns - 50) - 30).max() < 1.6
    assert edges(disc, 0.5).sum() < 2 * 2 * np.pi * 30, "one or two pixels wide"


def test_a_flat_or_blank_picture_has_no_edges() -> None:
    assert not edges(np.full((40, 40), 5.0, dtype=np.float32), 0.5).any()
    half_blank = np.full((40, 40), 5.0, dtype=np.float32)
    half_blank[:, 20:] = np.nan
    assert not edges(half_blank, 0.5).any()


def test_a_blend_stays_between_its_two_and_ends_at_them() -> None:
    first, second = np.full((3, 4), 250, np.uint8), np.full((3, 4), 10, np.uint8)
    seen = [int(blended(first, second, share)[0, 0]) for share in (0.0, 0.25, 0.5, 1.0)]
    assert seen == [10, 70, 130, 250]


@pytest.mark.parametrize("share", [-3.0, 0.0, 1.0, 4.0])
def test_an_edge_outside_the_picture_leaves_one_of_the_two(share: float) -> None:
    first, second = np.zeros((2, 5)), np.ones((2, 5))
    np.testing.assert_array_equal(revealed(first, second, share), first if share >= 1.0 else second)


@pytest.mark.parametrize(
    ("points", "pieces"),
    [
        ([(2, 0), (3, 1)], [[(2, 0), (3, 1)]]),
        ([(-2, 0), (-3, 1)], []),
        ([(-2, 0), (2, 4)], [[(0, 2), (2, 4)]]),
        ([(2, 4), (-2, 0)], [[(2, 4), (0, 2)]]),
        ([(-1, 0), (1, 0), (1, 2), (-1, 2)], [[(0, 0), (1, 0), (1, 2), (0, 2)]]),
        ([(1, 0), (-1, 2), (1, 4)], [[(1, 0), (0, 1)], [(0, 3), (1, 4)]]),
    ],
    ids=["right of it", "left of it", "entering", "leaving", "in and out", "out and in"],
)
def test_a_line_is_cut_at_the_edge(points: list[tuple[int, int]], pieces: list[list[tuple[int, int]]]) -> None:
    found = right_of(np.array(points, dtype=float), 0.0)
    assert [piece.tolist() for piece in found] == [[[float(u), float(v)] for u, v in piece] for piece in pieces]
