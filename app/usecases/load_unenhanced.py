"""The T1 of a visit from before contrast agent was given, laid onto the scan that is read: what took up the agent."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.usecases.open_case import (
    CaseVisit,
    OpenCase,
    cache_path,
    display_of,
    kept,
    save_arrays,
    subject_as_read,
)
from app.usecases.study import Cancelled, Progress, Study, never_cancelled, no_progress
from app.words import Said
from imaging.dicom.selection import says_unenhanced
from imaging.geometry import RigidTransform
from imaging.intensity import IntensityScale, matched_scale, values_at
from imaging.registration import METHOD, register
from imaging.volume import Volume
from review_schema.payloads import ScanImported
from review_schema.projections import TimePoint


@dataclass(frozen=True, eq=False)
class Unenhanced:
    """A scan from before contrast.

    Attributes:
        display: on the case's grid, in the reference frame.
        scale: the same tissue is as bright as on the visit's own scan.
        trusted: whether it lies so surely on that scan that the two may be subtracted.
    """

    display: Volume
    scale: IntensityScale
    trusted: bool


def unenhanced_scan(timepoint: TimePoint) -> ScanImported | None:
    """The stored T1 without contrast agent of a visit; None where the import had none."""
    told = {one.series_uid: one.score_reason for one in timepoint.scan.candidates}
    return next((scan for scan in timepoint.alternatives if says_unenhanced(told.get(scan.series_uid, ""))), None)


def load_unenhanced(
    study: Study,
    case: OpenCase,
    subject: str,
    visit: CaseVisit,
    *,
    read_id: str | None = None,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> Unenhanced | None:
    """The scan from before contrast of a visit of an open case; None where the study has none.

    It is registered to the visit's own scan, for heads move while contrast agent is given; the result is kept.

    Args:
        study: the open study.
        case: the open case.
        subject: whose.
        visit: one of the case's visits.
        read_id: as this read has the visit; None: as the study has it.
        progress: told of the registration.
        cancelled: asked during the registration.

    Raises:
        Cancelled: `cancelled` said so.
    """
    person = subject_as_read(study.state(), subject, read_id)
    visits = () if person is None else person.timepoints
    timepoint = next((one for one in visits if one.timepoint_id == visit.timepoint.timepoint_id), None)
    if timepoint is None:
        return None
    scan = unenhanced_scan(timepoint)
    if scan is None:
        return None
    before = study.load_scan(scan)
    transform, trusted = _placed(study, visit, timepoint.scan.scan_id, before, scan.scan_id, progress, cancelled)
    reference_from_before = visit.reference_from_native.after(transform)
    there = values_at(visit.native, visit.reference_from_native.inverse().matrix, case.tissue)
    return Unenhanced(
        display=display_of(study, before, scan.scan_id, reference_from_before, case.grid),
        scale=matched_scale(before, reference_from_before.inverse().matrix, case.tissue, visit.scale.normalised(there)),
        trusted=trusted,
    )


def _placed(
    study: Study,
    visit: CaseVisit,
    visit_id: str,
    before: Volume,
    before_id: str,
    progress: Progress,
    cancelled: Cancelled,
) -> tuple[RigidTransform, bool]:
    """How the scan from before contrast lies in the frame of the visit's scan, and whether that is to be believed."""
    frames = (visit.native.grid.frame, before.grid.frame)

    def make(part: Path) -> None:
        found = register(
            visit.native, before, progress=lambda done: progress(done, Said("registering")), cancelled=cancelled
        )
        save_arrays(part, matrix=found.transform.matrix, trusted=found.trusted)

    def read(path: Path) -> tuple[RigidTransform, bool]:
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as stored:
            return RigidTransform(stored["matrix"], *frames), bool(stored["trusted"])

    return kept(cache_path(study, "unenhanced", ".npz", METHOD, visit_id, before_id), make, read)
