"""Long work, seen from a view model: start it, watch it, take its answer or its error, cancel it.

The window gives threads (`app.views.qt_jobs`); tests and scripts run at once (`ImmediateJobs`).
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from app.messages import KNOWN, file_system_line, one_line
from app.usecases.study import Cancelled, Progress

Answer = TypeVar("Answer")
Work = Callable[[Progress, Cancelled], Answer]


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
        writes: bool = False,
    ) -> Job:
        """Do `work` elsewhere; call `done` or `failed` (with a sentence) where the view model lives.

        Args:
            name: what is being done, for the progress line.
            work: called with a progress callback and a question whether to stop.
            done: takes the answer.
            failed: takes one line: code, what is wrong, what to do.
            progress: takes the fraction done and a text.
            writes: whether the work writes to the study; such work is done one after the other.
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
        writes: bool = False,
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
