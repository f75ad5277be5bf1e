"""Cumulative incidence where another event (death) competes, and Gray's test, as R's survival and cmprsk give them."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from review_schema.survival import Curve, LimitsKind, Numbers, confidence_limits
from review_schema.survival_tests import GroupTest, chi_squared, quadratic_form


@dataclass(frozen=True, slots=True)
class CompetingSample:
    """Follow-up of n units: time (days), cause (0 censored, 1, 2, …) and group code; arrays of shape (n,)."""

    time: Numbers
    cause: NDArray[np.intp]
    group: NDArray[np.intp]

    def of_group(self, group: int) -> "CompetingSample":
        """The units of one group."""
        chosen = self.group == group
        return CompetingSample(self.time[chosen], self.cause[chosen], self.group[chosen])


@dataclass(frozen=True, slots=True)
class _Counts:
    """At each distinct time: at risk, with the cause of interest, with any cause."""

    times: Numbers
    n: Numbers
    cause: Numbers
    any: Numbers
    left: Numbers  # with an event or censored


def _counts(units: CompetingSample, cause: int) -> _Counts:
    times, place = np.unique(units.time, return_inverse=True)

    def count(chosen: NDArray[np.bool_]) -> Numbers:
        return np.bincount(place, weights=chosen, minlength=len(times)).astype(np.float64)

    left = count(np.ones(len(units.time), dtype=np.bool_))
    n = len(units.time) - np.concatenate([[0.0], np.cumsum(left)[:-1]])
    return _Counts(times, n, count(units.cause == cause), count(units.cause > 0), left)


def cumulative_incidence(
    units: CompetingSample,
    cause: int = 1,
    limits: LimitsKind = "log-log",
    variance: Literal["delta", "cmprsk"] = "delta",
) -> Curve:
    """Aalen-Johansen estimate of the probability of `cause` by each time, all `units` together.

    `variance` "delta" is that of R's ``survfit`` (domain §5); "cmprsk" is the one behind EZR's limits (Marubini and
    Valsecchi 1995, with their correction for ties), which stays between events of the cause as it was at the last one;
    its curve ends at the last time, as in EZR.
    """
    counts = _counts(units, cause)
    survival = np.cumprod(1 - counts.any / counts.n)
    before = np.concatenate([[1.0], survival[:-1]])
    incidence = np.cumsum(before * counts.cause / counts.n)
    made = _delta_variance if variance == "delta" else _cmprsk_variance
    error = np.sqrt(np.maximum(made(counts, before, incidence), 0.0))
    low, high = confidence_limits(incidence, error, limits)
    return Curve(
        counts.times,
        counts.n,
        counts.cause,
        counts.left - counts.any,
        incidence,
        error,
        low,
        high,
        0.0,
        np.full(len(units.time), -np.inf),
        np.sort(units.time),
        carried_on=variance == "delta",
    )


def _delta_variance(counts: _Counts, before: Numbers, incidence: Numbers) -> Numbers:
    n, d, own = counts.n, counts.any, counts.cause
    # When the last ones at risk all have an event, nothing can follow that this term would carry on.
    greenwood = np.divide(d, n * (n - d), out=np.zeros_like(n), where=n > d)
    single = before**2 * (n - own) * own / n**3
    mixed = before * own / n**2
    return np.asarray(
        incidence**2 * np.cumsum(greenwood)
        - 2 * incidence * np.cumsum(greenwood * incidence)
        + np.cumsum(greenwood * incidence**2)
        + np.cumsum(single)
        - 2 * (incidence * np.cumsum(mixed) - np.cumsum(mixed * incidence))
    )


def _cmprsk_variance(counts: _Counts, before: Numbers, incidence: Numbers) -> Numbers:
    result = np.zeros(len(counts.times))
    v1 = v2 = v3 = last = 0.0
    for place, (n, own, d) in enumerate(zip(counts.n, counts.cause, counts.any, strict=True)):
        after = before[place] * (n - d) / n
        inverse = 1 / after if after > 0 else 0.0
        carried = incidence[place] * inverse
        for number, weight in ((d - own if after > 0 else 0.0, carried), (own, 1 + carried)):
            if number > 0:
                tied = 1 - (number - 1) / (n - 1) if number > 1 else 1.0
                spread = before[place] ** 2 * tied * number / n**2
                v1 += weight**2 * spread
                v2 += inverse * weight * spread
                v3 += inverse**2 * spread
        if own > 0:
            last = v1 + incidence[place] ** 2 * v3 - 2 * incidence[place] * v2
        result[place] = last
    return result


def gray_test(units: CompetingSample, cause: int = 1, rho: float = 0.0) -> GroupTest:
    """Gray's (1988) test that the cumulative incidence of `cause` is the same in all groups; variance as in cmprsk."""
    groups = int(units.group.max(initial=-1)) + 1
    if groups < 2 or not np.any(units.cause == cause):
        return GroupTest(None, max(groups - 1, 0), None)
    n = np.bincount(units.group, minlength=groups).astype(np.float64)
    score, v3 = np.zeros(groups), np.zeros(groups)
    v2, c, variance = np.zeros((groups, groups)), np.zeros((groups, groups)), np.zeros((groups, groups))
    f_before = np.zeros(groups)  # incidence of each group just before
    km_before = np.ones(groups)  # free of any event, just before
    pooled_before = 0.0
    for time in np.unique(units.time):
        now = units.time == time
        own = np.bincount(units.group[now & (units.cause == cause)], minlength=groups).astype(np.float64)
        other = np.bincount(units.group[now & (units.cause > 0)], minlength=groups) - own
        total = own.sum()
        if total + other.sum() > 0:
            there = n > 0
            safe = np.where(there, n, 1.0)
            km = np.where(there, km_before * (n - own - other) / safe, km_before)
            f = np.where(there, f_before + km_before * own / safe, f_before)
            still = np.where(there, n / np.where(km_before > 0, km_before, 1.0), 0.0)
            at_risk = still.sum()
            pooled = pooled_before + total / at_risk
            weight = (1 - pooled_before) ** rho
            a = weight * (np.diag(still) - np.outer(still, still) / at_risk)
            c += a * total / (at_risk * (1 - pooled_before))
            if total > 0:
                share = still * (1 - f_before)
                score += np.where(there, weight * (own - total * share / share.sum()), 0.0)
            for group in np.flatnonzero(there):
                rest = (1 - pooled) / km[group] if km[group] > 0 else 0.0
                if total > 0:
                    tied = 1 - (total - 1) / (at_risk * km_before[group] - 1) if total > 1 else 1.0
                    spread = tied * km_before[group] * total / (at_risk * n[group])
                    kept = 1 - rest if km[group] > 0 else 1.0
                    moved = a[:, group] - kept * c[:, group]
                    v3[group] += kept**2 * spread
                    v2[:, group] += moved * kept * spread
                    variance += np.outer(moved, moved) * spread
                if other[group] > 0 and km[group] > 0:
                    tied = 1 - (other[group] - 1) / (n[group] - 1) if other[group] > 1 else 1.0
                    spread = tied * km_before[group] ** 2 * other[group] / n[group] ** 2
                    moved = rest * c[:, group]
                    v3[group] += rest**2 * spread
                    v2[:, group] -= moved * rest * spread
                    variance += np.outer(moved, moved) * spread
            f_before, km_before, pooled_before = f, km, pooled
        n = n - np.bincount(units.group[now], minlength=groups)
    variance += (c * v3) @ c.T + c @ v2.T + v2 @ c.T
    statistic = quadratic_form(score, variance)
    if statistic is None:
        return GroupTest(None, groups - 1, None)
    return GroupTest(statistic, groups - 1, chi_squared(statistic, groups - 1))
