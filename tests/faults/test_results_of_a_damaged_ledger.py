"""No results are made from a ledger that is not as it was written."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import run
from app.messages import one_line
from app.usecases.exchange_reads import export_reads
from app.usecases.export_events import export_events
from app.usecases.measure_agreement import measure_agreement
from app.usecases.study import Study
from review_schema.errors import ReviewError
from review_schema.ledger import TRIGGERS, Ledger
from tests.app.test_exchange_reads import signed_study
from tests.study_factory import clinical


def without_triggers(*statements: str) -> Callable[[Path], None]:
    """Damage by SQL, the triggers put back so as not to be noticed."""

    def damage(folder: Path) -> None:
        raw = sqlite3.connect(folder / "ledger.db")
        triggers = [sql for (sql,) in raw.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
        for statement in (*(f"DROP TRIGGER {name}" for name in TRIGGERS), *statements, *triggers):
            raw.execute(statement)
        raw.commit()
        raw.close()

    return damage


def without_a_trigger(folder: Path) -> None:
    raw = sqlite3.connect(folder / "ledger.db")
    raw.execute(f"DROP TRIGGER {next(iter(TRIGGERS))}")
    raw.commit()
    raw.close()


DAMAGE: list[tuple[str, Callable[[Path], None], str]] = [
    ("an early entry taken out", without_triggers("DELETE FROM entries WHERE sequence = 4"), "RR-LED-009"),
    ("a label changed", without_triggers("UPDATE entries SET payload = replace(payload, 'LP', 'RN')"), "RR-LED-009"),
    ("the last signature cut off", without_triggers("DELETE FROM entries WHERE sequence > 20"), "RR-LED-009"),
    ("no head file", lambda folder: (folder / "ledger.head").unlink(), "RR-LED-022"),
    ("a guard gone", without_a_trigger, "RR-LED-008"),
]


@pytest.mark.parametrize(("damage", "code"), [row[1:] for row in DAMAGE], ids=[row[0] for row in DAMAGE])
def test_no_result_is_written_and_the_refusal_is_that_of_verify(
    tmp_path: Path, damage: Callable[[Path], None], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "S", tmp_path / "out"
    signed_study(folder).close()
    damage(folder)
    assert run(["verify", str(folder)]) == 2
    line = capsys.readouterr().err
    assert line.startswith(code)
    for words in (
        ["events", str(folder), "--out", str(out)],
        ["export", str(folder), "--out", str(out)],
        ["agreement", str(folder), "--out", str(out)],
        ["reads", str(folder), "export", str(out / "reads.json")],
        ["scans", str(folder)],
        ["readers", str(folder), "list"],
        ["assign", str(folder)],
        ["register", str(folder)],
        ["clinical", str(folder), __file__],
    ):
        assert run(words) == 2
        assert capsys.readouterr().err == line
    assert not out.exists()
    assert run(["verify", str(folder)]) == 2
    assert capsys.readouterr().err == line


@pytest.mark.parametrize(("damage", "code"), [row[1:] for row in DAMAGE], ids=[row[0] for row in DAMAGE])
def test_a_study_that_is_open_while_its_ledger_is_damaged_makes_no_results_either(
    tmp_path: Path, damage: Callable[[Path], None], code: str
) -> None:
    signed_study(tmp_path / "S").close()
    study, out = Study.open(tmp_path / "S"), tmp_path / "out"
    damage(tmp_path / "S")
    for write in (export_events, measure_agreement, lambda study, out: export_reads(study, out / "reads.json")):
        with pytest.raises(ReviewError) as caught:
            write(study, out)
        assert one_line(caught.value).startswith(code)
    study.close()
    assert not out.exists()


def test_the_same_study_undamaged_gives_its_results(tmp_path: Path) -> None:
    signed_study(tmp_path / "S").close()
    with Study.open(tmp_path / "S") as study:
        assert export_events(study, tmp_path / "out").rows
        assert measure_agreement(study, tmp_path / "out").rows
        assert export_reads(study, tmp_path / "out" / "reads.json") == 4


def test_a_chain_found_whole_is_not_gone_through_again_until_something_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_study(tmp_path / "S").close()
    passes: list[Ledger] = []
    whole = Ledger.verify

    def verify(ledger: Ledger) -> int:
        passes.append(ledger)
        return whole(ledger)

    monkeypatch.setattr(Ledger, "verify", verify)
    with Study.open(tmp_path / "S") as study:
        export_events(study, tmp_path / "out")
        measure_agreement(study, tmp_path / "out")
        assert passes == []
        study.ledger.append("subject/P1", clinical("P1", ("arm", None, None, "IORT")), "carla")
        export_events(study, tmp_path / "out")
        assert passes == [study.ledger]
        export_events(study, tmp_path / "out")
        assert passes == [study.ledger]
