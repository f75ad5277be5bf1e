"""Agreement per label between readers and within a reader (domain §6).

The unit is a time point × label: did the reader give the label at this time point or not? Time points are matched by
subject and time point; only signed, independent reads count, never adjudicated ones.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from review_schema.label_history import NOT_STANDING
from review_schema.read import ReadTimePoint, SignedRead
from review_schema.record import Record
from review_schema.vocabulary import BrainLabel, CavityLabel, Compartment

LABELS: tuple[tuple[Compartment, str], ...] = (
    *((Compartment.CAVITY, label.value) for label in CavityLabel),
    *((Compartment.BRAIN, label.value) for label in BrainLabel),
)


@dataclass(frozen=True)
class Kappa:
    """Cohen's kappa with standard error and normal 95 % limits; None where not estimable."""

    value: float | None
    standard_error: float | None = None
    low: float | None = None
    high: float | None = None


class FourfoldTable(Record):
    """Two ratings of the same units: a both yes, b only the first, c only the second, d both no."""

    a: int
    b: int
    c: int
    d: int

    @property
    def n(self) -> int:
        """Units rated twice."""
        return self.a + self.b + self.c + self.d

    @property
    def raw(self) -> float | None:
        """Proportion of units rated alike."""
        return _ratio(self.a + self.d, self.n)

    @property
    def positive(self) -> float | None:
        """Positive specific agreement, 2a / (2a + b + c); None where neither rating ever said yes."""
        return _ratio(2 * self.a, 2 * self.a + self.b + self.c)

    @property
    def negative(self) -> float | None:
        """Negative specific agreement, 2d / (2d + b + c); None where neither rating ever said no."""
        return _ratio(2 * self.d, 2 * self.d + self.b + self.c)

    @property
    def kappa(self) -> Kappa:
        """Cohen's kappa."""
        return cohen_kappa(((self.a, self.b), (self.c, self.d)))


class AgreementRow(Record):
    """Agreement of two readers, or of one reader with himself, about one label."""

    comparison: Literal["between", "within"]
    reader_1: str
    reader_2: str
    compartment: Compartment
    label: str
    table: FourfoldTable


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def cohen_kappa(table: Sequence[Sequence[int]]) -> Kappa:
    """Cohen's kappa of a square table of counts (rows: first rating, columns: second rating).

    Not estimable where agreement by chance is already complete: all units in one and the same category. Without
    limits where one of the ratings never varied.
    """
    counts = np.asarray(table, dtype=np.int64)
    n = int(counts.sum())
    by_chance = int(counts.sum(axis=0) @ counts.sum(axis=1))
    if n == 0 or by_chance == n * n:
        return Kappa(None)
    from statsmodels.stats.inter_rater import cohens_kappa  # takes two seconds to load

    with np.errstate(invalid="ignore", divide="ignore"):
        found = cohens_kappa(counts)
    value = float(found.kappa)
    # Rounding can leave a variance of -1e-18 where agreement is complete.
    error = math.sqrt(max(float(found.var_kappa), 0.0))
    if error < 1e-12 and abs(value) < 1 - 1e-12:
        # One rating never varied: the formula's variance is 0, and says nothing about the doubt.
        return Kappa(value)
    margin = 1.959963984540054 * error
    return Kappa(value, error, max(value - margin, -1.0), min(value + margin, 1.0))


def measure(reads: Sequence[SignedRead]) -> tuple[AgreementRow, ...]:
    """Agreement of each pair of readers (first reads) and of each reader with his re-reads, label by label.

    Of several first reads of one case by one reader the latest signed counts. Neither the order of reads nor that of
    time points matters.
    """
    ordered = sorted(reads, key=lambda read: (read.signed_at, read.read_id))
    first = {(read.reader, read.subject): read for read in ordered if read.reread_of is None}
    by_id = {read.read_id: read for read in ordered}
    pairs: dict[tuple[Literal["between", "within"], str, str], list[tuple[SignedRead, SignedRead]]] = defaultdict(list)
    readers = sorted({reader for reader, _ in first})
    by_subject: dict[str, dict[str, SignedRead]] = defaultdict(dict)
    for (reader, subject), read in sorted(first.items()):
        by_subject[subject][reader] = read
    for one, other in combinations(readers, 2):
        for found in by_subject.values():
            if one in found and other in found:
                pairs["between", one, other].append((found[one], found[other]))
    for again in ordered:
        original = by_id.get(again.reread_of or "")
        if original is not None and original.reader == again.reader and original.subject == again.subject:
            pairs["within", again.reader, again.reader].append((original, again))
    return tuple(row for key, together in sorted(pairs.items()) for row in _rows(*key, together))


def _rows(
    comparison: Literal["between", "within"],
    reader_1: str,
    reader_2: str,
    pairs: Sequence[tuple[SignedRead, SignedRead]],
) -> Iterator[AgreementRow]:
    rated = [both for pair in pairs for both in _rated_twice(*pair)]
    if not rated:
        return
    for compartment, label in LABELS:
        said = [((compartment, label) in one, (compartment, label) in other) for one, other in rated]
        table = FourfoldTable(
            a=said.count((True, True)),
            b=said.count((True, False)),
            c=said.count((False, True)),
            d=said.count((False, False)),
        )
        yield AgreementRow(
            comparison=comparison,
            reader_1=reader_1,
            reader_2=reader_2,
            compartment=compartment,
            label=label,
            table=table,
        )


Said = frozenset[tuple[Compartment, str]]


def _rated_twice(one: SignedRead, other: SignedRead) -> Iterator[tuple[Said, Said]]:
    """What both reads say at each time point that both have."""
    second = {timepoint.timepoint_id: timepoint for timepoint in other.timepoints}
    for timepoint in one.timepoints:
        if timepoint.timepoint_id in second:
            yield _said(timepoint), _said(second[timepoint.timepoint_id])


def _said(timepoint: ReadTimePoint) -> Said:
    return frozenset(
        (finding.compartment, finding.label.value)
        for finding in timepoint.findings
        if finding.status not in NOT_STANDING
    )
