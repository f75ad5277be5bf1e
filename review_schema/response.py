"""Response by RANO-BM (Lin et al., Lancet Oncol 2015;16:e270; domain §3), visit by visit, of one read.

A pure function of what a reader marked. Sizes are longest diameters, mm. What RANO-BM leaves to judgement is taken from
the reader's labels (RULE): LP, DP and LMD are tumour; a lesion labelled RN or PIE is treatment effect, and its growth
is no progression. Neither steroid dose nor clinical state is part of a read: PD for these reasons is not seen here.
A resected cavity without measurable rest has no target lesion, and percentages do not apply to it.

Of a non-target lesion, progression must be unequivocal (domain §3). What that is, is not told there (RULE): a lesion
that was read as tumour at its first visit must have become 5 mm larger than it ever was least, as a target must; one
that was not is progressive once the reader calls it tumour. What was gone and comes back has grown from 0 mm (RECIST
1.1, Eisenhauer et al., Eur J Cancer 2009;45:228: it counts with its size; after CR it is progression).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile
from typing import Literal

from review_schema.finding import Finding
from review_schema.label_history import NOT_STANDING
from review_schema.read import ReadTimePoint, SignedRead
from review_schema.vocabulary import BrainLabel, CavityLabel, LesionOrigin, ScanRole

MEASURABLE_MM, PERPENDICULAR_MM = 10.0, 5.0
"""A lesion is measurable from this longest diameter and this perpendicular one on."""

MOST_TARGETS = 5
PARTIAL, GROWTH, LEAST_GROWTH_MM = 0.30, 0.20, 5.0
"""PR: the sum at least 30 % below baseline. PD: at least 20 % above nadir, and one lesion at least 5 mm larger."""

CONFIRMED_AFTER = timedelta(weeks=4)
TUMOUR = frozenset({CavityLabel.LP, BrainLabel.DP, BrainLabel.LMD})
TREATMENT_EFFECT = frozenset({CavityLabel.RN, CavityLabel.PIE})

Response = Literal["CR", "PR", "SD", "PD", "NE", "no target lesion"]
Part = Literal["CR", "PR", "SD", "PD", "NE", ""]


Span = tuple[date, date | None]
"""First and last day; None: it goes on, or its end is not known."""


@dataclass(frozen=True, slots=True)
class VisitResponse:
    """The response at one visit. Empty `target` or `non_target`: there is no such lesion."""

    on: date
    target: Part
    non_target: Part
    new_lesions: tuple[str, ...]  # identities; a label without a mark stands by its name
    overall: Response
    confirmed: bool | None  # CR and PR: seen four weeks apart; None: nothing to be confirmed
    sum_mm: float | None  # of the targets' longest diameters; None: no target, or not evaluable
    nadir_mm: float | None  # least sum before this visit
    from_baseline: float | None  # fraction, negative: smaller
    from_nadir: float | None
    reason: str  # in words


@dataclass(frozen=True, slots=True)
class CaseResponse:
    """The responses of one read from its baseline on."""

    baseline_on: date
    targets: Mapping[str, float]  # longest diameter at baseline, by identity
    non_targets: tuple[str, ...]
    visits: tuple[VisitResponse, ...]  # after the baseline, in order of date
    best: Response | None  # best overall, CR and PR only if confirmed; None without a visit


def is_measurable(finding: Finding) -> bool:
    """Whether a marked lesion is measurable by its diameters."""
    of = finding.measure
    return (
        of is not None
        and of.longest_diameter_mm >= MEASURABLE_MM
        and of.perpendicular_diameter_mm >= PERPENDICULAR_MM
        and finding.label != BrainLabel.LMD
    )


def assess_response(read: SignedRead, immunotherapy: Sequence[Span] = ()) -> CaseResponse | None:
    """The response at each visit of `read` after its first evaluable one since surgery; None without any visit since.

    A lesion of the baseline that is not marked at a visit is gone there, unless its compartment is not evaluable. A
    compartment that is not evaluable at the baseline has its own at its first evaluable visit.

    Args:
        read: what a reader signed.
        immunotherapy: its spans. Within them a new lesion alone is no PD, and no response either: SD.
    """
    visits = [one for one in read.timepoints if one.role is not ScanRole.PRE_OP and one.scan_id is not None]
    if not visits:
        return None
    first = next((place for place, one in enumerate(visits) if _shows_something(one)), 0)
    baseline, later = visits[first], visits[first + 1 :]
    marked = [one for one in _standing(baseline) if one.lesion is not None]
    by_size = sorted(filter(is_measurable, marked), key=lambda one: (-_longest(one), one.lesion or ""))
    targets = {str(one.lesion): _longest(one) for one in by_size[:MOST_TARGETS]}
    others = tuple(sorted(_by_name(baseline).keys() - targets.keys()))
    course = _Course(baseline, targets, others, immunotherapy)
    responses = [course.at(visit) for visit in later]
    settled = tuple(_confirmed(responses, place) for place in range(len(responses)))
    return CaseResponse(baseline.acquired_on, targets, others, settled, _best(settled))


@dataclass(frozen=True, slots=True)
class _Worse:
    """Lesions that have become worse, by name; none by the effect of treatment."""

    larger: frozenset[str]  # at least 5 mm larger than they have been
    back: frozenset[str]  # targets that were gone
    called_tumour: frozenset[str]  # non-targets that were not read as tumour at their first visit


class _Course:
    """What is carried from visit to visit: where each lesion was, how small it has been."""

    def __init__(
        self,
        baseline: ReadTimePoint,
        targets: Mapping[str, float],
        others: Iterable[str],
        immunotherapy: Sequence[Span],
    ) -> None:
        self._targets, self._others, self._immunotherapy = targets, set(others), immunotherapy
        known = _by_name(baseline)
        self._home = {name: one.cavity for name, one in known.items()}
        self._first_as_tumour = {name for name, one in known.items() if one.label in TUMOUR}
        self._unseen = _not_evaluable(baseline)  # compartments that no visit has shown yet
        self._baseline_mm = sum(targets.values())
        self._nadir_mm = self._baseline_mm
        self._least = {name: _longest(one) for name, one in known.items()}

    def at(self, visit: ReadTimePoint) -> VisitResponse:
        sizes = _by_name(visit)
        blind = _not_evaluable(visit)
        self._meet(sizes, blind)
        worse = self._worse(sizes)
        target, total = self._target(sizes, blind, worse)
        non_target = self._non_target(sizes, blind, worse)
        new = tuple(sorted({one.lesion or one.label.value for name, one in sizes.items() if self._is_new(name, one)}))
        nadir = self._nadir_mm if self._targets else None
        overall = self._overall(target, non_target, blind, worse)
        excused = bool(new) and overall != "PD" and self._under_immunotherapy(visit.acquired_on)
        if new and overall != "PD":
            overall = "PD" if not excused else "NE" if overall == "NE" else "SD"
        response = VisitResponse(
            on=visit.acquired_on,
            target=target,
            non_target=non_target,
            new_lesions=new,
            overall=overall,
            confirmed=None,
            sum_mm=total,
            nadir_mm=nadir,
            from_baseline=None if total is None else total / self._baseline_mm - 1,
            from_nadir=None if total is None or not nadir else total / nadir - 1,
            reason="",
        )
        self._remember(sizes, blind, total)
        return _in_words(response, worse, excused=excused)

    def _meet(self, sizes: Mapping[str, Finding], blind: frozenset[str | None]) -> None:
        """What a compartment shows at its first evaluable visit is its baseline; so is what the reader knew before."""
        seen_now = self._unseen - blind
        for name, finding in sizes.items():
            before = finding.cavity in seen_now or finding.origin is LesionOrigin.PRE_EXISTING
            if before and name not in self._least:
                self._others.add(name)
                self._home[name], self._least[name] = finding.cavity, _longest(finding)
                if finding.label in TUMOUR:
                    self._first_as_tumour.add(name)
        self._unseen = self._unseen & blind

    def _under_immunotherapy(self, on: date) -> bool:
        return any(start <= on and (until is None or on <= until) for start, until in self._immunotherapy)

    def _target(
        self, sizes: Mapping[str, Finding], blind: frozenset[str | None], worse: _Worse
    ) -> tuple[Part, float | None]:
        if not self._targets:
            return "", None
        if any(lesion not in sizes and self._home[lesion] in blind for lesion in self._targets):
            return "NE", None
        total = sum(_longest(sizes[lesion]) for lesion in self._targets if lesion in sizes)
        if total >= (1 + GROWTH) * self._nadir_mm and (worse.larger | worse.back) & self._targets.keys():
            return "PD", total
        if total == 0:
            return "CR", total
        return ("PR" if total <= (1 - PARTIAL) * self._baseline_mm else "SD"), total

    def _non_target(self, sizes: Mapping[str, Finding], blind: frozenset[str | None], worse: _Worse) -> Part:
        if not self._others:
            return ""
        if (worse.larger | worse.called_tumour) & self._others:
            return "PD"
        if any(lesion not in sizes and self._home[lesion] in blind for lesion in self._others):
            return "NE"
        return "SD" if self._others & sizes.keys() else "CR"

    def _is_new(self, name: str, finding: Finding) -> bool:
        """Tumour that the baseline did not have. Growth of a metastasis known before is none, marked or not."""
        return finding.label in TUMOUR and name not in self._targets and name not in self._others

    def _worse(self, sizes: Mapping[str, Finding]) -> _Worse:
        known = {name: one for name, one in sizes.items() if name in self._least and one.label not in TREATMENT_EFFECT}
        return _Worse(
            larger=frozenset(
                name
                for name, one in known.items()
                if _longest(one) >= self._least[name] + LEAST_GROWTH_MM
                and (is_measurable(one) or (name in self._others and one.label in TUMOUR))
            ),
            back=frozenset(name for name in known if name in self._targets and not self._least[name]),
            called_tumour=frozenset(
                name
                for name, one in known.items()
                if name in self._others and one.label in TUMOUR and name not in self._first_as_tumour
            ),
        )

    def _overall(self, target: Part, non_target: Part, blind: frozenset[str | None], worse: _Worse) -> Response:
        """The response but for new lesions."""
        # A nodule followed in a cavity without target: percentages do not apply, nadir and 5 mm do.
        if worse.larger - self._targets.keys() or "PD" in (target, non_target):
            return "PD"
        if "NE" in (target, non_target) or (blind and not target and not non_target):
            return "NE"
        if not target and not non_target:
            return "no target lesion"
        if target in ("", "CR"):
            if non_target in ("", "CR"):
                return "CR"
            return "PR" if target else "SD"
        return "PR" if target == "PR" else "SD"

    def _remember(self, sizes: Mapping[str, Finding], blind: frozenset[str | None], total: float | None) -> None:
        if total is not None:
            self._nadir_mm = min(self._nadir_mm, total)
        for name, finding in sizes.items():
            self._least[name] = min(self._least.get(name, _longest(finding)), _longest(finding))
            self._home.setdefault(name, finding.cavity)
        for name in self._least.keys() - sizes.keys():
            if self._home[name] not in blind:
                self._least[name] = 0.0


def _standing(visit: ReadTimePoint) -> list[Finding]:
    return [one for one in visit.findings if one.status not in NOT_STANDING]


def _by_name(visit: ReadTimePoint) -> dict[str, Finding]:
    """What stands of lesions, by identity; tumour without a mark by its label and cavity."""
    return {
        one.lesion or " ".join(filter(None, (one.label.value, one.cavity))): one
        for one in _standing(visit)
        if one.lesion is not None or one.label in TUMOUR
    }


def _shows_something(visit: ReadTimePoint) -> bool:
    """Whether anything but NE stands."""
    standing = _standing(visit)
    return not standing or any(one.label.value != "NE" for one in standing)


def _longest(finding: Finding) -> float:
    return finding.measure.longest_diameter_mm if finding.measure is not None else 0.0


def _not_evaluable(visit: ReadTimePoint) -> frozenset[str | None]:
    """Compartments of which all that stands is NE."""
    labels: dict[str | None, set[str]] = {}
    for one in _standing(visit):
        labels.setdefault(one.cavity, set()).add(one.label.value)
    return frozenset(compartment for compartment, said in labels.items() if said == {"NE"})


def _in_words(found: VisitResponse, worse: _Worse, *, excused: bool) -> VisitResponse:
    parts = []
    if found.new_lesions:
        parts.append(f"new: {', '.join(found.new_lesions)}")
    if excused:
        parts.append("alone no PD under immunotherapy, to be confirmed")
    if found.sum_mm is not None and found.from_baseline is not None:
        parts.append(f"sum {found.sum_mm:.0f} mm, {found.from_baseline:+.0%} from baseline")
        if found.from_nadir is not None:
            parts.append(f"{found.from_nadir:+.0%} from nadir")
    for what, lesions in (
        ("came back", worse.back),
        ("at least 5 mm larger", worse.larger - worse.back),
        ("now read as tumour", worse.called_tumour),
    ):
        if lesions:
            parts.append(f"{what}: {', '.join(sorted(lesions))}")
    if found.non_target in ("SD", "CR"):
        parts.append("non-target not unequivocally larger" if found.non_target == "SD" else "non-target gone")
    if found.overall == "NE":
        parts.append("not evaluable")
    return replace(found, reason="; ".join(parts) or "nothing measurable, nothing new")


def _confirmed(responses: Sequence[VisitResponse], place: int) -> VisitResponse:
    """CR and PR count once visits at least four weeks apart show as much, and none between them less."""
    found = responses[place]
    enough = {"CR": ("CR",), "PR": ("CR", "PR")}.get(found.overall)
    if enough is None:
        return found

    def as_good(others: Iterable[VisitResponse]) -> Iterable[VisitResponse]:
        return takewhile(lambda one: one.overall in enough, (one for one in others if one.overall != "NE"))

    sustained = (*as_good(reversed(responses[:place])), *as_good(responses[place + 1 :]))
    return replace(found, confirmed=any(abs(one.on - found.on) >= CONFIRMED_AFTER for one in sustained))


def _best(visits: Sequence[VisitResponse]) -> Response | None:
    order: tuple[Response, ...] = ("CR", "PR", "SD", "no target lesion", "PD", "NE")
    until = next((place for place, one in enumerate(visits) if one.overall == "PD"), len(visits) - 1) + 1
    reached: list[Response] = ["SD" if one.confirmed is False else one.overall for one in visits[:until]]
    return min(reached, key=order.index, default=None)
