"""Agreement per label between two readers and within a reader (domain §6).

Did the reader give the label or not: at a time point, of a cavity at a time point, or ever in a patient? Time points
are matched by subject and time point; only signed, independent reads count, never adjudicated ones.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from review_schema.coefficients import (
    Statistic,
    fourfold_ac1,
    fourfold_kappa,
    known,
    negative_agreement,
    positive_agreement,
    resampled,
)
from review_schema.label_history import NOT_STANDING
from review_schema.read import ReadTimePoint, SignedRead
from review_schema.record import Record
from review_schema.vocabulary import BrainLabel, CavityLabel, Compartment

Comparison = Literal["between", "within"]
Unit = Literal["timepoint", "cavity", "patient"]
FigureName = Literal["positive", "negative", "kappa", "ac1"]
Labels = frozenset[tuple[Compartment, str]]

UNITS: tuple[Unit, ...] = ("timepoint", "cavity", "patient")

FIGURES: Mapping[FigureName, Statistic] = {
    "positive": positive_agreement,
    "negative": negative_agreement,
    "kappa": fourfold_kappa,
    "ac1": fourfold_ac1,
}
"""Figures that are given limits."""

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
        """Cohen's kappa; its normal limits take units as independent."""
        return cohen_kappa(((self.a, self.b), (self.c, self.d)))

    @property
    def ac1(self) -> float | None:
        """Gwet's AC1, which rare labels do not pull down as they do kappa; None without units."""
        return known(fourfold_ac1(np.array([self.a, self.b, self.c, self.d], dtype=np.float64)))

    @property
    def prevalence(self) -> float | None:
        """Share of ratings that said yes."""
        return _ratio(2 * self.a + self.b + self.c, 2 * self.n)


class Limited(Record):
    """95 % limits of one figure, by resampling patients."""

    low: float
    high: float


class AgreementRow(Record):
    """Agreement of two readers, or of one reader with himself, about one label."""

    comparison: Comparison
    reader_1: str
    reader_2: str
    unit: Unit
    compartment: Compartment
    label: str
    patients: int
    table: FourfoldTable
    limits: Mapping[FigureName, Limited]  # without an entry: not estimable


@dataclass(frozen=True)
class ReadTwice:
    """Two readers (or a reader and his re-reads), and the cases that both read."""

    comparison: Comparison
    reader_1: str
    reader_2: str
    pairs: tuple[tuple[SignedRead, SignedRead], ...]  # in order of subject


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


def first_reads(reads: Sequence[SignedRead]) -> dict[tuple[str, str], SignedRead]:
    """(reader, subject) -> first read; of several the latest signed counts."""
    ordered = sorted(reads, key=lambda read: (read.signed_at, read.read_id))
    return {(read.reader, read.subject): read for read in ordered if read.reread_of is None}


def reads_compared(reads: Sequence[SignedRead]) -> tuple[ReadTwice, ...]:
    """Each pair of readers by their first reads, then each reader by his re-reads; without cases in common: nothing."""
    first = first_reads(reads)
    subjects = sorted({subject for _, subject in first})
    compared = []
    for one, other in combinations(sorted({reader for reader, _ in first}), 2):
        both = [(first[one, s], first[other, s]) for s in subjects if (one, s) in first and (other, s) in first]
        compared.append(ReadTwice("between", one, other, tuple(both)))
    by_id = {read.read_id: read for read in reads}
    again: dict[str, list[tuple[SignedRead, SignedRead]]] = defaultdict(list)
    for read in sorted(reads, key=lambda read: (read.subject, read.signed_at, read.read_id)):
        original = by_id.get(read.reread_of or "")
        if original is not None and original.reader == read.reader and original.subject == read.subject:
            again[read.reader].append((original, read))
    compared += [ReadTwice("within", reader, reader, tuple(pairs)) for reader, pairs in sorted(again.items())]
    return tuple(found for found in compared if found.pairs)


def measure(reads: Sequence[SignedRead]) -> tuple[AgreementRow, ...]:
    """Agreement of each pair of readers (first reads) and of each reader with his re-reads, by unit and label.

    Of several first reads of one case by one reader the latest signed counts. Neither the order of reads nor that of
    time points matters.
    """
    return tuple(row for compared in reads_compared(reads) for unit in UNITS for row in _rows(compared, unit))


def _rows(compared: ReadTwice, unit: Unit) -> Iterator[AgreementRow]:
    labels = [label for label in LABELS if unit != "cavity" or label[0] is Compartment.CAVITY]
    patients: dict[str, list[tuple[Labels, Labels]]] = defaultdict(list)
    for one, other in compared.pairs:
        patients[one.subject] += _rated_twice(one, other, unit)
    counts = np.array([[_fourfold(rated, label) for label in labels] for rated in patients.values() if rated])
    if not len(counts):
        return
    limits = dict(zip(FIGURES, resampled(counts.astype(np.float64), tuple(FIGURES.values())), strict=True))
    for order, ((compartment, label), (a, b, c, d)) in enumerate(zip(labels, counts.sum(axis=0).tolist(), strict=True)):
        yield AgreementRow(
            comparison=compared.comparison,
            reader_1=compared.reader_1,
            reader_2=compared.reader_2,
            unit=unit,
            compartment=compartment,
            label=label,
            patients=len(counts),
            table=FourfoldTable(a=a, b=b, c=c, d=d),
            limits={
                name: Limited(low=float(found.low[order]), high=float(found.high[order]))
                for name, found in limits.items()
                if math.isfinite(found.low[order])
            },
        )


def _fourfold(rated: Sequence[tuple[Labels, Labels]], label: tuple[Compartment, str]) -> tuple[int, int, int, int]:
    said = [(label in one, label in other) for one, other in rated]
    a, b, c = (said.count(pair) for pair in ((True, True), (True, False), (False, True)))
    return a, b, c, len(said) - a - b - c


def _rated_twice(one: SignedRead, other: SignedRead, unit: Unit) -> list[tuple[Labels, Labels]]:
    """What both reads say of each unit, at the time points that both have."""
    second = {timepoint.timepoint_id: timepoint for timepoint in other.timepoints}
    both = [(first, second[first.timepoint_id]) for first in one.timepoints if first.timepoint_id in second]
    if unit == "patient":
        return [(_ever(first for first, _ in both), _ever(again for _, again in both))] if both else []
    if unit == "timepoint":
        return [(labels_said(first), labels_said(again)) for first, again in both]
    # A cavity of a later surgery is not there before it, and nobody labels it: neither read says anything of it.
    rated = [
        (labels_said(first, cavity), labels_said(again, cavity))
        for first, again in both
        for cavity in sorted({*one.cavities} & {*other.cavities})
    ]
    return [pair for pair in rated if any(pair)]


def _ever(timepoints: Iterable[ReadTimePoint]) -> Labels:
    return frozenset(label for timepoint in timepoints for label in labels_said(timepoint))


def labels_said(timepoint: ReadTimePoint, cavity: str | None = None) -> Labels:
    """The labels that stand at a time point: of everything, or of one cavity."""
    return frozenset(
        (finding.compartment, finding.label.value)
        for finding in timepoint.findings
        if finding.status not in NOT_STANDING and (cavity is None or finding.cavity == cavity)
    )
