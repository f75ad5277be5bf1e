"""Processes that work for this one: they end when it ends, however it ends."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing import connection, resource_tracker
from multiprocessing.connection import Connection
from typing import NoReturn

ORPHANED = 1
"""Exit code of a process whose parent is gone. Nobody is left to read it."""

MOST_PROCESSES = 61
"""Of one pool: more, `ProcessPoolExecutor` refuses on Windows."""


@contextmanager
def worker_pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of `jobs` processes (at most `MOST_PROCESSES`), started, that leave Ctrl-C to this one.

    They do not outlive it. Left by an exception, the processes end at once, whatever they are doing.
    """
    # Spawned, not forked: a forked child would inherit locks held by the window's threads.
    context = multiprocessing.get_context("spawn")
    jobs = min(jobs, MOST_PROCESSES)
    theirs, ours = context.Pipe(duplex=False)
    with (
        theirs,
        ours,
        ProcessPoolExecutor(jobs, mp_context=context, initializer=_serve_parent, initargs=(theirs,)) as pool,
        ExitStack() as unfinished,
    ):
        unfinished.callback(ours.close)
        with _interrupts_held():
            for _ in range(jobs):  # each starts a process
                pool.submit(os.getpid)
        yield pool
        unfinished.pop_all()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back for a moment: processes started meanwhile never hear it, not even while they import."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # started later, it would let Ctrl-C through again
    held_before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held_before)


def end_after(wait: Callable[[], object]) -> None:
    """End this process, whatever it is doing, when `wait` returns; waits in a thread."""

    def watch() -> NoReturn:
        wait()
        os._exit(ORPHANED)

    threading.Thread(target=watch, name="watch over the parent", daemon=True).start()


def _serve_parent(lifeline: Connection) -> None:
    # A terminal sends Ctrl-C to both; the parent decides what becomes of the work.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Nothing is ever sent: it becomes ready when the parent closes it, or is gone.
    end_after(lambda: connection.wait([lifeline]))
