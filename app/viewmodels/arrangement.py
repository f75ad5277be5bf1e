"""How the pictures of a case are arranged: which view stands where in a grid, for each layout."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
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

LEAST_COMPARE_PX = 560
"""Below this the narrowest of the views beside each other would have no room for their titles."""

LEAST_SQUARE_PX = 160
"""And below this there is no room for two rows of them."""

PLANES = Arrangement(
    tuple(
        Cell(ViewSpec(shown, plane), row, column)
        for row, shown in enumerate((Shown.BASELINE, Shown.CURRENT))
        for column, plane in enumerate(Plane)
    ),
    (1, 1, 1),
    (1, 1),
)


def next_planes(planes: Sequence[Plane], layout: Layout) -> tuple[Plane, ...]:
    """The choice after `planes`: axial, coronal, sagittal and, in the film strip, all three below each other."""
    choices = [(plane,) for plane in Plane] + ([tuple(Plane)] if layout is Layout.STRIP else [])
    here = choices.index(tuple(planes)) if tuple(planes) in choices else 0
    return choices[(here + 1) % len(choices)]


def arrangement(layout: Layout, planes: Sequence[Plane], visits: int, width: int, height: int) -> Arrangement:
    """Where the views of `layout` stand.

    Args:
        layout: the arrangement.
        planes: of the film strip; the first one is that of other layouts that show one plane only.
        visits: how many visits there are to show.
        width: of the whole, in pixels at the first size of texts.
        height: of the whole, in the same pixels.
    """
    plane = planes[0]
    if layout is Layout.COMPARE and width >= LEAST_COMPARE_PX:
        return COMPARE
    if layout is Layout.PLANES:
        return PLANES
    if layout is Layout.SINGLE:
        return Arrangement((Cell(ViewSpec(Shown.CURRENT, plane), 0, 0),), (1,), (1,))
    if layout is Layout.COMPARE and height < LEAST_SQUARE_PX:
        beside = (
            Cell(ViewSpec(shown, plane), 0, column) for column, shown in enumerate((Shown.BASELINE, Shown.CURRENT))
        )
        return Arrangement(tuple(beside), (1, 1), (1,))
    if layout in (Layout.SQUARE, Layout.COMPARE):
        other = Plane.CORONAL if plane is not Plane.CORONAL else Plane.AXIAL
        shown = (
            ViewSpec(Shown.BASELINE, plane),
            ViewSpec(Shown.CURRENT, plane),
            ViewSpec(Shown.DIFFERENCE, plane),
            ViewSpec(Shown.CURRENT, other),
        )
        return Arrangement(tuple(Cell(spec, *divmod(order, 2)) for order, spec in enumerate(shown)), (1, 1), (1, 1))
    return _film_strip(planes, max(visits, 1), width, height)


def as_acquired(wanted: Arrangement) -> Arrangement:
    """The arrangement with native slices in the first view of each visit; views beside it go on as they are."""
    lead = {(cell.spec.shown, cell.spec.visit): cell.spec for cell in reversed(wanted.cells)}
    native = {spec for spec in lead.values() if spec.shown is not Shown.DIFFERENCE}
    cells = (
        replace(cell, spec=replace(cell.spec, native=True)) if cell.spec in native else cell for cell in wanted.cells
    )
    return replace(wanted, cells=tuple(cells))


def _film_strip(planes: Sequence[Plane], visits: int, width: int, height: int) -> Arrangement:
    """One tile per visit and plane, the planes of a visit below each other and its caption below them.

    The visits stand in as many columns as make the tiles largest.
    """

    def tile_px(columns: int) -> float:
        return min(width / columns, (height / math.ceil(visits / columns) - CAPTION_PX) / len(planes))

    columns = max(range(1, visits + 1), key=tile_px)
    banks = math.ceil(visits / columns)
    high = len(planes) + 1
    cells = [
        Cell(ViewSpec(Shown.VISIT, plane, visit), high * (visit // columns) + row, visit % columns)
        for row, plane in enumerate(planes)
        for visit in range(visits)
    ]
    return Arrangement(tuple(cells), (1,) * columns, ((1,) * len(planes) + (0,)) * banks)
