"""The outcome page: what is asked, what runs, the answer as a frozen scene, the list of events and why their dates.

Not blinded: for coordinator and statistician only.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from app.usecases.study import Cancelled, Progress, Study
from app.usecases.study_outcomes import (
    StudyOutcomes,
    answer,
    answer_with_fragility,
    derive_outcomes,
    table3,
    write_answer,
)
from app.viewmodels.coordinator import Busy
from app.viewmodels.jobs import Answer, Job, Jobs, Lane
from app.viewmodels.observable import Observable
from app.viewmodels.outcome_scene import (
    NO_ARMS,
    NO_GROUPS,
    NOBODY,
    STOPPED,
    Asked,
    OutcomeScene,
    Part,
    scene_of,
)
from app.viewmodels.outcome_why import Why, why_of
from app.viewmodels.page_tables import Sheet
from app.viewmodels.survival_figure import SurvivalFigure, figures_of
from app.words import Said
from review_schema.survival_analysis import Unit
from review_schema.vocabulary import Endpoint, Role

MAY_SEE = frozenset({Role.COORDINATOR, Role.STATISTICIAN})
"""Who may see outcomes: nobody who reads or adjudicates."""

BUSY: Mapping[Part, str] = {
    Part.CURVES: "Computing the curves",
    Part.FIGURES: "Computing the figures",
    Part.TABLE3: "Computing Table 3",
    Part.AGREEMENT: "Measuring agreement",
    Part.FRAGILITY: "Asking what would turn the test",
    Part.EVENTS: "Listing the events",
}


class OutcomeModel(Observable):
    """What the outcome page shows and does.

    Attributes:
        outcomes: every event row; None until they are derived.
        asked: the question.
        part: what is shown of the answer.
        scene: the answer.
        events: the events in the order and selection of the list.
        finding: the words that the list is searched for.
        order: the column of the list's order, and whether it descends.
        shown: puts a text into the language that is searched in; set by the page.
        why: the derivation of the chosen event's date; None: none is chosen.
        busy: work in the background; None: nothing.
        error: one line about what failed; empty: nothing.
        note: what was done last, in words.
    """

    def __init__(
        self,
        study: Study,
        jobs: Jobs,
        role: Role,
        draw: Callable[[Mapping[str, SurvivalFigure]], Mapping[str, bytes]],
    ) -> None:
        """For one person.

        Args:
            study: the open study.
            jobs: where long work is done.
            role: of whoever looks.
            draw: makes files of figures, by name.

        Raises:
            ValueError: the role may not see outcomes.
        """
        if role not in MAY_SEE:
            raise ValueError(f"not for a {role.value}")
        super().__init__()
        self.study, self.role, self._jobs, self._draw = study, role, jobs, draw
        self.outcomes: StudyOutcomes | None = None
        self.asked, self.part = Asked(), Part.CURVES
        self.scene, self.events = OutcomeScene(), Sheet("", (), ())
        self.why: Why | None = None
        self.busy: Busy | None = None
        self.error = self.note = ""
        self.finding, self.order = "", (0, False)
        self.shown: Callable[[str], str] = str
        self._listed = False  # whether the scene is the list of events
        self._known: dict[tuple[Part, Asked], OutcomeScene] = {}
        self._job: Job | None = None
        self._request = 0

    # What may be asked

    @property
    def endpoints(self) -> tuple[str, ...]:
        """Codes of the endpoints that there are rows of, in the vocabulary's order."""
        there = self.outcomes.units if self.outcomes is not None else {}
        return tuple(one.value for one in there) or (self.asked.endpoint,)

    @property
    def readers(self) -> tuple[str, ...]:
        """Whose labels there are."""
        return self.outcomes.readers if self.outcomes is not None else ("",)

    @property
    def units(self) -> tuple[Unit, ...]:
        """What the endpoint can be counted by; the first is taken where nothing is asked."""
        return self.outcomes.units.get(Endpoint(self.asked.endpoint), ()) if self.outcomes is not None else ()

    @property
    def may_open_case(self) -> bool:
        """Whether whoever looks may go on to the scans."""
        return self.role is Role.COORDINATOR

    # What the page does

    def load(self) -> None:
        """Derive every event anew, in the background."""
        self._known.clear()
        self._start("Deriving the events", lambda progress, cancelled: derive_outcomes(self.study), self._take_outcomes)

    def show(self, part: Part) -> None:
        """Show another part of the answer."""
        self.part = part
        self._answer()

    def ask(self, asked: Asked) -> None:
        """Ask another question. A unit that the endpoint is not counted by is left."""
        if asked.endpoint != self.asked.endpoint:
            asked = replace(asked, unit=None)
        if asked != self.asked:
            self.asked, self.why = asked, None
            self._answer()

    def answer_empty(self) -> None:
        """The one thing to do where there is nothing."""
        empty = self.scene.empty
        if empty == NO_ARMS:
            self.ask(replace(self.asked, by_arm=False))
        elif empty == NOBODY:
            self.ask(Asked(self.asked.endpoint, reader=self.asked.reader))
        elif empty == NO_GROUPS:
            self.ask(replace(self.asked, by_arm=True))
        else:
            self.load()

    def find_events(self, text: str) -> None:
        """List only the events in which these words stand."""
        self.finding, self.why = text, None
        self._arrange()
        self.notify()

    def sort_events(self, column: int, *, descending: bool) -> None:
        """List the events in the order of a column."""
        self.order, self.why = (column, descending), None
        self._arrange()
        self.notify()

    def choose_event(self, place: int | None) -> None:
        """Tell why the event in this row of the list has its date; None: nothing is chosen."""
        self.why = None
        if self.outcomes is not None and place is not None and place < len(self.events.keys):
            row = self.outcomes.rows[self.events.keys[place]]
            self.why = why_of(row, self.outcomes.sources, self.study.state())
        self.notify()

    def write(self, out: Path) -> None:
        """Write what is shown to the folder `out`: the files that the command line writes of it, of every reader."""
        outcomes, part, question = self.outcomes, self.part, self.asked.question
        if outcomes is None:
            return

        def work(progress: Progress, cancelled: Cancelled) -> str:
            if part is Part.EVENTS:
                from app.usecases.export_events import export_events

                export_events(self.study, out)
                return Said("events.csv written, with its data dictionary and labels.csv.")
            if part is Part.AGREEMENT:
                from app.usecases.measure_agreement import measure_agreement

                measure_agreement(self.study, out, progress=progress, cancelled=cancelled)
                return Said("agreement.csv written, with its data dictionary and disagreements.csv.")
            if part is Part.TABLE3:
                names = write_answer(out, table3(outcomes), {})
            else:
                asked = answer_with_fragility if part is Part.FRAGILITY else answer
                report = asked(outcomes, question)
                names = write_answer(out, report, self._draw(figures_of(report.analyses)))
            return Said("Written, every reader in it: {names}.", names=", ".join(names))

        self._start("Writing", work, self.say, lane=Lane.LONG)

    def cancel(self) -> None:
        """Stop the work in the background."""
        if self.busy is not None:
            self._stop()
            self.busy, self.note = None, Said("Stopped.")
            if self.outcomes is None or (self.part, self.asked) not in self._known:
                self.scene = OutcomeScene(empty=STOPPED)
            self.notify()

    def say(self, note: str) -> None:
        """Say what was done."""
        self.note = note
        self.notify()

    def dismiss(self) -> None:
        """Forget the error."""
        self.error = ""
        self.notify()

    def close(self) -> None:
        """Stop what is being done; late answers are dropped."""
        self._stop()
        self.busy = None

    # Inside

    def _stop(self) -> None:
        self._request += 1
        if self._job is not None:
            self._job.cancel()

    def _start(
        self,
        text: str,
        work: Callable[[Progress, Cancelled], Answer],
        done: Callable[[Answer], None],
        *,
        lane: Lane = Lane.READ,
    ) -> None:
        self._stop()
        request = self._request
        self.busy, self.error, self.note = Busy(text, 0.0, "", True), "", ""
        self.notify()

        def finished(found: Answer) -> None:
            if request == self._request:
                self.busy = None
                done(found)

        self._job = self._jobs.start(text, work, done=finished, failed=self._fail, progress=self._progressed, lane=lane)

    def _progressed(self, fraction: float, step: str) -> None:
        if self.busy is not None:
            self.busy = replace(self.busy, fraction=fraction, step=step)
            self.notify()

    def _fail(self, line: str) -> None:
        self.busy, self.error = None, line
        self.notify()

    def _take_outcomes(self, outcomes: StudyOutcomes) -> None:
        self.outcomes, self.why = outcomes, None
        reader = self.asked.reader if self.asked.reader in self.readers else self.readers[0]
        endpoint = self.asked.endpoint if self.asked.endpoint in self.endpoints else self.endpoints[0]
        self.asked = replace(self.asked, reader=reader, endpoint=endpoint)
        self._answer()

    def _answer(self) -> None:
        outcomes, part, asked = self.outcomes, self.part, self.asked
        if outcomes is None:
            self.notify()
            return
        known = self._known.get((part, asked))
        if known is not None:
            self._stop()
            self.busy = None
            self._show(known)
            return

        def work(progress: Progress, cancelled: Cancelled) -> OutcomeScene:
            # A question that was put while others were worked on may be out of date before its turn.
            return OutcomeScene() if cancelled() else scene_of(outcomes, part, asked)

        def done(scene: OutcomeScene) -> None:
            self._known[part, asked] = scene
            self._show(scene)

        self._start(BUSY[part], work, done)

    def _show(self, scene: OutcomeScene) -> None:
        self.scene, self._listed = scene, self.part is Part.EVENTS
        self._arrange()
        self.notify()

    def _arrange(self) -> None:
        if self._listed and self.scene.sheets:
            column, descending = self.order
            self.events = (
                self.scene.sheets[0].holding(self.finding, self.shown).sorted_by(column, descending=descending)
            )
        else:
            self.events = Sheet("", (), ())
