from collections.abc import Iterator
from threading import Event, get_ident

import pytest
from pytestqt.qtbot import QtBot

from app.usecases.study import Cancelled, Progress
from app.viewmodels.jobs import Lane
from app.views.qt_jobs import QtJobs
from review_schema.errors import SignInRefused


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[QtJobs]:
    made = QtJobs()
    yield made
    made.close()


def test_work_is_done_elsewhere_and_answered_here(qtbot: QtBot, jobs: QtJobs) -> None:
    seen: list[tuple[int, int]] = []
    jobs.start("work", lambda p, c: get_ident(), done=lambda there: seen.append((there, get_ident())), failed=print)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != seen[0][1] == get_ident()


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (SignInRefused(), "RR-ACC-004"),
        (OSError(28, "full", "/home/MUELLER"), "RR-APP-003"),
        (KeyError("MUELLER"), "RR-APP-099"),
    ],
)
def test_every_failure_becomes_one_line_without_its_text(
    qtbot: QtBot, jobs: QtJobs, error: Exception, line: str
) -> None:
    lines: list[str] = []

    def work(progress: Progress, cancelled: Cancelled) -> None:
        raise error

    jobs.start("work", work, done=print, failed=lines.append)
    qtbot.waitUntil(lambda: bool(lines))
    assert lines[0].startswith(line)
    assert "MUELLER" not in lines[0]


def test_a_cancelled_job_never_answers(qtbot: QtBot, jobs: QtJobs) -> None:
    began, go, answers = Event(), Event(), []

    def work(progress: Progress, cancelled: Cancelled) -> bool:
        began.set()
        assert go.wait(10)
        return cancelled()

    job = jobs.start("work", work, done=answers.append, failed=answers.append)
    assert began.wait(10)
    job.cancel()
    go.set()
    after: list[object] = []
    jobs.start("next", lambda p, c: None, done=after.append, failed=print)
    qtbot.waitUntil(lambda: bool(after))
    jobs.close()
    qtbot.wait(10)
    assert answers == []


def test_long_work_is_done_one_after_the_other(qtbot: QtBot, jobs: QtJobs) -> None:
    order: list[str] = []
    go, ends = Event(), []

    def first(progress: Progress, cancelled: Cancelled) -> None:
        assert go.wait(10)
        order.append("first")

    jobs.start("first", first, done=ends.append, failed=print, lane=Lane.LONG)
    jobs.start("second", lambda p, c: order.append("second"), done=ends.append, failed=print, lane=Lane.LONG)
    reads: list[object] = []
    jobs.start("read", lambda p, c: None, done=reads.append, failed=print)
    qtbot.waitUntil(lambda: bool(reads))
    assert order == [], "reads do not wait for writes"
    go.set()
    qtbot.waitUntil(lambda: len(ends) == 2)
    assert order == ["first", "second"]


def test_what_a_person_enters_does_not_wait_for_long_work(qtbot: QtBot, jobs: QtJobs) -> None:
    go, ends = Event(), []
    jobs.start("registration", lambda p, c: go.wait(10), done=ends.append, failed=print, lane=Lane.LONG)
    jobs.start("lock", lambda p, c: "locked", done=ends.append, failed=print, lane=Lane.RECORD)
    qtbot.waitUntil(lambda: ends == ["locked"])
    go.set()
    qtbot.waitUntil(lambda: len(ends) == 2)


def test_closing_stops_long_work_and_writes_what_was_entered(jobs: QtJobs) -> None:
    began, go, written = Event(), Event(), []

    def registration(progress: Progress, cancelled: Cancelled) -> None:
        began.set()
        while not cancelled():
            go.wait(0.01)

    def lock(progress: Progress, cancelled: Cancelled) -> None:
        written.append("lock")

    jobs.start("registration", registration, done=print, failed=print, lane=Lane.LONG)
    assert began.wait(10)
    jobs.start("lock", lock, done=print, failed=print, lane=Lane.RECORD)
    jobs.close()
    assert written == ["lock"]


def test_progress_comes_here_and_not_a_thousand_times(qtbot: QtBot, jobs: QtJobs) -> None:
    steps: list[float] = []
    ends: list[object] = []

    def work(progress: Progress, cancelled: Cancelled) -> None:
        for step in range(10_001):
            progress(step / 10_000, "step")

    jobs.start("work", work, done=ends.append, failed=print, progress=lambda part, text: steps.append(part))
    qtbot.waitUntil(lambda: bool(ends))
    assert steps[-1] == 1.0
    assert len(steps) <= 210
