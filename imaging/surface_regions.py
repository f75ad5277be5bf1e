"""The inside of a cavity's surface, and the shell around it, as masks on a grid of one's own."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates

from imaging.geometry import Grid
from imaging.margin import CavitySurface, reaching
from imaging.volume import Mask


def regions_on(grid: Grid, surface: CavitySurface, margin_mm: float) -> tuple[Mask, Mask]:
    """Cavity and margin on `grid`: voxels whose centre lies inside, and outside within `margin_mm` of the surface.

    For exchange with programs that take masks; volumes are those of the surface itself (`margin.margin_of`).

    Args:
        grid: any grid in the surface's frame.
        surface: the cavity.
        margin_mm: width of the margin, > 0.

    Raises:
        FrameMismatch: grid and surface lie in different frames.
    """
    return regions_of(distances_on(grid, surface, margin_mm), grid, margin_mm)


def regions_of(distance: NDArray[np.float32], grid: Grid, margin_mm: float) -> tuple[Mask, Mask]:
    """The same of distances that are known already: what `distances_on` gives for `grid`, as far as `margin_mm`."""
    return Mask(distance <= 0, grid), Mask((distance > 0) & (distance <= margin_mm), grid)


def distances_on(grid: Grid, surface: CavitySurface, reach_mm: float) -> NDArray[np.float32]:
    """Signed distance of each voxel's centre to the surface, mm, negative inside; infinite well beyond `reach_mm`.

    Args:
        grid: any grid in the surface's frame; the result has its shape.
        surface: the cavity.
        reach_mm: how far outside the distance is to be known, > 0.

    Raises:
        FrameMismatch: grid and surface lie in different frames.
    """
    grid.require_frame(surface.frame)
    block, signed = reaching(surface, reach_mm)
    index = grid.index(block.corners())
    low = np.clip(np.floor(index.min(axis=0)).astype(int), 0, grid.shape)
    high = np.clip(np.ceil(index.max(axis=0)).astype(int) + 1, 0, grid.shape)
    distance = np.full(grid.shape, np.inf, dtype=np.float32)
    if (high > low).all():
        box = tuple(slice(start, end) for start, end in zip(low, high, strict=True))
        nodes = np.moveaxis(np.indices(tuple(high - low)), 0, -1) + low
        at = block.index(grid.points(nodes))
        distance[box] = map_coordinates(signed, np.moveaxis(at, -1, 0), order=1, mode="constant", cval=np.inf)
    return distance
