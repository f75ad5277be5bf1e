"""Rigid registration of a follow-up scan to the reference scan, with its own doubt in mm.

Three stages: search (any pose, SimpleITK), fit (native voxels, robust), and a verdict on both. The same two scans
give the same bits on every run: seeds are fixed and no sum depends on the number of cores.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.spatial.transform import Rotation

from imaging.errors import Cancelled
from imaging.geometry import Affine, Points, RigidTransform, apply_affine
from imaging.registration_fit import SAMPLES, Fit, Interpolator, choose_points, fit, inverted
from imaging.registration_quality import UNKNOWN_ERROR_MM, Evidence, detail_correlation, judge, stated_error_mm
from imaging.registration_search import Prepared, descend, differ, mirrored, prepare, smoothed, starts
from imaging.volume import Volume

METHOD = "rimread-rigid/1: Mattes MI search (SimpleITK), robust Gauss-Newton fit on native voxels both ways"

BLURS_MM = (4.0, 2.0)
"""Gaussian blurs of the levels between search and exact fit: a blur of s draws in a pose about 2 s off."""

BLURRED_SAMPLES = 8000

BEYOND_DOUBT = 0.85
"""A start that explains so much is the right one. Measured: the same head with like contrast 0.81–0.99, its mirror
image 0.58–0.78."""

AGREEING = 3
"""So many starts that ended at the best place are enough too."""

APART_MM = 2.0
"""Starts that ended further apart than this ended at different places."""

CLEARLY_EXPLAINED = 0.65
"""Where one scan explains less of the other than this, its mirror image is tried too.

A head resembles its own mirror image: that explains 0.34–0.48 of it, more than FLAIR explains of T1 (0.33).
"""


@dataclass(frozen=True)
class Registration:
    """How a moving scan lies in the reference frame, and how sure that is.

    Attributes:
        transform: ``reference_from_moving``.
        error_mm: estimated error at the focus (without one, over the head), mm; 100 where nothing can be trusted.
        trusted: whether distances may be measured through it.
        reason: why (not), in words.
        seconds: wall time.
        method: algorithm and version.
    """

    transform: RigidTransform
    error_mm: float
    trusted: bool
    reason: str
    seconds: float
    method: str


def no_progress(fraction: float) -> None:
    """Discard progress."""


def go_on() -> bool:
    """Never cancelled."""
    return False


def register(
    reference: Volume,
    moving: Volume,
    *,
    focus: Points | None = None,
    progress: Callable[[float], None] = no_progress,
    cancelled: Callable[[], bool] = go_on,
) -> Registration:
    """Register `moving` to `reference`.

    Never fails on odd scans: what cannot be registered comes back untrusted, with the middles laid together.

    Args:
        reference: the case's reference scan.
        moving: another scan of the same head.
        focus: LPS mm in the reference frame, shape (n, 3): the places whose error matters (around the cavity).
        progress: called with the part done, 0..1.
        cancelled: asked often.

    Raises:
        Cancelled: `cancelled` said so.
    """
    started = time.monotonic()

    def stop_if_cancelled() -> None:
        if cancelled():
            raise Cancelled

    def result(moving_from_reference: Affine, error_mm: float, trusted: bool, reason: str) -> Registration:
        progress(1.0)
        forward = RigidTransform(moving_from_reference, moving.grid.frame, reference.grid.frame)
        return Registration(forward.inverse(), error_mm, trusted, reason, time.monotonic() - started, METHOD)

    stop_if_cancelled()
    middles = np.eye(4)
    middles[:3, 3] = moving.grid.centre() - reference.grid.centre()
    here, there = prepare(reference), prepare(moving)
    progress(0.1)
    if here is None or there is None:
        which = "the reference scan" if here is None else "the scan"
        return result(middles, UNKNOWN_ERROR_MM, False, f"no head can be made out in {which}")
    found = search(here, there, lambda part: progress(0.1 + 0.4 * part), stop_if_cancelled)
    if found is None:
        return result(middles, UNKNOWN_ERROR_MM, False, "no pose brings the two heads over each other")
    both = _fit_both_ways((reference, here), (moving, there), found.moving_from_reference, progress, stop_if_cancelled)
    if both is None:
        return result(
            found.moving_from_reference,
            UNKNOWN_ERROR_MM,
            False,
            "the scans share too little of the head to be compared",
        )
    forward, backward = both
    pose = halfway(forward.moved_from_sampled, inverted(backward.moved_from_sampled), forward.centre)
    evidence = _weigh(here, there, forward, backward, pose, focus)
    progress(0.95)
    stop_if_cancelled()
    trusted, reason = judge(evidence)
    if trusted and evidence.explained < CLEARLY_EXPLAINED and _mirror_fits(here, there, found.share, stop_if_cancelled):
        trusted, reason = False, "the scan's mirror image fits better than the scan: left and right may be exchanged"
    return result(pose, evidence.error_mm if trusted else UNKNOWN_ERROR_MM, trusted, reason)


@dataclass(frozen=True)
class Found:
    """Where a start ended.

    Attributes:
        moving_from_reference: 4×4, LPS mm.
        share: part of the reference head's variance that the moving scan explains there, 0..1, both blurred.
    """

    moving_from_reference: Affine
    share: float


def search(
    here: Prepared, there: Prepared, progress: Callable[[float], None], stop_if_cancelled: Callable[[], None]
) -> Found | None:
    """The pose that explains the scans best, within reach of the exact fit; None where the heads do not meet.

    One start after the other descends and settles on blurred scans, until what is found is beyond doubt.
    """
    levels = [
        (Interpolator(smoothed(here, sigma_mm)), Interpolator(smoothed(there, sigma_mm))) for sigma_mm in BLURS_MM
    ]
    points = choose_points(levels[-1][0], here.rough, BLURRED_SAMPLES)
    head = here.head_points()
    poses = starts(here, there)
    ends: list[Found] = []
    for number, start in enumerate(poses):
        progress((number + 1) / (len(poses) + 1))
        pose, share = descend(here, there, start), 0.0
        for sampled, moved in levels:
            fitted = fit(sampled, moved, pose, points, stop_if_cancelled)
            pose, share = (
                (pose, 0.0) if fitted is None else (fitted.moved_from_sampled, fitted.explained * fitted.overlap)
            )
        ends.append(Found(pose, share))
        best = max(ends, key=lambda end: end.share)
        there_too = sum(differ(end.moving_from_reference, best.moving_from_reference, head) < APART_MM for end in ends)
        if best.share >= BEYOND_DOUBT or (best.share > 0.0 and there_too >= AGREEING):
            break
    return max(ends, key=lambda end: end.share, default=None)


def _mirror_fits(here: Prepared, there: Prepared, share: float, stop_if_cancelled: Callable[[], None]) -> bool:
    """Whether the moving scan with left and right exchanged explains more than `share` of the reference head."""
    found = search(here, mirrored(there), no_progress, stop_if_cancelled)
    return found is not None and found.share > share


def _fit_both_ways(
    reference: tuple[Volume, Prepared],
    moving: tuple[Volume, Prepared],
    start: Affine,
    progress: Callable[[float], None],
    stop_if_cancelled: Callable[[], None],
) -> tuple[Fit, Fit] | None:
    """The fit of the reference's voxels from the moving scan, and the other way round, from the same start."""
    here, there = Interpolator(reference[0]), Interpolator(moving[0])
    forward = fit(here, there, start, choose_points(here, reference[1].rough, SAMPLES), stop_if_cancelled)
    progress(0.7)
    if forward is None:
        return None
    back = inverted(forward.moved_from_sampled)
    backward = fit(there, here, back, choose_points(there, moving[1].rough, SAMPLES), stop_if_cancelled)
    progress(0.9)
    return None if backward is None else (forward, backward)


def halfway(first: Affine, second: Affine, pivot: Points) -> Affine:
    """The rigid transform halfway between two that are close, as seen at `pivot`."""
    between = Rotation.from_matrix(second[:3, :3] @ first[:3, :3].T).as_rotvec()
    pose = np.eye(4)
    pose[:3, :3] = Rotation.from_rotvec(between / 2.0).as_matrix() @ first[:3, :3]
    goal = (apply_affine(first, pivot) + apply_affine(second, pivot)) / 2.0
    pose[:3, 3] = goal - pose[:3, :3] @ pivot
    return pose


def _weigh(
    here: Prepared, there: Prepared, forward: Fit, backward: Fit, pose: Affine, focus: Points | None
) -> Evidence:
    head = here.head_points()
    places = head if focus is None or not len(focus) else np.asarray(focus, dtype=np.float64)[:: len(focus) // 500 + 1]
    back = inverted(backward.moved_from_sampled)
    apart = differ(forward.moved_from_sampled, back, places)
    detail, aside = detail_correlation(here, there, pose)
    return Evidence(
        error_mm=stated_error_mm(forward, apart, places),
        overlap=min(forward.overlap, 1.0),
        explained=(forward.explained + backward.explained) / 2.0,
        detail=detail,
        detail_aside=aside,
        disagreement_mm=differ(forward.moved_from_sampled, back, head),
        last_step_mm=max(forward.last_step_mm, backward.last_step_mm),
    )
