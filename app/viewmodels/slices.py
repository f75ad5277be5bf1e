"""What the viewports show: one crosshair, window, zoom and set of overlays for all views of a case.

The model holds wishes and the case; `SlicesModel.scene` turns them into a frozen `SliceScene` per view. A view compares
the scene with its last one and draws only what differs.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.usecases.applicator import USUAL_DIAMETER_MM
from app.usecases.load_unenhanced import Unenhanced
from app.usecases.open_case import CaseVisit, OpenCase
from app.viewmodels.comparison import (
    IN_TURN,
    MIXED,
    TITLES,
    Comparison,
    Mode,
    laid_over,
    remark,
    visits_in_turn,
    why_not,
)
from app.viewmodels.cut import AlongAxes, Cut, Oblique
from app.viewmodels.look import Look
from app.viewmodels.native_view import NativeView, native_step, native_view, point_on
from app.viewmodels.observable import Observable
from app.viewmodels.outlines import OTHER_MARGINS_MM, Drawn, Line, Outline, Outlines, Overlay, ShownLesion
from app.viewmodels.pixels import Pixels
from app.words import Said, joined, said
from imaging.comparison import right_of
from imaging.geometry import Affine
from imaging.intensity import LEAST_WIDTH, IntensityScale, Window, auto_window, difference_levels, grey_levels
from imaging.native_slices import NativeSlices
from imaging.planes import (
    SCREEN,
    Plane,
    depth_of,
    extent_mm,
    place_of,
    point_at,
    slice_depth,
    slice_index,
    slice_picture,
)
from imaging.volume import Mask

CAVITY_FIELD_MM = 110.0
"""Width of the field around a cavity with which a case opens: the cavity, its margin, and what lies about it."""

FIELD_LIMITS_MM = (15.0, 600.0)
BRUSH_LIMITS_MM = (1.0, 15.0)
BEFORE_CONTRAST = -1
"""In place of a visit's index: the current visit's scan from before contrast."""

DIFFERENCE_FULL = 0.35
"""Change, in widths of the window, that is drawn in full colour in a subtraction."""

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
    SPHERE = "sphere"


@dataclass(frozen=True)
class ViewSpec:
    """Which picture a view shows.

    Attributes:
        shown: what it shows.
        plane: family of slices.
        visit: index of the visit, with `Shown.VISIT` only.
        native: slices as they were acquired, in the plane in which they were.
    """

    shown: Shown
    plane: Plane
    visit: int = 0
    native: bool = field(default=False, kw_only=True)


@dataclass(frozen=True)
class PictureKey:
    """All that decides the pixels of a picture; equal keys of one case mean the same pixels.

    Attributes:
        visit: the visit that is shown.
        other: the visit that it is compared with; itself, where `mode` shows it alone.
        mode: how the two are put together.
        amount: as `comparison.laid_over` takes it.
    """

    plane: Plane
    index: int
    visit: int
    other: int
    window: Window
    case_number: int
    mode: Mode
    amount: float
    native: bool = field(default=False, kw_only=True)


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
        short_title: the same for a narrow view: "Baseline".
        position: slice position, "S 62.4 mm".
        letters: patient's sides at left, right, top, bottom.
        warning: stands in the picture: "not registered".
        notice: stands instead of the picture.
        brush_mm: radius of the brush, or of the sphere that a click would place; None: neither.
        depth_mm: where a slice along the axes lies.
        filled: cavities, margins and lesions are drawn filled, not as lines alone.
        subtitle: stands below the title: which native slice it is.
        short_subtitle: the same for a narrow view.
        screen_from_reference: 4×4 to (u, v, depth) mm of an oblique slice; None: it lies along the axes.
        linked: whether the view goes with the others.
        remark: in which way two visits are compared in this view, or why they are not.
        edge_mm: screen place (u) of the edge between two visits; None: there is none.
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
    filled: bool = False
    short_title: str = field(default="", kw_only=True)
    subtitle: str = field(default="", kw_only=True)
    short_subtitle: str = field(default="", kw_only=True)
    screen_from_reference: Affine | None = field(default=None, kw_only=True)
    linked: bool = field(default=True, kw_only=True)
    remark: str = ""
    edge_mm: float | None = None

    def point_at(self, u_mm: float, v_mm: float) -> PointMm:
        """The LPS point (mm) of the slice at a screen place."""
        if self.screen_from_reference is not None:
            return point_on(self.screen_from_reference, u_mm, v_mm)
        return point_at(self.spec.plane, u_mm, v_mm, self.depth_mm)


@dataclass
class _Wishes:
    """What the reader set, apart from the case."""

    look: Look = field(default_factory=Look)
    overlays: frozenset[Overlay] = frozenset(Overlay) - {Overlay.LEGEND}
    margin_mm: float | None = None  # None: the charter's
    filled: bool = False
    subtracts_unenhanced: bool = False
    tool: Tool = Tool.NAVIGATE
    brush_mm: float = 3.0
    sphere_mm: float = USUAL_DIAMETER_MM
    flipped: bool = False


class SlicesModel(Observable):
    """The linked state of all viewports of a case.

    Attributes:
        comparison: how the current views are compared with the baseline.
        empty_notice: what stands in place of the pictures while there is no case.

    Crosshair, centre and places are LPS mm in the case's reference frame. Every change notifies the subscribers once.
    """

    def __init__(self) -> None:
        super().__init__()
        self._wishes = _Wishes()
        self._case: OpenCase | None = None
        self._case_number = 0
        self._current = 0
        self._outlines = Outlines()
        self._cavity = ""
        self.empty_notice = "No case is open"
        self._own: dict[ViewSpec, Look] = {}
        self._unenhanced: dict[CaseVisit, Unenhanced | None] = {}
        self.comparison = Comparison()
        self.comparison.subscribe(self.notify)

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
        """Show a case from the beginning: its chosen cavity in the middle, else the whole head. None shows nothing."""
        self.comparison.end()
        self._take(case, current_index)
        self._outlines = Outlines()
        self._wishes = _Wishes(overlays=self._wishes.overlays, filled=self._wishes.filled)
        self._own.clear()
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
            self._wishes.flipped = self._wishes.flipped and index == self._current
            self._take(case, index)
            self.notify()

    def _take(self, case: OpenCase | None, current_index: int) -> None:
        self._case, self._current = case, current_index
        self._case_number += 1
        self._outlines.forget_case()
        visits = () if case is None else case.visits
        self._unenhanced = {visit: scan for visit, scan in self._unenhanced.items() if visit in visits}

    def set_visit(self, index: int) -> None:
        """Make a visit of the case the current one."""
        if self._case is None or not 0 <= index < len(self._case.visits) or index == self._current:
            return
        self._current = index
        self._wishes.flipped = False
        self.notify()

    # Linked views share one look; an unlinked one has its own

    def look_of(self, spec: ViewSpec | None = None) -> Look:
        """Where a view looks; without `spec`, the linked ones."""
        return self._own.get(_key(spec), self._wishes.look) if spec is not None else self._wishes.look

    def _look(self, spec: ViewSpec | None, **changes: Any) -> None:
        """Change where an unlinked view looks; where all others look, if `spec` is linked or None."""
        if spec is not None and (key := _key(spec)) in self._own:
            self._own[key] = replace(self._own[key], **changes)
        else:
            self._wishes.look = replace(self._wishes.look, **changes)
        self.notify()

    def is_linked(self, spec: ViewSpec) -> bool:
        """Whether a view goes with the others."""
        return _key(spec) not in self._own

    def set_linked(self, spec: ViewSpec, on: bool) -> None:
        """Let a view keep its slice, zoom, pan and window from now on, or let it go with the others again."""
        if on:
            self._own.pop(_key(spec), None)
        else:
            self._own.setdefault(_key(spec), self._wishes.look)
        self.notify()

    def link_all(self) -> None:
        """Every view goes with the others again."""
        self._own.clear()
        self.notify()

    # The crosshair

    @property
    def crosshair_mm(self) -> PointMm:
        """Where the three planes cross."""
        return self._wishes.look.crosshair_mm

    def set_crosshair(self, point: Sequence[float], spec: ViewSpec | None = None) -> None:
        """Move the crosshair (that of `spec`, if it is unlinked), kept inside the grid."""
        if self._case is not None:
            self._look(spec, crosshair_mm=self._inside(self._case, point))

    def _inside(self, case: OpenCase, point: Sequence[float]) -> PointMm:
        corners = case.grid.corners()
        x, y, z = (float(n) for n in np.clip(point, corners.min(axis=0), corners.max(axis=0)))
        return (x, y, z)

    def go_to(self, point: Sequence[float]) -> None:
        """Move the crosshair and bring the place into the middle of every linked view."""
        if self._case is not None:
            centre = (float(point[0]), float(point[1]), float(point[2]))
            self._look(None, centre_mm=centre, crosshair_mm=self._inside(self._case, point))

    def step(self, plane: Plane, slices: int, spec: ViewSpec | None = None) -> None:
        """Go `slices` further: to superior, posterior or the patient's left; backwards if negative.

        A native view goes by its own slices; linked views follow it.
        """
        if self._case is None:
            return
        here = self.look_of(spec).crosshair_mm
        if spec is not None and spec.native:
            self.set_crosshair(native_step(self._case.visits[self._index_shown(spec)], here, slices), spec)
            return
        index = slice_index(self._case.grid, plane, depth_of(plane, here))
        place = list(here)
        place[SCREEN[plane].depth_axis] = slice_depth(self._case.grid, plane, index + slices)
        self.set_crosshair(place, spec)

    # Window, zoom, pan

    @property
    def window(self) -> Window:
        """Level and width on the scale common to all visits."""
        return self._wishes.look.window

    def set_window(self, level: float, width: float, spec: ViewSpec | None = None) -> None:
        """Set level and width (at least `LEAST_WIDTH`) for all visits, or for an unlinked view."""
        self._look(spec, window=Window(level, max(width, LEAST_WIDTH)))

    def drag_window(self, wider: float, brighter: float, spec: ViewSpec | None = None) -> None:
        """Change the window by fractions of its present width."""
        window = self.look_of(spec).window
        self.set_window(window.level - brighter * window.width, window.width * math.exp(wider), spec)

    def reset_window(self, spec: ViewSpec | None = None) -> None:
        """The window with which a case opens, for all visits or for an unlinked view."""
        self.set_window(Window().level, Window().width, spec)

    def auto_window(self, specs: Sequence[ViewSpec]) -> None:
        """One window by the tissue that these views show of all their visits together; no tissue, no change.

        Unlinked views are left out: they keep the window that they have.
        """
        found = auto_window(part for spec in specs if self.is_linked(spec) for part in self._in_view(spec))
        if found is not None:
            self.set_window(found.level, found.width)

    def _in_view(self, spec: ViewSpec) -> list[tuple[NDArray[Any], IntensityScale]]:
        """The scan values in the middle of a view, of each visit that it shows, with the visit's scale."""
        case, scene = self._case, self.scene(spec)
        if case is None or scene.picture is None:
            return []
        look = self.look_of(spec)
        index = slice_index(case.grid, spec.plane, depth_of(spec.plane, look.crosshair_mm))
        centre = place_of(spec.plane, look.centre_mm)
        found = []
        shown = {scene.picture.visit, scene.picture.other} - {BEFORE_CONTRAST}
        for visit in (case.visits[one] for one in sorted(shown)):
            part = slice_picture(visit.display, spec.plane, index)
            middle = [(at - edge) / part.step_mm for at, edge in zip(centre, (part.left_mm, part.top_mm), strict=True)]
            half = look.field_mm / part.step_mm / 2.0
            columns, rows = (slice(max(round(m - half), 0), max(round(m + half), 0)) for m in middle)
            found.append((part.values[rows, columns], visit.scale))
        return found

    @property
    def field_mm(self) -> float:
        """What the shorter side of every view spans, mm; smaller is larger on the screen."""
        return self._wishes.look.field_mm

    @property
    def centre_mm(self) -> PointMm:
        """The place in the middle of every view."""
        return self._wishes.look.centre_mm

    def zoom(self, factor: float, around: Sequence[float] | None = None, spec: ViewSpec | None = None) -> None:
        """Enlarge by `factor`; the place `around` (default: the middle) stays where it is on the screen."""
        look = self.look_of(spec)
        field_mm = min(max(look.field_mm / factor, FIELD_LIMITS_MM[0]), FIELD_LIMITS_MM[1])
        centre = look.centre_mm
        if around is not None:
            share = field_mm / look.field_mm
            x, y, z = (a + (c - a) * share for a, c in zip(around, centre, strict=True))
            centre = (x, y, z)
        self._look(spec, field_mm=field_mm, centre_mm=centre)

    def pan(self, plane: Plane, du_mm: float, dv_mm: float, spec: ViewSpec | None = None) -> None:
        """Move the pictures by a screen distance; the linked views of other planes follow."""
        centre = self.look_of(spec).centre_mm
        native = None if spec is None else self._native_view(spec, centre)
        if native is not None:
            u, v = native.place_of(centre)
            moved = point_on(native.screen_from_reference, u - du_mm, v - dv_mm)
        else:
            u, v = place_of(plane, centre)
            moved = point_at(plane, u - du_mm, v - dv_mm, depth_of(plane, centre))
        self._look(spec, centre_mm=moved)

    def _native_view(self, spec: ViewSpec, point: PointMm) -> NativeView | None:
        """The native slice that a view shows at a place; None: it shows none."""
        if self._case is None or not spec.native:
            return None
        return native_view(self._case.visits[self._index_shown(spec)], point)

    def show_head(self) -> None:
        """The whole head in every view."""
        if self._case is not None:
            self._look_at_head(self._case)
            self.notify()

    def show_cavity(self) -> None:
        """The chosen cavity in the middle of every view, enlarged; the whole head where there is none."""
        if self._case is not None:
            self._look_at_cavity_or_head(self._case)
            self.notify()

    def set_cavity(self, name: str) -> None:
        """Choose among several cavities; another one than before comes into the middle of every view."""
        former, self._cavity = self._cavity, name
        if former not in ("", name):
            self.show_cavity()

    def _look_at_head(self, case: OpenCase) -> None:
        x, y, z = (float(n) for n in case.grid.centre())
        field_mm = max(max(extent_mm(case.grid, plane)[2:]) for plane in Plane)
        self._wishes.look = replace(self._wishes.look, centre_mm=(x, y, z), field_mm=field_mm)

    def _look_at_cavity_or_head(self, case: OpenCase) -> None:
        self._look_at_head(case)
        look = self._wishes.look
        chosen = case.cavities.get(self._cavity or next(iter(case.cavities), ""))
        if chosen is not None:
            points = chosen.surface_points
            low, high = points.min(axis=0), points.max(axis=0)
            x, y, z = (float(n) for n in (low + high) / 2.0)
            field_mm = max(CAVITY_FIELD_MM, float((high - low).max()) + 6.0 * case.margin_mm)
            look = replace(look, centre_mm=(x, y, z), field_mm=field_mm)
        self._wishes.look = replace(look, crosshair_mm=look.centre_mm)

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
    def filled(self) -> bool:
        """Whether cavities, margins and lesions are drawn filled."""
        return self._wishes.filled

    def fill(self) -> None:
        """Draw the outlines filled, or as lines again."""
        self._wishes.filled = not self._wishes.filled
        self.notify()

    @property
    def subtracts_unenhanced(self) -> bool:
        """Whether subtractions are of the scan from before contrast of the same visit, not of the baseline."""
        return self._wishes.subtracts_unenhanced

    def subtract_unenhanced(self, on: bool | None = None) -> None:
        """Subtract the scan from before contrast of the same visit, or the baseline; without `on`, the other way."""
        self._wishes.subtracts_unenhanced = not self.subtracts_unenhanced if on is None else on
        self.notify()

    @property
    def wanted_unenhanced(self) -> CaseVisit | None:
        """The visit whose scan from before contrast is to be shown and not known yet; None: nothing is missing."""
        visit = self.visit
        return visit if self.subtracts_unenhanced and visit is not None and visit not in self._unenhanced else None

    def set_unenhanced(self, visit: CaseVisit, scan: Unenhanced | None) -> None:
        """A visit's scan from before contrast; None: there is none."""
        self._unenhanced[visit] = scan
        self.notify()

    @property
    def flipped(self) -> bool:
        """Whether the current views show the baseline for the moment."""
        return self._wishes.flipped

    def flip(self) -> None:
        """Show the baseline in the current views, or go back: the eye sees what changes."""
        self.comparison.end()
        self._wishes.flipped = not self._wishes.flipped
        self.notify()

    def compare(self, mode: Mode) -> None:
        """Compare the current views with the baseline in this way, or no more; marking rests meanwhile."""
        self._wishes.tool, self._wishes.flipped = Tool.NAVIGATE, False
        self.comparison.switch_mode(mode)

    @property
    def flicker_ms(self) -> int:
        """Time between two pictures that follow by themselves; 0: none does."""
        return self.comparison.flicker_ms if self.compared_by in IN_TURN else 0

    @property
    def compared_by(self) -> Mode:
        """How the current views do compare; `Mode.APART` also where what is asked for cannot be done."""
        return self._mode(ViewSpec(Shown.CURRENT, Plane.AXIAL))

    @property
    def remark(self) -> str:
        """In which way the current visit is compared, or why not; empty while it is not asked for."""
        return "" if self._case is None else remark(self.comparison, self._case, self._current)

    @property
    def tool(self) -> Tool:
        """What the left mouse button does."""
        return self._wishes.tool

    def set_tool(self, tool: Tool | str) -> None:
        """Choose what the left mouse button does."""
        self._wishes.tool = Tool(tool)
        if self._wishes.tool is not Tool.NAVIGATE:
            self.comparison.end()  # what is marked or drawn belongs to the current visit alone
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
    def sphere_mm(self) -> float:
        """Diameter of the sphere that a click places, mm."""
        return self._wishes.sphere_mm

    def set_sphere(self, diameter_mm: float) -> None:
        """Set the diameter of the sphere that a click places."""
        self._wishes.sphere_mm = diameter_mm
        self.notify()

    @property
    def lesions(self) -> tuple[ShownLesion, ...]:
        """Lesions drawn on the current visit."""
        return self._outlines.lesions

    def set_lesions(
        self, lesions: Sequence[ShownLesion], remembered: Mapping[int, Sequence[ShownLesion]] | None = None
    ) -> None:
        """Draw these lesions on the current visit; in a film strip those `remembered` too, by index of the visit."""
        self._outlines.set_lesions(lesions, remembered)
        self.notify()

    @property
    def draft(self) -> Mask | None:
        """A contour being drawn."""
        return self._outlines.draft

    def set_draft(self, mask: Mask | None) -> None:
        """Draw the outline of an unsaved contour on the current visit (reference frame, any grid)."""
        self._outlines.set_draft(mask)
        self.notify()

    # Scenes

    def scene(self, spec: ViewSpec, width_per_height: float = 1.0) -> SliceScene:
        """What the view `spec`, so wide for its height, shows now."""
        case, wishes, look = self._case, self._wishes, self.look_of(spec)
        mode = self._mode(spec)
        edge = None
        if mode is Mode.REVEAL:
            middle, _ = place_of(spec.plane, look.centre_mm)
            edge = middle + (self.comparison.amount - 0.5) * look.field_mm * max(1.0, width_per_height)
        picture, depth, notice = None, 0.0, self.empty_notice
        native = self._native_view(spec, look.crosshair_mm)
        if case is not None:
            index = slice_index(case.grid, spec.plane, depth_of(spec.plane, look.crosshair_mm))
            depth = slice_depth(case.grid, spec.plane, index)
            notice = self._notice(case, spec)
            if not notice:
                picture = self._picture_key(case, spec, index if native is None else native.index, look.window, edge)

        def place(point: PointMm) -> tuple[float, float]:
            return place_of(spec.plane, point) if native is None else native.place_of(point)

        warnings: list[str] = [] if self.is_linked(spec) else [Said("unlinked")]
        if case is not None and picture is not None:
            warnings.append(self._warning(case, spec))
        along_axes = picture is not None and native is None
        return SliceScene(
            spec=spec,
            picture=picture,
            outlines=_told_apart(self._drawn(case, spec, depth, native), mode, edge)
            if case is not None and picture is not None
            else (),
            crosshair=place(look.crosshair_mm) if picture is not None and self.is_on(Overlay.CROSSHAIR) else None,
            centre=place(look.centre_mm),
            field_mm=look.field_mm,
            title=self._title(case, spec),
            short_title=self._short_title(case, spec),
            position=position_text(spec.plane, depth) if along_axes else "",
            letters=SCREEN[spec.plane].letters if native is None else native.slices.letters,
            warning=joined(", ", [said(one) for one in warnings if one]) if any(warnings) else "",
            notice=notice,
            brush_mm=self._ring_mm(),
            depth_mm=depth,
            filled=wishes.filled,
            subtitle="" if native is None else native.words,
            short_subtitle="" if native is None else native.short_words,
            linked=self.is_linked(spec),
            screen_from_reference=None if native is None else native.screen_from_reference,
            remark=self.remark if spec.shown is Shown.CURRENT and native is None else "",
            edge_mm=edge,
        )

    def _ring_mm(self) -> float | None:
        if self.tool is Tool.SPHERE:
            return self._wishes.sphere_mm / 2
        return self.brush_mm if self.tool in (Tool.BRUSH, Tool.ERASE) else None

    def pixels(self, key: PictureKey) -> Pixels:
        """The pixels of a picture of the open case.

        Raises:
            LookupError: the picture is of a case that is no longer open.
        """
        if self._case is None or key.case_number != self._case_number:
            raise LookupError("the picture's case is closed")
        visit, before_contrast = self._case.visits[key.visit], self._unenhanced.get(self._case.visits[key.visit])
        scale, window = visit.scale, key.window
        if key.native:
            seen, tall_mm = NativeSlices(visit.native.grid).picture(visit.native, key.index)
            edges = (seen.left_mm, seen.top_mm, seen.step_mm, tall_mm)
            return Pixels(seen.values, *edges, shade=lambda values: grey_levels(values, scale, window))
        later = slice_picture(visit.display, key.plane, key.index)
        lies = (later.left_mm, later.top_mm, later.step_mm)
        if key.mode is Mode.APART:
            return Pixels(later.values, *lies, shade=lambda values: grey_levels(values, scale, window))
        other = before_contrast if key.other == BEFORE_CONTRAST else self._case.visits[key.other]
        if other is None:
            raise LookupError("the scan from before contrast is gone")
        earlier = slice_picture(other.display, key.plane, key.index).values
        if key.mode is Mode.DIFFERENCE:
            full = DIFFERENCE_FULL * window.width
            return Pixels(
                later.values,
                *lies,
                shade=lambda values, before: difference_levels(values, scale, before, other.scale, full),
                subtracted=earlier,
            )
        # Edge and squares are reckoned from the whole picture: it is made whole.
        before, after = grey_levels(earlier, other.scale, window), grey_levels(later.values, scale, window)
        return Pixels(laid_over(key.mode, key.amount, before, after, later.step_mm), *lies)

    def shows_current(self, spec: ViewSpec) -> bool:
        """Whether a view shows the current visit (alone or subtracted)."""
        return self._index_shown(spec) == self._current

    def _mode(self, spec: ViewSpec) -> Mode:
        """How the view compares visits."""
        if spec.shown is Shown.DIFFERENCE:
            return Mode.DIFFERENCE
        mode, case = self.comparison.mode, self._case
        apart = spec.shown is not Shown.CURRENT or spec.native
        if apart or case is None or why_not(mode, case, self._current):
            return Mode.APART
        return mode

    def _index_shown(self, spec: ViewSpec) -> int:
        mode, turn = self._mode(spec), self.comparison.turn
        if spec.shown is Shown.VISIT:
            return spec.visit
        if mode is Mode.CINE and self._case is not None:
            shown = visits_in_turn(self._case, self._current)
            return shown[turn % len(shown)]
        earlier = self.flipped or (mode is Mode.FLICKER and turn % 2 == 1)
        if spec.shown is Shown.BASELINE or (earlier and spec.shown is Shown.CURRENT):
            return self.baseline_index
        return self._current

    def _picture_key(
        self, case: OpenCase, spec: ViewSpec, index: int, window: Window, edge_mm: float | None
    ) -> PictureKey:
        mode, visit = self._mode(spec), self._index_shown(spec)
        amount = self.comparison.amount if mode in MIXED else 0.0
        if edge_mm is not None:
            left, _, width, _ = extent_mm(case.grid, spec.plane)
            amount = (edge_mm - left) / width
        if mode in IN_TURN or mode is Mode.APART:
            mode, other = Mode.APART, visit  # the same pixels as in a view of that visit
        elif spec.shown is Shown.DIFFERENCE and self.subtracts_unenhanced:
            other = BEFORE_CONTRAST
        else:
            other = self.baseline_index
        return PictureKey(spec.plane, index, visit, other, window, self._case_number, mode, amount, native=spec.native)

    def _notice(self, case: OpenCase, spec: ViewSpec) -> str:
        if spec.shown is not Shown.DIFFERENCE:
            return ""
        if self.subtracts_unenhanced:
            visit = case.visits[self._current]
            before = self._unenhanced.get(visit)
            if visit not in self._unenhanced:
                return "The scan from before contrast is being laid onto this one"
            if before is None:
                return "This time point has no T1 from before contrast"
            return "" if before.trusted else "No subtraction: the registration is not trusted"
        if self._current == self.baseline_index:
            return "The baseline itself is shown"
        both = [case.visits[one].registration for one in (self._current, self.baseline_index)]
        if any(facts.error_mm is None for facts in both):
            return "No subtraction: the time point is not registered"
        if not all(facts.trusted for facts in both):
            return "No subtraction: the registration is not trusted"
        return ""

    def _title(self, case: OpenCase | None, spec: ViewSpec) -> str:
        if case is None:
            return TITLES.get(self._mode(spec)) or {Shown.BASELINE: "Baseline"}.get(spec.shown, "Current")
        if spec.shown is Shown.DIFFERENCE and self.subtracts_unenhanced:
            return "Post − pre contrast"
        if (mode := self._mode(spec)) in TITLES:
            return TITLES[mode]
        index = self._index_shown(spec)
        months = case.visits[index].timepoint.months
        name = "Baseline" if index == self.baseline_index else "Current" if index == self._current else ""
        parts = [Said(name)] if name else []
        parts.append(Said("#{n}", n=index + 1) if months is None else Said("{months:+.1f} mo", months=months))
        return joined("  ", parts)

    def _short_title(self, case: OpenCase | None, spec: ViewSpec) -> str:
        """Which visit it is, without its months."""
        if spec.shown is Shown.DIFFERENCE:
            return "Difference"
        if case is None or self._mode(spec) in TITLES:
            return ""
        index = self._index_shown(spec)
        return "Baseline" if index == self.baseline_index else "Current" if index == self._current else ""

    def _warning(self, case: OpenCase, spec: ViewSpec) -> str:
        facts = case.visits[self._index_shown(spec)].registration
        if facts.trusted:
            return ""
        return "registration not trusted" if facts.error_mm is not None else "not registered"

    def _drawn(self, case: OpenCase, spec: ViewSpec, depth: float, native: NativeView | None) -> tuple[Outline, ...]:
        cut: Cut = AlongAxes(spec.plane, depth) if native is None else Oblique(native.screen_from_reference)
        index = self._index_shown(spec)
        marked = index == self._current and (spec.shown is not Shown.BASELINE or self._current == self.baseline_index)
        remembered = spec.shown is Shown.VISIT
        return self._outlines.of(case, Drawn(cut, index, self.margin_mm, self.overlays, marked, remembered))


def _told_apart(outlines: tuple[Outline, ...], mode: Mode, edge_mm: float | None) -> tuple[Outline, ...]:
    """In a picture of two visits, what belongs to the current one: on its side of the edge only, or by name."""
    if mode not in MIXED:
        return outlines
    told = []
    for one in outlines:
        if one.line in (Line.CAVITY, Line.MARGIN, Line.DOUBT):
            told.append(one)
        elif edge_mm is None:
            told.append(replace(one, name=Said("{name} current", name=one.name) if one.name else Said("current")))
        elif paths := tuple(piece for path in one.paths for piece in right_of(path, edge_mm)):
            told.append(replace(one, paths=paths))
    return tuple(told)


def position_text(plane: Plane, depth_mm: float) -> str:
    """Where a slice lies, by the side of the patient to which it lies from the scanner's middle: "S 62.4 mm"."""
    sides: Mapping[Plane, tuple[str, str]] = {
        Plane.AXIAL: ("S", "I"),
        Plane.CORONAL: ("P", "A"),
        Plane.SAGITTAL: ("L", "R"),
    }
    positive, negative = sides[plane]
    return f"{positive if depth_mm >= 0 else negative} {abs(depth_mm):.1f} mm"


def _key(spec: ViewSpec) -> ViewSpec:
    """A view stays unlinked while it shows native slices."""
    return replace(spec, native=False) if spec.native else spec
