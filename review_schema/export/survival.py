"""Survival figures as CSV and as a page to read. Identical input gives identical bytes; NA where R says NA."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from review_schema.export.events import NA, csv_bytes
from review_schema.survival import Curve, Estimate
from review_schema.survival_analysis import Analysis, GroupResult, Landmark
from review_schema.time_units import DAYS_PER_MONTH

DIGITS: Final = 10
"""Significant digits in the CSV files: more than anyone prints, and the same on every machine."""

MEANINGS: Final = {
    "kaplan_meier": "Kaplan-Meier, death censored; Greenwood's error, log-log limits (as EZR)",
    "kaplan_meier_clustered": "the same with the error of a jackknife over patients (several cavities each)",
    "kaplan_meier_bootstrap": "the same with percentiles of draws of patients (--bootstrap); error: their spread",
    "cumulative_incidence": "Aalen-Johansen, death competing; limits log-log on R survfit's variance",
    "cumulative_incidence_ezr": "the same with cmprsk's variance, as EZR prints the limits",
    "cumulative_incidence_bootstrap": "the same with percentiles of draws of patients (--bootstrap)",
    "interval_censored": "Turnbull: the event happened somewhere between the last clear scan and the one that shows it",
    "restricted_mean_days": "mean days free of the event, up to this landmark",
}
"""The estimates in the files."""

CURVES: Final = [
    "reader",
    "group",
    "estimate",
    "time_days",
    "at_risk",
    "events",
    "censored",
    "value",
    "standard_error",
    "low",
    "high",
]
LANDMARKS: Final = [
    "reader",
    "group",
    "months",
    "days",
    "at_risk",
    "estimate",
    "value",
    "standard_error",
    "low",
    "high",
]
TIMES: Final = ["reader", "group", "units", "patients", "events", "died_without", "figure", "days", "low", "high"]
TESTS: Final = ["reader", "test", "statistic", "degrees", "p", "ratio", "low", "high"]


def survival_files(analyses: Sequence[Analysis]) -> dict[str, bytes]:
    """Name -> content of the tables of one endpoint, all readers in them."""
    name = analyses[0].question.paramcd
    return {
        f"{name}_curves.csv": csv_bytes(CURVES, _lines(analyses, _curve_rows)),
        f"{name}_landmarks.csv": csv_bytes(LANDMARKS, _lines(analyses, _landmark_rows)),
        f"{name}_times.csv": csv_bytes(TIMES, _lines(analyses, _time_rows)),
        f"{name}_tests.csv": csv_bytes(TESTS, (row for analysis in analyses for row in _test_rows(analysis))),
        f"{name}_survival.md": survival_markdown(analyses).encode("utf-8"),
    }


def _lines(analyses: Sequence[Analysis], of: Callable[[GroupResult], Iterator[list[object]]]) -> Iterator[list[object]]:
    for analysis in analyses:
        for group in analysis.groups:
            for row in of(group):
                yield [analysis.reader or None, group.name, *row]


def figure(number: float | None) -> float | int | None:
    """A number as it stands in a file: rounded to `DIGITS` significant digits; None for NaN."""
    if number is None or np.isnan(number):
        return None
    rounded = float(f"{float(number):.{DIGITS}g}") + 0.0
    return int(rounded) if rounded.is_integer() else rounded


def _all_of(estimate: Estimate) -> list[object]:
    return [figure(n) for n in (estimate.value, estimate.standard_error, estimate.low, estimate.high)]


def _curve_rows(group: GroupResult) -> Iterator[list[object]]:
    curves: tuple[tuple[str, Curve | None], ...] = (
        ("kaplan_meier", group.free),
        ("cumulative_incidence", group.incidence),
        ("interval_censored", group.interval),
    )
    for name, curve in curves:
        if curve is not None:
            counts = (curve.times, curve.at_risk, curve.events, curve.censored)
            values = (curve.value, curve.standard_error, curve.low, curve.high)
            for numbers in zip(*counts, *values, strict=True):
                yield [name, *map(figure, numbers)]


def named_estimates(landmark: Landmark) -> tuple[tuple[str, Estimate], ...]:
    """The estimates that exist at a landmark, by the names in `MEANINGS`."""
    found: tuple[tuple[str, Estimate | None], ...] = (
        ("kaplan_meier", landmark.free),
        ("kaplan_meier_clustered", landmark.free_clustered),
        ("kaplan_meier_bootstrap", landmark.free_bootstrap),
        ("cumulative_incidence", landmark.incidence),
        ("cumulative_incidence_ezr", landmark.incidence_ezr),
        ("cumulative_incidence_bootstrap", landmark.incidence_bootstrap),
        ("interval_censored", landmark.interval),
        ("restricted_mean_days", landmark.mean_days),
    )
    return tuple((name, estimate) for name, estimate in found if estimate is not None)


def _landmark_rows(group: GroupResult) -> Iterator[list[object]]:
    for landmark in group.landmarks:
        for name, estimate in named_estimates(landmark):
            days = landmark.months * DAYS_PER_MONTH
            yield [landmark.months, figure(days), landmark.at_risk, name, *_all_of(estimate)]


def _time_rows(group: GroupResult) -> Iterator[list[object]]:
    counts = [group.units, group.patients, group.events, group.competing]
    for probability, estimate in group.quantiles:
        name = "median" if probability == 0.5 else f"quantile_{probability:g}"
        yield [*counts, name, figure(estimate.value), figure(estimate.low), figure(estimate.high)]
    follow = group.follow_up
    yield [*counts, "median_follow_up", figure(follow.value), figure(follow.low), figure(follow.high)]


def _test_rows(analysis: Analysis) -> Iterator[list[object]]:
    reader = analysis.reader or None
    for name, test in analysis.tests:
        yield [reader, name, figure(test.statistic), test.degrees, figure(test.p), None, None, None]
    hazard = analysis.hazard
    if hazard is not None:
        name = f"{_cox(analysis)}, {analysis.groups[1].name} against {analysis.groups[0].name}"
        statistic = (hazard.coefficient / (hazard.robust_error or hazard.standard_error)) ** 2
        ratio = (hazard.ratio, hazard.low, hazard.high)
        yield [reader, name, figure(statistic), 1, figure(hazard.p), *map(figure, ratio)]


# --- the page ---------------------------------------------------------------------------------------------------------


def survival_markdown(analyses: Sequence[Analysis]) -> str:
    """A page: per reader the groups, their landmarks and the tests."""
    question, unit = analyses[0].question, analyses[0].unit
    since = {
        "surgery": "days from surgery",
        "delayed": "days from surgery, at risk from the start of radiotherapy on",
        "treatment": "days from the start of radiotherapy",
    }[question.start]
    lines = [f"# {_plain(question.paramcd)}", "", f"Unit: {unit}; {since}. 95 % limits. NA: cannot be estimated.", ""]
    if question.subgroup:
        told = ", ".join(f"{_plain(column)} = {_plain(value)}" for column, value in question.subgroup.items())
        lines += [f"Subgroup: {told}.", ""]
    for analysis in analyses:
        if analysis.reader:
            lines += [f"## Reader {_plain(analysis.reader)}", ""]
        lines += _group_table(analysis.groups)
        for group in analysis.groups:
            lines += ["", f"### {_plain(group.name)}", "", *_landmark_table(group)]
        lines += ["", *_test_table(analysis)]
        for count, why in (
            (analysis.without_time, "left out, without a time that could be counted"),
            (analysis.without_group, "left out, NA in a column that is asked for"),
        ):
            if count:
                lines += [f"Units {why}: {count}.", ""]
    lines += [f"- `{name}`: {meaning}." for name, meaning in MEANINGS.items()]
    return "\n".join(lines) + "\n"


def _group_table(groups: Sequence[GroupResult]) -> list[str]:
    lines = [
        "| group | units | patients | events | died without | median, days | median follow-up, days |",
        "|---|---|---|---|---|---|---|",
    ]
    for group in groups:
        median = next(estimate for probability, estimate in group.quantiles if probability == 0.5)
        counts = f"{group.units} | {group.patients} | {group.events} | {group.competing}"
        lines.append(f"| {_plain(group.name)} | {counts} | {days_text(median)} | {days_text(group.follow_up)} |")
    return lines


def _landmark_table(group: GroupResult) -> list[str]:
    heads = [f"{landmark.months} months, {landmark.at_risk} at risk" for landmark in group.landmarks]
    lines = ["| estimate | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
    columns = [dict(named_estimates(landmark)) for landmark in group.landmarks]
    for name in columns[0]:
        told = days_text if name == "restricted_mean_days" else percent_text
        lines.append(f"| `{name}` | " + " | ".join(told(column[name]) for column in columns) + " |")
    return lines


def _test_table(analysis: Analysis) -> list[str]:
    if not analysis.tests:
        return []
    lines = ["| test | chi-squared | df | p |", "|---|---|---|---|"]
    for name, test in analysis.tests:
        statistic = NA if test.statistic is None else f"{test.statistic:.4f}"
        lines.append(f"| {_plain(name)} | {statistic} | {test.degrees} | {p_text(test.p)} |")
    hazard = analysis.hazard
    if hazard is not None:
        one, other = _plain(analysis.groups[1].name), _plain(analysis.groups[0].name)
        ratio = f"{hazard.ratio:.3f} ({hazard.low:.3f} to {hazard.high:.3f})"
        lines += ["", f"Hazard ratio ({_cox(analysis)}), {one} against {other}: {ratio}, p {p_text(hazard.p)}."]
    return [*lines, ""]


def _cox(analysis: Analysis) -> str:
    strata = analysis.question.strata
    clustered = analysis.hazard is not None and analysis.hazard.robust_error is not None
    return (
        "Cox" + (f" stratified by {_plain(strata)}" if strata else "") + (" clustered by patient" if clustered else "")
    )


def percent_text(estimate: Estimate, *, complement: bool = False) -> str:
    """As 96.3 % (76.5 to 99.5); with `complement` 1 minus the estimate."""
    value, low, high = estimate.value, estimate.low, estimate.high
    if value is None:
        return NA
    if complement:
        value = 1 - value
        low, high = (None if high is None else 1 - high), (None if low is None else 1 - low)
    limits = f"{100 * low + 0.0:.1f} to {100 * high + 0.0:.1f}" if low is not None and high is not None else NA
    return f"{100 * value + 0.0:.1f} % ({limits})"


def days_text(estimate: Estimate) -> str:
    """As 426 (345 to 524); a limit or value that is not reached is NA."""
    value, low, high = (NA if n is None else f"{n:g}" if n == int(n) else f"{n:.1f}" for n in _of(estimate))
    return f"{value} ({low} to {high})"


def _of(estimate: Estimate) -> Iterable[float | None]:
    return estimate.value, estimate.low, estimate.high


def p_text(p: float | None) -> str:
    """A p value with four decimals; smaller ones by their bound."""
    return NA if p is None else "<0.0001" if p < 0.0001 else f"{p:.4f}"


def _plain(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")


# --- for programs ---------------------------------------------------------------------------------------------------


def survival_facts(analyses: Sequence[Analysis]) -> dict[str, object]:
    """What `--json` prints: plain lists and numbers, null for NA."""
    return {
        "paramcd": analyses[0].question.paramcd,
        "unit": analyses[0].unit,
        "analyses": [_facts(analysis) for analysis in analyses],
    }


def _facts(analysis: Analysis) -> dict[str, object]:
    hazard = analysis.hazard
    return {
        "reader": analysis.reader or None,
        "groups": [_group_facts(group) for group in analysis.groups],
        "tests": [
            {"test": name, "statistic": test.statistic, "degrees": test.degrees, "p": test.p}
            for name, test in analysis.tests
        ],
        "hazard_ratio": None
        if hazard is None
        else {"ratio": hazard.ratio, "low": hazard.low, "high": hazard.high, "p": hazard.p},
    }


def _group_facts(group: GroupResult) -> dict[str, object]:
    median = next(estimate for probability, estimate in group.quantiles if probability == 0.5)
    return {
        "group": group.name,
        "units": group.units,
        "patients": group.patients,
        "events": group.events,
        "died_without": group.competing,
        "median_days": _estimate_facts(median),
        "median_follow_up_days": _estimate_facts(group.follow_up),
        "landmarks": [
            {"months": landmark.months, "days": landmark.months * DAYS_PER_MONTH, "at_risk": landmark.at_risk}
            | {name: _estimate_facts(estimate) for name, estimate in named_estimates(landmark)}
            for landmark in group.landmarks
        ],
    }


def _estimate_facts(estimate: Estimate) -> dict[str, float | None]:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high}
