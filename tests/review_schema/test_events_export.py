"""events.csv and its dictionary: layout, safety, and the same bytes for the same input."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_schema.charter import Charter
from review_schema.endpoints import EventRow, Flag, derive_events
from review_schema.export.events import COLUMNS, cell, csv_lines, dictionary_csv, dictionary_markdown, events_csv
from tests.review_schema.histories import clinical_of, read_of

VISITS = "d2 PIE/NED; d93 NED/NED; d186 LP/NED; d275 LP/DP; d368 LP/DP"


def rows(visits: str = VISITS, clinical: str = "arm IORT", subject: str = "P1") -> tuple[EventRow, ...]:
    reads = [read_of(visits, subject=subject, reader=name, read_id=f"read-{name}") for name in "AB"]
    return derive_events(reads, clinical_of(clinical, subject=subject), Charter())


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def test_a_line_holds_what_the_row_says() -> None:
    line = next(line for line in table(events_csv(rows())) if line["paramcd"] == "ICDC")
    assert {name: line[name] for name in ("id", "cavity", "arm", "paramcd", "time_days", "status")} == {
        "id": "P1",
        "cavity": "NA",
        "arm": "IORT",
        "paramcd": "ICDC",
        "time_days": "368",
        "status": "1",
    }
    local = next(line for line in table(events_csv(rows())) if (line["paramcd"], line["cavity"]) == ("LPFS", "C1"))
    assert (local["left_days"], local["right_days"], local["entry_days"]) == ("93", "186", "0")
    assert (local["origin_date"], local["event_date"], local["confirmed"]) == ("2019-03-11", "2019-09-13", "confirmed")
    assert (local["reader"], local["read_id"], local["scan_id"]) == ("A", "read-A", "scan-186-2")


def test_every_column_of_the_interchange_is_there() -> None:
    wanted = "id cavity arm paramcd time_days status left_days right_days entry_days origin_date event_date reason"
    assert set(f"{wanted} confirmed reader rule_set".split()) <= {column.name for column in COLUMNS}


def test_what_is_unknown_or_infinite_is_na() -> None:
    line = table(events_csv(rows("d93 NED/NED", "")))[0]
    assert (line["arm"], line["right_days"], line["competing_days"], line["confirmed"]) == ("NA",) * 4
    assert "None" not in events_csv(rows("", "")).decode()


def test_lines_are_sorted_by_patient_reader_and_unit() -> None:
    lines = [(line["id"], line["reader"], line["cavity"], line["paramcd"]) for line in table(events_csv(rows()))]
    key = [(subject, reader, "" if cavity == "NA" else cavity, paramcd) for subject, reader, cavity, paramcd in lines]
    assert key == sorted(key)


def test_the_order_of_reads_and_clinical_rows_changes_no_byte() -> None:
    reads = [read_of(VISITS, subject="P1", reader=name, read_id=f"read-{name}") for name in "AB"]
    clinical = clinical_of("arm IORT; surgery C1 d0; last_contact d400", subject="P1")
    content = events_csv(derive_events(reads, clinical, Charter()))
    assert events_csv(derive_events(reads[::-1], clinical[::-1], Charter())) == content


def test_the_file_is_plain_utf_8_with_unix_lines() -> None:
    content = events_csv(rows(subject="Pät"))
    assert "Pät" in content.decode("utf-8")
    assert content[:2] == b"id"
    assert b"\r" not in content
    assert content.endswith(b"\n")


def test_the_dictionary_tells_every_column_once_and_in_order() -> None:
    assert [line["variable"] for line in table(dictionary_csv())] == list(table(events_csv(rows()))[0])
    assert all(line["meaning"] for line in table(dictionary_csv()))


def test_the_dictionary_names_every_flag_that_a_row_can_carry() -> None:
    meaning = next(column.meaning for column in COLUMNS if column.name == "flags")
    assert all(flag in meaning for flag in get_args(Flag))


def test_the_page_about_events_holds_the_dictionary() -> None:
    page = Path(__file__).parents[2] / "docs" / "events.md"
    assert dictionary_markdown() in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\x00@x", "\x80=1+1", "\x9b=1", "\ufeff=1+1", "\u200b-1"],
)
def test_no_text_can_run_as_a_formula(text: str) -> None:
    assert cell(text).startswith("'")
    assert not set(cell(text)) & set("\t\r\x00\x80\x9b")


@pytest.mark.parametrize(
    ("value", "text"), [(None, "NA"), (-3, "-3"), (0.5, "0.5"), (date(2020, 1, 2), "2020-01-02"), ("C-1", "C-1")]
)
def test_numbers_and_dates_stay_as_they_are(value: object, text: str) -> None:
    assert cell(value) == text


@given(st.text(st.characters(codec="utf-8")))
def test_any_pseudonym_comes_back_from_the_file_and_runs_nothing(subject: str) -> None:
    (first, *_) = table(events_csv(rows("", subject=subject)))
    assert first["id"] == cell(subject)
    assert first["id"].lstrip()[:1] not in ("=", "+", "-", "@")


@given(st.lists(st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["", ",", '"', 'a"b', "x, y"])), min_size=1)))
def test_lines_are_those_of_the_csv_library_whatever_the_cells_hold(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([cell(value) for value in row] for row in rows)
    assert csv_lines(rows).decode() == text.getvalue()
