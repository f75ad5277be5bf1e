"""The coordinator's case: every visit on the screen, and the cavity drawn on it, with undo. Not blinded."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from app.usecases.applicator import save_sphere
from app.usecases.check_registration import Checked
from app.usecases.edit_contour import brushed, count_pieces, grow_from, save_drawn, stored_contour
from app.usecases.open_case import CaseVisit, OpenCase, every_visit, load_case
from app.usecases.study import Study
from app.viewmodels.check import CheckModel, decision_words
from app.viewmodels.jobs import Job, Jobs, Lane
from app.viewmodels.observable import Observable
from app.words import Said
from imaging.cavity import applicator_sphere
from imaging.planes import Plane
from imaging.volume import Mask
from review_schema.payloads import CavityContoured, RegistrationChecked

UNDO_STEPS = 30
"""Masks are kept whole, a byte a voxel; thirty of a 1 mm head are about 200 MB at most."""


@dataclass(frozen=True)
class VisitRow:
    """One visit in the coordinator's list."""

    index: int
    timepoint_id: str
    date: str  # ISO
    role: str
    is_baseline: bool
    contoured: tuple[str, ...]  # "C1 v2"


class CaseEditor(Observable):
    """A case in the coordinator's hands.

    Attributes:
        case: the loaded visits; None while loading.
        index: the visit on the screen.
        cavity: the cavity that is drawn.
        draft: its voxels on the case's grid; None: nothing drawn yet.
        unsaved: whether the draft differs from what is stored.
        busy: what is being done; empty: nothing.
        error: one line about what failed; empty: nothing.
        note: what was done last, in words.
    """

    def __init__(self, study: Study, subject: str, author: str, jobs: Jobs, at: str = "") -> None:
        """A case, opened at the baseline, or at the time point whose id is `at`."""
        super().__init__()
        self._at = at
        self._study, self.subject, self._author, self._jobs = study, subject, author, jobs
        self.case: OpenCase | None = None
        self.index = 0
        self.cavity = "C1"
        self.draft: Mask | None = None
        self._stored: Mask | None = None
        self.unsaved = False
        self.busy = self.error = self.note = ""
        self._undo: list[tuple[Mask | None, bool]] = []
        self._redo: list[tuple[Mask | None, bool]] = []
        self._sphere: tuple[Mask, tuple[float, ...], float] | None = None
        self._touched_mm: tuple[float, ...] | None = None
        self._stroke_open = False
        self._request = 0
        self._job: Job | None = None

    # What the page shows

    @property
    def visits(self) -> tuple[VisitRow, ...]:
        """The subject's visits in order of date."""
        person = self._study.state().subjects[self.subject]
        reference = person.reference.timepoint_id if person.reference else ""
        return tuple(
            VisitRow(
                order,
                visit.timepoint_id,
                visit.acquired_on.isoformat(),
                visit.role.value,
                visit.timepoint_id == reference,
                tuple(
                    f"{cavity} v{contour.version}"
                    for (cavity, timepoint), contour in sorted(person.current_contours.items())
                    if timepoint == visit.timepoint_id
                ),
            )
            for order, visit in enumerate(person.timepoints)
        )

    @property
    def cavities(self) -> tuple[str, ...]:
        """Names of the cavities drawn so far, and the one being drawn."""
        drawn = {cavity for cavity, _ in self._study.state().subjects[self.subject].current_contours}
        return tuple(sorted(drawn | {self.cavity}))

    @property
    def visit(self) -> CaseVisit | None:
        """The visit on the screen."""
        return self.case.visits[self.index] if self.case is not None else None

    @property
    def drawing(self) -> Mask | None:
        """The draft, where it is another contour than the one of the open case, which is drawn by its surface."""
        return None if self.draft is self._stored else self.draft

    @property
    def can_undo(self) -> bool:
        """Whether a step can be taken back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether a step that was taken back can be done again."""
        return bool(self._redo)

    # What the page does

    def load(self) -> None:
        """Load every visit, in the background."""
        person = self._study.state().subjects[self.subject]
        shown = every_visit(person)
        if self.case is None and person.reference is not None:
            there = [visit.timepoint_id for visit in shown]
            self.index = there.index(self._at if self._at in there else person.reference.timepoint_id)
        if not shown:
            self.notify()
            return
        request = self._begin("Opening the case")
        self._job = self._jobs.start(
            "open case",
            lambda progress, cancelled: load_case(
                self._study,
                self.subject,
                timepoint_ids=[visit.timepoint_id for visit in shown],
                blinded=shown,
                progress=progress,
                cancelled=cancelled,
            ),
            done=lambda case: self._loaded(request, case),
            failed=self._failed,
        )

    def close(self) -> None:
        """Stop what is being done; late answers are dropped."""
        self._request += 1
        if self._job is not None:
            self._job.cancel()

    def may_leave(self) -> bool:
        """Whether nothing would be lost by leaving the case; says what to do where not."""
        return not (self.unsaved and self._must_stay(Said("it would be lost")))

    def show(self, index: int) -> None:
        """Put another visit on the screen; an unsaved drawing of the present one stays until it is saved or dropped."""
        if self.case is None or index == self.index or not 0 <= index < len(self.case.visits):
            return
        if not self._must_stay(Said("it belongs to the visit on the screen")):
            self.index = index
            self._take_stored()

    def choose_cavity(self, cavity: str) -> None:
        """Draw another cavity."""
        if cavity != self.cavity and not self._must_stay(Said("it belongs to another cavity")):
            self.cavity = cavity
            self._take_stored()

    def new_cavity(self) -> None:
        """Begin a further cavity: the next free name."""
        taken = set(self.cavities) if self.draft is not None else set(self.cavities) - {self.cavity}
        self.choose_cavity(next(f"C{number}" for number in range(1, len(taken) + 2) if f"C{number}" not in taken))

    def grow(self, place_mm: Sequence[float]) -> None:
        """A click with the grow tool: propose the cavity there.

        Args:
            place_mm: LPS mm in the reference frame.
        """
        visit = self.visit
        if visit is None:
            return
        request = self._begin("Growing the cavity")
        self._job = self._jobs.start(
            "grow cavity",
            lambda progress, cancelled: grow_from(visit, place_mm),
            done=lambda mask: self._grown(request, mask),
            failed=self._failed,
        )

    def place_sphere(self, place_mm: Sequence[float], diameter_mm: float) -> None:
        """A click with the sphere tool: the cavity is an applicator's sphere there.

        Args:
            place_mm: middle, LPS mm in the reference frame.
            diameter_mm: of the applicator.
        """
        if self.case is None or self.busy:
            return
        self._remember()
        self.draft, self.unsaved = applicator_sphere(place_mm, diameter_mm, self.case.grid), True
        self._sphere = (self.draft, tuple(place_mm), diameter_mm)
        self.note = Said("Sphere of {mm:g} mm. Click again to move it, then save.", mm=diameter_mm)
        self.notify()

    def brush(self, place_mm: Sequence[float], radius_mm: float, add: bool, plane: Plane | None) -> None:
        """The brush touched a place; touches until `end_stroke` are one step of undo."""
        if self.case is None or self.busy:
            return
        before = self._touched_mm if self._stroke_open and self._touched_mm is not None else place_mm
        drawn = self.draft
        for place in _way(before, place_mm, radius_mm):
            drawn = brushed(drawn, self.case.grid, place, radius_mm, add=add, plane=plane)
        if not self._stroke_open:
            self._remember()
            self._stroke_open = True
        self.draft, self.unsaved, self._touched_mm = drawn, True, tuple(place_mm)
        self.notify()

    def end_stroke(self) -> None:
        """The brush was lifted."""
        self._stroke_open = False

    def undo(self) -> None:
        """Take the last step back."""
        self._step(self._undo, self._redo)

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        self._step(self._redo, self._undo)

    def save(self) -> None:
        """Store the drawing as a new version of the contour."""
        visit, mask, cavity = self.visit, self.draft, self.cavity
        if self.busy or (mask is not None and not self.unsaved):
            return
        if visit is None or mask is None:
            self.error = "Nothing is drawn yet: choose Grow and click into the cavity."
            self.notify()
            return
        sphere = self._sphere
        if sphere is not None and sphere[0] is mask:  # untouched since: kept as the sphere it is, not as its voxels
            store = partial(save_sphere, self._study, visit, sphere[1], sphere[2])
        else:
            store = partial(save_drawn, self._study, visit, mask)
        request = self._begin("Saving the contour")
        self._job = self._jobs.start(
            "save contour",
            lambda progress, cancelled: store(subject=self.subject, cavity=cavity, author=self._author),
            done=lambda contour: self._saved(request, contour),
            failed=self._failed,
            lane=Lane.RECORD,
        )

    def check(self) -> CheckModel | None:
        """The check of how the visit on the screen lies; None, with a line, where there is nothing to check."""
        visit = self.visit
        if self.case is None or visit is None or self.busy:
            return None
        if self.index == self.case.baseline_index:
            self.error = "The baseline itself is shown: choose another time point to check its registration."
            self.notify()
            return None
        if not self.may_leave():
            return None
        timepoint_id = visit.timepoint.timepoint_id
        what = Checked(self._author, self.subject, timepoint_id, visit.basis)
        return CheckModel(self._study, self._jobs, what, self.case, self.index, self._checked)

    def _checked(self, check: RegistrationChecked) -> None:
        self.note = decision_words(check)
        self.load()

    def tell(self, text: str) -> None:
        """Say what was done."""
        self.note = text
        self.notify()

    def refuse(self, line: str) -> None:
        """Say why something was not done."""
        self.error = line
        self.notify()

    def dismiss(self) -> None:
        """Forget the error."""
        self.error = ""
        self.notify()

    # Inside

    def _must_stay(self, why: Said) -> bool:
        """Whether a drawing, or what is being done, holds the editor where it is; says then what to do, and `why`."""
        if self.unsaved:
            self.error = Said("Save or undo the drawing first; {why}.", why=why)
        elif self.busy:
            self.error = Said("Wait until what is being done is done; {why}.", why=why)
        else:
            return False
        self.notify()
        return True

    def _begin(self, text: str) -> int:
        self._request += 1
        self.busy, self.error = text, ""
        self.notify()
        return self._request

    def _loaded(self, request: int, case: OpenCase) -> None:
        if request != self._request:
            return
        self.busy, self.case = "", case
        self._take_stored()

    def _take_stored(self) -> None:
        visit = self.visit
        if self.case is None or visit is None:
            return
        self._stored = stored_contour(self.case, visit, self.cavity)
        self.draft, self.unsaved = self._stored, False
        self._undo.clear()
        self._redo.clear()
        self.notify()

    def _grown(self, request: int, mask: Mask) -> None:
        if request != self._request:
            return
        self.busy = ""
        self._remember()
        self.draft, self.unsaved = mask, True
        self.note = Said("Proposed: {ml:.1f} ml. Correct it with brush and eraser, then save.", ml=mask.voxel_sum_ml)
        self.notify()

    def _saved(self, request: int, contour: CavityContoured) -> None:
        if request != self._request:
            return
        self.busy, self.unsaved = "", False
        figures = {"cavity": contour.cavity, "version": contour.version, "ml": contour.volume_ml}
        pieces = 0 if self.draft is None else count_pieces(self.draft)
        if pieces > 1:
            self.note = Said(
                "! {cavity} saved as version {version}: {ml:.2f} ml, in {pieces} pieces apart.",
                pieces=pieces,
                **figures,
            )
        else:
            self.note = Said("{cavity} saved as version {version}: {ml:.2f} ml.", **figures)
        self.load()

    def _failed(self, line: str) -> None:
        self.busy, self.error = "", line
        self.notify()

    def _remember(self) -> None:
        self._undo.append((self.draft, self.unsaved))
        del self._undo[:-UNDO_STEPS]
        self._redo.clear()

    def _step(self, source: list[tuple[Mask | None, bool]], other: list[tuple[Mask | None, bool]]) -> None:
        if source and not self.busy:
            other.append((self.draft, self.unsaved))
            self.draft, self.unsaved = source.pop()
            self.notify()


def _way(start_mm: Sequence[float], end_mm: Sequence[float], radius_mm: float) -> list[tuple[float, ...]]:
    """Places on the way from one touch of the brush, which is drawn already, to the next: too close for gaps."""
    start, end = np.asarray(start_mm, dtype=np.float64), np.asarray(end_mm, dtype=np.float64)
    steps = max(1, math.ceil(float(np.linalg.norm(end - start)) / max(radius_mm / 2, 0.25)))
    return [tuple((start + (end - start) * step / steps).tolist()) for step in range(1, steps + 1)]
