"""`rimread clinical`: bad cells named, the sound rest by explicit choice, a template to start from."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import run
from app.usecases.study import Study

HEADER = "subject,kind,date,until,cavity,item,value,unit,qualifier,detail"
SOUND = "P1,arm,,,,,IORT,,,\nP1,surgery,2019-03-11,,C1,,,,,\n"
BAD = "P2,kps,,,,,850,,,\nP2,arm,,,,,Meier,,,Anna Meier\n"

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Typed:
    """Run a command as it is typed; its exit code and what it printed."""

    def type_in(*words: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run([str(word) for word in words])
        printed = capfd.readouterr()
        return code, printed.out, printed.err

    assert type_in("new", tmp_path / "S")[0] == 0
    return type_in


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "table.csv"
    file.write_text(f"{HEADER}\n{SOUND}{BAD}", encoding="utf-8")
    return file


def subjects(study: Path) -> set[str]:
    with Study.open(study) as opened:
        return set(opened.state().subjects)


def test_a_table_with_bad_cells_is_refused_and_each_of_them_is_listed(
    typed: Typed, table: Path, tmp_path: Path
) -> None:
    code, out, err = typed("clinical", tmp_path / "S", table, "--json")
    assert code == 2
    (line,) = err.splitlines()
    assert line.startswith("RR-CLI-001 ")
    assert "row 4 value 850: must be a whole number from 0 to 100 % in steps of 10" in line
    *listed, facts = out.splitlines()
    assert listed == [
        "row 4 value 850: must be a whole number from 0 to 100 % in steps of 10",
        "row 5 value: must be IORT | HSRT",
    ]
    assert json.loads(facts)["bad_cells"][0] == {
        "row": 4,
        "column": "value",
        "value": "850",
        "rule": "must be a whole number from 0 to 100 % in steps of 10",
    }
    assert "Meier" not in out + err
    assert subjects(tmp_path / "S") == set()


def test_every_value_goes_to_the_file_of_faults(typed: Typed, table: Path, tmp_path: Path) -> None:
    assert typed("clinical", tmp_path / "S", table, "--faults", tmp_path / "faults.csv")[0] == 2
    with (tmp_path / "faults.csv").open(encoding="utf-8", newline="") as handle:
        assert [(row["row"], row["column"], row["value"]) for row in csv.DictReader(handle)] == [
            ("4", "value", "850"),
            ("5", "value", "Meier"),
        ]


def test_the_sound_subjects_are_taken_by_choice_with_a_warning(typed: Typed, table: Path, tmp_path: Path) -> None:
    code, out, err = typed("clinical", tmp_path / "S", table, "--sound-subjects", "--json")
    assert code == 3
    assert err == "warning: subjects left out, of whom a cell cannot be used: 1\n"
    facts = json.loads(out.splitlines()[-1])
    assert (facts["subjects"], facts["left_out"], len(facts["bad_cells"])) == (1, 1, 2)
    assert subjects(tmp_path / "S") == {"P1"}


@pytest.mark.parametrize("name", ["template.csv", "template.xlsx"])
def test_the_template_imports_as_it_is(typed: Typed, tmp_path: Path, name: str) -> None:
    assert typed("clinical", "--template", "--out", tmp_path / name)[0] == 0
    first = (tmp_path / name).read_bytes()
    assert typed("clinical", "--template", "--out", tmp_path / name)[0] == 0
    assert (tmp_path / name).read_bytes() == first
    code, _, err = typed("clinical", tmp_path / "S", tmp_path / name)
    assert (code, err) == (0, "")
    assert subjects(tmp_path / "S") == {"EXAMPLE-1", "EXAMPLE-2"}


def test_the_template_is_printed_without_out(typed: Typed) -> None:
    code, out, _ = typed("clinical", "--template")
    assert code == 0
    assert out.splitlines()[0] == HEADER


@pytest.mark.parametrize(
    "words",
    [[], ["S"], ["--template", "--json"], ["--template", "--out", "t.ods"], ["--template", "--sound-subjects"]],
    ids=" ".join,
)
def test_words_that_do_not_go_together_are_refused(typed: Typed, words: list[str]) -> None:
    code, out, err = typed("clinical", *words)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
