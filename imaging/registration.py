"""Rigid registration of a follow-up scan to the reference scan, with its own doubt in mm.

Three stages: search (any pose), fit (native voxels, robust), and a verdict on both. The same two scans give the same
bits on every run: seeds are fixed, and work is cut up alike whatever the number of cores.
"""

import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy.spatial.transform import Rotation

from imaging.errors import Cancelled
from imaging.geometry import Affine, Points, RigidTransform, apply_affine
from imaging.registration_fit import SAMPLES, Fit, Interpolator, Sample, choose_points, fit, inverted
from imaging.registration_quality import (
    UNKNOWN_ERROR_MM,
    Blocks,
    DetailCorrelation,
    Evidence,
    jackknife_mm,
    judge,
    parts_mm,
    pushed_aside,
    stated_error_mm,
    stretched_mm,
)
from imaging.registration_search import Prepared, differ, mirrored, prepare, smoothed, starts
from imaging.volume import Volume

METHOD = "rimread-rigid/2: mutual information ranks starts, robust Gauss-Newton on blurred, then on native voxels"

BLURS_MM = (10.0, 5.0, 2.0)
"""Gaussian blurs of the levels between starts and exact fit: a blur of s draws in a pose 2 s off, and more."""

NEAR_BLURS_MM = (4.0, 2.0)
"""From a pose set by hand: the widest blur, which sees little but the outline, could throw it far away."""

SETTLED_SHARE = 0.02
"""A turn that moves a blurred head by less than this part of the blur is the last."""

BLURRED_SAMPLES = 5000

FEW, NEAR_MM = 4, 0.02
"""One voxel in so many brings the exact fit so near."""

BEYOND_DOUBT = 0.85
"""A start that explains so much is the right one. Measured: the same head with like contrast 0.81–0.99, its mirror
image 0.58–0.78."""

AGREEING = 3
"""So many starts that ended at the best place are enough too."""

APART_MM = 2.0
"""Starts that ended further apart than this ended at different places."""

MIRROR_GAIN = 0.03
"""By so much more. Heads are nearly symmetric: of unlike contrast, a mirror image was seen to explain 0.005 more."""

LITTLE_EXPLAINED = 0.3
"""Where the best start explains less than this, the search is repeated with the scans' parts exchanged. Measured: the
same head 0.45 and more, but 0.03–0.1 where the moving scan is the brain alone."""

CLEARLY_EXPLAINED = 0.65
"""Where one scan explains less of the other than this, its mirror image is tried too.

A head resembles its own mirror image: that explains 0.34–0.48 of it, more than FLAIR explains of T1 (0.33).
"""

SIDE_BY_SIDE = 2
"""Threads. The results do not depend on it."""

FOCUS_POINTS = 500
"""Places, at most, at which the error is taken."""

ASK_EACH_S = 0.1
"""How often is asked, while threads work, whether to stop."""

Result = TypeVar("Result")


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
    outcome = find(reference, moving, focus, progress, cancelled)
    forward = RigidTransform(outcome.moving_from_reference, moving.grid.frame, reference.grid.frame)
    seconds = time.monotonic() - started
    return Registration(forward.inverse(), outcome.error_mm, outcome.trusted, outcome.reason, seconds, METHOD)


@dataclass(frozen=True)
class Outcome:
    """Where the work ended, before it is told in the caller's frames (see `Registration`).

    Attributes:
        places: LPS mm in the reference frame, shape (n, 3): where the error was estimated; none without a head.
    """

    moving_from_reference: Affine
    error_mm: float
    trusted: bool
    reason: str
    places: Points


def find(
    reference: Volume,
    moving: Volume,
    focus: Points | None,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
    start: Affine | None = None,
) -> Outcome:
    """The pose that fits best, weighed: wherever it lies, or near `start` (moving_from_reference). As `register`."""
    with ThreadPoolExecutor(SIDE_BY_SIDE) as threads:
        outcome = _Work(reference, moving, focus, threads, progress, cancelled).done(start)
    progress(1.0)
    return outcome


@dataclass(frozen=True)
class Found:
    """Where a start ended.

    Attributes:
        moving_from_reference: 4×4, LPS mm.
        share: part of the reference head's variance that the moving scan explains there, 0..1, both blurred.
    """

    moving_from_reference: Affine
    share: float


@dataclass(frozen=True)
class Native:
    """A scan's own voxels, and those of them at which it is looked."""

    scan: Interpolator
    sample: Sample

    @classmethod
    def of(cls, volume: Volume, prepared: Prepared) -> "Native":
        """Made ready for the exact fit."""
        scan = Interpolator(volume)
        sample = choose_points(scan, prepared.rough, SAMPLES)
        _ = scan.coefficients  # computed here, beside the search, not when first asked for
        return cls(scan, sample)


class Settling:
    """Fits on blurred scans, which draw a pose in to where the exact fit takes over."""

    def __init__(self, here: Prepared, there: Prepared, blurs_mm: tuple[float, ...] = BLURS_MM) -> None:
        self._levels = [
            (blur_mm, Interpolator(smoothed(here, blur_mm)), Interpolator(smoothed(there, blur_mm)))
            for blur_mm in blurs_mm
        ]
        self._sample = choose_points(self._levels[-1][1], here.rough, BLURRED_SAMPLES)

    def from_pose(self, start: Affine) -> Found:
        """Where the fits from `start` (moving_from_reference) lead."""
        pose, share = start, 0.0
        for blur_mm, sampled, moved in self._levels:
            fitted = fit(sampled, moved, pose, self._sample, SETTLED_SHARE * blur_mm)
            pose, share = (
                (pose, 0.0) if fitted is None else (fitted.moved_from_sampled, fitted.explained * fitted.overlap)
            )
        return Found(pose, share)


def fit_native(sampled: Native, moved: Native, start: Affine) -> Fit | None:
    """The exact fit of `sampled` from `moved`: nearly there on a few voxels, then on all."""
    near = fit(sampled.scan, moved.scan, start, sampled.sample.some(slice(None, None, FEW)), NEAR_MM)
    return fit(sampled.scan, moved.scan, start if near is None else near.moved_from_sampled, sampled.sample)


class _Work:
    """One registration, step by step, with the threads that it may use."""

    def __init__(
        self,
        reference: Volume,
        moving: Volume,
        focus: Points | None,
        threads: Executor,
        progress: Callable[[float], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self.reference, self.moving, self.focus = reference, moving, focus
        self.threads, self.progress, self.cancelled = threads, progress, cancelled

    def stop_if_cancelled(self) -> None:
        if self.cancelled():
            raise Cancelled

    def finished(self, *tasks: Future[Result]) -> list[Result]:
        """What the tasks gave, in their order."""
        while wait(tasks, timeout=ASK_EACH_S).not_done:
            self.stop_if_cancelled()
        return [task.result() for task in tasks]

    def done(self, start: Affine | None) -> Outcome:
        """All of it: with a search, or from `start`."""
        self.stop_if_cancelled()
        here, there = self.finished(
            self.threads.submit(prepare, self.reference), self.threads.submit(prepare, self.moving)
        )
        self.progress(0.1)
        if here is None or there is None:
            middles = np.eye(4)
            middles[:3, 3] = self.moving.grid.centre() - self.reference.grid.centre()
            which = "the reference scan" if here is None else "the scan"
            return Outcome(middles, UNKNOWN_ERROR_MM, False, f"no head can be made out in {which}", np.zeros((0, 3)))
        places = self._places(here)
        natives = (
            self.threads.submit(Native.of, self.reference, here),
            self.threads.submit(Native.of, self.moving, there),
        )
        if start is not None:
            found: Found | None = Settling(here, there, NEAR_BLURS_MM).from_pose(start)
        else:
            found = self.search_both_ways(here, there, lambda part: self.progress(0.1 + 0.4 * part))
        if found is None:
            middles = np.eye(4)
            middles[:3, 3] = there.centre - here.centre
            return Outcome(middles, UNKNOWN_ERROR_MM, False, "no pose brings the two heads over each other", places)
        own, other = self.finished(*natives)
        forward, backward = self._fit_both_ways(own, other, found.moving_from_reference)
        self.progress(0.8)
        if forward is None or backward is None:
            reason = "the scans share too little of the head to be compared"
            return Outcome(found.moving_from_reference, UNKNOWN_ERROR_MM, False, reason, places)
        pose = halfway(forward.moved_from_sampled, inverted(backward.moved_from_sampled), forward.centre)
        evidence = self._weigh(here, there, forward, backward, pose, places)
        self.progress(0.95)
        trusted, reason = judge(evidence)
        if trusted and evidence.explained < CLEARLY_EXPLAINED and self._mirror_fits(here, there, found.share):
            trusted, reason = (
                False,
                "the scan's mirror image fits better than the scan: left and right may be exchanged",
            )
        return Outcome(pose, evidence.error_mm if trusted else UNKNOWN_ERROR_MM, trusted, reason, places)

    def search(self, here: Prepared, there: Prepared, progress: Callable[[float], None]) -> Found | None:
        """The pose that explains the scans best, within reach of the exact fit; None where the heads do not meet.

        The best start settles on blurred scans first, then the others two by two, until what is found is beyond doubt.
        """
        settle = Settling(here, there).from_pose
        head = here.head_points()
        poses = starts(here, there)
        ends: list[Found] = []
        for batch in (poses[:1], poses[1:3], poses[3:]):
            self.stop_if_cancelled()
            ends += (
                [settle(*batch)]
                if len(batch) == 1
                else self.finished(*[self.threads.submit(settle, one) for one in batch])
            )
            progress((len(ends) + 1) / (len(poses) + 1))
            best = max(ends, key=lambda end: end.share, default=None)
            if best is None:
                return None
            near = [
                end for end in ends if differ(end.moving_from_reference, best.moving_from_reference, head) < APART_MM
            ]
            if best.share >= BEYOND_DOUBT or (best.share > 0.0 and len(near) >= AGREEING):
                break
        return max(ends, key=lambda end: end.share)

    def search_both_ways(self, here: Prepared, there: Prepared, progress: Callable[[float], None]) -> Found | None:
        """As `search`; where that explains little, also what the moving head's voxels say: a whole head cannot be
        explained from a brain without its skull, but a brain can from a whole head.
        """
        found = self.search(here, there, progress)
        if found is None or found.share >= LITTLE_EXPLAINED:
            return found
        other = self.search(there, here, no_progress)
        if other is None or other.share <= found.share:
            return found
        return Found(inverted(other.moving_from_reference), other.share)

    def _mirror_fits(self, here: Prepared, there: Prepared, share: float) -> bool:
        """Whether the moving scan with left and right exchanged explains clearly more than `share`."""
        found = self.search_both_ways(here, mirrored(there), no_progress)
        return found is not None and found.share > share + MIRROR_GAIN

    def _fit_both_ways(self, here: Native, there: Native, start: Affine) -> tuple[Fit | None, Fit | None]:
        """The fit of the reference's voxels from the moving scan, and the other way round, from the same start."""
        forward, backward = self.finished(
            self.threads.submit(fit_native, here, there, start),
            self.threads.submit(fit_native, there, here, inverted(start)),
        )
        return forward, backward

    def _places(self, here: Prepared) -> Points:
        focus = self.focus
        if focus is None or not len(focus):
            return here.head_points()
        return np.asarray(focus, dtype=np.float64)[:: len(focus) // FOCUS_POINTS + 1]

    def _weigh(
        self, here: Prepared, there: Prepared, forward: Fit, backward: Fit, pose: Affine, places: Points
    ) -> Evidence:
        head = here.head_points()
        back = inverted(backward.moved_from_sampled)
        apart = differ(forward.moved_from_sampled, back, places)
        parts = [self.threads.submit(Blocks.of, way) for way in (forward, backward)]
        correlation = DetailCorrelation(here, there)
        detail, *aside = self.finished(
            *[self.threads.submit(correlation.at, one) for one in (pose, *pushed_aside(pose))]
        )
        ahead, behind = self.finished(*parts)
        explained = (forward.explained + backward.explained) / 2.0
        return Evidence(
            error_mm=stated_error_mm(
                jackknife_mm(forward, ahead, places), apart, stretched_mm(forward, places), explained
            ),
            overlap=min(forward.overlap, 1.0),
            explained=explained,
            detail=detail,
            detail_aside=float(np.mean(aside)),
            disagreement_mm=differ(forward.moved_from_sampled, back, head),
            last_step_mm=max(forward.last_step_mm, backward.last_step_mm),
            parts_mm=(parts_mm(ahead) + parts_mm(behind)) / 2.0,
        )


def halfway(first: Affine, second: Affine, pivot: Points) -> Affine:
    """The rigid transform halfway between two that are close, as seen at `pivot`."""
    between = Rotation.from_matrix(second[:3, :3] @ first[:3, :3].T).as_rotvec()
    pose = np.eye(4)
    pose[:3, :3] = Rotation.from_rotvec(between / 2.0).as_matrix() @ first[:3, :3]
    goal = (apply_affine(first, pivot) + apply_affine(second, pivot)) / 2.0
    pose[:3, 3] = goal - pose[:3, :3] @ pivot
    return pose
