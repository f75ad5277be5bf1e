"""Pairs are registered by the workers of a dask.distributed cluster, which see the study's files under the same path.

A worker checks by content that it sees the scans of its pair, and by version that it computes as this machine would;
so a cluster gives the same results as one process. The cluster is trusted: whoever reaches it can run code on it.
"""

import asyncio
import logging
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, wait
from contextlib import ExitStack, contextmanager
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from app.messages import (
    ClusterExtraMissing,
    ClusterLost,
    NoClusterWorkers,
    RegistrationWorkerDied,
    ScanNotSeenByWorker,
    SchedulerNotReached,
    WorkerOfAnotherVersion,
)
from app.usecases.registration_job import Job, as_completed, register_job
from app.usecases.study import VERSION, Cancelled
from imaging import errors
from imaging.nifti import content_hash
from imaging.registration import Registration

if TYPE_CHECKING:
    from distributed import Client

CONNECT_SECONDS = 5.0
ASK_SECONDS = 2.0
"""How often the cluster is asked for its workers."""

WORKER_SECONDS = 30.0
"""A cluster without any worker for so long is given up: nothing would ever come."""

STOPPING_SECONDS = 10.0
"""So long a stopped run waits for the workers to put down their pairs."""

Record = Callable[[Job, Registration, int], None]
"""Called with a finished pair, its result and how many pairs are worked on at once."""


def register_on_cluster(work: Sequence[Job], address: str, stop: Path, record: Record, cancelled: Cancelled) -> None:
    """Register the pairs on the cluster whose scheduler listens at `address`.

    A pair whose worker dies is given to another.

    Args:
        work: the pairs.
        address: of the scheduler, as dask.distributed writes it (``tcp://host:8786``).
        stop: a path that the workers see too; made when they are to stop.
        record: called in this thread, pair by pair.
        cancelled: asked often.

    Raises:
        imaging.errors.Cancelled: `cancelled` said so.
        ClusterExtraMissing, SchedulerNotReached, NoClusterWorkers, ClusterLost: there is no cluster, or none any more.
        ScanNotSeenByWorker, WorkerOfAnotherVersion: a worker cannot give the result that this machine would.
        RegistrationWorkerDied: a pair's worker died again and again.
    """
    try:
        from distributed import KilledWorker
    except ModuleNotFoundError as error:
        raise ClusterExtraMissing from error
    with _connected(address) as client, ExitStack() as unfinished:
        # Not pure: a pair that failed is tried again by the next run, not answered from memory.
        pool, watch = client.get_executor(pure=False), _Watch(client, cancelled)
        futures: dict[Future[Registration], Job] = {}
        # Left unfinished, the pairs end at their first question; those that run, at their next.
        unfinished.callback(lambda: wait(futures, timeout=STOPPING_SECONDS))
        unfinished.callback(stop.touch)
        for job in work:
            futures[pool.submit(register_as_here, job, stop, software())] = job
        try:
            for future in as_completed(futures, watch):
                record(futures.pop(future), future.result(), watch.threads)
        except CancelledError as error:
            raise ClusterLost from error
        except KilledWorker as error:
            raise RegistrationWorkerDied(len(futures) + 1) from error
        unfinished.pop_all()


def register_as_here(job: Job, stop: Path, wanted: tuple[str, ...]) -> Registration:
    """On a worker: register a pair, if it is the same pair and the same software as on the machine that asks.

    Raises:
        imaging.errors.Cancelled: `stop` is there.
        WorkerOfAnotherVersion, ScanNotSeenByWorker: it is not.
    """
    if stop.exists():
        raise errors.Cancelled
    for own, theirs in zip(software(), wanted, strict=True):
        if own != theirs:
            raise WorkerOfAnotherVersion(own, theirs)
    for path, scan in ((job.reference_path, job.reference_scan), (job.moving_path, job.moving_scan)):
        try:
            seen = content_hash(path)
        except OSError:
            raise ScanNotSeenByWorker("does not see") from None
        if seen != scan:
            raise ScanNotSeenByWorker("sees another file in the place of")
    return register_job(job, stop)


def software() -> tuple[str, ...]:
    """What a result depends on beside the scans: ``("rimread 0.1", "numpy 2.2", …)``."""
    return (
        f"rimread {VERSION}",
        *(f"{library} {metadata.version(library)}" for library in ("numpy", "scipy", "SimpleITK")),
    )


@contextmanager
def _connected(address: str) -> "Iterator[Client]":
    from distributed import Client

    # What it has to say is said here, in one line.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            # Asked first: a client that comes to nothing ends late, and not silently.
            if not asyncio.run(asyncio.wait_for(_is_scheduler(address), CONNECT_SECONDS)):
                raise SchedulerNotReached
            client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, MemoryError) as error:  # what other servers say reads as an endless message
            raise SchedulerNotReached from error
    with client:
        yield client


async def _is_scheduler(address: str) -> bool:
    from distributed import rpc

    async with rpc(address, timeout=CONNECT_SECONDS) as there:
        return bool((await there.identity())["type"] == "Scheduler")


class _Watch:
    """The question `cancelled`; when asked, it looks now and then whether the cluster still has workers."""

    def __init__(self, client: "Client", cancelled: Cancelled) -> None:
        self.threads = 1
        self._client = client
        self._cancelled = cancelled
        self._asked_at = 0.0
        self._seen_at = time.monotonic()

    def __call__(self) -> bool:
        now = time.monotonic()
        if now - self._asked_at > ASK_SECONDS:
            self._asked_at = now
            self._look(now)
        return self._cancelled()

    def _look(self, now: float) -> None:
        try:
            threads = sum(self._client.nthreads().values())
        except OSError as error:
            raise ClusterLost from error
        if threads:
            self.threads, self._seen_at = threads, now
        elif now - self._seen_at > WORKER_SECONDS:
            raise NoClusterWorkers(WORKER_SECONDS)
