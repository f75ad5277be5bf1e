"""The findings of one unlocked time point, edited by keys and clicks, with undo.

No label is ever set by the program: a marked lesion waits for the reader's key.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import dist

from app.usecases.mark_lesion import MEASURABLE_LONGEST_MM, MEASURABLE_PERPENDICULAR_MM, MarkedLesion
from imaging.volume import Mask
from review_schema.finding import Finding, LesionMeasure
from review_schema.ids import new_id
from review_schema.vocabulary import EXCLUSIVE_LABELS, BrainLabel, CavityLabel, Compartment

SAME_LESION_MM = 10.0
"""A mark whose centre lies this near to a lesion of an earlier visit is proposed as the same lesion."""


@dataclass(frozen=True)
class Place:
    """The compartment that a label key speaks of."""

    compartment: Compartment
    cavity: str | None = None


BRAIN = Place(Compartment.BRAIN)


@dataclass(frozen=True)
class PendingLesion:
    """A lesion that was marked and still has no label."""

    name: str
    mark: MarkedLesion


@dataclass(frozen=True)
class Draft:
    """What the reader has said so far about the open time point."""

    findings: tuple[Finding, ...] = ()
    pending: PendingLesion | None = None


class FindingsEditor:
    """Edits of one time point's draft, each undoable. Calls `changed` after every one."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._undo: list[Draft] = []
        self._redo: list[Draft] = []
        self.draft = Draft()
        self._marks: list[MarkedLesion] = []

    def open(self, findings: Sequence[Finding]) -> None:
        """Start on another time point, from a stored draft or empty."""
        self._undo.clear()
        self._redo.clear()
        self._marks.clear()
        self.draft = Draft(tuple(findings))

    def labels(self, place: Place) -> tuple[CavityLabel | BrainLabel, ...]:
        """The labels that stand in a compartment, without repeats, in order of entry."""
        found = [finding.label for finding in self.draft.findings if placed(finding) == place]
        return tuple(dict.fromkeys(found))

    def press(self, place: Place, label: CavityLabel | BrainLabel) -> None:
        """A label key: names the pending lesion, or switches a statement about the whole compartment on or off."""
        pending = self.draft.pending
        if pending is not None and label.value not in EXCLUSIVE_LABELS - {"STABLE"}:
            if place.compartment is Compartment.CAVITY and pending.mark.cavity:
                place = Place(place.compartment, pending.mark.cavity)  # the lesion's own, whichever the keys speak of
            self._set(Draft((*self._without_statements(place, EXCLUSIVE_LABELS), self._named(pending, place, label))))
            return
        standing = [f for f in self.draft.findings if placed(f) == place and f.lesion is None and f.label == label]
        if standing:
            kept = tuple(finding for finding in self.draft.findings if finding not in standing)
        else:
            displaced = {found.value for found in type(label)} if label.value in EXCLUSIVE_LABELS else EXCLUSIVE_LABELS
            kept = (*self._without_statements(place, displaced), _statement(place, label))
        self._set(Draft(kept, pending))

    def clear(self, places: Sequence[Place]) -> None:
        """NED in every place that has no label yet, as one step."""
        said = {placed(finding) for finding in self.draft.findings}
        added = tuple(_statement(place, _ned(place)) for place in places if place not in said)
        self._set(Draft((*self.draft.findings, *added), self.draft.pending))

    def mark(self, name: str, mark: MarkedLesion) -> None:
        """Take a marked lesion; its label is still to be named."""
        self._marks.append(mark)
        self._set(Draft(self.draft.findings, PendingLesion(name, mark)))

    def rename_lesion(self, finding_id: str, name: str) -> None:
        """Give a lesion the identity of another visit's lesion, or a new one."""
        self.edit(finding_id, lesion=name)

    def mark_of(self, finding: Finding) -> MarkedLesion | None:
        """The mark that a finding of this time point was measured by, with its outline and its sentence."""
        return next((mark for mark in self._marks if mark.measure == finding.measure), None)

    @property
    def outlines(self) -> dict[str, Mask]:
        """Outlines of this time point's lesions, by finding, where they are still known; in the screen's frame."""
        marks = {finding.finding_id: self.mark_of(finding) for finding in self.draft.findings if finding.lesion}
        return {finding_id: mark.outline for finding_id, mark in marks.items() if mark is not None}

    @property
    def measures(self) -> tuple[tuple[LesionMeasure, MarkedLesion | None], ...]:
        """Every measure of this time point, undone edits included, with the mark it was taken by."""
        drafts = (*self._undo, self.draft, *self._redo)
        found = [finding.measure for draft in drafts for finding in draft.findings if finding.measure is not None]
        found += [draft.pending.mark.measure for draft in drafts if draft.pending is not None]
        return tuple(
            (measure, next((mark for mark in self._marks if mark.measure == measure), None))
            for measure in dict.fromkeys(found)
        )

    def remeasure(self, marks: Mapping[LesionMeasure, MarkedLesion | None]) -> None:
        """Put new measures in place of former ones, in undone edits too; None leaves size and place without distances.

        Nothing of this is undone: former distances no longer hold.
        """

        def anew(finding: Finding) -> Finding:
            if finding.measure is None:
                return finding
            mark = marks[finding.measure]
            measure = finding.measure.without_distances() if mark is None else mark.measure
            return finding.model_copy(update={"measure": measure})

        def of(draft: Draft) -> Draft:
            pending = draft.pending
            mark = None if pending is None else marks[pending.mark.measure]
            kept = None if pending is None or mark is None else PendingLesion(pending.name, mark)
            return Draft(tuple(anew(finding) for finding in draft.findings), kept)

        self._undo, self._redo = [of(draft) for draft in self._undo], [of(draft) for draft in self._redo]
        self.draft = of(self.draft)
        self._marks = [mark for mark in marks.values() if mark is not None]
        self._changed()

    def edit(self, finding_id: str, **changes: object) -> None:
        """Change facts of a finding (certainty, status, evidence, reasons …)."""
        edited = tuple(
            Finding.model_validate({**dict(finding), **changes}) if finding.finding_id == finding_id else finding
            for finding in self.draft.findings
        )
        self._set(Draft(edited, self.draft.pending))

    def delete(self, finding_id: str) -> None:
        """Take a finding back."""
        kept = tuple(finding for finding in self.draft.findings if finding.finding_id != finding_id)
        self._set(Draft(kept, self.draft.pending))

    def drop_pending(self) -> None:
        """Forget the mark that has no label."""
        if self.draft.pending is not None:
            self._set(Draft(self.draft.findings))

    @property
    def can_undo(self) -> bool:
        """Whether an edit can be taken back."""
        return bool(self._undo)

    def undo(self) -> None:
        """Take the last edit back."""
        self._step(self._undo, self._redo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step(self._redo, self._undo)

    def _step(self, source: list[Draft], target: list[Draft]) -> None:
        if source:
            target.append(self.draft)
            self.draft = source.pop()
            self._changed()

    def _set(self, draft: Draft) -> None:
        if draft != self.draft:
            self._undo.append(self.draft)
            self._redo.clear()
            self.draft = draft
            self._changed()

    def _without_statements(self, place: Place, labels: set[str] | frozenset[str]) -> tuple[Finding, ...]:
        return tuple(
            finding
            for finding in self.draft.findings
            if finding.lesion is not None or placed(finding) != place or finding.label.value not in labels
        )

    def _named(self, pending: PendingLesion, place: Place, label: CavityLabel | BrainLabel) -> Finding:
        return Finding(
            finding_id=new_id(),
            compartment=place.compartment,
            cavity=place.cavity,
            label=label,
            lesion=pending.name,
            measure=pending.mark.measure,
        )


def placed(finding: Finding) -> Place:
    """Where a finding belongs."""
    return Place(finding.compartment, finding.cavity)


def is_measurable(measure: LesionMeasure) -> bool:
    """Large enough for RANO-BM to measure."""
    return (
        measure.longest_diameter_mm >= MEASURABLE_LONGEST_MM
        and measure.perpendicular_diameter_mm >= MEASURABLE_PERPENDICULAR_MM
    )


def lesion_name(centre_mm: Sequence[float], near_cavity: bool, known: Sequence[Finding]) -> str:
    """The identity to propose for a new mark.

    The nearest lesion of the visits before, if its centre lies within `SAME_LESION_MM`; else the next free number,
    L at the cavity and D elsewhere.

    Args:
        centre_mm: centre of the mark, LPS mm in the reference frame.
        near_cavity: whether the mark lies inside the margin.
        known: findings of earlier visits and of this one.
    """
    lesions = [(finding.lesion, finding.measure.centre_mm) for finding in known if finding.lesion and finding.measure]
    near = sorted((dist(centre_mm, centre), name) for name, centre in lesions)
    if near and near[0][0] <= SAME_LESION_MM:
        return near[0][1]
    letter = "L" if near_cavity else "D"
    taken = {name for name, _ in lesions}
    return next(f"{letter}{number}" for number in range(1, len(taken) + 2) if f"{letter}{number}" not in taken)


def _ned(place: Place) -> CavityLabel | BrainLabel:
    return CavityLabel.NED if place.compartment is Compartment.CAVITY else BrainLabel.NED


def _statement(place: Place, label: CavityLabel | BrainLabel) -> Finding:
    return Finding(
        finding_id=new_id(),
        compartment=place.compartment,
        cavity=place.cavity,
        label=label,
        ne_reason="" if label.value == "NE" else None,
    )
