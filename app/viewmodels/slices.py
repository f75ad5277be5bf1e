"""What the viewports show: one crosshair, window, zoom and set of overlays for all views of a case.

The model holds wishes and the case; `SlicesModel.scene` turns them into a frozen `SliceScene` per view. A view compares
the scene with its last one and draws only what differs.
"""

import math
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.usecases.open_case import CaseVisit, OpenCase
from app.viewmodels.observable import Observable
from app.words import Said, joined
from imaging.geometry import Points
from imaging.intensity import Window, difference_levels, grey_levels
from imaging.planes import (
    SCREEN,
    DistanceField,
    Plane,
    Polyline,
    depth_of,
    extent_mm,
    mask_outlines,
    place_of,
    point_at,
    screen_of,
    slice_depth,
    slice_index,
    slice_picture,
    surface_field,
)
from imaging.volume import Mask

LESION_CIRCLE_MM = 4.0
"""Radius of the circle that stands for a lesion without an outline."""

CAVITY_FIELD_MM = 110.0
"""Width of the field around a cavity with which a case opens: the cavity, its margin, and what lies about it."""

OTHER_MARGINS_MM = (3.0, 10.0)
"""Margins that can be drawn instead of the charter's: would another width change the verdict?"""

WIDE_STEP_MM = 1.0
"""Between samples of distances beyond the charter's margin; contours so far from the surface are smooth."""

FIELD_LIMITS_MM = (15.0, 600.0)
BRUSH_LIMITS_MM = (1.0, 15.0)
DIFFERENCE_FULL = 0.35
"""Change, in widths of the window, that is drawn in full colour in a subtraction."""

KEPT_OUTLINES = 256

PointMm = tuple[float, float, float]


class Shown(StrEnum):
    """What a view shows."""

    BASELINE = "baseline"
    CURRENT = "current"
    DIFFERENCE = "difference"
    VISIT = "visit"


class Tool(StrEnum):
    """What the left mouse button does."""

    NAVIGATE = "navigate"
    MARK = "mark"
    GROW = "grow"
    BRUSH = "brush"
    ERASE = "erase"


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


@dataclass(frozen=True)
class ViewSpec:
    """Which picture a view shows; `visit` is the index of the visit, with `Shown.VISIT` only."""

    shown: Shown
    plane: Plane
    visit: int = 0


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
    centre_mm: PointMm
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
class PictureKey:
    """All that decides the pixels of a picture; equal keys of one case mean the same pixels."""

    plane: Plane
    index: int
    visit: int
    subtracted: int | None
    window: Window
    case_number: int


@dataclass(frozen=True, eq=False)
class Pixels:
    """A picture ready to be drawn.

    Attributes:
        levels: uint8, shape (rows, columns): grey levels, or of a subtraction 128 for no change.
        left_mm, top_mm: screen place of the outer edge of the first pixel.
        step_mm: edge of a pixel.
    """

    levels: NDArray[np.uint8]
    left_mm: float
    top_mm: float
    step_mm: float


@dataclass(frozen=True, eq=False)
class SliceScene:
    """Everything one view shows, decided.

    Attributes:
        picture: None where there is none to show; then `notice` says why.
        outlines: in drawing order.
        crosshair: its screen place (u, v), mm; None: not drawn.
        centre: screen place in the middle of the view, mm.
        field_mm: what the view's shorter side spans.
        title: "Baseline +0.1 mo".
        position: slice position, "S 62.4 mm".
        letters: patient's sides at left, right, top, bottom.
        warning: stands in the picture: "not registered".
        notice: stands instead of the picture.
        brush_mm: radius of the brush; None: no brush.
    """

    spec: ViewSpec
    picture: PictureKey | None
    outlines: tuple[Outline, ...]
    crosshair: tuple[float, float] | None
    centre: tuple[float, float]
    field_mm: float
    title: str
    position: str
    letters: tuple[str, str, str, str]
    warning: str
    notice: str
    brush_mm: float | None
    depth_mm: float


@dataclass
class _Wishes:
    """What the reader set, apart from the case."""

    crosshair_mm: PointMm = (0.0, 0.0, 0.0)
    centre_mm: PointMm = (0.0, 0.0, 0.0)
    field_mm: float = 200.0
    window: Window = field(default_factory=Window)
    overlays: frozenset[Overlay] = frozenset(Overlay)
    margin_mm: float | None = None  # None: the charter's
    tool: Tool = Tool.NAVIGATE
    brush_mm: float = 3.0
    flipped: bool = False


class SlicesModel(Observable):
    """The linked state of all viewports of a case.

    Crosshair, centre and places are LPS mm in the case's reference frame. Every change notifies the subscribers once.
    """

    def __init__(self) -> None:
        super().__init__()
        self._wishes = _Wishes()
        self._case: OpenCase | None = None
        self._case_number = 0
        self._current = 0
        self._lesions: tuple[ShownLesion, ...] = ()
        self._draft: Mask | None = None
        self._kept: OrderedDict[tuple[Any, ...], tuple[Outline, ...]] = OrderedDict()
        self._wide: dict[str, DistanceField] = {}

    # The case

    @property
    def case(self) -> OpenCase | None:
        """The open case."""
        return self._case

    @property
    def visit(self) -> CaseVisit | None:
        """The current visit."""
        return None if self._case is None else self._case.visits[self._current]

    @property
    def current_index(self) -> int:
        """Index of the current visit among the case's visits."""
        return self._current

    @property
    def baseline_index(self) -> int:
        """Index of the visit that the current one is compared with."""
        return 0 if self._case is None else self._case.baseline_index

    def set_case(self, case: OpenCase | None, *, current_index: int = 0) -> None:
        """Show a case from the beginning: its first cavity in the middle, else the whole head. None shows nothing."""
        self._take(case, current_index)
        self._lesions, self._draft = (), None
        overlays, window = self._wishes.overlays, Window()
        self._wishes = _Wishes(overlays=overlays, window=window)
        if case is not None:
            self._look_at_cavity_or_head(case)
        self.notify()

    def replace_case(self, case: OpenCase, *, current_index: int | None = None) -> None:
        """The same case with more visits or other contours; crosshair, zoom and window stay.

        On another grid, as after another baseline scan was chosen, places mean nothing any more: it is shown afresh.
        """
        index = self._current if current_index is None else current_index
        former = None if self._case is None else (self._case.grid.frame, self._case.grid.shape)
        if former != (case.grid.frame, case.grid.shape):
            self.set_case(case, current_index=index)
        else:
            self._take(case, index)
            self.notify()

    def _take(self, case: OpenCase | None, current_index: int) -> None:
        self._case, self._current = case, current_index
        self._case_number += 1
        self._kept.clear()
        self._wide.clear()

    def set_visit(self, index: int) -> None:
        """Make a visit of the case the current one."""
        if self._case is None or not 0 <= index < len(self._case.visits) or index == self._current:
            return
        self._current = index
        self.notify()

    # The crosshair

    @property
    def crosshair_mm(self) -> PointMm:
        """Where the three planes cross."""
        return self._wishes.crosshair_mm

    def set_crosshair(self, point: Sequence[float]) -> None:
        """Move the crosshair, kept inside the grid."""
        if self._case is None:
            return
        corners = self._case.grid.corners()
        x, y, z = (float(n) for n in np.clip(point, corners.min(axis=0), corners.max(axis=0)))
        self._wishes.crosshair_mm = (x, y, z)
        self.notify()

    def go_to(self, point: Sequence[float]) -> None:
        """Move the crosshair and bring the place into the middle of every view."""
        self._wishes.centre_mm = (float(point[0]), float(point[1]), float(point[2]))
        self.set_crosshair(point)

    def step(self, plane: Plane, slices: int) -> None:
        """Go `slices` further: to superior, posterior or the patient's left; backwards if negative."""
        if self._case is None:
            return
        here = slice_index(self._case.grid, plane, depth_of(plane, self.crosshair_mm))
        place = list(self.crosshair_mm)
        place[SCREEN[plane].depth_axis] = slice_depth(self._case.grid, plane, here + slices)
        self.set_crosshair(place)

    # Window, zoom, pan

    @property
    def window(self) -> Window:
        """Level and width on the scale common to all visits."""
        return self._wishes.window

    def set_window(self, level: float, width: float) -> None:
        """Set level and width (at least 0.05) for all visits."""
        self._wishes.window = Window(level, max(width, 0.05))
        self.notify()

    def drag_window(self, wider: float, brighter: float) -> None:
        """Change the window by fractions of its present width."""
        window = self.window
        self.set_window(window.level - brighter * window.width, window.width * math.exp(wider))

    def reset_window(self) -> None:
        """The window with which a case opens."""
        self.set_window(Window().level, Window().width)

    @property
    def field_mm(self) -> float:
        """What the shorter side of every view spans, mm; smaller is larger on the screen."""
        return self._wishes.field_mm

    @property
    def centre_mm(self) -> PointMm:
        """The place in the middle of every view."""
        return self._wishes.centre_mm

    def zoom(self, factor: float, around: Sequence[float] | None = None) -> None:
        """Enlarge by `factor`; the place `around` (default: the middle) stays where it is on the screen."""
        before = self.field_mm
        self._wishes.field_mm = min(max(before / factor, FIELD_LIMITS_MM[0]), FIELD_LIMITS_MM[1])
        if around is not None:
            share = self.field_mm / before
            x, y, z = (a + (c - a) * share for a, c in zip(around, self.centre_mm, strict=True))
            self._wishes.centre_mm = (x, y, z)
        self.notify()

    def pan(self, plane: Plane, du_mm: float, dv_mm: float) -> None:
        """Move the pictures by a screen distance; the views of other planes follow."""
        u, v = place_of(plane, self.centre_mm)
        self._wishes.centre_mm = point_at(plane, u - du_mm, v - dv_mm, depth_of(plane, self.centre_mm))
        self.notify()

    def show_head(self) -> None:
        """The whole head in every view."""
        if self._case is not None:
            self._look_at_head(self._case)
            self.notify()

    def show_cavity(self) -> None:
        """The first cavity in the middle of every view, enlarged; the whole head where there is none."""
        if self._case is not None:
            self._look_at_cavity_or_head(self._case)
            self.notify()

    def _look_at_head(self, case: OpenCase) -> None:
        x, y, z = (float(n) for n in case.grid.centre())
        self._wishes.centre_mm = (x, y, z)
        self._wishes.field_mm = max(max(extent_mm(case.grid, plane)[2:]) for plane in Plane)

    def _look_at_cavity_or_head(self, case: OpenCase) -> None:
        self._look_at_head(case)
        if case.cavities:
            points = next(iter(case.cavities.values())).surface_points
            low, high = points.min(axis=0), points.max(axis=0)
            x, y, z = (float(n) for n in (low + high) / 2.0)
            self._wishes.centre_mm = (x, y, z)
            self._wishes.field_mm = max(CAVITY_FIELD_MM, float((high - low).max()) + 6.0 * case.margin_mm)
        self._wishes.crosshair_mm = self._wishes.centre_mm

    # Overlays, tools

    @property
    def overlays(self) -> frozenset[Overlay]:
        """What is drawn over the pictures."""
        return self._wishes.overlays

    def is_on(self, overlay: Overlay) -> bool:
        """Whether `overlay` is drawn."""
        return overlay in self._wishes.overlays

    def switch(self, overlay: Overlay, on: bool | None = None) -> None:
        """Draw `overlay` or not; without `on`, the other way round."""
        wanted = not self.is_on(overlay) if on is None else on
        self._wishes.overlays = self.overlays | {overlay} if wanted else self.overlays - {overlay}
        self.notify()

    @property
    def margin_mm(self) -> float:
        """Width of the margin that is drawn, mm; verdicts are by the charter's, whatever is drawn."""
        charter = 0.0 if self._case is None else self._case.margin_mm
        return charter if self._wishes.margin_mm is None else self._wishes.margin_mm

    def next_margin(self) -> None:
        """Draw the margin in the next width: the charter's, 3 mm, 10 mm. Switches the margin on."""
        if self._case is None:
            return
        widths = [None, *(mm for mm in OTHER_MARGINS_MM if mm != self._case.margin_mm)]
        here = widths.index(self._wishes.margin_mm) if self._wishes.margin_mm in widths else 0
        self._wishes.margin_mm = widths[(here + 1) % len(widths)]
        self.switch(Overlay.MARGIN, True)

    @property
    def flipped(self) -> bool:
        """Whether the current views show the baseline for the moment."""
        return self._wishes.flipped

    def flip(self) -> None:
        """Show the baseline in the current views, or go back: the eye sees what changes."""
        self._wishes.flipped = not self._wishes.flipped
        self.notify()

    @property
    def tool(self) -> Tool:
        """What the left mouse button does."""
        return self._wishes.tool

    def set_tool(self, tool: Tool | str) -> None:
        """Choose what the left mouse button does."""
        self._wishes.tool = Tool(tool)
        self.notify()

    @property
    def brush_mm(self) -> float:
        """Radius of the brush, mm."""
        return self._wishes.brush_mm

    def set_brush(self, radius_mm: float) -> None:
        """Set the radius of the brush, within `BRUSH_LIMITS_MM`."""
        self._wishes.brush_mm = min(max(radius_mm, BRUSH_LIMITS_MM[0]), BRUSH_LIMITS_MM[1])
        self.notify()

    @property
    def lesions(self) -> tuple[ShownLesion, ...]:
        """Lesions drawn on the current visit."""
        return self._lesions

    def set_lesions(self, lesions: Sequence[ShownLesion]) -> None:
        """Draw these lesions on the current visit."""
        self._lesions = tuple(lesions)
        self._forget(Overlay.LESIONS)
        self.notify()

    @property
    def draft(self) -> Mask | None:
        """A contour being drawn."""
        return self._draft

    def set_draft(self, mask: Mask | None) -> None:
        """Draw the outline of an unsaved contour on the current visit (reference frame, any grid)."""
        self._draft = mask
        self._forget("draft")
        self.notify()

    def _forget(self, what: str) -> None:
        for key in [key for key in self._kept if key[0] == what]:
            del self._kept[key]

    # Scenes

    def scene(self, spec: ViewSpec) -> SliceScene:
        """What the view `spec` shows now."""
        case, wishes = self._case, self._wishes
        axes = SCREEN[spec.plane]
        picture, depth, notice = None, 0.0, "No case is open"
        if case is not None:
            index = slice_index(case.grid, spec.plane, depth_of(spec.plane, wishes.crosshair_mm))
            depth = slice_depth(case.grid, spec.plane, index)
            notice = self._notice(case, spec)
            if not notice:
                picture = self._picture_key(spec, index)
        return SliceScene(
            spec=spec,
            picture=picture,
            outlines=self._outlines(case, spec, depth) if case is not None and picture is not None else (),
            crosshair=place_of(spec.plane, wishes.crosshair_mm)
            if picture is not None and self.is_on(Overlay.CROSSHAIR)
            else None,
            centre=place_of(spec.plane, wishes.centre_mm),
            field_mm=wishes.field_mm,
            title=self._title(case, spec),
            position=position_text(spec.plane, depth) if picture is not None else "",
            letters=axes.letters,
            warning=self._warning(case, spec) if case is not None and picture is not None else "",
            notice=notice,
            brush_mm=wishes.brush_mm if wishes.tool in (Tool.BRUSH, Tool.ERASE) else None,
            depth_mm=depth,
        )

    def pixels(self, key: PictureKey) -> Pixels:
        """The pixels of a picture of the open case.

        Raises:
            LookupError: the picture is of a case that is no longer open.
        """
        if self._case is None or key.case_number != self._case_number:
            raise LookupError("the picture's case is closed")
        visit = self._case.visits[key.visit]
        later = slice_picture(visit.display, key.plane, key.index)
        if key.subtracted is None:
            levels = grey_levels(later.values, visit.scale, key.window)
        else:
            other = self._case.visits[key.subtracted]
            earlier = slice_picture(other.display, key.plane, key.index)
            full = DIFFERENCE_FULL * key.window.width
            levels = difference_levels(later.values, visit.scale, earlier.values, other.scale, full)
        return Pixels(levels, later.left_mm, later.top_mm, later.step_mm)

    def shows_current(self, spec: ViewSpec) -> bool:
        """Whether a view shows the current visit (alone or subtracted)."""
        return self._index_shown(spec) == self._current

    def _index_shown(self, spec: ViewSpec) -> int:
        if spec.shown is Shown.VISIT:
            return spec.visit
        if spec.shown is Shown.BASELINE or (self.flipped and spec.shown is Shown.CURRENT):
            return self.baseline_index
        return self._current

    def _picture_key(self, spec: ViewSpec, index: int) -> PictureKey:
        subtracted = self.baseline_index if spec.shown is Shown.DIFFERENCE else None
        return PictureKey(
            spec.plane, index, self._index_shown(spec), subtracted, self._wishes.window, self._case_number
        )

    def _notice(self, case: OpenCase, spec: ViewSpec) -> str:
        if spec.shown is not Shown.DIFFERENCE:
            return ""
        if self._current == self.baseline_index:
            return "The baseline itself is shown"
        if not all(case.visits[one].registration.trusted for one in (self._current, self.baseline_index)):
            return "No subtraction: the registration is not trusted"
        return ""

    def _title(self, case: OpenCase | None, spec: ViewSpec) -> str:
        if case is None:
            return spec.plane.capitalize()
        if spec.shown is Shown.DIFFERENCE:
            return "Current − baseline"
        index = self._index_shown(spec)
        months = case.visits[index].timepoint.months
        name = "Baseline" if index == self.baseline_index else "Current" if index == self._current else ""
        parts = [Said(name)] if name else []
        parts += [] if months is None else [Said("{months:+.1f} mo", months=months)]
        return joined("  ", parts) if parts else Said("Time point {n}", n=index + 1)

    def _warning(self, case: OpenCase, spec: ViewSpec) -> str:
        facts = case.visits[self._index_shown(spec)].registration
        if facts.trusted:
            return ""
        return "registration not trusted" if facts.error_mm is not None else "not registered"

    def _outlines(self, case: OpenCase, spec: ViewSpec, depth: float) -> tuple[Outline, ...]:
        index = self._index_shown(spec)
        visit = case.visits[index]
        found: list[Outline] = []
        base = self._baseline_outlines(case, spec.plane, depth)
        doubtful = not visit.registration.trusted
        for outline in base:
            overlay = Overlay.CAVITY if outline.line is Line.CAVITY else Overlay.MARGIN
            if self.is_on(overlay):
                found.append(replace(outline, doubtful=True) if doubtful else outline)
        # On the visit that stands as the baseline, the cavity of the day would tell that its scan is not the reference.
        if self.is_on(Overlay.CAVITY) and index != self.baseline_index:
            found.extend(self._current_outlines(visit, index, spec.plane, depth))
        if index == self._current and (spec.shown is not Shown.BASELINE or self._current == self.baseline_index):
            if self.is_on(Overlay.LESIONS):
                found.extend(self._lesion_outlines(spec.plane, depth))
            found.extend(self._draft_outlines(spec.plane, depth))
        return tuple(found)

    def _baseline_outlines(self, case: OpenCase, plane: Plane, depth: float) -> tuple[Outline, ...]:
        width = self.margin_mm
        key = ("baseline", plane, depth, width)
        if key not in self._kept:
            # A margin that no verdict is by is named, so that it is not taken for the one that counts.
            name = "" if width == case.margin_mm else f"{width:g} mm"
            drawn = (
                (Line.MARGIN, width, name, case.fields if width <= case.margin_mm else self._wide_fields(case)),
                (Line.CAVITY, 0.0, "", case.fields),
            )
            self._keep(
                key,
                tuple(
                    Outline(line, paths, name=name)
                    for line, level, name, fields in drawn
                    for distances in fields.values()
                    if (paths := distances.outlines(plane, depth, level))
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

    def _current_outlines(self, visit: CaseVisit, index: int, plane: Plane, depth: float) -> tuple[Outline, ...]:
        key = ("current", index, plane, depth)
        if key not in self._kept:
            lines = (distances.outlines(plane, depth, 0.0) for distances in visit.current_fields.values())
            self._keep(key, tuple(Outline(Line.CURRENT_CAVITY, paths) for paths in lines if paths))
        return self._kept[key]

    def _lesion_outlines(self, plane: Plane, depth: float) -> tuple[Outline, ...]:
        key = (Overlay.LESIONS, plane, depth)
        if key not in self._kept:
            lines = ((lesion, _lesion_paths(lesion, plane, depth)) for lesion in self._lesions)
            self._keep(
                key,
                tuple(
                    Outline(Line.LESION, paths, name=lesion.name, colour=lesion.colour)
                    for lesion, paths in lines
                    if paths
                ),
            )
        return self._kept[key]

    def _draft_outlines(self, plane: Plane, depth: float) -> tuple[Outline, ...]:
        if self._draft is None:
            return ()
        key = ("draft", plane, depth)
        if key not in self._kept:
            paths = mask_outlines(self._draft, plane, depth)
            self._keep(key, (Outline(Line.DRAFT, paths),) if paths else ())
        return self._kept[key]

    def _keep(self, key: tuple[Any, ...], outlines: tuple[Outline, ...]) -> None:
        self._kept[key] = outlines
        if len(self._kept) > KEPT_OUTLINES:
            self._kept.popitem(last=False)


def position_text(plane: Plane, depth_mm: float) -> str:
    """Where a slice lies, by the side of the patient to which it lies from the scanner's middle: "S 62.4 mm"."""
    sides: Mapping[Plane, tuple[str, str]] = {
        Plane.AXIAL: ("S", "I"),
        Plane.CORONAL: ("P", "A"),
        Plane.SAGITTAL: ("L", "R"),
    }
    positive, negative = sides[plane]
    return f"{positive if depth_mm >= 0 else negative} {abs(depth_mm):.1f} mm"


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
