"""From lines of events.csv to figures: what is counted, what is left out, and what is refused."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from review_schema.charter import Charter
from review_schema.clinical_table import read_cells
from review_schema.endpoints import derive_events
from review_schema.errors import BadEventsTable, ColumnEmpty, ColumnUnknown, EventsTableUnreadable, NoSuchEvents
from review_schema.event_table import EventLine, event_lines
from review_schema.export.events import events_csv
from review_schema.export.survival import survival_files
from review_schema.survival_analysis import Question, analyse, readers_of
from review_schema.table3 import OUTCOMES, table3_csv, table3_markdown, table_rows
from tests.review_schema.endpoint_cases import CASES, Case
from tests.review_schema.histories import clinical_of, read_of

HEADER = (
    "id,cavity,arm,paramcd,time_days,status,left_days,right_days,competing_days,entry_days,reader,prior_irradiation"
)
COHORT = f"""{HEADER}
P1,NA,IORT,OS,100,1,100,100,NA,0,NA,no
P2,NA,IORT,OS,400,0,400,NA,NA,0,NA,no
P3,NA,HSRT,OS,50,1,50,50,NA,30,NA,no
P4,NA,HSRT,OS,300,1,300,300,NA,20,NA,yes
P1,C1,IORT,RNFREE,90,2,90,NA,100,0,A,no
P2,C1,IORT,RNFREE,180,1,90,180,NA,0,A,no
P2,C2,IORT,RNFREE,400,0,400,NA,NA,0,A,no
P3,C1,HSRT,RNFREE,0,2,0,NA,50,30,A,no
P4,C1,HSRT,RNFREE,200,1,100,200,NA,20,A,yes
"""


def lines_of(text: str, folder: Path) -> tuple[EventLine, ...]:
    file = folder / "events.csv"
    file.write_text(text, encoding="utf-8")
    return event_lines(read_cells(str(file)))


@pytest.fixture
def cohort(tmp_path: Path) -> tuple[EventLine, ...]:
    return lines_of(COHORT, tmp_path)


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


# --- what is refused ------------------------------------------------------------------------------------------------

BAD = [
    ("P1,NA,IORT,OS,-5,0,NA,NA,NA,0,A,no", [("time_days", "lies before the origin")]),
    ("P1,NA,IORT,OS,soon,0,NA,NA,NA,0,A,no", [("time_days", "must be a number of days or NA")]),
    ("P1,NA,IORT,OS,nan,0,NA,NA,NA,0,A,no", [("time_days", "must be a number of days or NA")]),
    ("P1,NA,IORT,OS,5,3,NA,NA,NA,0,A,no", [("status", "must be 0, 1 or 2")]),
    ("NA,NA,IORT,OS,5,1,NA,NA,NA,0,A,no", [("id", "must be given")]),
    ("P1,NA,IORT,OS,50,2,NA,NA,40,0,A,no", [("competing_days", "lies before time_days")]),
    ("P1,NA,IORT,OS,50,1,40,30,NA,0,A,no", [("right_days", "lies before left_days")]),
    ("P1,NA,IORT,OS,50,1,60,70,NA,0,A,no", [("left_days", "lies after time_days")]),
    ("P1,NA,IORT,OS,50,0,60,NA,NA,0,A,no", [("left_days", "lies after time_days")]),
    ("P1,NA,IORT,OS,50,1,-9,50,NA,0,A,no", [("left_days", "lies before the origin")]),
    (
        "P1,NA,IORT,OS,50,1,NA,-5,NA,0,A,no",
        [("right_days", "lies before the origin"), ("right_days", "lies before time_days")],
    ),
    ("P1,NA,IORT,OS,50,1,20,45,NA,0,A,no", [("right_days", "lies before time_days")]),
    ("P1,NA,IORT,OS,50,1,50,50,NA,0,A,no,more", [("row", "has more cells than the header")]),
]


@pytest.mark.parametrize(("row", "named"), BAD, ids=[row for row, _ in BAD])
def test_a_bad_cell_is_named_by_row_column_and_rule(row: str, named: list[tuple[str, str]], tmp_path: Path) -> None:
    with pytest.raises(BadEventsTable) as refused:
        lines_of(f"{HEADER}\n{row}\n", tmp_path)
    assert [(cell.row, cell.column, cell.rule) for cell in refused.value.cells] == [(2, *rule) for rule in named]


def test_new_radiotherapy_is_a_day_however_its_number_is_written(tmp_path: Path) -> None:
    row = "P1,NA,IORT,OS,250,1,250,250,NA,0,A,no"
    (found,) = lines_of(f"{HEADER},new_radiotherapy_days\n{row},183.0\n", tmp_path)
    assert found.new_radiotherapy_days == 183
    with pytest.raises(BadEventsTable, match="row 2 new_radiotherapy_days: must be a number of days or NA"):
        lines_of(f"{HEADER},new_radiotherapy_days\n{row},later\n", tmp_path)


def test_a_unit_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadEventsTable, match="row 3 row: repeats the unit of row 2"):
        lines_of(f"{HEADER}\n" + "P1,NA,IORT,OS,5,1,5,5,NA,0,A,no\n" * 2, tmp_path)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", HEADER, f"{HEADER},status\nP1\n"])
def test_a_file_without_the_columns_or_rows_is_no_events_file(text: str, tmp_path: Path) -> None:
    with pytest.raises(EventsTableUnreadable):
        lines_of(text, tmp_path)


def test_an_endpoint_or_column_that_is_not_there_is_refused(cohort: tuple[EventLine, ...]) -> None:
    with pytest.raises(NoSuchEvents):
        analyse(cohort, Question("LPFS"), "A")
    with pytest.raises(NoSuchEvents):
        analyse(cohort, Question("OS", subgroup={"arm": "other"}), "A")
    with pytest.raises(ColumnUnknown):
        analyse(cohort, Question("OS", by="sex"), "A")


@pytest.mark.parametrize("asked", [{"by": "prior_irradiation"}, {"strata": "prior_irradiation"}], ids=str)
def test_a_column_that_nobody_has_a_value_in_is_named_as_such(
    asked: dict[str, str], cohort: tuple[EventLine, ...]
) -> None:
    unknown = [replace(line, cells={**line.cells, "prior_irradiation": ""}) for line in cohort]
    with pytest.raises(ColumnEmpty):
        analyse(unknown, Question("OS", **asked), "A")  # type: ignore[arg-type]


# --- what is counted ------------------------------------------------------------------------------------------------


def test_groups_are_the_values_of_the_column(cohort: tuple[EventLine, ...]) -> None:
    found = analyse(cohort, Question("OS", by="arm"), "A")
    assert [(group.name, group.units, group.events) for group in found.groups] == [("HSRT", 2, 2), ("IORT", 2, 1)]
    assert [name for name, _ in found.tests] == ["log-rank", "Fleming-Harrington, rho 1", "Gray"]


def test_a_subgroup_holds_only_who_belongs_to_it(cohort: tuple[EventLine, ...]) -> None:
    found = analyse(cohort, Question("OS", by="arm", subgroup={"prior_irradiation": "no"}), "A")
    assert [(group.name, group.units) for group in found.groups] == [("HSRT", 1), ("IORT", 2)]


def test_subjects_whom_nobody_read_belong_to_every_reader(cohort: tuple[EventLine, ...]) -> None:
    assert readers_of(cohort) == ("A",)
    assert analyse(cohort, Question("OS"), "A").groups[0].units == 4


def test_kaplan_meier_censors_death_and_incidence_counts_it(cohort: tuple[EventLine, ...]) -> None:
    (group,) = analyse(cohort, Question("RNFREE"), "A").groups
    assert (group.units, group.patients, group.events, group.competing) == (5, 4, 2, 2)
    year = group.landmarks[1]
    assert group.incidence is not None
    assert group.incidence.times.tolist() == [50, 100, 180, 200, 400]
    assert year.incidence is not None
    assert year.incidence.value == pytest.approx(2 / 5)
    assert year.free.value == pytest.approx(1 / 3)
    assert year.free_clustered is not None


def test_the_hazard_ratio_takes_the_cavities_of_a_patient_together(cohort: tuple[EventLine, ...]) -> None:
    by_cavity = analyse(cohort, Question("RNFREE", by="arm"), "A").hazard
    by_patient = analyse(cohort, Question("OS", by="arm"), "A").hazard
    assert by_cavity is not None
    assert by_cavity.robust_error is not None
    assert by_patient is not None
    assert by_patient.robust_error is None


def test_delayed_entry_leaves_out_who_was_never_under_observation(cohort: tuple[EventLine, ...]) -> None:
    found = analyse(cohort, Question("RNFREE", start="delayed"), "A")
    assert found.without_time == 1
    assert found.groups[0].incidence is None


def test_from_the_start_of_treatment_days_are_counted_from_it(cohort: tuple[EventLine, ...]) -> None:
    found = analyse(cohort, Question("OS", by="arm", start="treatment"), "A")
    assert found.groups[0].free.times.tolist() == [20, 280]


# --- what is written ------------------------------------------------------------------------------------------------


def test_the_same_lines_in_another_order_give_the_same_bytes(cohort: tuple[EventLine, ...]) -> None:
    question = Question("RNFREE", by="arm")
    one = survival_files([analyse(cohort, question, "A")])
    assert survival_files([analyse(cohort[::-1], question, "A")]) == one
    assert set(one) == {f"RNFREE_{name}" for name in ("curves.csv", "landmarks.csv", "times.csv", "tests.csv")} | {
        "RNFREE_survival.md"
    }


def test_what_r_cannot_estimate_is_na_in_the_files(cohort: tuple[EventLine, ...]) -> None:
    files = survival_files([analyse(cohort, Question("OS", by="arm"), "A")])
    first = next(row for row in table(files["OS_landmarks.csv"]) if row["group"] == "IORT")
    assert (first["months"], first["at_risk"], first["estimate"]) == ("6", "1", "kaplan_meier")
    early = next(row for row in table(files["OS_curves.csv"]) if row["estimate"] == "interval_censored")
    assert early["value"] == "0.5"
    median = next(row for row in table(files["OS_times.csv"]) if row["figure"] == "median" and row["group"] == "IORT")
    assert (median["days"], median["low"], median["high"]) == ("250", "100", "NA")


def test_text_of_the_file_that_a_spreadsheet_would_run_is_harmless(tmp_path: Path) -> None:
    lines = lines_of(f"{HEADER}\nP1,NA,'=1+1,OS,5,1,5,5,NA,0,A,no\n", tmp_path)
    files = survival_files([analyse(lines, Question("OS", by="arm"), "A")])
    assert {row["group"] for row in table(files["OS_curves.csv"])} == {"'=1+1"}


def test_table_3_has_every_outcome_and_says_where_the_file_is_silent(cohort: tuple[EventLine, ...]) -> None:
    rows = table_rows(cohort, "A")
    silent = {row.outcome.name for row in rows if row.analysis is None}
    assert {outcome.name for outcome in OUTCOMES} - silent == {
        "Overall survival",
        "Radionecrosis",
        "Radionecrosis, no prior cerebral irradiation",
    }
    page = table3_markdown({"A": rows})
    assert all(outcome.name in page for outcome in OUTCOMES)
    assert "[0]" in page  # nobody is followed for two years: R carries the estimate on, and the page says so
    assert "At risk 0: nobody was followed that long" in page
    necrosis = [row for row in table(table3_csv({"A": rows})) if row["paramcd"] == "RNFREE"]
    assert {row["printed_as"] for row in necrosis} == {"1 - Kaplan-Meier"}
    first = next(row for row in necrosis if row["arm"] == "HSRT" and row["months"] == "12")
    assert (first["percent"], first["cumulative_incidence_percent"]) == ("100", "50")


def test_what_rimread_events_writes_can_be_analysed(tmp_path: Path) -> None:
    visits = "d2 NED/NED; d93 NED/NED; d186 LP/NED; d275 LP/DP; d368 LP/DP"
    clinical = "arm IORT; prior_irradiation no; metastases single"
    rows = derive_events([read_of(visits, subject="P1")], clinical_of(clinical, subject="P1"), Charter())
    lines = lines_of(events_csv(rows).decode(), tmp_path)
    (group,) = analyse(lines, Question("LPFS", by="arm", subgroup={"metastases": "single"}), "A").groups
    assert (group.name, group.events, group.free.times.tolist()) == ("IORT", 1, [186])


@pytest.mark.parametrize(
    "case", [case for case in CASES if "refused" not in case.expected.values()], ids=lambda case: case.sentence
)
def test_every_history_gives_rows_that_the_analysis_takes(case: Case, tmp_path: Path) -> None:
    charter = Charter.model_validate(Charter().model_dump() | case.charter)
    rows = derive_events([read_of(case.visits)], clinical_of(case.clinical), charter)
    assert len(lines_of(events_csv(rows).decode(), tmp_path)) == len(rows)
