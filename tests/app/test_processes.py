"""Processes that work for another one do not outlive it, and leave Ctrl-C to it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")

ROOT = Path(__file__).resolve().parents[2]

POOL = """
import time
from app.processes import worker_pool
with worker_pool(2) as pool:
    print(list(pool.map(abs, [-1, -2])), flush=True)
    list(pool.map(time.sleep, [600.0, 600.0]))
"""
INTERRUPTED = """
import signal, time
from app.processes import worker_pool
heard = []
signal.signal(signal.SIGINT, lambda number, frame: heard.append(number))
with worker_pool(2) as pool:
    print("starting", flush=True)
    done = list(pool.map(time.sleep, [1.5, 1.5]))
    print(len(heard), done)
"""
CONFINED = """
import sys
from app.confined import run_confined
run_confined("tests.app.confined_tasks:tick", {"note": sys.argv[1]})
"""


def started(code: str, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        start_new_session=True,
    )


def grows(note: Path) -> bool:
    """Whether somebody still writes into `note`."""
    before = note.stat().st_size
    time.sleep(0.5)
    return note.stat().st_size > before


@posix_only
def test_a_killed_parent_takes_its_pool_with_it_and_nobody_holds_its_stdout() -> None:
    with started(POOL) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "[1, 2]\n"
        os.kill(parent.pid, signal.SIGKILL)
        # The end of the stream comes when the last process that holds it is gone.
        assert parent.communicate(timeout=10)[0] == ""


@posix_only
def test_a_killed_parent_takes_the_process_with_it_that_reads_foreign_bytes(tmp_path: Path) -> None:
    note = tmp_path / "note"
    with started(CONFINED, str(note)) as parent:
        while not note.exists():
            assert parent.poll() is None
            time.sleep(0.05)
        assert grows(note)
        os.kill(parent.pid, signal.SIGKILL)
        parent.communicate(timeout=10)
    given_up_at = time.monotonic() + 10
    while grows(note):
        assert time.monotonic() < given_up_at


@posix_only
def test_ctrl_c_in_a_terminal_is_the_parents_to_answer_even_while_processes_start() -> None:
    with started(INTERRUPTED) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        for _ in range(2):  # a terminal sends it to the whole group
            os.killpg(parent.pid, signal.SIGINT)
            time.sleep(0.5)
        assert parent.communicate(timeout=30) == ("2 [None, None]\n", "")


@posix_only
@pytest.mark.slow
def test_a_demo_that_is_asked_to_end_ends_as_after_ctrl_c_and_leaves_nothing(tmp_path: Path) -> None:
    code = "import sys; from app.__main__ import main; main()"
    with started(code, "demo", str(tmp_path / "D"), "--headless") as demo:
        while not list(tmp_path.glob(".D-*/demo/study/study.toml")):
            assert demo.poll() is None
            time.sleep(0.1)
        time.sleep(3.0)  # patients are being scanned
        demo.terminate()
        _, told = demo.communicate(timeout=30)
    assert demo.returncode == 130
    assert told.strip().startswith("RR-APP-002 ")
    assert list(tmp_path.iterdir()) == []
