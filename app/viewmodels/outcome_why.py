"""Why an event has its date, as the outcome page tells it: steps in words, facts, and the visit behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.derived_steps import rule_in_words, step_in_words
from app.viewmodels.outcome_scene import CONFIRMED
from app.words import Said, joined
from review_schema.derivation import Step, derive_why
from review_schema.endpoints import EventRow
from review_schema.fragility import Sources
from review_schema.projections import StudyState


@dataclass(frozen=True)
class WhyStep:
    """One step from the scans to the date, in words, and the rule that spoke; empty: a fact."""

    text: str
    rule: str


@dataclass(frozen=True)
class Why:
    """The derivation of one date.

    Attributes:
        title: whose date, of what.
        steps: how it came about, in order.
        facts: name and value of what the row holds beside.
        subject: pseudonym.
        timepoint_id: the visit behind the date; empty: it rests on no scan of this study.
    """

    title: str
    steps: tuple[WhyStep, ...]
    facts: tuple[tuple[str, str], ...]
    subject: str
    timepoint_id: str


def why_of(row: EventRow, sources: Sources, state: StudyState) -> Why:
    """The derivation of one row."""
    person = state.subjects.get(row.subject)
    visits = person.timepoints if person is not None else ()
    behind = (
        v for v in visits if row.scan_id and row.scan_id in (v.scan.scan_id, *(s.scan_id for s in v.alternatives))
    )
    return Why(
        title=joined(" ", filter(None, (row.subject, row.cavity, row.paramcd.value))),
        steps=tuple(WhyStep(step_in_words(step.text), rule_in_words(step.rule)) for step in _derived(row, sources)),
        facts=tuple((name, text) for name, text in _facts(row) if text),
        subject=row.subject,
        timepoint_id=next((visit.timepoint_id for visit in behind), ""),
    )


def _derived(row: EventRow, sources: Sources) -> Sequence[Step]:
    """The steps of this row, not of another read of the same unit."""
    found = derive_why(
        sources.reads,
        sources.clinical,
        sources.charter,
        subject=row.subject,
        paramcd=row.paramcd,
        cavity=row.cavity,
        reader=row.reader,
    )
    return next((one.steps for one in found if one.row.read_id == row.read_id), ())


def _facts(row: EventRow) -> tuple[tuple[str, str], ...]:
    dates = {
        Said("counted from"): row.origin_date,
        Said("event") if row.status == 1 else Said("censored"): row.event_date,
    }
    days = "" if row.time_days is None else Said("day {n}", n=row.time_days)
    span = ""
    if row.left_days is not None and row.right_days is not None:
        span = Said("after day {left}, by day {right}", left=row.left_days, right=row.right_days)
    return (
        *((name, "" if day is None else day.isoformat()) for name, day in dates.items()),
        (Said("time"), days),
        (Said("happened"), span),
        (Said("died"), "" if row.competing_days is None else Said("day {n}", n=row.competing_days)),
        (Said("confirmation"), CONFIRMED[row.confirmed]),
        (Said("flags"), " ".join(row.flags)),
        (Said("reader"), row.reader),
        (Said("read"), row.read_id),
        (Said("scan"), row.scan_id[:12]),
        (Said("finding"), row.finding_id),
        (Said("rules"), row.rule_set),
    )
