"""The log-rank test with one unit changed, for all units at once, against the test computed anew."""

import time

import numpy as np
import pytest

from review_schema.log_rank_changes import Change, p_with_each
from review_schema.survival import Sample, sample
from review_schema.survival_tests import log_rank


def cohort(units: int, seed: int, *, delayed: bool = False, strata: int = 1) -> Sample:
    chance = np.random.default_rng(seed)
    times = np.ceil(chance.exponential(300, units) / 31) * 31
    entry = np.where(chance.random(units) < 0.5, 12.0, -np.inf) if delayed else None
    return sample(
        times,
        chance.random(units) < 0.6,
        entry=entry,
        group=chance.integers(0, 2, units).tolist(),
        stratum=chance.integers(0, strata, units).tolist(),
    )


def changes_of(units: Sample, seed: int) -> list[Change]:
    """Each unit with and without the event, on its day and on an earlier one that may be nobody else's."""
    chance = np.random.default_rng(seed)
    earliest = np.maximum(units.entry, 0.0) + 1
    earlier = np.maximum(np.round(units.time * chance.random(len(units))), earliest)
    return [
        Change(unit, float(min(day, units.time[unit])), event)
        for unit in range(len(units))
        for day in (units.time[unit], earlier[unit])
        for event in (False, True)
    ]


def computed_anew(units: Sample, change: Change) -> float | None:
    times, event = units.time.copy(), units.event.copy()
    times[change.unit], event[change.unit] = change.time, change.event
    return log_rank(Sample(times, event, units.entry, units.group, units.stratum)).p


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("delayed", [False, True])
@pytest.mark.parametrize("strata", [1, 3])
def test_each_change_gives_the_p_of_the_test_computed_anew(seed: int, delayed: bool, strata: int) -> None:
    units = cohort(40, seed, delayed=delayed, strata=strata)
    changes = changes_of(units, seed)
    found = p_with_each(units, changes)
    assert np.isfinite(found).mean() > 0.95
    for change, p in zip(changes, found, strict=True):
        if np.isfinite(p):
            assert p == pytest.approx(computed_anew(units, change), rel=1e-9)


def test_small_groups_that_are_hardly_at_risk_together_are_left_to_the_full_test() -> None:
    units = sample([10, 20, 30, 40], [True, True, False, False], entry=[0, 0, 25, 25], group=[0, 0, 1, 1])
    assert np.isnan(p_with_each(units, [Change(0, 10.0, True)])).all()


def test_three_groups_or_one_are_left_to_the_full_test() -> None:
    for groups in ([0, 1, 2], [0, 0, 0]):
        units = sample([10, 20, 30], [True, True, True], group=groups)
        assert np.isnan(p_with_each(units, [Change(0, 10.0, False)])).all()


@pytest.mark.slow
def test_the_time_grows_with_the_number_of_units() -> None:
    took = []
    for count in (2_000, 20_000):
        units = cohort(count, 1)
        changes = [Change(n, float(units.time[n]), not units.event[n]) for n in range(count)]
        start = time.perf_counter()
        p_with_each(units, changes)
        took.append(time.perf_counter() - start)
    assert took[1] < 30 * max(took[0], 0.005)
