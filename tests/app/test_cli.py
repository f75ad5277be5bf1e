"""The command line: exit codes, one line per refusal, JSON as the last line."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import run, usage_line
from app.command_line import rimread
from app.version import VERSION

LATER_COMMANDS = {"merge"}
COMMANDS = {
    "baseline",
    "demo",
    "new",
    "open",
    "import",
    "scans",
    "register",
    "pair",
    "cavity",
    "margin",
    "contours",
    "clinical",
    "reads",
    "readers",
    "assign",
    "events",
    "evolution",
    "export",
    "agreement",
    "survival",
    "schema",
    "verify",
    "why",
    "doctor",
}


def one_refusal(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on stderr; fails on a second line, a traceback or a line without a code."""
    lines = capsys.readouterr().err.strip().split("\n")
    assert len(lines) == 1
    assert re.match(r"RR-[A-Z]{3}-\d{3} ", lines[0])
    assert len(lines[0]) <= 300
    return lines[0]


def test_the_commands_of_this_version_are_there_and_later_ones_are_absent() -> None:
    assert set(rimread.commands) == COMMANDS
    assert not LATER_COMMANDS & set(rimread.commands)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--help"]) == 0
    assert len(capsys.readouterr().out.split("\n")) > 5


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert VERSION in capsys.readouterr().out


def test_the_version_loads_no_heavy_library() -> None:
    heavy = {"numpy", "SimpleITK", "PySide6", "pydantic", "sqlalchemy", "pydicom"}
    code = "import sys; from app.cli import run; run(['--version']); print(sorted(m for m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(re.findall(r"'([A-Za-z0-9]+)'", done.stdout))
    assert not heavy & loaded


@pytest.mark.parametrize(
    "words",
    [
        ["bogus"],
        ["import"],
        ["margin", "no-such-file.nii", "--out", "x.nii"],
        ["new"],
        ["events", "--out", "x"],
        ["readers", "somewhere", "add"],
        ["scans", "somewhere", "--choose", "1.2.3"],
        ["scans", "somewhere", "--choose", "", "--reason", ""],
        ["scans", "somewhere", "--choose", "1.2.3", "--reason", " "],
        ["margin", __file__, "--mm", "nan", "--out", "x.nii"],
        ["contours", __file__],
        ["contours", __file__, "no-such-file.nii"],
        ["contours", __file__, __file__, "--mm", "inf"],
        ["assign", "somewhere", "--rereads", "nan"],
        ["assign", "somewhere", "--washout", "99999999999"],
        ["export", "somewhere", "--out", "x", "--as", "parchment"],
        ["register", "somewhere", "--jobs", "none"],
        ["survival", __file__, "--paramcd", "LPFS", "--bootstrap", "-1"],
        ["survival", __file__, "--table3", "--bootstrap", "2000"],
        ["--nothing"],
    ],
    ids=" ".join,
)
def test_words_that_cannot_be_used_are_refused_in_one_line(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 2
    assert one_refusal(capsys).startswith("RR-APP-001")


def test_a_pipe_where_a_file_is_read_is_refused_instead_of_waited_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert run(["margin", str(tmp_path / "pipe"), "--out", "x.nii"]) == 2
    assert "there is no such file" in one_refusal(capsys)


def test_a_refusal_does_not_repeat_what_was_typed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["margin", "Meier_Hans_1950.nii", "--out", "x.nii"]) == 2
    assert "Meier" not in one_refusal(capsys)


@pytest.mark.parametrize(
    "words",
    [["scans", "S", "Mueller Hans"], ["scans", "S", "--Mueller"], ["import", "S", "O'Neil/Mueller"], ["Mueller"]],
    ids=["a word too many", "an option", "a path with a quote", "a command"],
)
def test_no_refusal_of_words_repeats_them(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 2
    line = one_refusal(capsys)
    assert line.startswith("RR-APP-001")
    assert not [told for told in ("Mueller", "Hans", "Neil") if told in line]


def test_a_window_without_a_screen_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", str(tmp_path / "S")]) == 0
    capsys.readouterr()
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run(["open", str(tmp_path / "S")]) == 2
    assert one_refusal(capsys).startswith("RR-APP-004")


def test_without_a_terminal_a_password_comes_from_a_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", str(tmp_path / "S")]) == 0
    capsys.readouterr()
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse\n" * 2))
    assert run(["readers", str(tmp_path / "S"), "add", "anna"]) == 2
    assert "--password-file" in one_refusal(capsys)


def test_an_export_without_signed_reads_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", str(tmp_path / "S")]) == 0
    assert run(["reads", str(tmp_path / "S"), "export", str(tmp_path / "reads.json"), "--json"]) == 3
    printed = capsys.readouterr()
    assert json.loads(printed.out.strip().split("\n")[-1])["reads"] == 0
    assert "no read of the study is signed yet" in printed.err


def test_a_study_is_made_in_the_empty_folder_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "."]) == 0
    assert run(["verify", "."]) == 0


def test_a_folder_that_is_no_study_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["scans", str(tmp_path)]) == 2
    assert one_refusal(capsys).startswith("RR-LED")


def test_a_new_study_is_empty_and_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", str(tmp_path / "S")]) == 0
    assert run(["verify", str(tmp_path / "S")]) == 0
    capsys.readouterr()
    assert run(["scans", str(tmp_path / "S"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out.strip().split("\n")[-1]) == {"timepoints": []}


def test_a_new_study_refuses_a_folder_that_holds_something(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text("mine")
    assert run(["new", str(tmp_path)]) == 2
    assert one_refusal(capsys).startswith("RR-LED")
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


@pytest.mark.parametrize(
    "charter",
    ["margin_mm = -1", "margins_mm = 5", "margin_mm = ", "\x00"],
    ids=["negative", "misspelt", "broken", "bytes"],
)
def test_a_charter_that_cannot_be_read_is_refused(
    charter: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "charter.toml").write_text(charter)
    assert run(["new", str(tmp_path / "S"), "--charter", str(tmp_path / "charter.toml")]) == 2
    one_refusal(capsys)
    assert not (tmp_path / "S").exists()


def test_the_schema_of_every_record_is_written(tmp_path: Path) -> None:
    assert run(["schema", "--out", str(tmp_path / "schema")]) == 0
    schemas = list((tmp_path / "schema").glob("*.json"))
    assert len(schemas) >= 10
    assert all("$defs" in text or "properties" in text or "schemas" in text for text in map(Path.read_text, schemas))


def test_accounts_are_added_and_listed_without_their_hash(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study, secret = str(tmp_path / "S"), tmp_path / "secret"
    secret.write_text("correct horse battery\n")
    run(["new", study])
    assert run(["readers", study, "add", "reader-b", "--password-file", str(secret)]) == 0
    capsys.readouterr()
    assert run(["readers", study, "list", "--json"]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed.strip().split("\n")[-1]) == {"readers": [{"name": "reader-b", "role": "reader"}]}
    assert "argon2" not in printed


def test_the_doctor_looks_at_the_libraries(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", "--json"]) in (0, 3)
    checks = json.loads(capsys.readouterr().out.strip().split("\n")[-1])["checks"]
    assert {"Python", "SimpleITK", "Qt window", "SQLite"} <= {check["what"] for check in checks}


def test_an_interrupted_command_says_that_it_goes_on_from_there(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    assert run([], command=interrupted) == 130
    assert one_refusal(capsys).startswith("RR-APP-002")


def test_a_full_disk_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "/data/Meier_Hans.nii")

    assert run([], command=full) == 2
    assert "Meier" not in one_refusal(capsys)


def test_an_unforeseen_error_names_its_place_and_not_its_text() -> None:
    code = (
        "import sys, app.cli as cli\n"
        "def broken(*a, **k): raise ValueError('Meier Hans 1950')\n"
        "sys.exit(cli.run([], command=broken))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("RR-APP-099 Unforeseen ValueError in app.cli")
    assert "Meier" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_usage_lines_stay_short() -> None:
    import click

    assert len(usage_line(click.UsageError("x" * 1000))) <= 300
