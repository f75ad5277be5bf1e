"""Hold the outlines of a study against each other: cavities contoured by two people, lesions by two readers."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import combinations

from app.usecases.open_case import screen_from_scan, stored_surface
from app.usecases.study import Cancelled, Progress, Study, never_cancelled, no_progress
from app.words import Said
from imaging import errors
from imaging.contour_agreement import SideOfMargin, compare_contours, side_of_margin
from imaging.margin import CavitySurface
from review_schema.agreement_contours import (
    ContourFigures,
    ContourPair,
    LesionTwice,
    lesion_pair,
    lesions_twice,
)
from review_schema.finding import Finding
from review_schema.label_history import NOT_STANDING
from review_schema.payloads import APPLICATOR, DRAWN, CavityContoured
from review_schema.read import SignedRead

Place = tuple[str, str, str, str]
"""Subject, cavity, time point, scan."""

Drawn = tuple[str, CavityContoured]
"""A contour and its author."""


def contour_pairs(
    study: Study,
    reads: Sequence[SignedRead],
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> tuple[ContourPair, ...]:
    """Every cavity that two people contoured on one scan, and every lesion of which two reads tell.

    The spheres of applicators are left out, and a contour that is the very file of another author's: nobody drew them.
    So is a contour that began as another's: the window opens the stored contour, and what is drawn there corrects it.
    A lesion's outlines are compared in the frame of its scan, so that what a reader did to the registration does not
    count; reads from elsewhere bring no outlines.

    Args:
        study: the open study.
        reads: its signed reads.
        progress: told after each pair.
        cancelled: asked before each pair.

    Raises:
        Cancelled: `cancelled` said so.
    """
    drawn = [
        (place, first, second)
        for place, by_author in sorted(_contours(study).items())
        for first, second in combinations(sorted(by_author.items()), 2)
        if first[1].mask_id != second[1].mask_id
    ]
    lesions = lesions_twice(reads)
    outlines = _Outlines(study, reads)
    found: list[ContourPair] = []
    works: list[tuple[Place, Drawn, Drawn] | LesionTwice] = [*drawn, *lesions]
    for work in works:
        if cancelled():
            raise errors.Cancelled
        found.append(outlines.lesion(work) if isinstance(work, LesionTwice) else outlines.cavity(*work))
        progress(len(found) / len(works), Said("comparing contours"))
    return tuple(found)


def _contours(study: Study) -> dict[Place, dict[str, CavityContoured]]:
    """The latest contour by each author that is the author's own; only the ledger's entries tell who that is."""
    found: dict[Place, dict[str, CavityContoured]] = {}
    stored: dict[Place, tuple[str, bool]] = {}  # the contour that the window opens: its author, and whether its own
    for entry in study.ledger.entries():
        if entry.kind == CavityContoured.kind and isinstance(entry.payload, CavityContoured):
            contour = entry.payload
            place = (contour.subject, contour.cavity, contour.timepoint_id, contour.scan_id)
            if contour.source == APPLICATOR:
                stored.pop(place, None)
                continue
            author, own = stored.get(place, (entry.author, True))
            own = contour.source != DRAWN or (own and author == entry.author)
            stored[place] = (entry.author, own)
            if own:
                found.setdefault(place, {})[entry.author] = contour
    return found


class _Outlines:
    """The outlines of a study, and what comes of comparing two."""

    def __init__(self, study: Study, reads: Sequence[SignedRead]) -> None:
        self._study, self._state = study, study.state()
        self._by_subject: dict[str, list[SignedRead]] = {}
        for read in reads:
            self._by_subject.setdefault(read.subject, []).append(read)

    def cavity(self, place: Place, first: Drawn, second: Drawn) -> ContourPair:
        """Two contours of a cavity; on the baseline scan also the sides of the margin on which the case's lesions lie.

        Any other contour decides on no margin.
        """
        subject, cavity, timepoint_id, scan_id = place
        person = self._state.subjects[subject]
        visit = next(one for one in person.timepoints if one.timepoint_id == timepoint_id)
        frame = next(scan.frame for scan in (visit.scan, *visit.alternatives) if scan.scan_id == scan_id)
        one, other = (stored_surface(self._study, drawn[1].mask_id, frame) for drawn in (first, second))
        sides: list[SideOfMargin] = []
        if person.reference is not None and scan_id == person.reference.scan.scan_id:
            sides = [
                side_of_margin(lesion.surface_points, frame, one, other, self._state.charter.margin_mm)
                for lesion in self._lesions_of(subject, timepoint_id)
            ]
        return ContourPair(
            what="cavity",
            comparison="between",
            reader_1=first[0],
            reader_2=second[0],
            subject=subject,
            timepoint_id=timepoint_id,
            on=visit.acquired_on,
            name=cavity,
            drawn="both",
            figures=_figures(one, other),
            judged=len(sides),
            changed=sum(side.changes for side in sides),
        )

    def lesion(self, lesion: LesionTwice) -> ContourPair:
        """One lesion as two reads marked it."""
        outlines = [
            None if finding is None else self._in_scan(read, lesion.timepoint_id, finding)
            for read, finding in ((lesion.one, lesion.first), (lesion.other, lesion.second))
        ]
        one, other = outlines
        figures = None if one is None or other is None or not lesion.same_scan else _figures(one, other)
        return lesion_pair(lesion, figures, self._state.charter.margin_mm)

    def _lesions_of(self, subject: str, reference_id: str) -> Iterator[CavitySurface]:
        """Every outlined lesion of the signed reads of a case, in the frame of the reference scan."""
        for read in self._by_subject.get(subject, []):
            for timepoint in read.timepoints:
                for finding in timepoint.findings:
                    if finding.measure is not None and finding.status not in NOT_STANDING:
                        # Without a distance the registration was not trusted: nobody knows on which side it lies.
                        outline = self._in_scan(read, reference_id, finding) if finding.measure.to_baseline else None
                        if outline is not None:
                            yield outline

    def _in_scan(self, read: SignedRead, timepoint_id: str, finding: Finding) -> CavitySurface | None:
        """A finding's outline in the frame of a visit's own scan, as its read has the case; None: it was not kept."""
        own = self._state.reads.get(read.read_id)
        kept = own.outlines.get(finding.finding_id) if own is not None else None
        screen = screen_from_scan(self._study, read.subject, timepoint_id, read.read_id)
        if kept is None or screen is None or screen.reference_frame != kept[1]:
            return None
        return stored_surface(self._study, *kept).moved(screen.inverse())


def _figures(one: CavitySurface, other: CavitySurface) -> ContourFigures:
    return ContourFigures(**asdict(compare_contours(one, other)))
