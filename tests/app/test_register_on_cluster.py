"""Registering a whole cohort: on a cluster whose workers die, and beside runs that are killed or work at once."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.cli import run
from app.messages import ScanNotSeenByWorker, SchedulerNotReached, WorkerOfAnotherVersion
from app.usecases.register_study import missing, register_study
from app.usecases.registration_cluster import register_as_here, software
from app.usecases.study import Study
from imaging.errors import Cancelled
from imaging.geometry import RigidTransform
from imaging.itk import resample_onto
from imaging.volume import Volume
from review_schema.payloads import RegistrationRecorded
from tests.imaging.registration_heads import grid, head, pose
from tests.study_factory import add_scan

ROOT = Path(__file__).resolve().parents[2]
BASELINE = date(2020, 1, 5)
SUBJECTS, FOLLOW_UPS = 4, 10

AT_A_TERMINAL = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); import app.__main__ as m; m.main()"
)
"""``rimread`` as started from a terminal: what runs in the background of a script is told to ignore Ctrl-C."""

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")


def cohort(folder: Path, subjects: int, follow_ups: int) -> None:
    """Heads of 4 mm voxels: each a person, each visit another pose."""
    with Study.create(folder) as study:
        for number in range(subjects):
            person, chance = head(seed=number + 1), np.random.default_rng(number)
            for visit in range(follow_ups + 1):
                place = grid((4.0, 4.0, 4.0), f"2.25.{number}.{visit}")
                turn, shift = chance.uniform(-8, 8, 3), chance.uniform(-10, 10, 3)
                posed = RigidTransform(pose(tuple(turn), tuple(shift)), place.frame, person.grid.frame)
                values = resample_onto(person, posed, place).values + chance.normal(0.0, 10.0, place.shape)
                day = BASELINE + timedelta(days=90 * visit)
                add_scan(study, f"P{number:02d}", day, Volume(values.astype(np.float32), place))


def registrations(folder: Path) -> list[RegistrationRecorded]:
    with Study.open(folder) as study:
        return [one.payload for one in study.ledger.entries() if isinstance(one.payload, RegistrationRecorded)]


def results(folder: Path) -> dict[str, Any]:
    """All that is recorded of each visit, but how long it took. Fails where a visit is recorded twice."""
    recorded = registrations(folder)
    found = {one.timepoint_id: one.model_dump(exclude={"seconds"}) for one in recorded}
    assert len(found) == len(recorded)
    return found


@contextmanager
def typed(*words: str | Path) -> Iterator[subprocess.Popen[str]]:
    """``rimread`` in a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-c", AT_A_TERMINAL, *map(str, words)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until(reached: Callable[[], bool], seconds: float = 120.0) -> None:
    given_up_at = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < given_up_at
        time.sleep(0.2)


@dataclass
class Cluster:
    """A scheduler and its workers, on loopback."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    folder.mkdir()
    with ExitStack() as stopped:

        def start(log: Path, command: str, *words: str | Path) -> subprocess.Popen[bytes]:
            process = stopped.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", f"distributed.cli.{command}", "--no-dashboard", *map(str, words)],
                    cwd=folder,
                    env={**os.environ, "PYTHONPATH": str(ROOT)},
                    stdout=subprocess.DEVNULL,
                    stderr=stopped.enter_context(log.open("wb")),
                )
            )
            stopped.callback(process.kill)
            return process

        log = folder / "scheduler.log"
        scheduler = start(log, "dask_scheduler", "--host", "127.0.0.1", "--port", "0")
        wait_until(lambda: b"Scheduler at:" in log.read_bytes())
        address = log.read_text().split("Scheduler at:")[1].split()[0]
        logs = [folder / f"worker-{number}.log" for number in range(workers)]
        started = [
            start(log, "dask_worker", address, "--nthreads", "1", "--no-nanny", "--local-directory", folder)
            for log in logs
        ]
        wait_until(lambda: all(b"Registered to:" in log.read_bytes() for log in logs))
        yield Cluster(address, scheduler, started)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of two subjects with three follow-ups each, not registered."""
    folder = tmp_path_factory.mktemp("small") / "S"
    cohort(folder, subjects=2, follow_ups=3)
    return folder


@pytest.fixture
def folder(untouched: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(untouched, tmp_path / "S"))


@pytest.fixture(scope="module")
def alone(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one process finds."""
    folder = shutil.copytree(untouched, tmp_path_factory.mktemp("alone") / "S")
    with Study.open(folder) as study:
        register_study(study, author="coordinator")
    return results(folder)


@posix_only
@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_cluster_whose_worker_is_killed_gives_what_one_process_gives_bit_for_bit(tmp_path: Path) -> None:
    folder, alone = tmp_path / "S", tmp_path / "alone"
    cohort(folder, subjects=SUBJECTS, follow_ups=FOLLOW_UPS)
    shutil.copytree(folder, alone)
    with cluster(tmp_path / "cluster", workers=2) as there:
        with typed("register", folder, "--scheduler", there.address) as run:
            wait_until(lambda: len(registrations(folder)) >= 3)
            there.workers[0].send_signal(signal.SIGKILL)
            told, refused = run.communicate(timeout=900)
        assert (run.returncode, refused) == (0, "")
        assert told.endswith(f"{SUBJECTS * FOLLOW_UPS} visits registered\n")
        assert there.workers[0].wait() == -signal.SIGKILL
    with typed("register", alone, "--jobs", "1") as run:
        assert run.wait(timeout=900) == 0
    assert results(folder) == results(alone)
    assert all(one["trusted"] for one in results(folder).values())


@posix_only
@pytest.mark.slow
def test_a_killed_run_leaves_whole_results_and_no_process_and_the_next_goes_on(
    folder: Path, alone: dict[str, Any]
) -> None:
    with typed("register", folder, "--jobs", "2") as run:
        wait_until(lambda: len(registrations(folder)) >= 2)
        os.kill(run.pid, signal.SIGKILL)
        run.communicate(timeout=15)  # the end of its output: nobody is left who holds it
    kept = results(folder)
    assert 2 <= len(kept) < len(alone)
    with Study.open(folder) as study:
        study.ledger.verify()
        assert len(register_study(study, jobs=2, author="coordinator")) == len(alone) - len(kept)
    assert results(folder) == alone


@posix_only
@pytest.mark.slow
@pytest.mark.parametrize("request_to_end", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_says_so_in_one_line_and_keeps_whole_results(
    folder: Path, alone: dict[str, Any], request_to_end: signal.Signals
) -> None:
    with typed("register", folder, "--jobs", "2") as run:
        wait_until(lambda: len(registrations(folder)) >= 1)
        send = os.killpg if request_to_end is signal.SIGINT else os.kill  # a terminal speaks to all, a service to one
        send(run.pid, request_to_end)
        told, refused = run.communicate(timeout=60)
    assert (run.returncode, told) == (130, "")
    assert refused.strip().startswith("RR-APP-002 ")
    assert refused.strip().count("\n") == 0
    assert results(folder).items() <= alone.items()
    assert list((folder / "cache" / "staging").iterdir()) == []


@posix_only
@pytest.mark.slow
def test_two_runs_at_once_record_no_visit_twice(folder: Path, alone: dict[str, Any]) -> None:
    with typed("register", folder) as one, typed("register", folder) as other:
        told = [run.communicate(timeout=240)[0] for run in (one, other)]
        assert (one.returncode, other.returncode) == (0, 0)
    assert results(folder) == alone  # fails where one is there twice
    here = [int(re.findall(r"^(\d+) visits registered", text, re.MULTILINE)[0]) for text in told]
    assert sum(here) == len(alone)


@posix_only
@pytest.mark.slow
def test_a_worker_without_the_study_and_a_cluster_that_ends_are_refused_in_one_line(
    folder: Path, tmp_path: Path
) -> None:
    with Study.open(folder) as study:
        gone = missing(study)[0].moving_path
    hidden = gone.rename(gone.with_suffix(".hidden"))
    with cluster(tmp_path / "cluster", workers=1) as there:
        with typed("register", folder, "--scheduler", there.address) as run:
            told, refused = run.communicate(timeout=240)
        assert (run.returncode, told) == (2, "")
        assert refused.startswith("RR-REG-008 A worker of the cluster does not see a scan of this study. ")
        assert refused.count("\n") == 1
        hidden.rename(gone)
        before = len(registrations(folder))
        with typed("register", folder, "--scheduler", there.address) as run:
            wait_until(lambda: len(registrations(folder)) > before)
            there.scheduler.kill()
            told, refused = run.communicate(timeout=240)
        assert (run.returncode, told) == (2, "")
        assert refused.startswith("RR-REG-007 The connection to the cluster was lost. ")
        assert refused.count("\n") == 1
        assert results(folder)


@pytest.mark.parametrize(
    "address", ["nonsense://host:1", "nowhere", "tcp://127.0.0.1:9", "another server"], ids=lambda address: address
)
def test_a_scheduler_that_cannot_be_reached_is_refused_within_seconds(folder: Path, address: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, Study.open(folder) as study:
        if address == "another server":
            address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
            threading.Thread(target=answer_as_a_web_server, args=(server,), daemon=True).start()
        started = time.monotonic()
        with pytest.raises(SchedulerNotReached):
            register_study(study, scheduler=address, author="coordinator")
        assert time.monotonic() - started < 30
        assert len(missing(study)) == 6


def answer_as_a_web_server(server: socket.socket) -> None:
    with server.accept()[0] as connection:
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        connection.recv(1000)


def test_without_the_extra_a_cluster_is_refused_with_the_words_to_install_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(["register", str(folder), "--scheduler", "tcp://127.0.0.1:8786"]) == 2
    refused = capsys.readouterr().err
    assert refused.startswith("RR-REG-004 ")
    assert "pip install rimread[cluster]" in refused


def test_processes_and_a_cluster_do_not_go_together(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["register", str(folder), "--jobs", "2", "--scheduler", "tcp://127.0.0.1:8786"]) == 2
    assert capsys.readouterr().err.startswith("RR-APP-001 ")


def test_a_worker_refuses_a_scan_that_it_does_not_see_or_sees_otherwise(folder: Path, tmp_path: Path) -> None:
    with Study.open(folder) as study:
        job, other = missing(study)[:2]
    never = tmp_path / "stop"
    with pytest.raises(ScanNotSeenByWorker, match="does not see"):
        register_as_here(replace(job, reference_path=tmp_path / "not mounted"), never, software())
    with pytest.raises(ScanNotSeenByWorker, match="another file"):
        register_as_here(replace(job, moving_path=other.moving_path), never, software())


def test_a_worker_with_other_software_refuses_and_names_it(folder: Path, tmp_path: Path) -> None:
    with Study.open(folder) as study:
        job = missing(study)[0]
    wanted = tuple("numpy 1.0" if one.startswith("numpy") else one for one in software())
    with pytest.raises(WorkerOfAnotherVersion) as caught:
        register_as_here(job, tmp_path / "stop", wanted)
    assert caught.value.wanted == "numpy 1.0"


def test_a_worker_begins_nothing_for_a_run_that_was_stopped(folder: Path) -> None:
    with Study.open(folder) as study:
        job = missing(study)[0]
    with pytest.raises(Cancelled):
        register_as_here(job, folder, software())
