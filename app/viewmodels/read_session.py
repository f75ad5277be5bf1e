"""One blinded read in progress: which visit is open, what was said of it, what may be done next.

Knows no name, ID, date or arm: it holds case code, months and opaque ids, and hands `subject_key` on unseen.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from app.lower_rooms import recognised
from app.messages import KNOWN, file_system_line, one_line
from app.usecases.accounts import SignedIn
from app.usecases.check_registration import Checked
from app.usecases.load_unenhanced import Unenhanced, load_unenhanced
from app.usecases.mark_lesion import MarkedLesion, mark_lesion, mark_moved, verdict_sentence
from app.usecases.open_case import CaseVisit, OpenCase, load_case, load_visit
from app.usecases.record_read import OpenRead, load_draft, lock_timepoint, open_read, save_draft, sign_read
from app.usecases.study import Cancelled, Progress, Study
from app.viewmodels.check import CheckModel, decision_words
from app.viewmodels.findings import BRAIN, FindingsEditor, Place, lesion_name
from app.viewmodels.jobs import Jobs, Lane
from app.viewmodels.observable import Observable
from app.words import Said
from imaging.volume import Volume
from review_schema.blinding import BlindedTimePoint
from review_schema.finding import Finding, LesionMeasure
from review_schema.payloads import RegistrationChecked
from review_schema.read import LockedTimePoint
from review_schema.visit_rules import refusals
from review_schema.vocabulary import BrainLabel, CavityLabel, Compartment

MEASURE_ANEW = (
    "Scan, registration or cavity were changed since lesions were marked here: their distances no longer hold. "
    "Mark them again."
)

NO_CAVITY = "No cavity was drawn in this case: only the brain can be labelled. Ask the coordinator to draw it first."
NO_OUTLINE = "A cavity has no outline on the baseline: labels can be given, no distance is measured."

LOCKED_AS_IT_LAY = "This time point is locked: it lies as it lay when it was locked."

IDLE_SECONDS = 60.0
"""After this long without an input the reading clock stands still."""


@dataclass(frozen=True)
class Notice:
    """One line for the banner. `kind`: error, warning, notice."""

    kind: str
    text: str


@dataclass(frozen=True)
class _Moved:
    """A visit after a decision on its registration: how it lies now, and its lesions measured anew."""

    read: OpenRead
    visit: CaseVisit
    marks: Mapping[LesionMeasure, MarkedLesion | None]


@dataclass
class _Ahead:
    """The visit after the open one, loaded or being loaded."""

    timepoint_id: str
    visit: CaseVisit | None = None


class ReadSession(Observable):
    """A read from opening to signature.

    Attributes:
        case: the loaded visits; None while loading.
        index: the visit on the screen (any visit that is open to the reader).
        notice: what the banner says; None: nothing.
        busy: what is being done in the background, with its fraction; None: nothing.
        bringing: how far a scan from before contrast is laid onto its visit; None: none is. Nothing waits for it.
        signed: the read is complete and never changes.
        saved: everything entered is on disk.
    """

    def __init__(self, study: Study, who: SignedIn, read_id: str, jobs: Jobs) -> None:
        super().__init__()
        self._study, self._who, self._jobs = study, who, jobs
        self.read = open_read(study, who, read_id)
        self.charter = study.state().charter
        self.case: OpenCase | None = None
        self.index = len(self.read.visits) - 1 if self.read.next_index is None else self.read.next_index
        self.notice: Notice | None = None
        self.busy: tuple[str, float] | None = None
        self.signed = False
        self.saved = True
        self.cavity = ""  # the cavity that the digit keys speak of
        self.editor = FindingsEditor(self._edited)
        self._writing = self._moving = False
        self.bringing: float | None = None
        self._ahead: _Ahead | None = None
        self._seconds = 0.0
        self._last_input = monotonic()
        self._open_draft()

    # What the screen shows

    @property
    def cavities(self) -> tuple[str, ...]:
        """Names of the cavities that the open visit must label."""
        return self.read.cavities

    @property
    def open_index(self) -> int | None:
        """The visit that can be labelled; None once all are locked."""
        return self.read.next_index

    @property
    def editable(self) -> bool:
        """Whether the visit on the screen is the one that can be labelled."""
        return self.case is not None and self.index == self.open_index and not self._moving

    @property
    def visit(self) -> CaseVisit | None:
        """The visit on the screen."""
        return self.case.visits[self.index] if self.case and self.index < len(self.case.visits) else None

    @property
    def on_baseline(self) -> bool:
        """Whether the visit on the screen stands as the baseline. Nothing there may tell the arm's reference scan."""
        return self.case is not None and self.index == self.case.baseline_index

    def findings(self, index: int) -> tuple[Finding, ...]:
        """What was said of a visit: locked, or the draft of the open one."""
        if index == self.open_index:
            return self.editor.draft.findings
        timepoint_id = self.read.visits[index].timepoint_id
        return next((one.findings for one in self.read.locked if one.timepoint_id == timepoint_id), ())

    def refusals(self) -> tuple[str, ...]:
        """Why the open visit cannot be locked yet, in words."""
        if self.open_index is None:
            return ()
        pending = self.editor.draft.pending
        waiting = (Said("{lesion} is marked and has no label yet.", lesion=pending.name),) if pending else ()
        by_rule = refusals(self._timepoint(self.open_index), self.charter, self.cavities)
        return (*waiting, *self._unmeasured(), *(recognised(reason) for reason in by_rule))

    def reminders(self) -> tuple[str, ...]:
        """Lesions of earlier visits of which nothing is said at the open one; nothing is refused for them."""
        if not self.editable or self.open_index is None:
            return ()
        draft = self.editor.draft
        said = {finding.lesion for finding in draft.findings} | {draft.pending.name if draft.pending else None}
        earlier = {f.lesion for visit in range(self.open_index) for f in self.findings(visit) if f.lesion not in said}
        return tuple(
            Said("{lesion} was seen before, and nothing is said of it here.", lesion=lesion)
            for lesion in self.known_lesions()
            if lesion in earlier
        )

    @property
    def missing(self) -> str:
        """What the case lacks, and what can be labelled all the same; empty: nothing."""
        if self.case is None:
            return ""
        if not self.cavities:
            return NO_CAVITY
        return "" if set(self.cavities) <= set(self.case.cavities) else NO_OUTLINE

    def _unmeasured(self) -> tuple[str, ...]:
        """Lesions without a distance that they could have: the registration was changed since they were marked."""
        case, visit = self.case, self.visit
        if case is None or visit is None or not self.editable:
            return ()
        known = bool(case.cavities) and visit.registration.trusted
        return tuple(
            Said("{lesion} has no distance by the present registration: mark it again.", lesion=finding.lesion)
            for finding in self.editor.draft.findings
            if finding.lesion and (finding.measure is None or (known and finding.measure.to_baseline is None))
        )

    def verdict(self, measure: LesionMeasure) -> str:
        """The sentence about the distance of a lesion measured at the visit on the screen."""
        return verdict_sentence(measure, self.charter, on_baseline=self.on_baseline)

    def elapsed_seconds(self) -> float:
        """Time spent on the open visit, pauses left out."""
        return self._seconds + min(monotonic() - self._last_input, IDLE_SECONDS)

    @property
    def jobs(self) -> Jobs:
        """Where the long work of this read is done."""
        return self._jobs

    # Opening

    def load(self) -> None:
        """Load the visits that are open to the reader, in the background."""
        shown = self._shown_visits()
        self.busy = ("Opening the case", 0.0)
        self.notify()
        self._jobs.start(
            "open case",
            lambda progress, cancelled: load_case(
                self._study,
                self.read.subject_key,
                timepoint_ids=[visit.timepoint_id for visit in shown],
                blinded=shown,
                read_id=self.read.read_id,
                progress=progress,
                cancelled=cancelled,
            ),
            done=self._loaded,
            failed=self._failed,
            progress=self._progress,
        )

    def bring_unenhanced(
        self, visit: CaseVisit, answer: Callable[[Unenhanced | None], None], gave_up: Callable[[], None]
    ) -> None:
        """Lay the scan from before contrast of a visit onto it, in the background.

        Args:
            visit: of the open case.
            answer: gets the scan; None where there is none.
            gave_up: it could not be loaded; the notice says why.

        One at a time; nothing else waits for it, and it waits for nothing but the case.
        """
        case = self.case
        if case is None or self.bringing is not None:
            return

        def done(scan: Unenhanced | None) -> None:
            self.bringing = None
            answer(scan)
            self.notify()

        def failed(line: str) -> None:
            self.bringing = None
            gave_up()
            self._say("error", line)

        def told(fraction: float, what: str) -> None:
            self.bringing = fraction
            self.notify()

        self.bringing = 0.0
        self.notify()
        self._jobs.start(
            "before contrast",
            lambda progress, cancelled: load_unenhanced(
                self._study,
                case,
                self.read.subject_key,
                visit,
                read_id=self.read.read_id,
                progress=progress,
                cancelled=cancelled,
            ),
            done=done,
            failed=failed,
            progress=told,
        )

    def show(self, index: int) -> None:
        """Put another open visit on the screen."""
        if self.case is not None and 0 <= index < len(self.case.visits) and index != self.index:
            self.index = index
            self._forget_notice()
            self.notify()

    # Labels and lesions

    def touched(self) -> None:
        """The reader did something: the clock goes on."""
        now = monotonic()
        self._seconds += min(now - self._last_input, IDLE_SECONDS)
        self._last_input = now

    def press_cavity(self, label: CavityLabel) -> None:
        """A cavity label key."""
        if self._may_edit() and not self.cavities:
            self._say("notice", NO_CAVITY)
        elif self._may_edit():
            self.editor.press(Place(Compartment.CAVITY, self.cavity), label)

    def press_brain(self, label: BrainLabel) -> None:
        """A brain label key."""
        if self._may_edit():
            self.editor.press(BRAIN, label)

    def press_clear(self) -> None:
        """The key for NED in each cavity and in the brain, where nothing was said yet."""
        if self._may_edit():
            self.editor.clear([*(Place(Compartment.CAVITY, cavity) for cavity in self.cavities), BRAIN])

    def choose_cavity(self, cavity: str) -> None:
        """Which cavity the digit keys speak of."""
        self.cavity = cavity
        self.notify()

    def mark(self, place_mm: Sequence[float]) -> None:
        """A click in mark mode: propose the lesion's outline there, in the background.

        Args:
            place_mm: LPS mm in the reference frame.
        """
        visit, case = self.visit, self.case
        if visit is None or case is None or not self._may_edit():
            return
        facts = visit.registration
        scan: Volume = visit.display
        on_baseline = self.on_baseline
        seed = (float(place_mm[0]), float(place_mm[1]), float(place_mm[2]))
        self.busy = ("Outlining", 0.0)
        self.notify()
        self._jobs.start(
            "mark lesion",
            lambda progress, cancelled: mark_lesion(
                scan,
                seed,
                baseline=case.cavities,
                current=visit.current_cavities,
                registration_error_mm=facts.error_mm,
                trusted=facts.trusted,
                reason=facts.reason,
                charter=self.charter,
                on_baseline=on_baseline,
            ),
            done=lambda mark: self._marked(visit, mark),
            failed=self._failed,
        )

    def undo(self) -> None:
        """Take the last edit of the open visit back."""
        if self._may_edit():
            self.editor.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._may_edit():
            self.editor.redo()

    def known_lesions(self) -> tuple[str, ...]:
        """Names of lesions seen so far, in order of first sight."""
        found = [f.lesion for index in range(len(self.read.visits)) for f in self.findings(index) if f.lesion]
        return tuple(dict.fromkeys(found))

    # The registration

    def check(self) -> CheckModel | None:
        """The check of how the visit on the screen lies; None, with a notice, where there is nothing to check."""
        case, visit, index = self.case, self.visit, self.index
        if case is None or visit is None:
            return None
        if self.busy is not None:
            self._say("notice", "Wait until what is being done is done.")
            return None
        if self.index == case.baseline_index:
            self._say("notice", "The baseline itself is shown: choose a later time point to check its registration.")
            return None
        timepoint_id = visit.timepoint.timepoint_id
        return CheckModel(
            self._study,
            self._jobs,
            Checked(
                author=self._who.name,
                subject=self.read.subject_key,
                timepoint_id=timepoint_id,
                basis=visit.basis,
                read_id=self.read.read_id,
            ),
            case,
            index,
            lambda check: self._checked(index, check),
            may_not="" if self.editable and not self.signed else LOCKED_AS_IT_LAY,
        )

    def _checked(self, index: int, check: RegistrationChecked) -> None:
        """A decision is in the ledger: the visit is moved, and what was measured on it is measured anew."""
        case = self.case
        if case is None:
            return
        visit = case.visits[index]
        measures = self.editor.measures
        self.busy, self._moving = ("Moving the time point", 0.0), True
        self.notify()

        def work(progress: Progress, cancelled: Cancelled) -> _Moved:
            read = open_read(self._study, self._who, self.read.read_id)
            shown = read.visits[index]
            moved = load_visit(self._study, case, read.subject_key, shown.timepoint_id, shown, read_id=read.read_id)
            if moved.basis == visit.basis:  # agreed with as it lay: nothing was moved
                return _Moved(read, moved, {})
            motion = moved.reference_from_native.after(visit.reference_from_native.inverse())
            facts = moved.registration
            marks = {
                measure: mark_moved(
                    measure,
                    None if mark is None else mark.outline,
                    motion,
                    moved.display,
                    baseline=case.cavities,
                    current=moved.current_cavities,
                    registration_error_mm=facts.error_mm,
                    trusted=facts.trusted,
                    reason=facts.reason,
                    charter=self.charter,
                )
                for measure, mark in measures
            }
            return _Moved(read, moved, marks)

        self._jobs.start("move visit", work, done=lambda moved: self._moved(check, index, moved), failed=self._failed)

    def _moved(self, check: RegistrationChecked, index: int, moved: _Moved) -> None:
        self.busy, self._moving = None, False
        assert self.case is not None
        self.read, self.case = moved.read, self.case.with_visit_at(index, moved.visit)
        self.editor.remeasure(moved.marks)
        lost = self.editor.draft.findings and None in moved.marks.values()
        doubtful = bool(lost) or not check.trusted
        self._say("warning" if doubtful else "notice", MEASURE_ANEW if lost else decision_words(check))

    # Locking and signing

    def lock(self) -> None:
        """Lock the open visit and open the next one."""
        if self.open_index is None or self.signed or self._writing or self._moving:
            return
        if not self.editable:
            loading = self.case is None
            self._say(
                "notice",
                "The case is still being opened." if loading else "Return to the open time point to lock it.",
            )
            return
        refused = self.refusals()
        if refused:
            self._say("warning", refused[0])
            return
        self.touched()
        timepoint = self._timepoint(self.open_index)
        assert self.visit is not None
        basis = self.visit.basis  # what the reader saw, which need not be what the study has by now
        outlines = self.editor.outlines
        self._writing = True
        self._jobs.start(
            "lock",
            lambda progress, cancelled: lock_timepoint(
                self._study, self._who, self.read.read_id, timepoint, basis=basis, outlines=outlines
            ),
            done=lambda nothing: self._locked(),
            failed=lambda line: self._not_locked(timepoint.timepoint_id, line),
            lane=Lane.RECORD,
        )

    def sign(self, password: str, refused: Callable[[str], None]) -> None:
        """Sign the read; every visit must be locked.

        Args:
            password: typed again.
            refused: is told in one line why the read was not signed.
        """
        if self.signed or self._writing:
            return

        def failed(line: str) -> None:
            self._writing = False
            refused(line)

        self._writing = True
        self._jobs.start(
            "sign",
            lambda progress, cancelled: sign_read(self._study, self._who, self.read.read_id, password),
            done=lambda signature: self._signed(),
            failed=failed,
            lane=Lane.RECORD,
        )

    def tell(self, text: str) -> None:
        """Say in the banner what was done."""
        self._say("notice", text)

    def refuse(self, line: str) -> None:
        """Say in the banner why something was not done."""
        self._say("error", line)

    def dismiss(self) -> None:
        """Close the banner."""
        self.notice = None
        self.notify()

    # Inside

    def _shown_visits(self) -> tuple[BlindedTimePoint, ...]:
        return self.read.visits if self.open_index is None else self.read.visits[: self.open_index + 1]

    def _timepoint(self, index: int) -> LockedTimePoint:
        visit = self.read.visits[index]
        return LockedTimePoint(
            timepoint_id=visit.timepoint_id,
            scan_id=visit.scan_id,
            findings=self.editor.draft.findings,
            read_seconds=round(self._seconds, 1),
        )

    def _may_edit(self) -> bool:
        self.touched()
        if self.signed:
            self._say("notice", "This read is complete; nothing in it changes any more.")
        elif self.open_index is None:
            self._say("notice", "Every time point is locked and stays as it is. Sign the read to finish it.")
        elif self.case is None:
            self._say("notice", "The case is still being opened.")
        elif self._moving:
            self._say("notice", "The time point is being moved: wait a moment.")
        elif not self.editable:
            self._say("notice", "This time point is locked. Labels go to the open one: return to it.")
        return self.editable and not self.signed

    def _open_draft(self) -> None:
        stored = None
        if self.open_index is not None:
            timepoint_id = self.read.visits[self.open_index].timepoint_id
            stored = load_draft(self._study, self.read.read_id, timepoint_id, self.read.bases[timepoint_id])
        self.editor.open(stored.findings if stored else ())
        self._seconds = stored.read_seconds if stored else 0.0
        self._last_input = monotonic()

    def _edited(self) -> None:
        self.notice = None
        if self.open_index is not None:
            self._save(self._timepoint(self.open_index))
        self.notify()

    def _save(self, draft: LockedTimePoint) -> None:
        try:
            save_draft(self._study, self.read.read_id, draft, self._basis_of(draft.timepoint_id))
        except OSError as error:
            self.saved = False
            self.notice = Notice("error", file_system_line(error))
        else:
            self.saved = True

    def _basis_of(self, timepoint_id: str) -> str:
        """What a visit is seen and measured by on the screen; before it is there, what the study has."""
        shown = self.case.visits if self.case is not None else ()
        seen = (visit.basis for visit in shown if visit.timepoint.timepoint_id == timepoint_id)
        return next(seen, self.read.bases[timepoint_id])

    def _loaded(self, case: OpenCase) -> None:
        self.case, self.busy = case, None
        self._forget_notice()
        self.cavity = self.cavity or next(iter(self.cavities), "")
        if self._unmeasured():
            self.notice = Notice("warning", MEASURE_ANEW)
        self.notify()
        self._load_ahead(case)

    def _progress(self, fraction: float, text: str) -> None:
        self.busy = (self.busy[0] if self.busy else text, fraction)
        self.notify()

    def _failed(self, line: str) -> None:
        self.busy, self._writing, self._moving = None, False, False
        self._say("error", line)

    def _forget_notice(self) -> None:
        """What was said of the visit or the moment before holds no more; an error stays until it is read."""
        if self.notice is not None and self.notice.kind != "error":
            self.notice = None

    def _say(self, kind: str, text: str) -> None:
        self.notice = Notice(kind, text)
        self.notify()

    def _marked(self, visit: CaseVisit, mark: MarkedLesion) -> None:
        self.busy = None
        if visit is not self.visit or not self.editable or self._writing or self._moving:
            # The visit was locked or moved meanwhile: the mark was made on what is no longer on the screen.
            self.notify()
            return
        known = [finding for index in range(len(self.read.visits)) for finding in self.findings(index)]
        here = {finding.lesion for finding in self.editor.draft.findings}
        earlier = [finding for finding in known if finding.lesion not in here]
        name = lesion_name(mark.measure.centre_mm, mark.inside_margin is not False, earlier)
        while name in here:
            name = name[0] + str(int(name[1:]) + 1)
        self.editor.mark(name, mark)

    def _locked(self) -> None:
        self._writing = False
        self._forget_notice()
        self._go_on()

    def _not_locked(self, timepoint_id: str, line: str) -> None:
        """Nothing was locked here; where it was locked in another window meanwhile, go on as that window did."""
        self._writing = False
        try:
            read = open_read(self._study, self._who, self.read.read_id)
        except KNOWN as error:
            self._say("error", one_line(error))
            return
        if any(one.timepoint_id == timepoint_id for one in read.locked):
            self._go_on()
        self._say("error", line)

    def _go_on(self) -> None:
        """The open visit is locked: take up the next one."""
        self.read = open_read(self._study, self._who, self.read.read_id)
        self._open_draft()
        if self.open_index is None:
            self._say("notice", "Every time point is locked. Sign the read to finish it.")
            return
        shown = self.read.visits[self.open_index]
        case = self.case
        if case is None:
            return
        known = [visit.timepoint.timepoint_id for visit in case.visits]
        if known != [visit.timepoint_id for visit in self._shown_visits()[:-1]] or any(
            visit.basis != self.read.bases[visit.timepoint.timepoint_id] for visit in case.visits
        ):
            # Visits came or went, or lie otherwise than on the screen: the whole case is opened again.
            self.case, self._ahead, self.index = None, None, self.open_index
            self.load()
            return
        self.busy = ("Opening the next time point", 0.0)
        self.notify()
        if self._ahead is not None and self._ahead.timepoint_id == shown.timepoint_id:
            if self._ahead.visit is not None:
                self._next_loaded(self._ahead.visit)
            return
        self._load_next(case, shown)

    def _load_next(self, case: OpenCase, shown: BlindedTimePoint) -> None:
        self._jobs.start(
            "open visit",
            lambda progress, cancelled: load_visit(
                self._study, case, self.read.subject_key, shown.timepoint_id, shown, read_id=self.read.read_id
            ),
            done=self._next_loaded,
            failed=self._failed,
        )

    def _next_loaded(self, visit: CaseVisit) -> None:
        self._ahead = None
        if self.case is not None and self.open_index is not None:
            shown = self.read.visits[self.open_index]
            if visit.basis != self.read.bases[shown.timepoint_id]:
                # Registered or decided on anew since it was loaded: it is shown as it lies now.
                self.read = open_read(self._study, self._who, self.read.read_id)
                if visit.basis != self.read.bases[shown.timepoint_id]:
                    self._load_next(self.case, shown)
                    return
            self.case = self.case.with_visit(replace(visit, timepoint=shown))
            self.index = len(self.case.visits) - 1
            if self._unmeasured():
                self.notice = Notice("warning", MEASURE_ANEW)
            self._load_ahead(self.case)
        self.busy = None
        self.notify()

    def _load_ahead(self, case: OpenCase) -> None:
        """Load the visit after the open one while this one is read. Nothing of it is shown before its turn."""
        following = len(case.visits)
        if self.open_index is None or following != self.open_index + 1 or following >= len(self.read.visits):
            return
        shown = self.read.visits[following]
        ahead = self._ahead = _Ahead(shown.timepoint_id)
        self._jobs.start(
            "load ahead",
            lambda progress, cancelled: load_visit(
                self._study, case, self.read.subject_key, shown.timepoint_id, shown, read_id=self.read.read_id
            ),
            done=lambda visit: self._loaded_ahead(ahead, visit),
            failed=lambda line: self._failed_ahead(ahead, line),
        )

    def _loaded_ahead(self, ahead: _Ahead, visit: CaseVisit) -> None:
        ahead.visit = visit
        if self._is_turn(ahead):
            self._next_loaded(visit)

    def _failed_ahead(self, ahead: _Ahead, line: str) -> None:
        # Before its turn nothing is said: opening it then fails again, and says so.
        was_waited_for = self._is_turn(ahead)
        self._ahead = None
        if was_waited_for:
            self._failed(line)

    def _is_turn(self, ahead: _Ahead) -> bool:
        if self._ahead is not ahead or self.open_index is None:
            return False
        return self.read.visits[self.open_index].timepoint_id == ahead.timepoint_id

    def _signed(self) -> None:
        self.signed, self._writing = True, False
        self._say("notice", "Signed. This read never changes; return to the worklist for the next case.")
