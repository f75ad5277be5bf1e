"""The first page: open a study, make one, make the demo, go on with a recent one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.usecases.study import Study
from app.viewmodels.jobs import Job, Jobs, Lane
from app.viewmodels.observable import Observable


@dataclass(frozen=True)
class RecentStudy:
    """A study opened before."""

    folder: Path
    name: str
    there: bool  # whether its folder still exists


class HomeModel(Observable):
    """What the home page shows and does.

    Attributes:
        busy: what is being done, its fraction and its step in words; None: nothing.
        error: one line about what failed; empty: nothing.
    """

    def __init__(self, jobs: Jobs, opened: Callable[[Study], None], recent: tuple[str, ...] = ()) -> None:
        """Make the model.

        Args:
            jobs: where long work is done.
            opened: takes a study that was opened.
            recent: folders of studies opened before, the latest first.
        """
        super().__init__()
        self._jobs, self._opened = jobs, opened
        self._job: Job | None = None
        self.busy: tuple[str, float, str] | None = None
        self.error = ""
        self.recent = tuple(RecentStudy(Path(folder), Path(folder).name, Path(folder).is_dir()) for folder in recent)

    def open(self, folder: Path) -> None:
        """Open a study folder."""
        self._start("Opening the study", lambda progress, cancelled: Study.open(folder))

    def create(self, folder: Path) -> None:
        """Make a new, empty study with the default charter, and open it."""
        self._start("Making the study", lambda progress, cancelled: Study.create(folder, author="coordinator"))

    def make_demo(self, folder: Path) -> None:
        """Make the demo in `folder` (or take the one that is there) and open its study."""

        def work(progress: Callable[[float, str], None], cancelled: Callable[[], bool]) -> Study:
            from app.usecases.make_demo import find_demo, make_demo  # heavy, and seldom needed

            made = find_demo(folder) or make_demo(folder, progress=progress, cancelled=cancelled)
            return Study.open(made.study)

        self._start("Making the demo (about three minutes)", work)

    def dismiss(self) -> None:
        """Forget the error."""
        self.error = ""
        self.notify()

    def _start(self, text: str, work: Callable[[Callable[[float, str], None], Callable[[], bool]], Study]) -> None:
        if self.busy is not None:
            return
        self.busy, self.error = (text, 0.0, ""), ""
        self.notify()
        self._job = self._jobs.start(
            text, work, done=self._done, failed=self._failed, progress=self._progressed, lane=Lane.LONG
        )

    def _progressed(self, fraction: float, step: str) -> None:
        if self.busy is not None:
            self.busy = (self.busy[0], fraction, step)
            self.notify()

    def _done(self, study: Study) -> None:
        self.busy = None
        self.notify()
        self._opened(study)

    def _failed(self, line: str) -> None:
        self.busy, self.error = None, line
        self.notify()
