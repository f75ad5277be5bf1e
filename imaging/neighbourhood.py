"""The scan around a place, on a fine isotropic block: what growing from a click works on."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import map_coordinates

from imaging.geometry import Grid, Points
from imaging.volume import Volume

Values = NDArray[np.float32]


def block_around(grid: Grid, centre_mm: ArrayLike, half_mm: float, step_mm: float) -> Grid:
    """An isotropic cube of nodes with `centre_mm` (LPS) on its middle node, along the axes of `grid`.

    Args:
        grid: gives frame and directions.
        centre_mm: LPS mm, shape (3,).
        half_mm: from the middle to each face, mm.
        step_mm: between neighbouring nodes, mm.
    """
    reach = int(np.ceil(half_mm / step_mm))
    affine = np.eye(4)
    affine[:3, :3] = grid.affine[:3, :3] / np.asarray(grid.spacing_mm) * step_mm
    affine[:3, 3] = np.asarray(centre_mm, dtype=np.float64) - affine[:3, :3] @ np.full(3, float(reach))
    return Grid((2 * reach + 1,) * 3, affine, grid.frame)


def nodes_of(grid: Grid) -> Points:
    """LPS mm of every voxel centre, shape (slices, rows, columns, 3)."""
    return grid.points(np.moveaxis(np.indices(grid.shape), 0, -1))


def sampled(values: NDArray[np.generic], source: Grid, target: Grid, ceiling: float = np.inf) -> Values:
    """`values` on `source` seen at the centres of `target`, trilinear; NaN where `source` does not reach.

    Args:
        values: on `source`.
        source: where the values lie.
        target: where they are wanted.
        ceiling: brighter voxels count as this bright.

    Raises:
        FrameMismatch: the grids lie in different frames.
    """
    source.require_frame(target.frame)
    index = np.moveaxis(source.index(nodes_of(target)), -1, 0)
    # Only the part that is needed is turned into floats: scans are memory-mapped.
    last = np.asarray(source.shape) - 1
    low = np.clip(np.floor(index.min(axis=(1, 2, 3))), 0, last).astype(int)
    high = np.clip(np.ceil(index.max(axis=(1, 2, 3))), 0, last).astype(int)
    part = np.asarray(values[tuple(slice(a, b + 1) for a, b in zip(low, high, strict=True))], dtype=np.float32)
    return map_coordinates(
        np.minimum(part, np.float32(ceiling)),
        index - low[:, None, None, None],
        output=np.float32,
        order=1,
        mode="constant",
        cval=np.nan,
    )


def distances_from(grid: Grid, centre_mm: ArrayLike) -> NDArray[np.float64]:
    """Distance of every voxel centre from `centre_mm` (LPS), mm, shape of the grid."""
    return np.asarray(np.linalg.norm(nodes_of(grid) - np.asarray(centre_mm, dtype=np.float64), axis=-1))


def scan_around(
    volume: Volume, centre_mm: ArrayLike, half_mm: float, step_mm: float, ceiling: float = np.inf
) -> tuple[Values, Grid]:
    """The scan on `block_around` a place; NaN outside the scan, brighter voxels as bright as `ceiling`."""
    grid = block_around(volume.grid, centre_mm, half_mm, step_mm)
    return sampled(volume.values, volume.grid, grid, ceiling), grid
