"""`rimread survival` as typed."""

from pathlib import Path

import pytest

from app.cli import run
from review_schema.read import ReadsFile
from tests.app.test_cli import one_refusal
from tests.as_typed import rows_of, typed
from tests.review_schema.histories import read_of

EVENTS = """id,cavity,arm,paramcd,time_days,status,left_days,right_days,competing_days,entry_days,reader
P1,NA,IORT,LPFS,186,1,93,186,NA,0,A
P2,NA,IORT,LPFS,400,0,400,NA,NA,0,A
P3,NA,HSRT,LPFS,90,2,90,NA,200,30,A
P4,NA,HSRT,LPFS,93,1,2,93,NA,28,A
P1,NA,IORT,LPFS,NA,0,NA,NA,NA,NA,B
P2,NA,IORT,LPFS,400,0,400,NA,NA,0,B
"""
STORIES = {
    "P1": ("IORT", "d2 NED/NED; d93 NED/NED; d186 NED/NED"),
    "P2": ("IORT", "d2 NED/NED; d93 NED/NED; d186 NED/NED"),
    "P3": ("HSRT", "d2 NED/NED; d93 LP#1/NED; d186 LP#1/NED"),
    "P4": ("HSRT", "d2 NED/NED; d93 LP#1/NED; d186 LP#1/NED"),
}
TABLES = {f"LPFS_{name}" for name in ("curves.csv", "landmarks.csv", "times.csv", "tests.csv", "survival.md")}


@pytest.fixture
def events(tmp_path: Path) -> Path:
    file = tmp_path / "events.csv"
    file.write_text(EVENTS, encoding="utf-8")
    return file


def test_each_reader_is_analysed_alone_and_units_without_time_are_told(events: Path, tmp_path: Path) -> None:
    facts = typed("survival", events, "--paramcd", "LPFS", "--by", "arm", "--out", tmp_path / "out", code=3)
    assert (facts["paramcd"], facts["unit"]) == ("LPFS", "patient")
    assert [analysis["reader"] for analysis in facts["analyses"]] == ["A", "B"]
    iort = facts["analyses"][0]["groups"][1]
    assert (iort["group"], iort["units"], iort["events"], iort["median_days"]["value"]) == ("IORT", 2, 1, 293)
    assert [landmark["months"] for landmark in iort["landmarks"]] == [6, 12, 24]
    figures = {f"LPFS_figure_{n}.{kind}" for n in (1, 2) for kind in ("png", "svg", "pdf")}
    assert {file.name for file in (tmp_path / "out").iterdir()} == TABLES | figures


def test_the_same_file_gives_the_same_bytes_again(events: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        typed("survival", events, "--paramcd", "LPFS", "--by", "arm", "--out", tmp_path / name, code=3)
    one, two = ({f.name: f.read_bytes() for f in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


LEFT_OUT = """id,cavity,arm,paramcd,time_days,status,metastases
P1,NA,IORT,DBC,186,1,single
P2,NA,IORT,DBC,400,0,NA
P3,NA,HSRT,DBC,NA,0,single
P4,NA,NA,DBC,93,1,multiple
P5,NA,HSRT,DBC,93,1,single
"""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        # Distant control of all and of single metastases: P3 without time in both, P4 without arm, P2 without number.
        (["--table3"], ["without a time that could be counted: 2", "NA in a column that was asked for: 2"]),
        (["--paramcd", "DBC", "--by", "arm"], ["that could be counted: 1", "that was asked for: 1"]),
        (["--paramcd", "DBC", "--subgroup", "metastases=single"], ["that could be counted: 1", "was asked for: 1"]),
    ],
)
def test_units_that_are_left_out_are_counted_in_a_warning(
    words: list[str], told: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "events.csv").write_text(LEFT_OUT, encoding="utf-8")
    assert run(["survival", str(tmp_path / "events.csv"), *words]) == 3
    printed = capsys.readouterr()
    assert all(one in printed.err for one in told)


def test_table_3_is_printed_and_written(events: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["survival", str(events), "--table3", "--out", str(tmp_path / "out")]) == 3
    assert "| **Local control** |" in capsys.readouterr().out
    assert {file.name for file in (tmp_path / "out").iterdir()} == {"table3.csv", "table3.md"}
    assert rows_of(tmp_path / "out" / "table3.csv") == []  # the file holds LPFS only


@pytest.fixture
def derived(tmp_path: Path) -> tuple[Path, tuple[object, ...]]:
    """An events file, and the words that name what it was derived from."""
    reads = [read_of(visits, subject=name, read_id=f"read-{name}") for name, (_, visits) in STORIES.items()]
    (tmp_path / "reads.json").write_text(ReadsFile(reads=tuple(reads)).model_dump_json(), encoding="utf-8")
    rows = [f"{name},arm,,,{arm},\n{name},surgery,2019-03-11,C1,," for name, (arm, _) in STORIES.items()]
    (tmp_path / "clinical.csv").write_text(
        "\n".join(["subject,kind,date,cavity,value,detail", *rows]), encoding="utf-8"
    )
    sources = ("--reads", tmp_path / "reads.json", "--clinical", tmp_path / "clinical.csv")
    typed("events", *sources, "--out", tmp_path / "events", code=3)
    return tmp_path / "events" / "events.csv", (*sources, "--charter", tmp_path / "events/charter.toml")


def test_fragility_stands_beside_the_analysis(derived: tuple[Path, tuple[object, ...]], tmp_path: Path) -> None:
    file, sources = derived
    words = ("--paramcd", "LPFS", "--by", "arm", "--fragility", *sources, "--out", tmp_path / "out")
    facts = typed("survival", file, *words)
    kinds = {row["kind"] for row in facts["fragility"]}
    assert {"as analysed", "analysis", "margin", "rule", "fewest labels"} <= kinds
    written = rows_of(tmp_path / "out" / "LPFS_fragility.csv")
    assert len(written) == len(facts["fragility"])
    unchanged = next(row for row in written if row["change"] == "the reads under this charter")
    assert unchanged["units_changed"] == "0"


def test_fragility_groups_by_a_column_that_the_statistician_added(derived: tuple[Path, tuple[object, ...]]) -> None:
    file, sources = derived
    header, *rows = file.read_text(encoding="utf-8").splitlines()
    sites = [f"{row},{'north' if row[:2] in ('P1', 'P2') else 'south'},x" for row in rows]
    file.write_text("\n".join([f"{header},site,kept", *sites]), encoding="utf-8")
    words = ("--paramcd", "LPFS", "--by", "site", "--subgroup", "kept=x", "--fragility", *sources)
    facts = typed("survival", file, *words)
    unchanged = next(row for row in facts["fragility"] if row["change"] == "the reads under this charter")
    assert (unchanged["units"], unchanged["p"]) == (0, facts["fragility"][0]["p"])


def test_margins_and_rules_of_a_reader_without_reads_are_left_out_with_a_warning(
    derived: tuple[Path, tuple[object, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    file, sources = derived
    text = file.read_text(encoding="utf-8")
    other = "".join(line.replace(",A,read-", ",B,read-") + "\n" for line in text.splitlines()[1:])
    file.write_text(text + other, encoding="utf-8")
    words = ["survival", str(file), "--paramcd", "LPFS", "--by", "arm", "--fragility", *map(str, sources)]
    assert run(words) == 3
    assert "margins and rules not varied: 1" in capsys.readouterr().err


REFUSED = [
    (["--paramcd", "LPFS", "--by", "sex"], "RR-EVT-005"),
    (["--paramcd", "OS"], "RR-EVT-006"),
    (["--paramcd", "LPFS", "--subgroup", "arm"], "RR-APP-001"),
    (["--paramcd", "../LPFS"], "RR-APP-001"),
    (["--paramcd", "LPFS", "--table3"], "RR-APP-001"),
    (["--table3", "--by", "arm"], "RR-APP-001"),
    (["--table3", "--by", "arm", "--fragility"], "RR-APP-001"),
    (["--table3", "--subgroup", "arm=IORT"], "RR-APP-001"),
    (["--table3", "--strata", "arm"], "RR-APP-001"),
    (["--table3", "--unit", "cavity"], "RR-APP-001"),
    (["--table3", "--start", "delayed"], "RR-APP-001"),
    (["--paramcd", "LPFS", "--subgroup", "arm=IORT", "--subgroup", "arm=HSRT"], "RR-APP-001"),
    (["--paramcd", "LPFS", "--fragility"], "RR-APP-001"),
    (["--paramcd", "LPFS", "--by", "arm", "--fragility", "--charter", "events.csv"], "RR-APP-001"),
    ([], "RR-APP-001"),
]


@pytest.mark.parametrize(("words", "code"), REFUSED, ids=[" ".join(words) or "nothing" for words, _ in REFUSED])
def test_what_cannot_be_answered_is_refused_in_one_line(
    words: list[str], code: str, events: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["survival", str(events), *words, "--out", str(tmp_path / "out")]) == 2
    assert one_refusal(capsys).startswith(code)
    assert not (tmp_path / "out").exists()


def test_bad_cells_are_named_without_their_content(
    tmp_path: Path, events: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events.write_text(EVENTS.replace("P3,NA,HSRT,LPFS,90,2", "P3,NA,HSRT,LPFS,Meier,2"), encoding="utf-8")
    assert run(["survival", str(events), "--paramcd", "LPFS"]) == 2
    line = one_refusal(capsys)
    assert line.startswith("RR-EVT-003")
    assert "row 4 time_days: must be a number of days or NA" in line
    assert "Meier" not in line


def test_limits_by_drawing_patients_stand_beside_the_others(events: Path, tmp_path: Path) -> None:
    words = ("survival", events, "--paramcd", "LPFS", "--bootstrap", "200", "--out")
    for name in ("one", "two"):
        typed(*words, tmp_path / name, code=3)
    one, two = ((tmp_path / name / "LPFS_landmarks.csv").read_bytes() for name in ("one", "two"))
    assert one == two
    rows = rows_of(tmp_path / "one" / "LPFS_landmarks.csv")
    by_name = {(row["reader"], row["estimate"], row["months"]): row for row in rows}
    for of in ("kaplan_meier", "cumulative_incidence"):
        drawn, plain = (by_name["A", name, "12"] for name in (f"{of}_bootstrap", of))
        assert drawn["value"] == plain["value"]
        assert float(drawn["low"]) <= float(drawn["value"]) <= float(drawn["high"])


def test_without_bootstrap_the_file_has_no_such_rows(events: Path, tmp_path: Path) -> None:
    typed("survival", events, "--paramcd", "LPFS", "--out", tmp_path, code=3)
    assert not any("bootstrap" in row["estimate"] for row in rows_of(tmp_path / "LPFS_landmarks.csv"))
