"""What the survival figures mean, on data small enough to check by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_schema.competing_risks import CompetingSample, cumulative_incidence, gray_test
from review_schema.interval_censored import turnbull
from review_schema.survival import follow_up, kaplan_meier, restricted_mean, sample
from review_schema.survival_tests import hazard_ratio, log_rank
from review_schema.time_units import DAYS_PER_YEAR

FOLLOWED = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 2)), min_size=1, max_size=30)


def test_one_event_among_27_at_risk_is_the_published_3_7_percent() -> None:
    # Domain §5: 3.7 % (0.5-23.5) radionecrosis at one year after IORT.
    curve = kaplan_meier(sample([200.0, *[100.0] * 35, *[900.0] * 26], [True, *[False] * 61]))
    year = curve.at(DAYS_PER_YEAR)
    assert [round(100 * (1 - x), 1) for x in (year.value, year.high, year.low) if x is not None] == [3.7, 0.5, 23.5]


def test_while_nobody_has_had_the_event_there_are_no_limits() -> None:
    year = kaplan_meier(sample([100.0, 500.0], [False, False])).at(365)
    assert (year.value, year.low, year.high) == (1.0, None, None)


def test_a_median_that_is_not_reached_is_none() -> None:
    assert kaplan_meier(sample([10.0, 20.0, 30.0], [True, False, False])).quantile(0.5).value is None


def test_who_enters_late_is_not_at_risk_before() -> None:
    curve = kaplan_meier(sample([10.0, 20.0], [True, True], entry=[0.0, 10.0]))
    assert list(curve.at_risk) == [1, 1]
    assert curve.number_at_risk(10) == 1
    assert curve.number_at_risk(15) == 1


def test_the_median_follow_up_counts_the_living_and_censors_the_dead() -> None:
    assert follow_up(sample([1.0, 2.0, 100.0, 200.0, 300.0], [1, 1, 0, 0, 0])).quantile(0.5).value == 200


def test_groups_that_cannot_be_compared_give_no_test() -> None:
    alone = sample([1.0, 2.0], [True, False], group=["a", "a"])
    without_events = sample([1.0, 2.0], [False, False], group=["a", "b"])
    assert log_rank(alone).p is None
    assert log_rank(without_events).p is None
    assert hazard_ratio(without_events) is None


def test_a_group_without_events_has_no_finite_hazard_ratio_but_a_log_rank_test() -> None:
    units = sample([1.0, 2.0, 3.0, 4.0], [True, True, False, False], group=["a", "a", "b", "b"])
    assert hazard_ratio(units) is None
    assert log_rank(units).p is not None


def test_a_restricted_mean_beyond_the_last_look_carries_the_curve_on() -> None:
    assert restricted_mean(sample([10.0], [False]), 30.0).value == 30


def test_gray_test_needs_two_groups_and_an_event() -> None:
    one = CompetingSample(np.array([1.0, 2.0]), np.array([1, 0]), np.array([0, 0]))
    none = CompetingSample(np.array([1.0, 2.0]), np.array([0, 2]), np.array([0, 1]))
    assert gray_test(one).p is None
    assert gray_test(none).p is None


def test_an_interval_that_is_a_day_is_an_exact_time() -> None:
    curve = turnbull([10.0, 20.0, 30.0], [10.0, 20.0, None])
    exact = kaplan_meier(sample([10.0, 20.0, 30.0], [True, True, False]))
    assert list(curve.times) == list(exact.times)
    assert curve.value == pytest.approx(exact.value)


def test_intervals_that_all_stay_open_leave_the_curve_at_one() -> None:
    assert list(turnbull([5.0, 9.0], [None, None]).value) == [1, 1]


@given(FOLLOWED)
def test_without_competing_events_the_incidence_is_one_minus_kaplan_meier(found: list[tuple[int, int]]) -> None:
    time = np.array([float(days) for days, _ in found])
    event = np.array([status == 1 for _, status in found])
    incidence = cumulative_incidence(CompetingSample(time, event.astype(np.intp), np.zeros(len(time), dtype=np.intp)))
    survival = kaplan_meier(sample(time, event))
    assert incidence.value == pytest.approx(1 - survival.value, abs=1e-12)
    known = ~np.isnan(survival.standard_error)
    assert incidence.standard_error[known] == pytest.approx(survival.standard_error[known], abs=1e-9)


@given(FOLLOWED)
def test_incidences_of_all_causes_and_survival_add_up_to_one(found: list[tuple[int, int]]) -> None:
    time = np.array([float(days) for days, _ in found])
    cause = np.array([status for _, status in found])
    units = CompetingSample(time, cause, np.zeros(len(time), dtype=np.intp))
    free = kaplan_meier(sample(time, cause > 0)).value
    assert cumulative_incidence(units, 1).value + cumulative_incidence(units, 2).value + free == pytest.approx(1)


@given(FOLLOWED)
def test_with_each_unit_its_own_cluster_the_robust_error_is_greenwoods(found: list[tuple[int, int]]) -> None:
    units = sample([float(days) for days, _ in found], [status == 1 for _, status in found])
    usual, robust = kaplan_meier(units), kaplan_meier(units, robust=True)
    known = ~np.isnan(usual.standard_error)
    assert robust.standard_error[known] == pytest.approx(usual.standard_error[known], abs=1e-9)
