"""How far a registration can be believed: its error in mm, and whether it is one head at all.

The error is taken from the data, not from the metric's value. Each block of the head is left out in turn and the
pose solved anew (delete-a-block jackknife, Efron & Stein 1981): residuals that belong together (a lesion, a muscle,
a vessel) stay together, so the spread is not flattered by the number of voxels. The fit is run a second time with
the scans' parts exchanged; half of how far the two disagree is added, and how far the gradients of the two scanners
stretch the heads against each other.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from imaging.geometry import Affine, Points, RigidTransform, apply_affine
from imaging.itk import resample_onto
from imaging.registration_fit import POSE_UNITS, Fit, inverted
from imaging.registration_search import Prepared, smoothed
from imaging.volume import Volume

BLOCK_MM = 30.0
"""Edge of the blocks whose residuals are taken as independent of each other."""

SPREAD_FACTOR = 1.6
"""Root mean squares stated: a normal error in three dimensions is smaller in 95 % (chi-squared, 3 degrees)."""

UNEXPLAINED_FACTOR = 1.5
"""What the contrast curve cannot explain pulls neighbouring blocks alike, which the jackknife takes for agreement.
Measured: without this the stated error held for 85 % of T2 on T1 (60 % explained), with it for 95 % and more."""

FLOOR_MM = 0.003
"""What interpolation and slice profiles may cost without leaving a trace in the residuals, on scans with truth."""

UNKNOWN_ERROR_MM = 100.0
"""Stated where nothing could be registered: about the size of a head."""

DETAIL_WINDOW_MM = 21.0
"""Width of the windows in which the detail of the two heads is compared."""


CORE_MM = 15.0
"""Detail is compared at least this deep inside the head: skulls resemble each other, brains do not."""

LEAST_OVERLAP = 0.4
"""Least part of the head that both scans must show."""

LEAST_EXPLAINED = 0.18
"""Least part of one scan's variance that the other must explain, mean of both ways.

Measured: the same head 0.66–0.98 (T1, T1 with contrast), 0.33–0.47 (T1 against FLAIR, T2); another head
0.09–0.13, noise 0.01. A mirrored head (0.34–0.48) is told by trying its mirror image.
"""

LEAST_DETAIL = 0.33
"""Least local correlation of detail. Measured: the same head 0.40–0.98; another head 0.25–0.44, noise 0.08."""

LEAST_DETAIL_GAIN = 0.06
"""By how much detail must agree better than with the head pushed 6 mm aside.

Measured: the same head 0.12–0.57; another head 0.02–0.12.
"""

LEAST_DETAIL_SHARE = 0.65
"""Least detail correlation per part explained: outlines that fit around brains that do not give a low one.

Measured: the same head 0.97–1.7; a mirrored head with a symmetric skull 0.50.
"""

LEAST_SHARE_OF_BLOCK = 1.0 / 240.0
"""A block with a smaller part of all voxels is not asked alone where it would move the head."""

GREATEST_PARTS_MM = 0.52
"""Measured: the same head 0.02–0.3 with like contrast, 0.2–0.41 with unlike contrast; another head 0.6–1.5."""

GREATEST_DISAGREEMENT_MM = 2.0
"""Between the fit and the fit with the scans' parts exchanged."""

GREATEST_LAST_STEP_MM = 0.1
"""The same head settles to 0.001 mm with like contrast, to 0.02 mm with unlike contrast."""

GREATEST_ERROR_MM = 3.0
"""An estimated error beyond this cannot carry a verdict about a margin of 5 mm."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for and against a registration.

    Attributes:
        error_mm: estimated error at the places that matter.
        overlap: part of the sampled head that both scans show, 0..1.
        explained: part of one scan's variance that the other explains, mean of both ways, 0..1.
        detail: mean local correlation (absolute) of fine detail inside the head, 0..1.
        detail_aside: the same with the moving head pushed aside.
        disagreement_mm: between the fit and the fit with the scans' parts exchanged.
        last_step_mm: how far the last turn of the fit still moved the head.
        parts_mm: how far parts of the head, asked alone, would move it (median), mean of both ways.
    """

    error_mm: float
    overlap: float
    explained: float
    detail: float
    detail_aside: float
    disagreement_mm: float
    last_step_mm: float
    parts_mm: float


def judge(evidence: Evidence) -> tuple[bool, str]:
    """Whether to trust a registration, and why (not) in words."""
    doubts = []
    if evidence.overlap < LEAST_OVERLAP:
        doubts.append(f"the scans share only {evidence.overlap:.0%} of the head")
    if evidence.explained < LEAST_EXPLAINED:
        doubts.append(
            f"one scan explains only {evidence.explained:.0%} of the other, as with another person's head or noise"
        )
    if evidence.detail < LEAST_DETAIL or evidence.detail - evidence.detail_aside < LEAST_DETAIL_GAIN:
        doubts.append(
            f"fine structures do not fall on each other (correlation {evidence.detail:.2f}, "
            f"{evidence.detail_aside:.2f} when pushed 6 mm aside)"
        )
    elif evidence.detail < LEAST_DETAIL_SHARE * evidence.explained:
        doubts.append(
            f"outlines fit but what lies inside does not (correlation of detail {evidence.detail:.2f}, "
            f"explained {evidence.explained:.0%}), as with a mirrored head"
        )
    if evidence.disagreement_mm > GREATEST_DISAGREEMENT_MM:
        doubts.append(f"forward and backward registration differ by {evidence.disagreement_mm:.1f} mm")
    if evidence.last_step_mm > GREATEST_LAST_STEP_MM:
        doubts.append(f"the fit did not settle (its last turn moved the head by {evidence.last_step_mm:.2f} mm)")
    if evidence.parts_mm > GREATEST_PARTS_MM:
        doubts.append(
            f"parts of the head would each lie {evidence.parts_mm:.1f} mm elsewhere, as with another person's head"
        )
    if evidence.error_mm > GREATEST_ERROR_MM:
        doubts.append(f"the estimated error is {evidence.error_mm:.1f} mm")
    if doubts:
        return False, "; ".join(doubts)
    return True, (
        f"the scans share {evidence.overlap:.0%} of the head, one explains {evidence.explained:.0%} of the other, "
        f"forward and backward agree within {max(evidence.disagreement_mm, 0.01):.2f} mm"
    )


@dataclass(frozen=True)
class Blocks:
    """What each block of the head alone says about the six pose numbers (in `POSE_UNITS`).

    Attributes:
        normal: shape (blocks, 6, 6), of least squares.
        pull: shape (blocks, 6), its right-hand side.
        count: voxels in each block.
    """

    normal: NDArray[np.float64]
    pull: NDArray[np.float64]
    count: NDArray[np.intp]

    @classmethod
    def of(cls, fit: Fit) -> "Blocks":
        """The blocks of `BLOCK_MM` of the sampled head."""
        cell = np.floor((fit.points - fit.points.min(axis=0)) / BLOCK_MM).astype(np.intp)
        _, block, count = np.unique(cell, axis=0, return_inverse=True, return_counts=True)
        order = np.argsort(block.ravel(), kind="stable")
        first = np.cumsum(count) - count
        slopes = (fit.slopes * POSE_UNITS)[order]
        weighted = slopes * fit.weights[order, None]
        normal = np.add.reduceat(slopes[:, :, None] * weighted[:, None, :], first, axis=0)
        pull = np.add.reduceat(weighted * fit.residuals[order, None], first, axis=0)
        return cls(normal, pull, count)


def parts_mm(blocks: Blocks) -> float:
    """How far the parts of the head would move it if each were asked alone, mm: the median over the blocks.

    A lesion moves the few blocks that hold it; another brain, folded otherwise, moves most.
    """
    asked = blocks.count >= LEAST_SHARE_OF_BLOCK * blocks.count.sum()
    normal = blocks.normal[asked][:, 3:, 3:]
    damped = normal + 0.05 / 3.0 * np.trace(normal, axis1=1, axis2=2)[:, None, None] * np.eye(3) + 1e-12 * np.eye(3)
    shifts = np.linalg.solve(damped, blocks.pull[asked][:, 3:, None])[:, :, 0]
    return float(np.median(np.linalg.norm(shifts, axis=1)))


def jackknife_mm(fit: Fit, blocks: Blocks, places: Points) -> float:
    """Root mean square spread, mm, of where `places` (LPS mm of the sampled scan) go when blocks are left out."""
    count = len(blocks.count)
    whole, whole_pull = blocks.normal.sum(axis=0), blocks.pull.sum(axis=0)
    kept = whole - blocks.normal
    kept[:, np.arange(6), np.arange(6)] += 1e-9 * np.trace(whole)
    steps = np.linalg.solve(kept, (whole_pull - blocks.pull)[:, :, None])[:, :, 0] * POSE_UNITS
    steps -= steps.mean(axis=0)
    pivot = apply_affine(fit.moved_from_sampled, fit.centre)
    arms = apply_affine(fit.moved_from_sampled, places) - pivot
    # The mean square of (turn × arm + shift) over all places, from the arms' first and second moments.
    turns, shifts, mean_arm = steps[:, :3], steps[:, 3:], arms.mean(axis=0)
    spread = arms.T @ arms / len(arms)
    inertia = np.trace(spread) * np.eye(3) - spread
    gone = (turns * (turns @ inertia)).sum() + 2.0 * (shifts * np.cross(turns, mean_arm)).sum() + (shifts**2).sum()
    return float(np.sqrt((count - 1) / count * gone))


def stretched_mm(fit: Fit, places: Points) -> float:
    """Root mean square distance, mm, by which the scanners' gradients have moved `places` (LPS mm of the sampled scan).

    No rigid motion can follow them: two visits of one patient were seen to differ by 0.5 % along the table.
    """
    arms = apply_affine(fit.moved_from_sampled, places) - apply_affine(fit.moved_from_sampled, fit.centre)
    return float(np.sqrt(((arms @ fit.strain) ** 2).sum(axis=1).mean()))


def stated_error_mm(spread_mm: float, disagreement_mm: float, stretch_mm: float, explained: float) -> float:
    """The error that a registration states where the jackknife spreads, the two directions disagree and the heads are
    stretched against each other so far. The result lies halfway between the two directions.

    Args:
        spread_mm: of the jackknife.
        disagreement_mm: between the two directions.
        stretch_mm: of the heads against each other.
        explained: part of one scan's variance that the other explains, 0..1.
    """
    seen = FLOOR_MM + SPREAD_FACTOR * spread_mm + disagreement_mm / 2.0 + stretch_mm
    return seen * (1.0 + UNEXPLAINED_FACTOR * (1.0 - explained))


def detail(prepared: Prepared) -> NDArray[np.float32]:
    """What is left of a scan when its coarse brightness is taken away."""
    return np.asarray(smoothed(prepared, 1.5).values - smoothed(prepared, 9.0).values)


class DetailCorrelation:
    """Local correlation of the detail of two heads, inside the reference head, under any transform."""

    def __init__(self, reference: Prepared, moving: Prepared) -> None:
        self._grid = reference.volume.grid
        edge_mm = self._grid.spacing_mm[0]
        core = ndimage.binary_erosion(reference.head.values, iterations=max(1, round(CORE_MM / edge_mm)))
        self._core = core if core.any() else reference.head.values
        self._width = max(3, round(DETAIL_WINDOW_MM / edge_mm))
        self._here = detail(reference)
        self._mean = self._window(self._here)
        self._spread = self._window(self._here**2) - self._mean**2
        self._there = Volume(detail(moving), moving.volume.grid)

    def _window(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(ndimage.uniform_filter(values, self._width))

    def at(self, moving_from_reference: Affine) -> float:
        """Mean of the absolute local correlation, 0..1."""
        back = RigidTransform(inverted(moving_from_reference), self._grid.frame, self._there.grid.frame)
        seen = resample_onto(self._there, back, self._grid).values
        mean = self._window(seen)
        spread = self._spread * (self._window(seen**2) - mean**2)
        shown = self._core & (spread > 1e-12)
        if not shown.any():
            return 0.0
        both = (self._window(self._here * seen) - self._mean * mean)[shown] / np.sqrt(spread[shown])
        return float(np.abs(both).mean())


def pushed_aside(pose: Affine) -> list[Affine]:
    """A pose, with the moving head pushed 6 mm to six sides."""
    pushed = []
    for push in (*(6.0 * np.eye(3)), *(-6.0 * np.eye(3))):
        aside = np.array(pose)
        aside[:3, 3] += push
        pushed.append(aside)
    return pushed
