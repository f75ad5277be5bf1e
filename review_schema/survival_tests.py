"""Log-rank and Fleming-Harrington tests, and the hazard ratio between two groups (Cox), as R gives them."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, ndtr

from review_schema.survival import Z_95, Numbers, Sample

MAX_STEPS = 50
"""Newton steps of the Cox fit; it needs about five, and never ends where one group has no event."""


@dataclass(frozen=True, slots=True)
class GroupTest:
    """A test that groups do not differ. None: there is nothing to compare."""

    statistic: float | None  # chi-squared
    degrees: int
    p: float | None
    observed: tuple[float, ...] = ()  # by group, weighted
    expected: tuple[float, ...] = ()


def chi_squared(statistic: float, degrees: int) -> float:
    """The upper tail."""
    return float(chdtrc(degrees, statistic))


def log_rank(units: Sample, rho: float = 0.0) -> GroupTest:
    """Compare the groups of `units`, within each stratum, with weights S(t-)**rho (Harrington and Fleming 1982).

    rho 0 is the log-rank test, 1 the Peto-Peto modification of Wilcoxon's. S is the pooled curve of the stratum.
    """
    groups = int(units.group.max(initial=-1)) + 1
    observed, expected = np.zeros(groups), np.zeros(groups)
    variance = np.zeros((groups, groups))
    for stratum in np.unique(units.stratum):
        within = units.where(units.stratum == stratum)
        # Arrays of shape (groups, event times) from here on.
        n_by, d_by = _by_group(within, groups)
        n, d = n_by.sum(axis=0), d_by.sum(axis=0)
        weight = np.concatenate([[1.0], np.cumprod(1.0 - d / n)[:-1]])[: len(n)] ** rho
        observed += (weight * d_by).sum(axis=1)
        expected += (weight * d * n_by / n).sum(axis=1)
        spread = weight**2 * d * np.divide(n - d, n - 1, out=np.zeros(len(n)), where=n > 1)
        share = n_by / n
        variance += np.diag(share @ spread) - (share * spread) @ share.T
    counted = expected > 0
    told = tuple(map(float, observed)), tuple(map(float, expected))
    statistic = quadratic_form((observed - expected)[counted], variance[np.ix_(counted, counted)])
    degrees = int(counted.sum()) - 1
    if statistic is None:
        return GroupTest(None, max(degrees, 0), None, *told)
    return GroupTest(statistic, degrees, chi_squared(statistic, degrees), *told)


def _by_group(units: Sample, groups: int) -> tuple[Numbers, Numbers]:
    """At each event time, how many of each group are at risk and have the event; shape (groups, event times)."""
    times, place = np.unique(units.time[units.event], return_inverse=True)
    died = np.zeros((groups, len(times)))
    np.add.at(died, (units.group[units.event], place), 1.0)
    exposed = np.zeros((groups, len(times)))
    for group in range(groups):
        inside = units.group == group
        entered = np.searchsorted(np.sort(units.entry[inside]), times, side="left")
        exposed[group] = entered - np.searchsorted(np.sort(units.time[inside]), times, side="left")
    return exposed, died


def quadratic_form(score: Numbers, variance: Numbers) -> float | None:
    """Score' V⁻¹ score without one of its components, which sum to 0; None with fewer than two groups or V = 0."""
    if len(score) < 2 or np.linalg.matrix_rank(variance[1:, 1:]) < len(score) - 1:
        return None
    return float(score[1:] @ np.linalg.solve(variance[1:, 1:], score[1:]))


@dataclass(frozen=True, slots=True)
class HazardRatio:
    """Cox's model with one covariate: group 1 against group 0."""

    coefficient: float
    standard_error: float
    robust_error: float | None  # clustered by patient
    ratio: float
    low: float  # 95 %, by the robust error where there is one
    high: float
    p: float  # Wald
    score_statistic: float
    likelihood_statistic: float


def hazard_ratio(units: Sample, ties: Literal["efron", "breslow"] = "efron") -> HazardRatio | None:
    """Hazard of group 1 over group 0, stratified by `units.stratum`; None where no finite ratio fits best.

    Efron's handling of ties is R's default. With clusters, the sandwich of Lin and Wei (1989) sums the score
    residuals within each patient.
    """
    covariate = units.group.astype(np.float64)
    with_event = {int(group) for group in np.unique(units.group[units.event])}
    if with_event != {0, 1}:
        return None
    start, score_0, information_0 = _likelihood(units, covariate, 0.0, ties)
    beta, score, information = 0.0, score_0, information_0
    for _ in range(MAX_STEPS):
        if information <= 0:
            return None
        step = score / information
        beta += step
        reached, score, information = _likelihood(units, covariate, beta, ties)
        if abs(step) < 1e-12:
            break
    else:
        return None
    error = float(1 / np.sqrt(information))
    robust = None
    if units.cluster is not None:
        moved = _score_residuals(units, covariate, beta, ties) / information
        robust = float(np.sqrt(np.sum(np.bincount(units.cluster, weights=moved) ** 2)))
    width = Z_95 * (robust or error)
    return HazardRatio(
        coefficient=beta,
        standard_error=error,
        robust_error=robust,
        ratio=float(np.exp(beta)),
        low=float(np.exp(beta - width)),
        high=float(np.exp(beta + width)),
        p=float(2 * ndtr(-abs(beta) / (robust or error))),
        score_statistic=score_0**2 / information_0,
        likelihood_statistic=2 * (reached - start),
    )


def _event_times(units: Sample) -> list[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """At each event time of each stratum: who is at risk, who has the event."""
    found = []
    for stratum in np.unique(units.stratum):
        inside = units.stratum == stratum
        for time in np.unique(units.time[inside & units.event]):
            exposed = inside & (units.time >= time) & (units.entry < time)
            found.append((exposed, inside & (units.time == time) & units.event))
    return found


def _shares(died: NDArray[np.bool_], ties: str) -> Numbers:
    """Efron: of d tied deaths the k-th sees k/d of them gone already; Breslow: none."""
    d = int(died.sum())
    return np.arange(d) / d if ties == "efron" else np.zeros(d)


def _likelihood(units: Sample, covariate: Numbers, beta: float, ties: str) -> tuple[float, float, float]:
    """Partial log likelihood, its slope and the negative of its curvature at `beta`."""
    risk = np.exp(beta * covariate)
    value = slope = curvature = 0.0
    for exposed, died in _event_times(units):
        share = _shares(died, ties)
        zero, one, two = (
            (risk * covariate**power)[exposed].sum() - share * (risk * covariate**power)[died].sum()
            for power in (0, 1, 2)
        )
        value += float(beta * covariate[died].sum() - np.log(zero).sum())
        slope += float(covariate[died].sum() - (one / zero).sum())
        curvature += float((two / zero - (one / zero) ** 2).sum())
    return value, slope, curvature


def _score_residuals(units: Sample, covariate: Numbers, beta: float, ties: str) -> Numbers:
    """What each unit adds to the score, shape (n,)."""
    risk = np.exp(beta * covariate)
    residual = np.zeros(len(units))
    for exposed, died in _event_times(units):
        for share in _shares(died, ties):
            zero = risk[exposed].sum() - share * risk[died].sum()
            mean = ((risk * covariate)[exposed].sum() - share * (risk * covariate)[died].sum()) / zero
            residual += died * (covariate - mean) / died.sum()
            residual -= exposed * (1 - share * died) * risk * (covariate - mean) / zero
    return residual
