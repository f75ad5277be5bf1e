"""One endpoint of one reader, analysed: curves per group, landmarks, medians, restricted means and tests.

Pure: lines of events.csv in, figures out. Death competes where the events file says so (status 2); Kaplan-Meier then
censors it, and cumulative incidence counts it (domain §5: export both).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from review_schema.bootstrap_curves import limits_by_drawing
from review_schema.competing_risks import CompetingSample, cumulative_incidence, gray_test
from review_schema.endpoints import CENSORED, COMPETING, EVENT
from review_schema.errors import ColumnEmpty, ColumnUnknown, NoSuchEvents
from review_schema.event_table import EventLine
from review_schema.interval_censored import turnbull
from review_schema.survival import Curve, Estimate, Sample, follow_up, kaplan_meier, restricted_mean, sample
from review_schema.survival_tests import GroupTest, HazardRatio, hazard_ratio, log_rank
from review_schema.time_units import DAYS_PER_MONTH

LANDMARK_MONTHS: Final = (6, 12, 24)
QUANTILES: Final = (0.25, 0.5, 0.75)

Unit = Literal["patient", "cavity"]
Start = Literal["surgery", "delayed", "treatment"]


@dataclass(frozen=True)
class Question:
    """What is asked of an events file."""

    paramcd: str
    by: str = ""  # column whose values are the groups; empty: all together
    strata: str = ""  # column that the tests are stratified by
    subgroup: Mapping[str, str] | None = None  # column -> the value it must have
    unit: Unit | None = None  # None: patients if the file has rows of them, else cavities
    start: Start = "surgery"  # days from surgery; the same with entry at treatment; days from treatment
    bootstrap: int = 0  # draws of patients for limits at the landmarks; 0: none


@dataclass(frozen=True)
class Landmark:
    """What is known at some months after the start."""

    months: int
    at_risk: int
    free: Estimate  # Kaplan-Meier
    free_clustered: Estimate | None  # its limits with several units of one patient taken together
    incidence: Estimate | None  # death competing; None with delayed entry
    incidence_ezr: Estimate | None  # the same with the limits that EZR prints
    interval: Estimate | None  # interval-censored; None where the file has no intervals, or with delayed entry
    mean_days: Estimate  # restricted to these months
    free_bootstrap: Estimate | None = None  # Kaplan-Meier with limits by drawing patients; None: not asked for
    incidence_bootstrap: Estimate | None = None


@dataclass(frozen=True)
class GroupResult:
    """One group's figures."""

    name: str
    units: int
    patients: int
    events: int
    competing: int
    free: Curve
    incidence: Curve | None
    interval: Curve | None
    quantiles: tuple[tuple[float, Estimate], ...]
    follow_up: Estimate  # median days, reverse Kaplan-Meier
    landmarks: tuple[Landmark, ...]


@dataclass(frozen=True)
class Analysis:
    """The answer for one reader."""

    question: Question
    reader: str
    unit: Unit
    groups: tuple[GroupResult, ...]
    tests: tuple[tuple[str, GroupTest], ...]  # by name; empty with fewer than two groups
    hazard: HazardRatio | None  # second group against the first; None unless there are two
    without_time: int  # units left out: no time, or none after the entry
    without_group: int  # units left out: NA in a column that is asked for, of groups, strata or subgroup


def readers_of(lines: Sequence[EventLine]) -> tuple[str, ...]:
    """Who read, sorted; one empty name where the file tells none."""
    return tuple(sorted({line.reader for line in lines if line.reader})) or ("",)


def chosen_lines(lines: Sequence[EventLine], question: Question, reader: str) -> tuple[Unit, list[EventLine]]:
    """The units that the question is about, one line each. Subjects whom nobody read belong to every reader.

    Raises:
        ColumnUnknown: the question names a column that the file does not have.
        NoSuchEvents: no line of the file is about this.
    """
    unit, found = _units(lines, question, reader)
    wanted = question.subgroup or {}
    found = [line for line in found if all(line.cells[column] == value for column, value in wanted.items())]
    if not found:
        raise NoSuchEvents()
    return unit, found


def _units(lines: Sequence[EventLine], question: Question, reader: str) -> tuple[Unit, list[EventLine]]:
    """The units of all subgroups, one line each; raises as `chosen_lines`."""
    for column in (question.by, question.strata, *(question.subgroup or {})):
        if column and column not in lines[0].cells:
            raise ColumnUnknown()
    found = [line for line in lines if line.paramcd == question.paramcd and line.reader in ("", reader)]
    unit = question.unit or ("patient" if any(not line.cavity for line in found) else "cavity")
    found = [line for line in found if bool(line.cavity) == (unit == "cavity")]
    if not found:
        raise NoSuchEvents()
    return unit, _latest_reads(found)


def _perhaps_in_subgroup(line: EventLine, question: Question) -> bool:
    """Whether NA alone keeps a unit from the subgroup."""
    told = [(line.cells[column], value) for column, value in (question.subgroup or {}).items()]
    return any(not cell for cell, _ in told) and all(cell in ("", value) for cell, value in told)


def _latest_reads(lines: Sequence[EventLine]) -> list[EventLine]:
    """One line per unit: of two first reads of one case by one reader the later in the file counts."""
    by_unit = {(line.subject, line.cavity): line for line in lines}
    return list(by_unit.values())


def analyse(lines: Sequence[EventLine], question: Question, reader: str) -> Analysis:
    """Answer the question for one reader's labels.

    Raises:
        ColumnUnknown, NoSuchEvents: see `chosen_lines`.
        ColumnEmpty: the column of groups, or of strata, is NA for every unit.
    """
    unit, found = chosen_lines(lines, question, reader)
    grouped = _with_groups(found, question)
    if not grouped:
        raise ColumnEmpty()
    timed = analysed_lines(found, question)
    if not timed:
        raise NoSuchEvents()
    names = sorted({_group_of(line, question) for line in timed})
    units = as_sample(timed, question)
    competing = None if question.start == "delayed" else _as_competing(timed, question, names)
    tests: list[tuple[str, GroupTest]] = []
    hazard = None
    if len(names) > 1:
        tests += [("log-rank", log_rank(units)), ("Fleming-Harrington, rho 1", log_rank(units, 1.0))]
        if question.strata:
            tests = [(f"{name}, stratified by {question.strata}", test) for name, test in tests]
        if competing is not None:
            tests.append(("Gray", gray_test(competing)))
    if len(names) == 2:
        hazard = hazard_ratio(units)
    return Analysis(
        question=question,
        reader=reader,
        unit=unit,
        groups=tuple(
            _group(name, [line for line in timed if _group_of(line, question) == name], question) for name in names
        ),
        tests=tuple(tests),
        hazard=hazard,
        without_time=len(grouped) - len(timed),
        without_group=len(found)
        - len(grouped)
        + sum(_perhaps_in_subgroup(line, question) for line in _units(lines, question, reader)[1]),
    )


def _with_groups(lines: Sequence[EventLine], question: Question) -> list[EventLine]:
    return [line for line in lines if all(line.cells[c] for c in (question.by, question.strata) if c)]


def analysed_lines(lines: Sequence[EventLine], question: Question) -> list[EventLine]:
    """Of chosen lines those that the figures rest on: group and stratum are known, and the unit can be followed."""
    return [line for line in _with_groups(lines, question) if follow_up_of(line, question.start) is not None]


def _group_of(line: EventLine, question: Question) -> str:
    return line.cells[question.by] if question.by else "all"


def follow_up_of(line: EventLine, start: Start) -> tuple[float, float] | None:
    """(entry, time) in days; None if the unit cannot be followed."""
    if line.time_days is None:
        return None
    if start == "surgery":
        return -np.inf, line.time_days
    entry = line.entry_days
    if entry is None or (entry > 0 and entry >= line.time_days):
        return None
    # Treated at the origin itself (IORT): under observation from the beginning, day 0 included.
    return (
        (entry if entry > 0 else -np.inf, line.time_days) if start == "delayed" else (-np.inf, line.time_days - entry)
    )


def as_sample(lines: Sequence[EventLine], question: Question) -> Sample:
    """The units for Kaplan-Meier and its tests; lines that cannot be followed are left out.

    Patients are clusters where one has several units; otherwise errors are the usual ones.
    """
    followed = [(line, both) for line in lines if (both := follow_up_of(line, question.start)) is not None]
    subjects = [line.subject for line, _ in followed]
    return sample(
        [time for _, (_, time) in followed],
        [line.status == EVENT for line, _ in followed],
        entry=[entry for _, (entry, _) in followed],
        group=[_group_of(line, question) for line, _ in followed],
        stratum=[line.cells[question.strata] if question.strata else "" for line, _ in followed],
        cluster=subjects if len(set(subjects)) < len(subjects) else None,
    )


def _as_competing(lines: Sequence[EventLine], question: Question, names: Sequence[str]) -> CompetingSample:
    shift = [line.entry_days or 0.0 if question.start == "treatment" else 0.0 for line in lines]
    return CompetingSample(
        np.array([(line.ended_days or 0.0) - later for line, later in zip(lines, shift, strict=True)]),
        np.array([line.status for line in lines], dtype=np.intp),
        np.array([names.index(_group_of(line, question)) for line in lines], dtype=np.intp),
    )


def _by_drawing(
    lines: Sequence[EventLine], units: Sample, competing: CompetingSample | None, draws: int
) -> tuple[Sequence[Estimate | None], Sequence[Estimate | None]]:
    """Kaplan-Meier and cumulative incidence at each landmark with limits by drawing patients; None: not asked for."""
    nothing: Sequence[Estimate | None] = [None] * len(LANDMARK_MONTHS)
    if not draws:
        return nothing, nothing
    days, subjects = [months * DAYS_PER_MONTH for months in LANDMARK_MONTHS], [line.subject for line in lines]
    free = limits_by_drawing(subjects, units.time, units.entry, units.event, units.event, days, draws, free=True)
    if competing is None:
        return free, nothing
    origin = np.full(len(lines), -np.inf)
    own, ended = competing.cause == EVENT, competing.cause != CENSORED
    return free, limits_by_drawing(subjects, competing.time, origin, own, ended, days, draws, free=False)


def _group(name: str, lines: Sequence[EventLine], question: Question) -> GroupResult:
    units = as_sample(lines, question)
    free = kaplan_meier(units)
    patients = len({line.subject for line in lines})
    clustered = kaplan_meier(units, robust=True) if patients < len(lines) else None
    incidence = ezr = interval = competing = None
    if question.start != "delayed":
        competing = _as_competing(lines, question, [_group_of(lines[0], question)])
        incidence = cumulative_incidence(competing)
        ezr = cumulative_incidence(competing, variance="cmprsk")
    if question.start == "surgery" and all(line.left_days is not None for line in lines):
        ends = [(line.right_days or line.time_days) if line.status == EVENT else None for line in lines]
        interval = turnbull([line.left_days or 0.0 for line in lines], ends)

    free_drawn, incidence_drawn = _by_drawing(lines, units, competing, question.bootstrap)

    def landmark(order: int, months: int) -> Landmark:
        days = months * DAYS_PER_MONTH
        return Landmark(
            months=months,
            at_risk=free.number_at_risk(days),
            free=free.at(days),
            free_clustered=None if clustered is None else clustered.at(days),
            incidence=None if incidence is None else incidence.at(days),
            incidence_ezr=None if ezr is None else ezr.at(days),
            interval=None if interval is None else interval.at(days),
            mean_days=restricted_mean(units, days),
            free_bootstrap=free_drawn[order],
            incidence_bootstrap=incidence_drawn[order],
        )

    return GroupResult(
        name=name,
        units=len(lines),
        patients=patients,
        events=sum(line.status == EVENT for line in lines),
        competing=sum(line.status == COMPETING for line in lines),
        free=free,
        incidence=incidence,
        interval=interval,
        quantiles=tuple((probability, free.quantile(probability)) for probability in QUANTILES),
        follow_up=follow_up(units).quantile(0.5),
        landmarks=tuple(landmark(order, months) for order, months in enumerate(LANDMARK_MONTHS)),
    )
