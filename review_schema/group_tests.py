"""Tests between two groups for baseline tables, as EZR runs them in R: Fisher's exact test, Mann-Whitney U test."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2_contingency, mannwhitneyu

FISHER: Final = "Fisher exact"
CHI_SQUARED: Final = "chi-squared"
MANN_WHITNEY_EXACT: Final = "Mann-Whitney U, exact"
MANN_WHITNEY: Final = "Mann-Whitney U, normal approximation"

MOST_TABLES: Final = 4_000_000
"""Partial tables that are held at once; more patients in more categories get a chi-squared test."""

EXACT_BELOW: Final = 50
"""R's `wilcox.test` is exact where both groups are smaller than this and no value stands twice."""

TOLERANCE: Final = 1e-7
"""Tables count as likely as the one observed up to this relative error, as in R's `fisher.test`."""


@dataclass(frozen=True)
class Comparison:
    """A test between two groups; `p` None: it cannot be estimated."""

    test: str
    p: float | None


def compare_counts(first: Sequence[int], second: Sequence[int]) -> Comparison:
    """Whether two groups differ in the shares of the categories: counts of each, in the same order.

    Fisher's exact test over all tables with these margins, two-sided (Freeman-Halton for more than two categories);
    Pearson's chi-squared without continuity correction where there are too many such tables.
    """
    columns = [(a, b) for a, b in zip(first, second, strict=True) if a + b]
    if len(columns) < 2 or not sum(first) or not sum(second):
        return Comparison(FISHER, None)
    halves: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    sizes = [1, 1]
    for column in sorted(columns, key=sum, reverse=True):
        smaller = int(sizes[1] < sizes[0])
        halves[smaller].append(column)
        sizes[smaller] *= sum(column) + 1
    if max(sizes) > MOST_TABLES:
        return Comparison(CHI_SQUARED, float(chi2_contingency(np.array(columns).T, correction=False).pvalue))
    return Comparison(FISHER, _fisher_p(*halves))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _partial_tables(columns: Sequence[tuple[int, int]]) -> dict[int, NDArray[np.float64]]:
    """Sum of the first row over these columns -> ascending log weights of every way to reach it."""
    sums, weights = np.zeros(1, dtype=np.int64), np.zeros(1)
    for column in columns:
        total = sum(column)
        ways = np.array([_log_choose(total, k) for k in range(total + 1)])
        sums = (sums[:, None] + np.arange(total + 1)).ravel()
        weights = (weights[:, None] + ways).ravel()
    order = np.lexsort((weights, sums))
    sums, weights = sums[order], weights[order]
    values, starts = np.unique(sums, return_index=True)
    return dict(zip(map(int, values), np.split(weights, starts[1:]), strict=True))


def _fisher_p(left: Sequence[tuple[int, int]], right: Sequence[tuple[int, int]]) -> float:
    """Share of tables that are at most as likely as the observed one, met in the middle of the columns."""
    columns = [*left, *right]
    row, everyone = sum(a for a, _ in columns), sum(a + b for a, b in columns)
    all_tables = _log_choose(everyone, row)
    observed = sum(_log_choose(a + b, a) for a, b in columns) + TOLERANCE
    others = _partial_tables(right)
    p = 0.0
    for reached, weights in _partial_tables(left).items():
        completing = others.get(row - reached)
        if completing is None:
            continue
        # Scaled by the largest of each, so that nothing overflows.
        scaled = np.concatenate([[0.0], np.cumsum(np.exp(completing - completing[-1]))])
        unlikely = scaled[np.searchsorted(completing, observed - weights, side="right")]
        share = float(np.sum(np.exp(weights - weights[-1]) * unlikely))
        p += math.exp(weights[-1] + completing[-1] - all_tables) * share
    return min(p, 1.0)


def compare_numbers(first: Sequence[float], second: Sequence[float]) -> Comparison:
    """Whether numbers of one group tend to be larger: Mann-Whitney U test, two-sided, exact where R's is."""
    together = [*first, *second]
    exact = max(len(first), len(second)) < EXACT_BELOW and len(set(together)) == len(together)
    name = MANN_WHITNEY_EXACT if exact else MANN_WHITNEY
    if not first or not second or len(set(together)) == 1:
        return Comparison(name, None)
    found = mannwhitneyu(first, second, alternative="two-sided", method="exact" if exact else "asymptotic")
    return Comparison(name, float(found.pvalue))
