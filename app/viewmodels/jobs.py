"""Long work, seen from a view model: start it, watch it, take its answer or its error, cancel it.

The window gives threads (`app.views.qt_jobs`); tests and scripts run at once (`ImmediateJobs`).
"""

from collections.abc import Callable
from enum import Enum, auto
from typing import Protocol, TypeVar

from app.messages import KNOWN, file_system_line, one_line
from app.usecases.study import Cancelled, Progress

Answer = TypeVar("Answer")
Work = Callable[[Progress, Cancelled], Answer]


class Lane(Enum):
    """Which work waits for which. The ledger itself keeps entries of several lanes in order."""

    READ = auto()
    """Work that only reads: several at once."""
    RECORD = auto()
    """What a person enters and waits for (a lock, a signature, a contour): one after the other."""
    LONG = auto()
    """Long work that writes (import, registration): one after the other. Nothing that a person enters waits for it."""


class Job(Protocol):
    """A piece of work that was started."""

    def cancel(self) -> None:
        """Ask the work to stop; its answer is dropped."""


class Jobs(Protocol):
    """Where long work is done."""

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
        """Do `work` elsewhere; call `done` or `failed` (with a sentence) where the view model lives.

        Args:
            name: what is being done, for the progress line.
            work: called with a progress callback and a question whether to stop.
            done: takes the answer.
            failed: takes one line: code, what is wrong, what to do.
            progress: takes the fraction done and a text.
            lane: which other work it waits for.
        """


class FinishedJob:
    """A job that is over."""

    def cancel(self) -> None:
        """Nothing is left to stop."""


class ImmediateJobs:
    """Does everything at once, in the calling thread."""

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
        """See `Jobs.start`."""
        try:
            answer = work(progress or (lambda fraction, text: None), lambda: False)
        except KNOWN as error:
            failed(one_line(error))
        except OSError as error:
            failed(file_system_line(error))
        else:
            done(answer)
        return FinishedJob()
