"""Coefficients of agreement as functions of sums over units, and their limits by resampling patients (domain §6).

Every coefficient takes arrays whose last axes hold the sums; any number of axes may stand before them, so that two
thousand draws cost one call. nan: not estimable.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Statistic = Callable[[Numbers], Numbers]

DRAWS = 2000
SEED = 20180401
"""Of the resampling: the same reads give the same limits. Any number would do."""

ESTIMABLE_SHARE = 0.95
"""Of the draws that must allow an estimate; else there are no limits."""

DRAWS_AT_ONCE = 200


@dataclass(frozen=True, eq=False)
class Limits:
    """95 % limits of figures: percentiles of the draws (Efron & Tibshirani 1993, ch. 13); nan: not estimable.

    Attributes:
        low, high: of the figures' own shape.
    """

    low: Numbers
    high: Numbers


# --- two ratings, yes or no: sums a, b, c, d on the last axis -------------------------------------------------------


def raw_agreement(abcd: Numbers) -> Numbers:
    """Share of units rated alike."""
    return over(abcd[..., 0] + abcd[..., 3], abcd.sum(axis=-1))


def positive_agreement(abcd: Numbers) -> Numbers:
    """2a / (2a + b + c)."""
    return over(2 * abcd[..., 0], 2 * abcd[..., 0] + abcd[..., 1] + abcd[..., 2])


def negative_agreement(abcd: Numbers) -> Numbers:
    """2d / (2d + b + c)."""
    return over(2 * abcd[..., 3], 2 * abcd[..., 3] + abcd[..., 1] + abcd[..., 2])


def fourfold_kappa(abcd: Numbers) -> Numbers:
    """Cohen's kappa (1960)."""
    n = abcd.sum(axis=-1)
    first, second = abcd[..., 0] + abcd[..., 1], abcd[..., 0] + abcd[..., 2]
    by_chance = over(first * second + (n - first) * (n - second), n * n)
    return over(raw_agreement(abcd) - by_chance, 1 - by_chance)


def fourfold_ac1(abcd: Numbers) -> Numbers:
    """Gwet's AC1 (2008)."""
    yes = over(2 * abcd[..., 0] + abcd[..., 1] + abcd[..., 2], 2 * abcd.sum(axis=-1))
    by_chance = 2 * yes * (1 - yes)
    return over(raw_agreement(abcd) - by_chance, 1 - by_chance)


def weighted_kappa(table: Numbers, power: int = 1) -> float | None:
    """Cohen's weighted kappa (1968) of ordered categories; None where chance alone already agrees fully.

    Args:
        table: counts, shape (categories, categories); every category stands in it, used or not.
        power: 1 linear weights, 2 quadratic ones.
    """
    size = len(table)
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size))).astype(float) ** power
    n = table.sum()
    by_chance = (apart * np.outer(table.sum(axis=1), table.sum(axis=0))).sum()
    return float(1 - n * (apart * table).sum() / by_chance) if by_chance else None


# --- any number of ratings, some missing ----------------------------------------------------------------------------


def rating_sums(counts: Numbers) -> Numbers:
    """What `fleiss_kappa` and `gwet_ac1` need of units, to be added up.

    Args:
        counts: how many readers chose each category, shape (units, categories); readers may be missing.

    Returns:
        Shape (units, 3 + categories): is compared (two readers or more), pairs that agree, is rated, shares.
    """
    readers = counts.sum(axis=1)
    rated, compared = readers >= 1, readers >= 2
    agreeing = over((counts * (counts - 1)).sum(axis=1), readers * (readers - 1))
    shares = counts / np.where(rated, readers, 1)[:, np.newaxis]
    return np.column_stack([compared, np.where(compared, agreeing, 0.0), rated, shares]).astype(np.float64)


def fleiss_kappa(sums: Numbers) -> Numbers:
    """Fleiss' kappa (1971), with missing ratings as in Gwet's handbook (2014)."""
    observed, shares = _observed(sums)
    by_chance = (shares**2).sum(axis=-1)
    return over(observed - by_chance, 1 - by_chance)


def gwet_ac1(sums: Numbers) -> Numbers:
    """Gwet's AC1 (2008)."""
    observed, shares = _observed(sums)
    by_chance = (shares * (1 - shares)).sum(axis=-1) / max(shares.shape[-1] - 1, 1)
    return over(observed - by_chance, 1 - by_chance)


def _observed(sums: Numbers) -> tuple[Numbers, Numbers]:
    shares = sums[..., 3:]
    return over(sums[..., 1], sums[..., 0]), over(shares, sums[..., 2, np.newaxis])


# --- Krippendorff's alpha -------------------------------------------------------------------------------------------


def coincidences(units: Sequence[Sequence[Hashable]], categories: Sequence[Hashable]) -> Numbers:
    """Coincidence matrices of units, to be added up; shape (units, categories, categories).

    Args:
        units: the values that readers gave each unit; whoever did not read it is left out.
        categories: every value there is.
    """
    place = {category: order for order, category in enumerate(categories)}
    matrices = np.zeros((len(units), len(categories), len(categories)))
    for matrix, values in zip(matrices, units, strict=True):
        if len(values) < 2:
            continue
        counted = Counter(place[value] for value in values)
        for one, often in counted.items():
            for other, also in counted.items():
                matrix[one, other] = often * (also - (one == other)) / (len(values) - 1)
    return matrices


def krippendorff_alpha(coincidence: Numbers, apart: Numbers) -> Numbers:
    """Krippendorff's alpha (2011).

    Args:
        coincidence: sums of `coincidences`, shape (..., categories, categories).
        apart: squared distance of each pair of categories, same last axes.
    """
    each = coincidence.sum(axis=-1)
    n = each.sum(axis=-1)
    seen = (coincidence * apart).sum(axis=(-2, -1))
    by_chance = (each[..., :, np.newaxis] * each[..., np.newaxis, :] * apart).sum(axis=(-2, -1))
    return 1 - over((n - 1) * seen, by_chance)


def masi_distance(one: frozenset[str], other: frozenset[str]) -> float:
    """How far two sets of labels lie apart, 0 to 1 (Passonneau, LREC 2006); on single labels 0 or 1."""
    if one == other:
        return 0.0
    shared, both = one & other, one | other
    if not shared:
        alike = 0.0
    elif one < other or other < one:
        alike = 2 / 3
    else:
        alike = 1 / 3
    return 1 - len(shared) / len(both) * alike


def distances(
    categories: Sequence[frozenset[str]], apart: Callable[[frozenset[str], frozenset[str]], float]
) -> Numbers:
    """Distance of each pair of categories, shape (categories, categories)."""
    return np.array([[apart(one, other) for other in categories] for one in categories]).reshape(
        len(categories), len(categories)
    )


# --- limits -----------------------------------------------------------------------------------------------------------


def resampled(per_patient: Numbers, statistics: Sequence[Statistic], *, draws: int = DRAWS) -> tuple[Limits, ...]:
    """95 % limits by drawing patients with replacement, so that what one patient adds stays together.

    Args:
        per_patient: sums of each patient, shape (patients, ...).
        statistics: functions of such sums with the draws as first axis.
        draws: how many.

    Returns:
        Limits of each statistic; nan with fewer than two patients, or where too few draws allow an estimate.
    """
    patients = len(per_patient)
    if patients < 2:
        blank = [np.full_like(statistic(per_patient.sum(axis=0)), np.nan) for statistic in statistics]
        return tuple(Limits(one, one) for one in blank)
    chance = np.random.default_rng(SEED)
    flat = per_patient.reshape(patients, -1)
    found: list[list[Numbers]] = [[] for _ in statistics]
    for start in range(0, draws, DRAWS_AT_ONCE):
        size = min(DRAWS_AT_ONCE, draws - start)
        drawn = chance.multinomial(patients, np.full(patients, 1 / patients), size=size).astype(np.float64)
        sums = (drawn @ flat).reshape(size, *per_patient.shape[1:])
        for values, statistic in zip(found, statistics, strict=True):
            values.append(statistic(sums))
    return tuple(_percentiles(np.concatenate(values)) for values in found)


def _percentiles(values: Numbers) -> Limits:
    known = np.isfinite(values).mean(axis=0) >= ESTIMABLE_SHARE
    # A figure without any estimate would warn; its limits are dropped anyway.
    low, high = np.nanpercentile(np.where(known, values, 0.0), (2.5, 97.5), axis=0)
    return Limits(np.where(known, low, np.nan), np.where(known, high, np.nan))


def known(figure: Numbers) -> float | None:
    """A single figure; None where it is not estimable."""
    return float(figure) if np.isfinite(figure) else None


def mean_of(part: int, whole: int) -> Statistic:
    """The statistic that divides one of the sums on the last axis by another."""

    def mean(sums: Numbers) -> Numbers:
        return over(sums[..., part], sums[..., whole])

    return mean


def over(part: Numbers, whole: Numbers) -> Numbers:
    """Division with nan where nothing is divided by."""
    part, whole = np.broadcast_arrays(np.asarray(part, dtype=np.float64), np.asarray(whole, dtype=np.float64))
    shares: Numbers = np.divide(part, whole, out=np.full(part.shape, np.nan), where=np.abs(whole) > 1e-12)
    return shares
