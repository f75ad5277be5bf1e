"""The paper's Table 3 from one events file: every outcome at one and two years, per arm, with the test between them.

As in the paper, tumour control and survival are printed as Kaplan-Meier percentages free of the event, radionecrosis
and leptomeningeal disease as 1 - Kaplan-Meier; beside each stands the cumulative incidence with death competing, which
the paper does not give (domain §5). ICDC is a final state: its plain proportion stands with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from review_schema.errors import ColumnUnknown, NoSuchEvents
from review_schema.event_table import EventLine
from review_schema.export.events import NA, csv_bytes
from review_schema.export.survival import figure, p_text, percent_text
from review_schema.survival import Estimate
from review_schema.survival_analysis import Analysis, GroupResult, Landmark, Question, analyse
from review_schema.vocabulary import Endpoint

MONTHS: Final = (12, 24)
NO_PRIOR: Final = {"prior_irradiation": "no"}
SINGLE: Final = {"metastases": "single"}


@dataclass(frozen=True)
class Outcome:
    """One outcome of the table."""

    name: str
    paramcd: Endpoint
    as_incidence: bool = False  # printed as 1 - Kaplan-Meier
    subgroup: Mapping[str, str] | None = None
    final_state: bool = False


OUTCOMES: Final = (
    Outcome("Local control", Endpoint.LC),
    Outcome("Distant brain control", Endpoint.DBC),
    Outcome("Distant brain control, single metastasis", Endpoint.DBC, subgroup=SINGLE),
    Outcome("Intracranial disease control", Endpoint.ICDC, final_state=True),
    Outcome("Overall survival", Endpoint.OS),
    Outcome("Leptomeningeal disease", Endpoint.LMDFREE, as_incidence=True),
    Outcome("Radionecrosis", Endpoint.RNFREE, as_incidence=True),
    Outcome("Radionecrosis, no prior cerebral irradiation", Endpoint.RNFREE, as_incidence=True, subgroup=NO_PRIOR),
    Outcome("Symptomatic radionecrosis", Endpoint.SRNFREE, as_incidence=True),
    Outcome(
        "Symptomatic radionecrosis, no prior cerebral irradiation",
        Endpoint.SRNFREE,
        as_incidence=True,
        subgroup=NO_PRIOR,
    ),
    Outcome("Free of whole-brain irradiation", Endpoint.WBIFREE),
)

HEADER: Final = [
    "reader",
    "outcome",
    "paramcd",
    "subgroup",
    "months",
    "arm",
    "units",
    "events",
    "at_risk",
    "printed_as",
    "percent",
    "low",
    "high",
    "cumulative_incidence_percent",
    "cumulative_incidence_low",
    "cumulative_incidence_high",
    "without_event_percent",
    "log_rank_p",
    "gray_p",
]


@dataclass(frozen=True)
class TableRow:
    """One outcome of one reader; `analysis` None: the file has nothing on it."""

    outcome: Outcome
    analysis: Analysis | None


def table_rows(lines: Sequence[EventLine], reader: str) -> tuple[TableRow, ...]:
    """Every outcome by arm.

    Raises:
        ColumnUnknown: the file has no column arm.
    """
    if "arm" not in lines[0].cells:
        raise ColumnUnknown()
    return tuple(TableRow(outcome, _analysed(lines, outcome, reader)) for outcome in OUTCOMES)


def _analysed(lines: Sequence[EventLine], outcome: Outcome, reader: str) -> Analysis | None:
    if not set(outcome.subgroup or {}) <= set(lines[0].cells):
        return None
    try:
        return analyse(lines, Question(outcome.paramcd, by="arm", subgroup=outcome.subgroup), reader)
    except NoSuchEvents:
        return None


def _landmark(group: GroupResult, months: int) -> Landmark:
    return next(landmark for landmark in group.landmarks if landmark.months == months)


def _p(analysis: Analysis, name: str) -> float | None:
    return next((test.p for test_name, test in analysis.tests if test_name == name), None)


def table3_csv(readers: Mapping[str, Sequence[TableRow]]) -> bytes:
    """One line per reader, outcome, landmark and arm, percentages."""
    lines: list[list[object]] = []
    for reader, rows in readers.items():
        for row in rows:
            if row.analysis is None:
                continue
            for months in MONTHS:
                for group in row.analysis.groups:
                    lines.append([reader or None, *_csv_line(row.outcome, row.analysis, group, months)])
    return csv_bytes(HEADER, lines)


def _csv_line(outcome: Outcome, analysis: Analysis, group: GroupResult, months: int) -> list[object]:
    landmark = _landmark(group, months)
    free = _complement(landmark.free) if outcome.as_incidence else landmark.free
    incidence = landmark.incidence or Estimate(None)
    subgroup = " ".join(f"{column}={value}" for column, value in (outcome.subgroup or {}).items())
    return [
        outcome.name,
        outcome.paramcd.value,
        subgroup or None,
        months,
        group.name,
        group.units,
        group.events,
        landmark.at_risk,
        "1 - Kaplan-Meier" if outcome.as_incidence else "Kaplan-Meier",
        *(_percent(n) for n in (free.value, free.low, free.high, incidence.value, incidence.low, incidence.high)),
        _percent(1 - group.events / group.units) if outcome.final_state else None,
        figure(_p(analysis, "log-rank")),
        figure(_p(analysis, "Gray")),
    ]


def _complement(estimate: Estimate) -> Estimate:
    value, low, high = (None if n is None else 1 - n for n in (estimate.value, estimate.high, estimate.low))
    return Estimate(value, estimate.standard_error, low, high)


def _percent(fraction: float | None) -> float | int | None:
    return None if fraction is None else figure(100 * fraction)


def table3_markdown(readers: Mapping[str, Sequence[TableRow]]) -> str:
    """The table as the paper lays it out: outcomes down, arms across, with the log-rank test."""
    lines = ["# Outcomes by arm", ""]
    for reader, rows in readers.items():
        if reader:
            lines += [f"## Reader {reader.replace('|', '/')}", ""]
        arms = sorted({group.name for row in rows if row.analysis for group in row.analysis.groups})
        safe = [arm.replace("|", "/") for arm in arms]
        lines += [
            "| Outcome | "
            + " | ".join(f"{arm}: % (95 % CI) [at risk]" for arm in safe)
            + " | p (log-rank) | "
            + " | ".join(f"{arm}: cumulative incidence" for arm in safe)
            + " | p (Gray) |",
            "|---" * (2 * len(arms) + 3) + "|",
        ]
        for row in rows:
            lines += _markdown_lines(row, arms)
        lines.append("")
    lines += [
        "Kaplan-Meier with log-log limits, death censored; necrosis and leptomeningeal disease as 1 - Kaplan-Meier.",
        "Cumulative incidence: of the event, with death competing. NA: cannot be estimated (no data; limits "
        "before the first event, or after all have had it; before the first recorded time R gives the value "
        "itself).",
        "At risk 0: nobody was followed that long, and the last estimate is carried on, as R does with extend = TRUE.",
    ]
    return "\n".join(lines) + "\n"


def _markdown_lines(row: TableRow, arms: Sequence[str]) -> list[str]:
    outcome, analysis = row.outcome, row.analysis
    if analysis is None:
        return [f"| **{outcome.name}** |" + f" {NA} |" * (2 * len(arms) + 2)]
    by_arm = {group.name: group for group in analysis.groups}
    counts = [f"{by_arm[arm].events}/{by_arm[arm].units} events" if arm in by_arm else NA for arm in arms]
    tests = (p_text(_p(analysis, "log-rank")), p_text(_p(analysis, "Gray")))
    made = [f"| **{outcome.name}** | " + " | ".join(counts) + f" | {tests[0]} | " + " | " * len(arms) + f"{tests[1]} |"]
    for months in MONTHS:
        free, incidence = [], []
        for arm in arms:
            landmark = _landmark(by_arm[arm], months) if arm in by_arm else None
            free.append(
                NA
                if landmark is None
                else f"{percent_text(landmark.free, complement=outcome.as_incidence)} [{landmark.at_risk}]"
            )
            incidence.append(NA if landmark is None or not landmark.incidence else percent_text(landmark.incidence))
        made.append(f"| {months // 12}-year | " + " | ".join(free) + " |  | " + " | ".join(incidence) + " |  |")
    if outcome.final_state:
        plain = [f"{100 * (1 - g.events / g.units):.1f} %" if (g := by_arm.get(arm)) else NA for arm in arms]
        made.append(
            "| plain proportion, controlled at the end | " + " | ".join(plain) + " |  |" + "  |" * len(arms) + "  |"
        )
    return made
