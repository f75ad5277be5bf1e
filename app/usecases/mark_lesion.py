"""Mark a lesion with one click: outline, measures, distances to the cavities, and the verdict as a sentence."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.lower_rooms import recognised
from app.words import Said, joined
from imaging.errors import LesionTooLarge, NoLesionHere, OutsideScan
from imaging.geometry import Grid, Points, RigidTransform
from imaging.lesion import LesionShape, measure, propose_lesion
from imaging.margin import CavitySurface
from imaging.volume import Mask, Volume
from review_schema.charter import Charter
from review_schema.finding import LesionMeasure, SurfaceDistances

MEASURABLE_LONGEST_MM = 10.0
MEASURABLE_PERPENDICULAR_MM = 5.0
"""Least diameters of a measurable lesion (RANO-BM, Lin et al. 2015; domain §3)."""

BASELINE_ERROR_MM = 1.0
"""On the visit that stands as the baseline, a registration error up to this is told by this bound: there the scan is
the reference itself in one arm only. Distances are in doubt by 1 mm in any case (domain §2)."""

SAME_CENTRE_MM, SAME_VOLUME = 1.0, 1.1
"""A lesion that is proposed again is the same if its middle is this near, mm, and its volume within this factor."""

NO_DISTANCE = "No distance: no cavity is contoured, or the registration is not to be trusted"
NO_CAVITY = "No distance: no cavity is contoured on the baseline scan"
NOT_TRUSTED = "No distance: the registration is not to be trusted"


@dataclass(frozen=True, eq=False)
class MarkedLesion:
    """A lesion as marked on one visit.

    Attributes:
        measure: what a finding stores.
        cavity: the cavity that owns the lesion (the nearest); None without a cavity.
        inside_margin: any part within the charter's margin of the baseline surface; None where no distance is known.
        sentence: the verdict in words.
        outline: on a fine grid in the reference frame.
        measurable: at least 10 mm by 5 mm (RANO-BM).
    """

    measure: LesionMeasure
    cavity: str | None
    inside_margin: bool | None
    sentence: str
    outline: Mask
    measurable: bool


def mark_lesion(
    volume_in_reference_frame: Volume,
    seed_mm: Sequence[float],
    *,
    baseline: Mapping[str, CavitySurface],
    current: Mapping[str, CavitySurface],
    registration_error_mm: float | None,
    trusted: bool,
    charter: Charter,
    reason: str = "",
    on_baseline: bool = False,
) -> MarkedLesion:
    """Outline the lesion around a click and measure it against the cavities.

    Args:
        volume_in_reference_frame: the visit's scan, resampled to the reference frame.
        seed_mm: the click, LPS mm in the reference frame.
        baseline: baseline cavity surfaces in the reference frame, by name.
        current: this visit's own cavity surfaces, moved to the reference frame, by name.
        registration_error_mm: estimated error near the cavity; None or 0 on the reference scan itself.
        trusted: False switches distances to the baseline off.
        charter: margin and width of the doubtful zone.
        reason: why the registration is not trusted, in words.
        on_baseline: the visit stands as the baseline; see `verdict_sentence`.

    Raises:
        OutsideScan, NoLesionHere, LesionTooLarge: no outline can be proposed.
        FrameMismatch: a surface lies in another frame than the volume.
    """
    outline = propose_lesion(volume_in_reference_frame, np.asarray(seed_mm, dtype=np.float64))
    return mark_outline(
        outline,
        baseline=baseline,
        current=current,
        registration_error_mm=registration_error_mm,
        trusted=trusted,
        charter=charter,
        reason=reason,
        on_baseline=on_baseline,
    )


def mark_outline(
    outline: Mask,
    *,
    baseline: Mapping[str, CavitySurface],
    current: Mapping[str, CavitySurface],
    registration_error_mm: float | None,
    trusted: bool,
    charter: Charter,
    reason: str = "",
    on_baseline: bool = False,
) -> MarkedLesion:
    """Measure an outline (proposed or edited), in the reference frame; arguments as `mark_lesion`.

    Raises:
        EmptyMask: nothing is outlined.
        FrameMismatch: a surface lies in another frame than the outline.
    """
    shape = measure(outline)
    frame = outline.grid.frame
    to_baseline = {name: _distances(surface, shape, frame) for name, surface in baseline.items()} if trusted else {}
    to_current = {name: _distances(surface, shape, frame) for name, surface in current.items()}
    owner = _nearest(to_baseline or to_current)
    nearest = to_baseline.get(owner or "")
    measured = LesionMeasure(
        centre_mm=_position(shape.centre_mm),
        longest_diameter_mm=shape.longest_diameter_mm,
        perpendicular_diameter_mm=shape.perpendicular_diameter_mm,
        volume_ml=shape.volume_ml,
        to_baseline=nearest,
        to_current=to_current.get(owner or ""),
        registration_error_mm=registration_error_mm,
        boundary=nearest is not None and _in_doubt(nearest.shortest_mm, registration_error_mm, charter),
    )
    missing: str = NO_CAVITY
    if baseline:
        why = recognised(reason)
        missing = Said("{verdict} ({reason})", verdict=Said(NOT_TRUSTED), reason=why) if reason else NOT_TRUSTED
    return MarkedLesion(
        measure=measured,
        cavity=owner,
        inside_margin=None if nearest is None else nearest.shortest_mm <= charter.margin_mm,
        sentence=verdict_sentence(
            measured,
            charter,
            cavity=owner if len(baseline) > 1 else None,
            without_distance=missing,
            on_baseline=on_baseline,
        ),
        outline=outline,
        measurable=(
            shape.longest_diameter_mm >= MEASURABLE_LONGEST_MM
            and shape.perpendicular_diameter_mm >= MEASURABLE_PERPENDICULAR_MM
        ),
    )


def mark_moved(
    former: LesionMeasure,
    outline: Mask | None,
    motion: RigidTransform,
    volume_in_reference_frame: Volume,
    *,
    baseline: Mapping[str, CavitySurface],
    current: Mapping[str, CavitySurface],
    registration_error_mm: float | None,
    trusted: bool,
    charter: Charter,
    reason: str = "",
) -> MarkedLesion | None:
    """A marked lesion measured anew after its visit was moved; None where its outline is not known any more.

    The outline goes with the scan. Where only the measure is left (a draft of an earlier day), it is proposed again
    from the lesion's middle, and taken if it is the same lesion.

    Args:
        former: what was measured before the visit was moved.
        outline: as it was accepted, in the reference frame.
        motion: from where the visit lay to where it lies, both in the reference frame.
        volume_in_reference_frame: the visit's scan as it lies now.
        baseline: as `mark_lesion`, for the visit as it lies now; so are all that follow.
        current: this visit's own cavity surfaces.
        registration_error_mm: estimated error near the cavity.
        trusted: False switches distances to the baseline off.
        charter: margin and width of the doubtful zone.
        reason: why the registration is not trusted, in words.
    """
    if outline is not None:
        grid = Grid(outline.grid.shape, motion.matrix @ outline.grid.affine, outline.grid.frame)
        moved = Mask(outline.values, grid)
    else:
        centre = motion.points(former.centre_mm, motion.moving_frame)
        try:
            moved = propose_lesion(volume_in_reference_frame, centre)
        except (OutsideScan, NoLesionHere, LesionTooLarge):
            return None
    found = mark_outline(
        moved,
        baseline=baseline,
        current=current,
        registration_error_mm=registration_error_mm,
        trusted=trusted,
        charter=charter,
        reason=reason,
    )
    if outline is None and not _same_lesion(found.measure, former, centre):
        return None
    return found


def _same_lesion(found: LesionMeasure, former: LesionMeasure, centre_mm: Points) -> bool:
    apart = float(np.linalg.norm(np.asarray(found.centre_mm) - centre_mm))
    larger, smaller = max(found.volume_ml, former.volume_ml), min(found.volume_ml, former.volume_ml)
    return apart <= SAME_CENTRE_MM and larger <= SAME_VOLUME * smaller


def verdict_sentence(
    measured: LesionMeasure,
    charter: Charter,
    *,
    cavity: str | None = None,
    without_distance: str = NO_DISTANCE,
    on_baseline: bool = False,
) -> str:
    """The verdict on a lesion's distance, in one sentence without a full stop.

    On the visit that stands as the baseline it does not tell whether that visit's scan is the reference itself, which
    it is in one arm only: an error is told by the bound `BASELINE_ERROR_MM`, and the cavity of the day is left
    out. Both stand in `measured` all the same.

    Args:
        measured: the lesion.
        charter: margin and width of the doubtful zone.
        cavity: its owner's name, to be told where there are several cavities.
        without_distance: what to say where no distance to the baseline surface is known.
        on_baseline: the visit stands as the baseline.
    """
    if measured.to_baseline is None:
        return without_distance
    shortest = measured.to_baseline.shortest_mm
    side = _side(shortest, charter)
    place = _place(shortest, Said("cavity {name}", name=cavity) if cavity else Said("the cavity"))
    error = measured.registration_error_mm
    if on_baseline and (error or 0.0) <= BASELINE_ERROR_MM:
        estimate: Said | None = Said("(estimated error within {mm:g} mm)", mm=BASELINE_ERROR_MM)
    else:
        # Rounded up: an error is never told smaller than it is.
        estimate = Said("(estimated error {mm:.1f} mm)", mm=math.ceil(10 * error - 1e-9) / 10) if error else None
    if measured.boundary:
        verdict = Said(
            "{place}: {side}, but within doubt of the {margin:g} mm line: to be adjudicated",
            place=place,
            side=side,
            margin=charter.margin_mm,
        )
    else:
        slack = abs(shortest - charter.margin_mm)
        verdict = Said(
            "{place}: {side}; would change if the {what} were off by {mm:.1f} mm",
            place=place,
            side=side,
            what=Said("registration") if error or on_baseline else Said("outline"),
            mm=slack,
        )
    verdict = verdict if estimate is None else joined(" ", (verdict, estimate))
    now = measured.to_current
    if (
        now is not None
        and not on_baseline
        and (now.shortest_mm <= charter.margin_mm) != (shortest <= charter.margin_mm)
    ):
        there = _place(now.shortest_mm, Said("the present cavity"))
        added = Said("{place}: {side} there", place=there, side=_side(now.shortest_mm, charter))
        verdict = joined("; ", (verdict, added))
    return verdict


def _side(shortest_mm: float, charter: Charter) -> Said:
    inside = shortest_mm <= charter.margin_mm
    return Said("inside the {mm:g} mm margin" if inside else "outside the {mm:g} mm margin", mm=charter.margin_mm)


def _place(shortest_mm: float, cavity: Said) -> Said:
    if shortest_mm > 0:
        return Said("{mm:.1f} mm from {cavity}", mm=shortest_mm, cavity=cavity)
    return Said("reaches {mm:.1f} mm into {cavity}", mm=-shortest_mm, cavity=cavity)


def _in_doubt(shortest_mm: float, error_mm: float | None, charter: Charter) -> bool:
    return abs(shortest_mm - charter.margin_mm) <= max(charter.boundary_mm, error_mm or 0.0)


def _distances(surface: CavitySurface, shape: LesionShape, frame: str) -> SurfaceDistances:
    of_surface = surface.distance_mm(shape.surface_points, frame)
    return SurfaceDistances(
        shortest_mm=float(of_surface.min()),
        centroid_mm=float(surface.distance_mm(shape.centre_mm, frame)),
        greatest_mm=float(of_surface.max()),
    )


def _nearest(distances: Mapping[str, SurfaceDistances]) -> str | None:
    return min(distances, key=lambda name: (distances[name].shortest_mm, name), default=None)


def _position(point: Points) -> tuple[float, float, float]:
    return float(point[0]), float(point[1]), float(point[2])
