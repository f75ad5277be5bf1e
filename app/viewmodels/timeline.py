"""The timeline strip: one dot per visit with its real spacing in months, its labels, and its state."""

from dataclasses import dataclass
from enum import StrEnum

from app.lower_rooms import recognised
from app.usecases.mark_lesion import BASELINE_ERROR_MM
from app.usecases.open_case import RegistrationFacts
from app.viewmodels.read_session import ReadSession
from app.words import Said
from review_schema.finding import Finding
from review_schema.vocabulary import BLINDED_PIE_CODE, CavityLabel, FindingStatus, RegistrationDecision

LEAST_TOLD_MM = 0.1
"""An error below this is told by this bound: ±0.0 mm is no registration's."""


DECISION_WORDS = {
    RegistrationDecision.PASSED: Said("passed"),
    RegistrationDecision.NUDGED: "nudged by hand",
    RegistrationDecision.RERUN: "run again by hand",
}


class DotState(StrEnum):
    """How a visit stands in a sequential read."""

    LOCKED = "locked"  # read and locked by this reader
    OPEN = "open"  # to be labelled now
    SHUT = "shut"  # opens when the one before is locked


@dataclass(frozen=True)
class Dot:
    """One visit on the strip. `place` is 0 at the left end and 1 at the right end."""

    index: int
    place: float
    label: str
    state: DotState
    shown: bool  # on the screen now
    chips: tuple[str, ...]


@dataclass(frozen=True)
class TimelineScene:
    """All that the strip and the registration box show."""

    dots: tuple[Dot, ...]
    registration: str
    registration_note: str
    trusted: bool | None  # None: no visit is on the screen
    dated: bool = True  # months from surgery are known


def chip(finding: Finding) -> str:
    """The code on a chip; the name of early enhancement does not give the arm away."""
    return BLINDED_PIE_CODE if finding.label is CavityLabel.PIE else finding.label.value


def chips(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """The labels of a visit, each once; NED only where nothing else stands."""
    found = tuple(dict.fromkeys(chip(f) for f in findings if f.status is not FindingStatus.WITHDRAWN))
    telling = tuple(code for code in found if code != "NED")
    return telling or found


def when(label: str, *, short: bool = False) -> Said:
    """When a visit was, by its label: in months from surgery, or, where these are unknown, by its number."""
    if label.startswith("#"):
        return Said("time point {label}", label=label)
    return Said("{label} mo", label=label) if short else Said("{label} months", label=label)


def timeline_scene(session: ReadSession) -> TimelineScene:
    """The strip of a read as it stands."""
    visits = session.read.visits
    months = [visit.months for visit in visits]
    known = [month for month in months if month is not None]
    # Without months (no surgery date) the dots stand evenly and say nothing.
    evenly = len(known) < len(visits) or len(visits) < 2 or max(known) == min(known)
    dots = []
    for order, visit in enumerate(visits):
        month = visit.months
        if evenly or month is None:
            place = order / max(1, len(visits) - 1)
        else:
            place = (month - min(known)) / (max(known) - min(known))
        state = DotState.OPEN if order == session.open_index else DotState.LOCKED if visit.locked else DotState.SHUT
        dots.append(Dot(order, place, visit.label, state, order == session.index, chips(session.findings(order))))
    facts = session.visit.registration if session.visit else None
    bound_mm = BASELINE_ERROR_MM if session.on_baseline else LEAST_TOLD_MM
    told = registration_words(facts, bound_mm)
    return TimelineScene(tuple(dots), *told, facts.trusted if facts else None, dated=len(known) == len(visits))


def registration_words(facts: RegistrationFacts | None, bound_mm: float = LEAST_TOLD_MM) -> tuple[str, str]:
    """How well a visit lies on the reference, and what follows; an error up to `bound_mm` is told by that bound."""
    if facts is None:
        return "—", Said("loading")
    if facts.error_mm is None:
        return "not registered", "distances are switched off"
    if not facts.trusted:
        return "not trusted", Said("distances are switched off: {reason}", reason=recognised(facts.reason))
    # The reference scan itself says no more than the others: which scan it is would tell the arm.
    if facts.error_mm > bound_mm:
        error = Said("±{mm:.1f} mm, estimated", mm=facts.error_mm)
    else:
        error = Said("within {mm:.1f} mm, estimated", mm=bound_mm)
    return error, Said("trusted") if facts.decision is None else DECISION_WORDS[facts.decision]
