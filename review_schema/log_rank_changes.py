"""The log-rank test of two groups with one unit changed, for every unit at once: linear in the number of units.

Taking a unit back to an earlier day takes it out of the numbers at risk in between, by one; the test's sums over all
other days stay. Summed up beforehand, once as they are and once with one unit less of either group, each change costs
a few additions. The figures equal those of `survival_tests.log_rank` but for rounding.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from review_schema.survival import Numbers, Sample

LEAST_VARIANCE = 1e-9
"""Below it the groups were hardly ever at risk together: nothing is said."""

Places = NDArray[np.intp]
Terms = tuple[Numbers, Numbers]


@dataclass(frozen=True)
class Change:
    """One unit that ends earlier or on the same day, with the event or without."""

    unit: int  # index into the sample
    time: float  # days, after the unit's entry and not after its time as it stands
    event: bool


def p_with_each(units: Sample, changes: Sequence[Change]) -> Numbers:
    """P of the log-rank test with each change alone, shape (changes,); nan where it must be computed in full.

    Args:
        units: two groups; any strata and entries.
        changes: see `Change`.
    """
    if not changes or set(np.unique(units.group)) != {0, 1}:
        return np.full(len(changes), np.nan)
    unit = np.array([change.unit for change in changes], dtype=np.intp)
    time = np.array([change.time for change in changes])
    event = np.array([change.event for change in changes], dtype=np.float64)
    axis, at_risk, died = _counts(units, unit, time)
    base = _terms(at_risk, died)
    group, own = units.group[unit], units.event[unit].astype(np.float64)
    old, new = axis.place(units.stratum[unit], units.time[unit]), axis.place(units.stratum[unit], time)
    moved = new < old
    there = (group == np.arange(2)[:, None]).astype(np.float64)  # shape (2, changes)
    at_old = _terms(at_risk[:, old] - there * moved, died[:, old] + there * (np.where(moved, 0.0, event) - own))
    at_new = _terms(at_risk[:, new], died[:, new] + there * event)
    less = [_terms(at_risk - np.eye(2)[one][:, None], died) for one in range(2)]
    sums = []
    for part in range(2):
        as_is = _running(base[part])
        without = np.stack([_running(less[one][part]) for one in range(2)])
        between = (without[group, old] - without[group, new + 1]) - (as_is[old] - as_is[new + 1])
        changed = as_is[-1] + (at_old[part] - base[part][old])
        sums.append(changed + np.where(moved, between + at_new[part] - base[part][new], 0.0))
    score, variance = sums
    known = variance > LEAST_VARIANCE
    p = chi2.sf(np.divide(score**2, variance, out=np.zeros_like(score), where=known), 1)
    return np.where(known, p, np.nan)


@dataclass(frozen=True)
class _Axis:
    """Every day that counts, stratum after stratum."""

    stratum: NDArray[np.intp]
    time: Numbers

    def place(self, stratum: NDArray[np.intp], time: Numbers) -> Places:
        """Index of days on the axis."""
        found = np.empty(len(time), dtype=np.intp)
        for one in np.unique(stratum):
            first, last = np.searchsorted(self.stratum, one), np.searchsorted(self.stratum, one, side="right")
            chosen = stratum == one
            found[chosen] = first + np.searchsorted(self.time[first:last], time[chosen])
        return found


def _counts(units: Sample, unit: Places, time: Numbers) -> tuple[_Axis, Numbers, Numbers]:
    """The axis, and on each of its days how many of each group are at risk and have the event: shape (2, days)."""
    strata: list[NDArray[np.intp]] = []
    days: list[Numbers] = []
    at_risk: list[Numbers] = []
    died: list[Numbers] = []
    for stratum in np.unique(units.stratum):
        own = units.where(units.stratum == stratum)
        axis = np.unique(np.concatenate([own.time, time[units.stratum[unit] == stratum]]))
        strata.append(np.full(len(axis), stratum))
        days.append(axis)
        exposed, ended = np.zeros((2, len(axis))), np.zeros((2, len(axis)))
        for group in range(2):
            one = own.of_group(group)
            entered = np.searchsorted(np.sort(one.entry), axis, side="left")
            exposed[group] = entered - np.searchsorted(np.sort(one.time), axis, side="left")
            np.add.at(ended[group], np.searchsorted(axis, one.time[one.event]), 1.0)
        at_risk.append(exposed)
        died.append(ended)
    return _Axis(np.concatenate(strata), np.concatenate(days)), np.hstack(at_risk), np.hstack(died)


def _terms(at_risk: Numbers, died: Numbers) -> Terms:
    """What each day adds: observed minus expected of the second group, and its variance."""
    n, d = at_risk.sum(axis=0), died.sum(axis=0)
    share = np.divide(at_risk[1], n, out=np.zeros_like(n), where=n > 0)
    spread = d * np.divide(n - d, n - 1, out=np.zeros_like(n), where=n > 1)
    return died[1] - d * share, spread * share * (1 - share)


def _running(terms: Numbers) -> Numbers:
    """Sums of all terms before each place, and of all of them at the end."""
    return np.concatenate([[0.0], np.cumsum(terms)])
