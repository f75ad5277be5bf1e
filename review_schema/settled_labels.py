"""The label history: what each reader said at each visit, and what later visits made of it.

Both stand side by side, so that a revision obscures nothing: `read_as` is the reader's own status, `settled` what the
rules of `label_history` make of the whole course, `first_seen` the date that the label's event goes back to.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from review_schema.case_facts import CaseFacts
from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.endpoints import ArrangedCase, CaseHistory, CavityHistory, arranged_cases, records_by_subject
from review_schema.finding import Finding
from review_schema.label_history import (
    NOT_STANDING,
    Course,
    course_of_necrosis,
    necrosis_visits,
    settled_early_enhancement,
)
from review_schema.read import ReadTimePoint, SignedRead
from review_schema.record import Record
from review_schema.vocabulary import BrainLabel, CavityLabel, FindingStatus

Settled = tuple[FindingStatus, date | None]


class LabelRow(Record):
    """One finding of one read, and what became of it."""

    subject: str
    reader: str
    read_id: str
    reread_of: str  # empty: a first read
    on: date
    days: int | None  # from the index surgery
    cavity: str  # empty: brain
    label: str
    lesion: str
    certainty: int
    read_as: FindingStatus
    settled: FindingStatus
    first_seen: date | None  # where the label's event goes back to; None where there is none
    scan_id: str
    finding_id: str


def settle_labels(
    reads: Sequence[SignedRead], clinical: Sequence[ClinicalEvent], charter: Charter
) -> tuple[LabelRow, ...]:
    """One row per finding of every read (re-reads too), sorted by subject, reader, read, date, cavity and label.

    Raises:
        EventBeforeOrigin: as `endpoints.derive_events`.
        ScanAfterDeath: as `endpoints.derive_events`.
    """
    cases = arranged_cases(records_by_subject(reads, clinical, rereads=True), charter)
    return tuple(row for arranged in cases for row in labels_of_case(arranged))


def labels_of_case(arranged: ArrangedCase) -> Sequence[LabelRow]:
    """The labels of one read, sorted by date, cavity and label; none without a read."""
    read, case = arranged.read, arranged.case
    if read is None:
        return ()
    settled = _Settling(case)
    labels = [
        _row(read, timepoint, finding, case.facts, settled.of(timepoint.acquired_on, finding))
        for timepoint in read.timepoints
        for finding in timepoint.findings
    ]
    return sorted(labels, key=lambda row: (row.on, row.cavity, row.label, row.finding_id))


def _row(read: SignedRead, timepoint: ReadTimePoint, finding: Finding, facts: CaseFacts, settled: Settled) -> LabelRow:
    origin = facts.index_on
    return LabelRow(
        subject=read.subject,
        reader=read.reader,
        read_id=read.read_id,
        reread_of=read.reread_of or "",
        on=timepoint.acquired_on,
        days=None if origin is None else (timepoint.acquired_on - origin).days,
        cavity=finding.cavity or "",
        label=finding.label.value,
        lesion=finding.lesion or "",
        certainty=finding.certainty,
        read_as=finding.status,
        settled=settled[0],
        first_seen=settled[1],
        scan_id=timepoint.scan_id or "",
        finding_id=finding.finding_id,
    )


class _Settling:
    """What became of the labels of one read; courses that several labels share are told once."""

    def __init__(self, case: CaseHistory) -> None:
        self._charter = case.charter
        self._brain: Mapping[str, Course] = {BrainLabel.DP: case.distant, BrainLabel.LMD: case.leptomeningeal}
        self._cavities = {cavity.cavity: cavity for cavity in case.cavities}
        self._looks = {c.cavity: {visit.on: visit for visit in reversed(c.followed)} for c in case.cavities}
        self._necroses: dict[str, Course] = {}

    def of(self, on: date, finding: Finding) -> Settled:
        if finding.status in NOT_STANDING:
            return finding.status, None
        if finding.cavity is None:
            course = self._brain.get(finding.label)
            return (finding.status, None) if course is None else _by_course(course, on, finding)
        return self._in_cavity(self._cavities[finding.cavity], on, finding)

    def _in_cavity(self, cavity: CavityHistory, on: date, finding: Finding) -> Settled:
        look = self._looks[cavity.cavity].get(on)
        if look is None:
            return finding.status, None
        match finding.label:
            case CavityLabel.PIE:
                settled_days = self._charter.pie_settled_days
                return settled_early_enhancement(cavity.followed, cavity.origin, settled_days), None
            case CavityLabel.RN if look.left_out.get(finding.label) == "uncertain":
                return finding.status, None  # it does not count, but nobody took it back
            case CavityLabel.LP | CavityLabel.RN if finding.label not in look.labels:
                # Histology found something else, or it was residual tumour on the early scan.
                return FindingStatus.REVISED, None
            case CavityLabel.LP:
                return _by_course(cavity.progression, on, finding)
            case CavityLabel.RN:
                return _by_course(self._necrosis(cavity), on, finding)
            case _:
                return finding.status, None

    def _necrosis(self, cavity: CavityHistory) -> Course:
        if cavity.cavity not in self._necroses:
            visits = necrosis_visits(cavity.followed, cavity.progression)
            self._necroses[cavity.cavity] = course_of_necrosis(visits, self._charter.confirmation_days)
        return self._necroses[cavity.cavity]


def _by_course(course: Course, on: date, finding: Finding) -> Settled:
    sighting = course.sighting
    if sighting is not None and on >= sighting.on:
        return (FindingStatus.CONFIRMED if sighting.confirmed else FindingStatus.PROVISIONAL), sighting.on
    if any(first.on <= on < last.on for first, last in course.revised):
        return FindingStatus.REVISED, None
    return finding.status, None
