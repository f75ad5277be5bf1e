"""Why this date? The derivation of one event row in words, step by step.

The words are read off the objects that made the row (`CaseHistory`, `Course`, `Outcome`); nothing is decided here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from review_schema.case_facts import EVERY_CAVITY, CaseFacts
from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.endpoints import (
    COMPETING,
    EVENT,
    RULE_MEANINGS,
    CaseHistory,
    CavityHistory,
    EventRow,
    Flag,
    Rule,
    Unit,
    arranged_cases,
    event_row,
    records_by_subject,
    units_of,
)
from review_schema.finding import Finding
from review_schema.label_history import (
    BRAIN,
    CONFIRMATIONS,
    NOT_STANDING,
    Course,
    LeftOut,
    Part,
    Visit,
    is_evaluable,
)
from review_schema.read import ReadTimePoint, SignedRead
from review_schema.record import Record
from review_schema.sensitivity import sensitivities
from review_schema.time_units import DAYS_PER_MONTH
from review_schema.vocabulary import DEATH_TWINS, Endpoint, FindingStatus


class Step(Record):
    """One step from the scans to the date."""

    text: str
    rule: str = ""  # the rule that spoke, with its value: "confirmation_days = 28"; empty: a fact
    on: date | None = None
    scan_id: str = ""
    finding_id: str = ""


class Derivation(Record):
    """How one event row came about; the last step says what the row says."""

    row: EventRow
    steps: tuple[Step, ...]

    def in_words(self) -> str:
        """Whose row it is, then the steps as numbered lines with rule and the ids of scan and finding behind each."""
        row = self.row
        unit = f"cavity {row.cavity}" if row.cavity else "the patient"
        reader = f"reader {row.reader}" if row.reader else "no reader"
        lines = [f"{row.subject}, {unit}: {row.paramcd}, {reader}, read {row.read_id or 'none'}, rules {row.rule_set}"]
        for number, step in enumerate(self.steps, start=1):
            behind = [f"scan {step.scan_id}"] if step.scan_id else []
            behind += [f"finding {step.finding_id}"] if step.finding_id else []
            rule = f" [{step.rule}]" if step.rule else ""
            lines.append(f"{number:3}. {step.text}{rule}" + (f"\n     {', '.join(behind)}" if behind else ""))
        return "\n".join(lines) + "\n"


def derive_why(
    reads: Sequence[SignedRead],
    clinical: Sequence[ClinicalEvent],
    charter: Charter,
    *,
    subject: str,
    paramcd: str,
    cavity: str = "",
    reader: str = "",
) -> tuple[Derivation, ...]:
    """Why the rows of one unit have the dates that `endpoints.derive_events` gives them.

    Args:
        reads: signed reads; those of other subjects, and re-reads, are passed over.
        clinical: the clinical table.
        charter: the rules.
        subject: pseudonym of the patient.
        paramcd: the endpoint.
        cavity: the unit's cavity; empty: the patient is the unit.
        reader: only this reader's rows; empty: every reader's.

    Returns:
        One derivation per first read, sorted by reader and read; empty where there is no such row.

    Raises:
        EventBeforeOrigin, ScanAfterDeath: as `endpoints.derive_events`.
    """
    cases = arranged_cases(records_by_subject(reads, clinical, rereads=False, subject=subject), charter)
    return tuple(
        Derivation(row=row, steps=tuple(_Told(arranged.case, unit, row, arranged.read).steps()))
        for arranged in cases
        for unit in units_of(arranged.case)
        if unit.endpoint == paramcd
        and unit.cavity == cavity
        and (not reader or (arranged.read is not None and arranged.read.reader == reader))
        for row in [event_row(arranged, unit)]
    )


PARTS: Final[Mapping[Part, str]] = {
    "first shown": "{label} is first shown here",
    "confirms": "this confirms {label} of {first}: {how}",
    "takes back": "this takes {label} of {first} back: {days} days later it is no longer shown, without tumour therapy",
    "too early": "{days} days after {first} it is too early to confirm {label} or to take it back",
    "another lesion": "another lesion than {label} of {first}: it neither confirms that one nor takes it back",
    "stable": "STABLE neither confirms {label} of {first} nor takes it back",
    "after therapy": "tumour therapy began since {first}: {label} seen again does not confirm it",
    "gone after therapy": "gone after tumour therapy: {label} of {first} stays, unconfirmed",
}
DECIDED_BY_WAITING: Final = frozenset({"confirms", "takes back", "too early"})


@dataclass(frozen=True)
class _Told:
    """One row, and the objects that made it."""

    case: CaseHistory
    unit: Unit
    row: EventRow
    read: SignedRead | None

    def steps(self) -> Iterator[Step]:
        yield self._source()
        yield self._origin()
        yield from sorted(
            [*self._looks(), *self._facts(), *self._missed()], key=lambda step: (step.on or date.min, step.text)
        )
        yield from self._outcome()
        yield from self._interval()
        yield from (
            Step(text=f"Sensitivity, {one.what}: {one.text()}.", rule=one.rule) for one in sensitivities(self.row)
        )
        yield self._conclusion()

    # --- where it starts ----------------------------------------------------------------------------------------------

    def _source(self) -> Step:
        by = "nobody: the subject has no read" if self.read is None else f"reader {self.read.reader}"
        mark = f", read {self.read.read_id}" if self.read is not None else ""
        return Step(text=f"Labels of {by}{mark}; rule set {self.row.rule_set}.", rule=f"charter {self._charter.name}")

    @property
    def _charter(self) -> Charter:
        return self.case.charter

    @property
    def _facts_of(self) -> CaseFacts:
        return self.case.facts

    def _origin(self) -> Step:
        origin, cavity = self.unit.origin, self.unit.cavity
        if origin is None:
            return Step(text="The clinical table gives no surgery date: there is no day 0, and the row has no times.")
        if not cavity:
            what = "the index surgery, the earliest of the patient"
        elif cavity in self._facts_of.surgeries:
            what = f"the surgery of {cavity}"
        else:
            what = f"the surgery that names no cavity, {cavity} included"
        assert cavity == "" or cavity in self._facts_of.surgeries or EVERY_CAVITY in self._facts_of.surgeries
        return Step(text=f"Day 0 is {origin}: {what}, by the clinical table.", rule="origin = surgery", on=origin)

    def _when(self, day: date) -> str:
        if self.unit.origin is None:
            return f"{day}"
        days = (day - self.unit.origin).days
        return f"{day} (day {days}, {days / DAYS_PER_MONTH:+.1f} months)"

    # --- what was looked at -------------------------------------------------------------------------------------------

    def _places(self) -> tuple[str | None, ...]:
        """Compartments that the endpoint looks at."""
        if self.unit.cavity:
            return (self.unit.cavity,)
        cavities = tuple(cavity.cavity for cavity in self.case.cavities)
        match self._endpoint:
            case Endpoint.OS | Endpoint.WBIFREE:
                return ()
            case Endpoint.RPFS | Endpoint.DBC | Endpoint.LMDFREE:
                return (BRAIN,)
            case Endpoint.LPFS:
                return tuple(name for name in cavities if self._courses(name))
            case _:
                return (*cavities, BRAIN)

    @property
    def _endpoint(self) -> Endpoint:
        """The endpoint; of one that counts death as event, that without."""
        return next((one for one, twin in DEATH_TWINS.items() if twin == self.unit.endpoint), self.unit.endpoint)

    def _courses(self, place: str | None) -> tuple[Course, ...]:
        """What was weighed of this compartment."""
        if self.unit.cavity:
            return self.unit.outcome.courses
        cavity = self._cavity(place)
        own = (self.case.distant, self.case.leptomeningeal) if cavity is None else (cavity.progression,)
        return tuple(course for course in self.unit.outcome.courses if any(course is one for one in own))

    def _cavity(self, place: str | None) -> CavityHistory | None:
        return next((cavity for cavity in self.case.cavities if cavity.cavity == place), None)

    def _looks(self) -> Iterator[Step]:
        by_day: dict[date, list[ReadTimePoint]] = {}
        for timepoint in self.read.timepoints if self.read is not None else ():
            by_day.setdefault(timepoint.acquired_on, []).append(timepoint)
        for place in self._places():
            courses = self._courses(place)
            cavity = self._cavity(place)
            told_from = courses[0].visits if courses else cavity.looks if cavity is not None else self.case.brain
            visits = {visit.on: visit for visit in told_from if visit.is_scan}
            for day, timepoints in by_day.items():
                yield self._look(place, day, timepoints, visits.get(day), courses)

    def _look(
        self,
        place: str | None,
        day: date,
        timepoints: Sequence[ReadTimePoint],
        visit: Visit | None,
        courses: Sequence[Course],
    ) -> Step:
        said = [finding for timepoint in timepoints for finding in timepoint.findings if finding.cavity == place]
        if visit is not None:
            found = self._counted(visit, courses)
        elif all(timepoint.scan_id is None for timepoint in timepoints):
            found = ["the scheduled scan did not take place"], "a missed scan is neither clear nor positive"
        elif not is_evaluable(said) or not said:
            found = ["not evaluable"], "a scan that cannot be evaluated is neither clear nor positive"
        else:
            found = self._passed_over(place, day)
        words, rule = found
        scan_id = visit.scan_id if visit is not None else timepoints[0].scan_id
        labels = ", ".join(_said(finding) for finding in said) or "nothing said"
        return Step(
            text=f"{self._when(day)}, {place or 'brain'}: {labels} – {'; '.join(words)}.",
            rule=rule,
            on=day,
            scan_id=scan_id or "",
            finding_id=(visit.finding_id if visit is not None else "") or next((f.finding_id for f in said), ""),
        )

    def _passed_over(self, place: str | None, day: date) -> tuple[list[str], str]:
        cavity = self._cavity(place)
        if cavity is not None and cavity.ended_on is not None and day > cavity.ended_on:
            return [f"after the re-operation of {cavity.ended_on}"], "re-operation ends the cavity's follow-up"
        return ["before the surgery, or marked pre-operative: not counted"], "follow-up starts at the surgery"

    def _counted(self, visit: Visit, courses: Sequence[Course]) -> tuple[list[str], str]:
        words, rules = [], []
        for label, why in visit.left_out.items():
            text, rule = self._why_left_out(visit, label, why)
            words.append(text)
            rules.append(rule)
        for course in courses:
            parts = list(_parts(course, visit))
            words += [text for text, _ in parts]
            rules += [f"confirmation_days = {self._charter.confirmation_days}" for _, waits in parts if waits]
            if not parts:
                words.append(self._standing(visit, course.label))
        if not courses:
            shown = [c.label for c in self.unit.outcome.courses if c.label in visit.labels]
            words.append(f"{' and '.join(shown)}: uncontrolled" if shown else "controlled")
        return words, "; ".join(dict.fromkeys(rules))

    def _standing(self, visit: Visit, label: str) -> str:
        outcome = self.unit.outcome
        if outcome.status == EVENT and outcome.on is not None and visit.on > outcome.on:
            return f"{'shows' if label in visit.labels else 'free of'} {label}, after the event"
        return f"shows {label}" if label in visit.labels else f"free of {label}"

    def _why_left_out(self, visit: Visit, label: str, why: LeftOut) -> tuple[str, str]:
        match why:
            case "early":
                return (
                    f"{label} on the early scan is residual tumour, no progression",
                    f"early_post_op_days = {self._charter.early_post_op_days}",
                )
            case "pre-existing":
                return f"{label} is growth of a metastasis known before", "pre_existing_growth_is_dp = false"
            case "histology":
                return f"histology of the re-operation speaks instead of {label}", "histology settles the suspicion"
            case "uncertain":
                return f"{label} is read with too little certainty", f"rn_certainty = {self._charter.rn_certainty}"
            case "turned out as RN":
                return f"{label} turned out as RN of the same lesion: RN from here", "regression revises the label"

    # --- what the clinical table adds ---------------------------------------------------------------------------------

    def _facts(self) -> Iterator[Step]:
        facts, endpoint = self._facts_of, self._endpoint
        proofs = {
            (visit.on, visit.proof): course.label
            for course in self.unit.outcome.courses
            for visit in course.visits
            if not visit.is_scan
        }
        for (day, proof), label in sorted(proofs.items()):
            how = CONFIRMATIONS[proof].format(on=day)
            yield self._fact(day, f"{label} is proven without a scan: {how}", f"{proof} proves {label}")
        for cavity in map(self._cavity, self._places()):
            if cavity is not None and cavity.ended_on is not None:
                histology = facts.reoperations[cavity.cavity].value
                text = f"{cavity.cavity} was operated on again, histology: {histology}"
                yield self._fact(cavity.ended_on, text, "histology dates back to the first suspicion; follow-up ends")
        for day in sorted({day for place in self._places() for day in self._therapies(place)}):
            if self.unit.origin is None or day > self.unit.origin:
                text = "tumour therapy began: what regresses after it is not taken back"
                yield self._fact(day, text, "regression takes back only without therapy")
        if endpoint == Endpoint.SRNFREE:
            for day in facts.symptoms.get(self.unit.cavity, ()):
                yield self._fact(day, "onset of symptoms of radionecrosis", "SRNFREE is dated to the onset of symptoms")
        if endpoint == Endpoint.GPFS:
            for day in facts.stagings:
                yield self._fact(day, "systemic staging", "GPFS ends at the earlier of brain MRI and staging")
        if endpoint == Endpoint.WBIFREE:
            for day in facts.wbrt:
                yield self._fact(day, "start of whole-brain radiotherapy", "")
        if endpoint in (Endpoint.OS, Endpoint.WBIFREE) and facts.last_contact_on is not None:
            yield self._fact(facts.last_contact_on, "last contact", "")
        if facts.death_on is not None:
            yield self._fact(facts.death_on, "death", "")

    def _fact(self, day: date, text: str, rule: str) -> Step:
        return Step(text=f"{self._when(day)}, clinical table: {text}.", rule=rule, on=day)

    def _therapies(self, place: str | None) -> tuple[date, ...]:
        if self.unit.endpoint in (Endpoint.RNFREE, Endpoint.SRNFREE, Endpoint.ICDC):
            return ()  # nothing is taken back there
        return self._facts_of.brain_therapies() if place is BRAIN else self._facts_of.cavity_therapies(place)

    def _missed(self) -> Iterator[Step]:
        if self._places():
            seen = {timepoint.acquired_on for timepoint in self.read.timepoints} if self.read is not None else set()
            for day in self.case.absent:
                if day not in seen:
                    rule = "a missed scan is neither clear nor positive"
                    yield self._fact(day, "a scheduled scan did not take place", rule)

    # --- what came of it ----------------------------------------------------------------------------------------------

    def _outcome(self) -> Iterator[Step]:
        outcome = self.unit.outcome
        settings = ", ".join(
            f"{name} = {_setting(self._charter, name)}" for name in RULE_SETTINGS.get(outcome.rule, ())
        )
        rule = f"{outcome.rule}: {RULE_MEANINGS[outcome.rule]}" + (f"; {settings}" if settings else "")
        yield Step(
            text=f"{f'Event, dated {outcome.on}' if outcome.status == EVENT else 'No event'}: {self.row.reason}.",
            rule=rule,
            on=outcome.on,
            scan_id=self.row.scan_id,
            finding_id=self.row.finding_id,
        )
        yield from (Step(text=FLAG_WORDS[flag], rule=f"flag {flag}") for flag in self.row.flags)

    def _interval(self) -> Iterator[Step]:
        row, left = self.row, self.unit.outcome.left_on
        if row.status == EVENT and row.event_date is not None and left is not None and left < row.event_date:
            yield Step(
                text=f"Last known free of it on {self._when(left)}: it happened after that day, by {row.event_date}.",
                rule="interval (left_days, right_days]",
                on=left,
            )
        if row.status == COMPETING:
            yield Step(
                text=f"Death without the event, on {self._when(self._death())}, competes: cumulative incidence counts "
                "it there, Kaplan-Meier censors at the date of the row.",
                rule="death is a competing event",
                on=self._death(),
            )

    def _death(self) -> date:
        assert self.unit.outcome.competing_on is not None
        return self.unit.outcome.competing_on

    def _conclusion(self) -> Step:
        row = self.row
        return Step(
            text=f"Hence {' '.join(filter(None, (row.paramcd, row.cavity)))}: {conclusion(row)}.",
            rule=row.rule_set,
            on=row.event_date,
            scan_id=row.scan_id,
            finding_id=row.finding_id,
        )


RULE_SETTINGS: Final[Mapping[Rule, tuple[str, ...]]] = {
    "first_seen": ("confirmation_days",),
    "first_seen_unconfirmed": ("confirmation_days", "unconfirmed_progression"),
    "before_unconfirmed": ("confirmation_days", "unconfirmed_progression"),
    "before_boundary": ("margin_mm", "boundary_mm", "boundary_progression"),
    "before_missed_scans": ("missed_scans_in_a_row", "progression_after_missed_scans"),
    "new_radiotherapy": ("new_radiotherapy",),
    "final_state": ("icdc_date", "lmd_counts_in_icdc"),
}
"""Settings of the charter that a rule reads."""

FLAG_WORDS: Final[Mapping[Flag, str]] = {
    "boundary": "Every lesion behind it lies on the boundary of the margin: whether it is local is in doubt.",
    "missed_scans": "More scheduled scans were missed in a row before it than the charter takes without a doubt.",
    "no_last_contact": "No last contact is recorded: the latest dated fact of the patient is taken.",
    "no_origin": "Without a surgery date the row has dates, and no times.",
    "no_read": "The subject has no read: imaging says nothing since the origin.",
    "no_staging": "No systemic staging is recorded: the row follows the brain MRI alone.",
    "symptom_without_rn": "The reader sees no radionecrosis in this cavity.",
}


def conclusion(row: EventRow) -> str:
    """Status, date and days of a row."""
    status = {EVENT: "event", COMPETING: "no event, then death; censored"}.get(row.status, "censored")
    days = "no day, for the origin is unknown" if row.time_days is None else f"day {row.time_days}"
    return f"{status} on {row.event_date if row.event_date is not None else 'no date'}, {days}"


def _setting(charter: Charter, name: str) -> str:
    value = getattr(charter, name)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _said(finding: Finding) -> str:
    """One finding as the reader left it."""
    about = [finding.lesion] if finding.lesion else []
    about += [finding.status.value] if finding.status in (*NOT_STANDING, FindingStatus.CONFIRMED) else []
    about += [finding.ne_reason] if finding.ne_reason else []
    about += ["symptomatic"] if finding.symptomatic else []
    measure = finding.measure
    if measure is not None and measure.to_baseline is not None:
        about.append(f"{measure.to_baseline.shortest_mm:.1f} mm from the cavity")
    about += ["boundary"] if measure is not None and measure.boundary else []
    return finding.label.value + (f" ({', '.join(about)})" if about else "")


def _parts(course: Course, visit: Visit) -> Iterator[tuple[str, bool]]:
    """What this look did for the course's label, in words; whether the waiting time decided it."""
    first: date | None = None
    for look, part in course.trail:
        first = look.on if part == "first shown" or first is None else first
        if look is visit:
            how = course.sighting.how if course.sighting is not None else ""
            text = PARTS[part].format(label=course.label, first=first, days=(look.on - first).days, how=how)
            yield text, part in DECIDED_BY_WAITING
