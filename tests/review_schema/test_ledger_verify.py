"""Ledgers tampered with by plain sqlite3, triggers dropped first: the first bad entry is named."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_schema.errors import ChainBroken, LedgerHeadMissing, LedgerUnprotected, LedgerUnreadable, PayloadInvalid
from review_schema.ledger import ENTRIES, TRIGGERS, Ledger, chain_hash
from tests.study_factory import Clock, chosen

COUNT = 8
COLUMNS = [column.name for column in ENTRIES.columns]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a ledger of eight entries, to be copied."""
    folder = tmp_path_factory.mktemp("sound")
    made = Ledger.create(folder / "ledger.db", software="0.1.0", clock=Clock())
    for number in range(COUNT):
        made.append("study", chosen(f"import {number}"), "carla")
    made.close()
    return folder


def copy_of(sound: Path, folder: Path) -> Ledger:
    shutil.copytree(sound, folder, dirs_exist_ok=True)
    return Ledger.open(folder / "ledger.db", software="0.1.0", clock=Clock())


@pytest.fixture
def ledger(sound: Path, tmp_path: Path) -> Iterator[Ledger]:
    copied = copy_of(sound, tmp_path)
    yield copied
    copied.close()


def tamper(path: Path, *statements: str, keep_triggers: bool = True) -> None:
    """Change the file as someone would who knows SQLite, and put the triggers back so as not to be noticed."""
    raw = sqlite3.connect(path)
    triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        raw.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        raw.execute(statement)
    if keep_triggers:
        for _, sql in triggers:
            raw.execute(sql)
    raw.commit()
    raw.close()


def rehash(path: Path, *sequences: int) -> None:
    """Give entries a hash that fits what they now say, each chained to the one before."""
    raw = sqlite3.connect(path)
    statements = []
    previous = None
    for sequence in sequences:
        row = list(raw.execute("SELECT * FROM entries WHERE sequence = ?", [sequence]).fetchone())
        if previous is not None:
            row[-2] = previous
        previous = chain_hash(*row[:-1])
        statements.append(
            f"UPDATE entries SET previous_hash = '{row[-2]}', hash = '{previous}' WHERE sequence = {sequence}"
        )
    raw.close()
    tamper(path, *statements)


def first_fault(ledger: Ledger) -> tuple[int, str]:
    with pytest.raises(ChainBroken) as caught:
        ledger.verify()
    return caught.value.sequence, caught.value.fault


def test_a_ledger_as_it_was_written_is_sound(ledger: Ledger) -> None:
    assert ledger.verify() == COUNT


def test_an_empty_ledger_is_sound(tmp_path: Path) -> None:
    empty = Ledger.create(tmp_path / "empty.db", software="0.1.0")
    assert empty.verify() == 0
    empty.close()


@pytest.mark.parametrize("sequence", [1, 4, COUNT])
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("stream", "'subject/P1'"),
        ("kind", "'scan-imported'"),
        ("payload", "replace(payload, 'import', 'export')"),
        ("payload", "payload || ' '"),
        ("author", "'ben'"),
        ("at", "replace(at, '2025', '2024')"),
        ("software", "'0.1.1'"),
        ("hash", "lower(hex(randomblob(32)))"),
    ],
)
def test_a_changed_column_names_its_entry(ledger: Ledger, sequence: int, column: str, value: str) -> None:
    tamper(ledger.path, f"UPDATE entries SET {column} = {value} WHERE sequence = {sequence}")
    assert first_fault(ledger) == (sequence, "changed")


@pytest.mark.parametrize("value", ["x'00ff'", "3", "CAST(x'ff41' AS TEXT)"])
def test_a_value_of_another_type_or_no_text_at_all_is_a_change(ledger: Ledger, value: str) -> None:
    tamper(ledger.path, f"UPDATE entries SET payload = {value} WHERE sequence = 4")
    assert first_fault(ledger) == (4, "changed")


def test_an_entry_taken_out_is_missing(ledger: Ledger) -> None:
    tamper(ledger.path, "DELETE FROM entries WHERE sequence = 5")
    assert first_fault(ledger) == (5, "missing")


def test_an_entry_taken_out_and_the_gap_closed_is_noticed(ledger: Ledger) -> None:
    tamper(
        ledger.path,
        "DELETE FROM entries WHERE sequence = 5",
        *(f"UPDATE entries SET sequence = {number - 1} WHERE sequence = {number}" for number in range(6, COUNT + 1)),
    )
    assert first_fault(ledger) == (5, "out of order")


def test_entries_that_changed_places_are_out_of_order(ledger: Ledger) -> None:
    tamper(
        ledger.path,
        "UPDATE entries SET sequence = 99 WHERE sequence = 3",
        "UPDATE entries SET sequence = 3 WHERE sequence = 6",
        "UPDATE entries SET sequence = 6 WHERE sequence = 99",
    )
    assert first_fault(ledger) == (3, "out of order")


@pytest.mark.parametrize("left", range(COUNT))
def test_entries_cut_off_at_the_end_are_missed(ledger: Ledger, left: int) -> None:
    tamper(ledger.path, f"DELETE FROM entries WHERE sequence > {left}")
    assert first_fault(ledger) == (left + 1, "cut off")


def append_to(ledger: Ledger) -> None:
    ledger.append("study", chosen("import 9"), "carla")


@pytest.mark.parametrize("left", [0, 3, COUNT - 1])
def test_nothing_is_appended_where_entries_were_cut_off(ledger: Ledger, left: int) -> None:
    tamper(ledger.path, f"DELETE FROM entries WHERE sequence > {left}")
    for _ in range(2):
        with pytest.raises(ChainBroken) as caught:
            append_to(ledger)
        assert (caught.value.sequence, caught.value.fault) == (left + 1, "cut off")
    assert first_fault(ledger) == (left + 1, "cut off")


@pytest.mark.parametrize("content", [None, "", "not a head"])
def test_nothing_is_appended_without_a_head_file_that_reads(ledger: Ledger, content: str | None) -> None:
    head = ledger.path.with_suffix(".head")
    head.unlink()
    if content is not None:
        head.write_text(content)
    with pytest.raises(LedgerHeadMissing):
        append_to(ledger)
    with pytest.raises(LedgerHeadMissing):
        ledger.verify()


def test_a_folder_where_the_head_file_was_is_no_head(ledger: Ledger) -> None:
    head = ledger.path.with_suffix(".head")
    head.unlink()
    head.mkdir()
    with pytest.raises(LedgerHeadMissing):
        append_to(ledger)
    with pytest.raises(LedgerHeadMissing):
        ledger.verify()


def test_nothing_is_appended_to_an_end_that_the_head_file_contradicts(ledger: Ledger) -> None:
    tamper(ledger.path, f"UPDATE entries SET hash = '{'a' * 64}' WHERE sequence = {COUNT}")
    with pytest.raises(ChainBroken) as caught:
        append_to(ledger)
    assert (caught.value.sequence, caught.value.fault) == (COUNT, "changed")


def test_after_a_crash_between_an_entry_and_its_head_work_goes_on(ledger: Ledger) -> None:
    head = ledger.path.with_suffix(".head")
    behind = head.read_text()
    append_to(ledger)
    head.write_text(behind)
    append_to(ledger)
    assert ledger.verify() == COUNT + 2
    assert int(head.read_text().split()[0]) == COUNT + 2


def test_the_first_of_several_faults_is_named(ledger: Ledger) -> None:
    tamper(
        ledger.path,
        "UPDATE entries SET author = 'ben' WHERE sequence IN (4, 7)",
        "DELETE FROM entries WHERE sequence = 6",
    )
    assert first_fault(ledger) == (4, "changed")


def test_an_entry_changed_and_hashed_anew_breaks_the_chain_behind_it(ledger: Ledger) -> None:
    tamper(ledger.path, "UPDATE entries SET author = 'ben' WHERE sequence = 4")
    rehash(ledger.path, 4)
    assert first_fault(ledger) == (5, "out of order")


def test_a_whole_chain_hashed_anew_contradicts_the_head_file(ledger: Ledger) -> None:
    tamper(ledger.path, "UPDATE entries SET author = 'ben' WHERE sequence = 4")
    rehash(ledger.path, *range(4, COUNT + 1))
    assert first_fault(ledger) == (COUNT, "changed")


def test_an_entry_put_in_by_hand_is_noticed(ledger: Ledger) -> None:
    values = ", ".join(f"'{column}'" for column in COLUMNS[1:])
    tamper(ledger.path, f"INSERT INTO entries VALUES ({COUNT + 1}, {values})")
    assert first_fault(ledger) == (COUNT + 1, "out of order")


@pytest.mark.parametrize("content", [None, "", "8", "eight abc", "\x00" * 70])
def test_without_a_head_file_that_reads_the_end_is_not_vouched_for(ledger: Ledger, content: str | None) -> None:
    head = ledger.path.with_suffix(".head")
    head.unlink()
    if content is not None:
        head.write_text(content)
    with pytest.raises(LedgerHeadMissing):
        ledger.verify()
    ledger.close()


def test_a_crash_between_an_entry_and_its_head_leaves_the_ledger_sound(ledger: Ledger) -> None:
    head = ledger.path.with_suffix(".head")
    behind = head.read_text()
    ledger.append("study", chosen("import"), "carla")
    head.write_text(behind)
    assert ledger.verify() == COUNT + 1
    ledger.close()


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_a_sound_chain_without_a_guard_is_unprotected(ledger: Ledger, trigger: str) -> None:
    raw = sqlite3.connect(ledger.path)
    raw.execute(f"DROP TRIGGER {trigger}")
    raw.close()
    with pytest.raises(LedgerUnprotected) as caught:
        ledger.verify()
    assert caught.value.trigger == trigger
    ledger.close()


def test_a_trigger_that_is_not_the_ledgers_own_is_noticed(ledger: Ledger) -> None:
    raw = sqlite3.connect(ledger.path)
    raw.execute("CREATE TRIGGER z BEFORE INSERT ON entries BEGIN SELECT RAISE(IGNORE); END")
    raw.close()
    with pytest.raises(LedgerUnprotected) as caught:
        ledger.verify()
    assert caught.value.trigger == "z"
    ledger.close()


def test_a_guard_that_guards_nothing_is_noticed(ledger: Ledger) -> None:
    tamper(
        ledger.path,
        "CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries WHEN 0 BEGIN SELECT 1; END",
        "CREATE TRIGGER entries_never_vanish BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'no'); END",
        keep_triggers=False,
    )
    with pytest.raises(LedgerUnprotected):
        ledger.verify()
    ledger.close()


def test_a_file_damaged_in_the_middle_is_unreadable(ledger: Ledger) -> None:
    with ledger.path.open("r+b") as handle:
        size = handle.seek(0, 2)
        handle.seek(4096)
        handle.write(b"\xa5" * (size - 4096))
    with pytest.raises((LedgerUnreadable, ChainBroken)):
        Ledger.open(ledger.path, software="0.1.0").verify()


def test_an_instant_that_was_spoilt_is_reported_by_entry_when_read(ledger: Ledger) -> None:
    tamper(ledger.path, "UPDATE entries SET at = 'yesterday' WHERE sequence = 2")
    with pytest.raises(PayloadInvalid) as caught:
        list(ledger.entries())
    assert caught.value.sequence == 2
    ledger.close()


@settings(max_examples=40)
@given(sequence=st.integers(1, COUNT), column=st.sampled_from(COLUMNS[1:]), text=st.text(max_size=12))
def test_no_change_of_one_value_goes_unnoticed(
    sequence: int, column: str, text: str, sound: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ledger = copy_of(sound, tmp_path_factory.mktemp("tampered"))
    quoted = text.replace("\x00", "").replace("'", "''")
    tamper(ledger.path, f"UPDATE entries SET {column} = '{quoted}' WHERE sequence = {sequence}")
    assert first_fault(ledger) == (sequence, "out of order" if column == "previous_hash" else "changed")


FAULTS: dict[str, Callable[[int], str]] = {
    "delete": lambda at: f"DELETE FROM entries WHERE sequence = {at}",
    "change": lambda at: f"UPDATE entries SET author = author || '!' WHERE sequence = {at}",
}


@settings(max_examples=40)
@given(faults=st.lists(st.tuples(st.sampled_from(sorted(FAULTS)), st.integers(1, COUNT)), min_size=1, max_size=4))
def test_of_any_faults_the_first_is_named(
    faults: list[tuple[str, int]], sound: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ledger = copy_of(sound, tmp_path_factory.mktemp("tampered"))
    tamper(ledger.path, *(FAULTS[kind](at) for kind, at in faults))
    assert first_fault(ledger)[0] == min(at for _, at in faults)
