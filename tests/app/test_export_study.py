"""rimread export: every format from rows derived once, the same bytes for the same input, nothing that runs."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from app.cli import run
from app.usecases.export_events import Results
from app.usecases.export_study import FORMATS, Format, export_results
from app.usecases.import_clinical import import_clinical
from app.usecases.study import Study
from app.words import Said
from review_schema.charter import Charter
from review_schema.endpoints import derive_events
from review_schema.export.event_json import EventsFile
from review_schema.export.events import cell
from review_schema.json_schema import schemas
from review_schema.payloads import ReadImported
from review_schema.read import ReadsFile, SignedRead
from review_schema.settled_labels import settle_labels
from tests.as_typed import rows_of, typed
from tests.review_schema.histories import clinical_of, read_of

ALL = ("events", "adtte", "xlsx", "json", "r", "ezr")
FILES = {
    "events": {
        "charter.toml",
        "events.csv",
        "events_dictionary.csv",
        "events_dictionary.md",
        "labels.csv",
        "labels_dictionary.csv",
        "labels_dictionary.md",
    },
    "adtte": {"adtte.csv", "adtte_dictionary.csv", "adtte_dictionary.md"},
    "xlsx": {"results.xlsx"},
    "json": {"events.json"},
    "r": {"survival.R", "events.csv"},
    "ezr": {"ezr_patients.csv", "ezr_cavities.csv", "ezr_dictionary.csv", "ezr_dictionary.md"},
}
VISITS = "d2 PIE/NED; d93 NED/NED; d186 LP/NED; d275 LP/DP; d368 LP/DP"
CLINICAL = "arm IORT; treatment IORT d0; death d400"
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+49\t\r\n-1",
    "@SUM(1)\x00\x1b",
    'said "no", twice',
    "Ærø 患者 \u202e\ufffe",
    "-",
    "NA",
    "_x000D_=1",
    "  =1",
)


def signed(subject: str = "P1", reader: str = "A", visits: str = VISITS) -> SignedRead:
    read = read_of(visits, subject=subject, reader=reader, read_id=f"read-{reader}-{subject}")
    return read.model_copy(update={"charter_sha256": Charter().sha256()})


def results(subject: str = "P1", *, reader: str = "A", reason: str = "") -> Results:
    reads = (signed(subject, reader), signed(subject, "B", "d93 NED/NED; d186 NED/NED"))
    clinical, charter = clinical_of(CLINICAL, subject=subject), Charter()
    rows = derive_events(reads, clinical, charter)
    if reason:
        rows = tuple(row.model_copy(update={"reason": reason}) for row in rows)
    return Results(reads, clinical, charter, rows, settle_labels(reads, clinical, charter), ())


def written(folder: Path, what: Results, formats: tuple[str, ...] = ALL) -> dict[str, bytes]:
    export_results(what, folder, formats)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [[one.value for one in row] for row in sheet.iter_rows()] for sheet in book}


# --- every format -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_each_format_writes_its_files_and_no_other(name: str, tmp_path: Path) -> None:
    assert set(written(tmp_path, results(), (name,))) == FILES[name]


@pytest.mark.parametrize("name", ALL)
def test_the_same_input_gives_the_same_bytes(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(tmp_path / "one", results(), (name,))
    # openpyxl asks for the time of day; a zip file holds it in steps of two seconds.
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert written(tmp_path / "other", results(), (name,)) == first


def test_all_files_appear_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(what: Results) -> dict[str, bytes]:
        raise OSError("no space")

    monkeypatch.setattr("app.usecases.export_study.FORMATS", {**FORMATS, "ezr": Format(Said(""), fails)})
    with pytest.raises(OSError, match="no space"):
        export_results(results(), tmp_path / "out", ALL)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", HOSTILE)
def test_no_format_lets_a_text_run_or_break_a_line(text: str, tmp_path: Path) -> None:
    what = results(text, reader=text + "r", reason=text)
    files = written(tmp_path, what)
    for name in sorted(name for name in files if name.endswith(".csv")):
        for line in table(files[name]):
            assert None not in line, name
            for shown in line.values():
                assert shown.lstrip()[:1] not in ("=", "@"), name
                assert not set(shown) & set("\r\n\t\x00\x1b"), name
    assert {line["id"] for line in table(files["events.csv"])} == {cell(text)}
    assert {line["USUBJID"] for line in table(files["adtte.csv"])} == {cell(text)}
    assert {line["id"] for line in table(files["ezr_patients.csv"])} == {cell(text)}
    book = sheets(files["results.xlsx"])
    for name, rows in book.items():
        for shown in (value for row in rows for value in row if isinstance(value, str)):
            assert shown.lstrip()[:1] not in ("=", "+", "-", "@"), name
            assert not set(shown) & set("\r\n\t\x00\x1b\ufffe"), name
    assert {row[0] for row in book["events"][1:]} == {cell(text).replace("\ufffe", " ")} or "_x" in text
    told = json.loads(files["events.json"])
    assert {row["subject"] for row in told["events"]} == {text}


def test_no_cell_of_the_workbook_is_a_formula(tmp_path: Path) -> None:
    content = written(tmp_path, results("=1+1", reason="=2+2"), ("xlsx",))["results.xlsx"]
    with ZipFile(io.BytesIO(content)) as book:
        assert not [name for name in book.namelist() if b"<f>" in book.read(name)]
        assert {entry.date_time for entry in book.infolist()} == {(2000, 1, 1, 0, 0, 0)}


# --- XLSX -------------------------------------------------------------------------------------------------------------


def test_the_workbook_holds_dates_as_dates_and_numbers_as_numbers(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(tmp_path, results(), ("xlsx",))["results.xlsx"]))
    assert book.sheetnames == ["read me", "events", "labels", "adtte", "agreement", "dictionary"]
    events = book["events"]
    heads = {head.value: head.column for head in events[1]}
    line = next(n for n in range(2, events.max_row + 1) if events.cell(n, heads["paramcd"]).value == "OS")
    assert events.cell(line, heads["event_date"]).value == datetime(2020, 4, 14)
    assert events.cell(line, heads["event_date"]).number_format == "yyyy-mm-dd"
    assert events.cell(line, heads["time_days"]).value == 400
    assert events.cell(line, heads["cavity"]).value is None
    last = openpyxl.utils.get_column_letter(events.max_column)
    assert (events.freeze_panes, events.auto_filter.ref) == ("A2", f"A1:{last}{events.max_row}")
    assert all(8 <= column.width <= 60 for column in events.column_dimensions.values())
    kappa = [head.value for head in book["agreement"][1]].index("n")
    assert {type(row[kappa].value) for row in book["agreement"].iter_rows(min_row=2)} == {int}


def test_the_read_me_names_the_rule_set_and_every_setting_of_the_charter(tmp_path: Path) -> None:
    told = {row[0]: row[1] for row in sheets(written(tmp_path, results(), ("xlsx",))["results.xlsx"])["read me"]}
    assert told["Rule set"] == results().rows[0].rule_set
    assert told["SHA-256 of the charter"] == Charter().sha256()
    assert {f"Charter: {name}" for name in Charter.model_fields} <= told.keys()
    assert str(told["Charter: confirmation_days"]) == "28"


def test_the_dictionary_names_every_column_of_every_sheet(tmp_path: Path) -> None:
    book = sheets(written(tmp_path, results(), ("xlsx",))["results.xlsx"])
    told = {(row[0], row[1]) for row in book["dictionary"][1:]}
    for name in ("events", "labels", "adtte", "agreement"):
        assert {(name, head) for head in book[name][0]} <= told


def test_without_a_second_reader_there_is_no_sheet_on_agreement(tmp_path: Path) -> None:
    one = results()
    alone = Results(one.reads[:1], one.clinical, one.charter, one.rows, one.labels, ())
    assert "agreement" not in sheets(written(tmp_path, alone, ("xlsx",))["results.xlsx"])


# --- JSON -------------------------------------------------------------------------------------------------------------


def test_the_json_file_is_of_the_published_schema_and_comes_back_whole(tmp_path: Path) -> None:
    content = written(tmp_path, results(), ("json",))["events.json"]
    file = EventsFile.model_validate_json(content)
    assert (file.events, file.labels, file.charter) == (results().rows, results().labels, Charter())
    schema: dict[str, Any] = schemas()["events-file.json"]
    told = json.loads(content)
    assert told.keys() == schema["properties"].keys()
    assert all(row.keys() == schema["$defs"]["EventRow"]["properties"].keys() for row in told["events"])


# --- EZR --------------------------------------------------------------------------------------------------------------


def test_ezr_has_a_line_per_unit_and_its_menus_can_name_every_column(tmp_path: Path) -> None:
    files = written(tmp_path, results(), ("ezr",))
    patients, cavities = table(files["ezr_patients.csv"]), table(files["ezr_cavities.csv"])
    assert [(line["id"], line["reader"]) for line in patients] == [("P1", "A"), ("P1", "B")]
    assert [(line["cavity"], line["reader"]) for line in cavities] == [("C1", "A"), ("C1", "B")]
    for name in (*patients[0], *cavities[0]):
        assert name.isascii()
        assert name[0].isalpha()
        assert len(name) <= 32
        assert all(character.isalnum() or character == "_" for character in name)
    told = {line["variable"]: line["meaning"] for line in table(files["ezr_dictionary.csv"])}
    assert told.keys() == {*patients[0], *cavities[0]}
    page = files["ezr_dictionary.md"].decode("utf-8").splitlines()[2:]
    assert page == [f"| `{name}` | {meaning} |" for name, meaning in told.items()]


def test_ezr_gives_days_months_and_years_of_both_readings(tmp_path: Path) -> None:
    _, other = table(written(tmp_path, results(), ("ezr",))["ezr_patients.csv"])
    assert [other[f"DBC_{what}"] for what in ("event", "days", "months", "years")] == [
        "0",
        "186",
        "6.110882957",
        "0.5092402464",
    ]
    assert (other["DBC_status"], other["DBC_cif_days"]) == ("2", "400")


def test_ezr_gets_no_column_in_which_nothing_is_known(tmp_path: Path) -> None:
    patients = table(written(tmp_path, results(), ("ezr",))["ezr_patients.csv"])
    assert not {"metastases", "prior_irradiation"} & patients[0].keys()


# --- the command ------------------------------------------------------------------------------------------------------

TABLE = """subject,kind,date,cavity,value
P1,arm,,,IORT
P1,surgery,2019-03-11,C1,
P1,death,2020-04-14,,other
"""


@pytest.fixture
def sources(tmp_path: Path) -> tuple[Path, Path]:
    reads, clinical = tmp_path / "reads.json", tmp_path / "clinical.csv"
    reads.write_text(ReadsFile(reads=(signed(),)).model_dump_json(), encoding="utf-8")
    clinical.write_text(TABLE, encoding="utf-8")
    return reads, clinical


def test_study_and_files_give_the_same_bytes_in_every_format(sources: tuple[Path, Path], tmp_path: Path) -> None:
    with Study.create(tmp_path / "study") as study:
        study.ledger.append("read/1", ReadImported(read=signed()), "coordinator")
        import_clinical(study, sources[1], "coordinator")
    asked = ("--as", ",".join(ALL))
    told = typed("export", tmp_path / "study", "--out", tmp_path / "one", *asked)
    typed("export", "--reads", sources[0], "--clinical", sources[1], "--out", tmp_path / "other", *asked)
    assert told["formats"] == list(ALL)
    assert told["rows"] == len(rows_of(tmp_path / "one" / "events.csv"))
    one, other = ({path.name: path.read_bytes() for path in (tmp_path / n).iterdir()} for n in ("one", "other"))
    assert one == other
    assert set(one) == set().union(*FILES.values())


def test_without_as_the_events_are_written(sources: tuple[Path, Path], tmp_path: Path) -> None:
    typed("export", "--reads", sources[0], "--clinical", sources[1], "--out", tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == FILES["events"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--as", "events,sas"), "--as knows the formats events, adtte, xlsx, json, r, ezr"),
        (("--as", ""), "--as knows the formats events, adtte, xlsx, json, r, ezr"),
        ((), "give a STUDY, or --reads with --clinical"),
    ],
)
def test_words_that_cannot_be_used_are_told_and_nothing_is_written(
    words: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", "--out", str(tmp_path / "out"), *words]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_table_longer_than_a_sheet_is_refused_and_nothing_is_written(
    sources: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("review_schema.export.sheets.LONGEST_SHEET", 60)
    words = ["export", "--reads", *map(str, sources[:1]), "--clinical", str(sources[1]), "--as", "events,xlsx"]
    assert run([*words, "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.startswith("RR-EXP-001 The sheet dictionary would have more than 59 rows")
    assert not (tmp_path / "out").exists()
