"""The part of a case that one picture shows: what else would be resampled to be thrown away."""

import numpy as np

from app.usecases.open_case import OpenCase
from imaging.geometry import Grid
from review_schema.finding import PositionMm

ROOM = 2
"""Voxels around what is seen, so that no edge of the part comes into the picture."""


def pictured(case: OpenCase, cavity: str | None, place: PositionMm | None, field_mm: float) -> Grid:
    """The nodes of the case's grid that an axial picture of `field_mm` around a place needs.

    Args:
        case: its visits are not looked at.
        cavity: whose surface's middle is pictured where no place is given.
        place: LPS mm in the case's frame; None: the cavity, all of it; without one the whole grid.
        field_mm: width of the picture.
    """
    surface = case.cavities.get(cavity or "") or next(iter(case.cavities.values()), None)
    if place is not None:
        low = high = np.asarray(place, dtype=np.float64)
    elif surface is not None:
        low, high = surface.surface_points.min(axis=0), surface.surface_points.max(axis=0)
        # The slice through the middle will do, whatever its field.
        low[2] = high[2] = (low[2] + high[2]) / 2
    else:
        return case.grid
    half = np.array([field_mm / 2, field_mm / 2, 0.0])
    ends = case.grid.index(np.stack([low - half, high + half]))
    last = np.asarray(case.grid.shape) - 1
    first = np.clip(np.floor(ends.min(axis=0)).astype(int) - ROOM, 0, last)
    final = np.clip(np.ceil(ends.max(axis=0)).astype(int) + ROOM, 0, last)
    affine = case.grid.affine.copy()
    affine[:3, 3] = case.grid.points(first)
    slices, rows, columns = (int(n) for n in final - first + 1)
    return Grid((slices, rows, columns), affine, case.grid.frame)
