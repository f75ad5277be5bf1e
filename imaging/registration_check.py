"""A pose that a person set by hand: how far the data bear it out, and where a fit from it leads.

No search: what a person sees is the start. The pose is weighed as an automatic one is, by the same gate.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial.transform import Rotation

from imaging.errors import Cancelled
from imaging.geometry import Affine, Points, RigidTransform
from imaging.registration import (
    BLURRED_SAMPLES,
    BLURS_MM,
    CLEARLY_EXPLAINED,
    Registration,
    go_on,
    halfway,
    no_progress,
    search,
)
from imaging.registration_fit import SAMPLES, Fit, Interpolator, choose_points, fit, inverted
from imaging.registration_quality import (
    GREATEST_ERROR_MM,
    UNKNOWN_ERROR_MM,
    Evidence,
    detail_correlation,
    judge,
    stated_error_mm,
)
from imaging.registration_search import Prepared, differ, mirrored, prepare, smoothed
from imaging.volume import Volume

METHOD = "rimread-from-here/1: robust Gauss-Newton fit on native voxels both ways, from a pose set by hand"

FOCUS_POINTS = 500
"""Places, at most, at which the error is taken."""


@dataclass(frozen=True)
class Nudge:
    """A small motion about a place: first the turns, then the shift.

    Attributes:
        shift_mm: along L, P and S.
        turn_deg: about the axes L, P and S that stand still in the reference frame, in this order.
    """

    shift_mm: tuple[float, float, float] = (0.0, 0.0, 0.0)
    turn_deg: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def shifted(self, by_mm: ArrayLike) -> "Nudge":
        """The nudge, shifted further by (L, P, S) mm."""
        x, y, z = (float(n) for n in np.add(self.shift_mm, by_mm))
        return replace(self, shift_mm=(x, y, z))

    def turned(self, axis: ArrayLike, degrees: float) -> "Nudge":
        """The nudge, turned further about `axis` (LPS, unit length) through where the place has gone."""
        more = Rotation.from_rotvec(np.radians(degrees) * np.asarray(axis, dtype=np.float64))
        both = more * Rotation.from_euler("xyz", self.turn_deg, degrees=True)
        x, y, z = (float(n) for n in both.as_euler("xyz", degrees=True))
        return replace(self, turn_deg=(x, y, z))


def nudged(transform: RigidTransform, nudge: Nudge, pivot: ArrayLike) -> RigidTransform:
    """`transform` (``reference_from_moving``) with the moving scan nudged about `pivot`; no nudge gives the same bits.

    Args:
        transform: where the moving scan lies.
        nudge: how it is moved in the reference frame.
        pivot: LPS mm in the reference frame, shape (3,).
    """
    if nudge == Nudge():
        return transform
    place = np.asarray(pivot, dtype=np.float64)
    motion = np.eye(4)
    motion[:3, :3] = Rotation.from_euler("xyz", nudge.turn_deg, degrees=True).as_matrix()
    motion[:3, 3] = place + np.asarray(nudge.shift_mm) - motion[:3, :3] @ place
    return RigidTransform(motion @ transform.matrix, transform.reference_frame, transform.moving_frame)


def settle(
    reference: Volume,
    moving: Volume,
    start: RigidTransform,
    *,
    focus: Points | None = None,
    progress: Callable[[float], None] = no_progress,
    cancelled: Callable[[], bool] = go_on,
) -> Registration:
    """The pose that a fit from `start` leads to, weighed. Draws in from about 8 mm; `start` itself if not trusted.

    Args:
        reference: the case's reference scan.
        moving: the scan that was nudged.
        start: ``reference_from_moving``.
        focus: LPS mm in the reference frame, shape (n, 3): the places whose error matters (around the cavity).
        progress: called with the part done, 0..1.
        cancelled: asked often.

    Raises:
        Cancelled: `cancelled` said so.
    """
    return _weighed(reference, moving, start, focus, progress, cancelled, stay=False)


def evaluate(
    reference: Volume,
    moving: Volume,
    pose: RigidTransform,
    *,
    focus: Points | None = None,
    progress: Callable[[float], None] = no_progress,
    cancelled: Callable[[], bool] = go_on,
) -> Registration:
    """`pose` itself, weighed: its error is that of the fit from there, and how far the fit moves away at the focus.

    Not trusted where the fit is not, or where that error is too great for a verdict about a margin. Arguments and
    errors as `settle`.
    """
    return _weighed(reference, moving, pose, focus, progress, cancelled, stay=True)


def _weighed(
    reference: Volume,
    moving: Volume,
    start: RigidTransform,
    focus: Points | None,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
    *,
    stay: bool,
) -> Registration:
    started = time.monotonic()

    def stop_if_cancelled() -> None:
        if cancelled():
            raise Cancelled

    def result(pose: RigidTransform, error_mm: float, trusted: bool, reason: str) -> Registration:
        progress(1.0)
        return Registration(pose, error_mm, trusted, reason, time.monotonic() - started, METHOD)

    stop_if_cancelled()
    here, there = prepare(reference), prepare(moving)
    progress(0.1)
    if here is None or there is None:
        which = "the reference scan" if here is None else "the scan"
        return result(start, UNKNOWN_ERROR_MM, False, f"no head can be made out in {which}")
    asked = start.inverse().matrix
    near, share = _draw_in(here, there, asked, stop_if_cancelled)
    progress(0.4)
    both = _fit_both_ways((reference, here), (moving, there), near, stop_if_cancelled)
    progress(0.9)
    if both is None:
        return result(start, UNKNOWN_ERROR_MM, False, "the scans share too little of the head to be compared")
    forward, backward = both
    back = inverted(backward.moved_from_sampled)
    fitted = halfway(forward.moved_from_sampled, back, forward.centre)
    head = here.head_points()
    places = head if focus is None or not len(focus) else np.asarray(focus, dtype=np.float64)
    places = places[:: len(places) // FOCUS_POINTS + 1]
    apart = differ(forward.moved_from_sampled, back, places)
    detail, aside = detail_correlation(here, there, fitted)
    evidence = Evidence(
        error_mm=stated_error_mm(forward, apart, places),
        overlap=min(forward.overlap, 1.0),
        explained=(forward.explained + backward.explained) / 2.0,
        detail=detail,
        detail_aside=aside,
        disagreement_mm=differ(forward.moved_from_sampled, back, head),
        last_step_mm=max(forward.last_step_mm, backward.last_step_mm),
    )
    trusted, reason = judge(evidence)
    if trusted and evidence.explained < CLEARLY_EXPLAINED:
        mirror = search(here, mirrored(there), no_progress, stop_if_cancelled)
        if mirror is not None and mirror.share > share:
            trusted, reason = (
                False,
                "the scan's mirror image fits better than the scan: left and right may be exchanged",
            )
    if not trusted:
        return result(start, UNKNOWN_ERROR_MM, False, reason)
    if not stay:
        found = RigidTransform(fitted, start.moving_frame, start.reference_frame).inverse()
        return result(found, evidence.error_mm, True, reason)
    away = differ(asked, fitted, places)
    error_mm = evidence.error_mm + away
    told = f"set by hand, {away:.1f} mm from where the scans fit best"
    return result(start, error_mm, error_mm <= GREATEST_ERROR_MM, told)


def _draw_in(
    here: Prepared, there: Prepared, start: Affine, stop_if_cancelled: Callable[[], None]
) -> tuple[Affine, float]:
    """The pose (moving_from_reference) after fits on blurred scans, and what part of the head it explains there."""
    pose, share = start, 0.0
    levels = [(Interpolator(smoothed(here, mm)), Interpolator(smoothed(there, mm))) for mm in BLURS_MM]
    points = choose_points(levels[-1][0], here.rough, BLURRED_SAMPLES)
    for sampled, moved in levels:
        fitted = fit(sampled, moved, pose, points, stop_if_cancelled)
        if fitted is not None:
            pose, share = fitted.moved_from_sampled, fitted.explained * fitted.overlap
    return pose, share


def _fit_both_ways(
    reference: tuple[Volume, Prepared],
    moving: tuple[Volume, Prepared],
    start: Affine,
    stop_if_cancelled: Callable[[], None],
) -> tuple[Fit, Fit] | None:
    here, there = Interpolator(reference[0]), Interpolator(moving[0])
    forward = fit(here, there, start, choose_points(here, reference[1].rough, SAMPLES), stop_if_cancelled)
    if forward is None:
        return None
    back = inverted(forward.moved_from_sampled)
    backward = fit(there, here, back, choose_points(there, moving[1].rough, SAMPLES), stop_if_cancelled)
    return None if backward is None else (forward, backward)
