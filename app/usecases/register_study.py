"""Register what is not yet registered: each visit straight to its subject's reference scan.

A visit counts as not registered, too, where its error was estimated at other baseline contours than the present ones:
a registration states its error at the cavity.
"""

import shutil
import tempfile
import uuid
from collections.abc import Collection, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
from scipy import ndimage

from app.messages import RegistrationWorkerDied, TransformNotWritten
from app.processes import worker_pool
from app.usecases.import_scans import load_any
from app.usecases.registration_cluster import Record, register_on_cluster
from app.usecases.registration_job import Job, as_completed, register_job, volumes
from app.usecases.study import Cancelled, Progress, Study, never_cancelled, no_progress
from app.words import Said, joined
from imaging.geometry import Points, RigidTransform
from imaging.itk import write_transform
from imaging.registration import Registration, register
from imaging.volume import Volume
from review_schema.payloads import Matrix, Payload, RegistrationRecorded
from review_schema.projections import StudyState, Subject, TimePoint

ATTEMPTS = 3
"""How often a pair is tried when the process that works on it dies."""


def register_study(
    study: Study,
    *,
    jobs: int = 1,
    scheduler: str | None = None,
    author: str,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> tuple[RegistrationRecorded, ...]:
    """Register every visit that has no registration to its subject's present reference scan and cavities.

    Each result is in the ledger before the next is waited for: after an interruption the next run does what is left.
    Only this process writes the ledger. What another run registered meanwhile is not registered again.

    Args:
        study: an open study.
        jobs: processes; 1 works in this one.
        scheduler: address of a dask.distributed scheduler, whose workers register instead of processes here.
        author: account that asked for it.
        progress: called with the part done and what is done.
        cancelled: asked often.

    Returns:
        What was recorded, in order of completion.

    Raises:
        imaging.errors.Cancelled: `cancelled` said so; what was finished is recorded.
        RegistrationWorkerDied: a pair's process died again and again.
        AppError: there is no such cluster, or it cannot do the work (see `register_on_cluster`).
    """
    work = missing(study)
    recorded: list[RegistrationRecorded] = []
    tally = Tally(len(work))

    def record(job: Job, result: Registration, at_once: int) -> None:
        payload = recorded_as(job, result)
        if study.record(author, lambda state: _if_still_missing(state, job, payload)):
            recorded.append(payload)
        tally.add(result.seconds, at_once)
        progress(
            tally.done / tally.count,
            joined("", (Said("{n} of {all} visits registered", n=tally.done, all=tally.count), tally.left)),
        )

    stop = study.staging(f"stop-{uuid.uuid4().hex}").absolute()
    try:
        if scheduler is not None and work:
            register_on_cluster(work, scheduler, stop, record, cancelled)
        elif jobs > 1 and work:
            _register_in_processes(work, min(jobs, len(work)), stop, record, cancelled)
        else:
            for job in work:
                record(job, _register_here(job, tally, progress, cancelled), 1)
    finally:
        stop.unlink(missing_ok=True)
    progress(1.0, Said("registered"))
    return tuple(recorded)


class Tally:
    """How many pairs are done, and how long the others will take."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.done = 0
        self._seconds = 0.0
        self._at_once = 1

    def add(self, seconds: float, at_once: int) -> None:
        """Count a pair that took so long while `at_once` were worked on."""
        self.done += 1
        self._seconds += seconds
        self._at_once = max(1, at_once)

    @property
    def left(self) -> str:
        """``", about 3 min left"``; empty until it can be known, and at the end."""
        if not 0 < self.done < self.count:
            return ""
        minutes = (self.count - self.done) * self._seconds / self.done / self._at_once / 60.0
        if minutes < 1.0:
            return Said(", less than 1 min left")
        hours, rest = divmod(round(minutes), 60)
        if hours:
            return Said(", about {hours} h {minutes:02d} min left", hours=hours, minutes=rest)
        return Said(", about {minutes} min left", minutes=rest)


def _if_still_missing(state: StudyState, job: Job, payload: RegistrationRecorded) -> list[tuple[str, Payload]]:
    """The entry for a result; none where another run was earlier, or the visit's scans are others by now."""
    subject = state.subjects[job.subject]
    wanted = any(
        timepoint.timepoint_id == job.timepoint_id
        and timepoint.scan.scan_id == job.moving_scan
        and subject.awaits_registration(timepoint)
        for timepoint in subject.timepoints
    )
    same_reference = subject.reference is not None and subject.reference.scan.scan_id == job.reference_scan
    same_place = same_reference and subject.baseline_contours == job.contours
    return [(f"subject/{job.subject}", payload)] if wanted and same_place else []


def missing(study: Study) -> list[Job]:
    """The pairs without a registration at the present cavities, by subject and date."""
    state = study.state()
    return [
        _job(study, subject, subject.reference, timepoint)
        for _, subject in sorted(state.subjects.items())
        if subject.reference is not None
        for timepoint in subject.timepoints
        if subject.awaits_registration(timepoint)
    ]


def _job(study: Study, subject: Subject, reference: TimePoint, timepoint: TimePoint) -> Job:
    return Job(
        subject=subject.subject,
        timepoint_id=timepoint.timepoint_id,
        reference_scan=reference.scan.scan_id,
        moving_scan=timepoint.scan.scan_id,
        reference_path=study.scans.path(reference.scan.scan_id).absolute(),
        reference_frame=reference.scan.frame,
        moving_path=study.scans.path(timepoint.scan.scan_id).absolute(),
        moving_frame=timepoint.scan.frame,
        focus=cavity_walls(study, subject, reference),
        contours=subject.baseline_contours,
    )


def cavity_walls(study: Study, subject: Subject, reference: TimePoint) -> Points | None:
    """LPS mm of the wall voxels of the subject's baseline cavities; None where none is drawn yet."""
    walls = []
    for _, contour in sorted(subject.cavities.items()):
        mask = study.load_mask(contour, reference.scan.frame)
        walls.append(mask.grid.points(np.argwhere(mask.values & ~ndimage.binary_erosion(mask.values))))
    return np.concatenate(walls) if walls else None


def _register_here(job: Job, tally: Tally, progress: Progress, cancelled: Cancelled) -> Registration:
    def report(part: float) -> None:
        visit = Said("registering visit {n} of {all}", n=tally.done + 1, all=tally.count)
        progress((tally.done + part) / tally.count, joined("", (visit, tally.left)))

    return register(*volumes(job), focus=job.focus, progress=report, cancelled=cancelled)


def _register_in_processes(work: Sequence[Job], jobs: int, stop: Path, record: Record, cancelled: Cancelled) -> None:
    left = list(work)
    for _ in range(ATTEMPTS):
        with worker_pool(jobs) as pool, ExitStack() as unfinished:
            # Cancelled, interrupted or failed: the running jobs stop at their next question.
            unfinished.callback(pool.shutdown, wait=True, cancel_futures=True)
            unfinished.callback(stop.touch)
            try:
                futures = {pool.submit(register_job, job, stop): job for job in left}
                for future in as_completed(futures, cancelled):
                    record(futures[future], future.result(), jobs)
                    left.remove(futures[future])
            except BrokenProcessPool:
                unfinished.pop_all()
                continue
            unfinished.pop_all()
            return
    raise RegistrationWorkerDied(len(left))


def recorded_as(job: Job, result: Registration) -> RegistrationRecorded:
    """The ledger's record of a result."""
    return RegistrationRecorded(
        subject=job.subject,
        timepoint_id=job.timepoint_id,
        moving_scan=job.moving_scan,
        reference_scan=job.reference_scan,
        reference_from_moving=matrix_rows(result.transform),
        error_mm=result.error_mm,
        trusted=result.trusted,
        reason=result.reason,
        method=result.method,
        seconds=result.seconds,
        cavities=job.contours,
    )


def matrix_rows(transform: RigidTransform) -> Matrix:
    """The 4×4 as records keep it."""
    first, second, third, fourth = (_row(row) for row in transform.matrix.tolist())
    return (first, second, third, fourth)


def _row(numbers: Sequence[float]) -> tuple[float, float, float, float]:
    a, b, c, d = numbers
    return (a, b, c, d)


def describe_registrations(study: Study, among: Collection[RegistrationRecorded] | None = None) -> list[dict[str, Any]]:
    """What `rimread register --json` prints: one row per registered visit, by subject and date.

    Keys: subject, date (ISO), reference_from_moving (4×4, LPS mm), error_mm, trusted, seconds. With `among`, the
    rows of these registrations only.
    """
    return [
        {
            "subject": subject.subject,
            "date": timepoint.acquired_on.isoformat(),
            "reference_from_moving": [list(row) for row in timepoint.registration.reference_from_moving],
            "error_mm": timepoint.registration.error_mm,
            "trusted": timepoint.registration.trusted,
            "seconds": timepoint.registration.seconds,
        }
        for _, subject in sorted(study.state().subjects.items())
        for timepoint in subject.timepoints
        if timepoint.registration is not None and (among is None or timepoint.registration in among)
    ]


def register_pair(
    reference: Volume, moving: Volume, *, progress: Progress = no_progress, cancelled: Cancelled = never_cancelled
) -> Registration:
    """Register two scans outside a study. Raises `imaging.errors.Cancelled` if `cancelled` said so."""
    return register(reference, moving, progress=lambda part: progress(part, Said("registering")), cancelled=cancelled)


def register_pair_files(
    reference: Path,
    moving: Path,
    out: Path,
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> Registration:
    """Register two scans (a NIfTI file or a DICOM folder each) and write the ITK transform to `out`.

    Raises:
        ImagingError: a scan cannot be read; imaging.errors.Cancelled: `cancelled` said so.
        TransformNotWritten: `out` cannot be written.
    """
    work_dir = Path(tempfile.mkdtemp(prefix="rimread-pair-"))
    try:
        progress(0.0, Said("reading"))
        volumes = load_any(reference, work_dir), load_any(moving, work_dir)
        result = register_pair(*volumes, progress=progress, cancelled=cancelled)
        write_itk_transform(result, out)
    finally:
        shutil.rmtree(work_dir, ignore_errors=True)  # Windows keeps mapped files until they are let go
    return result


def write_itk_transform(registration: Registration, path: Path) -> None:
    """Write an ITK transform file that sends reference points to moving points (LPS mm).

    ``SimpleITK.Resample(moving, reference, SimpleITK.ReadTransform(path))`` shows the moving scan on the reference.

    Raises:
        TransformNotWritten: the suffix is not ITK's (.tfm, .txt) or the place cannot be written.
    """
    if path.suffix not in (".tfm", ".txt"):
        raise TransformNotWritten("its name does not end in .tfm or .txt")
    if not path.parent.is_dir():
        raise TransformNotWritten("its folder does not exist")
    try:
        write_transform(registration.transform, path)
    except OSError as error:
        raise TransformNotWritten("the place cannot be written") from error
