"""Two scans in one picture: planes sampled through a transform, and ways to lay one over the other.

All pictures of a plane are sampled on one `PlaneGrid`, so that they can be put together pixel by pixel.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from imaging.geometry import Affine, Points
from imaging.planes import SCREEN, Plane, Polyline, screen_of
from imaging.volume import Volume

EDGE_SIGMA_MM = 1.0
"""Blur before edges are taken, mm: noise makes none, folds of the brain do."""

EDGE_PERCENT = 88.0
"""Of a picture's pixels so many per cent are too flat to be an edge."""

Picture = NDArray[np.float32]


@dataclass(frozen=True)
class PlaneGrid:
    """A rectangle of samples in one plane.

    Attributes:
        plane: family of slices.
        centre_mm: LPS mm, the middle of the rectangle; its depth is the slice's.
        step_mm: edge of a pixel.
        rows, columns: pixels downwards and to the right.
    """

    plane: Plane
    centre_mm: tuple[float, float, float]
    step_mm: float
    rows: int
    columns: int

    @property
    def left_top_mm(self) -> tuple[float, float]:
        """Screen place (u, v) of the outer edge of the first pixel."""
        u, v = screen_of(self.plane, self.centre_mm)
        return float(u) - self.columns * self.step_mm / 2.0, float(v) - self.rows * self.step_mm / 2.0

    def index_map(self, index_from_reference: Affine) -> tuple[Points, Points, Points]:
        """Voxel index of the first pixel and its steps down and to the right, through a 4×4 from the reference."""
        axes = SCREEN[self.plane]
        down, right = np.zeros(3), np.zeros(3)
        down[axes.v_axis], right[axes.u_axis] = axes.v_sign * self.step_mm, self.step_mm
        first = np.asarray(self.centre_mm) - down * (self.rows - 1) / 2.0 - right * (self.columns - 1) / 2.0
        turn = index_from_reference[:3, :3]
        return turn @ first + index_from_reference[:3, 3], turn @ down, turn @ right


def sample(volume: Volume, moving_from_reference: Affine, grid: PlaneGrid) -> Picture:
    """The scan at the plane's pixels, linear between voxels, shape (rows, columns); NaN where it does not reach.

    Args:
        volume: native voxels; may be memory-mapped.
        moving_from_reference: 4×4, from the plane's frame to the scan's.
        grid: where to look.
    """
    first, down, right = grid.index_map(volume.grid.lps_to_index @ moving_from_reference)
    ends = [first + r * down + c * right for r in (0, grid.rows - 1) for c in (0, grid.columns - 1)]
    # Only the box that the plane crosses is touched, and the scan's own numbers are read.
    last = np.asarray(volume.grid.shape) - 1
    low = np.clip(np.floor(np.min(ends, axis=0)), 0, last).astype(int)
    high = np.clip(np.ceil(np.max(ends, axis=0)), 0, last).astype(int)
    box = volume.values[tuple(slice(a, b + 1) for a, b in zip(low, high, strict=True))]
    through = np.cross(down, right)  # any third direction: the picture is one sample deep
    seen: NDArray[np.float32] = ndimage.affine_transform(
        np.ascontiguousarray(box),
        np.stack([down, right, through], axis=1),
        first - low,
        (grid.rows, grid.columns, 1),
        output=np.float32,
        order=1,
        mode="constant",
        cval=np.nan,
    )
    return seen[..., 0]


def revealed(first: NDArray[Any], second: NDArray[Any], share: float) -> NDArray[Any]:
    """`first` left of an upright edge at `share` (0..1, else the nearer end) of the width, `second` right of it."""
    edge = round(min(max(share, 0.0), 1.0) * first.shape[1])
    return np.concatenate([first[:, :edge], second[:, edge:]], axis=1)


def checkerboard(first: NDArray[Any], second: NDArray[Any], square_px: float) -> NDArray[Any]:
    """The two in turn, in squares; a corner of four squares lies in the middle of the picture."""
    rows, columns = (np.floor((np.arange(n) + 0.5 - n / 2.0) / square_px).astype(int) for n in first.shape)
    return np.where((rows[:, None] + columns) % 2 == 0, first, second)


def blended(first: NDArray[np.uint8], second: NDArray[np.uint8], share: float) -> NDArray[np.uint8]:
    """`share` (0..1) of `first` and the rest of `second`."""
    # In steps of 1/256, so that bytes stay whole numbers: four times as fast as in floating point.
    part = np.uint16(round(256.0 * share))
    mixed: NDArray[np.uint16] = first * part + second * (np.uint16(256) - part)
    return (mixed >> np.uint16(8)).astype(np.uint8)


def right_of(path: Polyline, u_mm: float) -> tuple[Polyline, ...]:
    """The pieces of a line (u, v), shape (n, 2), that lie right of an upright edge, cut at the edge."""
    inside = path[:, 0] >= u_mm
    if inside.all() or not inside.any():
        return (path,) if len(path) and inside[0] else ()
    crossings = np.flatnonzero(inside[1:] != inside[:-1])
    before, after = path[crossings], path[crossings + 1]
    share = (u_mm - before[:, :1]) / (after[:, :1] - before[:, :1])
    ends = before + share * (after - before)
    whole = np.insert(path, np.repeat(crossings + 1, 2), np.repeat(ends, 2, axis=0), axis=0)
    pieces = np.split(whole, crossings + 2 + 2 * np.arange(len(crossings)))
    # Between its ends, which lie on the edge, a piece is wholly on one side.
    first = 0 if inside[0] else 1
    return tuple(pieces[first::2])


def edges(picture: Picture, step_mm: float) -> NDArray[np.bool_]:
    """Thin lines (one pixel) along the steepest changes of brightness; NaN counts as flat.

    Canny 1986: the slope of the blurred picture, kept where it is greatest across the edge and steep enough.
    """
    blank = np.isnan(picture)
    values = np.where(blank, np.float32(0.0), picture)
    sigma = EDGE_SIGMA_MM / step_mm
    down = ndimage.gaussian_filter(values, sigma, order=(1, 0))
    right = ndimage.gaussian_filter(values, sigma, order=(0, 1))
    slope = np.hypot(down, right)
    # As far as the blur reaches, which Gaussian filters cut off at four widths.
    slope[ndimage.binary_dilation(blank, iterations=int(4.0 * sigma) + 2)] = 0.0
    steep = float(np.percentile(slope, EDGE_PERCENT))
    rows, columns = np.indices(slope.shape)
    length = np.maximum(slope, 1e-12)
    ahead, behind = (
        ndimage.map_coordinates(
            slope, [rows + way * down / length, columns + way * right / length], order=1, mode="nearest"
        )
        for way in (1.0, -1.0)
    )
    return np.asarray((slope > max(steep, 1e-9)) & (slope >= ahead) & (slope > behind))
