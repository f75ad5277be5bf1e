"""The study report: cohort, readers, agreement, endpoints with curves, rules, deviations. Unblinded."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from review_schema.agreement import AgreementRow, measure
from review_schema.agreement_dates import DateAgreementRow, measure_dates
from review_schema.charter import RULE_SET_VERSION, Charter
from review_schema.coefficients import DRAWS
from review_schema.disagreements import find_disagreements
from review_schema.endpoints import EventRow
from review_schema.errors import NoSuchEvents
from review_schema.event_table import lines_of_rows
from review_schema.export.report import (
    NO_DEVICE,
    Block,
    Cell,
    Chip,
    Column,
    Curves,
    Facts,
    Flow,
    Heading,
    Report,
    Table,
    Text,
    alike,
    number,
    told_error,
)
from review_schema.export.survival import p_text
from review_schema.label_history import NOT_STANDING
from review_schema.projections import ReadState, Subject
from review_schema.read import SignedRead
from review_schema.survival import Estimate
from review_schema.survival_analysis import Analysis, GroupResult, Question, analyse, readers_of
from review_schema.vocabulary import BrainLabel, CavityLabel, ClinicalKind, Endpoint

DRAWN = (Endpoint.LPFS, Endpoint.RPFS, Endpoint.RNFREE, Endpoint.OS)
"""Endpoints of which curves are drawn."""

COUNTED = (CavityLabel.LP, CavityLabel.RN, CavityLabel.PIE, BrainLabel.DP, BrainLabel.LMD, CavityLabel.NE)
YEAR = 12
NOT_ESTIMABLE = "NA"


@dataclass(frozen=True)
class StudySources:
    """What a study report is made of."""

    study_id: str
    software: str
    charter: Charter
    subjects: Mapping[str, Subject]
    assigned: Sequence[ReadState]
    reads: Sequence[SignedRead]
    events: Sequence[EventRow]


def study_report(of: StudySources) -> Report:
    """Arrange the report of the study."""
    analyses = _analyses(of.events)
    blocks: list[Block] = [
        Facts(
            (
                ("Study", of.study_id),
                ("Charter", f"{of.charter.name}, version {of.charter.version}"),
                ("Rule set", str(RULE_SET_VERSION)),
                ("Charter's hash", of.charter.sha256()),
                ("Software", f"RimRead {of.software}"),
            )
        ),
        Heading("Cohort"),
        _flow(of),
        Heading("Readers"),
        _readers(of),
        Heading("Labels by reader"),
        Text("Time points at which a reader gave the label, first reads only; withdrawn and revised ones left out."),
        _labels(of.reads),
        Heading("Agreement"),
        *_agreement(of),
        Heading("Endpoints"),
        Text(
            "By reader and arm. Free of the event at twelve months by Kaplan-Meier with log-log limits, death censored;"
            " median with its limits in days; p of the log-rank test between arms. Readers who differ in nothing share"
            " a row. NA: cannot be estimated." + _without_arm(of.events)
        ),
        _endpoints(analyses),
    ]
    if analyses:
        blocks.append(Heading("Curves"))
        blocks += [Curves(one) for one in _drawn(analyses)]
    blocks += [Heading("Deviations"), _deviations(of), Heading("Charter"), _charter(of.charter)]
    return Report(
        title="Study report",
        subtitle=f"{of.charter.name} · study {of.study_id}",
        foot=f"study {of.study_id} · charter {of.charter.sha256()[:12]} · RimRead {of.software} · {NO_DEVICE}",
        blocks=tuple(blocks),
    )


def _flow(of: StudySources) -> Flow:
    people = list(of.subjects.values())
    operated = [one for one in people if one.surgery_on is not None]
    scanned = [one for one in operated if one.timepoints]
    drawn = [one for one in scanned if one.cavities]
    read = {one.subject for one in of.reads}
    seen = [one for one in drawn if one.subject in read]
    visits = sum(len(one.timepoints) for one in scanned)
    cavities = sum(len(one.cavities) for one in drawn)
    reads = sum(one.subject in {person.subject for person in seen} for one in of.reads)

    def step(told: str, group: Sequence[Subject], before: Sequence[Subject], without: str) -> tuple[str, str]:
        left = len(before) - len(group)
        return f"{told}\n{_by_arm(group)}", f"{left} {without}" if left else ""

    return Flow(
        (
            (f"{len(people)} subjects\n{_by_arm(people)}", ""),
            step(f"{len(operated)} operated on, with the date", operated, people, "without a date of surgery"),
            step(f"{len(scanned)} with scans: {visits} visits", scanned, operated, "without any scan"),
            step(f"{len(drawn)} with a baseline contour: {cavities} cavities", drawn, scanned, "without a contour"),
            step(f"{len(seen)} read and signed: {reads} reads", seen, drawn, "without a signed read"),
        )
    )


def _by_arm(group: Iterable[Subject]) -> str:
    counts = Counter("arm unknown" if one.arm is None else one.arm.value for one in group)
    return ", ".join(f"{arm} {count}" for arm, count in sorted(counts.items())) or "nobody"


def _readers(of: StudySources) -> Table:
    names = sorted({one.reader for one in of.reads} | {one.reader for one in of.assigned})
    own = {one.read_id for one in of.assigned}
    rows: list[tuple[Cell, ...]] = []
    for name in names:
        signed = [one for one in of.reads if one.reader == name]
        seconds = [point.read_seconds for one in signed for point in one.timepoints if point.read_seconds > 0]
        rows.append(
            (
                name,
                str(sum(one.reader == name for one in of.assigned)),
                str(sum(one.reread_of is None for one in signed)),
                str(sum(one.reread_of is not None for one in signed)),
                str(sum(one.read_id not in own for one in signed)),
                str(sum(len(one.timepoints) for one in signed)),
                number(median(seconds) if seconds else None, 0),
            )
        )
    return Table(
        (
            Column("Reader", 2.0),
            Column("Assigned", 1.0, figures=True),
            Column("First reads signed", 1.3, figures=True),
            Column("Read again", 1.0, figures=True),
            Column("From elsewhere", 1.2, figures=True),
            Column("Time points", 1.0, figures=True),
            Column("Median time, s", 1.2, figures=True),
        ),
        tuple(rows),
        empty="There is no reader.",
    )


def _labels(reads: Sequence[SignedRead]) -> Table:
    firsts = [one for one in reads if one.reread_of is None]
    rows: list[tuple[Cell, ...]] = []
    for name in sorted({one.reader for one in firsts}):
        points = [point for one in firsts if one.reader == name for point in one.timepoints]
        counts = [
            sum(any(f.label.value == label.value and f.status not in NOT_STANDING for f in p.findings) for p in points)
            for label in COUNTED
        ]
        rows.append((name, str(len(points)), *map(str, counts)))
    heads = [Column(label.value, 0.8, figures=True) for label in COUNTED]
    return Table(
        (Column("Reader", 2.0), Column("Time points", 1.2, figures=True), *heads), tuple(rows), "No signed read."
    )


def _agreement(of: StudySources) -> list[Block]:
    rows = [row for row in measure(of.reads) if row.unit == "timepoint" and row.table.a + row.table.b + row.table.c]
    clinical = [row for person in of.subjects.values() for row in person.clinical]
    dates = [row for row in measure_dates(of.reads, clinical, of.charter) if row.both_events + row.opposite]
    kinds = Counter(
        (_pair(found.comparison, found.reader_1, found.reader_2), found.kind.value)
        for found in find_disagreements(of.reads)
    )
    return [
        Text(
            f"By time point and label, signed independent reads only; limits from {DRAWS} draws of patients. Labels"
            " that neither gave are left out. Rare labels make kappa small: read it beside positive agreement and AC1."
        ),
        Table(
            (
                Column("Readers", 2.2),
                Column("Of", 0.8),
                Column("Label", 1.0),
                Column("n", 0.6, figures=True),
                Column("Both", 0.7, figures=True),
                Column("One only", 0.8, figures=True),
                Column("Positive", 0.9, figures=True),
                Column("Negative", 0.9, figures=True),
                Column("Kappa (95 %)", 2.2, figures=True),
                Column("AC1", 0.8, figures=True),
            ),
            tuple(map(_agreement_row, rows)),
            empty="No time point was read twice.",
        ),
        Table(
            (
                Column("Readers", 2.2),
                Column("Endpoint", 1.2),
                Column("Unit", 0.9),
                Column("Units", 0.7, figures=True),
                Column("Event by both", 1.0, figures=True),
                Column("By one only", 1.0, figures=True),
                Column("Same scan", 0.8, figures=True),
                Column("Median days apart", 1.2, figures=True),
            ),
            tuple(map(_date_row, dates)),
            empty="No event to compare.",
        ),
        Table(
            (Column("Readers", 2.0), Column("Kind of disagreement", 2.0), Column("Number", 1.0, figures=True)),
            tuple((who, kind, str(count)) for (who, kind), count in sorted(kinds.items())),
            empty="No disagreement.",
        ),
    ]


def _pair(comparison: str, one: str, other: str) -> str:
    return f"{one} and {other}" if comparison == "between" else f"{one}, read again"


def _agreement_row(row: AgreementRow) -> tuple[Cell, ...]:
    table, limits = row.table, row.limits.get("kappa")
    kappa = _figure(table.kappa.value) + (f" ({limits.low:.2f} to {limits.high:.2f})" if limits else "")
    figures = (_figure(table.positive), _figure(table.negative), kappa, _figure(table.ac1))
    label = (Chip(row.label),)
    counts = (str(table.n), str(table.a), str(table.b + table.c))
    return (_pair(row.comparison, row.reader_1, row.reader_2), row.compartment.value, label, *counts, *figures)


def _figure(value: float | None) -> str:
    return NOT_ESTIMABLE if value is None else f"{value + 0.0:.2f}"


def _date_row(row: DateAgreementRow) -> tuple[Cell, ...]:
    counts = (row.units, row.both_events, row.opposite, row.same_scan)
    who = _pair(row.comparison, row.reader_1, row.reader_2)
    return (who, row.paramcd.value, row.unit, *map(str, counts), number(row.median_days_apart, 0))


def _analyses(events: Sequence[EventRow]) -> list[Analysis]:
    """Each endpoint by each reader, by arm unless no unit's arm is known, units that can be followed only."""
    lines = lines_of_rows(events)
    found = []
    for paramcd in Endpoint:
        by = "arm" if any(line.cells["arm"] for line in lines if line.paramcd == paramcd) else ""
        for reader in readers_of(lines):
            try:
                found.append(analyse(lines, Question(paramcd.value, by=by), reader))
            except NoSuchEvents:
                continue  # nothing of this endpoint can be followed: it has no figures
    return found


def _without_arm(events: Sequence[EventRow]) -> str:
    """How many patients stand in no figure by arm."""
    nowhere = {row.subject for row in events if not row.arm}
    return (
        f" Patients left out, whose arm is not known: {len(nowhere)}." if nowhere and any(r.arm for r in events) else ""
    )


def _endpoints(analyses: Sequence[Analysis]) -> Table:
    rows = [_endpoint_row(analysis, group) for analysis in analyses for group in analysis.groups]
    return Table(
        (
            Column("Reader", 1.8),
            Column("Endpoint", 1.3),
            Column("Unit", 0.9),
            Column("Arm", 0.8),
            Column("n", 0.5, figures=True),
            Column("Events", 0.8, figures=True),
            Column("Died without", 0.9, figures=True),
            Column("Free at 12 months, %", 2.4, figures=True),
            Column("Median, days", 1.9, figures=True),
            Column("p", 0.9, figures=True),
        ),
        alike(rows, len({analysis.reader for analysis in analyses})),
        empty="No endpoint can be followed yet.",
    )


def _endpoint_row(analysis: Analysis, group: GroupResult) -> tuple[Cell, ...]:
    year = next(landmark.free for landmark in group.landmarks if landmark.months == YEAR)
    middle = next(estimate for probability, estimate in group.quantiles if probability == 0.5)
    tests = dict(analysis.tests)
    p = p_text(tests["log-rank"].p) if "log-rank" in tests else "–"
    return (
        analysis.reader or "–",
        analysis.question.paramcd,
        analysis.unit,
        group.name,
        str(group.units),
        str(group.events),
        str(group.competing),
        _limited(year, 100.0, 1),
        _limited(middle, 1.0, 0),
        p,
    )


def _limited(estimate: Estimate, factor: float, digits: int) -> str:
    def told(value: float | None) -> str:
        return NOT_ESTIMABLE if value is None or value != value else f"{value * factor:.{digits}f}"

    if told(estimate.value) == NOT_ESTIMABLE:
        return NOT_ESTIMABLE
    return f"{told(estimate.value)} ({told(estimate.low)} to {told(estimate.high)})"


def _drawn(analyses: Sequence[Analysis]) -> list[Analysis]:
    """What is drawn: readers whose curves are the same share a figure."""
    shared: dict[object, list[Analysis]] = {}
    for one in analyses:
        if one.question.paramcd in DRAWN:
            curves = [(group.name, curve) for group in one.groups for curve in (group.free, group.incidence) if curve]
            seen = [(name, *(tuple(n.tolist()) for n in (c.times, c.value, c.at_risk))) for name, c in curves]
            shared.setdefault((one.question.paramcd, *seen), []).append(one)
    return [replace(same[0], reader=", ".join(one.reader for one in same)) for same in shared.values()]


def _deviations(of: StudySources) -> Table:
    rows = [*_registrations_in_doubt(of), *_not_evaluable(of), *_missed(of), *_otherwise(of)]
    return Table(
        (Column("What", 2.4), Column("Subject", 1.4), Column("Date", 1.2), Column("Detail", 5.0)),
        tuple(rows),
        empty="None: every registration is trusted, every visit was evaluable, no scheduled scan was missed.",
    )


def _registrations_in_doubt(of: StudySources) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for person in _sorted(of.subjects):
        for visit in person.timepoints:
            found, on = visit.registration, visit.acquired_on.isoformat()
            if person.reference is None or visit.timepoint_id == person.reference.timepoint_id:
                continue
            if found is None:
                rows.append(("not registered", person.subject, on, "–"))
            elif not found.trusted:
                error = f"{found.reason}; estimated error {told_error(found.error_mm)} mm"
                rows.append(("registration not trusted", person.subject, on, error))
    return rows


def _not_evaluable(of: StudySources) -> list[tuple[Cell, ...]]:
    readers: dict[tuple[str, str, str], list[str]] = {}
    for read in of.reads:
        for point in read.timepoints if read.reread_of is None else ():
            for finding in point.findings:
                if finding.label.value == "NE" and finding.status not in NOT_STANDING:
                    where = f"{finding.cavity or 'brain'}: {finding.ne_reason}"
                    readers.setdefault((read.subject, point.acquired_on.isoformat(), where), []).append(read.reader)
    return [
        ("not evaluable", subject, on, f"{where} ({', '.join(dict.fromkeys(who))})")
        for (subject, on, where), who in sorted(readers.items())
    ]


def _missed(of: StudySources) -> list[tuple[Cell, ...]]:
    return [
        ("scheduled scan missed", person.subject, row.on.isoformat(), "by the clinical table")
        for person in _sorted(of.subjects)
        for row in person.clinical
        if row.kind is ClinicalKind.MISSED_SCAN and row.on is not None
    ]


def _otherwise(of: StudySources) -> list[tuple[Cell, ...]]:
    unsigned = [one for one in of.assigned if one.signed_at is None]
    strange = [one for one in of.reads if one.charter_sha256 != of.charter.sha256()]
    flags = Counter(flag for row in of.events for flag in row.flags)
    rows: list[tuple[Cell, ...]] = []
    if unsigned:
        rows.append(("reads not signed", "–", "–", f"{len(unsigned)} of {len(of.assigned)} assigned"))
    if strange:
        rows.append(("signed under another charter", "–", "–", f"{len(strange)} reads"))
    rows += [
        (f"rows flagged {flag}", "–", "–", f"{count} of {len(of.events)}") for flag, count in sorted(flags.items())
    ]
    return rows


def _sorted(subjects: Mapping[str, Subject]) -> list[Subject]:
    return [person for _, person in sorted(subjects.items())]


def _charter(charter: Charter) -> Table:
    def told(value: object) -> str:
        if isinstance(value, dict):
            return "; ".join(f"{key}: {one}" for key, one in sorted(value.items()))
        return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)

    settings = charter.model_dump(mode="json").items()
    return Table(
        (Column("Setting", 2.0), Column("Value", 3.0)),
        tuple((name, told(value)) for name, value in settings),
    )
