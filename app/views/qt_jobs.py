"""The window's threads: a pool for work that reads, a queue each for what a person enters and for long work.

Answers come back to the main thread. A job that was cancelled never answers. An unforeseen error becomes a sentence
that names its place and not its text, which may carry patient data.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from app.messages import KNOWN, file_system_line, one_line, unforeseen_line
from app.usecases.study import Progress
from app.viewmodels.jobs import Answer, Job, Lane, Work

THREADS = {Lane.READ: 2, Lane.RECORD: 1, Lane.LONG: 1}

PROGRESS_STEP = 0.005
"""Smallest advance that is shown: a thousand signals a second would starve the event loop."""


class _Running(QObject):
    """One job; lives in the main thread, its signals cross over."""

    succeeded = Signal(object)
    broke = Signal(object)  # a sentence that keeps its template, which a Qt string would lose
    advanced = Signal(float, object)
    ended = Signal(object)

    def __init__(self, done: Callable[[Any], None], failed: Callable[[str], None], progress: Progress | None) -> None:
        super().__init__()
        self._done, self._failed, self._progress = done, failed, progress
        self._shown = -1.0
        self.cancelled = False
        queued = Qt.ConnectionType.QueuedConnection
        self.succeeded.connect(self._succeed, queued)
        self.broke.connect(self._break, queued)
        self.advanced.connect(self._advance, queued)

    def cancel(self) -> None:
        self.cancelled = True

    def report(self, fraction: float, text: str) -> None:
        """Called in the worker thread."""
        if fraction - self._shown >= PROGRESS_STEP or fraction >= 1.0:
            self._shown = fraction
            self.advanced.emit(fraction, text)

    @Slot(object)
    def _succeed(self, answer: object) -> None:
        if not self.cancelled:
            self._done(answer)
        self.ended.emit(self)

    @Slot(object)
    def _break(self, line: str) -> None:
        if not self.cancelled:
            self._failed(line)
        self.ended.emit(self)

    @Slot(float, object)
    def _advance(self, fraction: float, text: str) -> None:
        if self._progress is not None and not self.cancelled:
            self._progress(fraction, text)


class _Task(QRunnable):
    def __init__(self, running: _Running, work: Work[Any]) -> None:
        super().__init__()
        self._running, self._work = running, work

    def run(self) -> None:
        running = self._running
        try:
            answer = self._work(running.report, lambda: running.cancelled)
        except KNOWN as error:
            running.broke.emit(one_line(error))
        except OSError as error:
            running.broke.emit(file_system_line(error))
        except Exception as error:  # noqa: BLE001  a thread has no one above it to tell
            running.broke.emit(unforeseen_line(error))
        else:
            running.succeeded.emit(answer)


class QtJobs(QObject):
    """`Jobs` with threads. Call `close` before the application ends."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools = {lane: QThreadPool(self) for lane in Lane}
        for lane, pool in self._pools.items():
            pool.setMaxThreadCount(THREADS[lane])
        self._running: list[_Running] = []

    def start(
        self,
        name: str,
        work: Work[Answer],
        *,
        done: Callable[[Answer], None],
        failed: Callable[[str], None],
        progress: Progress | None = None,
        lane: Lane = Lane.READ,
    ) -> Job:
        """See `app.viewmodels.jobs.Jobs.start`."""
        running = _Running(done, failed, progress)
        running.ended.connect(self._forget)
        self._running.append(running)
        self._pools[lane].start(_Task(running, work))
        return running

    def close(self) -> None:
        """Ask everything to stop and wait for the threads. What a person entered is written all the same."""
        for running in self._running:
            running.cancel()
        for pool in self._pools.values():
            pool.waitForDone()

    @Slot(object)
    def _forget(self, running: _Running) -> None:
        if running in self._running:
            self._running.remove(running)
