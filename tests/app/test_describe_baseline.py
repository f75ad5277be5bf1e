"""`rimread baseline`: from a study or from a clinical table."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.cli import run
from app.usecases.describe_baseline import describe_baseline
from app.usecases.import_clinical import import_clinical
from app.usecases.study import Study
from tests.study_factory import SURGERY_ON, add_case, new_study

HSRT_ON = SURGERY_ON + timedelta(days=30)
TABLE = f"""subject,kind,date,cavity,item,value,qualifier
P1,arm,,,,HSRT,
P1,age,,,,61,
P1,surgery,{SURGERY_ON},C1,,,
P1,treatment,{HSRT_ON},C1,,HSRT,
P1,fractions,,C1,,5,
P1,fraction_dose,,C1,,7,
P1,bed,,C1,10,48,linear-quadratic
P2,age,,,,55,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "table.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def test_a_study_gives_follow_up_by_mri_as_well(tmp_path: Path, table: Path) -> None:
    with new_study(tmp_path / "S") as study:
        add_case(study, "P1", days=(1, 90, 180))
        import_clinical(study, table, "coordinator")
        outcome = describe_baseline(study, tmp_path / "out")
    assert (outcome.patients, outcome.cavities) == (1, 1)
    assert outcome.warnings == (
        "subjects left out, whose arm is not stated: 1",
        "cavities whose entered BED differs by more than 0.5 Gy from that of their fractions and dose: 1",
    )
    page = (tmp_path / "out" / "baseline.md").read_text(encoding="utf-8")
    assert "| **MRI follow-up (months)** | 5.9 (5.9–5.9), 5.9 | – | 5.9 (5.9–5.9), 5.9 |" in page


def test_the_command_takes_a_table_without_a_study_and_writes_the_same_bytes_again(
    tmp_path: Path, table: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b"):
        assert run(["baseline", "--clinical", str(table), "--out", str(tmp_path / name), "--json"]) == 3
    assert capfd.readouterr().out.splitlines()[-1] == '{"patients": 1, "cavities": 1}'
    written = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    assert sorted(written) == [
        "baseline.csv",
        "baseline.md",
        "baseline_dictionary.csv",
        "baseline_dictionary.md",
    ]
    assert written == {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()}


def test_a_study_and_a_table_together_or_neither_are_refused(
    tmp_path: Path, table: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    Study.create(tmp_path / "S").close()
    for words in (["--clinical", str(table), str(tmp_path / "S")], []):
        assert run(["baseline", *words, "--out", str(tmp_path / "out")]) == 2
        assert len(capfd.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "out").exists()
