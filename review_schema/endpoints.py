"""Endpoints: signed reads + clinical facts + charter -> one row per unit and endpoint (domain §4).

A pure function of its arguments; neither the order of reads, of time points nor of clinical rows matters. How
labels are confirmed and back-dated stands in `label_history`; here stands what counts for which endpoint, since
when, until when.

Two readings stand in every row (docs/events.md):

* Kaplan-Meier: ``time_days`` with ``status == 1`` as event, anything else censored at the last evaluable look.
* Cumulative incidence: the same, but with ``status == 2`` at ``competing_days`` (death without the event).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Final, Literal

from review_schema.case_facts import CaseFacts, case_facts
from review_schema.charter import RULE_SET_VERSION, Charter
from review_schema.clinical import ClinicalEvent
from review_schema.errors import EventBeforeOrigin, ScanAfterDeath
from review_schema.label_history import (
    BRAIN,
    Course,
    Sighting,
    Visit,
    course_of_necrosis,
    course_of_progression,
    evaluable_visits,
    necrosis_visits,
    with_histology,
    with_proof,
    without_pre_existing,
    without_uncertain_necrosis,
)
from review_schema.read import SignedRead
from review_schema.record import Record
from review_schema.vocabulary import DEATH_TWINS, BrainLabel, CavityLabel, Endpoint, ScanRole

Flag = Literal[
    "boundary", "missed_scans", "no_last_contact", "no_origin", "no_read", "no_staging", "symptom_without_rn"
]

Rule = Literal[
    "first_seen",
    "first_seen_unconfirmed",
    "before_unconfirmed",
    "before_boundary",
    "before_missed_scans",
    "new_radiotherapy",
    "last_evaluable_scan",
    "no_evaluable_scan",
    "last_staging",
    "reoperation",
    "symptom_onset",
    "final_state",
    "death",
    "last_contact",
    "wbrt_start",
]
"""The rule that gave a row its date."""

RULE_MEANINGS: Final[Mapping[Rule, str]] = {
    "first_seen": "the first scan that showed what was confirmed later (back-dated), or the day it was proven on",
    "first_seen_unconfirmed": "the first scan that showed it, although nothing confirmed it",
    "before_unconfirmed": "censored at the last clear scan, because the event is unconfirmed",
    "before_boundary": "censored at the last clear scan, because the lesion lies on the boundary of the margin",
    "before_missed_scans": "censored at the last clear scan, because scans were missed before the event",
    "new_radiotherapy": "censored at new radiotherapy of the unit",
    "last_evaluable_scan": "censored at the last evaluable scan",
    "no_evaluable_scan": "censored at the origin: no evaluable scan since",
    "last_staging": "censored at the last systemic staging, which is earlier than the last scan",
    "reoperation": "censored at the re-operation of the cavity, which ends its follow-up",
    "symptom_onset": "onset of the symptoms",
    "final_state": "uncontrolled on the last evaluable MRI",
    "death": "date of death",
    "last_contact": "last day known alive (the day of death, where death competes)",
    "wbrt_start": "start of whole-brain radiotherapy",
}

CENSORED: Final = 0
EVENT: Final = 1
COMPETING: Final = 2

EXTRACRANIAL: Final = "extracranial progression"

CAVITY_ENDPOINTS = (Endpoint.LPFS, Endpoint.LPFSD, Endpoint.LC, Endpoint.RNFREE, Endpoint.SRNFREE)
PATIENT_ENDPOINTS = (
    Endpoint.LPFS,
    Endpoint.RPFS,
    Endpoint.GPFS,
    Endpoint.OS,
    Endpoint.DBC,
    Endpoint.ICDC,
    Endpoint.LMDFREE,
    Endpoint.WBIFREE,
    *DEATH_TWINS.values(),
)


class EventRow(Record):
    """One unit × endpoint, as the statistician gets it. Times are days from `origin_date`."""

    subject: str
    cavity: str  # empty: the patient is the unit
    arm: str  # empty: unknown
    paramcd: Endpoint
    time_days: int | None  # to the event, or to the last day known free of it; None: origin unknown
    status: Literal[0, 1, 2]  # 0 censored, 1 event, 2 no event, and then died
    left_days: int | None  # last day known free of the event
    right_days: int | None  # first day the event was known; None: infinity
    competing_days: int | None  # to death, where status is 2
    entry_days: int | None  # to the start of IORT or HSRT (delayed entry)
    new_radiotherapy_days: int | None  # to WBRT or salvage radiotherapy of this unit before `time_days`
    missed_scans: int  # the most scheduled scans missed in a row between left and right
    origin_date: date | None
    treatment_on: date | None  # start of IORT or HSRT (TRTSDT)
    event_date: date | None  # of the event or of censoring
    reason: str  # in words
    rule: Rule  # that gave the date
    confirmed: Literal["confirmed", "unconfirmed", ""]
    flags: tuple[Flag, ...]
    reader: str
    read_id: str
    scan_id: str  # behind event_date; empty where it rests on no scan
    finding_id: str
    rule_set: str
    prior_irradiation: str  # subgroup of the patient: yes | no; empty: unknown
    metastases: str  # single | multiple; empty: unknown


@dataclass(frozen=True, slots=True)
class CavityHistory:
    """One cavity's looks since its surgery."""

    cavity: str
    origin: date | None
    ended_on: date | None  # re-operation of this cavity: its follow-up ends
    looks: tuple[Visit, ...]  # with histology, also those after the re-operation
    followed: tuple[Visit, ...]  # the looks up to the re-operation
    progression: Course  # LP

    def is_followed_on(self, day: date) -> bool:
        """Whether an all-clear of the patient on this day needs this cavity."""
        return (self.origin is None or self.origin <= day) and (self.ended_on is None or day <= self.ended_on)


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """All that one read and the clinical facts say about one case."""

    facts: CaseFacts
    charter: Charter
    cavities: tuple[CavityHistory, ...]
    brain: tuple[Visit, ...]
    distant: Course  # DP
    leptomeningeal: Course  # LMD
    absent: tuple[date, ...]  # scheduled scans that did not take place
    scanned: tuple[date, ...]  # days of the scans that did, evaluable or not

    @property
    def origin(self) -> date | None:
        """Index surgery."""
        return self.facts.index_on


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to one unit for one endpoint, still in dates."""

    status: Literal[0, 1, 2]
    on: date | None
    left_on: date | None
    reason: str
    rule: Rule
    visit: Visit | None = None
    finding_id: str = ""
    confirmed: Literal["confirmed", "unconfirmed", ""] = ""
    competing_on: date | None = None
    flags: tuple[Flag, ...] = ()
    courses: tuple[Course, ...] = ()  # what was weighed for it
    looks: tuple[Visit, ...] = ()  # the scans that could show the unit free of it
    missed_scans: int | None = None  # in a row before the event that was censored for them; None: not censored so


def derive_events(
    reads: Sequence[SignedRead], clinical: Sequence[ClinicalEvent], charter: Charter
) -> tuple[EventRow, ...]:
    """One row per first read × unit × endpoint, sorted by subject, reader, read, unit, endpoint.

    Re-reads serve agreement only and are left out. A subject with clinical rows but without any read is kept, as
    seen at the origin only (domain §4: kept in n), with an empty reader.

    Raises:
        EventBeforeOrigin: a progression or clinical event lies before the surgery it is counted from.
        ScanAfterDeath: a read holds a scan after the recorded death.
    """
    cases = arranged_cases(records_by_subject(reads, clinical, rereads=False), charter)
    return tuple(row for arranged in cases for row in rows_of_case(arranged))


@dataclass(frozen=True, slots=True)
class ArrangedCase:
    """One read and the clinical facts of its subject, arranged; without a read, the facts alone."""

    subject: str
    read: SignedRead | None
    case: CaseHistory
    rule_set: str


@dataclass(frozen=True, slots=True)
class SubjectRecords:
    """All that is known of one subject, as it was handed in."""

    subject: str
    clinical: tuple[ClinicalEvent, ...]
    reads: tuple[tuple[int, SignedRead], ...]  # with the numbers that a refusal names them by, from 1


def records_by_subject(
    reads: Sequence[SignedRead], clinical: Sequence[ClinicalEvent], *, rereads: bool, subject: str = ""
) -> tuple[SubjectRecords, ...]:
    """Every subject with reads or clinical rows, in order of name; its reads in order of reader and read.

    Args:
        reads: in the order that a refusal numbers them by.
        clinical: the clinical rows of all subjects.
        rereads: whether re-reads come too.
        subject: only this one; empty: all.
    """
    rows_of: dict[str, list[ClinicalEvent]] = defaultdict(list)
    for row in clinical:
        if subject in ("", row.subject):
            rows_of[row.subject].append(row)
    reads_of: dict[str, list[tuple[int, SignedRead]]] = defaultdict(list)
    for number, read in enumerate(reads, start=1):
        if (rereads or read.reread_of is None) and subject in ("", read.subject):
            reads_of[read.subject].append((number, read))
    return tuple(
        SubjectRecords(
            name,
            tuple(rows_of.get(name, ())),
            tuple(sorted(reads_of.get(name, ()), key=lambda one: (one[1].reader, one[1].read_id))),
        )
        for name in sorted(rows_of.keys() | reads_of.keys())
    )


def arranged_cases(records: Iterable[SubjectRecords], charter: Charter) -> Iterator[ArrangedCase]:
    """Every read, and every subject with clinical rows but no first read, in the order of `records`.

    One at a time: of a large study never all are held at once.

    Raises:
        EventBeforeOrigin: see `derive_events`.
        ScanAfterDeath: see `derive_events`.
    """
    rule_set = rule_set_of(charter)
    for known in records:
        facts = case_facts(known.clinical)
        if known.clinical and all(read.reread_of is not None for _, read in known.reads):
            case = case_history(None, facts, charter, read_number=0)
            yield ArrangedCase(known.subject, None, case, rule_set)
        for number, read in known.reads:
            case = case_history(read, facts, charter, read_number=number)
            yield ArrangedCase(known.subject, read, case, rule_set)


def rows_of_case(arranged: ArrangedCase) -> Sequence[EventRow]:
    """The case's rows, sorted by unit and endpoint; none of a re-read."""
    if arranged.read is not None and arranged.read.reread_of is not None:
        return ()
    units = sorted(units_of(arranged.case), key=lambda unit: (unit.cavity, unit.endpoint))
    return [event_row(arranged, unit) for unit in units]


def rule_set_of(charter: Charter) -> str:
    """Version of the endpoint rules + hash of the charter."""
    return f"{RULE_SET_VERSION}+{charter.sha256()[:12]}"


def case_history(read: SignedRead | None, facts: CaseFacts, charter: Charter, *, read_number: int) -> CaseHistory:
    """Arrange one read and the clinical facts of its subject; the looks of each compartment start at its surgery.

    Raises:
        EventBeforeOrigin: see `derive_events`.
        ScanAfterDeath: see `derive_events`.
    """
    timepoints = read.timepoints if read is not None else ()
    found = evaluable_visits(timepoints, facts.roles)
    scanned = sorted({timepoint.acquired_on for timepoint in timepoints if timepoint.scan_id is not None})
    if facts.death_on is not None and scanned and scanned[-1] > facts.death_on:
        raise ScanAfterDeath((scanned[-1] - facts.death_on).days, read_number)
    _refuse_clinical_before_origin(facts, read_number)
    names = {cavity for cavity in found if cavity is not None} | set(read.cavities if read is not None else ())
    if read is None:
        names = {cavity for cavity in facts.surgeries if cavity}
    cavities = tuple(
        _cavity_history(cavity, found.get(cavity, ()), facts, charter, read_number) for cavity in sorted(names)
    )
    brain = _since(found.get(BRAIN, ()), facts.index_on, (BrainLabel.DP, BrainLabel.LMD), read_number)
    if not charter.pre_existing_growth_is_dp:
        brain = without_pre_existing(brain)
    absent = {t.acquired_on for t in timepoints if t.scan_id is None} - {v.on for v in found.get(BRAIN, ())}
    return CaseHistory(
        facts=facts,
        charter=charter,
        cavities=cavities,
        brain=brain,
        distant=distant_progression(brain, facts, charter),
        leptomeningeal=leptomeningeal_disease(brain, facts, charter),
        absent=tuple(sorted(absent | set(facts.missed))),
        scanned=tuple(scanned),
    )


def _refuse_clinical_before_origin(facts: CaseFacts, read_number: int) -> None:
    if facts.index_on is None:
        return
    for what, days in (
        ("death", [facts.death_on] if facts.death_on else []),
        ("wbrt", facts.wbrt),
        ("extracranial_progression", facts.extracranial),
        ("csf", facts.csf_positive),
    ):
        _refuse_before(min(days, default=None), facts.index_on, what, read_number)


def _refuse_before(day: date | None, origin: date | None, what: str, read_number: int) -> None:
    if day is not None and origin is not None and day < origin:
        raise EventBeforeOrigin(what, (origin - day).days, read_number)


def _since(
    visits: Sequence[Visit], origin: date | None, event_labels: tuple[str, ...], read_number: int
) -> tuple[Visit, ...]:
    """The looks from the surgery on. A pre-operative scan shows what was resected, and is no event."""
    for visit in visits:
        if visit.role is not ScanRole.PRE_OP:
            for label in event_labels:
                if label in visit.labels:
                    _refuse_before(visit.on, origin, label, read_number)
    if origin is None:
        return tuple(visit for visit in visits if visit.role is not ScanRole.PRE_OP)
    return tuple(v for v in visits if v.on > origin or (v.on == origin and v.role is not ScanRole.PRE_OP))


def _cavity_history(
    cavity: str, visits: Sequence[Visit], facts: CaseFacts, charter: Charter, read_number: int
) -> CavityHistory:
    origin = facts.origin_of(cavity)
    looks = _since(visits, origin, (CavityLabel.LP, CavityLabel.RN), read_number)
    # Residual tumour on the early scan is not progression; growth is dated to the first scan that shows it.
    looks = tuple(v.without(CavityLabel.LP, "early") if _is_early(v, origin, facts, charter) else v for v in looks)
    ended_on = None
    operation = facts.reoperations.get(cavity)
    if operation is not None and operation.on is not None and operation.value is not None:
        ended_on = operation.on
        _refuse_before(ended_on, origin, "reoperation", read_number)
        looks = with_histology(looks, ended_on, operation.value)
    looks = without_uncertain_necrosis(looks, charter.rn_certainty)  # after histology, which asks no reader
    _refuse_before(min(facts.symptoms.get(cavity, ()), default=None), origin, "symptom", read_number)
    followed = tuple(visit for visit in looks if ended_on is None or visit.on <= ended_on)
    progression = course_of_progression(
        followed, CavityLabel.LP, facts.cavity_therapies(cavity), charter.confirmation_days
    )
    return CavityHistory(cavity, origin, ended_on, looks, followed, progression)


def _is_early(visit: Visit, origin: date | None, facts: CaseFacts, charter: Charter) -> bool:
    if origin is None:
        return visit.role is ScanRole.EARLY_POST_OP
    # A scan early after another operation is an ordinary follow-up of this cavity.
    latest_surgery = max(day for day in facts.surgeries.values() if day <= visit.on)
    return visit.on <= origin + timedelta(days=charter.early_post_op_days) or (
        visit.role is ScanRole.EARLY_POST_OP and latest_surgery == origin
    )


# --- what counts for which endpoint -------------------------------------------------------------------------------


def distant_progression(brain: Sequence[Visit], facts: CaseFacts, charter: Charter) -> Course:
    """DP of the brain; the operation of a new metastasis proves it."""
    proven = with_proof(brain, facts.metachronous, BrainLabel.DP, "surgery")
    return course_of_progression(proven, BrainLabel.DP, facts.brain_therapies(), charter.confirmation_days)


def leptomeningeal_disease(brain: Sequence[Visit], facts: CaseFacts, charter: Charter) -> Course:
    """LMD; positive cerebrospinal fluid proves it, also without a finding on MRI (EANO-ESMO type I, pattern D)."""
    proven = with_proof(brain, facts.csf_positive, BrainLabel.LMD, "cytology")
    return course_of_progression(proven, BrainLabel.LMD, facts.brain_therapies(), charter.confirmation_days)


def extracranial_progression(facts: CaseFacts, charter: Charter) -> Course:
    """Extracranial progression, as the clinical table dates it."""
    proven = with_proof((), facts.extracranial, EXTRACRANIAL, "staging")
    return course_of_progression(proven, EXTRACRANIAL, (), charter.confirmation_days)


def all_clear_looks(case: CaseHistory, *, brain: bool) -> tuple[Visit, ...]:
    """Scans on which every followed cavity (and the brain, if asked) was evaluable, in order of date."""
    compartments = [cavity.followed for cavity in case.cavities] + ([case.brain] if brain else [])
    seen: dict[date, Visit] = {}
    for visit in (visit for visits in compartments for visit in _scans(visits)):
        seen.setdefault(visit.on, visit)
    evaluable = {cavity.cavity: {visit.on for visit in cavity.followed} for cavity in case.cavities}
    in_brain = {visit.on for visit in case.brain}
    return tuple(
        visit
        for day, visit in sorted(seen.items())
        if (not brain or day in in_brain)
        and all(day in evaluable[c.cavity] for c in case.cavities if c.is_followed_on(day))
    )


def _scans(visits: Sequence[Visit]) -> tuple[Visit, ...]:
    return tuple(visit for visit in visits if visit.is_scan)


def _sightings(*courses: Course) -> list[Sighting]:
    return [course.sighting for course in courses if course.sighting is not None]


def _lpfs(case: CaseHistory) -> Outcome:
    outcome = _patient_lp(case)
    return outcome if _is_followed(case) else _without_competing(outcome)


def _is_followed(case: CaseHistory) -> bool:
    """Whether a cavity of the patient was not operated on again, or none is known."""
    cavities = _of_the_patients_cavities(case).cavities
    return not cavities or any(cavity.ended_on is None for cavity in cavities)


def _patient_lp(case: CaseHistory) -> Outcome:
    """LP of the patient; death competes, for a patient's life does not end with the follow-up of the cavities."""
    case = _of_the_patients_cavities(case)
    courses = [cavity.progression for cavity in case.cavities]
    what = "LP in any cavity" if case.charter.patient_cavity == "any" else "LP in a cavity of the index surgery"
    return _first_of(case, courses, all_clear_looks(case, brain=False), case.origin, what)


def _of_the_patients_cavities(case: CaseHistory) -> CaseHistory:
    if case.charter.patient_cavity == "any":
        return case
    return replace(case, cavities=tuple(cavity for cavity in case.cavities if cavity.origin == case.origin))


def _rpfs(case: CaseHistory) -> Outcome:
    courses = [case.distant]
    what = "DP"
    if case.charter.lmd_counts_in_rpfs:
        courses.append(case.leptomeningeal)
        what = "DP or LMD"
    return _first_of(case, courses, case.brain, case.origin, what)


def _dbc(case: CaseHistory) -> Outcome:
    return _first_of(case, [case.distant], case.brain, case.origin, "DP")


def _lmdfree(case: CaseHistory) -> Outcome:
    return _first_of(case, [case.leptomeningeal], case.brain, case.origin, "LMD")


def _gpfs(case: CaseHistory) -> Outcome:
    courses = [
        *(cavity.progression for cavity in case.cavities),
        case.distant,
        case.leptomeningeal,
        extracranial_progression(case.facts, case.charter),
    ]
    origin = case.origin
    stagings = [day for day in case.facts.stagings if origin is None or day >= origin]
    outcome = _first_of(
        case, courses, all_clear_looks(case, brain=True), origin, "LP, DP, LMD or extracranial progression"
    )
    if not stagings:
        return replace(outcome, flags=(*outcome.flags, "no_staging"))
    if outcome.status == EVENT:
        clear = max((day for day in stagings if outcome.on is not None and day < outcome.on), default=origin)
        return replace(outcome, left_on=_earlier(outcome.left_on, clear))
    if outcome.on is None or outcome.on <= stagings[-1]:
        return outcome
    return replace(
        outcome,
        on=stagings[-1],
        left_on=stagings[-1],
        visit=None,
        finding_id="",
        reason=outcome.reason.replace("the last evaluable scan", "the last systemic staging"),
        rule="last_staging",
    )


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one is not None and other is not None else one


def _cavity_lp(case: CaseHistory, cavity: CavityHistory) -> Outcome:
    outcome = _first_of(case, [cavity.progression], _scans(cavity.followed), cavity.origin, "LP")
    return _without_competing(outcome) if cavity.ended_on is not None else outcome


def _cavity_rn(case: CaseHistory, cavity: CavityHistory) -> Outcome:
    visits = necrosis_visits(cavity.followed, cavity.progression)
    course = course_of_necrosis(visits, case.charter.confirmation_days)
    outcome = _first_of(case, [course], _scans(visits), cavity.origin, "RN")
    return _until_resection(outcome, cavity, "RN")


def _cavity_srn(case: CaseHistory, cavity: CavityHistory) -> Outcome:
    """Symptomatic RN, dated to the onset of symptoms or to the first scan read as symptomatic RN."""
    visits = necrosis_visits(cavity.followed, cavity.progression)
    course = course_of_necrosis(visits, case.charter.confirmation_days, symptomatic=True)
    onset = next(
        (
            day
            for day in case.facts.symptoms.get(cavity.cavity, ())
            if cavity.ended_on is None or day <= cavity.ended_on
        ),
        None,
    )
    if onset is None or (course.sighting is not None and course.sighting.on <= onset):
        outcome = _first_of(case, [course], _scans(visits), cavity.origin, "symptomatic RN")
        return _until_resection(outcome, cavity, "symptomatic RN")
    read_as_necrosis = any(
        CavityLabel.RN in visit.labels or visit.left_out.get(CavityLabel.RN) == "uncertain" for visit in visits
    )
    return Outcome(
        EVENT,
        onset,
        onset,
        "onset of symptomatic radionecrosis",
        "symptom_onset",
        confirmed="confirmed",
        flags=() if read_as_necrosis else ("symptom_without_rn",),
        courses=(course,),
        looks=_scans(visits),
    )


def _until_resection(outcome: Outcome, cavity: CavityHistory, what: str) -> Outcome:
    if cavity.ended_on is None or outcome.status == EVENT:
        return outcome
    outcome = _without_competing(outcome)
    return replace(
        outcome,
        on=cavity.ended_on,
        left_on=cavity.ended_on,
        reason=f"no {what} up to the re-operation of the cavity",
        rule="reoperation",
        visit=None,
        finding_id="",
    )


def _without_competing(outcome: Outcome, ended_by: str = "re-operated") -> Outcome:
    """Death after follow-up has ended is no competing event."""
    if outcome.status != COMPETING:
        return outcome
    return replace(
        outcome, status=CENSORED, competing_on=None, reason=outcome.reason.replace("; then died", f"; then {ended_by}")
    )


def _icdc(case: CaseHistory) -> Outcome:
    """Final state: whether the last evaluable MRI shows progression, whatever was treated in between."""
    lmd = (BrainLabel.LMD.value,) if case.charter.lmd_counts_in_icdc else ()
    counted = (BrainLabel.DP.value, *lmd, CavityLabel.LP.value)
    compartments = [(c.origin, _scans(c.looks)) for c in case.cavities] + [(case.origin, case.brain)]
    by_day: dict[date, dict[int, Visit]] = defaultdict(dict)
    for place, (_, visits) in enumerate(compartments):
        for visit in visits:
            by_day[visit.on][place] = visit
    known: dict[int, bool] = {}  # by compartment: whether it was uncontrolled when it was last seen
    looks: list[tuple[Visit, bool]] = []  # evaluable scans with their own labels that count, and the patient's state
    for day, seen in sorted(by_day.items()):
        shown = {label: v.labels[label] for v in seen.values() for label in counted if label in v.labels}
        known |= {place: not v.labels.keys().isdisjoint(counted) for place, v in seen.items()}
        expected = {place for place, (origin, _) in enumerate(compartments) if origin is None or origin <= day}
        # What could not be judged on this scan is as it was on the last one that showed it.
        if shown or expected <= known.keys():
            look = next(iter(seen.values()))
            looks.append((Visit(look.on, look.scan_id, look.role, shown, look.proof), any(known.values())))
    start = len(looks)
    while start > 0 and looks[start - 1][1]:
        start -= 1
    clear = [look for look, uncontrolled in looks[:start] if not uncontrolled]
    episode = [look for look, _ in looks[start:] if look.labels]
    if not episode:
        return _first_of(
            case, [Course(label, None) for label in counted], clear, case.origin, "uncontrolled progression"
        )
    first, last = episode[0], episode[-1]
    seen_again = first is not last and (last.on - first.on).days >= case.charter.confirmation_days
    proven = any(
        sighting.confirmed and sighting.label in counted and first.on <= sighting.on <= last.on
        for sighting in _sightings(*(c.progression for c in case.cavities), case.distant, case.leptomeningeal)
    )
    confirmed = seen_again or proven or any(shown.confirmed for visit in episode for shown in visit.labels.values())
    dated = last if case.charter.icdc_date == "last_mri" else first
    began = " and ".join(sorted(first.labels))
    how = f"on the last MRI, {last.on}; no scan was controlled since {first.on}, then {began}"
    state = {label: Sighting(label, dated, confirmed, how) for label in dated.labels}
    courses = [Course(label, state.get(label)) for label in counted]
    outcome = _first_of(case, courses, clear, case.origin, "uncontrolled progression")
    return replace(outcome, rule="final_state") if outcome.status == EVENT else outcome


def _overall_survival(case: CaseHistory) -> Outcome:
    if case.facts.death_on is not None:
        return Outcome(EVENT, case.facts.death_on, case.facts.death_on, "death", "death", confirmed="confirmed")
    last, flags = _last_known_alive(case)
    return Outcome(CENSORED, last, last, "alive at last contact", "last_contact", flags=flags)


def _wbifree(case: CaseHistory) -> Outcome:
    if case.facts.wbrt:
        start = case.facts.wbrt[0]
        return Outcome(EVENT, start, start, "start of whole-brain radiotherapy", "wbrt_start")
    death = case.facts.death_on
    if death is not None:
        return Outcome(
            COMPETING, death, death, "no whole-brain radiotherapy; then died", "last_contact", competing_on=death
        )
    last, flags = _last_known_alive(case)
    return Outcome(CENSORED, last, last, "no whole-brain radiotherapy up to last contact", "last_contact", flags=flags)


def _last_known_alive(case: CaseHistory) -> tuple[date | None, tuple[Flag, ...]]:
    facts = case.facts
    dated = [facts.last_contact_on, *case.scanned[-1:], case.origin, *facts.wbrt, *facts.extracranial, *facts.stagings]
    dated += [*facts.csf_positive, *(row.on for row in (*facts.salvages, *facts.reoperations.values()))]
    dated += [day for days in facts.symptoms.values() for day in days]
    known = [day for day in dated if day is not None]
    return max(known, default=None), () if case.facts.last_contact_on is not None else ("no_last_contact",)


def _first_of(
    case: CaseHistory, courses: Sequence[Course], looks: Sequence[Visit], origin: date | None, what: str
) -> Outcome:
    """The first sighting, or censoring at the last of `looks` (evaluable, none of them a standing sighting)."""
    sightings = _sightings(*courses)
    weighed = tuple(courses)
    free = tuple(looks)
    if not sightings:
        last = looks[-1] if looks else None
        on = last.on if last else origin
        scanned = f"no {what} up to the last evaluable scan" if last else "no evaluable scan since the origin"
        died = case.facts.death_on
        return Outcome(
            COMPETING if died is not None else CENSORED,
            on,
            on,
            scanned + ("; then died" if died is not None else ""),
            "last_evaluable_scan" if last else "no_evaluable_scan",
            visit=last,
            finding_id=last.finding_id if last else "",
            competing_on=died,
            courses=weighed,
            looks=free,
        )
    first = min(sightings, key=lambda s: (s.on, not s.confirmed, s.label))
    of_the_day = [s for s in sightings if s.on == first.on]
    together = sorted({s.label for s in of_the_day})
    before = max((visit for visit in looks if visit.on < first.on), key=lambda visit: visit.on, default=None)
    left_on = before.on if before is not None else origin
    if not first.confirmed and case.charter.unconfirmed_progression == "censor" and first.label != CavityLabel.RN:
        return Outcome(
            CENSORED,
            left_on,
            left_on,
            f"{' and '.join(together)} of {first.on} is unconfirmed ({first.how}): censored before it",
            "before_unconfirmed",
            visit=before,
            finding_id=before.finding_id if before else "",
            confirmed="unconfirmed",
            courses=weighed,
            looks=free,
        )
    shown = [first.visit.labels[label] for label in together if label in first.visit.labels]
    doubtful = margin_decides(courses) and all(_is_on_the_boundary(sighting) for sighting in of_the_day)
    return Outcome(
        EVENT,
        first.on,
        left_on,
        f"{' and '.join(together)}: {first.how}",
        "first_seen" if first.confirmed else "first_seen_unconfirmed",
        visit=first.visit,
        finding_id=next((s.finding.finding_id for s in shown if s.finding), ""),
        confirmed="confirmed" if first.confirmed else "unconfirmed",
        flags=("boundary",) if doubtful else (),
        courses=weighed,
        looks=free,
    )


def margin_decides(courses: Iterable[Course]) -> bool:
    """Whether the event hangs on the side of the margin: on the other side LP is DP, and where both count it stays."""
    labels = {course.label for course in courses}
    return (CavityLabel.LP in labels) != (BrainLabel.DP in labels)


def _is_on_the_boundary(sighting: Sighting) -> bool:
    shown = sighting.visit.labels.get(sighting.label)
    return sighting.label in (CavityLabel.LP, BrainLabel.DP) and shown is not None and shown.boundary


# --- rows ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit × endpoint, and what happened to it."""

    cavity: str  # empty: the patient
    origin: date | None
    endpoint: Endpoint
    outcome: Outcome


def event_row(arranged: ArrangedCase, unit: Unit) -> EventRow:
    """The row of one unit of the case."""
    case, read = arranged.case, arranged.read
    outcome, origin = unit.outcome, unit.origin
    start = case.facts.treatment_start(unit.cavity or None, origin)
    radiotherapy = [day for day in _new_radiotherapy(case, unit) if outcome.on is None or day <= outcome.on]
    missed = _missed_before(case, outcome) if outcome.missed_scans is None else outcome.missed_scans
    further: list[Flag] = ["no_read"] if read is None else []
    further += ["no_origin"] if origin is None else []
    further += ["missed_scans"] if missed >= case.charter.missed_scans_in_a_row else []
    return EventRow(
        subject=arranged.subject,
        cavity=unit.cavity,
        arm=case.facts.arm,
        paramcd=unit.endpoint,
        time_days=_days(origin, outcome.on),
        status=outcome.status,
        left_days=_days(origin, outcome.left_on),
        right_days=_days(origin, outcome.on) if outcome.status == EVENT else None,
        competing_days=_days(origin, outcome.competing_on),
        entry_days=_days(origin, start),
        new_radiotherapy_days=_days(origin, min(radiotherapy, default=None)),
        missed_scans=missed,
        origin_date=origin,
        treatment_on=start,
        event_date=outcome.on,
        reason=outcome.reason,
        rule=outcome.rule,
        confirmed=outcome.confirmed,
        flags=tuple(sorted({*outcome.flags, *further})) if further else tuple(sorted(outcome.flags)),
        reader=read.reader if read is not None else "",
        read_id=read.read_id if read is not None else "",
        scan_id=(outcome.visit.scan_id or "") if outcome.visit else "",
        finding_id=outcome.finding_id,
        rule_set=arranged.rule_set,
        prior_irradiation=case.facts.prior_irradiation,
        metastases=case.facts.metastases,
    )


def units_of(case: CaseHistory) -> Iterator[Unit]:
    """Every unit × endpoint of the case, in no order that matters."""
    for unit in _progression_and_control(case):
        yield _by_the_charter(case, unit)
        twin = DEATH_TWINS.get(unit.endpoint)
        if twin is not None:
            ended = twin is Endpoint.LPFSD and not unit.cavity and not _is_followed(case)
            alive = _patient_lp(case) if ended else unit.outcome
            yield _by_the_charter(case, Unit(unit.cavity, unit.origin, twin, _with_death(alive)))
    yield Unit("", case.origin, Endpoint.OS, _overall_survival(case))
    yield Unit("", case.origin, Endpoint.WBIFREE, _wbifree(case))


def _progression_and_control(case: CaseHistory) -> Iterator[Unit]:
    for cavity in case.cavities:
        progression = _cavity_lp(case, cavity)
        yield Unit(cavity.cavity, cavity.origin, Endpoint.LPFS, progression)
        yield Unit(cavity.cavity, cavity.origin, Endpoint.LC, progression)
        yield Unit(cavity.cavity, cavity.origin, Endpoint.RNFREE, _cavity_rn(case, cavity))
        yield Unit(cavity.cavity, cavity.origin, Endpoint.SRNFREE, _cavity_srn(case, cavity))
    yield Unit("", case.origin, Endpoint.LPFS, _lpfs(case))
    yield Unit("", case.origin, Endpoint.RPFS, _rpfs(case))
    yield Unit("", case.origin, Endpoint.GPFS, _gpfs(case))
    yield Unit("", case.origin, Endpoint.DBC, _dbc(case))
    yield Unit("", case.origin, Endpoint.ICDC, _icdc(case))
    yield Unit("", case.origin, Endpoint.LMDFREE, _lmdfree(case))


def _with_death(outcome: Outcome) -> Outcome:
    """The same, with death without the event as event: progression may have come after the last clear look."""
    if outcome.status != COMPETING:
        return outcome
    return replace(
        outcome,
        status=EVENT,
        on=outcome.competing_on,
        reason=f"death; {outcome.reason.removesuffix('; then died')}",
        rule="death",
        visit=None,
        finding_id="",
        confirmed="confirmed",
        competing_on=None,
    )


def _by_the_charter(case: CaseHistory, unit: Unit) -> Unit:
    """Doubtful events, and what follows new radiotherapy, censored where the charter says so."""
    charter, outcome = case.charter, unit.outcome
    if outcome.status == EVENT and charter.boundary_progression == "censor" and "boundary" in outcome.flags:
        outcome = _set_back(outcome, "on the boundary of the margin", "before_boundary")
    if charter.progression_after_missed_scans == "censor":
        missed = _missed_before(case, outcome)
        if missed >= charter.missed_scans_in_a_row:
            outcome = _set_back(outcome, f"after {missed} missed scans", "before_missed_scans")
            outcome = replace(outcome, missed_scans=missed)
    # Control after the whole course of therapy is looked for after new radiotherapy, not up to it.
    if charter.new_radiotherapy == "censor" and unit.endpoint is not Endpoint.ICDC:
        until = min(_new_radiotherapy(case, unit), default=None)
        if until is not None:
            outcome = _until_radiotherapy(case, unit, outcome, until)
    return unit if outcome is unit.outcome else replace(unit, outcome=outcome)


def _set_back(outcome: Outcome, doubt: str, rule: Rule) -> Outcome:
    before = next((look for look in outcome.looks if look.on == outcome.left_on), None)
    return replace(
        outcome,
        status=CENSORED,
        on=outcome.left_on,
        reason=f"{outcome.reason}, on {outcome.on}, {doubt}: censored before it",
        rule=rule,
        visit=before,
        finding_id=before.finding_id if before else "",
        confirmed="",
    )


def _until_radiotherapy(case: CaseHistory, unit: Unit, outcome: Outcome, until: date) -> Outcome:
    """Nothing after that day counts, neither event nor death; the last clear look stays the one there was."""
    if outcome.on is None or outcome.on <= until:
        competes_later = outcome.competing_on is not None and until < outcome.competing_on
        return _without_competing(outcome, "new radiotherapy") if competes_later else outcome
    clear = max((look.on for look in outcome.looks if look.on <= until), default=unit.origin)
    if unit.endpoint in (Endpoint.GPFS, Endpoint.GPFSD) and case.facts.stagings:
        clear = _earlier(clear, max((day for day in case.facts.stagings if day <= until), default=unit.origin))
    return replace(
        outcome,
        status=CENSORED,
        on=until,
        left_on=clear,
        reason="censored at new radiotherapy",
        rule="new_radiotherapy",
        visit=None,
        finding_id="",
        confirmed="",
        competing_on=None,
        flags=tuple(flag for flag in outcome.flags if flag == "no_staging"),
    )


def _new_radiotherapy(case: CaseHistory, unit: Unit) -> list[date]:
    origin = unit.origin
    days = case.facts.further_radiotherapy(unit.cavity or None)
    return [day for day in days if origin is None or day >= origin]


def _missed_before(case: CaseHistory, outcome: Outcome) -> int:
    """The most scheduled scans missed in a row between the last clear look and the event.

    Two or more need a sensitivity analysis (domain §4, after FDA's example). A scan that took place and could not be
    evaluated was not missed, and ends the row.
    """
    if outcome.status != EVENT or outcome.on is None:
        return 0
    # Of global control the last clear day may be a staging, earlier than the last scan.
    looked = [look.on for look in outcome.looks if look.on < outcome.on]
    after = max([outcome.left_on or date.min, *looked])
    days = sorted(day for day in {*case.absent, *case.scanned} if after < day < outcome.on)
    return max((len(list(row)) for missed, row in groupby(days, case.absent.__contains__) if missed), default=0)


def _days(origin: date | None, day: date | None) -> int | None:
    return None if origin is None or day is None else (day - origin).days


def flag_counts(rows: Iterable[EventRow]) -> Mapping[Flag, int]:
    """How many rows carry each flag, in order of the alphabet."""
    counts: dict[Flag, int] = defaultdict(int)
    for row in rows:
        for flag in row.flags:
            counts[flag] += 1
    return dict(sorted(counts.items()))
