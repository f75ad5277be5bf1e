"""Volumes and masks: read-only arrays, axis order (slice, row, column), on a `Grid`."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imaging.errors import GridMismatch
from imaging.geometry import Grid, read_only


@dataclass(frozen=True, eq=False)
class Volume:
    """Scan intensities on a grid.

    Attributes:
        values: shape (slices, rows, columns); any real dtype; read-only, may be memory-mapped.
        grid: where the voxels lie.

    Raises:
        GridMismatch: the array's shape is not the grid's.
    """

    values: NDArray[Any]
    grid: Grid

    def __post_init__(self) -> None:
        if tuple(self.values.shape) != self.grid.shape:
            raise GridMismatch(self.grid.shape, tuple(self.values.shape))
        object.__setattr__(self, "values", read_only(self.values))


@dataclass(frozen=True, eq=False)
class Mask:
    """A region: booleans on a grid, shape (slices, rows, columns), read-only.

    Raises:
        GridMismatch: the array's shape is not the grid's.
    """

    values: NDArray[np.bool_]
    grid: Grid

    def __post_init__(self) -> None:
        if tuple(self.values.shape) != self.grid.shape:
            raise GridMismatch(self.grid.shape, tuple(self.values.shape))
        object.__setattr__(self, "values", read_only(np.ascontiguousarray(self.values, dtype=np.bool_)))

    @property
    def voxel_sum_ml(self) -> float:
        """Volume of the marked voxels, ml (a voxel count, not the volume of the smooth surface)."""
        return float(self.values.sum()) * self.grid.voxel_ml
