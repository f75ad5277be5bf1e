"""The clinical table: what is taken, and how each bad cell is named."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.messages import one_line
from review_schema import clinical_table
from review_schema.clinical import ClinicalEvent
from review_schema.clinical_table import COLUMNS, RULES, clinical_events, read_cells, rules_as_markdown
from review_schema.errors import BadCell, BadClinicalTable, ClinicalTableUnreadable
from review_schema.vocabulary import ClinicalKind

TODAY = date(2026, 1, 1)
HEADER = "subject,kind,date,cavity,value,detail"

SOUND = f"""{HEADER}
P1,arm,,,IORT,
P1,surgery,2019-03-11,C1,,left frontal
P1,treatment,2019-03-11,C1,IORT,20 Gy
P1,systemic_staging,2019-06-12,,,
P1,missed_scan,2019-07-01,,,
P1,salvage,2019-08-01,,radiotherapy,
P1,reoperation,2019-09-20,C1,tumour,
P1,csf,2019-09-21,,negative,
P1,symptom,2019-09-22,C1,rn,
P1,scan_role,2019-03-13,,early post-op,
P1,wbrt,2020-01-10,,,
P1,extracranial_progression,2020-01-11,,,
P1,last_contact,2020-05-02,,,
P1,death,2020-06-01,,neurological,
P1,prior_irradiation,,,no,
P1,metastases,,,single,
"""


def events_of(tmp_path: Path, text: str | bytes) -> tuple[ClinicalEvent, ...]:
    file = tmp_path / "table.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return clinical_events(read_cells(str(file)), today=TODAY)


def bad_cells_of(tmp_path: Path, *rows: str) -> list[tuple[int, str, str]]:
    with pytest.raises(BadClinicalTable) as refused:
        events_of(tmp_path, "\n".join([HEADER, *rows]))
    return [(cell.row, cell.column, cell.rule) for cell in refused.value.cells]


# --- what is taken ---------------------------------------------------------------------------------------------------


def test_every_kind_of_row_is_taken(tmp_path: Path) -> None:
    events = events_of(tmp_path, SOUND)
    assert {event.kind for event in events} == set(ClinicalKind)
    surgery = events[1]
    assert (surgery.subject, surgery.on, surgery.cavity, surgery.value) == ("P1", date(2019, 3, 11), "C1", None)
    assert surgery.detail == "left frontal"


@pytest.mark.parametrize(
    "same",
    [
        SOUND.encode("utf-8-sig"),
        SOUND.replace(",", ";").encode(),
        SOUND.replace("\n", "\r\n").encode(),
        SOUND.replace("IORT,", '"IORT",').encode(),
        SOUND.replace("P1,", " P1 , ").replace("subject,kind", "Subject , KIND").encode(),
        SOUND.replace("last_contact", "Last contact").replace("arm,,,IORT", "Arm,,,iort").encode(),
        (SOUND + "\n,,,,,\n\n").encode(),
    ],
    ids=["BOM", "semicolons", "Windows lines", "quotes", "blanks", "capitals", "empty rows"],
)
def test_spellings_of_a_csv_file_mean_the_same(tmp_path: Path, same: bytes) -> None:
    assert events_of(tmp_path, same) == events_of(tmp_path, SOUND)


def test_columns_may_stand_in_any_order_and_unneeded_ones_be_absent(tmp_path: Path) -> None:
    events = events_of(tmp_path, "value,date,kind,subject\nIORT,,arm,P1\n,2019-05-01,last_contact,P1\n")
    assert [(event.kind, event.value, event.on) for event in events] == [
        ("arm", "IORT", None),
        ("last_contact", None, date(2019, 5, 1)),
    ]


def workbook(tmp_path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(tmp_path / "table.xlsx")
    return tmp_path / "table.xlsx"


def test_a_workbook_gives_what_the_csv_file_gives(tmp_path: Path) -> None:
    rows: list[list[object]] = [line.split(",") for line in SOUND.splitlines()]
    for row in rows[1:]:
        row[2] = datetime.fromisoformat(str(row[2])) if row[2] else None
    rows.insert(4, [None] * 6)
    events = clinical_events(read_cells(str(workbook(tmp_path, rows))), today=TODAY)
    assert events == events_of(tmp_path, SOUND)


def test_a_number_as_pseudonym_is_read_as_written(tmp_path: Path) -> None:
    file = workbook(tmp_path, [list(COLUMNS), [17, "last_contact", date(2019, 3, 1), None, None, None]])
    assert clinical_events(read_cells(str(file)), today=TODAY)[0].subject == "17"


def test_a_date_with_a_time_of_day_is_named(tmp_path: Path) -> None:
    file = workbook(tmp_path, [[*COLUMNS, None], ["P1", "wbrt", datetime(2019, 3, 1, 10), None, None, None], [1.5]])
    with pytest.raises(BadClinicalTable) as refused:
        clinical_events(read_cells(str(file)), today=TODAY)
    assert [(cell.row, cell.column) for cell in refused.value.cells] == [(2, "date"), (3, "kind")]


@pytest.mark.parametrize("write", ["csv", "xlsx"])
def test_a_table_without_end_is_refused(tmp_path: Path, write: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clinical_table, "MAX_ROWS", 3)
    rows: list[list[object]] = [list(COLUMNS), *(["P1", "wbrt", "2019-01-01", "", "", ""] for _ in range(4))]
    file = workbook(tmp_path, rows)
    if write == "csv":
        file.write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
    assert read_cells(str(file)) == {"fault": "it has too many rows"}


def test_empty_columns_behind_the_header_do_no_harm(tmp_path: Path) -> None:
    assert len(events_of(tmp_path, "subject,kind,date,value,,\nP1,arm,,IORT,,\n")) == 1


def test_a_later_surgery_may_be_of_a_lesion_known_before(tmp_path: Path) -> None:
    events = events_of(tmp_path, f"{HEADER}\nP1,surgery,2019-03-11,C1,,\nP1,surgery,2019-03-25,C2,Synchronous,\n")
    assert events[1].value == "synchronous"


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        (",arm,,,IORT,", "subject", "must be a pseudonym of 1 to 64 characters without slashes"),
        ("a/b,arm,,,IORT,", "subject", "must be a pseudonym of 1 to 64 characters without slashes"),
        ("P1,armm,,,IORT,", "kind", "is no kind of row"),
        ("P1,,,,IORT,", "kind", "is no kind of row"),
        ("P1,arm,,,WBRT,", "value", "must be IORT | HSRT"),
        ("P1,arm,,,,", "value", "must be given for arm"),
        ("P1,arm,2019-01-01,,IORT,", "date", "must be empty for arm"),
        ("P1,death,,,other,", "date", "must be given for death"),
        ("P1,death,01.02.2019,,other,", "date", "must be a date as YYYY-MM-DD"),
        ("P1,death,2019-02-30,,other,", "date", "must be a date as YYYY-MM-DD"),
        ("P1,death,2019-02-03 10:00,,other,", "date", "must be a date as YYYY-MM-DD"),
        ("P1,death,2026-01-02,,other,", "date", "lies in the future"),
        ("P1,death,1899-12-31,,other,", "date", "lies before 1900"),
        ("P1,death,2019-02-03,C1,other,", "cavity", "must be empty for death"),
        ("P1,surgery,2019-02-03,,,", "cavity", "must be given for surgery"),
        ("P1,surgery,2019-02-03,left frontal lobe,,", "cavity", "must be a short name like C1"),
        ("P1,wbrt,2019-02-03,,yes,", "value", "must be empty for wbrt"),
        ("P1,reoperation,2019-02-03,C1,tumor,", "value", "must be tumour | necrosis | mixed"),
        ("P1,wbrt,2019-02-03,,,a\x07b", "detail", "must be plain text of at most 200 characters"),
        ("P1,treatment,2019-02-03,," + "x" * 201 + ",", "value", "must be plain text of at most 200 characters"),
        ("P1,wbrt,2019-02-03,,,a,b", "row", "has more cells than the header"),
    ],
)
def test_a_bad_cell_is_named_by_row_column_and_rule(tmp_path: Path, row: str, column: str, rule: str) -> None:
    assert bad_cells_of(tmp_path, "P9,last_contact,2019-01-01,,,", "", row) == [(4, column, rule)]


@pytest.mark.parametrize(
    ("rows", "bad"),
    [
        (("P1,arm,,,IORT,", "P1,arm,,,HSRT,"), (3, "kind", "repeats row 2")),
        (("P1,death,2019-01-01,,other,", "P1,death,2019-01-02,,other,"), (3, "kind", "repeats row 2")),
        (("P1,surgery,2019-01-01,C1,,", "P1,surgery,2019-02-01,C1,,"), (3, "kind", "repeats row 2")),
        (("P1,wbrt,2019-01-01,,,", "P1,wbrt,2019-01-01,,,"), (3, "kind", "repeats row 2")),
        (("P1,death,2019-01-01,,other,", "P1,last_contact,2019-01-02,,,"), (3, "date", "lies after the death")),
        (("P1,surgery,2019-01-05,C1,,", "P1,wbrt,2019-01-04,,,"), (3, "date", "lies before the surgery")),
        (("P1,death,2019-01-04,,other,", "P1,surgery,2019-01-05,C1,,"), (2, "date", "lies before the surgery")),
        (("P1,surgery,2019-01-05,C1,,", "P1,symptom,2019-03-04,C2,rn,"), (3, "cavity", "has no surgery row")),
    ],
)
def test_rows_that_contradict_each_other_are_named(tmp_path: Path, rows: tuple[str, ...], bad: object) -> None:
    assert bad in bad_cells_of(tmp_path, *rows)


def test_a_reoperation_before_the_surgery_of_its_own_cavity_is_named(tmp_path: Path) -> None:
    surgeries = ("P1,surgery,2019-01-05,C1,,", "P1,surgery,2019-06-05,C2,,")
    assert bad_cells_of(tmp_path, *surgeries, "P1,reoperation,2019-03-01,C2,mixed,") == [
        (4, "date", "lies before the surgery")
    ]


def test_staging_and_earlier_treatments_may_lie_before_the_surgery(tmp_path: Path) -> None:
    rows = "P1,surgery,2019-01-05,C1,,\nP1,systemic_staging,2018-12-01,,,\nP1,treatment,2017-01-01,,SRS,\n"
    assert len(events_of(tmp_path, f"{HEADER}\n{rows}")) == 3


def test_the_same_date_for_different_subjects_is_no_contradiction(tmp_path: Path) -> None:
    assert len(events_of(tmp_path, f"{HEADER}\nP1,death,2019-01-01,,other,\nP2,death,2019-01-01,,other,\n")) == 2


def test_all_bad_cells_are_named_at_once(tmp_path: Path) -> None:
    assert bad_cells_of(tmp_path, "P1,arm,,,X,", "P2,surgery,yesterday,,,") == [
        (2, "value", "must be IORT | HSRT"),
        (3, "cavity", "must be given for surgery"),
        (3, "date", "must be a date as YYYY-MM-DD"),
    ]


def test_the_line_for_the_user_is_short_and_names_no_patient(tmp_path: Path) -> None:
    rows = [f"Meier-{n},death,Erika Meier *1950,Meier,Meier," for n in range(100)]
    with pytest.raises(BadClinicalTable) as refused:
        events_of(tmp_path, "\n".join([HEADER, *rows]))
    line = one_line(refused.value)
    assert line.startswith("RR-CLI-001 Cells of the clinical table cannot be used (300 of them)")
    assert line.endswith("Correct them and import again.")
    assert len(line) <= 300
    assert "row 2 cavity" in line
    assert "Meier" not in line + repr(refused.value) + str(refused.value)
    assert len(str(refused.value)) < 200


def test_a_bad_cell_keeps_its_value_for_the_window(tmp_path: Path) -> None:
    with pytest.raises(BadClinicalTable) as refused:
        events_of(tmp_path, f"{HEADER}\nP1,arm,,,IOERT,\n")
    assert refused.value.cells == (BadCell(2, "value", "must be IORT | HSRT", "IOERT"),)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "it is empty"),
        (HEADER.encode(), "it has a header and no rows"),
        (b"subject,kind,date\nP1,arm,\n", "it has no column value"),
        (b"a;b\n1;2\n", "it has no column subject, kind, date, value"),
        (b"subject,kind,date,value,Meier\nP1,arm,,IORT,\n", "column 5 is unknown or there twice"),
        (b"subject,kind,date,value,kind\nP1,arm,,IORT,\n", "column 5 is unknown or there twice"),
        ("subject,kind,date,value\nMüller,arm,,IORT".encode("latin-1"), "it is no UTF-8 text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is an old Excel workbook (.xls)"),
        (b"PK\x03\x04 not really", "it is a damaged workbook, or no workbook"),
        (b"subject," + b"x" * 200_000, "its cells cannot be told apart"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, fault: str) -> None:
    with pytest.raises(ClinicalTableUnreadable) as refused:
        events_of(tmp_path, content)
    assert refused.value.fault == fault
    assert len(one_line(refused.value)) <= 300


def test_a_workbook_cut_short_is_refused(tmp_path: Path) -> None:
    file = workbook(tmp_path, [list(COLUMNS), ["P1", "arm", None, None, "IORT", None]])
    whole = file.read_bytes()
    for size in range(10, len(whole), 977):
        file.write_bytes(whole[:size])
        assert read_cells(str(file)) == {"fault": "it is a damaged workbook, or no workbook"}


@given(st.lists(st.lists(st.text(max_size=12), min_size=6, max_size=6), min_size=1, max_size=5))
def test_whatever_the_cells_hold_they_are_taken_or_named(rows: list[list[str]]) -> None:
    cells = {"rows": [[1, list(COLUMNS)], *([number, row] for number, row in enumerate(rows, start=2))]}
    taken: int | None = None
    lines: list[str] = []
    try:
        taken = len(clinical_events(cells, today=TODAY))
    except BadClinicalTable as refused:
        lines = [one_line(refused)]
    assert taken == len(rows) or 30 < len(lines[0]) <= 300


def test_the_page_about_the_table_is_made_from_the_rules() -> None:
    page = Path(__file__).parents[2] / "docs" / "clinical_table.md"
    assert rules_as_markdown() in page.read_text(encoding="utf-8")
    assert set(RULES) == set(ClinicalKind)
