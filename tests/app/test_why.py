"""rimread why: the derivation of one row on the command line, in words and as JSON; refusals in one line."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import run
from app.usecases.export_events import export_events
from app.usecases.import_clinical import import_clinical
from app.usecases.study import Study
from review_schema.payloads import ReadImported
from tests.app.test_export_events import clinical_file, read, reads_file, scan_of
from tests.as_typed import rows_of


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Path]:
    with Study.create(tmp_path / "study") as made:
        made.ledger.append("read/read-1", ReadImported(read=read()), "coordinator")
        import_clinical(made, clinical_file(tmp_path), "coordinator")
        export_events(made, tmp_path / "out")
        yield tmp_path / "study"


def asked(row: dict[str, str]) -> list[str]:
    words = ["--subject", row["id"], "--paramcd", row["paramcd"], "--reader", row["reader"]]
    return words + (["--cavity", row["cavity"]] if row["cavity"] != "NA" else [])


def test_every_row_of_the_events_file_is_told_and_ends_alike(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for row in rows_of(study.parent / "out" / "events.csv"):
        assert run(["why", str(study), *asked(row)]) == 0
        last = [line for line in capsys.readouterr().out.splitlines() if "Hence" in line]
        assert len(last) == 1
        assert f"on {row['event_date']}, day {row['time_days']}." in last[0]


def test_as_json_each_step_has_its_rule_date_scan_and_finding(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["why", str(study), "--subject", "CASE-A", "--paramcd", "LC", "--cavity", "C1", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out.splitlines()[-1])["derivations"]
    assert (told["row"]["paramcd"], told["row"]["time_days"]) == ("LC", 186)
    assert set(told["steps"][0]) == {"text", "rule", "on", "scan_id", "finding_id"}
    confirmed = next(step for step in told["steps"] if "this confirms LP" in step["text"])
    assert confirmed["rule"] == "confirmation_days = 28"
    assert confirmed["on"] == "2019-12-11"
    assert confirmed["scan_id"] == "scan-275-3"
    assert confirmed["finding_id"] == "read-1-3-C1-0"


def test_study_and_files_tell_the_same(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unit = ["--subject", "CASE-A", "--paramcd", "GPFS"]
    assert run(["why", str(study), *unit]) == 0
    told = capsys.readouterr().out
    files = ["--reads", str(reads_file(tmp_path, read())), "--clinical", str(clinical_file(tmp_path))]
    assert run(["why", *files, *unit]) == 0
    assert capsys.readouterr().out == told


def test_the_charter_of_the_files_rules(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    charter = tmp_path / "charter.toml"
    charter.write_text('unconfirmed_progression = "censor"\n', encoding="utf-8")
    reads = reads_file(tmp_path, read("d93 NED/NED; d186 LP/NED"))
    files = ["--reads", str(reads), "--clinical", str(clinical_file(tmp_path)), "--charter", str(charter)]
    assert run(["why", *files, "--subject", "CASE-A", "--paramcd", "LPFS"]) == 0
    told = capsys.readouterr().out
    assert "before_unconfirmed" in told
    assert "unconfirmed_progression = censor" in told
    assert "censored on 2019-06-12, day 93." in told


NO_ROW = "RR-EVT-020"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--subject", "CASE-Z", "--paramcd", "LPFS"], NO_ROW),
        (["--subject", "CASE-A", "--paramcd", "PFS"], NO_ROW),
        (["--subject", "CASE-A", "--paramcd", "RNFREE"], NO_ROW),
        (["--subject", "CASE-A", "--paramcd", "LPFS", "--cavity", "C7"], NO_ROW),
        (["--subject", "CASE-A", "--paramcd", "LPFS", "--reader", "nobody"], NO_ROW),
        (["--subject", "CASE-A"], "RR-APP-001"),
        (["--subject", "CASE-A", "--paramcd", "LPFS", "--reads", __file__], "RR-APP-001"),
    ],
)
def test_what_is_not_there_is_refused_in_one_line(
    study: Path, words: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["why", str(study), *words]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert told.err.startswith(code)
    assert "CASE" not in told.err


def test_without_a_study_both_files_are_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["why", "--reads", __file__, "--subject", "CASE-A", "--paramcd", "LPFS"]) == 2
    assert capsys.readouterr().err.startswith("RR-APP-001")


def test_a_subject_still_to_be_read_has_no_rows_to_explain(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Study.open(study) as opened:
        opened.ledger.append("subject/CASE-B", scan_of("CASE-B"), "coordinator")
    assert run(["why", str(study), "--subject", "CASE-B", "--paramcd", "OS"]) == 2
    assert capsys.readouterr().err.startswith(NO_ROW)
