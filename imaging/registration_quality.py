"""How far a registration can be believed: its error in mm, and whether it is one head at all.

The error is taken from the data, not from the metric's value. Each block of the head is left out in turn and the
pose solved anew (delete-a-block jackknife, Efron & Stein 1981): residuals that belong together (a lesion, a muscle,
a vessel) stay together, so the spread is not flattered by the number of voxels. The fit is run a second time with
the scans' parts exchanged; how far the two disagree is added.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from imaging.geometry import Affine, Points, RigidTransform, apply_affine
from imaging.itk import resample_onto
from imaging.registration_fit import Fit
from imaging.registration_search import Prepared, smoothed

BLOCK_MM = 30.0
"""Edge of the blocks whose residuals are taken as independent of each other."""

SPREAD_FACTOR = 2.0
"""Standard deviations stated."""

FLOOR_MM = 0.03
"""What interpolation and slice profiles may cost without leaving a trace in the residuals."""

UNKNOWN_ERROR_MM = 100.0
"""Stated where nothing could be registered: about the size of a head."""

DETAIL_WINDOW_MM = 21.0
"""Width of the windows in which the detail of the two heads is compared."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for and against a registration.

    Attributes:
        error_mm: estimated error at the places that matter.
        overlap: part of the sampled head that both scans show.
        detail: mean local correlation (absolute) of fine detail inside the head, 0..1.
        detail_aside: the same with the moving head pushed aside; detail far above it says that it is the same head.
        agreement: part of the coarse starts that ended at the same place.
        disagreement_mm: between the fit and the fit with the scans' parts exchanged.
    """

    error_mm: float
    overlap: float
    detail: float
    detail_aside: float
    agreement: float
    disagreement_mm: float


def jackknife_mm(fit: Fit, places: Points) -> float:
    """Root mean square spread, mm, of where `places` (LPS mm of the sampled scan) go when blocks are left out."""
    cell = np.floor((fit.points - fit.points.min(axis=0)) / BLOCK_MM).astype(np.intp)
    _, block = np.unique(cell, axis=0, return_inverse=True)
    block = block.ravel()
    count = int(block.max()) + 1
    unit = np.array([1 / 80.0] * 3 + [1.0] * 3)
    slopes = fit.slopes * unit
    weighted = slopes * fit.weights[:, None]
    normal = np.zeros((count, 6, 6))
    pull = np.zeros((count, 6))
    for number in range(count):
        own = block == number
        normal[number] = slopes[own].T @ weighted[own]
        pull[number] = weighted[own].T @ fit.residuals[own]
    whole, whole_pull = normal.sum(axis=0), pull.sum(axis=0)
    kept = whole - normal
    kept[:, np.arange(6), np.arange(6)] += 1e-9 * np.trace(whole)
    steps = np.linalg.solve(kept, (whole_pull - pull)[:, :, None])[:, :, 0] * unit
    steps -= steps.mean(axis=0)
    pivot = apply_affine(fit.moved_from_sampled, fit.centre)
    arms = apply_affine(fit.moved_from_sampled, places) - pivot
    gone = np.cross(steps[:, None, :3], arms[None, :, :]) + steps[:, None, 3:]
    variance = (count - 1) / count * (gone**2).sum(axis=(0, 2))
    return float(np.sqrt(variance.mean()))


def stated_error_mm(fit: Fit, disagreement_mm: float, places: Points) -> float:
    """The error that a registration states at `places` (LPS mm of the sampled scan)."""
    return FLOOR_MM + SPREAD_FACTOR * jackknife_mm(fit, places) + disagreement_mm


def detail(prepared: Prepared) -> NDArray[np.float32]:
    """What is left of a scan when its coarse brightness is taken away."""
    return np.asarray(smoothed(prepared, 1.5).values - smoothed(prepared, 9.0).values)


def detail_correlation(reference: Prepared, moving: Prepared, moving_from_reference: Affine) -> tuple[float, float]:
    """Local correlation of detail under a transform, and the mean of it with the head pushed 6 mm to six sides."""
    grid = reference.volume.grid
    here = detail(reference)
    steps = max(1, round(8.0 / grid.spacing_mm[0]))
    core = ndimage.binary_erosion(reference.head.values, iterations=steps)
    if not core.any():
        core = reference.head.values
    there = type(moving.volume)(detail(moving), moving.volume.grid)
    values = []
    for push in (np.zeros(3), *(6.0 * np.eye(3)), *(-6.0 * np.eye(3))):
        pose = np.array(moving_from_reference)
        pose[:3, 3] += push
        back = RigidTransform(np.linalg.inv(pose), grid.frame, moving.volume.grid.frame)
        values.append(_local_correlation(here, resample_onto(there, back, grid).values, core, grid.spacing_mm[0]))
    return values[0], float(np.mean(values[1:]))


def _local_correlation(
    first: NDArray[np.float32], second: NDArray[np.float32], where: NDArray[np.bool_], edge_mm: float
) -> float:
    width = max(3, round(DETAIL_WINDOW_MM / edge_mm))

    def mean(values: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(ndimage.uniform_filter(values, width))

    a, b = mean(first), mean(second)
    spread = (mean(first**2) - a**2) * (mean(second**2) - b**2)
    shown = where & (spread > 1e-12)
    if not shown.any():
        return 0.0
    both = (mean(first * second) - a * b)[shown] / np.sqrt(spread[shown])
    return float(np.abs(both).mean())
