"""Importing the clinical table: all or nothing, and only what changed."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.messages import one_line
from app.usecases.import_clinical import import_clinical, load_clinical
from app.usecases.study import Study
from review_schema.errors import BadClinicalTable, ClinicalTableUnreadable
from tests.study_factory import SURGERY_ON, add_case, new_study

TABLE = """subject,kind,date,cavity,value,detail
P1,arm,,,IORT,
P1,surgery,2019-03-11,C1,,
P1,death,2020-03-11,,other,
P2,arm,,,HSRT,
P2,surgery,2019-05-02,C1,,
"""


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with Study.create(tmp_path / "study") as made:
        yield made


def table(tmp_path: Path, text: str = TABLE) -> Path:
    file = tmp_path / "table.csv"
    file.write_text(text, encoding="utf-8")
    return file


def sequence(study: Study) -> int:
    return max(entry.sequence for entry in study.ledger.entries())


def test_the_rows_of_each_subject_become_part_of_the_study(study: Study, tmp_path: Path) -> None:
    outcome = import_clinical(study, table(tmp_path), "coordinator")
    assert (outcome.rows, outcome.subjects, outcome.changed, outcome.warnings) == (5, 2, 2, ())
    subject = study.state().subjects["P1"]
    assert (subject.arm, subject.surgery_on) == ("IORT", date(2019, 3, 11))
    assert {entry.author for entry in study.ledger.entries(after=1)} == {"coordinator"}


def test_the_same_table_again_changes_nothing(study: Study, tmp_path: Path) -> None:
    import_clinical(study, table(tmp_path), "coordinator")
    before = sequence(study)
    header, *rows = TABLE.splitlines()
    outcome = import_clinical(study, table(tmp_path, "\n".join([header, *rows[::-1]])), "coordinator")
    assert (outcome.changed, sequence(study)) == (0, before)


def test_only_changed_subjects_are_entered_and_others_stay(study: Study, tmp_path: Path) -> None:
    import_clinical(study, table(tmp_path), "coordinator")
    before = sequence(study)
    later = "subject,kind,date,cavity,value\nP2,arm,,,IORT\nP2,surgery,2019-05-02,C1,\n"
    assert import_clinical(study, table(tmp_path, later), "coordinator").changed == 1
    assert sequence(study) == before + 1
    assert study.state().subjects["P2"].arm == "IORT"
    assert len(study.state().subjects["P1"].clinical) == 3


def test_a_table_with_one_bad_cell_changes_nothing(study: Study, tmp_path: Path) -> None:
    before = sequence(study)
    with pytest.raises(BadClinicalTable) as refused:
        import_clinical(study, table(tmp_path, TABLE + "P3,arm,,,OTHER,\n"), "coordinator")
    assert "row 7 value: must be IORT | HSRT" in one_line(refused.value)
    assert sequence(study) == before


def test_subjects_without_a_bad_cell_can_be_taken_and_the_others_are_left_out_whole(
    study: Study, tmp_path: Path
) -> None:
    text = TABLE + "P2,wbrt,2019-05-01,,,\nP/3,arm,,,IORT,\n"
    outcome = import_clinical(study, table(tmp_path, text), "coordinator", sound_subjects=True)
    assert (outcome.rows, outcome.subjects, outcome.changed, outcome.left_out) == (3, 1, 1, 1)
    assert outcome.warnings == (
        "subjects left out, of whom a cell cannot be used: 1",
        "rows left out, whose subject cannot be used: 1",
    )
    assert [(cell.row, cell.column) for cell in outcome.bad] == [(7, "date"), (8, "subject")]
    assert set(study.state().subjects) == {"P1"}


def test_without_a_sound_subject_the_table_is_refused_all_the_same(study: Study, tmp_path: Path) -> None:
    before = sequence(study)
    with pytest.raises(BadClinicalTable):
        import_clinical(study, table(tmp_path, TABLE.replace("-0", "-9")), "coordinator", sound_subjects=True)
    assert sequence(study) == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xff\xfe\x00", b"name\nMeier\n"])
def test_a_file_that_is_no_table_changes_nothing(study: Study, tmp_path: Path, content: bytes) -> None:
    before = sequence(study)
    file = tmp_path / "table.xlsx"
    file.write_bytes(content)
    with pytest.raises(ClinicalTableUnreadable) as refused:
        import_clinical(study, file, "coordinator")
    assert one_line(refused.value).startswith("RR-CLI-002")
    assert sequence(study) == before


def test_a_subject_without_surgery_is_taken_with_a_warning(study: Study, tmp_path: Path) -> None:
    text = "subject,kind,date,value\nP1,arm,,IORT\nP1,last_contact,2020-01-01,\n"
    outcome = import_clinical(study, table(tmp_path, text), "coordinator")
    assert outcome.changed == 1
    assert outcome.warnings == ("subjects without a surgery row, whose events will have no times: 1",)


def test_a_shorter_table_tells_how_many_rows_no_longer_hold(study: Study, tmp_path: Path) -> None:
    import_clinical(study, table(tmp_path), "coordinator")
    outcome = import_clinical(
        study, table(tmp_path, "subject,kind,date,value\nP1,death,2020-03-12,other\n"), "coordinator"
    )
    assert outcome.warnings == (
        "rows of earlier tables that this one lacks, and that no longer hold: 3",
        "subjects without a surgery row, whose events will have no times: 1",
    )


def test_what_table_and_scans_say_against_each_other_is_told(tmp_path: Path) -> None:
    rows = [
        ("arm", "", "IORT"),
        ("death", SURGERY_ON + timedelta(days=100), "other"),
        ("missed_scan", SURGERY_ON + timedelta(days=90), ""),
        ("scan_role", SURGERY_ON + timedelta(days=91), "RT planning"),
    ]
    lines = [f"P1,surgery,{SURGERY_ON},C1,", *(f"P1,{kind},{on},,{value}" for kind, on, value in rows)]
    with new_study(tmp_path / "S") as study:
        add_case(study, "P1", days=(1, 90, 180))
        file = table(tmp_path, "\n".join(["subject,kind,date,cavity,value", *lines]))
        outcome = import_clinical(study, file, "coordinator")
    assert outcome.warnings == (
        "subjects who were scanned after the day on which they died, by this table: 1",
        "missed_scan rows for days on which the study holds a scan: 1",
        "scan_role rows for days on which the study holds no scan: 1",
    )


def test_dates_after_today_are_refused(tmp_path: Path) -> None:
    file = table(tmp_path)
    assert len(load_clinical(file, today=date(2020, 3, 11))) == 5
    with pytest.raises(BadClinicalTable):
        load_clinical(file, today=date(2020, 3, 10))
