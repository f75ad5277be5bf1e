"""Cavity contours into the study: from a mask file, or as drawn in the window. And the margin of a mask file."""

import uuid
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from app.messages import CavityNotNamed, MaskFileName, MaskOfAnotherScan, MaskOutsideScan, SeveralRegions, VisitUnknown
from app.usecases.import_scans import load_mask_any
from app.usecases.study import Study
from imaging.geometry import Grid, Points
from imaging.margin import margin_of, surface_of
from imaging.nifti import write_volume
from imaging.volume import Mask
from review_schema.ids import is_short_name
from review_schema.payloads import CavityContoured
from review_schema.projections import Subject, TimePoint

NAMED_REGIONS = 8
"""So many of a file's regions are named in a refusal."""


def cavity_from_file(
    study: Study,
    *,
    subject: str,
    path: Path,
    roi: str | None = None,
    cavity: str = "C1",
    acquired_on: date | None = None,
    author: str,
) -> CavityContoured:
    """Take a cavity contour from a NIfTI or DICOM SEG file.

    A DICOM SEG names the frame of reference that it was drawn in, and goes to the visit scanned in that frame. A
    NIfTI file names none: its grid must be that of the baseline scan, or of the visit of `acquired_on`.

    Args:
        study: an open study.
        subject: whose cavity.
        path: the mask file.
        roi: which region, by name or number, where the file has several.
        cavity: the cavity's name in the study.
        acquired_on: the day of the scan it was drawn on.
        author: who asked for it.

    Raises:
        VisitUnknown: no such subject, or no visit of that day.
        SeveralRegions: the file has several regions and none was chosen.
        MaskOfAnotherScan: grid or frame is not that of the scan.
        EmptyMask, MaskOutsideScan: nothing is marked, or part of it lies off the scan.
        ImagingError: the file cannot be read.
    """
    patient = patient_of(study, subject)
    mask = only_region(path, roi)
    if _is_dicom(path):
        timepoint = _of_frame(patient, mask.grid.frame, acquired_on)
    else:
        timepoint = visit_of_day(patient, acquired_on)
        if not _covers_the_same(mask.grid, study.load_scan(timepoint.scan).grid):
            raise MaskOfAnotherScan()
        mask = Mask(mask.values, Grid(mask.grid.shape, mask.grid.affine, timepoint.scan.frame))
    return save_contour(
        study,
        subject=subject,
        cavity=cavity,
        timepoint_id=timepoint.timepoint_id,
        mask=mask,
        source="file",
        author=author,
    )


def save_contour(
    study: Study, *, subject: str, cavity: str, timepoint_id: str, mask: Mask, source: str, author: str
) -> CavityContoured:
    """Store a contour as the next version of a cavity's contour on a visit's scan.

    Args:
        study: an open study.
        subject: whose cavity.
        cavity: its name, "C1".
        timepoint_id: the visit it was drawn on.
        mask: on any grid in the frame of that visit's scan.
        source: "file", "drawn", "applicator" or "truth".
        author: who drew it or asked for it.

    Returns:
        What was entered in the ledger, with the volume of the smooth surface.

    Raises:
        CavityNotNamed: the name is no short name.
        VisitUnknown: no such subject or visit.
        MaskOfAnotherScan: the mask lies in another frame than the visit's scan.
        EmptyMask, MaskOutsideScan: nothing is marked, or part of it lies off the scan.
    """
    if not is_short_name(cavity):
        raise CavityNotNamed()
    patient = patient_of(study, subject)
    timepoint = next((one for one in patient.timepoints if one.timepoint_id == timepoint_id), None)
    if timepoint is None:
        raise VisitUnknown()
    if mask.grid.frame != timepoint.scan.frame:
        raise MaskOfAnotherScan()
    volume_ml = surface_of(mask).volume_ml
    _require_on_scan(mask, study.load_scan(timepoint.scan).grid)
    staged = study.staging(f"contour-{uuid.uuid4().hex}.nii")
    write_volume(mask, staged)
    earlier = patient.current_contours.get((cavity, timepoint_id))
    contour = CavityContoured(
        subject=subject,
        cavity=cavity,
        timepoint_id=timepoint_id,
        scan_id=timepoint.scan.scan_id,
        version=1 if earlier is None else earlier.version + 1,
        mask_id=study.masks.adopt(staged),
        volume_ml=volume_ml,
        source=source,
    )
    study.ledger.append(f"subject/{subject}", contour, author)
    return contour


def margin_of_file(path: Path, mm: float, within: Path | None, out: Path) -> tuple[float, float]:
    """Write the margin around a mask file's region as a NIfTI mask on a fine isotropic grid.

    Args:
        path: NIfTI or DICOM SEG with one region.
        mm: width of the margin, mm.
        within: cut the margin at this mask's region. A NIfTI file is taken to lie in the frame of `path`.
        out: file to write, .nii or .nii.gz; replaced at one stroke.

    Returns:
        Volume of the cavity and of the margin, ml.

    Raises:
        MaskFileName: `out` is no NIfTI file name.
        SeveralRegions: a file has several regions.
        EmptyMask: nothing is marked.
        FrameMismatch: `within` lies in another frame.
        ImagingError: a file cannot be read.
    """
    suffix = ".nii.gz" if out.name.endswith(".nii.gz") else ".nii"
    if not out.name.endswith(suffix):
        raise MaskFileName()
    mask = only_region(path)
    limit = None if within is None else only_region(within, frame=mask.grid.frame)
    surface = surface_of(mask)
    margin = margin_of(surface, mm, limit)
    unfinished = out.with_name(f".{uuid.uuid4().hex}{suffix}")
    try:
        write_volume(margin.mask, unfinished)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
    return surface.volume_ml, margin.shell_ml


def only_region(path: Path, roi: str | None = None, frame: str | None = None) -> Mask:
    """The region of a mask file, the chosen one of several.

    Args:
        path: NIfTI or DICOM SEG.
        roi: which, by name or number, where the file has several.
        frame: the frame that a NIfTI file, which names none, is taken to lie in.

    Raises:
        SeveralRegions: the file has several regions and none was chosen.
        ImagingError: the file cannot be read.
    """
    regions = load_mask_any(path, roi, frame=frame)
    if len(regions) > 1:
        raise SeveralRegions(len(regions), _listed([name for name, _ in regions]))
    return regions[0][1]


def _listed(names: Sequence[str]) -> str:
    more = ", …" if len(names) > NAMED_REGIONS else ""
    return ", ".join(name[:20] for name in names[:NAMED_REGIONS]) + more


def _is_dicom(path: Path) -> bool:
    with path.open("rb") as handle:
        return handle.read(132)[128:] == b"DICM"


def patient_of(study: Study, subject: str) -> Subject:
    """A subject of the study.

    Raises:
        VisitUnknown: there is none of that name.
    """
    patient = study.state().subjects.get(subject)
    if patient is None:
        raise VisitUnknown()
    return patient


def visit_of_day(patient: Subject, acquired_on: date | None) -> TimePoint:
    """The visit of a day, or, without one, the baseline visit.

    Raises:
        VisitUnknown: there is no such visit.
    """
    if acquired_on is None:
        found = patient.reference
    else:
        found = next((one for one in patient.timepoints if one.acquired_on == acquired_on), None)
    if found is None:
        raise VisitUnknown()
    return found


def _of_frame(patient: Subject, frame: str, acquired_on: date | None) -> TimePoint:
    """The visit whose scan lies in `frame`; the baseline visit first, should several share it."""
    if acquired_on is not None:
        candidates: Sequence[TimePoint] = [visit_of_day(patient, acquired_on)]
    else:
        candidates = [one for one in (patient.reference, *patient.timepoints) if one is not None]
    for timepoint in candidates:
        if timepoint.scan.frame == frame:
            return timepoint
    raise MaskOfAnotherScan()


def _outer_corners(grid: Grid) -> Points:
    ends = [(-0.5, n - 0.5) for n in grid.shape]
    return grid.points([[s, r, c] for s in ends[0] for r in ends[1] for c in ends[2]])


def _covers_the_same(one: Grid, other: Grid) -> bool:
    """The two grids fill the same box, to half a voxel; finer or coarser voxels and another axis order may differ."""
    gaps = np.linalg.norm(_outer_corners(one)[:, None] - _outer_corners(other)[None], axis=-1)
    return bool(gaps.min(axis=1).max() <= 0.5 * min(*one.spacing_mm, *other.spacing_mm))


def _require_on_scan(mask: Mask, scan: Grid) -> None:
    index = scan.index(mask.grid.points(np.argwhere(mask.values)))
    if (index < -0.5).any() or (index > np.asarray(scan.shape) - 0.5).any():
        raise MaskOutsideScan()
