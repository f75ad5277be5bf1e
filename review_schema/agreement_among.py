"""Agreement among all readers together, with reads missing here and there (domain §6)."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

import numpy as np

from review_schema.agreement import LABELS, Labels, first_reads, labels_said
from review_schema.coefficients import (
    Limits,
    Numbers,
    coincidences,
    distances,
    fleiss_kappa,
    gwet_ac1,
    known,
    krippendorff_alpha,
    masi_distance,
    rating_sums,
    resampled,
)
from review_schema.read import SignedRead
from review_schema.record import Record
from review_schema.vocabulary import Compartment

ALL_LABELS = "all labels"
"""Stands for the label where whole sets of labels are compared."""

YES_OR_NO = (True, False)
NOMINAL = np.array([[0.0, 1.0], [1.0, 0.0]])


class Estimate(Record):
    """A figure with 95 % limits by resampling patients; None: not estimable."""

    value: float | None
    low: float | None
    high: float | None


class AmongRow(Record):
    """Agreement of all readers about one label, or about the set of labels of a compartment, by time point."""

    compartment: Compartment
    label: str
    readers: int
    patients: int
    units: int  # time points that two readers or more have read
    fleiss: Estimate | None  # None: not defined for sets
    ac1: Estimate | None
    alpha: Estimate  # of sets: with MASI distance


def measure_among(reads: Sequence[SignedRead]) -> tuple[AmongRow, ...]:
    """Agreement of all readers by their first reads; with two readers it stands beside their pair's figures.

    Nothing is returned where no time point was read by two.
    """
    first = first_reads(reads)
    patients = _ratings(first)
    if not patients:
        return ()
    readers = len({reader for reader, _ in first})
    return tuple(
        row
        for compartment in Compartment
        for row in (
            *(_label_row(label, patients, readers) for label in LABELS if label[0] is compartment),
            _sets_row(compartment, patients, readers),
        )
    )


def _ratings(first: dict[tuple[str, str], SignedRead]) -> list[list[list[Labels]]]:
    """Per patient and time point what each reader said; only time points that two readers or more have read."""
    said: dict[str, dict[str, list[Labels]]] = defaultdict(lambda: defaultdict(list))
    for (_, subject), read in sorted(first.items()):
        for timepoint in read.timepoints:
            said[subject][timepoint.timepoint_id].append(labels_said(timepoint))
    compared = [[unit for _, unit in sorted(units.items()) if len(unit) > 1] for _, units in sorted(said.items())]
    return [units for units in compared if units]


def _label_row(label: tuple[Compartment, str], patients: list[list[list[Labels]]], readers: int) -> AmongRow:
    answers = [[[label in rating for rating in unit] for unit in units] for units in patients]
    counts = [np.array([[sum(unit), len(unit) - sum(unit)] for unit in units], dtype=float) for units in answers]
    sums = np.array([rating_sums(each).sum(axis=0) for each in counts])
    matrices = np.array([coincidences(units, YES_OR_NO).sum(axis=0) for units in answers])
    fleiss, ac1 = resampled(sums, (fleiss_kappa, gwet_ac1))
    return AmongRow(
        compartment=label[0],
        label=label[1],
        readers=readers,
        patients=len(patients),
        units=sum(map(len, patients)),
        fleiss=_estimate(fleiss_kappa(sums.sum(axis=0)), fleiss),
        ac1=_estimate(gwet_ac1(sums.sum(axis=0)), ac1),
        alpha=_alpha(matrices, NOMINAL),
    )


def _sets_row(compartment: Compartment, patients: list[list[list[Labels]]], readers: int) -> AmongRow:
    answers = [
        [[frozenset(label for where, label in rating if where is compartment) for rating in unit] for unit in units]
        for units in patients
    ]
    sets = sorted({*chain.from_iterable(chain.from_iterable(answers))}, key=sorted)
    matrices = np.array([coincidences(units, sets).sum(axis=0) for units in answers])
    return AmongRow(
        compartment=compartment,
        label=ALL_LABELS,
        readers=readers,
        patients=len(patients),
        units=sum(map(len, patients)),
        fleiss=None,
        ac1=None,
        alpha=_alpha(matrices, distances(sets, masi_distance)),
    )


def _alpha(matrices: Numbers, apart: Numbers) -> Estimate:
    def alpha(sums: Numbers) -> Numbers:
        return krippendorff_alpha(sums, apart)

    return _estimate(alpha(matrices.sum(axis=0)), resampled(matrices, (alpha,))[0])


def _estimate(value: Numbers, limits: Limits) -> Estimate:
    return Estimate(value=known(value), low=known(limits.low), high=known(limits.high))
