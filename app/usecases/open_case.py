"""Open a case: every visit resampled once onto one grid in the reference frame, cavities and margin beside it.

What was resampled is kept in the study's cache under a key made of all that went into it, so that a case opens at
once the second time; the cache can be deleted at any time.
"""

import hashlib
import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar
from zipfile import BadZipFile

import numpy as np

from app.messages import VisitNotFound
from app.usecases.record_read import basis_of, visits_shown
from app.usecases.study import Cancelled, Progress, Study, never_cancelled, no_progress
from app.words import Said
from imaging import errors
from imaging.geometry import Affine, Grid, Points, RigidTransform
from imaging.intensity import IntensityScale, matched_scale, scale_of, tissue_points, values_at
from imaging.margin import CavitySurface, surface_of
from imaging.nifti import read_mask, read_volume, write_volume
from imaging.planes import DistanceField, surface_field
from imaging.resampling import display_grid, resample_for_display
from imaging.volume import Volume
from review_schema.blinding import BlindedTimePoint
from review_schema.charter import Charter
from review_schema.payloads import APPLICATOR
from review_schema.projections import StudyState, Subject, TimePoint, as_read
from review_schema.vocabulary import RegistrationDecision

T = TypeVar("T")

LEAST_STEP_MM, GREATEST_STEP_MM = 0.7, 1.0
"""Voxel edge of the screen's grid: the reference scan's finest, within these limits (memory; sharpness)."""

FIELD_ROOM_MM = 1.0
"""How far outline fields reach beyond the margin, mm."""

CACHE_FORMAT = 2
"""Raised whenever the same inputs would be cached as something else."""


@dataclass(frozen=True)
class RegistrationFacts:
    """How well a visit lies on the reference scan.

    Attributes:
        error_mm: estimated error near the cavity; None where nothing was registered.
        trusted: False switches distances and subtraction off.
        reason: why (not), in words.
        decision: what a person decided on it; None: nothing, or nothing that a reader is told.
    """

    error_mm: float | None
    trusted: bool
    reason: str
    decision: RegistrationDecision | None = None


IS_REFERENCE = RegistrationFacts(0.0, True, "this is the reference scan")
NOT_REGISTERED = RegistrationFacts(None, False, "not registered")


@dataclass(frozen=True, eq=False)
class CaseVisit:
    """One visit as it is read.

    Attributes:
        timepoint: all that a blinded screen may know of it.
        display: the scan on the case's grid, in the reference frame.
        native: the scan as acquired, in its own frame.
        reference_from_native: rigid transform between the two frames.
        registration: how far the transform is to be believed; for the reference scan itself an error of 0 mm.
        scale: puts `display` and `native` on the scale common to all visits.
        current_cavities: contours drawn on this visit, moved to the reference frame, by cavity.
        current_fields: their distance fields.
        basis: what distances at this visit are measured by (`record_read.basis_of`), as it was when it was loaded.
    """

    timepoint: BlindedTimePoint
    display: Volume
    native: Volume
    reference_from_native: RigidTransform
    registration: RegistrationFacts
    scale: IntensityScale
    current_cavities: Mapping[str, CavitySurface]
    current_fields: Mapping[str, DistanceField]
    basis: str = ""


@dataclass(frozen=True, eq=False)
class OpenCase:
    """A case on the screen.

    Attributes:
        grid: the isotropic grid, in the reference frame, on which every visit is shown.
        tissue: places inside the head by which intensities are matched, LPS mm, shape (n, 3).
        cavities: baseline surfaces, in the reference frame, by cavity; they define the margin.
        fields: their distance fields, reaching beyond the margin.
        margin_mm: width of the margin.
        visits: in the order in which they were asked for.
        reference_id: time point of the reference scan, which need not be among the visits.
        screen_from_reference: from the reference scan's frame to the case's own. The identity, but for a read from
            which the reference scan is hidden: there the case lies in the frame of the visit that stands as baseline,
            or that visit alone would be seen resampled, its edges aslant, and tell the arm.
        applicators: cavity and time point of contours that are an applicator's sphere; never told in a read.
    """

    grid: Grid
    tissue: Points
    cavities: Mapping[str, CavitySurface]
    fields: Mapping[str, DistanceField]
    margin_mm: float
    visits: tuple[CaseVisit, ...]
    reference_id: str
    screen_from_reference: RigidTransform
    applicators: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def baseline_index(self) -> int:
        """Index of the visit that stands as the baseline.

        The reference scan; where that is hidden or not open yet, the first visit after surgery, else the first: a
        blinded read looks the same whichever scan its arm is registered to.
        """
        order = {visit.timepoint.timepoint_id: index for index, visit in enumerate(self.visits)}
        return order.get(self.reference_id, first_after_surgery([visit.timepoint.months for visit in self.visits]))

    def with_visit(self, visit: CaseVisit) -> "OpenCase":
        """The case with one more visit at the end (the next one of a sequential read)."""
        return replace(self, visits=(*self.visits, visit))

    def with_visit_at(self, index: int, visit: CaseVisit) -> "OpenCase":
        """The case with `visit` in place of the one at `index` (after it was moved)."""
        return replace(self, visits=(*self.visits[:index], visit, *self.visits[index + 1 :]))

    def with_cavities(self, cavities: Mapping[str, CavitySurface]) -> "OpenCase":
        """The case with other baseline contours (after one was drawn), in the reference frame."""
        return replace(self, cavities=dict(cavities), fields=_fields(cavities, self.margin_mm))


def load_case(
    study: Study,
    subject: str,
    *,
    timepoint_ids: Sequence[str],
    blinded: Sequence[BlindedTimePoint],
    read_id: str | None = None,
    as_read_elsewhere: bool = False,
    part: Callable[["OpenCase"], Grid] | None = None,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> OpenCase:
    """Load the visits asked for, resampled onto the case's grid in the frame of its reference scan.

    A read from which that scan is hidden lies in another frame, see `OpenCase.screen_from_reference`.

    Args:
        study: the open study.
        subject: whose case.
        timepoint_ids: which visits, in the order in which they are shown; at least one.
        blinded: what the screen may know of each of them, in the same order.
        read_id: visits lie as this read has them; None: as the study has them.
        as_read_elsewhere: in the frame that a read has, of which this study holds no more than its findings.
        part: of the case without its visits gives the part of its grid on which they are wanted; None: all of it.
        progress: told after each visit.
        cancelled: asked before each visit.

    Raises:
        VisitNotFound: a visit is not one of the subject's.
        Cancelled: `cancelled` said so.
    """
    state = study.state()
    person = subject_as_read(state, subject, read_id)
    if person is None or not timepoint_ids:
        raise VisitNotFound(visit=1)
    chosen = [_timepoint(person, timepoint_id, order) for order, timepoint_id in enumerate(timepoint_ids)]
    reference = person.reference or chosen[0]
    in_read = read_id is not None or as_read_elsewhere
    stand = _stands_as_baseline(person, reference, state.charter) if in_read else reference
    screen = _place(study, stand, reference)[0].inverse()
    grid, tissue = _frame_of_case(study, stand)
    cavities = {
        name: stored_surface(study, contour.mask_id, reference.scan.frame).moved(screen)
        for name, contour in person.cavities.items()
        if contour.scan_id == reference.scan.scan_id
    }
    case = OpenCase(
        grid=grid,
        tissue=tissue,
        cavities=cavities,
        fields=_fields(cavities, state.charter.margin_mm),
        margin_mm=state.charter.margin_mm,
        visits=(),
        reference_id=reference.timepoint_id,
        screen_from_reference=screen,
        applicators=frozenset()
        if read_id is not None
        else frozenset(place for place, one in person.current_contours.items() if one.source == APPLICATOR),
    )
    if part is not None:
        case = replace(case, grid=part(case))
    for order, (timepoint, shown) in enumerate(zip(chosen, blinded, strict=True)):
        if cancelled():
            raise errors.Cancelled()
        case = case.with_visit(_visit(study, case, person, reference, timepoint, shown, in_read=read_id is not None))
        progress((order + 1) / len(chosen), Said("visit {n} of {all}", n=order + 1, all=len(chosen)))
    return case


def load_visit(
    study: Study,
    case: OpenCase,
    subject: str,
    timepoint_id: str,
    blinded: BlindedTimePoint,
    *,
    read_id: str | None = None,
) -> CaseVisit:
    """One more visit of an open case, on the case's grid; add it by `OpenCase.with_visit`.

    Arguments as `load_case`.

    Raises:
        VisitNotFound: the visit is not one of the subject's.
    """
    person = subject_as_read(study.state(), subject, read_id)
    if person is None:
        raise VisitNotFound(visit=len(case.visits) + 1)
    timepoint = _timepoint(person, timepoint_id, len(case.visits))
    return _visit(study, case, person, person.reference or timepoint, timepoint, blinded, in_read=read_id is not None)


def every_visit(person: Subject) -> list[BlindedTimePoint]:
    """What a screen that is not blinded may know of a subject's visits: all of them, in order."""
    return [
        BlindedTimePoint(
            index=order, timepoint_id=visit.timepoint_id, scan_id=visit.scan.scan_id, months=visit.months, locked=False
        )
        for order, visit in enumerate(person.timepoints)
    ]


def subject_as_read(state: StudyState, subject: str, read_id: str | None) -> Subject | None:
    """A subject as a read has it; as the study has it where `read_id` is None."""
    person = state.subjects.get(subject)
    return person if person is None or read_id is None else as_read(person, state.reads[read_id])


def reference_from_read(study: Study, subject: str, read_id: str) -> RigidTransform | None:
    """From the frame in which a read's lesions lie to that of the subject's reference scan; None where not known."""
    state = study.state()
    person = subject_as_read(state, subject, read_id if read_id in state.reads else None)
    if person is None or person.reference is None:
        return None
    stand = _stands_as_baseline(person, person.reference, state.charter)
    transform, facts = _place(study, stand, person.reference)
    return transform if facts.trusted else None


def _timepoint(person: Subject, timepoint_id: str, order: int) -> TimePoint:
    for timepoint in person.timepoints:
        if timepoint.timepoint_id == timepoint_id:
            return timepoint
    raise VisitNotFound(visit=order + 1)


def _stands_as_baseline(person: Subject, reference: TimePoint, charter: Charter) -> TimePoint:
    """The reference scan; where a read hides it, the first visit after surgery that is not hidden, open yet or not."""
    shown = visits_shown(person, charter)
    if not shown or any(one.timepoint_id == reference.timepoint_id for one in shown):
        return reference
    return shown[first_after_surgery([one.months for one in shown])]


def first_after_surgery(since: Sequence[float | None]) -> int:
    """Which of some visits is the first after surgery, by the time since then (None: unknown); else the first."""
    return next((index for index, time in enumerate(since) if (time or 0.0) >= 0.0), 0)


def _visit(
    study: Study,
    case: OpenCase,
    person: Subject,
    reference: TimePoint,
    timepoint: TimePoint,
    blinded: BlindedTimePoint,
    *,
    in_read: bool,
) -> CaseVisit:
    native = study.load_scan(timepoint.scan)
    found, facts = _place(study, timepoint, reference)
    if in_read and facts == IS_REFERENCE and _never_registered(person):
        # Where no visit lies on another, none is trusted: nor may it be seen which one the others would lie on.
        facts = NOT_REGISTERED
    transform = case.screen_from_reference.after(found)
    if np.allclose(transform.matrix, np.eye(4), rtol=0.0, atol=1e-9):
        transform = RigidTransform(np.eye(4), case.grid.frame, native.grid.frame)  # rounding turns no scan
    surfaces = {
        cavity: stored_surface(study, contour.mask_id, timepoint.scan.frame).moved(transform)
        for (cavity, timepoint_id), contour in person.current_contours.items()
        if timepoint_id == timepoint.timepoint_id
        and contour.scan_id == timepoint.scan.scan_id
        and timepoint.scan.scan_id != reference.scan.scan_id
        # In a read, a sphere beside the baseline's contour would tell of an applicator, and by that of the arm.
        and not (in_read and contour.source == APPLICATOR)
    }
    return CaseVisit(
        basis=basis_of(person, timepoint),
        timepoint=blinded,
        display=display_of(study, native, timepoint.scan.scan_id, transform, case.grid),
        native=native,
        reference_from_native=transform,
        registration=facts,
        scale=_scale(case, native, transform, facts),
        current_cavities=surfaces,
        current_fields=_fields(surfaces, 0.0),
    )


def _never_registered(person: Subject) -> bool:
    return len(person.timepoints) > 1 and all(one.registration is None for one in person.timepoints)


def _scale(case: OpenCase, native: Volume, transform: RigidTransform, facts: RegistrationFacts) -> IntensityScale:
    """The scale of a visit: the tissue that it shares with the case's first visit has the same brightness as there."""
    moving_from_points = transform.inverse().matrix
    first = next((visit for visit in case.visits if visit.registration.trusted), None)
    if first is None or not facts.trusted:
        return scale_of(native, moving_from_points, case.tissue)
    there = values_at(first.native, first.reference_from_native.inverse().matrix, case.tissue)
    return matched_scale(native, moving_from_points, case.tissue, first.scale.normalised(there))


def _place(study: Study, timepoint: TimePoint, reference: TimePoint) -> tuple[RigidTransform, RegistrationFacts]:
    """Where a visit's scan lies in the reference scan's frame, and whether that is to be believed."""
    ours, theirs = reference.scan.frame, timepoint.scan.frame
    if timepoint.scan.scan_id == reference.scan.scan_id:
        return RigidTransform.identity(ours), IS_REFERENCE
    found = timepoint.registration
    if found is not None:
        matrix = np.array(found.reference_from_moving, dtype=np.float64)
        decision = timepoint.placements[-1].decision
        facts = RegistrationFacts(found.error_mm, found.trusted, found.reason, decision)
        return RigidTransform(matrix, ours, theirs), facts
    matrix = np.eye(4)
    if theirs != ours:
        # Unrelated frames: middle upon middle, so that there is something to see; flagged as not registered.
        matrix[:3, 3] = study.load_scan(reference.scan).grid.centre() - study.load_scan(timepoint.scan).grid.centre()
    return RigidTransform(matrix, ours, theirs), NOT_REGISTERED


def screen_from_scan(study: Study, subject: str, timepoint_id: str, read_id: str) -> RigidTransform | None:
    """From the frame of a visit's own scan to the one in which a read has the case.

    None where the study has no such visit, or no more of the read than its findings.
    """
    state = study.state()
    person = subject_as_read(state, subject, read_id) if read_id in state.reads else None
    visits = {} if person is None else {visit.timepoint_id: visit for visit in person.timepoints}
    if person is None or timepoint_id not in visits:
        return None
    reference = person.reference or visits[timepoint_id]
    stand = _stands_as_baseline(person, reference, state.charter)
    screen = _place(study, stand, reference)[0].inverse()
    return screen.after(_place(study, visits[timepoint_id], reference)[0])


def _fields(surfaces: Mapping[str, CavitySurface], reach_mm: float) -> dict[str, DistanceField]:
    return {name: surface_field(surface, reach_mm + FIELD_ROOM_MM) for name, surface in surfaces.items()}


# What is kept in the cache. Files appear whole or not at all, so that a cache is either right or absent.


def cache_path(study: Study, kind: str, suffix: str, *parts: object) -> Path:
    """Where something is kept that follows from `parts` alone."""
    folder = study.root / "cache" / kind
    folder.mkdir(parents=True, exist_ok=True)
    key = hashlib.sha256(json.dumps([CACHE_FORMAT, *parts]).encode()).hexdigest()[:32]
    return folder / f"{key}{suffix}"


def kept(path: Path, make: Callable[[Path], None], read: Callable[[Path], T]) -> T:
    """What is kept in `path`; made anew where it is missing or damaged. Several may make the same at once."""
    if path.exists():
        try:
            return read(path)
        except (OSError, ValueError, KeyError, EOFError, BadZipFile, errors.ImagingError):
            path.unlink(missing_ok=True)
    part = path.with_name(f".{uuid.uuid4().hex}-{path.name}")
    try:
        make(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return read(path)


def save_arrays(path: Path, **arrays: object) -> None:
    """Write numbers, to be read with `numpy.load`."""
    with path.open("wb") as handle:
        np.savez(handle, allow_pickle=False, **{name: np.asarray(values) for name, values in arrays.items()})


def _numbers(affine: Affine) -> list[list[float]]:
    return [[float(x) for x in row] for row in np.round(affine, 9)]


def _frame_of_case(study: Study, reference: TimePoint) -> tuple[Grid, Points]:
    """The screen's grid for a reference scan, and the places by which intensities are matched."""
    native = study.load_scan(reference.scan)
    step = float(np.clip(min(native.grid.spacing_mm), LEAST_STEP_MM, GREATEST_STEP_MM))
    path = cache_path(study, "frames", ".npz", reference.scan.scan_id, step)

    def make(part: Path) -> None:
        grid = display_grid(native, step)
        save_arrays(part, shape=grid.shape, affine=grid.affine, tissue=tissue_points(native))

    def read(path: Path) -> tuple[Grid, Points]:
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as kept:
            slices, rows, columns = (int(n) for n in kept["shape"])
            return Grid((slices, rows, columns), kept["affine"], reference.scan.frame), kept["tissue"]

    return kept(path, make, read)


def display_of(study: Study, native: Volume, scan_id: str, transform: RigidTransform, grid: Grid) -> Volume:
    """The scan on the screen's grid, memory-mapped. Whole numbers stay whole (16 bit), halving what slices read."""
    path = cache_path(
        study, "display", ".nii", scan_id, _numbers(transform.matrix), list(grid.shape), _numbers(grid.affine)
    )

    def make(part: Path) -> None:
        shown = resample_for_display(native, transform, grid)
        if (
            np.issubdtype(native.values.dtype, np.integer)
            and -32768 <= shown.values.min() <= shown.values.max() <= 32767
        ):
            shown = Volume(np.rint(shown.values).astype(np.int16), grid)
        write_volume(shown, part)

    return kept(path, make, lambda path: Volume(read_volume(path, grid.frame).values, grid))


def stored_surface(study: Study, mask_id: str, frame: str) -> CavitySurface:
    """The surface of a stored contour or outline, in the frame that it was drawn in.

    Raises:
        EmptyMask: nothing is marked.
        ImagingError: the study does not have the mask.
    """
    path = cache_path(study, "surfaces", ".npz", mask_id)

    def make(part: Path) -> None:
        made = surface_of(read_mask(study.masks.path(mask_id), frame))
        save_arrays(
            part,
            affine=made.grid.affine,
            signed_mm=made.signed_mm,
            volume_ml=made.volume_ml,
            points=made.surface_points,
            normals=made.normals,
        )

    def read(path: Path) -> CavitySurface:
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as kept:
            signed = kept["signed_mm"]
            grid = Grid(signed.shape, kept["affine"], frame)
            return CavitySurface(grid, signed, float(kept["volume_ml"]), kept["points"], kept["normals"])

    return kept(path, make, read)
