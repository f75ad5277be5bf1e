"""The three planes of the screen: slices of a volume, points on the screen in mm, outlines in a slice.

A picture's screen axes (u to the right, v downwards, mm) are LPS axes or their negatives, so that a place on the
screen and a place in the patient differ only by signs and the slice's depth. Radiological convention: the patient's
Right is on the screen's left; anterior is up in axial pictures and left in sagittal ones; superior is up otherwise.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

import contourpy
import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage

from imaging.errors import NotADisplayGrid
from imaging.geometry import Affine, Grid, Points
from imaging.margin import BLOCK_REACH_MM, CavitySurface
from imaging.volume import Mask, Volume

KEPT_GRIDS = 64
"""So many grids are asked about once only: every view asks at every slice."""

FIELD_STEP_MM = 0.5
"""Edge, mm, of the lattice on which signed distances are sampled for outlines.

Linear interpolation of a distance field on it places the outline of a 10 mm sphere within 0.01 mm.
"""

Polyline = NDArray[np.float64]
"""Points (u, v) on the screen, mm, shape (n, 2)."""


class Plane(StrEnum):
    """A family of slices."""

    AXIAL = "axial"
    CORONAL = "coronal"
    SAGITTAL = "sagittal"


@dataclass(frozen=True)
class ScreenAxes:
    """How a plane lies in the patient: which LPS axis runs along u, v and the depth, and in which sense.

    `letters` are the patient's sides at the screen's left, right, top and bottom.
    """

    u_axis: int
    v_axis: int
    v_sign: int
    depth_axis: int
    letters: tuple[str, str, str, str]


SCREEN: dict[Plane, ScreenAxes] = {
    Plane.AXIAL: ScreenAxes(u_axis=0, v_axis=1, v_sign=1, depth_axis=2, letters=("R", "L", "A", "P")),
    Plane.CORONAL: ScreenAxes(u_axis=0, v_axis=2, v_sign=-1, depth_axis=1, letters=("R", "L", "S", "I")),
    Plane.SAGITTAL: ScreenAxes(u_axis=1, v_axis=2, v_sign=-1, depth_axis=0, letters=("A", "P", "S", "I")),
}


def screen_of(plane: Plane, points: ArrayLike) -> Polyline:
    """Screen places (u, v), mm, shape (..., 2), of LPS points, shape (..., 3)."""
    axes, given = SCREEN[plane], np.asarray(points, dtype=np.float64)
    return np.stack([given[..., axes.u_axis], axes.v_sign * given[..., axes.v_axis]], axis=-1)


def place_of(plane: Plane, point: Sequence[float]) -> tuple[float, float]:
    """The screen place (u, v), mm, of one LPS point."""
    axes = SCREEN[plane]
    return float(point[axes.u_axis]), axes.v_sign * float(point[axes.v_axis])


def depth_of(plane: Plane, point: Sequence[float]) -> float:
    """Depth of an LPS point in the family of slices, mm: its z, y or x."""
    return float(point[SCREEN[plane].depth_axis])


def point_at(plane: Plane, u_mm: float, v_mm: float, depth_mm: float) -> tuple[float, float, float]:
    """The LPS point (mm) at a screen place and depth."""
    axes = SCREEN[plane]
    point = [0.0, 0.0, 0.0]
    point[axes.u_axis], point[axes.v_axis], point[axes.depth_axis] = u_mm, axes.v_sign * v_mm, depth_mm
    return (point[0], point[1], point[2])


@dataclass(frozen=True, eq=False)
class SlicePicture:
    """The voxels of one slice as they lie on the screen.

    Attributes:
        values: shape (rows downwards, columns to the right).
        left_mm, top_mm: screen place of the outer edge of the first voxel.
        step_mm: edge of a voxel.
        depth_mm: where the slice lies.
    """

    values: NDArray[Any]
    left_mm: float
    top_mm: float
    step_mm: float
    depth_mm: float


@lru_cache(maxsize=KEPT_GRIDS)
def require_display_grid(grid: Grid) -> float:
    """The voxel edge, mm, of an isotropic grid with axes (+z, +y, +x), as `resampling.display_grid` makes it.

    Raises:
        NotADisplayGrid: the grid is oblique, anisotropic or ordered otherwise.
    """
    step = grid.spacing_mm[0]
    wanted = np.diag([step] * 3)[:, ::-1]
    deviation = float(np.abs(grid.affine[:3, :3] - wanted).max())
    if deviation > 1e-6 * step:
        raise NotADisplayGrid(deviation)
    return step


def slice_index(grid: Grid, plane: Plane, depth_mm: float) -> int:
    """Index of the slice of a display grid nearest to a depth, clipped to the grid."""
    axis = SCREEN[plane].depth_axis  # the display grid's index order is (z, y, x)
    place = round((depth_mm - float(grid.affine[axis, 3])) / grid.spacing_mm[0])
    return min(max(place, 0), grid.shape[2 - axis] - 1)


def slice_depth(grid: Grid, plane: Plane, index: int) -> float:
    """Depth, mm, of a slice of a display grid."""
    return float(grid.affine[SCREEN[plane].depth_axis, 3] + index * grid.spacing_mm[0])


def slice_picture(volume: Volume, plane: Plane, index: int) -> SlicePicture:
    """One slice of a volume on a display grid, as a view on its voxels (nothing is copied).

    Raises:
        NotADisplayGrid: the volume lies otherwise.
    """
    grid, step = volume.grid, require_display_grid(volume.grid)
    values: NDArray[Any]
    if plane is Plane.AXIAL:
        values = volume.values[index]
    elif plane is Plane.CORONAL:
        values = volume.values[::-1, index, :]
    else:
        values = volume.values[::-1, :, index]
    left, top, _, _ = extent_mm(grid, plane)
    return SlicePicture(values, left, top, step, slice_depth(grid, plane, index))


@lru_cache(maxsize=KEPT_GRIDS)
def extent_mm(grid: Grid, plane: Plane) -> tuple[float, float, float, float]:
    """The screen rectangle (left, top, width, height), mm, that a grid's slices cover, to the voxels' outer edges."""
    corners = screen_of(plane, grid.corners())
    half = grid.spacing_mm[0] / 2.0
    left, top = corners.min(axis=0) - half
    width, height = corners.max(axis=0) + half - (left, top)
    return (float(left), float(top), float(width), float(height))


@dataclass(frozen=True, eq=False)
class DistanceField:
    """Signed distances to a surface, sampled on a small lattice along the LPS axes: outlines in any slice, at once.

    Attributes:
        signed_mm: axis order (x, y, z), float32, negative inside.
        origin_mm: LPS place of the first sample.
        step_mm: distance between samples.
        frame: frame of reference.
    """

    signed_mm: NDArray[np.float32]
    origin_mm: Points
    step_mm: float
    frame: str

    def slice_at(self, plane: Plane, depth_mm: float) -> tuple[NDArray[np.float32], Polyline] | None:
        """Distances in a slice, shape (v, u), and the screen place of sample [0, 0]; None beside the lattice."""
        axes = SCREEN[plane]
        place = (depth_mm - float(self.origin_mm[axes.depth_axis])) / self.step_mm
        last = self.signed_mm.shape[axes.depth_axis] - 1
        if not 0.0 <= place <= last:
            return None
        lower = min(int(place), last - 1)
        below, above = (np.take(self.signed_mm, lower + i, axis=axes.depth_axis) for i in (0, 1))
        between = below + (above - below) * np.float32(place - lower)
        # What is left has the axes in LPS order; u comes before v in every plane.
        patch = between.T if axes.v_sign > 0 else between.T[::-1]
        corner = self.origin_mm.copy()
        if axes.v_sign < 0:
            corner[axes.v_axis] += (self.signed_mm.shape[axes.v_axis] - 1) * self.step_mm
        return np.ascontiguousarray(patch), screen_of(plane, corner)

    def sampled(self, index: NDArray[np.float64]) -> NDArray[np.float32]:
        """Distances at fractional sample numbers, shape (3, ...), axis order (x, y, z); the outermost go on outside."""
        return np.asarray(ndimage.map_coordinates(self.signed_mm, index, order=1, mode="nearest"))

    def outlines(self, plane: Plane, depth_mm: float, level_mm: float) -> tuple[Polyline, ...]:
        """Where the distance equals `level_mm` in a slice (0: the surface itself; 5: the 5 mm margin)."""
        found = self.slice_at(plane, depth_mm)
        if found is None:
            return ()
        patch, (u0, v0) = found
        return traced(patch, float(u0), float(v0), self.step_mm, level_mm)


def traced(values: NDArray[Any], u0: float, v0: float, step_mm: float, level: float) -> tuple[Polyline, ...]:
    """Lines of value `level` on a square lattice of values, shape (v, u), whose first sample lies at (u0, v0)."""
    rows, columns = values.shape
    if rows < 2 or columns < 2:
        return ()
    # The class itself, on a lattice that is kept: contour_generator makes one anew each time, twice the work in all.
    tracer = contourpy.SerialContourGenerator(
        *_lattice(rows, columns),
        np.asarray(values, dtype=np.float64),
        None,  # type: ignore[arg-type]  # the stubs want a mask
        corner_mask=False,
        line_type=contourpy.LineType.Separate,
        fill_type=contourpy.FillType.OuterCode,
        quad_as_tri=False,
        z_interp=contourpy.ZInterp.Linear,
    )
    return tuple(np.asarray(line) * step_mm + (u0, v0) for line in tracer.lines(level))


@lru_cache(maxsize=KEPT_GRIDS)
def _lattice(rows: int, columns: int) -> tuple[Points, Points]:
    """Column and row of each sample, shape (rows, columns)."""
    across, down = np.meshgrid(np.arange(columns, dtype=np.float64), np.arange(rows, dtype=np.float64))
    return across, down


def distance_field(
    distance_mm: Callable[[Points], NDArray[Any]],
    low_mm: ArrayLike,
    high_mm: ArrayLike,
    frame: str,
    *,
    step_mm: float = FIELD_STEP_MM,
) -> DistanceField:
    """Sample signed distances (mm) of LPS points in the box from `low_mm` to `high_mm`.

    Args:
        distance_mm: signed distance (mm, negative inside) of points, shape (n, 3), of `frame`.
        low_mm: the corner with the least coordinates, LPS mm.
        high_mm: the corner with the greatest coordinates, LPS mm.
        frame: frame of reference of box and distances.
        step_mm: distance between samples.
    """
    low, high = np.asarray(low_mm, dtype=np.float64), np.asarray(high_mm, dtype=np.float64)
    counts = np.maximum(2, np.ceil((high - low) / step_mm - 1e-9).astype(int) + 1)
    lines = [low[k] + step_mm * np.arange(counts[k]) for k in range(3)]
    points = np.stack(np.meshgrid(*lines, indexing="ij"), axis=-1).reshape(-1, 3)
    signed = np.asarray(distance_mm(points), dtype=np.float32).reshape(*(int(n) for n in counts))
    return DistanceField(signed, low, step_mm, frame)


def mask_outlines(
    mask: Mask,
    plane: Plane,
    depth_mm: float,
    *,
    reference_from_mask: Affine | None = None,
    step_mm: float = FIELD_STEP_MM,
) -> tuple[Polyline, ...]:
    """Outline of a mask in a slice: where its linear interpolation crosses one half.

    Good to about half a voxel of the mask; for surfaces that are measured, use a `DistanceField`.

    Args:
        mask: on any grid, oblique and anisotropic ones too.
        plane: family of slices.
        depth_mm: depth of the slice, in the frame that `reference_from_mask` leads to.
        reference_from_mask: rigid 4×4 from the mask's frame to the slice's frame; None: the same frame.
        step_mm: distance between samples in the slice.
    """
    filled = np.argwhere(mask.values)
    if not len(filled):
        return ()
    low, high = filled.min(axis=0) - 1, filled.max(axis=0) + 1
    affine = mask.grid.affine if reference_from_mask is None else reference_from_mask @ mask.grid.affine
    box = np.array([[s, r, c] for s in (low[0], high[0]) for r in (low[1], high[1]) for c in (low[2], high[2])])
    corners = box @ affine[:3, :3].T + affine[:3, 3]
    if not corners[:, SCREEN[plane].depth_axis].min() <= depth_mm <= corners[:, SCREEN[plane].depth_axis].max():
        return ()
    on_screen = screen_of(plane, corners)
    (left, top), (right, bottom) = on_screen.min(axis=0), on_screen.max(axis=0)
    u = np.arange(left, right + step_mm, step_mm)
    v = np.arange(top, bottom + step_mm, step_mm)
    axes = SCREEN[plane]
    points = np.empty((len(v), len(u), 3))
    points[..., axes.u_axis] = u[None, :]
    points[..., axes.v_axis] = axes.v_sign * v[:, None]
    points[..., axes.depth_axis] = depth_mm
    inverse = np.linalg.inv(affine)
    index = points @ inverse[:3, :3].T + inverse[:3, 3]
    # Only the marked box is sampled: a slice of a large, nearly empty mask costs no more than of a small one.
    shape = np.array(mask.values.shape)
    first, last = np.maximum(low, 0), np.minimum(high, shape - 1)
    block = mask.values[first[0] : last[0] + 1, first[1] : last[1] + 1, first[2] : last[2] + 1]
    filling = ndimage.map_coordinates(
        block.astype(np.float32), np.moveaxis(index - first, -1, 0), order=1, mode="grid-constant", cval=0.0
    )
    return traced(filling, float(left), float(top), step_mm, 0.5)


def surface_field(surface: CavitySurface, reach_mm: float, *, step_mm: float = FIELD_STEP_MM) -> DistanceField:
    """The field of a cavity's surface, reaching `reach_mm` beyond it, in the surface's frame.

    Distances are interpolated from the surface's own block where that reaches far enough, else computed anew.
    """
    low, high = surface.surface_points.min(axis=0) - reach_mm, surface.surface_points.max(axis=0) + reach_mm

    def from_block(points: Points) -> NDArray[Any]:
        # Beyond the block its edge values continue: these are all greater than the reach.
        index = surface.grid.index(points)
        return np.asarray(ndimage.map_coordinates(surface.signed_mm, index.T, order=1, mode="nearest"))

    def anew(points: Points) -> NDArray[Any]:
        return surface.distance_mm(points, surface.frame)

    sample = from_block if reach_mm < BLOCK_REACH_MM else anew
    return distance_field(sample, low, high, surface.frame, step_mm=step_mm)
