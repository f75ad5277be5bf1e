"""The exact stage: robust Gauss–Newton on native voxels, from a millimetre or two to a few hundredths.

The voxels of the scan with the thicker slices are predicted from the other scan, ::

    F(x) = g(M(T x)) + M(T x) · p(x)

M is interpolated by cubic B-spline and averaged over F's slice thickness, so that neither scan is asked for detail
that it does not have. g (piecewise linear) carries the difference in contrast, p (a polynomial in space) the coil's
shading; both are solved for together with the six numbers of the pose. Voxels that do not fit (a new lesion, a
shrinking cavity, the jaw) lose their weight by Tukey's biweight, after Reuter et al. 2010, NeuroImage 53:1181.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations_with_replacement
from itertools import product as product_of

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial.transform import Rotation

from imaging.geometry import Affine, Grid, Points, apply_affine
from imaging.volume import Mask, Volume

SAMPLES = 20_000
"""Voxels looked at; more change the result by less than 0.01 mm on the scans tried."""

KNOTS = 12
"""Knots of the contrast curve g."""

SHADING_ORDER = 3
"""Order of the shading polynomial p."""

TUKEY = 4.685
"""Biweight cut-off in standard deviations: 95 % efficient on normal residuals (Holland & Welsch 1977)."""

TURNS = 10
"""Gauss–Newton turns at most; the pose stops moving after three to six."""

SETTLED_MM = 0.001
"""A pose that moves by less has settled."""

RESLOPE_MM = 0.3
"""Slopes of the image are taken anew after a turn that moved the head by more than this, mm."""

ROWS = 128
"""Rows multiplied at a time."""

EDGE_MM = 3.0
"""Voxels nearer than this to the border of either field of view are left out, mm."""

LEAST_SAMPLES = 2000

CANDIDATES = 4
"""Voxels from which one is drawn, steep ones more often."""

ARM_MM = 80.0
POSE_UNITS = np.array([1 / ARM_MM] * 3 + [1.0] * 3)
"""Rotations counted in mm at 80 mm from the pivot, so that all six numbers are of one size."""

AXES = np.triu_indices(3)
"""Pairs of axes of the six numbers of a strain."""

Floats = NDArray[np.float64]


class Interpolator:
    """A scan that can be asked for its value anywhere: cubic B-spline on the native voxels."""

    def __init__(self, volume: Volume) -> None:
        values = np.asarray(volume.values, dtype=np.float32)
        if not np.isfinite(values.sum(dtype=np.float64)):
            values = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
        self.grid = volume.grid
        self.values = values
        self._last = np.asarray(volume.grid.shape, dtype=np.float64) - 1.0

    @cached_property
    def coefficients(self) -> NDArray[np.float32]:
        """Of the spline, one a voxel."""
        return np.asarray(ndimage.spline_filter(self.values, 3, output=np.float32, mode="mirror"))

    def at(self, points: Points) -> Floats:
        """Values at LPS points, shape (n,)."""
        index = mapped(self.grid.lps_to_index, points).T
        return np.asarray(
            ndimage.map_coordinates(self.coefficients, index, order=3, prefilter=False, mode="mirror"),
            dtype=np.float64,
        )

    def slope_at(self, points: Points) -> Points:
        """Rough slopes of the values per mm along L, P and S at LPS points, shape (n, 3).

        Those of the straight lines between the eight voxels around each point: good enough to steer each turn by.
        """
        index = mapped(self.grid.lps_to_index, points)
        shape = np.asarray(self.grid.shape)
        corner = np.clip(np.floor(index).astype(np.intp), 0, np.maximum(shape - 2, 0))
        after = np.clip(index - corner, 0.0, 1.0).T
        shares = (1.0 - after, after)
        strides = np.array([shape[1] * shape[2], shape[2], 1])
        ahead = np.where(shape > 1, strides, 0)
        first, flat = (corner * strides).sum(axis=1), self.values.reshape(-1)
        steps = np.zeros((len(points), 3))
        for near in product_of((0, 1), repeat=3):
            value = flat[first + int(ahead @ near)]
            for axis in range(3):
                one, other = (number for number in range(3) if number != axis)
                share = shares[near[one]][one] * shares[near[other]][other]
                steps[:, axis] += (2 * near[axis] - 1) * share * value
        return np.asarray(np.einsum("nj,ji->ni", steps, self.grid.lps_to_index[:3, :3]))

    def reaches(self, points: Points, edge_mm: float) -> NDArray[np.bool_]:
        """Whether points lie inside the field of view, `edge_mm` or more from its border."""
        index = mapped(self.grid.lps_to_index, points)
        edge = np.minimum(edge_mm / np.asarray(self.grid.spacing_mm), self._last / 2.0)
        return np.asarray(((index >= edge) & (index <= self._last - edge)).all(axis=1))


@dataclass(frozen=True)
class Sample:
    """Voxels of a scan that are looked at.

    Attributes:
        points: their centres, LPS mm, shape (n, 3).
        stand_for: how many voxels of the head each stands for, in the mean one, shape (n,).
    """

    points: Points
    stand_for: Floats

    def some(self, which: slice | NDArray[np.bool_]) -> "Sample":
        """Some of them."""
        return Sample(self.points[which], self.stand_for[which])


@dataclass(frozen=True)
class Fit:
    """The pose and what the data say about it.

    Attributes:
        moved_from_sampled: 4×4, LPS mm, from the scan whose voxels were predicted to the other.
        centre: LPS mm in the sampled scan, the pivot of the six pose numbers.
        points: sampled points, LPS mm, shape (n, 3).
        weights: how far each voxel was believed, 0..1, times how many it stands for.
        slopes: change of the prediction with the six pose numbers (three small rotations in rad, three shifts in
            mm), contrast and shading projected out, shape (n, 6).
        residuals: what the prediction left over.
        explained: part of the variance of all sampled voxels, believed or not, that the prediction explains (below
            0 where it is worse than their mean).
        overlap: part of the sampled head that lies inside the other scan.
        last_step_mm: how far the last turn still moved the head.
        strain: 3×3, symmetric, mm per mm: how the rest of the motion would stretch the moved head about the pivot.
    """

    moved_from_sampled: Affine
    centre: Points
    points: Points
    weights: Floats
    slopes: Floats
    residuals: Floats
    explained: float
    overlap: float
    last_step_mm: float
    strain: Affine


def thickness_offsets(thick: Grid, thin: Grid, thick_from_thin: Affine) -> tuple[Points, Floats]:
    """Offsets (LPS mm in the thick scan) and weights over which the thin scan is averaged to look as thick.

    A voxel is taken as a box as wide as its spacing; what the thin scan's own voxel already spans is allowed for.
    """
    offsets, weights = np.zeros((1, 3)), np.ones(1)
    turn = thick_from_thin[:3, :3]
    thin_steps = turn @ thin.affine[:3, :3]
    for axis in range(3):
        step = thick.affine[:3, axis]
        width = float(np.linalg.norm(step))
        own = float(np.linalg.norm(thin_steps.T @ (step / width)))
        missing = width**2 - own**2
        if missing < 1.0:
            continue
        box = np.sqrt(missing)
        nodes, part = np.polynomial.legendre.leggauss(3 if box < 4.0 else 5)
        along = np.outer(nodes * box / 2.0, step / width)
        offsets = (offsets[:, None, :] + along[None, :, :]).reshape(-1, 3)
        weights = (weights[:, None] * (part / 2.0)[None, :]).ravel()
    return offsets, weights


def choose_points(scan: Interpolator, rough: Mask, count: int) -> Sample:
    """Voxels to look at: by chance (fixed seed), steep ones more often than flat ones, which stand for more in turn.

    Where no rigid motion fits all of the head (gradients stretch it, the jaw moves), the fit is thereby to all of it
    alike, and not to where it is steepest.

    Args:
        scan: the scan.
        rough: its head, on any grid along the scan's axes.
        count: about how many.
    """
    place = [
        np.clip(np.rint((np.arange(n) - first) / step).astype(np.intp), 0, m - 1)
        for n, m, first, step in zip(
            scan.grid.shape,
            rough.grid.shape,
            scan.grid.index(rough.grid.points([0, 0, 0])),
            np.asarray(rough.grid.spacing_mm) / np.asarray(scan.grid.spacing_mm),
            strict=True,
        )
    ]
    part = float(rough.values.mean())
    if part == 0.0:
        return Sample(np.zeros((0, 3)), np.zeros(0))
    chance = np.random.default_rng(20190313)
    drawn = chance.integers(0, scan.grid.shape, (int(CANDIDATES * count / part), 3))
    inside = drawn[rough.values[tuple(where[drawn[:, axis]] for axis, where in enumerate(place))]]
    # In the order in which they lie in memory, each once: neighbours are looked up together.
    flat = np.unique(np.ravel_multi_index(tuple(inside.T), scan.grid.shape))
    index = np.stack(np.unravel_index(flat, scan.grid.shape), axis=1)
    strength = steepness_at(scan, index)
    strength = np.clip(strength, 0.05 * strength.mean(), np.percentile(strength, 95.0)) + 1e-12
    share = np.minimum(strength * count / strength.sum(), 1.0)
    kept = chance.random(len(index)) < share
    return Sample(scan.grid.points(index[kept]), share.mean() / share[kept])


def steepness_at(scan: Interpolator, index: NDArray[np.intp]) -> Floats:
    """Length of the intensity gradient, per mm, at voxels (n, 3), by central differences."""
    squares = np.zeros(len(index))
    for axis, mm in enumerate(scan.grid.spacing_mm):
        before, after = index.copy(), index.copy()
        before[:, axis] = np.maximum(before[:, axis] - 1, 0)
        after[:, axis] = np.minimum(after[:, axis] + 1, scan.grid.shape[axis] - 1)
        change = scan.values[tuple(after.T)].astype(np.float64) - scan.values[tuple(before.T)]
        squares += (change / (2.0 * mm)) ** 2
    return np.sqrt(squares)


def inverted(pose: Affine) -> Affine:
    """The inverse of a rigid 4×4."""
    back = np.eye(4)
    back[:3, :3] = pose[:3, :3].T
    back[:3, 3] = -pose[:3, :3].T @ pose[:3, 3]
    return back


def rigid(rotation: NDArray[np.float64], shift: NDArray[np.float64], pivot: Points) -> Affine:
    """4×4 that turns about `pivot` by a rotation vector (rad), then shifts (mm)."""
    pose = np.eye(4)
    pose[:3, :3] = Rotation.from_rotvec(rotation).as_matrix()
    pose[:3, 3] = pivot + shift - pose[:3, :3] @ pivot
    return pose


def hats(values: Floats, knots: Floats) -> tuple[Floats, Floats]:
    """Piecewise linear basis at `values`, shape (n, knots), and its slopes; flat beyond the outer knots."""
    inside = np.clip(values, knots[0], knots[-1])
    left = np.clip(np.searchsorted(knots, inside, side="right") - 1, 0, len(knots) - 2)
    width = knots[left + 1] - knots[left]
    part = (inside - knots[left]) / width
    basis, slope = np.zeros((len(values), len(knots))), np.zeros((len(values), len(knots)))
    row = np.arange(len(values))
    basis[row, left], basis[row, left + 1] = 1.0 - part, part
    within = (values > knots[0]) & (values < knots[-1])
    slope[row, left], slope[row, left + 1] = np.where(within, -1.0 / width, 0.0), np.where(within, 1.0 / width, 0.0)
    return basis, slope


def shading(points: Points, centre: Points) -> Floats:
    """Polynomials of order 1 to `SHADING_ORDER` in space, shape (n, terms), scaled to about ±1 over a head."""
    unit = (points - centre) / 100.0
    terms = [
        np.prod(unit[:, list(axes)], axis=1)
        for order in range(1, SHADING_ORDER + 1)
        for axes in combinations_with_replacement(range(3), order)
    ]
    return np.stack(terms, axis=1)


def tukey(residuals: Floats) -> Floats:
    """Biweight of each residual, 0..1, against their spread (median absolute deviation)."""
    spread = 1.4826 * float(np.median(np.abs(residuals - np.median(residuals))))
    part = residuals / max(TUKEY * spread, 1e-9)
    return np.where(np.abs(part) < 1.0, (1.0 - part**2) ** 2, 0.0)


def product(first: Floats, second: Floats) -> Floats:
    """``first.T @ second`` of two tables of n rows, in blocks of rows.

    One large product would be cut up by the linear algebra library by the number of cores it finds: the last bits
    would differ between machines, and its threads would spin against each other on a busy one.
    """
    whole = len(first) // ROWS * ROWS
    blocks = np.matmul(
        first[:whole].reshape(-1, ROWS, first.shape[1]).transpose(0, 2, 1),
        second[:whole].reshape(-1, ROWS, second.shape[1]),
    )
    return np.asarray(blocks.sum(axis=0) + first[whole:].T @ second[whole:])


def mapped(affine: Affine, points: Points) -> Points:
    """`points`, shape (n, 3), through a 4×4, free of threads as `product` is."""
    return np.asarray(np.einsum("nj,ij->ni", points, affine[:3, :3]) + affine[:3, 3])


def solve(design: Floats, target: Floats, weights: Floats) -> Floats:
    """Weighted least squares with a trace of damping, so that an unused column stays at nought.

    `target` has shape (n,) or (n, k); the answer (columns,) or (columns, k).
    """
    weighted = design * weights[:, None]
    normal = product(design, weighted)
    normal[np.diag_indices_from(normal)] += 1e-9 * np.trace(normal) / len(normal)
    answer = np.linalg.solve(normal, product(weighted, target.reshape(len(target), -1)))
    return np.asarray(answer.reshape(design.shape[1], *target.shape[1:]))


def combined(design: Floats, coefficients: Floats) -> Floats:
    """``design @ coefficients``, free of threads as `product` is."""
    return np.asarray(np.einsum("nj,j...->n...", design, coefficients))


class _Pair:
    """Two scans and the points at which one is predicted from the other."""

    def __init__(self, sampled: Interpolator, moved: Interpolator, start: Affine, sample: Sample) -> None:
        self.moved = moved
        self.offsets, self.parts = thickness_offsets(sampled.grid, moved.grid, inverted(start))
        there, back_parts = thickness_offsets(moved.grid, sampled.grid, start)
        back = there @ start[:3, :3]  # the moved scan's thickness, along the sampled scan's axes
        reach = EDGE_MM + float(max(np.abs(self.offsets).max(), np.abs(back).max()))
        points = sample.points
        seen = moved.reaches(mapped(start, points), reach)
        self.overlap = float(seen.mean()) if len(points) else 0.0
        kept = sample.some(seen & sampled.reaches(points, reach))
        self.points, self.stand_for = kept.points, kept.stand_for
        self.enough = len(self.points) >= LEAST_SAMPLES
        if not self.enough:
            return
        self.centre = self.points.mean(axis=0)
        target = np.zeros(len(self.points))
        for offset, part in zip(back, back_parts, strict=True):
            target += part * sampled.at(self.points + offset)
        spread = float(target.std())
        self.enough = spread > 0.0
        self.target = (target - target.mean()) / max(spread, 1e-30)
        self.shade = shading(self.points, self.centre)

    def seen(self, pose: Affine) -> Floats:
        """The moved scan at the sampled points under `pose`, as thick as the sampled scan."""
        total = np.zeros(len(self.points))
        for offset, part in zip(self.offsets, self.parts, strict=True):
            total += part * self.moved.at(mapped(pose, self.points + offset))
        return total

    def slopes(self, pose: Affine) -> Floats:
        """Change of `seen` with a small turn (rad, about the pivot) and shift (mm) of the moved side, (n, 6)."""
        gradient = np.zeros((len(self.points), 3))
        for offset, part in zip(self.offsets, self.parts, strict=True):
            gradient += part * self.moved.slope_at(mapped(pose, self.points + offset))
        return np.concatenate([np.cross(self.arms(pose), gradient), gradient], axis=1)

    def arms(self, pose: Affine) -> Points:
        """From the pivot to the points, on the moved side, mm."""
        return mapped(pose, self.points) - apply_affine(pose, self.centre)

    def stretches(self, pose: Affine, pose_slopes: Floats) -> Floats:
        """Change of `seen` with the six numbers of a strain about the pivot, mm at `ARM_MM` from it, (n, 6)."""
        one, other = AXES
        arms, gradient = self.arms(pose) / ARM_MM, pose_slopes[:, 3:]
        return (gradient[:, one] * arms[:, other] + gradient[:, other] * arms[:, one]) / 2.0


def fit(
    sampled: Interpolator,
    moved: Interpolator,
    start: Affine,
    sample: Sample,
    settled_mm: float = SETTLED_MM,
) -> Fit | None:
    """Fit the pose; None where the scans hardly meet or nothing in them varies.

    Args:
        sampled: the scan whose voxels are predicted (the one with the thicker slices).
        moved: the other scan.
        start: moved_from_sampled, 4×4, within a millimetre or two.
        sample: voxels of `sampled`.
        settled_mm: a turn that moves the head by less is the last.
    """
    pair = _Pair(sampled, moved, start, sample)
    if not pair.enough:
        return None
    pose = start
    seen = pair.seen(pose)
    knots = np.unique(np.percentile(seen, np.linspace(1.0, 99.0, KNOTS)))
    if len(knots) < 4:
        return None
    unit = float(seen.std())
    weights = pair.stand_for
    coefficients = np.zeros(0)
    moved_by = np.inf
    for turn in range(TURNS + 1):
        basis, hat_slopes = hats(seen, knots)
        level = seen / unit
        nuisance = np.concatenate([basis, level[:, None] * pair.shade], axis=1)
        for _ in range(3 if turn == 0 else 1):
            coefficients = solve(nuisance, pair.target, weights)
            residuals = pair.target - combined(nuisance, coefficients)
            weights = pair.stand_for * tukey(residuals)
        steepness = hat_slopes @ coefficients[: len(knots)] + pair.shade @ coefficients[len(knots) :] / unit
        if turn == 0 or RESLOPE_MM < moved_by < np.inf:
            gradients = pair.slopes(pose)
        pose_slopes = gradients * steepness[:, None]
        if turn == TURNS or moved_by < settled_mm:
            break
        both = np.concatenate([pose_slopes * POSE_UNITS, nuisance], axis=1)
        step = solve(both, residuals, weights)[:6] * POSE_UNITS
        moved_by = float(np.linalg.norm(step[3:]) + 80.0 * np.linalg.norm(step[:3]))
        pose = rigid(step[:3], step[3:], apply_affine(pose, pair.centre)) @ pose
        seen = pair.seen(pose)
    shared = solve(nuisance, pose_slopes, weights)
    stretches = pair.stretches(pose, pose_slopes)
    straining = solve(np.concatenate([stretches, pose_slopes * POSE_UNITS, nuisance], axis=1), residuals, weights)
    strain = np.zeros((3, 3))
    strain[AXES] = straining[:6] / ARM_MM
    strain = (strain + strain.T) / 2.0
    return Fit(
        pose,
        pair.centre,
        pair.points,
        weights,
        pose_slopes - combined(nuisance, shared),
        residuals,
        1.0 - float((residuals**2).mean() / pair.target.var()),
        pair.overlap,
        moved_by,
        strain,
    )
