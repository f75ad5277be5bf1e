"""The check of a registration: two visits in one picture, the later one moved by hand, and a decision.

Places are LPS mm in the case's reference frame. The pose is a registration and a nudge about the middle of the cavity;
undo gives back both as they were, so that the same pose comes back to the bit.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, exp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.lower_rooms import recognised
from app.usecases import check_registration as decisions
from app.usecases.check_registration import Checked, keep, pass_as_seen, reject, run_from, weigh
from app.usecases.open_case import CaseVisit, OpenCase, RegistrationFacts
from app.usecases.study import Study
from app.viewmodels.comparison import TITLES, Comparison, Mode, Range, laid_over
from app.viewmodels.jobs import Answer, Job, Jobs, Lane, Work
from app.viewmodels.outlines import Line, Outline
from app.viewmodels.pixels import Pixels
from app.viewmodels.slices import (
    CAVITY_FIELD_MM,
    DIFFERENCE_FULL,
    FIELD_LIMITS_MM,
    PictureKey,
    PointMm,
    Shown,
    SliceScene,
    ViewSpec,
    position_text,
)
from app.words import Said, joined
from imaging.comparison import Picture, PlaneGrid, edges, sample
from imaging.geometry import RigidTransform
from imaging.intensity import IntensityScale, Window, difference_levels, grey_levels
from imaging.planes import SCREEN, Plane, depth_of, point_at, screen_of
from imaging.registration import Registration
from imaging.registration_check import Nudge, nudged
from review_schema.payloads import RegistrationChecked
from review_schema.vocabulary import RegistrationDecision

PIXELS = 180
"""Samples along a view's shorter side: three pictures are sampled anew with every movement of the mouse."""

KEPT_PICTURES = 12
OFF = Said("That is too much to be trusted: distances are switched off.")
LINE_LEVEL = 255
"""Level that stands for a line in a picture of edges; the picture itself ends below."""


NUDGES: tuple[Range, ...] = (
    Range("R ↔ L", -20.0, 20.0, 0.1, "mm"),
    Range("A ↔ P", -20.0, 20.0, 0.1, "mm"),
    Range("I ↔ S", -20.0, 20.0, 0.1, "mm"),
    Range("Nod", -20.0, 20.0, 0.1, "°"),
    Range("Tilt", -20.0, 20.0, 0.1, "°"),
    Range("Turn", -20.0, 20.0, 0.1, "°"),
)
"""The six numbers of a nudge: to the patient's left, back and head; about those axes, through the cavity's middle."""


MODES = (Mode.FLICKER, Mode.REVEAL, Mode.CHECKERBOARD, Mode.BLEND, Mode.DIFFERENCE, Mode.EDGES)
"""The ways to compare the pair."""


@dataclass(frozen=True)
class ComparedKey(PictureKey):
    """All that decides the pixels of two visits in one picture."""

    where: PlaneGrid
    earlier: bool  # flicker: the baseline is shown
    pose: bytes


@dataclass(frozen=True)
class _Step:
    """Where the later scan lies: on top of what, moved how."""

    base: RigidTransform
    nudge: Nudge = Nudge()  # noqa: RUF009 - frozen
    run: Registration | None = None  # what `base` comes from, where it was run again


class CheckModel(Comparison):
    """One visit's registration under a person's eyes.

    Attributes:
        may_not: why nothing can be decided here, as a sentence; empty: it can.
        busy: what is being done; empty: nothing.
        error: one line about what failed; empty: nothing.
        show_cavity: whether the cavity's outline is drawn.
    """

    def __init__(
        self,
        study: Study,
        jobs: Jobs,
        what: Checked,
        case: OpenCase,
        index: int,
        decided: Callable[[RegistrationChecked], None],
        *,
        may_not: str = "",
    ) -> None:
        """Check how `case.visits[index]` lies; `decided` is called once, after the decision is in the ledger."""
        super().__init__(Mode.FLICKER)
        self._study, self._jobs, self._what, self._decided = study, jobs, what, decided
        self._case, self._visit = case, case.visits[index]
        self._index = index
        self._fixed = case.visits[case.baseline_index]
        self._fixed_from_reference = self._fixed.reference_from_native.inverse().matrix
        self.may_not = may_not
        self.busy = self.error = ""
        self.show_cavity = True
        self._window = Window()
        self._pivot = _middle(case)
        self._centre: PointMm = self._pivot
        self._field_mm = CAVITY_FIELD_MM
        self._step = _Step(self._visit.reference_from_native)
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []
        self._stroke = ""
        self._job: Job | None = None
        self._over = self._writing = False
        self._kept: OrderedDict[tuple[Any, ...], Any] = OrderedDict()

    # What is shown

    def change_picture(self) -> None:
        """Show the other visit of a flicker."""
        self.next_picture()
        self.notify()

    def switch_cavity(self) -> None:
        """Draw the baseline cavity's outline, or not."""
        self.show_cavity = not self.show_cavity
        self.notify()

    def step_slices(self, plane: Plane, slices: int) -> None:
        """Go `slices` further: to superior, posterior or the patient's left."""
        place = list(self._centre)
        place[SCREEN[plane].depth_axis] += slices * self._case.grid.spacing_mm[0]
        self._look_at(place)

    def zoom(self, factor: float, around: Sequence[float] | None = None) -> None:
        """Enlarge; the place `around` stays where it is on the screen."""
        before = self._field_mm
        self._field_mm = min(max(before / factor, FIELD_LIMITS_MM[0]), FIELD_LIMITS_MM[1])
        share = self._field_mm / before
        centre = self._centre if around is None else around
        self._look_at([a + (c - a) * share for a, c in zip(centre, self._centre, strict=True)])

    def pan(self, plane: Plane, du_mm: float, dv_mm: float) -> None:
        """Move the pictures by a screen distance."""
        u, v = screen_of(plane, self._centre)
        self._look_at(point_at(plane, u - du_mm, v - dv_mm, depth_of(plane, self._centre)))

    def go_to_cavity(self) -> None:
        """The cavity in the middle, as at the start."""
        self._field_mm = CAVITY_FIELD_MM
        self._look_at(self._pivot)

    def drag_window(self, wider: float, brighter: float) -> None:
        """Change the window by fractions of its present width."""
        width = self._window.width
        self._window = Window(self._window.level - brighter * width, max(width * exp(wider), 0.05))
        self.notify()

    def _look_at(self, place: Sequence[float]) -> None:
        corners = self._case.grid.corners()
        x, y, z = (float(n) for n in np.clip(place, corners.min(axis=0), corners.max(axis=0)))
        self._centre = (x, y, z)
        self.notify()

    # The pose

    @property
    def pose(self) -> RigidTransform:
        """Where the later scan lies on the screen."""
        return nudged(self._step.base, self._step.nudge, self._pivot)

    def _pose_told(self) -> RigidTransform:
        """The pose as records have it: ``reference_from_moving``."""
        return self._case.screen_from_reference.inverse().after(self.pose)

    @property
    def numbers(self) -> tuple[float, ...]:
        """The six numbers of the nudge, as `NUDGES` names them."""
        return (*self._step.nudge.shift_mm, *self._step.nudge.turn_deg)

    @property
    def moved(self) -> bool:
        """Whether the scan was moved by hand."""
        return self._step.nudge != Nudge()

    def set_number(self, which: int, value: float) -> None:
        """Set one of the six numbers, kept in its range; until `end_stroke` this is one step of undo."""
        numbers = list(self.numbers)
        numbers[which] = value
        self._nudge_to(numbers, f"number {which}")

    def step_number(self, which: int, steps: int) -> None:
        """A fine step of one of the six numbers."""
        self.end_stroke()
        self.set_number(which, round(self.numbers[which] + steps * NUDGES[which].step, 6))
        self.end_stroke()

    def drag(self, plane: Plane, before: Sequence[float], after: Sequence[float], turn: bool) -> None:
        """The mouse took the scan from one place to another in a plane: shift it, or turn it about the cavity."""
        if not turn:
            self._take(self._step.nudge.shifted(np.subtract(after, before)), "drag")
            return
        middle = screen_of(plane, np.add(self._pivot, self._step.nudge.shift_mm))
        (u0, v0), (u1, v1) = screen_of(plane, before) - middle, screen_of(plane, after) - middle
        degrees = float(np.degrees(np.arctan2(u0 * v1 - v0 * u1, u0 * u1 + v0 * v1)))
        axes = SCREEN[plane]
        right, down = np.zeros(3), np.zeros(3)
        right[axes.u_axis], down[axes.v_axis] = 1.0, axes.v_sign
        self._take(self._step.nudge.turned(np.cross(right, down), degrees), "turn")

    def end_stroke(self) -> None:
        """The mouse was let go, or a number is set: what follows is another step of undo."""
        self._stroke = ""

    @property
    def can_undo(self) -> bool:
        """Whether a step can be taken back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether a step that was taken back can be done again."""
        return bool(self._redo)

    def undo(self) -> None:
        """Take the last step back."""
        self._go(self._undo, self._redo)

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        self._go(self._redo, self._undo)

    def as_found(self) -> None:
        """Lay the scan as the program found it."""
        found = decisions.as_found(self._study, self._what)
        if found is None:
            self._say("The program has no registration of this time point.")
            return
        stands = self._visit.reference_from_native
        screen = self._case.screen_from_reference
        base = RigidTransform(np.array(found.reference_from_moving), screen.moving_frame, stands.moving_frame)
        self._put(_Step(screen.after(base)), "as found")
        self.end_stroke()

    def _take(self, nudge: Nudge, stroke: str) -> None:
        self._nudge_to((*nudge.shift_mm, *nudge.turn_deg), stroke)

    def _nudge_to(self, numbers: Sequence[float], stroke: str) -> None:
        x, y, z, a, b, c = (min(max(float(n), of.least), of.greatest) for n, of in zip(numbers, NUDGES, strict=True))
        self._put(_Step(self._step.base, Nudge((x, y, z), (a, b, c)), self._step.run), stroke)

    def _put(self, step: _Step, stroke: str) -> None:
        if self.busy or self.may_not or (step.base is self._step.base and step.nudge == self._step.nudge):
            return
        if stroke != self._stroke:
            self._undo.append(self._step)
            self._redo.clear()
            self._stroke = stroke
        self._step = step
        self.notify()

    def _go(self, source: list[_Step], other: list[_Step]) -> None:
        if source and not self.busy:
            other.append(self._step)
            self._step = source.pop()
            self.end_stroke()
            self.notify()

    # The decision

    @property
    def facts(self) -> RegistrationFacts | None:
        """What is known of the pose on the screen; None: it was set by hand and is weighed when it is kept."""
        if self.moved:
            return None
        run = self._step.run
        if run is not None:
            return RegistrationFacts(run.error_mm, run.trusted, run.reason)
        if self._step.base is self._visit.reference_from_native:
            return self._visit.registration
        found = decisions.as_found(self._study, self._what)
        return None if found is None else RegistrationFacts(found.error_mm, found.trusted, found.reason)

    @property
    def over(self) -> bool:
        """Whether a decision is in the ledger, or the check was left."""
        return self._over

    @property
    def may_leave(self) -> bool:
        """Whether no decision is just being written; other work is dropped by leaving."""
        return not (self.busy and self._writing)

    @property
    def can_pass(self) -> bool:
        """Whether the pose on the screen is a registration to agree with."""
        return self._may_decide and not self.moved and self._step.run is None

    @property
    def can_keep(self) -> bool:
        """Whether the pose on the screen is another than what stands."""
        return self._may_decide and (self.moved or self._step.run is not None)

    @property
    def can_run(self) -> bool:
        """Whether the registration can be run again, or rejected."""
        return self._may_decide

    @property
    def _may_decide(self) -> bool:
        return not (self.busy or self.may_not or self._over)

    def agree(self) -> None:
        """Pass the registration that is seen."""
        if self.can_pass:
            pose = self._pose_told()
            self._start("Passing", lambda progress, cancelled: pass_as_seen(self._study, self._what, pose), self._done)

    def keep(self) -> None:
        """Keep the pose on the screen; one that was set by hand is weighed first."""
        if not self.can_keep:
            return
        pose, run = self._pose_told(), self._step.run

        if run is not None and not self.moved:
            decision = RegistrationDecision.RERUN
            self._start("Keeping", lambda progress, cancelled: keep(self._study, self._what, decision, run), self._done)
        else:
            self._start(
                "Weighing the pose",
                lambda progress, cancelled: weigh(
                    self._study, self._what, pose, progress=progress, cancelled=cancelled
                ),
                self._weighed,
                lane=Lane.READ,
            )

    def run_again(self) -> None:
        """Fit again from the pose on the screen; what is found is shown, and kept only by `keep`."""
        if self.can_run:
            pose = self._pose_told()
            self._start(
                "Running again from here",
                lambda progress, cancelled: run_from(
                    self._study, self._what, pose, progress=progress, cancelled=cancelled
                ),
                self._ran,
                lane=Lane.READ,
            )

    def reject(self, reason: str) -> None:
        """Switch the visit's distances off, for this reason."""
        if self.can_run:
            self._start("Rejecting", lambda progress, cancelled: reject(self._study, self._what, reason), self._done)

    def dismiss(self) -> None:
        """Forget the error."""
        self.error = ""
        self.notify()

    def close(self) -> None:
        """Stop what is being done; a late answer is dropped."""
        self._over = True
        if self._job is not None:
            self._job.cancel()

    def _start(
        self, text: str, work: Work[Answer], done: Callable[[Answer], None], *, lane: Lane = Lane.RECORD
    ) -> None:
        self.busy, self.error, self._writing = text, "", lane is not Lane.READ
        self.notify()
        self._job = self._jobs.start(text, work, done=done, failed=self._say, lane=lane)

    def _weighed(self, found: Registration) -> None:
        if self._over:
            return
        decision = RegistrationDecision.NUDGED
        self._start("Keeping", lambda progress, cancelled: keep(self._study, self._what, decision, found), self._done)

    def _ran(self, found: Registration) -> None:
        if self._over:
            return
        self.busy = ""
        self.end_stroke()
        if found.trusted:
            self._put(_Step(self._case.screen_from_reference.after(found.transform), Nudge(), found), "run")
            self.end_stroke()
        else:
            self._say(Said("From here the fit leads nowhere to be trusted: {reason}.", reason=recognised(found.reason)))

    def _done(self, check: RegistrationChecked) -> None:
        self.busy, self._over = "", True
        self.notify()
        self._decided(check)

    def _say(self, line: str) -> None:
        self.busy, self.error = "", line
        self.notify()

    # Scenes

    def scene(self, plane: Plane, width_per_height: float = 1.0) -> SliceScene:
        """What the view of a plane, so wide for its height, shows now."""
        rows, columns = round(PIXELS * max(1.0, 1.0 / width_per_height)), round(PIXELS * max(1.0, width_per_height))
        where = PlaneGrid(plane, self._centre, self._field_mm / PIXELS, rows, columns)
        flicker_back = self.mode is Mode.FLICKER and self.turn % 2 == 1
        depth = depth_of(plane, self._centre)
        u, v = (float(n) for n in screen_of(plane, self._centre))
        return SliceScene(
            spec=ViewSpec(Shown.CURRENT, plane),
            picture=ComparedKey(
                plane=plane,
                index=0,
                visit=self._index,
                other=self._case.baseline_index,
                window=self._window,
                case_number=0,
                mode=self.mode,
                amount=self.amount,
                where=where,
                earlier=flicker_back,
                pose=b"" if flicker_back else self.pose.matrix.tobytes(),
            ),
            outlines=self._outlines(plane, depth) if self.show_cavity else (),
            crosshair=None,
            centre=(u, v),
            field_mm=self._field_mm,
            title=self._title(flicker_back),
            position=position_text(plane, depth),
            letters=SCREEN[plane].letters,
            warning="",
            notice="",
            brush_mm=None,
            depth_mm=depth,
        )

    def pixels(self, key: PictureKey) -> Pixels:
        """The pixels of a scene's picture.

        Raises:
            LookupError: the picture is not of a check.
        """
        if not isinstance(key, ComparedKey):
            raise LookupError("not a picture of two visits")
        left, top = key.where.left_top_mm
        return Pixels(self._levels(key), left, top, key.where.step_mm)

    def _levels(self, key: ComparedKey) -> NDArray[np.uint8]:
        earlier = self._earlier_picture(key.where)
        if key.earlier:
            return _grey(earlier, self._fixed.scale, key.window)
        later = sample(self._visit.native, self.pose.inverse().matrix, key.where)
        if key.mode is Mode.DIFFERENCE:
            return _difference(later, self._visit.scale, earlier, self._fixed.scale, key.window)
        shown = _grey(later, self._visit.scale, key.window)
        if key.mode is Mode.FLICKER:
            return shown
        if key.mode is Mode.EDGES:
            levels = np.minimum(shown, np.uint8(LINE_LEVEL - 1))
            levels[self._lines(key.where)] = LINE_LEVEL
            return levels
        before = _grey(earlier, self._fixed.scale, key.window)
        return laid_over(key.mode, key.amount, before, shown, key.where.step_mm)

    def _earlier_picture(self, where: PlaneGrid) -> Picture:
        picture: Picture = self._once(
            ("earlier", where), lambda: sample(self._fixed.native, self._fixed_from_reference, where)
        )
        return picture

    def _lines(self, where: PlaneGrid) -> NDArray[np.bool_]:
        lines: NDArray[np.bool_] = self._once(
            ("lines", where), lambda: edges(self._fixed.scale.normalised(self._earlier_picture(where)), where.step_mm)
        )
        return lines

    def _outlines(self, plane: Plane, depth: float) -> tuple[Outline, ...]:
        outlines: tuple[Outline, ...] = self._once(
            ("cavity", plane, depth),
            lambda: tuple(
                Outline(Line.CAVITY, paths)
                for distances in self._case.fields.values()
                if (paths := distances.outlines(plane, depth, 0.0))
            ),
        )
        return outlines

    def _once(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        if key not in self._kept:
            self._kept[key] = make()
            if len(self._kept) > KEPT_PICTURES:
                self._kept.popitem(last=False)
        return self._kept[key]

    def _title(self, earlier: bool) -> str:
        if self.mode is Mode.FLICKER:
            return _named("Baseline", self._fixed) if earlier else _named("Current", self._visit)
        return TITLES[self.mode]


def decision_words(check: RegistrationChecked) -> str:
    """What was decided, as a sentence."""
    # Rounded up: an error is never told smaller than it is.
    told = ceil(10.0 * check.error_mm - 1e-9) / 10.0
    if check.decision is RegistrationDecision.REJECTED:
        return Said("Registration {reason}. Distances are switched off.", reason=recognised(check.reason))
    sentence = Said(
        {
            RegistrationDecision.PASSED: "Registration passed: estimated error within {mm:.1f} mm.",
            RegistrationDecision.NUDGED: "Registration kept as nudged: estimated error within {mm:.1f} mm.",
            RegistrationDecision.RERUN: "Registration kept as run again: estimated error within {mm:.1f} mm.",
        }[check.decision],
        mm=told,
    )
    return sentence if check.trusted else joined(" ", (sentence, OFF))


def _middle(case: OpenCase) -> PointMm:
    """The middle of the first cavity, else of the grid."""
    middle = case.grid.centre()
    if case.cavities:
        points = next(iter(case.cavities.values())).surface_points
        middle = (points.min(axis=0) + points.max(axis=0)) / 2.0
    x, y, z = (float(n) for n in middle)
    return (x, y, z)


def _named(name: str, visit: CaseVisit) -> str:
    months = visit.timepoint.months
    return name if months is None else joined("  ", (Said(name), Said("{months:+.1f} mo", months=months)))


def _grey(picture: Picture, scale: IntensityScale, window: Window) -> NDArray[np.uint8]:
    black = scale.zero + (window.level - window.width) * (scale.one - scale.zero)
    return grey_levels(np.nan_to_num(picture, nan=black), scale, window)


def _difference(
    later: Picture, later_scale: IntensityScale, earlier: Picture, earlier_scale: IntensityScale, window: Window
) -> NDArray[np.uint8]:
    blank = np.isnan(later) | np.isnan(earlier)
    levels = difference_levels(
        np.where(blank, later_scale.zero, later),
        later_scale,
        np.where(blank, earlier_scale.zero, earlier),
        earlier_scale,
        DIFFERENCE_FULL * window.width,
    )
    levels[blank] = 128
    return levels
