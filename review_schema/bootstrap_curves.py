"""Limits of curves by drawing patients with replacement, so that several cavities of one patient stay together.

Percentiles of the draws (Efron 1981, for censored data; whole patients as in Davison and Hinkley 1997, §3.8), beside
the formulas' limits: they assume neither that cavities are independent nor that the error is normal on any scale.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from review_schema.coefficients import SEED
from review_schema.survival import ROUNDING, Estimate, Numbers

DRAWN_AT_ONCE: Final = 2_000_000
"""So many weights of units are in memory at a time, whatever the cohort's size."""


def incidence_of_draws(
    weights: Numbers,
    time: Numbers,
    entry: Numbers,
    event: NDArray[np.bool_],
    ended: NDArray[np.bool_],
    days: Sequence[float],
) -> Numbers:
    """Aalen-Johansen estimate at landmarks, of many weighted samples at once.

    Where every end is the event this is 1 - Kaplan-Meier. Beyond a sample's last time its last value holds.

    Args:
        weights: how often each unit is in each sample, shape (samples, units).
        time: end of follow-up of each unit, days, shape (units,).
        entry: a unit is at risk in (entry, time]; -inf: from the origin on.
        event: whether it ended with the event.
        ended: whether it ended with the event or with one that competes.
        days: landmarks.

    Returns:
        Shape (samples, landmarks).
    """
    order = np.argsort(time, kind="stable")
    times, starts = np.unique(time[order], return_index=True)
    drawn = weights[:, order]
    left = np.add.reduceat(drawn, starts, axis=1)
    own = np.add.reduceat(drawn * event[order], starts, axis=1)
    ends = np.add.reduceat(drawn * ended[order], starts, axis=1)
    by_entry = np.argsort(entry, kind="stable")
    entered_before = np.searchsorted(entry[by_entry], times, side="left")
    entered = np.cumsum(weights[:, by_entry], axis=1)[:, entered_before - 1] * (entered_before > 0)
    at_risk = entered - (np.cumsum(left, axis=1) - left)
    share = np.divide(1.0, at_risk, out=np.zeros_like(at_risk), where=at_risk > 0)
    survival = np.cumprod(1.0 - ends * share, axis=1)
    before = np.concatenate([np.ones((len(weights), 1)), survival[:, :-1]], axis=1)
    incidence = np.concatenate([np.zeros((len(weights), 1)), np.cumsum(before * own * share, axis=1)], axis=1)
    return np.asarray(incidence[:, np.searchsorted(times, np.asarray(days), side="right")])


def limits_by_drawing(
    subjects: Sequence[str],
    time: Numbers,
    entry: Numbers,
    event: NDArray[np.bool_],
    ended: NDArray[np.bool_],
    days: Sequence[float],
    draws: int,
    *,
    free: bool,
) -> tuple[Estimate, ...]:
    """The estimate at each landmark with the draws' standard deviation and 95 % percentile limits.

    Limits are None with fewer than two patients, and where the estimate is 0 or 1: there the draws say nothing of the
    doubt. The same units give the same limits, in whatever order they come.

    Args:
        subjects: of each unit; units of one patient are drawn together.
        time: see `incidence_of_draws`, as are the next four.
        entry: start of being at risk.
        event: ended with the event.
        ended: ended with the event or a competing one.
        days: landmarks.
        draws: how many times the patients are drawn.
        free: of being free of the event (1 - incidence), else of the incidence.
    """
    codes = {subject: code for code, subject in enumerate(sorted(set(subjects)))}
    patient = np.array([codes[subject] for subject in subjects], dtype=np.intp)
    whole = incidence_of_draws(np.ones((1, len(time))), time, entry, event, ended, days)[0]
    chance = np.random.default_rng(SEED)
    at_once = max(DRAWN_AT_ONCE // len(time), 1)
    found = []
    for start in range(0, draws if len(codes) > 1 else 0, at_once):
        size = min(at_once, draws - start)
        weights = chance.multinomial(len(codes), np.full(len(codes), 1 / len(codes)), size=size).astype(np.float64)
        found.append(incidence_of_draws(weights[:, patient], time, entry, event, ended, days))
    if not found:
        return tuple(Estimate(float(1 - value if free else value)) for value in whole)
    drawn = np.concatenate(found)
    drawn, whole = (1 - drawn, 1 - whole) if free else (drawn, whole)
    spread = drawn.std(axis=0, ddof=1)
    low, high = np.percentile(drawn, (2.5, 97.5), axis=0)
    return tuple(
        Estimate(float(value), float(error), float(least), float(most))
        if ROUNDING < value < 1 - ROUNDING
        else Estimate(float(np.clip(value, 0.0, 1.0)))
        for value, error, least, most in zip(whole, spread, low, high, strict=True)
    )
