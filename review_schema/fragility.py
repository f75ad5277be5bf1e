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

from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.endpoints import CENSORED, COMPETING, EVENT, derive_events
from review_schema.event_table import EventLine, lines_of_rows
from review_schema.export.events import COLUMNS
from review_schema.margin_labels import at_margin
from review_schema.read import SignedRead
from review_schema.survival_analysis import Question, Start, analysed_lines, as_sample, chosen_lines
from review_schema.survival_tests import log_rank
from review_schema.vocabulary import Endpoint

ALPHA: Final = 0.05
MARGINS_MM: Final = (3.0, 5.0, 10.0)
MOST_FLIPS: Final = 15
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
    lines: Sequence[EventLine], question: Question, reader: str, sources: Sources | None = None
) -> tuple[Variation, ...]:
    """The table: the analysis as it stands, then each variation; of single labels only those that turn it.

    Raises:
        ColumnUnknown, NoSuchEvents: see `chosen_lines`.
        EventBeforeOrigin, ScanAfterDeath: reads and clinical rows contradict each other.
    """
    unit, found = chosen_lines(lines, question, reader)
    weighed = _Weighed(found, replace(question, unit=unit), reader)
    made = [weighed.against(found, "as analysed", "the events file, log-rank test")]
    made += _analyses(weighed)
    if sources is not None:
        made += _rederived(weighed, sources, _own_columns(lines, question, reader))
    if question.paramcd not in NO_LABELS and weighed.p is not None:
        charter = sources.charter if sources is not None else Charter()
        made += _labels(weighed, charter.early_post_op_days)
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
        ("events after two missed scans censored at the last clear scan", _without_missed),
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


def rule_variations(charter: Charter) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """Other settings of the charter, each one alone, in words."""
    days = charter.confirmation_days
    unconfirmed = "censor" if charter.unconfirmed_progression == "event" else "event"
    icdc = "episode_start" if charter.icdc_date == "last_mri" else "last_mri"
    return (
        (f"unconfirmed_progression = {unconfirmed}", {"unconfirmed_progression": unconfirmed}),
        *((f"confirmation_days = {n}", {"confirmation_days": n}) for n in (0, 28, 56, 84) if n != days),
        *(
            (f"{name} = {str(not getattr(charter, name)).lower()}", {name: not getattr(charter, name)})
            for name in ("pre_existing_growth_is_dp", "lmd_counts_in_rpfs", "lmd_counts_in_icdc")
        ),
        (f"icdc_date = {icdc}", {"icdc_date": icdc}),
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


def _rederived(weighed: _Weighed, sources: Sources, own: OwnColumns) -> Iterator[Variation]:
    names = sorted(next(iter(own.values()), {}))

    def lines_of(reads: Sequence[SignedRead], charter: Charter) -> Sequence[EventLine]:
        rows = derive_events(reads, sources.clinical, charter)
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
    for change, setting in rule_variations(sources.charter):
        other = sources.charter.model_copy(update=dict(setting))
        yield weighed.against(lines_of(sources.reads, other), "rule", change)


# --- labels -----------------------------------------------------------------------------------------------------------


def _labels(weighed: _Weighed, early_days: int) -> Iterator[Variation]:
    for place, line in enumerate(weighed.lines):
        for change, changed in other_labels(line, early_days):
            p = weighed.p_of(weighed.with_line(place, changed))
            if weighed.turns(p):
                yield weighed.against(weighed.with_line(place, changed), "label", f"{_unit(line)}: {change}")
    yield _fewest(weighed, early_days)


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


def _fewest(weighed: _Weighed, early_days: int) -> Variation:
    """Change the label that moves p most, again and again, until the conclusion turns."""
    lines, changed = list(weighed.lines), set[int]()
    rising = weighed.p is not None and weighed.p < ALPHA
    reached = float("inf")
    for count in range(1, MOST_FLIPS + 1):
        best: tuple[float, int, EventLine] | None = None
        for place, line in enumerate(lines):
            for _, other in other_labels(line, early_days) if place not in changed else ():
                p = weighed.p_of([*lines[:place], other, *lines[place + 1 :]])
                rank = (-1.0 if p is None else -p) if rising else (1.0 if p is None else p)
                if best is None or rank < best[0]:
                    best = rank, place, other
        if best is None or best[0] >= reached:
            break
        reached = best[0]
        lines[best[1]] = best[2]
        changed.add(best[1])
        if weighed.turns(weighed.p_of(lines)):
            names = ", ".join(_unit(lines[place]) for place in sorted(changed))
            change = f"fragility index {count}, found step by step: another label of {names}"
            return weighed.against(lines, "fewest labels", change)
    return weighed.against(lines, "fewest labels", f"fragility index above {len(changed)}")


def _unit(line: EventLine) -> str:
    return " ".join(filter(None, (line.subject, line.cavity)))
