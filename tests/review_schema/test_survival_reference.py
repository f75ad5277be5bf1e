"""Every figure of the reference computed with R, to 1e-6; where R says NA, so do we."""

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
import pytest

from review_schema.competing_risks import CompetingSample, cumulative_incidence, gray_test
from review_schema.interval_censored import turnbull
from review_schema.survival import Curve, Estimate, Sample, kaplan_meier, restricted_mean, sample
from review_schema.survival_tests import hazard_ratio, log_rank
from tests.real_data import REFERENCE

Row = dict[str, str]

LIMITS = ("log-log", "log", "plain", "logit", "arcsin")
SETS = ("lung", "ovarian", "tiny", "flat", "iort")


@cache
def table(name: str) -> tuple[Row, ...]:
    with (REFERENCE / "survival" / name).open(encoding="utf-8", newline="") as file:
        rows = tuple(csv.DictReader(file))
    assert rows
    return rows


def rows(name: str, **where: object) -> list[Row]:
    found = [row for row in table(name) if all(row[key] == str(value) for key, value in where.items())]
    assert found
    return found


def told(text: str) -> float | None:
    return None if text == "NA" else float(text)


def as_r(*numbers: str) -> list[Any]:
    """What R says, to compare with: None for NA."""
    return [None if text == "NA" else pytest.approx(float(text), abs=1e-6, rel=1e-6) for text in numbers]


def figures(*numbers: float) -> list[float | None]:
    return [None if np.isnan(number) else float(number) for number in numbers]


def parts(estimate: Estimate) -> list[float | None]:
    return [estimate.value, estimate.standard_error, estimate.low, estimate.high]


def units(dataset: str) -> Sample:
    read = rows("input_survival.csv", dataset=dataset)
    return sample(
        [float(row["time"]) for row in read],
        [row["event"] == "1" for row in read],
        group=[row["group"] for row in read],
        cluster=[(int(row["id"]) - 1) // 2 for row in read],
    )


def groups(dataset: str) -> list[str]:
    return sorted({row["group"] for row in rows("input_survival.csv", dataset=dataset)})


def curves(kind: Any) -> Iterator[tuple[str, str, Curve]]:
    for dataset in SETS:
        for code, group in enumerate(groups(dataset)):
            yield dataset, group, kaplan_meier(units(dataset).of_group(code), kind)


@pytest.mark.parametrize("kind", LIMITS)
def test_kaplan_meier_curves_are_those_of_r(kind: str) -> None:
    seen = 0
    for dataset, group, curve in curves(kind):
        expected = rows("km_curves.csv", dataset=dataset, conf_type=kind, group=group)
        assert len(expected) == len(curve.times)
        for place, row in enumerate(expected):
            counts = (curve.times[place], curve.at_risk[place], curve.events[place], curve.censored[place])
            assert counts == tuple(float(row[name]) for name in ("time", "n_risk", "n_event", "n_censor"))
            made = (curve.value[place], curve.standard_error[place], curve.low[place], curve.high[place])
            assert figures(*made) == as_r(row["surv"], row["std_err_greenwood_of_S"], row["lower"], row["upper"]), row
            seen += 1
    assert seen == len(rows("km_curves.csv", conf_type=kind))


@pytest.mark.parametrize("kind", LIMITS)
def test_quantiles_and_their_limits_are_those_of_r(kind: str) -> None:
    seen = 0
    for dataset, group, curve in curves(kind):
        for row in rows("km_quantiles.csv", dataset=dataset, conf_type=kind, group=group):
            found = curve.quantile(float(row["prob"]))
            assert [found.value, found.low, found.high] == as_r(row["time"], row["lower"], row["upper"]), row
            seen += 1
    assert seen == len(rows("km_quantiles.csv", conf_type=kind))


@pytest.mark.parametrize("kind", LIMITS)
def test_landmarks_are_those_of_r(kind: str) -> None:
    seen = 0
    for dataset, group, curve in curves(kind):
        for row in rows("km_landmarks.csv", dataset=dataset, conf_type=kind, group=group):
            days = float(row["time"])
            assert parts(curve.at(days)) == as_r(row["surv"], row["std_err"], row["lower"], row["upper"]), row
            assert curve.number_at_risk(days) == int(row["n_risk"]), row
            seen += 1
    assert seen == len(rows("km_landmarks.csv", conf_type=kind))


@pytest.mark.parametrize("row", table("rmst.csv"), ids=lambda row: f"{row['dataset']} {row['group']} {row['tau']}")
def test_restricted_means_are_those_of_r(row: Row) -> None:
    group = groups(row["dataset"]).index(row["group"])
    found = restricted_mean(units(row["dataset"]).of_group(group), float(row["tau"]))
    assert [found.value, found.standard_error] == as_r(row["rmst"], row["se"])


def stratified_lung() -> Sample:
    read = [row for row in rows("input_lung_stratified.csv") if row["ph_ecog"] != "NA"]
    return sample(
        [float(row["time"]) for row in read],
        [row["event"] == "1" for row in read],
        group=[row["sex"] for row in read],
        stratum=[row["ph_ecog"] for row in read],
    )


def numbers(text: str) -> list[float]:
    return [float(part) for part in text.split(";") if part]


@pytest.mark.parametrize("row", table("logrank.csv"), ids=lambda row: f"{row['dataset']} rho {row['rho']}")
def test_log_rank_tests_are_those_of_r(row: Row) -> None:
    stratified = row["dataset"] == "lung_stratified_by_ph.ecog"
    found = log_rank(stratified_lung() if stratified else units(row["dataset"]), float(row["rho"]))
    assert [found.statistic, found.p] == as_r(row["chisq"], row["p"])
    assert found.degrees == int(row["df"])
    if not stratified:
        assert found.observed == pytest.approx(numbers(row["obs"]), abs=1e-6)
        assert found.expected == pytest.approx(numbers(row["exp"]), abs=1e-6)


@pytest.mark.parametrize("row", table("cox.csv"), ids=lambda row: f"{row['dataset']} {row['ties']}")
def test_hazard_ratios_are_those_of_r(row: Row) -> None:
    read = units(row["dataset"])
    alone = Sample(read.time, read.event, read.entry, read.group, read.stratum)
    found = hazard_ratio(alone, "efron" if row["ties"] == "efron" else "breslow")
    assert found is not None
    made = [found.coefficient, found.standard_error, found.ratio, found.low, found.high]
    assert made == as_r(row["coef"], row["se"], row["hr"], row["hr_lo"], row["hr_hi"])
    assert [found.score_statistic, found.likelihood_statistic] == as_r(row["score_chisq"], row["lr_chisq"])


def test_the_hazard_ratio_clustered_by_patient_is_that_of_r() -> None:
    (row,) = table("cox_cluster.csv")
    found = hazard_ratio(units("lung"))
    assert found is not None
    made = [found.coefficient, found.standard_error, found.robust_error, found.p]
    assert made == as_r(row["coef"], row["se"], row["robust_se"], row["p"])


@pytest.mark.parametrize("row", table("km_cluster_robust.csv"), ids=lambda row: f"{row['group']} {row['time']}")
def test_landmarks_clustered_by_patient_are_those_of_r(row: Row) -> None:
    curve = kaplan_meier(units("lung").of_group(groups("lung").index(row["group"])), robust=True)
    expected = as_r(row["surv"], row["std_err_robust"], row["lower"], row["upper"])
    assert parts(curve.at(float(row["time"]))) == expected


def competing(dataset: str) -> tuple[CompetingSample, list[str]]:
    read = rows("input_competing.csv", dataset=dataset)
    names = sorted({row["group"] for row in read})
    made = CompetingSample(
        np.array([float(row["time"]) for row in read]),
        np.array([int(row["event"]) for row in read]),
        np.array([names.index(row["group"]) for row in read]),
    )
    return made, names


@pytest.mark.parametrize("dataset", ["mgus2", "tinycr"])
@pytest.mark.parametrize("kind", ["log-log", "log", "plain"])
def test_cumulative_incidences_are_those_of_r(dataset: str, kind: Any) -> None:
    read, names = competing(dataset)
    for row in rows("aalen_johansen.csv", dataset=dataset, conf_type=kind):
        curve = cumulative_incidence(read.of_group(names.index(row["group"])), int(row["cause"]), kind)
        assert parts(curve.at(float(row["time"]))) == as_r(row["cif"], row["std_err"], row["lower"], row["upper"]), row


@pytest.mark.parametrize("dataset", ["mgus2", "tinycr"])
def test_cumulative_incidences_with_the_variance_of_cmprsk_are_those_of_ezr(dataset: str) -> None:
    read, names = competing(dataset)
    for row in rows("cif_cmprsk_ezr.csv", dataset=dataset):
        group, cause = row["group_cause"].split()
        curve = cumulative_incidence(read.of_group(names.index(group)), int(cause), variance="cmprsk")
        found = curve.at(float(row["time"]))
        variance = None if found.standard_error is None else found.standard_error**2
        made = [found.value, variance, found.low, found.high]
        assert made == as_r(row["cif"], row["var_cmprsk"], row["ezr_lower"], row["ezr_upper"]), row


@pytest.mark.parametrize("row", table("gray_test.csv"), ids=lambda row: f"{row['dataset']} cause {row['cause']}")
def test_gray_tests_are_those_of_r(row: Row) -> None:
    read, _ = competing(row["dataset"])
    found = gray_test(read, int(row["cause"]))
    assert [found.statistic, found.p] == as_r(row["gray_stat"], row["p"])
    assert found.degrees == int(row["df"])


def test_the_interval_censored_curve_is_that_of_r() -> None:
    read = rows("input_interval.csv")
    curve = turnbull([float(row["left"]) for row in read], [told(row["right"]) for row in read])
    made = zip(curve.times, curve.at_risk, curve.events, curve.value, curve.low, curve.high, strict=True)
    names = ("time", "n_risk", "n_event", "surv", "lower", "upper")
    for found, row in zip(made, rows("turnbull.csv"), strict=True):
        assert figures(*found) == as_r(*(row[name] for name in names))


def test_the_curve_with_delayed_entry_is_that_of_r() -> None:
    read = rows("input_left_truncated.csv")
    columns: list[Sequence[float]] = [[float(row[name]) for row in read] for name in ("time", "entry")]
    curve = kaplan_meier(sample(columns[0], [row["event"] == "1" for row in read], entry=columns[1]))
    made = zip(curve.times, curve.at_risk, curve.events, curve.value, curve.low, curve.high, strict=True)
    names = ("time", "n_risk", "n_event", "surv", "lower", "upper")
    for found, row in zip(made, rows("km_left_truncated.csv"), strict=True):
        assert figures(*found) == as_r(*(row[name] for name in names))
