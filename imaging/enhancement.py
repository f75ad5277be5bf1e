"""What enhances at a cavity's wall: the rim's thickness by direction, and the enhancing volume within the margin.

Proposals for the eye: figures and pictures, never a label.

**What enhances.** Brightness is told as a share of white matter's, the brightest tissue on a T1 without contrast agent:
the 95th percentile of the deep tissue, which is 1 on the scale common to all visits (`imaging/intensity.py`).
Enhancement is a tenth brighter: on the demo's cases, coil and noise included, that finds no more than 0.1 ml in the
margins of clean walls, where 1.06 finds more there, and 1.15 loses half of a thin rim. Blood, fat and vessels are as
bright and count too: on one scan they look alike. A faint rim in oedema may look closed and not be counted: on a demo
case with a rim of 1.7 mm its peak is 1.06 (median over the wall) between cavity (0.33) and oedema (0.68), and 65 % of
the rays find nothing.

**Where it ends.** A bright line is blurred by the voxels, the more so the brighter it is; at a fixed brightness it
would look the thicker for it. Each flank is therefore taken half-way between the line's own peak and what lies beside
it (full width at half maximum). Lines thinner than a voxel's extent across them read as about that extent, and may
fade below `ENHANCING`: on 3 mm slices nothing thinner than 3 mm is measured where the wall lies flat in the slice.

Measured on spheres of 12 mm with a shell (rim 1.4 to 1.95 × white matter): mean thickness within 0.05 mm from 2 mm on
at 1 mm voxels, within 0.2 mm from 3 mm on at 0.9 × 0.9 × 3 mm; volume within 9 % there. A 1 mm shell reads as 1.3 mm on
1 mm voxels and as 1.0 to 1.6 mm on 3 mm slices, and its volume half as much again.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import KDTree

from imaging.geometry import Affine, Points, RigidTransform
from imaging.head import head_mask
from imaging.intensity import IntensityScale
from imaging.lesion import FLUID_SHARE
from imaging.margin import BLOCK_STEP_MM, CavitySurface, reaching
from imaging.volume import Volume

ENHANCING = 1.10
"""Least brightness of enhancement, white matter = 1."""

AZIMUTHS, HEIGHTS = 60, 9
"""Patches of the unrolled wall: 6° around the cavity, and nine bands of equal area from top to bottom."""

INWARD_MM = 4.0
"""How far inside the contour the rim is looked for: cavities shrink beneath a contour drawn earlier."""

OUTWARD_MM = 10.0
"""How far outside the contour the rim is followed; no rim is told thicker than `INWARD_MM` and this together."""

WALL_MM = 2.0
"""Enhancement that begins further outside the contour is no rim: it counts in the volume only."""

FLANK_MM = 3.0
"""How far beside a line the level beside it is looked for."""

RAY_STEP_MM = 0.25
"""Distance between samples along a ray."""

MOST_RAYS = 3000
"""So many rays are cast at most, evenly over the wall: about six for each patch."""

NODE_MM = 1.0
"""Distance between the places at which the enhancing volume is summed up; each counts in part at an edge."""

NEAR_MM = 2.0
"""How far around a place the brightest and the darkest are looked for: two voxels, or the flank of a thick slice."""


SKULL_MM = 11.0
"""What lies less deep below the head's outline is scalp and skull, and is left out."""

Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CavityWall:
    """One cavity's wall at one visit.

    Attributes:
        enhancing_ml: volume that enhances within the margin, ml.
        rim_mean_mm: mean thickness of the rim over the wall, where there is none counted as 0; None: no wall within
            skull and scan.
        rim_max_mm: thickness in the patch of the wall where it is thickest.
        unrolled_mm: mean thickness in each patch, shape (`HEIGHTS`, `AZIMUTHS`), top row superior; columns run as on an
            axial picture, clockwise from anterior: A, L, P, R. NaN: not measured.
        places_mm: a place of the wall in each patch, LPS mm in the surface's frame, shape (`HEIGHTS`, `AZIMUTHS`, 3).
    """

    enhancing_ml: float
    rim_mean_mm: float | None
    rim_max_mm: float | None
    unrolled_mm: NDArray[np.float32]
    places_mm: Points

    @property
    def thickest(self) -> tuple[int, int] | None:
        """Row and column of the patch with the thickest rim; None where nothing enhances."""
        if not self.rim_max_mm:
            return None
        row, column = np.unravel_index(int(np.nanargmax(self.unrolled_mm)), self.unrolled_mm.shape)
        return int(row), int(column)


class HeadDepth:
    """How deep points lie below the head's outline, in the frame of `volume`.

    Args:
        volume: a scan of the whole head, on any grid. Where no head is found every point lies deep.
    """

    def __init__(self, volume: Volume) -> None:
        head = head_mask(volume)
        self._grid, self._found = head.grid, bool(head.values.any())
        # Beyond the scan's edge the head goes on: a scan that cuts it there has no scalp there.
        padded = np.pad(head.values, 1, mode="edge")
        self._depth_mm = ndimage.distance_transform_edt(padded, sampling=head.grid.spacing_mm)[1:-1, 1:-1, 1:-1]

    def within_skull(self, points: Points) -> NDArray[np.bool_]:
        """Which points, LPS mm, shape (n, 3), lie deeper than scalp and skull."""
        if not self._found:
            return np.ones(len(points), dtype=np.bool_)
        index = self._grid.index(points).T
        return np.asarray(ndimage.map_coordinates(self._depth_mm, index, order=1, mode="nearest") >= SKULL_MM)


def wall_of(
    volume: Volume,
    reference_from_volume: RigidTransform,
    scale: IntensityScale,
    wall: CavitySurface,
    baseline: CavitySurface,
    margin_mm: float,
    depth: HeadDepth | None = None,
) -> CavityWall:
    """Measure one cavity's wall at one visit.

    Args:
        volume: the visit's scan, native grid.
        reference_from_volume: from the scan's frame to the frame of the surfaces.
        scale: of the scan; tells how bright its white matter is.
        wall: the cavity as it is at this visit; the baseline surface where it was not drawn anew. The rim is on it.
        baseline: the cavity that defines the margin; directions are seen from its middle at every visit.
        margin_mm: width of the margin.
        depth: of the visit's head, in the frame of the surfaces; None: nothing is left out.

    Raises:
        FrameMismatch: scan, transform and surfaces do not meet.
    """
    wall.grid.require_frame(reference_from_volume.reference_frame)
    baseline.grid.require_frame(reference_from_volume.reference_frame)
    volume.grid.require_frame(reference_from_volume.moving_frame)
    index_from_reference = volume.grid.lps_to_index @ reference_from_volume.inverse().matrix
    scan = _Brightness(volume, index_from_reference, scale, wall, baseline, margin_mm)
    points, normals, area = _rays(wall)
    thickness = _thickness_mm(scan, points, normals, min(INWARD_MM, wall.radius_mm / 2.0))
    if depth is not None:
        thickness[~depth.within_skull(points)] = np.nan
    unrolled, places = _unrolled(points, area, thickness, _middle(baseline))
    measured = np.isfinite(thickness)
    seen = bool(measured.any())
    return CavityWall(
        enhancing_ml=_enhancing_ml(scan, baseline, margin_mm, depth),
        rim_mean_mm=float(np.average(thickness[measured], weights=area[measured])) if seen else None,
        rim_max_mm=float(np.nanmax(unrolled)) if seen else None,
        unrolled_mm=unrolled,
        places_mm=places,
    )


class _Brightness:
    """The scan around a cavity, white matter = 1, by cubic splines that swing past no voxel near by."""

    def __init__(
        self,
        volume: Volume,
        index_from_reference: Affine,
        scale: IntensityScale,
        wall: CavitySurface,
        baseline: CavitySurface,
        margin_mm: float,
    ) -> None:
        near = np.concatenate([wall.surface_points, baseline.surface_points])
        reach = max(OUTWARD_MM, margin_mm) + FLANK_MM
        low, high = near.min(axis=0) - reach, near.max(axis=0) + reach
        corners = np.array([[x, y, z] for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])])
        index = corners @ index_from_reference[:3, :3].T + index_from_reference[:3, 3]
        last = np.asarray(volume.grid.shape) - 1
        # A few voxels more than needed: a spline's memory fades within them.
        first = np.clip(np.floor(index.min(axis=0)) - 4, 0, last).astype(int)
        end = np.clip(np.ceil(index.max(axis=0)) + 4, 0, last).astype(int)
        cut = volume.values[tuple(slice(a, b + 1) for a, b in zip(first, end, strict=True))]
        part = np.asarray(cut, dtype=np.float32) / np.float32(scale.one)
        part = np.nan_to_num(part, nan=0.0)
        self._splines = ndimage.spline_filter(part, order=3, output=np.float32)
        self._least, self._most = ndimage.minimum_filter(part, 3), ndimage.maximum_filter(part, 3)
        self._from_reference = index_from_reference.copy()
        self._from_reference[:3, 3] -= first
        self._last = np.asarray(part.shape) - 1

    def at(self, points: Points) -> NDArray[np.float32]:
        """Brightness at LPS points of the reference frame, shape (..., 3); NaN beside the scan."""
        index = points.reshape(-1, 3) @ self._from_reference[:3, :3].T + self._from_reference[:3, 3]
        outside = ((index < -0.5) | (index > self._last + 0.5)).any(axis=1)
        found = ndimage.map_coordinates(
            self._splines, index.T, order=3, prefilter=False, mode="nearest", output=np.float32
        )
        nearest = tuple(np.clip(np.rint(index).astype(np.intp), 0, self._last).T)
        found = np.clip(found, self._least[nearest], self._most[nearest])
        found[outside] = np.nan
        return found.reshape(points.shape[:-1])


def _middle(surface: CavitySurface) -> Points:
    points, _, area = _rays(surface)
    return np.average(points, axis=0, weights=area)


def _rays(surface: CavitySurface) -> tuple[Points, Points, Values]:
    """Places on the wall, outward normals there, and the area (relative) that each place stands for.

    The surface's samples lie where it crosses the lines of a lattice: where it lies aslant they are denser, in
    proportion to the sum of its normal's components along the lattice.
    """
    count = len(surface.surface_points)
    chosen: NDArray[np.intp] | slice = slice(None)
    if count > MOST_RAYS:
        # By lot, always the same one: the samples stand in the lattice's order, near side and far side in turn, and
        # every second of them would leave one side out.
        chosen = np.sort(np.random.default_rng(0).choice(count, MOST_RAYS, replace=False))
    points, normals = surface.surface_points[chosen], surface.normals[chosen]
    along = np.abs(normals @ (surface.grid.affine[:3, :3] / np.asarray(surface.grid.spacing_mm)))
    return points, normals, 1.0 / along.sum(axis=1)


def _thickness_mm(scan: _Brightness, points: Points, normals: Points, inward_mm: float) -> Values:
    """Thickness of the enhancing line that each ray meets at the wall, mm; 0: none; NaN: beside the scan.

    Of several lines that begin no further out than `WALL_MM` it is the longest.
    """
    depths = np.arange(-inward_mm - FLANK_MM, OUTWARD_MM + FLANK_MM + RAY_STEP_MM / 2, RAY_STEP_MM)
    values = scan.at(points[:, None, :] + depths[:, None] * normals[:, None, :])
    bright = np.where(np.isfinite(values), values, -np.inf) > ENHANCING
    first, last = _longest_run(bright & (depths >= -inward_mm) & (depths <= OUTWARD_MM), depths <= WALL_MM)
    found = np.flatnonzero(first >= 0)
    thickness = np.zeros(len(points))
    thickness[found] = _half_width(values[found], first[found], last[found]) * RAY_STEP_MM
    thickness[~np.isfinite(values[:, int(np.abs(depths).argmin())])] = np.nan
    return thickness


def _longest_run(bright: NDArray[np.bool_], may_begin: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """First and last sample of each ray's longest bright run that begins where it may; -1, -1 where there is none."""
    edges = np.diff(np.pad(bright.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rays, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    kept = may_begin[starts]
    rays, starts, ends = rays[kept], starts[kept], ends[kept] - 1
    first = np.full(len(bright), -1, dtype=np.intp)
    last = first.copy()
    by_length = np.argsort(ends - starts, kind="stable")  # the longest is written last
    first[rays[by_length]], last[rays[by_length]] = starts[by_length], ends[by_length]
    return first, last


def _half_width(profiles: NDArray[np.float32], first: NDArray[np.intp], last: NDArray[np.intp]) -> Values:
    """Width of the line between samples `first` and `last` of each profile, shape (n, samples), in samples.

    Each flank lies half-way between the line's peak and the least within `FLANK_MM` beside it.
    """
    place = np.arange(profiles.shape[1])
    within = (place >= first[:, None]) & (place <= last[:, None])
    top = np.where(within, profiles, -np.inf).argmax(axis=1)
    inner = _flank(profiles[:, ::-1], profiles.shape[1] - 1 - top, profiles.shape[1] - 1 - first)
    return inner + _flank(profiles, top, last)


def _flank(profiles: NDArray[np.float32], top: NDArray[np.intp], edge: NDArray[np.intp]) -> Values:
    """From each profile's peak at `top` outwards through `edge` to where it falls through the half, in samples."""
    place, rows = np.arange(profiles.shape[1]), np.arange(len(profiles))
    beside = (place >= edge[:, None]) & (place <= edge[:, None] + round(FLANK_MM / RAY_STEP_MM))
    floor = np.where(beside & np.isfinite(profiles), profiles, np.inf).min(axis=1)
    level = (profiles[rows, top] + floor) / 2.0
    above = np.where(np.isfinite(profiles), profiles, -np.inf) >= level[:, None]
    # A half above the threshold lies within the line, dips and all; one below it lies beyond the line's edge.
    upto = np.where(above & (place >= top[:, None]) & (place <= edge[:, None]), place, 0).max(axis=1)
    beyond = np.where(~above & (place > edge[:, None]), place, profiles.shape[1]).min(axis=1) - 1
    last = np.where(level > ENHANCING, np.maximum(upto, top), beyond)
    after = np.minimum(last + 1, profiles.shape[1] - 1)
    drop = profiles[rows, last] - profiles[rows, after]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (profiles[rows, last] - level) / drop
    return np.asarray(last - top + np.where(np.isfinite(share) & (drop > 0), np.clip(share, 0.0, 1.0), 0.0))


def _unrolled(points: Points, area: Values, thickness: Values, middle: Points) -> tuple[NDArray[np.float32], Points]:
    """Mean thickness by patch, and a place in each patch (see `CavityWall`)."""
    away = points - middle
    away = away / np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-9)
    # Clockwise from anterior (-y) over the patient's left (+x); bands of equal area are bands of equal height.
    column = np.floor(np.arctan2(away[:, 0], -away[:, 1]) / (2 * np.pi) * AZIMUTHS).astype(int) % AZIMUTHS
    row = np.clip(np.floor((1.0 - away[:, 2]) / 2.0 * HEIGHTS), 0, HEIGHTS - 1).astype(int)
    patch = row * AZIMUTHS + column
    measured = np.isfinite(thickness)
    count = HEIGHTS * AZIMUTHS
    total = np.bincount(patch[measured], area[measured], count)
    mean = np.bincount(patch[measured], (area * np.where(measured, thickness, 0.0))[measured], count)
    with np.errstate(invalid="ignore"):
        mean = np.where(total > 0, mean / total, np.nan)
    angle = (np.arange(AZIMUTHS) + 0.5) / AZIMUTHS * 2 * np.pi
    height = 1.0 - 2.0 * (np.arange(HEIGHTS) + 0.5) / HEIGHTS
    ring = np.sqrt(1.0 - height**2)[:, None]
    directions = np.stack(
        [ring * np.sin(angle), -ring * np.cos(angle), np.broadcast_to(height[:, None], (HEIGHTS, AZIMUTHS))], axis=-1
    ).reshape(-1, 3)
    nearest = np.asarray(KDTree(away).query(directions)[1])
    empty = np.bincount(patch, minlength=count) == 0
    mean[empty] = thickness[nearest[empty]]
    shape = (HEIGHTS, AZIMUTHS)
    return mean.reshape(shape).astype(np.float32), points[nearest].reshape(*shape, 3)


def _enhancing_ml(scan: _Brightness, baseline: CavitySurface, margin_mm: float, depth: HeadDepth | None) -> float:
    """Volume within the margin that enhances, ml: partial volumes count in part, edges lie where flanks are half-way.

    A flank that rises away from the cavity lies half-way from the fluid to the brightest near by; one that falls, half
    of the way down to white matter.
    """
    fine, fine_signed = reaching(baseline, margin_mm)
    every = round(NODE_MM / BLOCK_STEP_MM)
    signed = fine_signed[::every, ::every, ::every]
    near = np.argwhere((signed > -FLANK_MM) & (signed < margin_mm + NODE_MM / 2))
    points = fine.points(near * every)
    outward = _gradient(fine_signed, near * every) @ (fine.affine[:3, :3] / BLOCK_STEP_MM).T
    outward /= np.maximum(np.linalg.norm(outward, axis=1, keepdims=True), 1e-6)
    values = _seen(scan.at(points))
    slope = (_seen(scan.at(points + outward * NODE_MM / 2)) - _seen(scan.at(points - outward * NODE_MM / 2))) / NODE_MM

    def near_by(extreme: Callable[..., NDArray[np.float32]], otherwise: float) -> NDArray[np.float32]:
        field = np.full(signed.shape, otherwise, dtype=np.float32)
        field[tuple(near.T)] = values
        return extreme(field, 2 * round(NEAR_MM / NODE_MM) + 1)[tuple(near.T)]

    peak, trough = near_by(ndimage.maximum_filter, -np.inf), near_by(ndimage.minimum_filter, np.inf)
    out_of_fluid = (slope > 0) & (trough < FLUID_SHARE) & (peak > ENHANCING)
    level = np.where(out_of_fluid, (trough + peak) / 2.0, np.maximum(ENHANCING, (1.0 + peak) / 2.0))
    share = np.clip(0.5 + (values - level) / np.maximum(np.abs(slope), 0.1) / NODE_MM, 0.0, 1.0)
    away = signed[tuple(near.T)] / NODE_MM
    share[peak <= ENHANCING] = 0.0  # nothing near by enhances: a steep edge of the fluid is no part of it
    # Rim and margin mostly begin at one and the same edge: a part that is cut there is cut once.
    within = np.clip(0.5 + margin_mm / NODE_MM - away, 0.0, 1.0) - np.clip(0.5 - away, 0.0, 1.0)
    share = np.minimum(share, within)
    if depth is not None:
        share[~depth.within_skull(points)] = 0.0
    return float(share.sum(dtype=np.float64)) * NODE_MM**3 / 1000.0


def _seen(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Nothing enhances beside the scan."""
    return np.nan_to_num(values, nan=0.0)


def _gradient(field: NDArray[np.float32], nodes: NDArray[np.intp]) -> Values:
    """Central differences at `nodes`, per index, shape (n, 3)."""
    gradient = np.empty(nodes.shape)
    for axis in range(3):
        ahead, behind = nodes.copy(), nodes.copy()
        ahead[:, axis] = np.minimum(ahead[:, axis] + 1, field.shape[axis] - 1)
        behind[:, axis] = np.maximum(behind[:, axis] - 1, 0)
        gradient[:, axis] = field[tuple(ahead.T)] - field[tuple(behind.T)]
    return gradient
