"""How firmly the log-rank conclusion stands: which single labels, margins or rules would turn it.

The conclusion is whether p is below 0.05. Three questions, each by computing all of it again:

* one label: a reader takes one event back, sees it one scan earlier, or calls the last evaluable scan of one unit
  progression. Where the day rests on no scan (histology, onset of symptoms, nobody's look) or on the early post-op scan
  (residual tumour is not progression), there is no label to change. The fewest labels that turn it are the fragility
  index (Walsh et al. 2014), found step by step;
* the analysis: death counted as the event, delayed entry, sensitivity censoring;
* the margin and the charter's rules, from the reads themselves.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import numpy as np

from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.endpoints import CENSORED, COMPETING, EVENT, derive_events
from review_schema.event_table import EventLine, lines_of_rows
from review_schema.export.events import COLUMNS
from review_schema.log_rank_changes import Change, p_with_each
from review_schema.margin_labels import at_margin
from review_schema.read import SignedRead
from review_schema.survival import Numbers
from review_schema.survival_analysis import (
    Question,
    Start,
    analysed_lines,
    as_sample,
    chosen_lines,
    follow_up_of,
)
from review_schema.survival_tests import log_rank
from review_schema.vocabulary import Endpoint

ALPHA: Final = 0.05
MARGINS_MM: Final = (3.0, 5.0, 10.0)
MOST_FLIPS: Final = 15
NEAR: Final = 1e-6
"""Two p nearer than this share of them are computed in full before one is called the smaller."""

Progress = Callable[[float], None]
"""Told of the share done, 0 to 1."""

NO_LABELS: Final = frozenset({Endpoint.OS.value, Endpoint.WBIFREE.value})
"""Endpoints that rest on facts, not on labels."""

Kind = Literal["as analysed", "analysis", "margin", "rule", "label", "fewest labels"]


@dataclass(frozen=True)
class Variation:
    """The analysis with one thing changed."""

    reader: str
    kind: Kind
    change: str
    units: int  # whose time or status differs from the analysis as it stands
    events: int
    p: float | None
    turned: bool  # whether the conclusion is another one


@dataclass(frozen=True)
class Sources:
    """What the events file was derived from; with it, margins and rules can be varied."""

    reads: tuple[SignedRead, ...]
    clinical: tuple[ClinicalEvent, ...]
    charter: Charter


def fragility(
    lines: Sequence[EventLine],
    question: Question,
    reader: str,
    sources: Sources | None = None,
    *,
    progress: Progress = lambda share: None,
) -> tuple[Variation, ...]:
    """The table: the analysis as it stands, then each variation; of single labels only those that turn it.

    Args:
        lines: of events.csv.
        question: what is compared.
        reader: whose labels.
        sources: with them margins and rules are varied too.
        progress: told of the share done.

    Raises:
        ColumnUnknown, NoSuchEvents: see `chosen_lines`.
        EventBeforeOrigin, ScanAfterDeath: reads and clinical rows contradict each other.
    """
    unit, found = chosen_lines(lines, question, reader)
    weighed = _Weighed(found, replace(question, unit=unit), reader)
    made = [weighed.against(found, "as analysed", "the events file, log-rank test")]
    made += _analyses(weighed)
    if sources is not None:
        made += _rederived(weighed, sources, _own_columns(lines, question, reader), lambda share: progress(share / 2))
    if question.paramcd not in NO_LABELS and weighed.p is not None:
        charter = sources.charter if sources is not None else Charter()
        made += _labels(weighed, charter.early_post_op_days, lambda share: progress(0.5 + share / 2))
    progress(1.0)
    return tuple(made)


class _Weighed:
    """The analysis as it stands, to hold variations against."""

    def __init__(self, lines: Sequence[EventLine], question: Question, reader: str) -> None:
        self.lines = tuple(analysed_lines(lines, question))
        self.question, self.reader = question, reader
        self.p = self.p_of(self.lines)

    def p_of(self, lines: Sequence[EventLine], start: Start | None = None) -> float | None:
        """P of the log-rank test, stratified if the question is."""
        question = self._from(start)
        return log_rank(as_sample(analysed_lines(lines, question), question)).p

    def _from(self, start: Start | None) -> Question:
        return replace(self.question, start=start or self.question.start)

    def against(self, lines: Sequence[EventLine], kind: Kind, change: str, start: Start | None = None) -> Variation:
        """The variation that analyses these lines instead."""
        lines = analysed_lines(lines, self._from(start))
        before = {(line.subject, line.cavity): (line.time_days, line.status == EVENT) for line in self.lines}
        after = {(line.subject, line.cavity): (line.time_days, line.status == EVENT) for line in lines}
        differing = sum(before.get(unit) != after.get(unit) for unit in before.keys() | after.keys())
        p = self.p_of(lines, start)
        return Variation(
            self.reader, kind, change, differing, sum(line.status == EVENT for line in lines), p, self.turns(p)
        )

    def turns(self, p: float | None) -> bool:
        """Whether this p concludes otherwise."""
        return (p is not None and p < ALPHA) != (self.p is not None and self.p < ALPHA)

    def with_line(self, place: int, line: EventLine) -> tuple[EventLine, ...]:
        """All lines, one of them changed."""
        return (*self.lines[:place], line, *self.lines[place + 1 :])


# --- the analysis -----------------------------------------------------------------------------------------------------


def _analyses(weighed: _Weighed) -> Iterator[Variation]:
    changes: tuple[tuple[str, Callable[[EventLine], EventLine]], ...] = (
        ("death without the event counted as event", _with_death),
        ("unconfirmed events censored at the last clear scan", _without_unconfirmed),
        ("events after missed scans censored at the last clear scan", _without_missed),
        ("censored at new radiotherapy of the unit", _until_radiotherapy),
    )
    for change, of in changes:
        yield weighed.against([of(line) for line in weighed.lines], "analysis", change)
    if weighed.question.start == "surgery" and any(line.entry_days is not None for line in weighed.lines):
        yield weighed.against(weighed.lines, "analysis", "delayed entry at the start of radiotherapy", "delayed")
        yield weighed.against(weighed.lines, "analysis", "days from the start of radiotherapy", "treatment")


def _with_death(line: EventLine) -> EventLine:
    return replace(line, status=EVENT, time_days=line.ended_days) if line.status == COMPETING else line


def _set_back(line: EventLine) -> EventLine:
    return line if line.left_days is None else replace(line, status=CENSORED, time_days=line.left_days)


def _without_unconfirmed(line: EventLine) -> EventLine:
    return _set_back(line) if line.status == EVENT and line.cells.get("confirmed") == "unconfirmed" else line


def _without_missed(line: EventLine) -> EventLine:
    missed = line.cells.get("flags", "").split()
    return _set_back(line) if line.status == EVENT and "missed_scans" in missed else line


def _until_radiotherapy(line: EventLine) -> EventLine:
    until = line.new_radiotherapy_days
    if until is None or line.time_days is None or until >= line.time_days:
        return line
    return replace(line, status=CENSORED, time_days=until)


# --- margin and rules -------------------------------------------------------------------------------------------------


SETTINGS: Final[Mapping[str, tuple[object, ...]]] = {
    "unconfirmed_progression": ("event", "censor"),
    "confirmation_days": (0, 28, 56, 84),
    "pre_existing_growth_is_dp": (True, False),
    "lmd_counts_in_rpfs": (True, False),
    "lmd_counts_in_icdc": (True, False),
    "icdc_date": ("last_mri", "episode_start"),
    "patient_cavity": ("any", "index"),
    "rn_certainty": (1, 3, 4, 5),
    "boundary_progression": ("event", "censor"),
    "missed_scans_in_a_row": (1, 2, 3),
    "progression_after_missed_scans": ("event", "censor"),
    "new_radiotherapy": ("follow", "censor"),
}
"""Settings of the charter that endpoints hang on, and what each may be otherwise."""


def rule_variations(charter: Charter) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """Other settings of the charter, each one alone, in words."""
    return tuple(
        (f"{name} = {str(value).lower()}", {name: value})
        for name, values in SETTINGS.items()
        for value in values
        if value != getattr(charter, name)
    )


OwnColumns = Mapping[tuple[str, str], Mapping[str, str]]
"""(subject, cavity) -> the cells of columns that the statistician added."""


def _own_columns(lines: Sequence[EventLine], question: Question, reader: str) -> OwnColumns:
    known = {column.name for column in COLUMNS}
    return {
        (line.subject, line.cavity): {name: text for name, text in line.cells.items() if name not in known}
        for line in lines
        if line.paramcd == question.paramcd and line.reader in ("", reader)
    }


def _rederived(weighed: _Weighed, sources: Sources, own: OwnColumns, progress: Progress) -> Iterator[Variation]:
    names = sorted(next(iter(own.values()), {}))
    reader, paramcd = weighed.reader, weighed.question.paramcd
    variations = rule_variations(sources.charter)
    steps = iter(range(1, len(MARGINS_MM) + len(variations) + 2))
    read_by_others = {read.subject for read in sources.reads if read.reread_of is None and read.reader != reader}

    def lines_of(reads: Sequence[SignedRead], charter: Charter) -> Sequence[EventLine]:
        # Only what this reader's analysis can hold. Whom only others read is nobody's here, and theirs there.
        derived = derive_events([one for one in reads if reader in ("", one.reader)], sources.clinical, charter)
        rows = [
            row
            for row in derived
            if row.paramcd == paramcd and (row.reader == reader or not reader or row.subject not in read_by_others)
        ]
        progress(next(steps) / (len(MARGINS_MM) + len(variations) + 1))
        texts = [own.get((row.subject, row.cavity), {}) for row in rows]
        return chosen_lines(lines_of_rows(rows, names, texts), weighed.question, weighed.reader)[1]

    yield weighed.against(lines_of(sources.reads, sources.charter), "rule", "the reads under this charter")
    for mm in MARGINS_MM:
        moved = [at_margin(read, mm) for read in sources.reads]
        relabelled = sum(one.relabelled for one in moved)
        unmeasured = sum(one.unmeasured for one in moved)
        change = f"margin {mm:g} mm: {relabelled} findings are of another compartment"
        change += f", {unmeasured} without a distance stay" if unmeasured else ""
        yield weighed.against(lines_of([one.read for one in moved], sources.charter), "margin", change)
    for change, setting in variations:
        other = sources.charter.model_copy(update=dict(setting))
        yield weighed.against(lines_of(sources.reads, other), "rule", change)


# --- labels -----------------------------------------------------------------------------------------------------------


def _labels(weighed: _Weighed, early_days: int, progress: Progress) -> Iterator[Variation]:
    relabelled = [
        _Relabelled(place, change, other)
        for place, line in enumerate(weighed.lines)
        for change, other in other_labels(line, early_days)
    ]
    near = _p_of_each(weighed, weighed.lines, relabelled)
    for one, p in zip(relabelled, near, strict=True):
        if np.isnan(p) or abs(p - ALPHA) < NEAR * ALPHA or weighed.turns(float(p)):
            lines = weighed.with_line(one.place, one.line)
            if weighed.turns(weighed.p_of(lines)):
                yield weighed.against(lines, "label", f"{_unit(weighed.lines[one.place])}: {one.change}")
    yield _fewest(weighed, relabelled, progress)


@dataclass(frozen=True)
class _Relabelled:
    """One line as it would be with another label."""

    place: int
    change: str
    line: EventLine


def _p_of_each(weighed: _Weighed, lines: Sequence[EventLine], relabelled: Sequence[_Relabelled]) -> Numbers:
    """P with each label alone changed; right but for rounding, nan where it is to be computed in full."""
    units = as_sample(lines, weighed.question)
    found = np.full(len(relabelled), np.nan)
    if len(units) < len(lines):
        return found
    followed = [follow_up_of(one.line, weighed.question.start) for one in relabelled]
    known = [order for order, both in enumerate(followed) if both is not None]
    changes = [
        Change(relabelled[order].place, both[1], relabelled[order].line.status == EVENT)
        for order in known
        if (both := followed[order]) is not None
    ]
    found[known] = p_with_each(units, changes)
    return found


def other_labels(line: EventLine, early_days: int) -> Iterator[tuple[str, EventLine]]:
    """What this unit would be had its reader labelled one thing otherwise, on a scan after the early post-op ones."""
    if line.time_days is None or line.time_days <= early_days or not line.cells.get("scan_id", "not told"):
        return
    if line.status != EVENT:
        yield f"event on the last evaluable scan, day {line.time_days:g}", replace(line, status=EVENT)
        return
    if line.left_days is None:
        return
    yield f"no event, censored at the last clear scan, day {line.left_days:g}", _set_back(line)
    if early_days < line.left_days < line.time_days:
        earlier = replace(line, time_days=line.left_days)
        yield f"event one scan earlier, day {line.left_days:g} instead of {line.time_days:g}", earlier


def _fewest(weighed: _Weighed, relabelled: Sequence[_Relabelled], progress: Progress) -> Variation:
    """Change the label that moves p most, again and again, until the conclusion turns."""
    lines, changed = list(weighed.lines), set[int]()
    rising = weighed.p is not None and weighed.p < ALPHA
    reached = float("inf")

    def rank(p: float | None) -> float:
        return (-1.0 if p is None else -p) if rising else (1.0 if p is None else p)

    for count in range(1, MOST_FLIPS + 1):
        left = [one for one in relabelled if one.place not in changed]
        near = _p_of_each(weighed, lines, left)
        likely = near * (-1 if rising else 1)
        bound = np.nanmin(likely) if np.isfinite(likely).any() else np.inf
        best: tuple[float, _Relabelled] | None = None
        exact: dict[tuple[object, ...], float | None] = {}
        for one, expected in zip(left, likely, strict=True):
            if expected > bound + NEAR * abs(bound):
                continue
            # Units that are the same to the test, changed in the same way, have the same p.
            key = (_to_the_test(lines[one.place], weighed.question), _to_the_test(one.line, weighed.question))
            if key not in exact:
                exact[key] = weighed.p_of([*lines[: one.place], one.line, *lines[one.place + 1 :]])
            if best is None or rank(exact[key]) < best[0]:
                best = rank(exact[key]), one
        if best is None or best[0] >= reached:
            break
        reached = best[0]
        lines[best[1].place] = best[1].line
        changed.add(best[1].place)
        progress(count / MOST_FLIPS)
        if weighed.turns(weighed.p_of(lines)):
            names = ", ".join(_unit(lines[place]) for place in sorted(changed))
            change = f"fragility index {count}, found step by step: another label of {names}"
            return weighed.against(lines, "fewest labels", change)
    return weighed.against(lines, "fewest labels", f"fragility index above {len(changed)}")


def _to_the_test(line: EventLine, question: Question) -> tuple[object, ...]:
    groups = tuple(line.cells[column] for column in (question.by, question.strata) if column)
    return (follow_up_of(line, question.start), line.status == EVENT, *groups)


def _unit(line: EventLine) -> str:
    return " ".join(filter(None, (line.subject, line.cavity)))
