"""Where two reads of one case say different things, and what kind of difference it is.

The kinds help to learn from a disagreement; none says who is right. They are told apart in the order of `Kind`, the
first that fits counts (RULE; domain §2 for BOUNDARY, §8 for what is adjudicated).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from math import dist

from review_schema.agreement import Comparison, ReadTwice, reads_compared
from review_schema.finding import Finding, PositionMm
from review_schema.label_history import NOT_STANDING
from review_schema.read import ReadTimePoint, SignedRead
from review_schema.record import Record
from review_schema.vocabulary import BrainLabel, CavityLabel, Compartment

SOMETHING_SEEN = frozenset({CavityLabel.LP, CavityLabel.RN, CavityLabel.PIE, BrainLabel.DP, BrainLabel.LMD})
"""Labels that name a process; the others say that there is none, no change, or nothing to be seen."""

SAME_PLACE_MM = 10.0
"""Two marks no further apart than this, centre to centre, are taken for the same lesion (RULE: twice the margin)."""


class Kind(StrEnum):
    """What kind of difference it is."""

    REGISTRATION = "registration"  # a lesion has no distance: registration not trusted, or no cavity drawn
    BOUNDARY = "boundary"  # a lesion lies so near to the margin that its side is in doubt
    MISDATED = "misdated"  # the other read has the same label too, at another time point
    MISLABELLED = "mislabelled"  # both saw something there, and call it by different names
    MISSED = "missed"  # one read has a finding, the other none


class Disagreement(Record):
    """One compartment at one time point of which two reads say different things.

    `place_1` and `place_2` are the centres of what each read marked there, LPS mm in the frame of the read; None where
    it marked nothing.
    """

    comparison: Comparison
    subject: str
    timepoint_id: str
    on: date
    compartment: Compartment
    cavity: str | None
    reader_1: str
    reader_2: str
    read_id_1: str
    read_id_2: str
    scan_id_1: str | None  # the scan that the first read saw there
    scan_id_2: str | None
    labels_1: tuple[str, ...]
    labels_2: tuple[str, ...]
    place_1: PositionMm | None
    place_2: PositionMm | None
    kind: Kind


def find_disagreements(reads: Sequence[SignedRead]) -> tuple[Disagreement, ...]:
    """Every discordant compartment of every time point that two reads have: pairs of readers, then re-reads."""
    return tuple(
        found for compared in reads_compared(reads) for pair in compared.pairs for found in _of_pair(compared, *pair)
    )


def _of_pair(compared: ReadTwice, one: SignedRead, other: SignedRead) -> Iterator[Disagreement]:
    second = {timepoint.timepoint_id: timepoint for timepoint in other.timepoints}
    compartments: list[str | None] = [*sorted({*one.cavities} & {*other.cavities}), None]
    for first in one.timepoints:
        again = second.get(first.timepoint_id)
        for cavity in compartments if again is not None else ():
            assert again is not None
            found, opposed = _standing(first, cavity), _standing(again, cavity)
            labels, others = ({finding.label.value for finding in side} for side in (found, opposed))
            if labels == others:
                continue
            yield Disagreement(
                comparison=compared.comparison,
                subject=one.subject,
                timepoint_id=first.timepoint_id,
                on=first.acquired_on,
                compartment=Compartment.BRAIN if cavity is None else Compartment.CAVITY,
                cavity=cavity,
                reader_1=compared.reader_1,
                reader_2=compared.reader_2,
                read_id_1=one.read_id,
                read_id_2=other.read_id,
                scan_id_1=first.scan_id,
                scan_id_2=again.scan_id,
                labels_1=tuple(sorted(labels)),
                labels_2=tuple(sorted(others)),
                place_1=_place(found, labels - others),
                place_2=_place(opposed, others - labels),
                kind=_kind(one, other, first, again, cavity, labels ^ others),
            )


def _standing(timepoint: ReadTimePoint, cavity: str | None) -> list[Finding]:
    return [f for f in timepoint.findings if f.cavity == cavity and f.status not in NOT_STANDING]


def _place(findings: Sequence[Finding], labels: set[str]) -> PositionMm | None:
    """Where the read marked what the other does not say; else where it marked anything."""
    marked = [finding for finding in findings if finding.measure is not None]
    own = [finding for finding in marked if finding.label.value in labels] or marked
    return own[0].measure.centre_mm if own and own[0].measure is not None else None


def _kind(
    one: SignedRead,
    other: SignedRead,
    first: ReadTimePoint,
    again: ReadTimePoint,
    cavity: str | None,
    differing: set[str],
) -> Kind:
    found, opposed = _standing(first, cavity), _standing(again, cavity)
    named = [finding for finding in (*found, *opposed) if finding.label.value in differing & SOMETHING_SEEN]
    measures = [finding.measure for finding in named if finding.measure is not None]
    if any(measure.to_baseline is None for measure in measures):
        return Kind.REGISTRATION
    if any(measure.boundary for measure in measures):
        return Kind.BOUNDARY
    if named and all(_said_by_both((one, other), cavity, f.label.value) for f in named):
        return Kind.MISDATED
    seen = [any(finding.label in SOMETHING_SEEN for finding in side) for side in (found, opposed)]
    if all(seen) or not any(seen) or _marked_by_both(first, again, named):
        return Kind.MISLABELLED
    silent = opposed if seen[0] else found
    return Kind.MISSED if all(f.label.value == CavityLabel.NED for f in silent) else Kind.MISLABELLED


def _said_by_both(reads: Sequence[SignedRead], cavity: str | None, label: str) -> bool:
    """Whether both reads have the label in this compartment, at whatever time points."""
    return all(
        any(finding.label.value == label for timepoint in read.timepoints for finding in _standing(timepoint, cavity))
        for read in reads
    )


def _marked_by_both(first: ReadTimePoint, again: ReadTimePoint, named: Sequence[Finding]) -> bool:
    """Whether both reads marked the same place, be it in another compartment: LP by one, DP by the other."""
    centres = [
        [finding.measure.centre_mm for finding in timepoint.findings if finding.measure is not None]
        for timepoint in (first, again)
    ]
    here = [finding.measure.centre_mm for finding in named if finding.measure is not None]
    return all(any(dist(place, centre) <= SAME_PLACE_MM for place in here for centre in side) for side in centres)
