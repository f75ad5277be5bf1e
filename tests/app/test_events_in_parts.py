"""events.csv and labels.csv of many subjects, made in parts by several processes."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.usecases import events_in_parts
from app.usecases.export_events import EventSources, event_files, results_of, write_events
from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.errors import ScanAfterDeath
from review_schema.read import SignedRead
from tests.review_schema.histories import clinical_of, read_of

SUBJECTS = 8


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events_in_parts, "PART_SUBJECTS", 3)


def sources(*, died_before_a_scan: int | None = None) -> EventSources:
    """Two readers of eight subjects, in a file that is not in order of subject; of the last there is no read."""
    reads: list[SignedRead] = []
    clinical: list[ClinicalEvent] = []
    for number in reversed(range(SUBJECTS)):
        subject = f"P{number}"
        death = "death d50" if number == died_before_a_scan else "last_contact d400"
        clinical += clinical_of(f"arm IORT; {death}", subject=subject)
        reads += [
            read_of("d2 NED/NED; d90 LP/NED; d180 LP/DP", subject=subject, reader=reader, read_id=f"{subject}-{reader}")
            for reader in "BA"
        ]
    clinical += clinical_of("arm HSRT; last_contact d100", subject="P9")
    return EventSources(tuple(reads), tuple(clinical), Charter())


def written(folder: Path, jobs: int) -> dict[str, bytes]:
    write_events(sources(), folder, jobs=jobs)
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.slow
def test_the_bytes_are_the_same_however_many_processes_make_them(tmp_path: Path) -> None:
    alone = written(tmp_path / "alone", 0)
    assert written(tmp_path / "two", 2) == alone


def test_parts_together_are_what_the_results_derived_at_once_say(tmp_path: Path) -> None:
    assert written(tmp_path / "parts", 0) == event_files(results_of(sources()))


@pytest.mark.slow
def test_what_a_process_refuses_is_refused_with_the_number_that_the_read_has_in_its_file(tmp_path: Path) -> None:
    contradictory = sources(died_before_a_scan=4)
    told = []
    for jobs in (0, 2):
        with pytest.raises(ScanAfterDeath) as refused:
            write_events(contradictory, tmp_path / "out", jobs=jobs)
        told.append(refused.value)
    assert told[0] == told[1] == ScanAfterDeath(130, 2 * (SUBJECTS - 1 - 4) + 2)
    assert not (tmp_path / "out").exists()


class Dying:
    """A pool of which a process is killed after the first part."""

    def map(self, work: Callable[[Any], Any], parts: Iterable[Any]) -> Iterator[Any]:
        yield work(next(iter(parts)))
        raise BrokenProcessPool


@contextmanager
def killed_at_work(_: int) -> Iterator[Dying]:
    yield Dying()


@contextmanager
def killed_at_once(_: int) -> Iterator[Dying]:
    raise BrokenProcessPool
    yield


@contextmanager
def not_started(_: int) -> Iterator[Dying]:
    raise OSError("no memory")
    yield


@pytest.mark.parametrize("pool", [killed_at_work, killed_at_once, not_started])
def test_without_its_processes_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pool: Callable[[int], Any]
) -> None:
    alone = written(tmp_path / "alone", 0)
    monkeypatch.setattr(events_in_parts, "worker_pool", pool)
    assert written(tmp_path / "dying", 2) == alone


@pytest.mark.parametrize(("worth", "asked"), [(SUBJECTS + 1, [3]), (SUBJECTS + 2, [])])
def test_processes_are_started_for_many_subjects_and_no_more_of_them_than_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worth: int, asked: list[int]
) -> None:
    started: list[int] = []

    @contextmanager
    def counted(jobs: int) -> Iterator[Dying]:
        started.append(jobs)
        yield Dying()

    monkeypatch.setattr(events_in_parts, "worker_pool", counted)
    monkeypatch.setattr(events_in_parts, "WORTH_PROCESSES", worth)
    monkeypatch.setattr(events_in_parts.os, "cpu_count", lambda: 64)
    write_events(sources(), tmp_path / "out")
    assert started == asked
