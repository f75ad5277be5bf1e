"""Kaplan-Meier curves with Greenwood's error, limits, quantiles, landmarks, restricted means; numbers as R gives them.

Times are days from the origin. Every figure is equal to that of R's ``survfit`` to the last printed digit (tests
compare them), also where R says NA: there stands None. Limits while nobody has had the event (S = 1) are such a case:
the data say nothing about the doubt, and a number would hide that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Z_95: Final = float(ndtri(0.975))

TOLERANCE: Final = float(np.sqrt(np.finfo(np.float64).eps))
"""Two probabilities nearer than this are one, as in R's ``quantile.survfit``."""

ROUNDING: Final = 1e-12
"""A probability this near to 0 or 1 is 0 or 1, and was summed up with rounding."""

LimitsKind = Literal["log-log", "log", "plain", "logit", "arcsin"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure with its standard error and 95 % limits; None where it cannot be estimated."""

    value: float | None
    standard_error: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """Follow-up of n units: arrays of shape (n,), days.

    A unit is at risk in (entry, time], so one that enters at t is not at risk at t. `group`, `stratum` and `cluster`
    are codes; units of one patient share a cluster.
    """

    time: Numbers
    event: NDArray[np.bool_]
    entry: Numbers  # -inf: from the origin on
    group: NDArray[np.intp]
    stratum: NDArray[np.intp]
    cluster: NDArray[np.intp] | None = None

    def __len__(self) -> int:
        return len(self.time)

    def where(self, chosen: NDArray[np.bool_]) -> "Sample":
        """The units that are chosen."""
        return Sample(
            self.time[chosen],
            self.event[chosen],
            self.entry[chosen],
            self.group[chosen],
            self.stratum[chosen],
            None if self.cluster is None else self.cluster[chosen],
        )

    def of_group(self, group: int) -> "Sample":
        """The units of one group."""
        return self.where(self.group == group)


def sample(
    time: Sequence[float] | Numbers,
    event: Sequence[int] | Sequence[bool] | NDArray[np.bool_],
    *,
    entry: Sequence[float] | Numbers | None = None,
    group: Sequence[object] | None = None,
    stratum: Sequence[object] | None = None,
    cluster: Sequence[object] | None = None,
) -> Sample:
    """Arrange columns of equal length; codes follow the sorted values of `group`, `stratum` and `cluster`."""
    count = len(time)
    return Sample(
        np.asarray(time, dtype=np.float64),
        np.asarray(event, dtype=np.bool_),
        np.full(count, -np.inf) if entry is None else np.asarray(entry, dtype=np.float64),
        _codes(group, count),
        _codes(stratum, count),
        None if cluster is None else _codes(cluster, count),
    )


def _codes(values: Sequence[object] | None, count: int) -> NDArray[np.intp]:
    if values is None:
        return np.zeros(count, dtype=np.intp)
    texts = [str(value) for value in values]
    order = {text: code for code, text in enumerate(sorted(set(texts)))}
    return np.array([order[text] for text in texts], dtype=np.intp)


@dataclass(frozen=True, slots=True)
class Curve:
    """A step curve: at each of `times` (days, increasing) the value from that time on. Arrays of one shape, NaN = NA.

    `value` is survival (from 1 down) or a cumulative incidence (from 0 up); see `starts_at`.
    """

    times: Numbers
    at_risk: Numbers  # just before each time
    events: Numbers  # of the kind that the curve counts
    censored: Numbers
    value: Numbers
    standard_error: Numbers
    low: Numbers
    high: Numbers
    starts_at: float
    entry: Numbers  # of each unit, sorted
    left: Numbers  # time of each unit, sorted
    carried_on: bool = True  # beyond the last time the last value holds

    def at(self, days: float) -> Estimate:
        """The curve at a landmark. A value carried on beyond the last time is only as good as `number_at_risk`."""
        place = int(np.searchsorted(self.times, days, side="right")) - 1
        if not self.carried_on and days > self.times[-1]:
            return Estimate(None)
        if place < 0:
            return Estimate(self.starts_at, 0.0, self.starts_at, self.starts_at)
        return Estimate(*(_known(a[place]) for a in (self.value, self.standard_error, self.low, self.high)))

    def number_at_risk(self, days: float) -> int:
        """Units under observation just before `days`."""
        entered = int(np.searchsorted(self.entry, days, side="left"))
        return entered - int(np.searchsorted(self.left, days, side="left"))

    def quantile(self, probability: float) -> Estimate:
        """Days until the fraction `probability` has had the event (0.5: the median), with limits.

        The limits are where the limits of the curve cross. A curve flat at exactly this level gives the middle of the
        flat part, as in R. None: not reached.
        """
        fallen = (np.abs(self.starts_at - curve) for curve in (self.value, self.low, self.high))
        value, low, high = (_crossing(self.times, part, probability) for part in fallen)
        return Estimate(value, None, low, high)


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


def _crossing(times: Numbers, fallen: Numbers, probability: float) -> float | None:
    known = ~np.isnan(fallen)
    at, level = times[known], fallen[known]
    reached = np.flatnonzero(level >= probability - TOLERANCE)
    if not len(reached):
        return None
    passed = np.flatnonzero(level > probability + TOLERANCE)
    first = float(at[reached[0]])
    if level[reached[0]] > probability + TOLERANCE:
        return first
    return (first + float(at[passed[0]] if len(passed) else times[-1])) / 2


def kaplan_meier(units: Sample, limits: LimitsKind = "log-log", *, robust: bool = False) -> Curve:
    """Kaplan-Meier curve of all `units` together, one step per distinct time.

    Greenwood's error; with `robust`, the infinitesimal jackknife summed within each cluster (as R's ``cluster=``), for
    several cavities of one patient. Default limits are log-log, as in EZR; R's own default is "log" (domain §5).
    """
    times, at_risk, events, censored = risk_table(units)
    fraction = np.divide(events, at_risk, out=np.zeros_like(events), where=at_risk > 0)
    survival: Numbers = np.asarray(np.cumprod(1.0 - fraction), dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        error: Numbers = survival * (
            _clustered_error(units, times, at_risk, events)
            if robust
            else np.sqrt(np.cumsum(np.where(events > 0, events / (at_risk * (at_risk - events)), 0.0)))
        )
    low, high = confidence_limits(survival, error, limits)
    entry, left = np.sort(units.entry), np.sort(units.time)
    return Curve(times, at_risk, events, censored, survival, error, low, high, 1.0, entry, left)


def risk_table(units: Sample) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Distinct times, and at each the number at risk, with the event, censored. Arrays of shape (distinct times,)."""
    times, place = np.unique(units.time, return_inverse=True)
    events = np.bincount(place, weights=units.event, minlength=len(times)).astype(np.float64)
    left = np.bincount(place, minlength=len(times)).astype(np.float64)
    entered = np.searchsorted(np.sort(units.entry), times, side="left")
    gone = np.concatenate([[0.0], np.cumsum(left)[:-1]])
    return times, entered - gone, events, left - events


def _clustered_error(units: Sample, times: Numbers, at_risk: Numbers, events: Numbers) -> Numbers:
    """Error of log S: what each patient's units move it by, summed in squares (Lin and Wei's sandwich)."""
    cluster = np.arange(len(units)) if units.cluster is None else units.cluster
    moved = np.zeros(len(units))
    error = np.zeros(len(times))
    for place, (time, n, d) in enumerate(zip(times, at_risk, events, strict=True)):
        if d > 0:
            exposed = (units.time >= time) & (units.entry < time)
            moved += (((units.time == time) & units.event) - exposed * (d / n)) / (n - d)
        error[place] = np.sqrt(np.sum(np.bincount(cluster, weights=moved) ** 2))
    return error


def confidence_limits(value: Numbers, error: Numbers, kind: LimitsKind = "log-log") -> tuple[Numbers, Numbers]:
    """95 % limits of probabilities with these standard errors, as R's ``survfit`` makes them; NaN where R says NA.

    log-log: p ** exp(±z·se / (p·ln p)), symmetric for ln(-ln p) (Kalbfleisch and Prentice 1980).
    """
    inner = np.where((value > ROUNDING) & (value < 1 - ROUNDING), value, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        match kind:
            case "plain":
                return np.maximum(value - Z_95 * error, 0.0), np.minimum(value + Z_95 * error, 1.0)
            case "log":
                some = np.where(value > 0, value, np.nan)
                width = Z_95 * error / some
                return some * np.exp(-width), np.minimum(some * np.exp(width), 1.0)
            case "log-log":
                width = Z_95 * error / (inner * np.log(inner))
                return inner ** np.exp(-width), inner ** np.exp(width)
            case "logit":
                odds, width = np.log(inner / (1 - inner)), Z_95 * error / (inner * (1 - inner))
                return 1 / (1 + np.exp(width - odds)), 1 / (1 + np.exp(-odds - width))
            case "arcsin":
                angle, width = np.arcsin(np.sqrt(inner)), 0.5 * Z_95 * error / np.sqrt(inner * (1 - inner))
                return np.sin(np.maximum(angle - width, 0.0)) ** 2, np.sin(np.minimum(angle + width, np.pi / 2)) ** 2


def restricted_mean(units: Sample, days: float) -> Estimate:
    """Mean time free of the event up to `days`, with its limits (normal).

    Variance: sum of A(t)² d / (n (n - d)), A(t) the area from t to `days` (Klein and Moeschberger 2003, §4.5).
    """
    curve = kaplan_meier(units)
    edges = np.concatenate([[0.0], np.minimum(curve.times, days), [days]])
    area = np.diff(edges) * np.concatenate([[1.0], curve.value])
    ahead = np.cumsum(area[::-1])[::-1][1:]  # from each time on
    survivors = curve.at_risk - curve.events
    counted = (curve.events > 0) & (curve.times <= days) & (survivors > 0)
    variance = float(np.sum((ahead**2 * curve.events / (curve.at_risk * np.where(counted, survivors, 1)))[counted]))
    mean, error = float(np.sum(area)), float(np.sqrt(variance))
    return Estimate(mean, error, mean - Z_95 * error, mean + Z_95 * error)


def follow_up(units: Sample) -> Curve:
    """Reverse Kaplan-Meier (Schemper and Smith 1996): the end of follow-up is the event, an event censors it.

    Its median is the median follow-up (domain §4).
    """
    turned = Sample(units.time, ~units.event, units.entry, units.group, units.stratum, units.cluster)
    return kaplan_meier(turned)
