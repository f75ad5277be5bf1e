"""A pose that a person set by hand: how far the data bear it out, and where a fit from it leads.

No search: what a person sees is the start. The pose is weighed as an automatic one is, by the same gate.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial.transform import Rotation

from imaging.geometry import Points, RigidTransform
from imaging.registration import Registration, find, go_on, no_progress
from imaging.registration_quality import GREATEST_ERROR_MM
from imaging.registration_search import differ
from imaging.volume import Volume

METHOD = "rimread-from-here/1: robust Gauss-Newton fit on native voxels both ways, from a pose set by hand"


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
    asked = start.inverse().matrix
    outcome = find(reference, moving, focus, progress, cancelled, asked)
    pose, error_mm, trusted, reason = start, outcome.error_mm, outcome.trusted, outcome.reason
    if trusted and stay:
        away_mm = differ(asked, outcome.moving_from_reference, outcome.places)
        error_mm += away_mm
        trusted, reason = error_mm <= GREATEST_ERROR_MM, f"set by hand, {away_mm:.1f} mm from where the scans fit best"
    elif trusted:
        pose = RigidTransform(outcome.moving_from_reference, start.moving_frame, start.reference_frame).inverse()
    return Registration(pose, error_mm, trusted, reason, time.monotonic() - started, METHOD)
