"""Limits of curves by drawing patients: the estimates are the curves' own, the limits those of draws one by one."""

import numpy as np
import pytest

from review_schema.bootstrap_curves import incidence_of_draws, limits_by_drawing
from review_schema.competing_risks import CompetingSample, cumulative_incidence
from review_schema.survival import Sample, kaplan_meier, sample

DAYS = (10.0, 182.625, 365.25, 730.5, 5000.0)


def cohort(units: int = 60, *, seed: int = 1, delayed: bool = False) -> tuple[Sample, CompetingSample, list[str]]:
    """Patients with one or two cavities; times rounded, so that many are tied."""
    chance = np.random.default_rng(seed)
    time = np.ceil(chance.exponential(400, units) / 30) * 30
    cause = chance.choice([0, 1, 2], size=units, p=[0.4, 0.4, 0.2])
    entry = np.where(chance.random(units) < 0.5, 20.0, -np.inf) if delayed else np.full(units, -np.inf)
    subjects = [f"P{n * 2 // 3:03}" for n in range(units)]
    return (
        sample(time, cause == 1, entry=entry),
        CompetingSample(time, cause.astype(np.intp), np.zeros(units, dtype=np.intp)),
        subjects,
    )


@pytest.mark.parametrize("delayed", [False, True])
def test_every_unit_once_gives_kaplan_meier(delayed: bool) -> None:
    units, _, _ = cohort(delayed=delayed)
    found = incidence_of_draws(np.ones((1, len(units))), units.time, units.entry, units.event, units.event, DAYS)
    curve = kaplan_meier(units)
    assert 1 - found[0] == pytest.approx([curve.at(days).value for days in DAYS], abs=1e-12)


def test_every_unit_once_gives_cumulative_incidence() -> None:
    units, competing, _ = cohort()
    found = incidence_of_draws(
        np.ones((1, len(units))), competing.time, units.entry, competing.cause == 1, competing.cause > 0, DAYS
    )
    curve = cumulative_incidence(competing)
    assert found[0] == pytest.approx([curve.at(days).value for days in DAYS], abs=1e-12)


def test_a_unit_drawn_twice_is_there_twice() -> None:
    units, _, _ = cohort(30)
    weights = np.random.default_rng(2).integers(0, 3, size=(5, 30)).astype(np.float64)
    found = incidence_of_draws(weights, units.time, units.entry, units.event, units.event, DAYS)
    for drawn, values in zip(weights.astype(int), found, strict=True):
        repeated = np.repeat(np.arange(30), drawn)
        curve = kaplan_meier(sample(units.time[repeated], units.event[repeated]))
        assert 1 - values == pytest.approx([curve.at(days).value for days in DAYS], abs=1e-12)


def limits(units: Sample, subjects: list[str], draws: int = 2000) -> list[tuple[float | None, float | None]]:
    found = limits_by_drawing(subjects, units.time, units.entry, units.event, units.event, DAYS, draws, free=True)
    return [(one.low, one.high) for one in found]


def test_patients_are_drawn_with_all_their_units() -> None:
    """Each patient's unit twice: the limits are those of the single units, as the doubt is no smaller."""
    units, _, _ = cohort(40)
    names = [f"P{n}" for n in range(40)]
    twice = np.repeat(np.arange(40), 2)
    alone = limits(units, names)
    together = limits(units.where(np.ones(40, dtype=bool)), names)
    doubled = limits(sample(units.time[twice], units.event[twice]), [name for name in names for _ in range(2)])
    taken_apart = limits(sample(units.time[twice], units.event[twice]), [f"P{n}" for n in range(80)])
    assert alone == together == pytest.approx(doubled)
    width = [np.subtract(*one[::-1]) for one in (alone[2], taken_apart[2])]
    assert width[1] == pytest.approx(width[0] / np.sqrt(2), rel=0.15)


def test_without_ties_and_clusters_limits_are_near_greenwoods() -> None:
    units, _, _ = cohort(300, seed=5)
    found = limits_by_drawing(
        [f"P{n}" for n in range(300)], units.time, units.entry, units.event, units.event, DAYS, 2000, free=True
    )
    curve = kaplan_meier(units)
    for days, one in zip(DAYS[1:4], found[1:4], strict=True):
        formula = curve.at(days)
        assert one.value == pytest.approx(formula.value)
        assert one.standard_error == pytest.approx(formula.standard_error, rel=0.1)
        assert (one.low, one.high) == (
            pytest.approx(formula.low, abs=0.03),
            pytest.approx(formula.high, abs=0.03),
        )


def test_the_same_units_give_the_same_limits_in_any_order() -> None:
    units, _, subjects = cohort()
    order = np.random.default_rng(3).permutation(len(units))
    shuffled = sample(units.time[order], units.event[order])
    assert limits(units, subjects) == pytest.approx(limits(shuffled, [subjects[n] for n in order]))


def test_large_cohorts_are_drawn_in_parts_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    units, _, subjects = cohort()
    whole = limits(units, subjects)
    monkeypatch.setattr("review_schema.bootstrap_curves.DRAWN_AT_ONCE", 6000)
    assert limits(units, subjects) == whole


def test_nothing_is_said_where_nobody_had_the_event_or_there_is_one_patient() -> None:
    units, _, subjects = cohort()
    assert limits(units, subjects)[0] == (None, None), "no event by day 10"
    assert limits(units, ["P1"] * len(units)) == [(None, None)] * len(DAYS)
