"""Writing events: from a study, from files alone, byte for byte the same; all files or none."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.usecases.export_events import export_events, export_events_from_files
from app.usecases.import_clinical import import_clinical
from app.usecases.study import Study
from review_schema.charter import Charter
from review_schema.errors import EventBeforeOrigin
from review_schema.payloads import ReadImported, ScanImported
from review_schema.read import ReadsFile, SignedRead
from tests.as_typed import rows_of
from tests.review_schema.histories import read_of

CASE_A = "d2 PIE/NED; d93 NED/NED; d186 LP/NED; d275 LP/DP; d368 LP/DP"
CLINICAL = """subject,kind,date,cavity,value
CASE-A,arm,,,IORT
CASE-A,surgery,2019-03-11,C1,
CASE-A,last_contact,2020-03-20,,
"""
FILES = {
    "charter.toml",
    "events.csv",
    "events_dictionary.csv",
    "events_dictionary.md",
    "labels.csv",
    "labels_dictionary.csv",
    "labels_dictionary.md",
}


def read(visits: str = CASE_A, **named: str) -> SignedRead:
    signed = read_of(visits, **{"subject": "CASE-A", **named})
    return signed.model_copy(update={"charter_sha256": Charter().sha256()})


def clinical_file(tmp_path: Path, text: str = CLINICAL) -> Path:
    file = tmp_path / "clinical.csv"
    file.write_text(text, encoding="utf-8")
    return file


def reads_file(tmp_path: Path, *reads: SignedRead) -> Path:
    file = tmp_path / "reads.json"
    file.write_text(ReadsFile(reads=reads).model_dump_json(), encoding="utf-8")
    return file


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with Study.create(tmp_path / "study") as made:
        made.ledger.append("read/read-1", ReadImported(read=read()), "coordinator")
        import_clinical(made, clinical_file(tmp_path), "coordinator")
        yield made


def lines(folder: Path, name: str = "events.csv") -> list[dict[str, str]]:
    return rows_of(folder / name)


def test_the_serial_case_gives_the_events_of_its_truth(study: Study, tmp_path: Path) -> None:
    outcome = export_events(study, tmp_path / "out")
    found = {(line["paramcd"], line["cavity"]): line for line in lines(tmp_path / "out")}
    local, distant = found["LPFS", "C1"], found["DBC", "NA"]
    assert (local["event_date"], local["status"], local["confirmed"]) == ("2019-09-13", "1", "confirmed")
    assert (distant["event_date"], distant["status"], distant["confirmed"]) == ("2019-12-11", "1", "confirmed")
    assert found["RNFREE", "C1"]["status"] == "0"
    assert (outcome.rows, outcome.warnings) == (16, ())
    assert outcome.events == sum(line["status"] == "1" for line in lines(tmp_path / "out"))


def test_every_file_is_there_and_no_other(study: Study, tmp_path: Path) -> None:
    export_events(study, tmp_path / "out")
    assert {file.name for file in (tmp_path / "out").iterdir()} == FILES
    assert len(lines(tmp_path / "out", "labels.csv")) == 10


def test_study_and_files_give_the_same_bytes(study: Study, tmp_path: Path) -> None:
    export_events(study, tmp_path / "one")
    export_events_from_files(reads_file(tmp_path, read()), clinical_file(tmp_path), None, tmp_path / "other")
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_the_charter_of_the_files_rules(tmp_path: Path) -> None:
    charter = tmp_path / "charter.toml"
    charter.write_text('unconfirmed_progression = "censor"\n', encoding="utf-8")
    reads = reads_file(tmp_path, read("d93 NED/NED; d186 LP/NED"))
    outcome = export_events_from_files(reads, clinical_file(tmp_path), charter, tmp_path / "out")
    local = next(line for line in lines(tmp_path / "out") if line["paramcd"] == "LC")
    assert (local["status"], local["time_days"], local["confirmed"]) == ("0", "93", "unconfirmed")
    assert outcome.warnings == ("reads signed under another charter than the one applied here: 1",)


def test_an_event_before_its_origin_writes_nothing(tmp_path: Path) -> None:
    early = reads_file(tmp_path, read("d-5 LP/NED; d93 NED/NED"))
    with pytest.raises(EventBeforeOrigin):
        export_events_from_files(early, clinical_file(tmp_path), None, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_earlier_export_is_replaced_whole(study: Study, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "events.csv").write_text("old", encoding="utf-8")
    export_events(study, tmp_path / "out")
    assert len(lines(tmp_path / "out")) == 16
    assert not list((tmp_path / "out").glob(".*"))


def test_without_reads_the_file_holds_its_header_and_a_warning_is_given(tmp_path: Path) -> None:
    with Study.create(tmp_path / "study") as study:
        outcome = export_events(study, tmp_path / "out")
    assert (outcome.rows, lines(tmp_path / "out")) == (0, [])
    assert outcome.warnings == ("there is no signed read: events.csv holds its header only",)


def test_missing_surgery_dates_are_told(tmp_path: Path) -> None:
    clinical = clinical_file(tmp_path, "subject,kind,date,value\nCASE-A,arm,,IORT\n")
    outcome = export_events_from_files(reads_file(tmp_path, read()), clinical, None, tmp_path / "out")
    assert outcome.warnings == ("rows without times, because the surgery date is missing: 16",)
    assert {line["time_days"] for line in lines(tmp_path / "out")} == {"NA"}


def test_a_subject_without_scans_is_kept_and_told(study: Study, tmp_path: Path) -> None:
    other = CLINICAL.replace("CASE-A", "CASE-B")
    import_clinical(study, clinical_file(tmp_path, other), "coordinator")
    outcome = export_events(study, tmp_path / "out")
    unread = [line for line in lines(tmp_path / "out") if line["id"] == "CASE-B"]
    assert {line["reader"] for line in unread} == {"NA"}
    assert len(unread) == 16
    assert outcome.warnings == ("rows of subjects without any read, censored at the surgery: 16",)


def test_a_subject_whose_scans_nobody_has_read_yet_is_left_out_and_told(study: Study, tmp_path: Path) -> None:
    import_clinical(study, clinical_file(tmp_path, CLINICAL.replace("CASE-A", "CASE-B")), "coordinator")
    study.ledger.append("subject/CASE-B", scan_of("CASE-B"), "coordinator")
    outcome = export_events(study, tmp_path / "out")
    assert {line["id"] for line in lines(tmp_path / "out")} == {"CASE-A"}
    assert outcome.warnings == ("subjects left out, who have scans but no signed read: 1",)


def scan_of(subject: str) -> ScanImported:
    return ScanImported(
        subject=subject,
        timepoint_id="t1",
        acquired_on=date(2019, 6, 12),
        study_uid="1.2",
        series_uid="1.2.3",
        series="t1",
        reason="the only one",
        candidates=(),
        scan_id="0" * 64,
        frame="1.2.4",
        shape=(1, 1, 1),
        affine=((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)),
        value_min=0,
        value_max=1,
        source_sha256="0" * 64,
    )
