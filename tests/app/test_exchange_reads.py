import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.usecases.accounts import SignedIn, add_reader
from app.usecases.assign_reads import assign_reads
from app.usecases.exchange_reads import export_reads, import_reads, read_reads_file, signed_reads
from app.usecases.export_events import export_events, export_events_from_files
from app.usecases.record_read import lock_timepoint, sign_read
from app.usecases.study import Study
from review_schema.errors import ReadConflict, ReadDatesDiffer, ReadsFileUnreadable
from review_schema.payloads import ReadAssigned
from review_schema.read import ReadsFile
from review_schema.vocabulary import Role, ScanRole
from tests.study_factory import SURGERY_ON, Clock, add_case, clinical, finding, locked, new_study

CASES = ("P1", "P2", "P3")
PASSWORD = "correct horse"


def signed_study(folder: Path) -> Study:
    """Three cases, all read and signed by anna and one read again; P2 progresses at day 90."""
    clock = Clock()
    study = new_study(folder, clock)
    scans = {case: add_case(study, case) for case in CASES}
    who = SignedIn("anna", Role.READER)
    add_reader(study, who.name, PASSWORD, who.role, "carla")
    for one in assign_reads(study, reread_fraction=0.3, washout_days=1, author="carla"):
        clock.pass_days(2)
        for visit in scans[one.subject]:
            progresses = one.subject == "P2" and visit is not scans["P2"][0]
            label = finding("LP", status="confirmed") if progresses else finding("NED")
            lock_timepoint(study, who, one.read_id, locked(visit, label, finding("NED", None)))
        sign_read(study, who, one.read_id, PASSWORD)
    return study


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    study = signed_study(tmp_path_factory.mktemp("source") / "S")
    yield study
    study.close()


@pytest.fixture(scope="module")
def exported(source: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exported") / "reads.json"
    assert export_reads(source, path) == 4
    return path


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Study]:
    made = new_study(tmp_path / "T")
    yield made
    made.close()


def changed(exported: Path, folder: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """A copy of the exported file with a change to its JSON."""
    stored = json.loads(exported.read_text())
    change(stored)
    path = folder / "changed.json"
    path.write_text(json.dumps(stored))
    return path


def test_signed_reads_carry_dates_roles_and_times(source: Study) -> None:
    reads = signed_reads(source)
    assert [read.subject for read in reads if read.reread_of is None] == list(CASES)
    assert sum(read.reread_of is not None for read in reads) == 1
    read = reads[0]
    assert [(visit.acquired_on - SURGERY_ON).days for visit in read.timepoints] == [1, 90, 180]
    assert [visit.role for visit in read.timepoints] == [ScanRole.EARLY_POST_OP, *[ScanRole.FOLLOW_UP] * 2]
    assert read.timepoints[0].locked_at < read.timepoints[1].locked_at < read.signed_at
    assert (read.cavities, read.timepoints[0].read_seconds) == (("C1",), 12.5)


def test_a_read_that_is_not_signed_is_not_exported(target: Study) -> None:
    scans = add_case(target, "P1")
    add_reader(target, "anna", PASSWORD, Role.READER, "carla")
    (one,) = assign_reads(target, reread_fraction=0, author="carla")
    for visit in scans:
        lock_timepoint(target, SignedIn("anna", Role.READER), one.read_id, locked(visit))
    assert signed_reads(target) == ()
    sign_read(target, SignedIn("anna", Role.READER), one.read_id, PASSWORD)
    assert len(signed_reads(target)) == 1


def test_what_is_imported_is_exported_byte_for_byte(
    source: Study, exported: Path, target: Study, tmp_path: Path
) -> None:
    assert import_reads(target, exported, "carla") == 4
    assert signed_reads(target) == signed_reads(source)
    assert export_reads(target, tmp_path / "again.json") == 4
    assert (tmp_path / "again.json").read_bytes() == exported.read_bytes()


def test_events_of_imported_reads_equal_those_of_the_originals_byte_for_byte(
    source: Study, exported: Path, target: Study, tmp_path: Path
) -> None:
    for case in CASES:
        rows = ("arm", None, None, "IORT"), ("surgery", SURGERY_ON, "C1", None)
        target.ledger.append(f"subject/{case}", clinical(case, *rows), "carla")
    import_reads(target, exported, "carla")
    export_events(source, tmp_path / "source")
    export_events(target, tmp_path / "target")
    table = tmp_path / "clinical.csv"
    lines = [f"{case},{row}" for case in CASES for row in ("arm,,,IORT,", f"surgery,{SURGERY_ON},C1,,")]
    table.write_text("\n".join(["subject,kind,date,cavity,value,detail", *lines]) + "\n")
    export_events_from_files(exported, table, None, tmp_path / "files")
    events = (tmp_path / "source" / "events.csv").read_bytes()
    assert (SURGERY_ON + timedelta(days=90)).isoformat().encode() in events
    assert (tmp_path / "target" / "events.csv").read_bytes() == events
    assert (tmp_path / "files" / "events.csv").read_bytes() == events


def test_the_same_file_twice_changes_nothing(exported: Path, target: Study) -> None:
    import_reads(target, exported, "carla")
    entries = target.ledger.verify()
    assert import_reads(target, exported, "carla") == 0
    assert target.ledger.verify() == entries


def test_a_studys_own_reads_come_back_as_known(source: Study, exported: Path) -> None:
    entries = source.ledger.verify()
    assert import_reads(source, exported, "carla") == 0
    assert source.ledger.verify() == entries


def test_only_what_is_new_is_taken(exported: Path, target: Study, tmp_path: Path) -> None:
    first_two = changed(exported, tmp_path, lambda stored: stored["reads"].__delitem__(slice(2, None)))
    assert import_reads(target, first_two, "carla") == 2
    assert import_reads(target, exported, "carla") == 2


def test_a_read_of_the_same_id_with_other_content_refuses_the_whole_file(
    exported: Path, target: Study, tmp_path: Path
) -> None:
    last = changed(exported, tmp_path, lambda stored: stored["reads"].__delitem__(slice(0, 3)))
    import_reads(target, last, "carla")
    other = changed(exported, tmp_path, lambda stored: stored["reads"][3].update(reader="ben"))
    with pytest.raises(ReadConflict) as caught:
        import_reads(target, other, "carla")
    assert caught.value.read_number == 4
    assert len(target.state().imported_reads) == 1


def test_a_file_that_contradicts_itself_is_refused(exported: Path, tmp_path: Path) -> None:
    twice = changed(exported, tmp_path, lambda stored: stored["reads"].append({**stored["reads"][0], "reader": "ben"}))
    with pytest.raises(ReadConflict) as caught:
        read_reads_file(twice)
    assert caught.value.read_number == 5


def test_a_read_that_is_assigned_here_and_not_signed_cannot_come_from_elsewhere(exported: Path, target: Study) -> None:
    add_case(target, "P1")
    read_id = json.loads(exported.read_text())["reads"][0]["read_id"]
    one = ReadAssigned(read_id=read_id, reader="anna", subject="P1", case_code="Case 001", position=1)
    target.ledger.append(f"read/{read_id}", one, "carla")
    with pytest.raises(ReadConflict):
        import_reads(target, exported, "carla")


def test_dates_that_differ_from_the_studys_own_scans_are_refused(exported: Path, target: Study, tmp_path: Path) -> None:
    add_case(target, "P1")
    assert json.loads(exported.read_text())["reads"][0]["subject"] == "P1"
    later = changed(
        exported, tmp_path, lambda stored: stored["reads"][0]["timepoints"][2].update(acquired_on="2025-01-01")
    )
    with pytest.raises(ReadDatesDiffer) as caught:
        import_reads(target, later, "carla")
    assert caught.value.read_number == 1
    assert import_reads(target, exported, "carla") == 4


def _reverse(stored: dict[str, Any]) -> None:
    stored["reads"][1]["timepoints"].reverse()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda stored: stored.update(schema_version=2), "schema_version: less than equal"),
        (lambda stored: stored["reads"][0].pop("subject"), "reads.0.subject: missing"),
        (lambda stored: stored["reads"][1].update(Miller="x"), "reads.1: extra forbidden"),
        (lambda stored: stored["reads"][2].update(signed_at="Miller"), "reads.2.signed_at: datetime from date parsing"),
        (_reverse, "reads.1.timepoints: not in order of date"),
    ],
)
def test_a_file_that_breaks_the_schema_is_refused_by_place_and_without_its_values(
    exported: Path, target: Study, tmp_path: Path, change: Callable[[dict[str, Any]], object], fault: str
) -> None:
    with pytest.raises(ReadsFileUnreadable) as caught:
        import_reads(target, changed(exported, tmp_path, change), "carla")
    assert caught.value.fault == fault
    assert "Miller" not in caught.value.fault
    assert target.state().imported_reads == {}


@pytest.mark.parametrize("content", [b"", b"[]", b"reads", b"\xff\xfe\x00", b'{"reads": ' + b"[" * 5000])
def test_a_file_that_is_no_reads_file_is_refused(content: bytes, target: Study, tmp_path: Path) -> None:
    (tmp_path / "reads.json").write_bytes(content)
    with pytest.raises(ReadsFileUnreadable):
        import_reads(target, tmp_path / "reads.json", "carla")


def test_a_file_that_is_not_there_or_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReadsFileUnreadable, match="opened"):
        read_reads_file(tmp_path / "absent.json")
    (tmp_path / "reads.json").write_text('{"reads": []}')
    assert read_reads_file(tmp_path / "reads.json") == ReadsFile(reads=())
    monkeypatch.setattr("app.usecases.exchange_reads.LARGEST_FILE_BYTES", 5)
    with pytest.raises(ReadsFileUnreadable, match="larger"):
        read_reads_file(tmp_path / "reads.json")
