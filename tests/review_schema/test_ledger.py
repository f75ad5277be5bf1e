import hashlib
import multiprocessing
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_schema.errors import (
    LedgerBusy,
    LedgerExists,
    LedgerMoved,
    LedgerTooNew,
    LedgerUnreadable,
    LedgerUnwritable,
    NetworkFolder,
    NoLedger,
)
from review_schema.ledger import GENESIS_HASH, REVISION, Ledger, chain_hash
from review_schema.payloads import ScanChosen
from tests.study_factory import Clock, chosen


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger.create(tmp_path / "ledger.db", software="0.1.0", clock=Clock())
    yield made
    made.close()


def test_an_entry_says_what_where_by_whom_when_and_by_which_software(ledger: Ledger) -> None:
    payload = ScanChosen(subject="P1", timepoint_id="t", scan_id="s", reason="thinner slices")
    entry = ledger.append("subject/P1", payload, "carla")
    assert (entry.sequence, entry.stream, entry.kind, entry.author, entry.software) == (
        1,
        "subject/P1",
        "scan-chosen",
        "carla",
        "0.1.0",
    )
    assert entry.payload == payload
    assert entry.previous_hash == GENESIS_HASH


def test_what_is_appended_is_what_is_read(ledger: Ledger) -> None:
    appended = [ledger.append("study", chosen(f"import {number}"), "carla") for number in range(5)]
    assert list(ledger.entries()) == appended
    assert list(ledger.entries(after=3)) == appended[3:]
    assert list(ledger.entries(after=5)) == []


def test_entries_appended_together_stand_together(ledger: Ledger) -> None:
    entries = ledger.append_all([("study", chosen("a")), ("reader/anna", chosen("b"))], "carla")
    assert [entry.sequence for entry in entries] == [1, 2]
    assert entries[1].previous_hash == entries[0].hash
    assert entries[0].at == entries[1].at
    assert ledger.append_all([], "carla") == ()
    assert ledger.verify() == 2


def test_instants_are_utc_to_the_microsecond(tmp_path: Path) -> None:
    eastern = datetime.fromisoformat("2025-03-01T08:00:00.123456+05:00")
    ledger = Ledger.create(tmp_path / "ledger.db", software="0.1.0", clock=lambda: eastern)
    entry = ledger.append("study", chosen("a"), "carla")
    ledger.close()
    assert entry.at == eastern
    assert entry.at.utcoffset() == timedelta(0)
    with sqlite3.connect(tmp_path / "ledger.db") as raw:
        assert raw.execute("SELECT at FROM entries").fetchone() == ("2025-03-01T03:00:00.123456+00:00",)
    raw.close()


def test_without_a_clock_of_its_own_the_ledger_takes_the_present(tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path / "ledger.db", software="0.1.0")
    before = datetime.now(UTC)
    entry = ledger.append("study", chosen("a"), "carla")
    ledger.close()
    assert before <= entry.at <= datetime.now(UTC)


def test_a_ledger_opened_again_goes_on_where_it_was(ledger: Ledger) -> None:
    first = ledger.append("study", chosen("a"), "carla")
    ledger.close()
    again = Ledger.open(ledger.path, software="0.2.0", clock=Clock())
    second = again.append("study", chosen("b"), "carla")
    assert second.previous_hash == first.hash
    assert second.software == "0.2.0"
    assert again.verify() == 2
    again.close()


def test_the_database_is_set_to_lose_nothing_at_a_power_cut(ledger: Ledger) -> None:
    with ledger._reading.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "truncate"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL


def test_an_append_after_an_entry_that_was_not_seen_is_refused(ledger: Ledger) -> None:
    ledger.append("study", chosen("a"), "carla")
    with pytest.raises(LedgerMoved) as caught:
        ledger.append_all([("study", chosen("b"))], "anna", after=0)
    assert (caught.value.expected, caught.value.found) == (0, 1)
    assert ledger.append_all([("study", chosen("b"))], "anna", after=1)[0].sequence == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET payload = '{}' WHERE sequence = 1",
        "UPDATE entries SET author = author",
        "DELETE FROM entries WHERE sequence = 2",
        "DELETE FROM entries",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE sequence = 1",
        "REPLACE INTO entries VALUES (2, 's', 'k', '{}', 'a', 't', 'v', 'p', 'h')",
        "INSERT INTO entries VALUES (7, 's', 'k', '{}', 'a', 't', 'v', 'p', 'h')",
        "INSERT INTO entries VALUES (0, 's', 'k', '{}', 'a', 't', 'v', 'p', 'h')",
    ],
)
def test_the_database_itself_refuses_to_change_entries(ledger: Ledger, statement: str) -> None:
    ledger.append_all([("study", chosen("a")), ("study", chosen("b"))], "carla")
    ledger.close()
    raw = sqlite3.connect(ledger.path)
    with pytest.raises(sqlite3.IntegrityError, match="ledger entries"):
        raw.execute(statement)
    raw.close()
    assert ledger.verify() == 2


def test_a_ledger_is_not_made_over_a_file(ledger: Ledger) -> None:
    with pytest.raises(LedgerExists):
        Ledger.create(ledger.path, software="0.1.0")


def test_a_ledger_that_is_not_there_is_not_made_by_opening(tmp_path: Path) -> None:
    with pytest.raises(NoLedger):
        Ledger.open(tmp_path / "ledger.db", software="0.1.0")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_text("not a database, but long enough to be looked at" * 20)
    with pytest.raises(LedgerUnreadable) as caught:
        Ledger.open(tmp_path / "ledger.db", software="0.1.0")
    assert caught.value.cause == "SQLITE_NOTADB"


def test_an_empty_file_is_refused_and_left_empty(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").touch()
    with pytest.raises(LedgerUnreadable):
        Ledger.open(tmp_path / "ledger.db", software="0.1.0")
    assert (tmp_path / "ledger.db").read_bytes() == b""


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    raw = sqlite3.connect(tmp_path / "ledger.db")
    raw.execute("CREATE TABLE addresses (street TEXT)")
    raw.close()
    before = (tmp_path / "ledger.db").read_bytes()
    with pytest.raises(LedgerUnreadable):
        Ledger.open(tmp_path / "ledger.db", software="0.1.0")
    assert (tmp_path / "ledger.db").read_bytes() == before


def test_a_ledger_of_a_newer_version_is_refused(ledger: Ledger) -> None:
    ledger.close()
    raw = sqlite3.connect(ledger.path)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()
    with pytest.raises(LedgerTooNew) as caught:
        Ledger.open(ledger.path, software="0.1.0")
    assert caught.value.revision == "9999"


def test_the_revision_written_is_the_newest_that_stands_in_the_folder() -> None:
    import review_schema.migrations

    versions = Path(review_schema.migrations.__file__).with_name("versions")
    assert max(path.name[:4] for path in versions.glob("*.py")) == REVISION


def test_a_ledger_on_a_network_share_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger.create(tmp_path / "ledger.db", software="0.1.0")
    ledger.close()
    (tmp_path / "mounts").write_text(f"server:/export {tmp_path} nfs4 rw 0 0\n")
    monkeypatch.setattr("review_schema.mounts.MOUNTS", tmp_path / "mounts")
    with pytest.raises(NetworkFolder) as caught:
        Ledger.open(tmp_path / "ledger.db", software="0.1.0")
    assert caught.value.filesystem == "nfs4"
    with pytest.raises(NetworkFolder):
        Ledger.create(tmp_path / "other.db", software="0.1.0")
    assert not (tmp_path / "other.db").exists()


def test_a_ledger_held_by_another_process_is_reported_busy(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.append("study", chosen("a"), "carla")
    monkeypatch.setattr("review_schema.ledger.BUSY_SECONDS", 0.05)
    impatient = Ledger.open(ledger.path, software="0.1.0")
    holder = sqlite3.connect(ledger.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerBusy):
        impatient.append("study", chosen("b"), "carla")
    holder.execute("ROLLBACK")
    holder.close()
    assert impatient.append("study", chosen("b"), "carla").sequence == 2
    impatient.close()


def test_a_full_disk_is_reported_and_nothing_is_written(ledger: Ledger) -> None:
    ledger.append("study", chosen("a"), "carla")
    with ledger._reading.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LedgerUnwritable) as caught:
        ledger.append("study", chosen("long " * 20_000), "carla")
    assert caught.value.cause == "SQLITE_FULL"
    assert ledger.verify() == 1


def test_someone_who_reads_slowly_holds_up_no_writer(ledger: Ledger) -> None:
    ledger.append_all([("study", chosen(str(number))) for number in range(10)], "carla")
    reading = ledger.entries()
    next(reading)
    assert ledger.append("study", chosen("meanwhile"), "carla").sequence == 11


def test_many_entries_are_read_page_by_page_without_gap(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.append_all([("study", chosen(str(number))) for number in range(10)], "carla")
    for page in (1, 3, 5, 10, 11):
        monkeypatch.setattr("review_schema.ledger.PAGE", page)
        assert [entry.sequence for entry in ledger.entries()] == list(range(1, 11))


def _append_many(path: Path, author: str) -> None:
    ledger = Ledger.open(path, software="0.1.0")
    for number in range(25):
        ledger.append("study", chosen(f"{author} {number}"), author)
    ledger.close()


def test_two_processes_that_append_at_once_both_succeed(ledger: Ledger) -> None:
    ledger.close()
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_append_many, args=(ledger.path, author)) for author in ("anna", "ben")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert ledger.verify() == 50
    by_author = {author: [e for e in ledger.entries() if e.author == author] for author in ("anna", "ben")}
    for author, entries in by_author.items():
        assert [e.payload for e in entries] == [chosen(f"{author} {number}") for number in range(25)]


def test_a_copy_of_the_folder_is_the_same_ledger(ledger: Ledger, tmp_path: Path) -> None:
    ledger.append("study", chosen("a"), "carla")
    ledger.close()
    (tmp_path / "copy").mkdir()
    for name in ("ledger.db", "ledger.head"):
        shutil.copy(tmp_path / name, tmp_path / "copy" / name)
    copy = Ledger.open(tmp_path / "copy" / "ledger.db", software="0.1.0")
    assert copy.verify() == 1
    assert list(copy.entries()) == list(ledger.entries())
    copy.close()


columns = st.tuples(st.integers(1, 9), *[st.text(max_size=4)] * 7)


@given(columns, columns)
def test_different_rows_have_different_hashes(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert (chain_hash(*one) == chain_hash(*other)) == (one == other)


def test_the_hash_covers_where_one_column_ends_and_the_next_begins() -> None:
    assert chain_hash(1, "ab", "c") != chain_hash(1, "a", "bc")
    assert chain_hash(1, "a") != chain_hash("1", "a")
    assert chain_hash(1, "ä") != chain_hash(1, "a\u0308")


def test_the_hash_is_that_of_a_plain_json_array_so_that_others_can_check_it() -> None:
    assert chain_hash(1, "aä") == hashlib.sha256(rb'[1,"a\u00e4"]').hexdigest()
