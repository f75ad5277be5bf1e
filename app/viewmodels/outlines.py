"""The lines over the pictures of a case: cavities, margin, lesions and the contour being drawn, slice by slice."""

import math
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from app.usecases.open_case import FIELD_ROOM_MM, CaseVisit, OpenCase
from app.viewmodels.cut import Cut
from imaging.geometry import Points
from imaging.margin import surface_of
from imaging.planes import FIELD_STEP_MM, DistanceField, Polyline, surface_field
from imaging.registration_quality import GREATEST_ERROR_MM
from imaging.volume import Mask

LESION_CIRCLE_MM = 4.0
"""Radius of the circle that stands for a lesion of unknown size."""

LESION_REACH_MM = 1.0
"""How far distances around a lesion's surface are sampled: its outline needs no more."""

OTHER_MARGINS_MM = (3.0, 10.0)
"""Margins that can be drawn instead of the charter's: would another width change the verdict?"""

WIDE_REACH_MM = max(OTHER_MARGINS_MM) + GREATEST_ERROR_MM
"""How far the distances beyond the charter's margin reach: the widest margin and the greatest error of a trusted
registration."""

WIDE_STEP_MM = 1.0
"""Between samples of distances beyond the charter's margin; contours so far from the surface are smooth."""

LEAST_DOUBT_PX = 0.75
"""A doubt that is narrower than this beside the margin's line is hidden by the line itself."""

KEPT_OUTLINES = 2048
"""A few kilobytes each; a step of a film strip makes some fifty, and readers scroll to and fro."""


class Overlay(StrEnum):
    """Drawings over the pictures that can be switched off."""

    CAVITY = "cavity"
    MARGIN = "margin"
    CROSSHAIR = "crosshair"
    LESIONS = "lesions"
    LEGEND = "legend"


class Line(StrEnum):
    """Kinds of outline; each has its own colour and stroke."""

    CAVITY = "cavity"
    MARGIN = "margin"
    DOUBT = "doubt"
    CURRENT_CAVITY = "current cavity"
    APPLICATOR = "applicator"
    LESION = "lesion"
    DRAFT = "draft"


@dataclass(frozen=True, eq=False)
class ShownLesion:
    """A marked lesion as it is drawn.

    Attributes:
        name: "L1".
        centre_mm: LPS mm, reference frame.
        outline: its region in the reference frame; None: a circle is drawn.
        colour: "#rrggbb".
        radius_mm: of the circle that stands for a lesion without an outline.
    """

    name: str
    centre_mm: tuple[float, float, float]
    outline: Mask | None = None
    colour: str = "#ff6b6b"
    radius_mm: float = LESION_CIRCLE_MM


@dataclass(frozen=True, eq=False)
class Outline:
    """Lines of one kind in one slice.

    Attributes:
        line: kind.
        paths: polylines (u, v), screen mm.
        name: written beside it; empty: nothing.
        colour: "#rrggbb"; empty: the kind's own.
        doubtful: the visit's registration is not trusted, so the place is not to be believed.
        size_mm: width of a margin; of a doubt, how far it reaches to either side of the margin's line.
        hole: polylines (u, v), screen mm, that are left out where the outline is filled: a margin's cavity.
        is_region: the lines enclose what they name; not the circle that stands for a lesion without an outline.
    """

    line: Line
    paths: tuple[Polyline, ...]
    name: str = ""
    colour: str = ""
    doubtful: bool = False
    size_mm: float = 0.0
    hole: tuple[Polyline, ...] = ()
    is_region: bool = True

    def is_seen(self, pixels_per_mm: float) -> bool:
        """Whether there is anything to see at this zoom: a doubt that is finer than a line is not drawn."""
        return self.line is not Line.DOUBT or self.size_mm * pixels_per_mm >= LEAST_DOUBT_PX


@dataclass(frozen=True)
class Drawn:
    """Which outlines are wanted: of one slice, of one visit.

    Attributes:
        cut: the slice.
        index: of the visit among the case's visits.
        margin_mm: width of the margin.
        overlays: what is switched on.
        marked: lesions and the contour being drawn belong to the visit too.
        remembered: so do the lesions of a visit that is not the current one.
    """

    cut: Cut
    index: int
    margin_mm: float
    overlays: Collection[Overlay]
    marked: bool
    remembered: bool = False


class Outlines:
    """Makes the outlines of a case, and keeps those of the slices seen last: views that show the same share them."""

    def __init__(self) -> None:
        self._lesions: tuple[ShownLesion, ...] = ()
        self._remembered: Mapping[int, tuple[ShownLesion, ...]] = {}
        self._draft: Mask | None = None
        self._kept: OrderedDict[tuple[Any, ...], tuple[Outline, ...]] = OrderedDict()
        self._wide: dict[str, DistanceField] = {}
        self._lesion_fields: WeakKeyDictionary[Mask, DistanceField] = WeakKeyDictionary()

    @property
    def lesions(self) -> tuple[ShownLesion, ...]:
        """Lesions drawn on the current visit."""
        return self._lesions

    @property
    def draft(self) -> Mask | None:
        """The contour being drawn."""
        return self._draft

    def set_lesions(
        self, lesions: Sequence[ShownLesion], remembered: Mapping[int, Sequence[ShownLesion]] | None = None
    ) -> None:
        """Draw these lesions on the current visit, and those `remembered` on visits beside it, by index."""
        self._lesions = tuple(lesions)
        self._remembered = {index: tuple(found) for index, found in (remembered or {}).items()}
        self._forget(Overlay.LESIONS)

    def set_draft(self, mask: Mask | None) -> None:
        """Draw the outline of this contour (reference frame, any grid)."""
        self._draft = mask
        self._forget("draft")

    def forget_case(self) -> None:
        """Drop what was made for the case that was open; lesions and draft stay."""
        self._kept.clear()
        self._wide.clear()

    def _forget(self, what: str) -> None:
        for key in [key for key in self._kept if key[0] == what]:
            del self._kept[key]

    def of(self, case: OpenCase, drawn: Drawn) -> tuple[Outline, ...]:
        """The outlines in drawing order."""
        visit = case.visits[drawn.index]
        found: list[Outline] = []
        is_baseline = drawn.index == case.baseline_index
        if Overlay.MARGIN in drawn.overlays:
            # On the visit that stands as the baseline, a doubt would tell that its scan is not the reference.
            if not is_baseline and visit.registration.trusted:
                found.extend(self._doubt(case, drawn, visit.registration.error_mm or 0.0))
            found.extend(self._margin(case, drawn))
        if Overlay.CAVITY in drawn.overlays:
            found.extend(self._cavity(case, drawn))
            # For the same reason, the cavity of the day is not drawn there.
            if not is_baseline:
                found.extend(self._current(case, visit, drawn))
        if drawn.marked:
            if Overlay.LESIONS in drawn.overlays:
                found.extend(self._of_lesions(drawn, self._lesions))
            found.extend(self._of_draft(drawn))
        elif drawn.remembered and Overlay.LESIONS in drawn.overlays:
            found.extend(self._of_lesions(drawn, self._remembered.get(drawn.index, ())))
        return tuple(found)

    def _cavity(self, case: OpenCase, drawn: Drawn) -> tuple[Outline, ...]:
        doubtful = not case.visits[drawn.index].registration.trusted
        return self._once(
            ("cavity", drawn.cut, doubtful),
            lambda: [
                Outline(
                    _kind(case, cavity, case.reference_id, Line.CAVITY), paths, _name(case, cavity), doubtful=doubtful
                )
                for cavity, distances in case.fields.items()
                if (paths := drawn.cut.field(distances, 0.0))
            ],
        )

    def _margin(self, case: OpenCase, drawn: Drawn) -> tuple[Outline, ...]:
        doubtful, width = not case.visits[drawn.index].registration.trusted, drawn.margin_mm
        # A margin that no verdict is by is named, so that it is not taken for the one that counts.
        name = "" if width == case.margin_mm else f"{width:g} mm"
        return self._once(
            ("margin", drawn.cut, width, doubtful),
            lambda: [
                Outline(
                    Line.MARGIN,
                    paths,
                    name=name,
                    doubtful=doubtful,
                    size_mm=width,
                    hole=drawn.cut.field(case.fields[cavity], 0.0),
                )
                for cavity, distances in self._reaching(case, width).items()
                if (paths := drawn.cut.field(distances, width))
            ],
        )

    def _doubt(self, case: OpenCase, drawn: Drawn, error_mm: float) -> tuple[Outline, ...]:
        """The zone in which the margin's line may truly lie: nearer and farther by the registration's error."""
        if not error_mm:
            return ()
        nearer, farther = drawn.margin_mm - error_mm, drawn.margin_mm + error_mm
        return self._once(
            ("doubt", drawn.cut, nearer, farther),
            lambda: [
                Outline(Line.DOUBT, (*outer, *drawn.cut.field(distances, nearer)), size_mm=error_mm)
                for distances in self._reaching(case, farther).values()
                if (outer := drawn.cut.field(distances, farther))
            ],
        )

    def _reaching(self, case: OpenCase, distance_mm: float) -> Mapping[str, DistanceField]:
        """Fields in which the lines at a distance from the cavities are closed."""
        near = case.margin_mm + FIELD_ROOM_MM - FIELD_STEP_MM
        return case.fields if distance_mm <= near else self._wide_fields(case)

    def _wide_fields(self, case: OpenCase) -> Mapping[str, DistanceField]:
        """Distances further out than the case's own fields reach; made when they are first asked for."""
        if not self._wide:
            self._wide = {
                cavity: surface_field(surface, WIDE_REACH_MM + 2.0 * WIDE_STEP_MM, step_mm=WIDE_STEP_MM)
                for cavity, surface in case.cavities.items()
            }
        return self._wide

    def _current(self, case: OpenCase, visit: CaseVisit, drawn: Drawn) -> tuple[Outline, ...]:
        return self._once(
            ("current", drawn.index, drawn.cut),
            lambda: [
                Outline(
                    _kind(case, cavity, visit.timepoint.timepoint_id, Line.CURRENT_CAVITY), paths, _name(case, cavity)
                )
                for cavity, distances in visit.current_fields.items()
                if (paths := drawn.cut.field(distances, 0.0))
            ],
        )

    def _of_lesions(self, drawn: Drawn, lesions: tuple[ShownLesion, ...]) -> tuple[Outline, ...]:
        return self._once(
            (Overlay.LESIONS, drawn.index, drawn.cut),
            lambda: [
                Outline(
                    Line.LESION, paths, name=lesion.name, colour=lesion.colour, is_region=lesion.outline is not None
                )
                for lesion in lesions
                if (paths := self._lesion_paths(lesion, drawn.cut))
            ],
        )

    def _lesion_paths(self, lesion: ShownLesion, cut: Cut) -> tuple[Polyline, ...]:
        if lesion.outline is None:
            return _circle(lesion, cut)
        if lesion.outline not in self._lesion_fields:
            # The surface by which the lesion is measured, not the edges of its voxels.
            surface = surface_of(lesion.outline, reach_mm=LESION_REACH_MM)
            self._lesion_fields[lesion.outline] = surface_field(surface, LESION_REACH_MM)
        return cut.field(self._lesion_fields[lesion.outline], 0.0)

    def _of_draft(self, drawn: Drawn) -> tuple[Outline, ...]:
        draft = self._draft
        if draft is None:
            return ()
        return self._once(
            ("draft", drawn.cut),
            lambda: [Outline(Line.DRAFT, paths) for paths in [drawn.cut.mask(draft)] if paths],
        )

    def _once(self, key: tuple[Any, ...], make: Callable[[], Sequence[Outline]]) -> tuple[Outline, ...]:
        """What was made for `key`; made now if it is not kept."""
        if key not in self._kept:
            self._kept[key] = tuple(make())
            if len(self._kept) > KEPT_OUTLINES:
                self._kept.popitem(last=False)
        return self._kept[key]


def _kind(case: OpenCase, cavity: str, timepoint_id: str, otherwise: Line) -> Line:
    return Line.APPLICATOR if (cavity, timepoint_id) in case.applicators else otherwise


def _name(case: OpenCase, cavity: str) -> str:
    """What is written beside a cavity: its name, where there are several."""
    return cavity if len(case.cavities) > 1 else ""


def _circle(lesion: ShownLesion, cut: Cut) -> tuple[Polyline, ...]:
    u, v, away = cut.place(lesion.centre_mm)
    if abs(away) >= lesion.radius_mm:
        return ()
    radius = math.sqrt(lesion.radius_mm**2 - away**2)
    turn = np.linspace(0.0, 2.0 * np.pi, 49)
    circle: Points = np.array([u, v]) + radius * np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    return (circle,)
