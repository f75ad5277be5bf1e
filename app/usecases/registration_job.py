"""One pair to register, in words that another process or machine understands, and the work on it."""

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from pathlib import Path

from app.usecases.study import Cancelled
from imaging import errors
from imaging.geometry import Points
from imaging.nifti import read_volume
from imaging.registration import Registration, register
from imaging.volume import Volume

POLL_SECONDS = 0.2
"""How often a cancelled run is noticed while others work."""


@dataclass(frozen=True)
class Job:
    """One pair. Scans are named by their content, and found at absolute paths."""

    subject: str
    timepoint_id: str
    reference_scan: str
    moving_scan: str
    reference_path: Path
    reference_frame: str
    moving_path: Path
    moving_frame: str
    focus: Points | None
    contours: tuple[str, ...]  # mask ids of the baseline contours that `focus` lies on


def volumes(job: Job) -> tuple[Volume, Volume]:
    """The reference and the moving scan, memory-mapped."""
    return read_volume(job.reference_path, job.reference_frame), read_volume(job.moving_path, job.moving_frame)


def register_job(job: Job, stop: Path) -> Registration:
    """Register one pair in a process of its own; the file `stop` coming into being cancels it."""
    return register(*volumes(job), focus=job.focus, cancelled=stop.exists)


def as_completed(futures: Iterable[Future[Registration]], cancelled: Cancelled) -> Iterator[Future[Registration]]:
    """The futures in order of completion.

    Raises:
        Cancelled: `cancelled` said so; it is asked all the while.
    """
    waiting = set(futures)
    while waiting:
        if cancelled():
            raise errors.Cancelled
        done, waiting = wait(waiting, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
        yield from done
