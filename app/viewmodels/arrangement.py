"""How the pictures of a case are arranged: which view stands where in a grid, for each layout."""

import math
from dataclasses import dataclass
from enum import StrEnum

from app.viewmodels.slices import Shown, ViewSpec
from imaging.planes import Plane

CAPTION_PX = 26
"""Height of the line under a tile of the film strip."""


class Layout(StrEnum):
    """Arrangements of the pictures."""

    COMPARE = "compare"
    SQUARE = "square"
    PLANES = "planes"
    STRIP = "strip"
    SINGLE = "single"


@dataclass(frozen=True)
class Cell:
    """A view and its place in the grid."""

    spec: ViewSpec
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Arrangement:
    """A layout for one case and one size.

    Attributes:
        cells: in reading order.
        column_shares, row_shares: of width and height; a row without a share is as high as its caption.
    """

    cells: tuple[Cell, ...]
    column_shares: tuple[int, ...]
    row_shares: tuple[int, ...]


COMPARE = Arrangement(
    (
        Cell(ViewSpec(Shown.BASELINE, Plane.AXIAL), 0, 0, rows=2),
        Cell(ViewSpec(Shown.CURRENT, Plane.AXIAL), 0, 1, rows=2),
        Cell(ViewSpec(Shown.CURRENT, Plane.CORONAL), 0, 2),
        Cell(ViewSpec(Shown.CURRENT, Plane.SAGITTAL), 0, 3),
        Cell(ViewSpec(Shown.DIFFERENCE, Plane.AXIAL), 1, 2, columns=2),
    ),
    (2, 2, 1, 1),
    (1, 1),
)

PLANES = Arrangement(
    tuple(
        Cell(ViewSpec(shown, plane), row, column)
        for row, shown in enumerate((Shown.BASELINE, Shown.CURRENT))
        for column, plane in enumerate(Plane)
    ),
    (1, 1, 1),
    (1, 1),
)


def arrangement(layout: Layout, plane: Plane, visits: int, width: int, height: int) -> Arrangement:
    """Where the views of `layout` stand.

    Args:
        layout: the arrangement.
        plane: the plane of layouts that show one plane only.
        visits: how many visits there are to show.
        width: of the whole, pixels.
        height: of the whole, pixels.
    """
    if layout is Layout.COMPARE:
        return COMPARE
    if layout is Layout.PLANES:
        return PLANES
    if layout is Layout.SINGLE:
        return Arrangement((Cell(ViewSpec(Shown.CURRENT, plane), 0, 0),), (1,), (1,))
    if layout is Layout.SQUARE:
        other = Plane.CORONAL if plane is not Plane.CORONAL else Plane.AXIAL
        shown = (
            ViewSpec(Shown.BASELINE, plane),
            ViewSpec(Shown.CURRENT, plane),
            ViewSpec(Shown.DIFFERENCE, plane),
            ViewSpec(Shown.CURRENT, other),
        )
        return Arrangement(tuple(Cell(spec, *divmod(order, 2)) for order, spec in enumerate(shown)), (1, 1), (1, 1))
    return _film_strip(plane, max(visits, 1), width, height)


def _film_strip(plane: Plane, visits: int, width: int, height: int) -> Arrangement:
    """One tile per visit, in as many columns as make the tiles largest; under each a row for its caption."""

    def tile_px(columns: int) -> float:
        return min(width / columns, height / math.ceil(visits / columns) - CAPTION_PX)

    columns = max(range(1, visits + 1), key=tile_px)
    rows = math.ceil(visits / columns)
    cells = [
        Cell(ViewSpec(Shown.VISIT, plane, visit), 2 * (visit // columns), visit % columns) for visit in range(visits)
    ]
    return Arrangement(tuple(cells), (1,) * columns, (1, 0) * rows)
