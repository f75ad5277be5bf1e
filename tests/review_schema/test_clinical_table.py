"""The clinical table: what is taken, and how each bad cell is named."""

import io
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from app.messages import one_line
from review_schema import clinical_table
from review_schema.clinical import ClinicalEvent
from review_schema.clinical_rules import COLUMNS, RULES, rules_as_markdown
from review_schema.clinical_table import check_table, read_cells, row_cells
from review_schema.clinical_template import example_rows, template_csv, template_xlsx
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
    return check_table(read_cells(str(file)), today=TODAY).all_sound().events


def bad_cells_of(tmp_path: Path, *rows: str) -> list[tuple[int, str, str]]:
    with pytest.raises(BadClinicalTable) as refused:
        events_of(tmp_path, "\n".join([HEADER, *rows]))
    return [(cell.row, cell.column, cell.rule) for cell in refused.value.cells]


# --- what is taken ---------------------------------------------------------------------------------------------------


def test_a_table_of_the_first_six_columns_is_taken(tmp_path: Path) -> None:
    events = events_of(tmp_path, SOUND)
    assert len(events) == 16
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
    events = check_table(read_cells(str(workbook(tmp_path, rows))), today=TODAY).all_sound().events
    assert events == events_of(tmp_path, SOUND)


def test_a_number_as_pseudonym_is_read_as_written(tmp_path: Path) -> None:
    file = workbook(tmp_path, [list(COLUMNS), [17, "last_contact", date(2019, 3, 1), None, None, None]])
    assert check_table(read_cells(str(file)), today=TODAY).all_sound().events[0].subject == "17"


def test_a_date_with_a_time_of_day_is_named(tmp_path: Path) -> None:
    file = workbook(tmp_path, [[*COLUMNS, None], ["P1", "wbrt", datetime(2019, 3, 1, 10), None, None, None], [1.5]])
    with pytest.raises(BadClinicalTable) as refused:
        check_table(read_cells(str(file)), today=TODAY).all_sound()
    assert [(cell.row, cell.column) for cell in refused.value.cells] == [(2, "date"), (3, "kind")]


def test_a_formula_without_a_value_is_not_taken_for_an_empty_cell(tmp_path: Path) -> None:
    file = workbook(tmp_path, [list(COLUMNS), ["P1", "wbrt", "=DATE(2019,3,1)", None, None, None]])
    assert read_cells(str(file)) == {"fault": "the formula in row 2 has no value: write the value itself"}


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


def test_the_template_holds_every_kind_of_row_and_comes_back_as_it_went(tmp_path: Path) -> None:
    events = events_of(tmp_path, template_csv())
    assert {event.kind for event in events} == set(ClinicalKind)
    again = [row_cells(event) for event in events]
    for written, row in zip(example_rows(), again, strict=True):
        unit = COLUMNS.index("unit")
        assert written[unit] in ("", row[unit])
        assert [cell.removesuffix(".0") for cell in written[:unit]] == list(row[:unit])
    table = "\n".join(",".join(f'"{cell}"' for cell in row) for row in [COLUMNS, *again])
    assert events_of(tmp_path, table) == events


def test_the_workbook_template_gives_what_the_csv_template_gives(tmp_path: Path) -> None:
    file = tmp_path / "template.xlsx"
    file.write_bytes(template_xlsx())
    assert check_table(read_cells(str(file)), today=TODAY).all_sound().events == events_of(tmp_path, template_csv())
    assert template_xlsx() == template_xlsx()


def test_the_workbook_offers_the_words_of_each_kind_and_explains_every_field(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(template_xlsx()))
    assert book.sheetnames == ["clinical", "fields", "columns", "lists"]
    assert [row[0] for row in book["columns"].iter_rows(min_row=2, values_only=True)] == list(COLUMNS)
    explained = {row[1]: row for row in book["fields"].iter_rows(min_row=2, values_only=True)}
    assert set(explained) == set(ClinicalKind)
    assert explained["applicator_diameter"][7] == "cm"
    lists = book["lists"]
    for kind, rule in RULES.items():
        for column in ("value", "item", "qualifier"):
            if words := rule.cell(column).words:
                place = book.defined_names[f"{column}_{kind}"].attr_text
                assert place is not None
                cells = lists[place.partition("!")[2].replace("$", "")]
                assert [cell.value for (cell,) in cells] == [str(word) for word in words]
    assert len(book["clinical"].data_validations.dataValidation) == 4


@pytest.mark.parametrize(
    ("row", "stored"),
    [
        ('P1,bed,,,C1,10,"59,5",Gy,LQ,', "59.5"),
        ("P1,ptv,,,C1,,34.70,ml,,", "34.7"),
        ("P1,applicator_diameter,,,C1,,2.0,cm,,", "2"),
        ("P1,histology,,,,,Lung Adenocarcinoma,,,", "lung adenocarcinoma"),
        ("P1,steroid,2019-01-01,,,Dexamethasone,12,mg/d,,", "12"),
        ("P1,treatment,2019-01-01,2019-01-08,C1,,hsrt,,,", "HSRT"),
        ("P1,treatment,2019-01-01,,C1,,Gamma Knife,,,", "Gamma Knife"),
        ("P1,arm,,,,,iort,,,", "IORT"),
    ],
)
def test_values_are_stored_in_one_spelling(tmp_path: Path, row: str, stored: str) -> None:
    (event,) = events_of(tmp_path, f"{','.join(COLUMNS)}\n{row}\n")
    assert event.value == stored


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


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        ("P1,kps,,,,,85,,,", "value", "must be a whole number from 0 to 100 % in steps of 10"),
        ("P1,age,,,,,1200,,,", "value", "must be a number from 0 to 120 years"),
        ("P1,age,,,,,-3,,,", "value", "must be a number from 0 to 120 years"),
        ('P1,ptv,,,C1,,"1,500",,,', "value", "must be a number from 0.1 to 1000 cm³"),
        ("P1,ptv,,,C1,,nan,,,", "value", "must be a number from 0.1 to 1000 cm³"),
        ("P1,fractions,,,C1,,5.5,,,", "value", "must be a whole number from 1 to 40"),
        ("P1,rpa_class,,,,,4,,,", "value", "must be 1 | 2 | 3"),
        ("P1,applicator_diameter,,,C1,,2,mm,,", "unit", "must be cm"),
        ("P1,histology,,,,,breast,mm,,", "unit", "must be empty for histology"),
        ("P1,bed,,,C1,,59.5,,LQ,", "item", "must be given for bed"),
        ("P1,bed,,,C1,10,59.5,,,", "qualifier", "must be given for bed"),
        ("P1,steroid,2019-01-01,,,aspirin,4,,,", "item", "must be dexamethasone | prednisone | prednisolone | "
         "methylprednisolone | hydrocortisone"),
        ("P1,ctcae,2019-01-01,,C1,Headache,6,,,", "value", "must be 1 | 2 | 3 | 4 | 5"),
        ("P1,ctcae,2019-01-01,,C1,,3,,,", "item", "must be given for ctcae"),
        ("P1,resection_status,,,C1,,R0,,radiologist,", "qualifier", "must be MRI | surgeon | histology"),
        ("P1,resection_status,,,C1,,R0,,,", "qualifier", "must name the source of R0 or R1"),
        ("P1,systemic_therapy,2019-03-01,2019-02-01,,,immunotherapy,,,", "until", "lies before the date on which it "
         "began"),
        ("P1,bevacizumab,2019-03-01,2027-02-01,,,,,,", "until", "lies in the future"),
        ("P1,death,2019-03-01,2019-03-02,,,other,,,", "until", "must be empty for death"),
    ],
)  # fmt: skip
def test_a_bad_cell_of_the_later_columns_is_named_too(tmp_path: Path, row: str, column: str, rule: str) -> None:
    with pytest.raises(BadClinicalTable) as refused:
        events_of(tmp_path, f"{','.join(COLUMNS)}\n{row}\n")
    assert [(cell.column, cell.rule) for cell in refused.value.cells] == [(column, rule)]


OPERATED = "surgery,2019-03-11,,C1,,,,,"
CONTRADICTIONS = {
    "IORT on another day than the surgery": (
        (OPERATED, "treatment,2019-03-12,,C1,,IORT,,,"),
        "date", "is not the day of surgery, on which IORT is given",
    ),
    "a number of metastases against the word": (
        ("metastases_number,,,,,2,,,", "metastases,,,,,single,,,"), "value", "contradicts metastases_number",
    ),
    "no metastasis left that was resected": (
        ("metastases_number,,,,,2,,,", "non_resected,,,,,2,,,"), "value", "leaves no metastasis that was resected",
    ),
    "a single metastasis and one not resected": (
        ("metastases,,,,,single,,,", "non_resected,,,,,1,,,"), "value", "leaves no metastasis that was resected",
    ),
    "a date of an irradiation that was not": (
        ("prior_irradiation,2018-01-01,,,,no,,,",), "value", "contradicts the date or kind of that irradiation",
    ),
    "a prior irradiation after the surgery": (
        (OPERATED, "prior_irradiation,2019-04-01,,,,yes,,,"), "date", "lies after the index surgery",
    ),
    "a cavity irradiated before in a brain that was not": (
        ("prior_irradiation,,,,,no,,,", "prior_irradiation_of_cavity,,,C1,,yes,,,"),
        "value", "contradicts prior_irradiation",
    ),
    "an age against birth and surgery": (
        (OPERATED, "birth,1950-03-11,,,,,,,", "age,,,,,61,,,"), "value", "contradicts birth and surgery",
    ),
    "anything after the data cut-off": (
        ("data_cutoff,2019-12-31,,,,,,,", "last_contact,2020-01-01,,,,,,,"), "date", "lies after the data cut-off",
    ),
    "a therapy that goes on after death": (
        ("death,2019-12-31,,,,other,,,", "steroid,2019-12-01,2020-01-02,,dexamethasone,4,,,"),
        "until", "lies after the death",
    ),
    "a dose of IORT in a patient of HSRT": (
        ("arm,,,,,HSRT,,,", "surface_dose,,,C1,,20,,,"), "kind", "is of IORT, and the cavity had no IORT",
    ),
    "fractions of a cavity that had IORT": (
        ("arm,,,,,IORT,,,", OPERATED, "treatment,2019-03-11,,C1,,IORT,,,", "fractions,,,C1,,5,,,"),
        "kind", "is of HSRT, and the cavity had no HSRT",
    ),
    "a fatal event of one who lives": (
        ("ctcae,2019-12-31,,,Seizure,5,,,",), "value", "is death, and there is no death row",
    ),
    "a fatal event on a day before death": (
        ("death,2019-12-31,,,,other,,,", "ctcae,2019-12-01,,,Seizure,5,,,"),
        "date", "is not the day of death, as that of grade 5 is",
    ),
    "an arm of IORT, and only HSRT was given": (
        ("arm,,,,,IORT,,,", OPERATED, "treatment,2019-04-11,,C1,,HSRT,,,"),
        "value", "is not the arm of the only radiotherapy, HSRT",
    ),
    "an arm of HSRT, and only IORT was given": (
        ("arm,,,,,HSRT,,,", OPERATED, "treatment,2019-03-11,,,,IORT,,,"),
        "value", "is not the arm of the only radiotherapy, IORT",
    ),
    "HSRT of a cavity before its surgery": (
        (OPERATED, "surgery,2019-09-11,,C2,,,,,", "treatment,2019-04-11,,C2,,HSRT,,,"),
        "date", "lies before the surgery",
    ),
    "HSRT before any surgery": (
        (OPERATED, "treatment,2019-02-11,,,,HSRT,,,"), "date", "lies before the surgery",
    ),
    "a discharge before the surgery of its cavity": (
        (OPERATED, "surgery,2019-09-11,,C2,,,,,", "discharge,2019-03-18,,C2,,,,,"),
        "date", "lies before the surgery",
    ),
    "two daily doses at once": (
        ("steroid,2019-05-01,2019-05-20,,dexamethasone,8,,,", "steroid,2019-05-10,,,dexamethasone,4,,,"),
        "date", "overlaps row 2",
    ),
    "two values of one cavity": (("or_time,,,C1,,100,,,", "or_time,,,C1,,120,,,"), "kind", "repeats row 2"),
}  # fmt: skip


@pytest.mark.parametrize("case", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_facts_that_cannot_both_hold_are_named(tmp_path: Path, case: tuple[tuple[str, ...], str, str]) -> None:
    rows, column, rule = case
    with pytest.raises(BadClinicalTable) as refused:
        events_of(tmp_path, "\n".join([",".join(COLUMNS), *(f"P1,{row}" for row in rows)]))
    assert [(cell.column, cell.rule) for cell in refused.value.cells] == [(column, rule)]


COHERENT = {
    "a dose that follows on the day the last one ended": (
        "steroid,2019-05-01,2019-05-10,,dexamethasone,8,,,", "steroid,2019-05-10,,,dexamethasone,4,,,",
    ),
    "two sources of one resection status": (
        "resection_status,,,C1,,R0,,MRI,", "resection_status,,,C1,,R1,,surgeon,", OPERATED,
    ),
    "HSRT of a cavity that had IORT before": (
        "arm,,,,,IORT,,,", OPERATED, "treatment,2019-03-11,,C1,,IORT,,,", "treatment,2020-03-11,,C1,,HSRT,,,",
        "fractions,,,C1,,5,,,",
    ),
    "an age that is that of the day of radiotherapy": (OPERATED, "birth,1950-04-01,,,,,,,", "age,,,,,69,,,"),
    "a fatal event on the day of death": ("death,2019-12-31,,,,other,,,", "ctcae,2019-12-31,,,Seizure,5,,,"),
    "an arm of HSRT that was not begun, and radiosurgery": (
        "arm,,,,,HSRT,,,", OPERATED, "treatment,2019-04-11,,C1,,SRS,,,",
    ),
    "HSRT of the first cavity before the second one was operated on": (
        "arm,,,,,HSRT,,,", OPERATED, "surgery,2019-09-11,,C2,,,,,", "treatment,2019-04-11,,,,HSRT,,,",
    ),
    "the data cut-off after death": ("death,2019-12-31,,,,other,,,", "data_cutoff,2023-10-18,,,,,,,"),
}  # fmt: skip


@pytest.mark.parametrize("rows", COHERENT.values(), ids=COHERENT)
def test_facts_that_go_together_are_taken(tmp_path: Path, rows: tuple[str, ...]) -> None:
    table = "\n".join([",".join(COLUMNS), *(f"P1,{row}" for row in rows)])
    assert len(events_of(tmp_path, table)) == len(rows)


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


SHOWN = [
    # row, what is named of its bad cell
    ("P1,kps,,,,,850,,,", "row 2 value 850"),
    ("P1,kps,,,,,-10,,,", "row 2 value -10"),
    ("P1,kps,,,,,1961,,,", "row 2 value"),  # may be a year of birth
    ("P1,age,,,,,1961,,,", "row 2 value"),
    ("P1,age,,,,,19610312,,,", "row 2 value"),
    ("P1,age,,,,,312,,,", "row 2 value"),  # may be the twelfth of March
    ("P1,birth,1950-03-12,,,,12.03,,,", "row 2 value"),
    ("P1,histology,,,,,Meier,,,", "row 2 value"),
    ("1/2,age,,,,,50,,,", "row 2 subject"),
    ("P1,wbrt,1950,,,,,,,", "row 2 date"),
]


@pytest.mark.parametrize(("row", "named"), SHOWN, ids=[row[0] for row in SHOWN])
def test_a_value_is_shown_where_it_is_a_number_too_short_for_a_year(tmp_path: Path, row: str, named: str) -> None:
    with pytest.raises(BadClinicalTable) as refused:
        events_of(tmp_path, "\n".join([",".join(COLUMNS), row]))
    assert [cell.named.partition(":")[0] for cell in refused.value.cells] == [named]


def test_an_age_that_contradicts_the_birth_is_not_shown(tmp_path: Path) -> None:
    rows = ("surgery,2019-03-11,,C1,,,,,", "birth,1950-03-11,,,,,,,", "age,,,,,61,,,")
    with pytest.raises(BadClinicalTable) as refused:
        events_of(tmp_path, "\n".join([",".join(COLUMNS), *(f"P1,{row}" for row in rows)]))
    assert refused.value.named == "row 4 value: contradicts birth and surgery"


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
        taken = len(check_table(cells, today=TODAY).all_sound().events)
    except BadClinicalTable as refused:
        lines = [one_line(refused)]
    assert taken == len(rows) or 30 < len(lines[0]) <= 300


def test_the_page_about_the_table_is_made_from_the_rules() -> None:
    page = Path(__file__).parents[2] / "docs" / "clinical_table.md"
    assert rules_as_markdown() in page.read_text(encoding="utf-8")
    assert set(RULES) == set(ClinicalKind)
