"""Register what is not yet registered: each visit straight to its subject's reference scan."""

import multiprocessing
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import ndimage

from app.messages import RegistrationWorkerDied, TransformNotWritten
from app.usecases.import_scans import load_any
from app.usecases.study import Cancelled, Progress, Study, never_cancelled, no_progress
from imaging import errors
from imaging.geometry import Points, RigidTransform
from imaging.itk import write_transform
from imaging.nifti import read_volume
from imaging.registration import Registration, register
from imaging.volume import Volume
from review_schema.payloads import Matrix, RegistrationRecorded
from review_schema.projections import Subject, TimePoint

POLL_SECONDS = 0.2
"""How often a cancelled run is noticed while processes work."""

ATTEMPTS = 3
"""How often a pair is tried when the process that works on it dies."""


@dataclass(frozen=True)
class Job:
    """One pair to register, in words that another process understands."""

    subject: str
    timepoint_id: str
    reference_scan: str
    moving_scan: str
    reference_path: Path
    reference_frame: str
    moving_path: Path
    moving_frame: str
    focus: Points | None


def register_study(
    study: Study,
    *,
    jobs: int = 1,
    author: str,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> tuple[RegistrationRecorded, ...]:
    """Register every visit that has no registration to its subject's present reference scan.

    Each result is in the ledger before the next is waited for: after an interruption the next run does what is left.

    Args:
        study: an open study.
        jobs: processes; 1 works in this one.
        author: account that asked for it.
        progress: called with the part done and what is done.
        cancelled: asked often.

    Returns:
        What was recorded, in order of completion.

    Raises:
        imaging.errors.Cancelled: `cancelled` said so; what was finished is recorded.
        RegistrationWorkerDied: a pair's process died again and again.
    """
    work = missing(study)
    recorded: list[RegistrationRecorded] = []

    def record(job: Job, result: Registration) -> None:
        payload = recorded_as(job, result)
        study.ledger.append(f"subject/{job.subject}", payload, author)
        recorded.append(payload)
        progress(len(recorded) / len(work), f"{len(recorded)} of {len(work)} visits registered")

    if jobs == 1:
        for number, job in enumerate(work):
            record(job, _register_here(job, number, len(work), progress, cancelled))
    elif work:
        stop = study.staging(f"stop-{uuid.uuid4().hex}")
        try:
            _register_in_processes(work, min(jobs, len(work)), stop, record, cancelled)
        finally:
            stop.unlink(missing_ok=True)
    progress(1.0, "registered")
    return tuple(recorded)


def missing(study: Study) -> list[Job]:
    """The pairs without a registration, by subject and date."""
    state = study.state()
    return [
        _job(study, subject, subject.reference, timepoint)
        for _, subject in sorted(state.subjects.items())
        if subject.reference is not None
        for timepoint in subject.timepoints
        if timepoint.timepoint_id != subject.reference.timepoint_id and timepoint.registration is None
    ]


def _job(study: Study, subject: Subject, reference: TimePoint, timepoint: TimePoint) -> Job:
    return Job(
        subject=subject.subject,
        timepoint_id=timepoint.timepoint_id,
        reference_scan=reference.scan.scan_id,
        moving_scan=timepoint.scan.scan_id,
        reference_path=study.scans.path(reference.scan.scan_id),
        reference_frame=reference.scan.frame,
        moving_path=study.scans.path(timepoint.scan.scan_id),
        moving_frame=timepoint.scan.frame,
        focus=cavity_walls(study, subject, reference),
    )


def cavity_walls(study: Study, subject: Subject, reference: TimePoint) -> Points | None:
    """LPS mm of the wall voxels of the subject's baseline cavities; None where none is drawn yet."""
    walls = []
    for _, contour in sorted(subject.cavities.items()):
        mask = study.load_mask(contour, reference.scan.frame)
        walls.append(mask.grid.points(np.argwhere(mask.values & ~ndimage.binary_erosion(mask.values))))
    return np.concatenate(walls) if walls else None


def _register_here(job: Job, number: int, count: int, progress: Progress, cancelled: Cancelled) -> Registration:
    def report(part: float) -> None:
        progress((number + part) / count, f"registering visit {number + 1} of {count}")

    return register(*_volumes(job), focus=job.focus, progress=report, cancelled=cancelled)


def _volumes(job: Job) -> tuple[Volume, Volume]:
    return read_volume(job.reference_path, job.reference_frame), read_volume(job.moving_path, job.moving_frame)


def register_job(job: Job, stop: Path) -> Registration:
    """Register one pair in a process of its own; the file `stop` coming into being cancels it."""
    return register(*_volumes(job), focus=job.focus, cancelled=stop.exists)


def _register_in_processes(
    work: Sequence[Job], jobs: int, stop: Path, record: Callable[[Job, Registration], None], cancelled: Cancelled
) -> None:
    left = list(work)
    for _ in range(ATTEMPTS):
        # Spawned, not forked: a forked child would inherit locks held by the window's threads.
        with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
            futures = {pool.submit(register_job, job, stop): job for job in left}
            finished = broken = False
            try:
                for future in _as_completed(futures, cancelled):
                    result = future.result()
                    record(futures[future], result)
                    left.remove(futures[future])
                finished = True
            except BrokenProcessPool:
                broken = True
            finally:
                # Cancelled, interrupted or failed: the running jobs stop at their next question.
                if not (finished or broken):
                    stop.touch()
                    pool.shutdown(wait=True, cancel_futures=True)
        if broken:
            continue
        return
    raise RegistrationWorkerDied(len(left))


def _as_completed(futures: dict[Future[Registration], Job], cancelled: Cancelled) -> Iterator[Future[Registration]]:
    waiting = set(futures)
    while waiting:
        if cancelled():
            raise errors.Cancelled
        done, waiting = wait(waiting, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
        yield from done


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
    )


def matrix_rows(transform: RigidTransform) -> Matrix:
    """The 4×4 as records keep it."""
    first, second, third, fourth = (_row(row) for row in transform.matrix.tolist())
    return (first, second, third, fourth)


def _row(numbers: Sequence[float]) -> tuple[float, float, float, float]:
    a, b, c, d = numbers
    return (a, b, c, d)


def describe_registrations(study: Study) -> list[dict[str, Any]]:
    """What `rimread register --json` prints: one row per registered visit, by subject and date.

    Keys: subject, date (ISO), reference_from_moving (4×4, LPS mm), error_mm, trusted, seconds.
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
        if timepoint.registration is not None
    ]


def register_pair(
    reference: Volume, moving: Volume, *, progress: Progress = no_progress, cancelled: Cancelled = never_cancelled
) -> Registration:
    """Register two scans outside a study. Raises `imaging.errors.Cancelled` if `cancelled` said so."""
    return register(reference, moving, progress=lambda part: progress(part, "registering"), cancelled=cancelled)


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
        progress(0.0, "reading")
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
