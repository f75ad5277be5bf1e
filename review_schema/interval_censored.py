"""Survival where only the interval is known in which the event happened: Turnbull's estimate, as R gives it.

A progression is seen on a scan and happened somewhere since the last clear one: in (left, right]. Dating it to the scan
that shows it makes sparse follow-up look better than dense follow-up; this estimate does not.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from review_schema.survival import Curve, LimitsKind, Numbers, confidence_limits

CONVERGED: Final = 1e-9
SMALLEST: Final = 1e-14
"""No interval that was observed has less chance than this; below it stands rounding."""

MAX_ROUNDS: Final = 5_000
"""Expectation-maximisation slows down on flat likelihoods; what is left then is far below any printed digit."""


def turnbull(left: Sequence[float], right: Sequence[float | None], limits: LimitsKind = "log-log") -> Curve:
    """Non-parametric estimate from n intervals (left, right], days; right None: not seen by then; left == right: exact.

    Steps stand in the middle of the intervals that can hold an event (Turnbull 1976), as in R's ``survfit`` with
    ``type="interval2"``; `at_risk` and `events` are expected numbers. Its error is R's too: that of a weighted
    Kaplan-Meier curve in which each step counts as one unit.
    """
    low = np.asarray(left, dtype=np.float64)
    high = np.array([np.inf if end is None else end for end in right], dtype=np.float64)
    open_ended = np.isinf(high)
    steps = _possible_steps(low, high)
    ends = low[open_ended]
    # Each interval covers the steps from `first` up to, not including, `beyond`.
    exact = (low == high)[~open_ended]
    first = np.where(
        exact, np.searchsorted(steps, low[~open_ended]), np.searchsorted(steps, low[~open_ended], side="right")
    )
    beyond = np.searchsorted(steps, high[~open_ended], side="right")
    times, row = np.unique(np.concatenate([steps, ends]), return_inverse=True)
    at_step, at_end = row[: len(steps)], row[len(steps) :]
    censored = np.bincount(at_end, minlength=len(times)).astype(np.float64)
    weight = _covering(np.ones(len(first)), first, beyond, len(steps))
    weight *= len(first) / max(float(weight.sum()), 1.0)
    for _ in range(MAX_ROUNDS):
        _, _, survival = _weighted_curve(weight, at_step, censored)
        jumps = -np.diff(np.concatenate([[1.0], survival]))[at_step]
        until = np.concatenate([[0.0], np.cumsum(jumps)])
        chance = np.maximum(until[beyond] - until[first], SMALLEST)
        following = jumps * _covering(1 / chance, first, beyond, len(steps))
        moved = float(np.max(np.abs(following - weight), initial=0.0))
        weight = following
        if moved < CONVERGED:
            break
    at_risk, events, survival = _weighted_curve(weight, at_step, censored)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = survival * _error(at_risk, events, censored)
    bounds = confidence_limits(survival, error, limits)
    empty = np.full(len(low), -np.inf)
    return Curve(
        times, at_risk, events, censored, survival, error, *bounds, 1.0, empty, np.sort(np.where(open_ended, low, high))
    )


def _covering(share: Numbers, first: NDArray[np.intp], beyond: NDArray[np.intp], steps: int) -> Numbers:
    """At each step the sum of the shares of the intervals that cover it."""
    change = np.bincount(first, weights=share, minlength=steps + 1) - np.bincount(
        beyond, weights=share, minlength=steps + 1
    )
    return np.asarray(np.cumsum(change)[:steps], dtype=np.float64)


def _possible_steps(low: Numbers, high: Numbers) -> Numbers:
    """Exact times, and the middles between a left end and the right end that follows it with nothing in between."""
    exact = low == high
    closed = ~exact & np.isfinite(high)
    ends = [(t, 0) for t in low[exact]] + [(t, 1) for t in high[closed]] + [(t, 2) for t in low[~exact]]
    ends.sort()
    middles = [(one + other) / 2 for (one, kind), (other, following) in pairwise(ends) if kind != 1 and following == 1]
    return np.unique(np.concatenate([low[exact], np.array(middles, dtype=np.float64)]))


def _weighted_curve(weight: Numbers, at_step: NDArray[np.intp], censored: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    events = np.bincount(at_step, weights=weight, minlength=len(censored)).astype(np.float64)
    left = events + censored
    at_risk = np.cumsum(left[::-1])[::-1]
    fraction = np.divide(events, at_risk, out=np.zeros_like(events), where=at_risk > 0)
    return at_risk, events, np.cumprod(1 - np.minimum(fraction, 1.0))


def _error(at_risk: Numbers, events: Numbers, censored: Numbers) -> Numbers:
    """Of log S: the jackknife in which every step with its whole weight, and every unit without event, is one unit."""
    step = np.divide(events, at_risk * (at_risk - events), out=np.zeros_like(events), where=events > 0)
    hazard = np.cumsum(step)
    jump = np.divide(1.0, at_risk - events, out=np.zeros_like(events), where=events > 0)
    # A unit that left at an earlier time i moved log S by its jump less the hazard up to i; one still there by -hazard.
    behind = np.cumsum(events**2 * (jump - hazard) ** 2 + censored * hazard**2)
    units = events**2 + censored
    return np.asarray(np.sqrt(behind + hazard**2 * (units.sum() - np.cumsum(units))))
