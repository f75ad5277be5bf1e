"""Agreement of contours (domain §6): the same cavity, or the same lesion, outlined by two people on one scan.

Overlap and surface distances come from whoever has the voxels (`imaging.contour_agreement`); here they are put beside
each other, and given limits by drawing patients.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from math import dist
from typing import Literal

import numpy as np

from review_schema.agreement import Comparison, reads_compared
from review_schema.agreement_among import Estimate
from review_schema.coefficients import known, mean_of, resampled
from review_schema.disagreements import SAME_PLACE_MM
from review_schema.finding import Finding
from review_schema.label_history import NOT_STANDING
from review_schema.read import ReadTimePoint, SignedRead
from review_schema.record import Record

What = Literal["cavity", "lesion"]
Drawn = Literal["both", "first only", "second only"]


class ContourFigures(Record):
    """Two outlines of one thing; see `imaging.contour_agreement`. Distances in mm, volumes in ml."""

    dice: float
    mean_mm: float
    hausdorff95_mm: float
    surface_dice: float
    volume_1_ml: float
    volume_2_ml: float


class LesionTwice(Record):
    """One lesion at one time point, as two reads marked it; None: a read did not."""

    comparison: Comparison
    reader_1: str
    reader_2: str
    one: SignedRead
    other: SignedRead
    timepoint_id: str
    on: date
    same_scan: bool  # both reads saw the same scan there
    first: Finding | None
    second: Finding | None


class ContourPair(Record):
    """One cavity or lesion on one scan, outlined by two.

    `judged` counts the lesions whose side of the margin is known by both, `changed` those that lie on another side by
    one than by the other: what would change the verdict.
    """

    what: What
    comparison: Comparison
    reader_1: str
    reader_2: str
    subject: str
    timepoint_id: str
    on: date
    name: str  # of the cavity; of a lesion as the first named it, else the second
    drawn: Drawn
    figures: ContourFigures | None  # None: not estimable, an outline is missing
    judged: int
    changed: int


class ContourRow(Record):
    """Agreement of two who outlined, over all that both outlined. Figures are means with limits by drawing patients."""

    what: What
    comparison: Comparison
    reader_1: str
    reader_2: str
    patients: int
    both: int
    only_1: int
    only_2: int
    measured: int
    dice: Estimate
    mean_mm: Estimate
    hausdorff95_mm: Estimate
    surface_dice: Estimate
    judged: int
    changed: int
    changed_share: Estimate


def lesions_twice(reads: Sequence[SignedRead]) -> tuple[LesionTwice, ...]:
    """The lesions that stand at each time point that two reads have, matched by place: pairs of readers, then re-reads.

    Two marks are one lesion if their centres lie within `SAME_PLACE_MM`, the nearest first: each reader names lesions
    for himself.
    """
    found = []
    for compared in reads_compared(reads):
        for one, other in compared.pairs:
            second = {timepoint.timepoint_id: timepoint for timepoint in other.timepoints}
            for first in one.timepoints:
                again = second.get(first.timepoint_id)
                if again is None:
                    continue
                found += [
                    LesionTwice(
                        comparison=compared.comparison,
                        reader_1=compared.reader_1,
                        reader_2=compared.reader_2,
                        one=one,
                        other=other,
                        timepoint_id=first.timepoint_id,
                        on=first.acquired_on,
                        same_scan=first.scan_id == again.scan_id,
                        first=mark,
                        second=opposed,
                    )
                    for mark, opposed in _matched(_marked(first), _marked(again))
                ]
    return tuple(found)


def _marked(timepoint: ReadTimePoint) -> list[Finding]:
    return [one for one in timepoint.findings if one.measure is not None and one.status not in NOT_STANDING]


def _matched(ours: list[Finding], theirs: list[Finding]) -> list[tuple[Finding | None, Finding | None]]:
    apart = sorted(
        (dist(one.measure.centre_mm, other.measure.centre_mm), i, j)
        for i, one in enumerate(ours)
        for j, other in enumerate(theirs)
        if one.measure is not None and other.measure is not None
    )
    partner: dict[int, int] = {}
    for mm, i, j in apart:
        if mm <= SAME_PLACE_MM and i not in partner and j not in partner.values():
            partner[i] = j
    both: list[tuple[Finding | None, Finding | None]] = [
        (one, theirs[partner[i]] if i in partner else None) for i, one in enumerate(ours)
    ]
    return both + [(None, other) for j, other in enumerate(theirs) if j not in partner.values()]


def lesion_pair(lesion: LesionTwice, figures: ContourFigures | None, margin_mm: float) -> ContourPair:
    """The comparison of one lesion; its side of the margin is as each reader measured it."""
    sides = [
        finding.measure.to_baseline.shortest_mm <= margin_mm
        for finding in (lesion.first, lesion.second)
        if finding is not None and finding.measure is not None and finding.measure.to_baseline is not None
    ]
    drawn: Drawn = "both" if lesion.first and lesion.second else "first only" if lesion.first else "second only"
    named = lesion.first or lesion.second
    return ContourPair(
        what="lesion",
        comparison=lesion.comparison,
        reader_1=lesion.reader_1,
        reader_2=lesion.reader_2,
        subject=lesion.one.subject,
        timepoint_id=lesion.timepoint_id,
        on=lesion.on,
        name=(named.lesion if named is not None else None) or "",
        drawn=drawn,
        figures=figures,
        judged=int(len(sides) == 2),
        changed=int(len(sides) == 2 and sides[0] is not sides[1]),
    )


MEANS = ("dice", "mean_mm", "hausdorff95_mm", "surface_dice")
"""Figures of which the mean is told."""


def measure_contours(pairs: Sequence[ContourPair]) -> tuple[ContourRow, ...]:
    """Each two who outlined, cavities before lesions; the order of `pairs` does not matter."""
    ordered = sorted(pairs, key=lambda pair: (*_who(pair), pair.subject, pair.timepoint_id, pair.name))
    return tuple(_row(list(group)) for _, group in groupby(ordered, key=_who))


def _who(pair: ContourPair) -> tuple[str, str, str, str]:
    return pair.what, pair.comparison, pair.reader_1, pair.reader_2


def _row(pairs: Sequence[ContourPair]) -> ContourRow:
    # Columns of sums: outlines measured, lesions judged, lesions changed, then the figures in the order of `MEANS`.
    patients = [list(group) for _, group in groupby(pairs, key=lambda pair: pair.subject)]
    sums = np.array([np.sum([_sums(pair) for pair in group], axis=0) for group in patients])
    statistics = [mean_of(3 + order, 0) for order in range(len(MEANS))] + [mean_of(2, 1)]
    total = sums.sum(axis=0)
    estimates = [
        Estimate(value=known(statistic(total)), low=known(found.low), high=known(found.high))
        for statistic, found in zip(statistics, resampled(sums, statistics), strict=True)
    ]
    drawn = [pair.drawn for pair in pairs]
    return ContourRow(
        what=pairs[0].what,
        comparison=pairs[0].comparison,
        reader_1=pairs[0].reader_1,
        reader_2=pairs[0].reader_2,
        patients=len(sums),
        both=drawn.count("both"),
        only_1=drawn.count("first only"),
        only_2=drawn.count("second only"),
        measured=int(total[0]),
        **dict(zip((*MEANS, "changed_share"), estimates, strict=True)),
        judged=int(total[1]),
        changed=int(total[2]),
    )


def _sums(pair: ContourPair) -> tuple[float, ...]:
    found = pair.figures
    figures = (0.0,) * (1 + len(MEANS)) if found is None else (1.0, *(getattr(found, name) for name in MEANS))
    return (figures[0], float(pair.judged), float(pair.changed), *figures[1:])
