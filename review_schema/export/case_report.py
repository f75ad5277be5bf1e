"""The case report: all that the study says of one subject, for the file. It holds dates and the arm, all unblinded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from review_schema.case_facts import CaseFacts
from review_schema.charter import RULE_SET_VERSION, Charter
from review_schema.endpoints import COMPETING, EVENT, EventRow
from review_schema.export.report import (
    NO_DEVICE,
    Block,
    Cell,
    Chip,
    ChipState,
    Column,
    Facts,
    FilmStrip,
    Heading,
    Report,
    Table,
    Text,
    Timeline,
    TimelineVisit,
    alike,
    listed,
    number,
    told_error,
)
from review_schema.projections import Subject, TimePoint
from review_schema.read import SignedRead
from review_schema.response import CaseResponse, assess_response
from review_schema.settled_labels import LabelRow
from review_schema.time_units import DAYS_PER_MONTH
from review_schema.vocabulary import Endpoint, FindingStatus

STATES: Mapping[FindingStatus, ChipState] = {
    FindingStatus.CONFIRMED: "confirmed",
    FindingStatus.PROVISIONAL: "provisional",
    FindingStatus.REVISED: "revised",
    FindingStatus.WITHDRAWN: "revised",
}
SETTLED_BY_THEMSELVES = frozenset({"NED", "NE", "STABLE"})
"""Labels that nothing confirms: they stand as they are."""

STATUS = {EVENT: "event", COMPETING: "died without"}


@dataclass(frozen=True)
class CaseSources:
    """What a case report is made of.

    Attributes:
        study: the charter's name and the study's id.
        reads: signed first reads and re-reads of the subject.
        labels: the label history of these reads.
        verdicts: sentence on each marked lesion's distance, by (read, finding).
        strips: film strips, with the name of the cavity that each is about.
        meanings: what each signature states, by read; none for a read from elsewhere.
    """

    study: str
    software: str
    charter: Charter
    subject: Subject
    facts: CaseFacts
    reads: Sequence[SignedRead]
    labels: Sequence[LabelRow]
    events: Sequence[EventRow]
    verdicts: Mapping[tuple[str, str], str]
    strips: Sequence[tuple[str, FilmStrip]]
    meanings: Mapping[str, str]


def case_report(of: CaseSources) -> Report:
    """Arrange the report of one case."""
    firsts = [read for read in of.reads if read.reread_of is None]
    blocks: list[Block] = [_header(of), Heading("Course")]
    blocks.append(_timeline(of, firsts) if of.subject.timepoints else Text("No scan."))
    for cavity, strip in of.strips:
        blocks += [Heading(f"Film strip, cavity {cavity}" if cavity else "Film strip"), strip]
    blocks += [Heading("Marked lesions"), _lesions(of, firsts)]
    blocks += [Heading("Response by RANO-BM"), *_responses(of, firsts)]
    blocks += [Heading("Endpoints"), _endpoints(of)]
    blocks += [Heading("Registrations"), _registrations(of.subject)]
    blocks += [Heading("Signatures"), _signatures(of)]
    return Report(
        title=f"Case report: {of.subject.subject}",
        subtitle=of.study,
        foot=f"{of.subject.subject} · charter {of.charter.sha256()[:12]} · RimRead {of.software} · {NO_DEVICE}",
        blocks=tuple(blocks),
    )


def _header(of: CaseSources) -> Facts:
    surgeries = ", ".join(
        f"{day.isoformat()}{f' ({cavity})' if cavity else ''}" for cavity, day in sorted(of.facts.surgeries.items())
    )
    treatments = listed(
        [
            f"{row.value} {_day(row.on)}{f' ({row.cavity})' if row.cavity else ''}"
            for row in of.facts.treatments
            if row.value
        ]
    )
    death = of.facts.death_on
    return Facts(
        (
            ("Subject", of.subject.subject),
            ("Arm", of.facts.arm or "–"),
            ("Surgery", surgeries or "–"),
            ("Treatment", treatments),
            ("Cavities", listed(sorted({*of.subject.cavities, *(c for c in of.facts.surgeries if c)}))),
            ("Visits", str(len(of.subject.timepoints))),
            ("Last contact", _day(of.facts.last_contact_on)),
            ("Death", _day(death)),
            ("Margin", f"{of.charter.margin_mm:g} mm around the baseline contour"),
            ("Rule set", f"{RULE_SET_VERSION}"),
            ("Charter", of.charter.sha256()),
            ("Software", f"RimRead {of.software}"),
        )
    )


def _day(on: date | None) -> str:
    return "–" if on is None else on.isoformat()


def _since(of: CaseSources, on: date) -> int:
    first = of.facts.index_on or of.subject.timepoints[0].acquired_on
    return (on - first).days


def _visit_name(of: CaseSources, on: date) -> str:
    return f"{_since(of, on) / DAYS_PER_MONTH:+.1f} mo"


def _timeline(of: CaseSources, reads: Sequence[SignedRead]) -> Timeline:
    cavities = sorted({cavity for read in reads for cavity in read.cavities})
    places = [(read, place) for read in reads for place in (*cavities, "")]
    by_place: dict[tuple[str, str, date], list[Chip]] = {}
    for row in of.labels:
        state: ChipState = "confirmed" if row.label in SETTLED_BY_THEMSELVES else STATES[row.settled]
        by_place.setdefault((row.read_id, row.cavity, row.on), []).append(Chip(row.label, state))
    visits = [
        TimelineVisit(
            days=_since(of, visit.acquired_on),
            caption=_visit_name(of, visit.acquired_on),
            chips=tuple(tuple(by_place.get((read.read_id, place, visit.acquired_on), ())) for read, place in places),
        )
        for visit in of.subject.timepoints
    ]
    facts = of.facts
    told = [(day, "re-operation") for day in (row.on for row in facts.reoperations.values()) if day]
    told += [(row.on, row.value or "treatment") for row in facts.treatments if row.on and row.on != facts.index_on]
    told += [(row.on, f"salvage {row.value or ''}".strip()) for row in facts.salvages if row.on]
    told += [(day, "WBRT") for day in facts.wbrt]
    told += [(facts.death_on, "death")] if facts.death_on else []
    return Timeline(
        since="days from surgery" if facts.index_on else "days from the first visit",
        visits=tuple(visits),
        rows=tuple(f"{read.reader} · {place or 'brain'}" for read, place in places),
        marks=tuple((float(_since(of, day)), what) for day, what in sorted(told)),
        legend="Filled: confirmed, or nothing to be confirmed. Outlined: provisional. Struck through: revised since.",
    )


def _lesions(of: CaseSources, reads: Sequence[SignedRead]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    settled = {(row.read_id, row.finding_id): STATES[row.settled] for row in of.labels}
    for read in reads:
        for timepoint in read.timepoints:
            for finding in timepoint.findings:
                measured = finding.measure
                if measured is None:
                    continue
                key = read.read_id, finding.finding_id
                nearest = measured.to_baseline
                rows.append(
                    (
                        read.reader,
                        finding.lesion or "–",
                        _visit_name(of, timepoint.acquired_on),
                        (Chip(finding.label.value, settled.get(key, "provisional")),),
                        f"{measured.longest_diameter_mm:.1f} × {measured.perpendicular_diameter_mm:.1f}",
                        number(measured.volume_ml, 2),
                        number(None if nearest is None else nearest.shortest_mm),
                        of.verdicts.get(key, "–"),
                    )
                )
    return Table(
        (
            Column("Reader", 1.3),
            Column("Lesion", 0.8),
            Column("Visit", 1.1),
            Column("Label", 1.1),
            Column("Diameters, mm", 1.5, figures=True),
            Column("ml", 0.7, figures=True),
            Column("Distance, mm", 1.1, figures=True),
            Column("Verdict", 4.4),
        ),
        tuple(rows),
        empty="No lesion was marked.",
    )


def _responses(of: CaseSources, reads: Sequence[SignedRead]) -> list[Block]:
    assessed = [(read, assess_response(read, of.facts.immunotherapy)) for read in reads]
    by_visit = [
        (place, row)
        for read, found in assessed
        if found is not None
        for place, row in enumerate(_response_rows(of, read, found))
    ]
    rows = [row for _, row in sorted(by_visit, key=lambda one: one[0])]
    return [
        Text(
            "Sums of longest diameters; PR from -30 % of baseline, PD from +20 % of nadir with 5 mm, or any new tumour."
            " The baseline is the first evaluable visit since surgery. A lesion that was gone and comes back has grown"
            " from 0 mm. A non-target lesion is PD once 5 mm larger than its least, or once read as tumour where it was"
            " not at first. RN and PIE are treatment effect by the reader's judgement. Steroid dose and clinical state"
            " are no part of a read: taken as stable. CR and PR in brackets are not confirmed by visits four weeks"
            " apart. As read at each visit: what was revised later stands as it was read. " + _immunotherapy(of.facts)
        ),
        Table(
            (
                Column("Reader", 1.3),
                Column("Visit", 1.1),
                Column("Target", 1.0),
                Column("Sum, mm", 0.9, figures=True),
                Column("Non-target", 1.1),
                Column("New", 1.0),
                Column("Overall", 1.6),
                Column("Why", 4.0),
            ),
            alike(rows, len({read.reader for read in reads})),
            empty="No visit after the baseline was read.",
        ),
    ]


def _immunotherapy(facts: CaseFacts) -> str:
    if not facts.immunotherapy:
        return "No immunotherapy is entered: none is assumed."
    spans = [f"{_day(start)} to {'now' if until is None else _day(until)}" for start, until in facts.immunotherapy]
    return f"Under immunotherapy ({listed(spans)}) a new lesion alone is SD until confirmed."


def _response_rows(of: CaseSources, read: SignedRead, found: CaseResponse) -> list[tuple[Cell, ...]]:
    sums = f"{sum(found.targets.values()):.0f}" if found.targets else "–"
    targets = f"targets: {', '.join(found.targets)}" if found.targets else "no target lesion"
    rows: list[tuple[Cell, ...]] = [
        (read.reader, _visit_name(of, found.baseline_on), "baseline", sums, "", "", "", targets)
    ]
    for one in found.visits:
        overall = f"({one.overall})" if one.confirmed is False else one.overall
        total = number(one.sum_mm, 0)
        new = listed(one.new_lesions)
        visit = _visit_name(of, one.on)
        rows.append((read.reader, visit, one.target or "–", total, one.non_target or "–", new, overall, one.reason))
    return rows


def _endpoints(of: CaseSources) -> Table:
    order = tuple(Endpoint)
    rows = sorted(of.events, key=lambda row: (order.index(row.paramcd), row.cavity, row.reader))
    return Table(
        (
            Column("Reader", 1.5),
            Column("Endpoint", 1.2),
            Column("Unit", 0.9),
            Column("Status", 1.5),
            Column("Date", 1.5),
            Column("Day", 0.8, figures=True),
            Column("Confirmed", 1.3),
            Column("Why this date", 5.0),
        ),
        alike(
            (
                (
                    row.reader or "–",
                    row.paramcd.value,
                    row.cavity or "patient",
                    STATUS.get(row.status, "censored"),
                    _day(row.event_date),
                    number(row.time_days, 0),
                    row.confirmed or "–",
                    row.reason + (f" [{', '.join(row.flags)}]" if row.flags else ""),
                )
                for row in rows
            ),
            len({row.reader for row in rows}),
        ),
    )


def _registrations(person: Subject) -> Table:
    return Table(
        (
            Column("Visit", 1.3),
            Column("Role", 1.4),
            Column("Error, mm", 0.9, figures=True),
            Column("Trusted", 0.9),
            Column("Decided by", 1.6),
            Column("Why", 6.0),
        ),
        tuple(_registration(person, visit) for visit in person.timepoints),
        empty="No scan.",
    )


def _registration(person: Subject, visit: TimePoint) -> tuple[Cell, ...]:
    on, role, found = visit.acquired_on.isoformat(), visit.role.value, visit.registration
    if person.reference is not None and visit.timepoint_id == person.reference.timepoint_id:
        return on, role, "–", "–", "–", "the reference scan: the others are registered to it"
    if found is None:
        return on, role, "–", "NO", "–", "not registered"
    last = visit.placements[-1]
    decided = "program" if last.decision is None else f"{last.decision.value} by {last.author}"
    return on, role, told_error(found.error_mm), "yes" if found.trusted else "NO", decided, found.reason


def _signatures(of: CaseSources) -> Table:
    return Table(
        (
            Column("Reader", 1.4),
            Column("Signed, UTC", 1.9),
            Column("Read", 2.4),
            Column("Charter", 1.5),
            Column("Software", 1.0),
            Column("Meaning", 4.4),
        ),
        tuple(
            (
                read.reader,
                _instant(read.signed_at),
                read.read_id + (" (read again)" if read.reread_of else ""),
                read.charter_sha256[:12] + ("" if read.charter_sha256 == of.charter.sha256() else " (another)"),
                read.software_version,
                of.meanings.get(read.read_id, "signed in another study, from which the read was imported"),
            )
            for read in of.reads
        ),
        empty="No signed read.",
    )


def _instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S")
