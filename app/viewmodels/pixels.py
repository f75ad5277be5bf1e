"""Pixels of a picture, made for the part of it that is seen only."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Shade = Callable[..., NDArray[np.uint8]]
"""Turns the voxels of a picture (and those subtracted, where there are any) into levels of the same shape."""

SPARE_PIXELS = 3
"""Beyond the part that is seen, so that a smooth scaling finds its neighbours at the edge."""


@dataclass(frozen=True, eq=False)
class Pixels:
    """A picture ready to be drawn, or the voxels of one that is made when its levels are asked for.

    Attributes:
        voxels: shape (rows downwards, columns to the right): levels as uint8, or, with `shade`, voxels of a slice.
        left_mm, top_mm: screen place of the outer edge of the first pixel.
        step_mm: width of a pixel.
        tall_mm: height of a pixel; None: as wide.
        shade: makes the levels.
        subtracted: voxels of the same shape, given to `shade` as well.
    """

    voxels: NDArray[Any]
    left_mm: float
    top_mm: float
    step_mm: float
    tall_mm: float | None = None
    shade: Shade | None = None
    subtracted: NDArray[Any] | None = None

    @property
    def row_mm(self) -> float:
        """Height of a pixel."""
        return self.step_mm if self.tall_mm is None else self.tall_mm

    @property
    def levels(self) -> NDArray[np.uint8]:
        """uint8, shape of `voxels`: grey levels, or of a subtraction 128 for no change."""
        if self.shade is None:
            return self.voxels
        return self.shade(self.voxels) if self.subtracted is None else self.shade(self.voxels, self.subtracted)

    def box(self, left_mm: float, top_mm: float, right_mm: float, bottom_mm: float) -> tuple[int, int, int, int]:
        """The pixels (first row, end of rows, first column, end of columns) that a part of the screen shows."""
        rows, columns = self.voxels.shape
        first = max(0, math.floor((top_mm - self.top_mm) / self.row_mm) - SPARE_PIXELS)
        end = min(rows, math.ceil((bottom_mm - self.top_mm) / self.row_mm) + SPARE_PIXELS)
        begin = max(0, math.floor((left_mm - self.left_mm) / self.step_mm) - SPARE_PIXELS)
        last = min(columns, math.ceil((right_mm - self.left_mm) / self.step_mm) + SPARE_PIXELS)
        return min(first, rows), max(end, 0), min(begin, columns), max(last, 0)

    def part(self, first: int, end: int, begin: int, last: int) -> "Pixels":
        """The pixels of `box`."""
        where = np.s_[first:end, begin:last]
        return replace(
            self,
            voxels=self.voxels[where],
            subtracted=None if self.subtracted is None else self.subtracted[where],
            left_mm=self.left_mm + begin * self.step_mm,
            top_mm=self.top_mm + first * self.row_mm,
        )
