"""How labels settle through time: what stood at each visit, what later visits confirmed or took back.

Rules: domain §2, "Confirmation and back-dating" and "PIE vs residual tumour" (both RULE). A label once confirmed
takes the date of the first visit that showed it; a label that regressed without tumour therapy is revised and is
no event. The program sets no label of its own: it only dates, confirms and revises what readers said, and what
histology or cerebrospinal fluid proved.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from review_schema.finding import Finding
from review_schema.read import ReadTimePoint
from review_schema.vocabulary import BrainLabel, CavityLabel, FindingStatus, LesionOrigin, ScanRole

Proof = Literal["scan", "histology", "cytology", "surgery", "staging"]

LeftOut = Literal["early", "pre-existing", "histology", "turned out as RN", "uncertain"]
"""Why a label that was read does not count: residual tumour on the early scan; growth of a metastasis known before;
histology found otherwise; the same lesion was radionecrosis later; read with too little certainty."""

Part = Literal[
    "first shown",
    "confirms",
    "takes back",
    "too early",
    "another lesion",
    "stable",
    "after therapy",
    "gone after therapy",
]
"""What one look did for a label, from the look that first showed it to the one that decided."""

NOT_STANDING = frozenset({FindingStatus.REVISED, FindingStatus.WITHDRAWN})

HISTOLOGY_LABELS: Mapping[str, tuple[str, ...]] = {
    "tumour": (CavityLabel.LP,),
    "necrosis": (CavityLabel.RN,),
    "mixed": (CavityLabel.LP, CavityLabel.RN),
}

CONFIRMATIONS: Mapping[Proof, str] = {
    "scan": "marked as confirmed on the scan of {on}",
    "histology": "confirmed by histology",
    "cytology": "confirmed by cytology on {on}",
    "surgery": "operated on {on}",
    "staging": "entered in the clinical table for {on}",
}
"""What confirmed a label, in words."""

BRAIN = None
"""Key of the compartment that is no cavity."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One label at one visit: the finding that stands for it, and what all findings of that label say together."""

    finding: Finding | None
    confirmed: bool = False  # by the reader, an adjudicator, histology or cytology
    symptomatic: bool = False
    boundary: bool = False
    lesions: frozenset[str] = frozenset()  # identities, where lesions were marked
    pre_existing: bool = False  # all of it is growth of what was known before
    certainty: int = 5  # the greatest of them; without a finding it is proven


@dataclass(frozen=True, slots=True)
class Visit:
    """One evaluable look at one compartment. A visit without labels was looked at and its findings taken back."""

    on: date
    scan_id: str | None
    role: ScanRole
    labels: Mapping[str, Shown]
    proof: Proof = "scan"
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)  # labels that were read and do not count, and why

    @property
    def is_scan(self) -> bool:
        """Whether there was a scan; False for an operation, a puncture or a staging alone."""
        return self.proof == "scan" or self.scan_id is not None

    @property
    def finding_id(self) -> str:
        """The first finding of the visit; empty without one."""
        return next((shown.finding.finding_id for shown in self.labels.values() if shown.finding), "")

    def without(self, label: str, why: LeftOut) -> "Visit":
        """The same visit, with one label left out."""
        if label not in self.labels:
            return self
        labels = {name: shown for name, shown in self.labels.items() if name != label}
        return replace(self, labels=labels, left_out={**self.left_out, label: why})


@dataclass(frozen=True, slots=True)
class Sighting:
    """A label that counts, dated to the first visit that showed it (back-dated)."""

    label: str
    visit: Visit
    confirmed: bool
    how: str  # in words: what confirmed it, or why it is unconfirmed

    @property
    def on(self) -> date:
        """The event date."""
        return self.visit.on


@dataclass(frozen=True, slots=True)
class Course:
    """What became of one label in one compartment."""

    label: str
    sighting: Sighting | None
    revised: tuple[tuple[Visit, Visit], ...] = ()  # (first shown, visit that took it back)
    visits: tuple[Visit, ...] = ()  # the looks it was told from, in order of date
    trail: tuple[tuple[Visit, Part], ...] = ()  # what each look did that had a part in it


def evaluable_visits(
    timepoints: Sequence[ReadTimePoint], roles: Mapping[date, ScanRole]
) -> dict[str | None, tuple[Visit, ...]]:
    """Evaluable looks by compartment (cavity id, or `BRAIN`), in order of date.

    Several scans of one date are one visit. A visit is evaluable unless all that stands says NE;
    a compartment about which nothing was said is not evaluable.
    """
    found: dict[str | None, dict[date, list[Finding]]] = {}
    about: dict[date, ReadTimePoint] = {}
    for timepoint in sorted(timepoints, key=lambda t: (t.acquired_on, t.scan_id is None, t.scan_id, t.timepoint_id)):
        day = timepoint.acquired_on
        about.setdefault(day, timepoint)
        for finding in timepoint.findings:
            found.setdefault(finding.cavity, {}).setdefault(day, []).append(finding)
    # The days of a compartment stand in order, for the time points were gone through so.
    return {
        compartment: tuple(
            Visit(day, about[day].scan_id, roles.get(day, about[day].role), _standing(findings))
            for day, findings in by_day.items()
            if is_evaluable(findings)
        )
        for compartment, by_day in found.items()
    }


def is_evaluable(findings: Sequence[Finding]) -> bool:
    """Whether what stands of one compartment on one day says more than NE."""
    standing = {finding.label.value for finding in findings if finding.status not in NOT_STANDING}
    return "NE" not in standing or len(standing) > 1


def _standing(findings: Sequence[Finding]) -> dict[str, Shown]:
    by_label: dict[str, list[Finding]] = {}
    for finding in findings:
        label = finding.label.value
        if label != "NE" and finding.status not in NOT_STANDING:
            by_label.setdefault(label, []).append(finding)
    return {label: _shown(by_label[label]) for label in sorted(by_label)}


NO_LESIONS: frozenset[str] = frozenset()


def _shown(findings: Sequence[Finding]) -> Shown:
    if len(findings) == 1:  # nearly always, and quicker
        (only,) = findings
        return Shown(
            finding=only,
            confirmed=only.status is FindingStatus.CONFIRMED,
            symptomatic=only.symptomatic,
            boundary=only.measure is not None and only.measure.boundary,
            lesions=NO_LESIONS if only.lesion is None else frozenset((only.lesion,)),
            pre_existing=only.origin is LesionOrigin.PRE_EXISTING,
            certainty=only.certainty,
        )
    first = min(findings, key=lambda f: (f.status is not FindingStatus.CONFIRMED, f.finding_id))
    return Shown(
        finding=first,
        confirmed=first.status is FindingStatus.CONFIRMED,
        symptomatic=any(finding.symptomatic for finding in findings),
        boundary=all(finding.measure is not None and finding.measure.boundary for finding in findings),
        lesions=frozenset(finding.lesion for finding in findings if finding.lesion is not None),
        pre_existing=all(finding.origin is LesionOrigin.PRE_EXISTING for finding in findings),
        certainty=max(finding.certainty for finding in findings),
    )


def without_pre_existing(visits: Sequence[Visit]) -> tuple[Visit, ...]:
    """Leave out distant progression that is growth of a metastasis known before (charter setting)."""

    def grown(visit: Visit) -> bool:
        shown = visit.labels.get(BrainLabel.DP)
        return shown is not None and shown.pre_existing

    return tuple(visit.without(BrainLabel.DP, "pre-existing") if grown(visit) else visit for visit in visits)


def with_proof(visits: Sequence[Visit], days: Collection[date], label: str, proof: Proof) -> tuple[Visit, ...]:
    """Add looks that prove `label` without a scan (cytology, an operation), in order of date."""
    proofs = [Visit(day, None, ScanRole.UNSCHEDULED, {label: Shown(None, confirmed=True)}, proof) for day in days]
    return tuple(sorted([*visits, *proofs], key=lambda visit: visit.on))


def without_uncertain_necrosis(visits: Sequence[Visit], certainty: int) -> tuple[Visit, ...]:
    """Leave out radionecrosis read with less than this certainty (charter setting), unless histology proved it."""

    def uncertain(visit: Visit) -> bool:
        shown = visit.labels.get(CavityLabel.RN)
        return shown is not None and visit.proof != "histology" and shown.certainty < certainty

    return tuple(visit.without(CavityLabel.RN, "uncertain") if uncertain(visit) else visit for visit in visits)


SUSPICIOUS = frozenset({CavityLabel.LP, CavityLabel.RN})
NOT_CLEAR = SUSPICIOUS | {CavityLabel.STABLE}


def with_histology(visits: Sequence[Visit], operated_on: date, histology: str) -> tuple[Visit, ...]:
    """Let the histology of a re-operation speak for the suspicious visits that led to it (back-dating).

    The suspicion is the last unbroken run of visits up to the operation that show LP or RN (STABLE does not break
    it). Those visits then show what histology found; without such visits the operation itself is the first proof.
    """
    labels = HISTOLOGY_LABELS[histology]

    def led_to_it(visit: Visit) -> bool:
        # A clear scan of the same day was made after the operation.
        return visit.on < operated_on or (visit.on == operated_on and not NOT_CLEAR.isdisjoint(visit.labels))

    before = [visit for visit in visits if led_to_it(visit)]
    after = [visit for visit in visits if not led_to_it(visit)]
    start = len(before)
    for index in range(len(before) - 1, -1, -1):
        if NOT_CLEAR.isdisjoint(before[index].labels):
            break
        if not SUSPICIOUS.isdisjoint(before[index].labels):
            start = index
    proven = [_proven(visit, labels) for visit in before[start:]]
    if not proven:
        proven = list(with_proof((), (operated_on,), labels[0], "histology"))
        proven = [replace(visit, labels={label: Shown(None, confirmed=True) for label in labels}) for visit in proven]
    return (*before[:start], *proven, *after)


def _proven(visit: Visit, labels: Sequence[str]) -> Visit:
    suspicious = visit.labels.get(CavityLabel.LP) or visit.labels.get(CavityLabel.RN)
    base = suspicious or next(iter(visit.labels.values()))
    proven = {label: replace(visit.labels.get(label, base), confirmed=True) for label in labels}
    other: dict[str, LeftOut] = {label: "histology" for label in visit.labels if label not in labels}
    return replace(visit, labels=proven, proof="histology", left_out={**visit.left_out, **other})


def course_of_progression(
    visits: Sequence[Visit], label: str, therapies: Sequence[date], confirmation_days: int
) -> Course:
    """When `label` (LP, DP or LMD) was first shown by a sighting that was not taken back.

    `visits` are the evaluable looks in order of date; `therapies` the days on which tumour therapy began.
    """
    looks = tuple(visits)
    revised: list[tuple[Visit, Visit]] = []
    trail: list[tuple[Visit, Part]] = []
    start = 0
    while True:
        first = next((i for i in range(start, len(looks)) if label in looks[i].labels), None)
        if first is None:
            return Course(label, None, tuple(revised), looks, tuple(trail))
        verdict = _verdict(looks[first:], label, therapies, confirmation_days, trail)
        if isinstance(verdict, Sighting):
            return Course(label, verdict, tuple(revised), looks, tuple(trail))
        revised.append((looks[first], looks[first + verdict]))
        start = first + verdict


def _verdict(
    visits: Sequence[Visit],
    label: str,
    therapies: Sequence[date],
    confirmation_days: int,
    trail: list[tuple[Visit, Part]],
) -> Sighting | int:
    """The sighting at ``visits[0]``, or the position of the visit that took it back; what each did goes to `trail`."""
    first = visits[0]
    trail.append((first, "first shown"))
    for position, visit in enumerate(visits):
        shown = visit.labels.get(label)
        another = shown is not None and not _same_lesion(first.labels[label], shown)
        if another:
            shown = None  # another lesion neither confirms this one nor dates back to it
        treated = any(first.on <= day < visit.on for day in therapies)
        waited = position > 0 and (visit.on - first.on).days >= confirmation_days
        if shown is not None and shown.confirmed:
            trail.append((visit, "confirms"))
            return Sighting(label, first, True, _confirmed_by(visit))
        if shown is not None and waited and not treated:
            trail.append((visit, "confirms"))
            return Sighting(label, first, True, f"seen again on {visit.on}")
        if shown is None and treated:
            trail.append((visit, "gone after therapy"))
            return Sighting(label, first, False, "treated before it was confirmed")
        # A residual finding without change neither confirms nor takes back; nor does a scan that came too early.
        stable = CavityLabel.STABLE in visit.labels
        if shown is None and waited and not stable:
            trail.append((visit, "takes back"))
            return position
        if position > 0:
            undecided: Part = "stable" if stable else "another lesion" if another else "too early"
            trail.append((visit, "after therapy" if shown is not None and waited else undecided))
    treated = any(first.on <= day <= visits[-1].on for day in therapies)
    stable_on = next((visit.on for visit, part in trail if part == "stable" and visit.on > first.on), None)
    if treated:
        how = "treated before it was confirmed"
    elif stable_on is not None and (stable_on - first.on).days >= confirmation_days:
        how = f"stable on {stable_on}, which neither confirms it nor takes it back"
    else:
        how = f"no later evaluable scan after {confirmation_days} days"
    return Sighting(label, first, False, how)


def _confirmed_by(visit: Visit) -> str:
    return CONFIRMATIONS[visit.proof].format(on=visit.on)


def course_of_necrosis(visits: Sequence[Visit], confirmation_days: int, *, symptomatic: bool = False) -> Course:
    """When radionecrosis was first shown. It needs no confirmation, and its regression takes nothing back."""

    def shows(visit: Visit) -> bool:
        shown = visit.labels.get(CavityLabel.RN)
        return shown is not None and (shown.symptomatic or not symptomatic)

    looks = tuple(visits)
    sightings = [visit for visit in looks if shows(visit)]
    if not sightings:
        return Course(CavityLabel.RN, None, visits=looks)
    first = sightings[0]
    trail: list[tuple[Visit, Part]] = [(first, "first shown")]
    how = ""
    for visit in sightings:
        if visit.labels[CavityLabel.RN].confirmed:
            how = _confirmed_by(visit)
        elif visit is not first and (visit.on - first.on).days >= confirmation_days:
            how = f"seen again on {visit.on}"
        if how:
            trail.append((visit, "confirms"))
            break
        if visit is not first:
            trail.append((visit, "too early"))
    unseen = f"not seen again {confirmation_days} days later or more"
    sighting = Sighting(CavityLabel.RN, first, bool(how), how or unseen)
    return Course(CavityLabel.RN, sighting, (), looks, tuple(trail))


def necrosis_visits(visits: Sequence[Visit], progression: Course) -> tuple[Visit, ...]:
    """Visits for radionecrosis: LP that was taken back as RN of the same lesion was RN from the first."""
    spans = [
        (first, last)
        for first, last in progression.revised
        if CavityLabel.RN in last.labels and _same_lesion(first.labels[CavityLabel.LP], last.labels[CavityLabel.RN])
    ]

    def told_later(visit: Visit) -> Visit:
        shown = visit.labels.get(CavityLabel.LP)
        if shown is None or not any(first.on <= visit.on < last.on for first, last in spans):
            return visit
        otherwise = visit.without(CavityLabel.LP, "turned out as RN")
        return replace(otherwise, labels={CavityLabel.RN: shown, **otherwise.labels})

    return tuple(told_later(visit) for visit in visits)


def settled_early_enhancement(visits: Sequence[Visit], origin: date | None, settled_days: int) -> FindingStatus:
    """What became of PIE in one cavity, from the evaluable looks in order of date.

    Confirmed once a scan shows nothing any more; revised once it grew (LP) or turned out otherwise (RN), or when it is
    still there `settled_days` after surgery: by its definition it vanishes. Until then provisional.
    """
    first = next((index for index, visit in enumerate(visits) if CavityLabel.PIE in visit.labels), len(visits))
    for visit in visits[first + 1 :]:
        if visit.labels.keys() & {CavityLabel.LP, CavityLabel.RN}:
            return FindingStatus.REVISED
        if not visit.labels.keys() & {CavityLabel.PIE, CavityLabel.STABLE}:
            return FindingStatus.CONFIRMED
        if origin is not None and (visit.on - origin).days >= settled_days:
            return FindingStatus.REVISED
    return FindingStatus.PROVISIONAL


def _same_lesion(one: Shown, other: Shown) -> bool:
    return not one.lesions or not other.lesions or bool(one.lesions & other.lesions)
