"""Response by RANO-BM (Lin et al., Lancet Oncol 2015;16:e270; domain §3), visit by visit, of one read.

A pure function of what a reader marked. Sizes are longest diameters, mm. What RANO-BM leaves to judgement is taken from
the reader's labels (RULE): LP, DP and LMD are tumour; a lesion labelled RN or PIE is treatment effect, and its growth
is no progression. Neither steroid dose nor clinical state is part of a read: PD for these reasons is not seen here.
A resected cavity without measurable rest has no target lesion, and percentages do not apply to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from review_schema.finding import Finding
from review_schema.label_history import NOT_STANDING
from review_schema.read import ReadTimePoint, SignedRead
from review_schema.vocabulary import BrainLabel, CavityLabel, ScanRole

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


@dataclass(frozen=True, slots=True)
class VisitResponse:
    """The response at one visit. Empty `target` or `non_target`: there is no such lesion."""

    on: date
    target: Part
    non_target: Part
    new_lesions: tuple[str, ...]  # identities; a label without a mark stands by its name
    overall: Response
    confirmed: bool | None  # CR and PR: seen again four weeks later; None: nothing to be confirmed
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


def assess_response(read: SignedRead) -> CaseResponse | None:
    """The response at each visit of `read` after its first one since surgery; None without such a first one.

    A lesion of the baseline that is not marked at a visit is gone there, unless its compartment is not evaluable.
    """
    visits = [one for one in read.timepoints if one.role is not ScanRole.PRE_OP and one.scan_id is not None]
    if not visits:
        return None
    baseline, later = visits[0], visits[1:]
    marked = [one for one in _standing(baseline) if one.lesion is not None]
    by_size = sorted(filter(is_measurable, marked), key=lambda one: (-_longest(one), one.lesion or ""))
    targets = {str(one.lesion): _longest(one) for one in by_size[:MOST_TARGETS]}
    others = tuple(sorted({str(one.lesion) for one in marked} - targets.keys()))
    course = _Course(baseline, targets, others)
    responses = [course.at(visit) for visit in later]
    settled = tuple(_confirmed(responses, place) for place in range(len(responses)))
    return CaseResponse(baseline.acquired_on, targets, others, settled, _best(settled))


class _Course:
    """What is carried from visit to visit: where each lesion was, how small it has been."""

    def __init__(self, baseline: ReadTimePoint, targets: Mapping[str, float], others: Sequence[str]) -> None:
        self._targets, self._others = targets, others
        self._home = {str(one.lesion): one.cavity for one in _standing(baseline) if one.lesion}
        self._baseline_mm = sum(targets.values())
        self._nadir_mm = self._baseline_mm
        self._least = {str(one.lesion): _longest(one) for one in _standing(baseline) if one.lesion}

    def at(self, visit: ReadTimePoint) -> VisitResponse:
        standing = _standing(visit)
        sizes = {str(one.lesion): one for one in standing if one.lesion is not None}
        blind = _not_evaluable(visit)
        grown = self._grown(sizes)
        target, total = self._target(sizes, blind, grown)
        non_target = self._non_target(sizes, blind, grown)
        new = tuple(sorted({one.lesion or one.label.value for one in standing if self._is_new(one)}))
        nadir = self._nadir_mm if self._targets else None
        response = VisitResponse(
            on=visit.acquired_on,
            target=target,
            non_target=non_target,
            new_lesions=new,
            overall=self._overall(target, non_target, new, blind, grown),
            confirmed=None,
            sum_mm=total,
            nadir_mm=nadir,
            from_baseline=None if total is None else total / self._baseline_mm - 1,
            from_nadir=None if total is None or not nadir else total / nadir - 1,
            reason="",
        )
        self._remember(sizes, total)
        return _in_words(response, grown)

    def _target(
        self, sizes: Mapping[str, Finding], blind: frozenset[str | None], grown: set[str]
    ) -> tuple[Part, float | None]:
        if not self._targets:
            return "", None
        if any(lesion not in sizes and self._home[lesion] in blind for lesion in self._targets):
            return "NE", None
        total = sum(_longest(sizes[lesion]) for lesion in self._targets if lesion in sizes)
        if total >= (1 + GROWTH) * self._nadir_mm and grown & self._targets.keys():
            return "PD", total
        if total == 0:
            return "CR", total
        return ("PR" if total <= (1 - PARTIAL) * self._baseline_mm else "SD"), total

    def _non_target(self, sizes: Mapping[str, Finding], blind: frozenset[str | None], grown: set[str]) -> Part:
        if not self._others:
            return ""
        there = [sizes[lesion] for lesion in self._others if lesion in sizes]
        if any(one.label in TUMOUR or one.lesion in grown for one in there):
            return "PD"
        if any(lesion not in sizes and self._home[lesion] in blind for lesion in self._others):
            return "NE"
        return "SD" if there else "CR"

    def _is_new(self, finding: Finding) -> bool:
        """Tumour that the baseline did not have. Growth of a metastasis known before is none, marked or not."""
        known = finding.lesion in self._targets or finding.lesion in self._others
        return finding.label in TUMOUR and not known

    def _grown(self, sizes: Mapping[str, Finding]) -> set[str]:
        """Measurable lesions at least 5 mm larger than they have been, not by the effect of treatment."""
        return {
            lesion
            for lesion, finding in sizes.items()
            if lesion in self._least
            and finding.label not in TREATMENT_EFFECT
            and is_measurable(finding)
            and _longest(finding) >= self._least[lesion] + LEAST_GROWTH_MM
        }

    def _overall(
        self, target: Part, non_target: Part, new: Sequence[str], blind: frozenset[str | None], grown: set[str]
    ) -> Response:
        # A nodule followed in a cavity without target: percentages do not apply, nadir and 5 mm do.
        if grown - self._targets.keys():
            return "PD"
        if new or "PD" in (target, non_target):
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

    def _remember(self, sizes: Mapping[str, Finding], total: float | None) -> None:
        if total is not None:
            self._nadir_mm = min(self._nadir_mm, total)
        for lesion, finding in sizes.items():
            self._least[lesion] = min(self._least.get(lesion, _longest(finding)), _longest(finding))
            self._home.setdefault(lesion, finding.cavity)


def _standing(visit: ReadTimePoint) -> list[Finding]:
    return [one for one in visit.findings if one.status not in NOT_STANDING]


def _longest(finding: Finding) -> float:
    return finding.measure.longest_diameter_mm if finding.measure is not None else 0.0


def _not_evaluable(visit: ReadTimePoint) -> frozenset[str | None]:
    """Compartments of which all that stands is NE."""
    labels: dict[str | None, set[str]] = {}
    for one in _standing(visit):
        labels.setdefault(one.cavity, set()).add(one.label.value)
    return frozenset(compartment for compartment, said in labels.items() if said == {"NE"})


def _in_words(found: VisitResponse, grown: Iterable[str]) -> VisitResponse:
    parts = []
    if found.new_lesions:
        parts.append(f"new: {', '.join(found.new_lesions)}")
    if found.sum_mm is not None and found.from_baseline is not None:
        parts.append(f"sum {found.sum_mm:.0f} mm, {found.from_baseline:+.0%} from baseline")
        if found.from_nadir is not None:
            parts.append(f"{found.from_nadir:+.0%} from nadir")
    larger = sorted(grown)
    if larger:
        parts.append(f"at least 5 mm larger: {', '.join(larger)}")
    if found.overall == "NE":
        parts.append("not evaluable")
    return replace(found, reason="; ".join(parts) or "nothing measurable, nothing new")


def _confirmed(responses: Sequence[VisitResponse], place: int) -> VisitResponse:
    """CR and PR count once a visit four weeks later still shows as much."""
    found = responses[place]
    enough = {"CR": ("CR",), "PR": ("CR", "PR")}.get(found.overall)
    if enough is None:
        return found
    after = [one for one in responses[place + 1 :] if one.on - found.on >= CONFIRMED_AFTER and one.overall != "NE"]
    return replace(found, confirmed=bool(after) and after[0].overall in enough)


def _best(visits: Sequence[VisitResponse]) -> Response | None:
    order: tuple[Response, ...] = ("CR", "PR", "SD", "no target lesion", "PD", "NE")
    until = next((place for place, one in enumerate(visits) if one.overall == "PD"), len(visits) - 1) + 1
    reached: list[Response] = ["SD" if one.confirmed is False else one.overall for one in visits[:until]]
    return min(reached, key=order.index, default=None)
