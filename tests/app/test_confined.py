import sys
import time

import pytest

from app.confined import run_confined
from app.messages import WorkerDied, WorkerTimedOut, one_line
from imaging.errors import Cancelled, MissingSlices

TASKS = "tests.app.confined_tasks"


def test_a_result_comes_back() -> None:
    assert run_confined(f"{TASKS}:add", {"first": 2, "second": 3}) == 5


def test_what_libraries_print_does_not_reach_the_answer() -> None:
    assert run_confined(f"{TASKS}:chatter", {}) == "true answer"


def test_progress_arrives_in_order() -> None:
    seen: list[tuple[float, str]] = []
    assert run_confined(f"{TASKS}:count", {"steps": 3}, report=lambda done, text: seen.append((done, text))) == 3
    assert seen == [(0.0, "step 0"), (1 / 3, "step 1"), (2 / 3, "step 2")]


def test_an_error_with_words_is_raised_here_as_the_same_class_with_its_facts() -> None:
    with pytest.raises(MissingSlices) as caught:
        run_confined(f"{TASKS}:refuse", {})
    assert caught.value == MissingSlices("series 3 of 2020-01-02", 2, 9.0, 3.0)


def test_errors_cross_as_values_too() -> None:
    result = run_confined(f"{TASKS}:warn", {})
    assert result == {"doubts": [MissingSlices("series 4", 1, 6.0, 3.0)], "nested": {"fine": True}}


def test_an_unforeseen_error_becomes_a_worker_that_died_and_its_text_is_not_repeated() -> None:
    with pytest.raises(WorkerDied) as caught:
        run_confined(f"{TASKS}:stumble", {})
    assert "Doe" not in one_line(caught.value)
    assert one_line(caught.value).startswith("RR-IMP-041 ")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_crash_takes_nothing_with_it() -> None:
    with pytest.raises(WorkerDied) as caught:
        run_confined(f"{TASKS}:crash", {})
    assert caught.value.how == "signal 6"


def test_a_worker_that_hangs_is_stopped_at_its_time() -> None:
    started = time.monotonic()
    with pytest.raises(WorkerTimedOut) as caught:
        run_confined(f"{TASKS}:hang", {}, seconds=0.8)
    assert caught.value.seconds == 0.8
    assert time.monotonic() - started < 5


def test_a_worker_is_stopped_when_its_caller_asks_for_it() -> None:
    started = time.monotonic()
    with pytest.raises(Cancelled):
        run_confined(f"{TASKS}:hang", {}, cancelled=lambda: time.monotonic() > started + 0.3)
    assert time.monotonic() - started < 5


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is POSIX")
def test_a_worker_that_swells_is_stopped_at_its_memory() -> None:
    with pytest.raises(WorkerDied) as caught:
        run_confined(f"{TASKS}:swell", {})
    assert caught.value.how == "out of memory"


def test_the_current_folder_is_not_searched_for_modules(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(folder)
    assert "" not in run_confined(f"{TASKS}:whereabouts", {})
