"""The lines over the pictures of a case: cavities, margin, lesions and the contour being drawn, slice by slice."""

import math
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np

from app.usecases.open_case import CaseVisit, OpenCase
from imaging.geometry import Points
from imaging.planes import DistanceField, Plane, Polyline, depth_of, mask_outlines, screen_of, surface_field
from imaging.volume import Mask

LESION_CIRCLE_MM = 4.0
"""Radius of the circle that stands for a lesion without an outline."""

OTHER_MARGINS_MM = (3.0, 10.0)
"""Margins that can be drawn instead of the charter's: would another width change the verdict?"""

WIDE_STEP_MM = 1.0
"""Between samples of distances beyond the charter's margin; contours so far from the surface are smooth."""

KEPT_OUTLINES = 256


class Overlay(StrEnum):
    """Drawings over the pictures that can be switched off."""

    CAVITY = "cavity"
    MARGIN = "margin"
    CROSSHAIR = "crosshair"
    LESIONS = "lesions"


class Line(StrEnum):
    """Kinds of outline; each has its own colour and stroke."""

    CAVITY = "cavity"
    MARGIN = "margin"
    CURRENT_CAVITY = "current cavity"
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
    """

    name: str
    centre_mm: tuple[float, float, float]
    outline: Mask | None = None
    colour: str = "#ff6b6b"


@dataclass(frozen=True, eq=False)
class Outline:
    """Lines of one kind in one slice.

    Attributes:
        line: kind.
        paths: polylines (u, v), screen mm.
        name: written beside it; empty: nothing.
        colour: "#rrggbb"; empty: the kind's own.
        doubtful: the visit's registration is not trusted, so the place is not to be believed.
    """

    line: Line
    paths: tuple[Polyline, ...]
    name: str = ""
    colour: str = ""
    doubtful: bool = False


@dataclass(frozen=True)
class Drawn:
    """Which outlines are wanted: of one slice, of one visit.

    Attributes:
        plane, depth_mm: the slice.
        index: of the visit among the case's visits.
        margin_mm: width of the margin.
        overlays: what is switched on.
        marked: lesions and the contour being drawn belong to the visit too.
    """

    plane: Plane
    depth_mm: float
    index: int
    margin_mm: float
    overlays: Collection[Overlay]
    marked: bool


class Outlines:
    """Makes the outlines of a case, and keeps those of the slices seen last: views that show the same share them."""

    def __init__(self) -> None:
        self._lesions: tuple[ShownLesion, ...] = ()
        self._draft: Mask | None = None
        self._kept: OrderedDict[tuple[Any, ...], tuple[Outline, ...]] = OrderedDict()
        self._wide: dict[str, DistanceField] = {}

    @property
    def lesions(self) -> tuple[ShownLesion, ...]:
        """Lesions drawn on the current visit."""
        return self._lesions

    @property
    def draft(self) -> Mask | None:
        """The contour being drawn."""
        return self._draft

    def set_lesions(self, lesions: Sequence[ShownLesion]) -> None:
        """Draw these lesions."""
        self._lesions = tuple(lesions)
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
        doubtful = not visit.registration.trusted
        for outline in self._baseline(case, drawn):
            overlay = Overlay.CAVITY if outline.line is Line.CAVITY else Overlay.MARGIN
            if overlay in drawn.overlays:
                found.append(replace(outline, doubtful=True) if doubtful else outline)
        # On the visit that stands as the baseline, the cavity of the day would tell that its scan is not the reference.
        if Overlay.CAVITY in drawn.overlays and drawn.index != case.baseline_index:
            found.extend(self._current(visit, drawn))
        if drawn.marked:
            if Overlay.LESIONS in drawn.overlays:
                found.extend(self._of_lesions(drawn))
            found.extend(self._of_draft(drawn))
        return tuple(found)

    def _baseline(self, case: OpenCase, drawn: Drawn) -> tuple[Outline, ...]:
        width = drawn.margin_mm
        key = ("baseline", drawn.plane, drawn.depth_mm, width)
        if key not in self._kept:
            # A margin that no verdict is by is named, so that it is not taken for the one that counts.
            name = "" if width == case.margin_mm else f"{width:g} mm"
            levels = (
                (Line.MARGIN, width, name, case.fields if width <= case.margin_mm else self._wide_fields(case)),
                (Line.CAVITY, 0.0, "", case.fields),
            )
            self._keep(
                key,
                tuple(
                    Outline(line, paths, name=name)
                    for line, level, name, fields in levels
                    for distances in fields.values()
                    if (paths := distances.outlines(drawn.plane, drawn.depth_mm, level))
                ),
            )
        return self._kept[key]

    def _wide_fields(self, case: OpenCase) -> Mapping[str, DistanceField]:
        """Distances further out than the case's own fields reach; made when they are first asked for."""
        if not self._wide:
            self._wide = {
                cavity: surface_field(surface, max(OTHER_MARGINS_MM) + 2.0 * WIDE_STEP_MM, step_mm=WIDE_STEP_MM)
                for cavity, surface in case.cavities.items()
            }
        return self._wide

    def _current(self, visit: CaseVisit, drawn: Drawn) -> tuple[Outline, ...]:
        key = ("current", drawn.index, drawn.plane, drawn.depth_mm)
        if key not in self._kept:
            lines = (
                distances.outlines(drawn.plane, drawn.depth_mm, 0.0) for distances in visit.current_fields.values()
            )
            self._keep(key, tuple(Outline(Line.CURRENT_CAVITY, paths) for paths in lines if paths))
        return self._kept[key]

    def _of_lesions(self, drawn: Drawn) -> tuple[Outline, ...]:
        key = (Overlay.LESIONS, drawn.plane, drawn.depth_mm)
        if key not in self._kept:
            lines = ((lesion, _lesion_paths(lesion, drawn.plane, drawn.depth_mm)) for lesion in self._lesions)
            self._keep(
                key,
                tuple(
                    Outline(Line.LESION, paths, name=lesion.name, colour=lesion.colour)
                    for lesion, paths in lines
                    if paths
                ),
            )
        return self._kept[key]

    def _of_draft(self, drawn: Drawn) -> tuple[Outline, ...]:
        if self._draft is None:
            return ()
        key = ("draft", drawn.plane, drawn.depth_mm)
        if key not in self._kept:
            paths = mask_outlines(self._draft, drawn.plane, drawn.depth_mm)
            self._keep(key, (Outline(Line.DRAFT, paths),) if paths else ())
        return self._kept[key]

    def _keep(self, key: tuple[Any, ...], outlines: tuple[Outline, ...]) -> None:
        self._kept[key] = outlines
        if len(self._kept) > KEPT_OUTLINES:
            self._kept.popitem(last=False)


def _lesion_paths(lesion: ShownLesion, plane: Plane, depth: float) -> tuple[Polyline, ...]:
    if lesion.outline is not None:
        return mask_outlines(lesion.outline, plane, depth)
    away = abs(depth - depth_of(plane, lesion.centre_mm))
    if away >= LESION_CIRCLE_MM:
        return ()
    radius = math.sqrt(LESION_CIRCLE_MM**2 - away**2)
    turn = np.linspace(0.0, 2.0 * np.pi, 49)
    circle: Points = screen_of(plane, lesion.centre_mm) + radius * np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    return (circle,)
