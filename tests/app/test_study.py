import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.messages import one_line
from app.usecases.study import ContentStore, Study, read_charter
from review_schema.charter import Charter
from review_schema.errors import (
    CharterUnreadable,
    FolderNotEmpty,
    LedgerUnwritable,
    NoLedger,
    NotAStudy,
    ReaderExists,
    ReviewError,
    StudyFolderUnwritable,
    StudyTooNew,
)
from review_schema.payloads import Payload
from review_schema.projections import StudyState, fold
from tests.study_factory import add_case, chosen, new_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = new_study(tmp_path / "S")
    yield made
    made.close()


def test_a_new_study_has_its_charter_and_nothing_else(tmp_path: Path) -> None:
    charter = Charter(margin_mm=3.0)
    with Study.create(tmp_path / "deep" / "S", charter, "carla") as study:
        assert study.state().charter == charter
        assert study.state().subjects == {}
        (created,) = study.ledger.entries()
        assert created.author == "carla"
        assert {path.name for path in study.root.iterdir()} >= {"study.toml", "ledger.db", "ledger.head"}
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["S"]


def test_two_studies_are_told_apart(tmp_path: Path) -> None:
    with Study.create(tmp_path / "A") as one, Study.create(tmp_path / "B") as other:
        assert one.state().study_id != other.state().study_id


def test_an_empty_folder_becomes_a_study(tmp_path: Path) -> None:
    (tmp_path / "S").mkdir()
    Study.create(tmp_path / "S").close()
    with Study.open(tmp_path / "S") as study:
        assert study.ledger.verify() == 1


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "S").mkdir()
    (tmp_path / "S" / "thesis.txt").write_text("years of work")
    for place in (tmp_path / "S", tmp_path / "S" / "thesis.txt"):
        with pytest.raises(FolderNotEmpty):
            Study.create(place)
    assert [path.name for path in tmp_path.rglob("*")] == ["S", "thesis.txt"]


def test_a_study_that_cannot_be_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise LedgerUnwritable("SQLITE_FULL")

    monkeypatch.setattr("review_schema.ledger.Ledger.append", full)
    with pytest.raises(LedgerUnwritable):
        Study.create(tmp_path / "S")
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_no_folder_can_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StudyFolderUnwritable) as caught:
        Study.create(tmp_path / "file" / "S")
    assert caught.value.cause == "ENOTDIR"


@pytest.mark.parametrize("content", [None, b"", b"layout = 'one'", b"layout =", b"\xff\xfe", b"study_id = 'x'"])
def test_a_folder_without_a_study_file_that_reads_is_no_study(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "study.toml").write_bytes(content)
    with pytest.raises(NotAStudy):
        Study.open(tmp_path)


def test_a_study_of_a_newer_layout_is_refused(study: Study) -> None:
    (study.root / "study.toml").write_text("layout = 2\n")
    with pytest.raises(StudyTooNew):
        Study.open(study.root)


def test_a_study_without_its_ledger_is_refused_and_none_is_made(study: Study) -> None:
    study.close()
    (study.root / "ledger.db").unlink()
    with pytest.raises(NoLedger):
        Study.open(study.root)
    assert not (study.root / "ledger.db").exists()


def test_a_study_can_be_moved(study: Study, tmp_path: Path) -> None:
    add_case(study, "P1")
    study.close()
    study.root.rename(tmp_path / "moved")
    with Study.open(tmp_path / "moved") as moved:
        assert list(moved.state().subjects) == ["P1"]


def test_the_state_follows_the_ledger(study: Study) -> None:
    assert study.state().subjects == {}
    add_case(study, "P1")
    assert list(study.state().subjects) == ["P1"]
    with Study.open(study.root) as other:  # as another process would
        add_case(other, "P2")
    assert list(study.state().subjects) == ["P1", "P2"]
    assert study.state() == fold(study.ledger.entries())


def numbered(number: int) -> list[tuple[str, Payload]]:
    return [("study", chosen(str(number)))]


def test_a_decision_is_made_again_when_another_entry_came_in_between(study: Study) -> None:
    seen: list[int] = []

    def decide(state: StudyState) -> list[tuple[str, Payload]]:
        seen.append(len(state.subjects))
        if len(seen) == 1:
            with Study.open(study.root) as other:
                add_case(other, "P1")
        return numbered(1)

    (entry,) = study.record("carla", decide)
    assert seen == [0, 1]
    assert entry.sequence == study.ledger.verify()


def test_a_decision_that_refuses_records_nothing(study: Study) -> None:
    def decide(state: StudyState) -> list[tuple[str, Payload]]:
        raise ReaderExists

    with pytest.raises(ReaderExists):
        study.record("carla", decide)
    assert study.ledger.verify() == 1


def test_threads_share_one_study(study: Study) -> None:
    def work(number: int) -> None:
        for _ in range(5):
            study.record("carla", lambda _: numbered(number))
            study.state()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert study.ledger.verify() == 16


def test_a_file_is_adopted_once_under_its_hash(tmp_path: Path) -> None:
    store = ContentStore(tmp_path / "scans")
    ids = []
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(b"voxels")
        ids.append(store.adopt(tmp_path / name))
        assert not (tmp_path / name).exists()
    assert ids[0] == ids[1]
    assert store.path(ids[0]).read_bytes() == b"voxels"
    assert store.path(ids[0]).parent.name == ids[0][:2]


def test_a_charter_is_read_from_toml(tmp_path: Path) -> None:
    (tmp_path / "charter.toml").write_text('margin_mm = 3.0\n[baseline_role]\nIORT = "pre-op"\n', encoding="utf-8")
    assert read_charter(tmp_path / "charter.toml").margin_mm == 3.0


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("margin_mm =", "it is not TOML"),
        ("margin_mm = " + "[" * 5000, "it is not TOML"),
        ("margin_mm = -1", "margin_mm: the number is out of range"),
        ("marginmm = 3", "marginmm: there is no such setting"),
        ("washout_days = 99999999999", "washout_days: the number is out of range"),
        ("confirmation_days = 'Miller'", "confirmation_days: it is of another form than the schema's"),
    ],
)
def test_a_charter_that_cannot_be_used_is_refused_with_the_setting(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "charter.toml").write_text(text)
    with pytest.raises(CharterUnreadable) as caught:
        read_charter(tmp_path / "charter.toml")
    assert caught.value.fault == fault


def test_a_pipe_is_no_charter_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "charter.toml")
    with pytest.raises(CharterUnreadable, match="no file"):
        read_charter(tmp_path / "charter.toml")


def test_a_charter_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CharterUnreadable):
        read_charter(tmp_path / "charter.toml")


@pytest.mark.parametrize("error", [StudyTooNew(2), NoLedger(), FolderNotEmpty(), StudyFolderUnwritable("EACCES")])
def test_refusals_have_words(error: ReviewError) -> None:
    assert one_line(error).startswith("RR-LED-")
