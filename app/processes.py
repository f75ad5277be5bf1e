"""Processes that work for this one: they end when it ends, however it ends."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import NoReturn

ORPHANED = 1
"""Exit code of a process whose parent is gone. Nobody is left to read it."""


def worker_pool(jobs: int) -> ProcessPoolExecutor:
    """A pool of `jobs` processes, started, that leave Ctrl-C to this one and do not outlive it."""
    # Spawned, not forked: a forked child would inherit locks held by the window's threads.
    pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_serve_parent)
    with _interrupts_held():
        for _ in range(jobs):  # each starts a process
            pool.submit(os.getpid)
    return pool


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


def _serve_parent() -> None:
    # A terminal sends Ctrl-C to both; the parent decides what becomes of the work.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        end_after(parent.join)
