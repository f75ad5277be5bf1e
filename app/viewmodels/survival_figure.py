"""The survival figure as data: what is drawn, in months and fractions, before anyone paints it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.words import Said, joined
from review_schema.export.survival import p_text
from review_schema.survival import Curve
from review_schema.survival_analysis import Analysis, GroupResult
from review_schema.time_units import DAYS_PER_MONTH

Point = tuple[float, float]


@dataclass(frozen=True)
class FigureCurve:
    """One group in one panel."""

    name: str
    steps: tuple[Point, ...]  # corners of the curve, (months, fraction), from month 0 on
    bands: tuple[tuple[float, float, float, float], ...]  # (from, to, low, high) where limits are known
    ticks: tuple[Point, ...]  # censored units
    at_risk: tuple[int, ...]  # at the figure's `months`


@dataclass(frozen=True)
class Panel:
    """One pair of axes: fractions from 0 to 1 over months."""

    title: str
    test: str  # what compares the groups, in words; empty without
    curves: tuple[FigureCurve, ...]


@dataclass(frozen=True)
class SurvivalFigure:
    """Kaplan-Meier beside cumulative incidence, on the same months."""

    title: str
    since: str  # name of the time axis
    months: tuple[int, ...]  # ticks of the time axis; the last one is its end
    panels: tuple[Panel, ...]
    at_risk: str = Said("Number at risk")


def figures_of(analyses: Sequence[Analysis]) -> dict[str, SurvivalFigure]:
    """A figure of each reader, by the name of its files without ending."""
    several = len(analyses) > 1
    return {
        f"{analysis.question.paramcd}_figure" + (f"_{number}" if several else ""): survival_figure(analysis)
        for number, analysis in enumerate(analyses, start=1)
    }


def survival_figure(analysis: Analysis) -> SurvivalFigure:
    """Arrange what one reader's analysis says; where death competes, its incidence stands beside."""
    question = analysis.question
    drawn = [curve for group in analysis.groups for curve in (group.free, group.incidence) if curve is not None]
    months = _month_ticks(max(float(curve.times[-1]) for curve in drawn) / DAYS_PER_MONTH)
    tests = {name.split(",")[0]: test for name, test in analysis.tests}
    both: list[tuple[str, str, list[tuple[GroupResult, Curve | None]]]] = [
        (Said("Free of the event (Kaplan-Meier)"), "log-rank", [(g, g.free) for g in analysis.groups]),
        (Said("Cumulative incidence, death competing"), "Gray", [(g, g.incidence) for g in analysis.groups]),
    ]
    panels = []
    for title, test, found in both:
        curves = tuple(_figure_curve(group.name, curve, months) for group, curve in found if curve is not None)
        told = Said("{test} p {p}", test=Said(test), p=p_text(tests[test].p)) if test in tests else Said("")
        if curves:
            panels.append(Panel(title, told, curves))
    subgroup = ", ".join(f"{column} = {value}" for column, value in (question.subgroup or {}).items())
    whose = [
        Said("{endpoint}", endpoint=question.paramcd),
        Said("by patient") if analysis.unit == "patient" else Said("by cavity"),
        Said("{subgroup}", subgroup=subgroup),
        Said("reader {name}", name=analysis.reader) if analysis.reader else Said(""),
    ]
    return SurvivalFigure(
        title=joined(" · ", [one for one in whose if one]),
        since=Said("Months since the start of radiotherapy")
        if question.start == "treatment"
        else Said("Months since surgery"),
        months=months,
        panels=tuple(panels),
    )


def _month_ticks(last: float) -> tuple[int, ...]:
    step = next((step for step in (3, 6, 12, 24) if last <= 10 * step), 60)
    return tuple(range(0, step * (int(np.ceil(last / step)) or 1) + 1, step))


def _figure_curve(name: str, curve: Curve, months: Sequence[int]) -> FigureCurve:
    at = [float(days) / DAYS_PER_MONTH for days in curve.times]
    level = curve.starts_at
    steps: list[Point] = [(0.0, level)]
    bands = []
    for place, (month, value) in enumerate(zip(at, curve.value, strict=True)):
        steps += [(month, level), (month, float(value))]
        level = float(value)
        low, high = float(curve.low[place]), float(curve.high[place])
        until = at[place + 1] if place + 1 < len(at) else month
        if not np.isnan(low) and until > month:
            bands.append((month, until, low, high))
    return FigureCurve(
        name=name,
        steps=tuple(steps),
        bands=tuple(bands),
        ticks=tuple((at[i], float(curve.value[i])) for i in np.flatnonzero(curve.censored > 0)),
        at_risk=tuple(curve.number_at_risk(month * DAYS_PER_MONTH) for month in months),
    )
