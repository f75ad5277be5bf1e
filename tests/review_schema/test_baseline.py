"""Baseline tables: what is counted in which group, what is missing, and doses."""

import csv
import io
from datetime import date
from typing import Any

import pytest

from review_schema.baseline import Baseline, Line, baseline
from review_schema.clinical_rules import COLUMNS
from review_schema.clinical_table import check_table
from review_schema.clinical_template import example_rows
from review_schema.dose import bed_gy
from review_schema.export.baseline import baseline_files
from review_schema.steroids import EQUIVALENT_MG, dexamethasone_mg

TABLE = """
H1|arm|||||HSRT
H1|age|||||60
H1|histology|||||breast
H1|metastases_number|||||3
H1|non_resected|||||1
H1|surgery|2020-01-01||C1
H1|surgery|2020-01-01||C2
H1|treatment|2020-01-30||C1||HSRT
H1|treatment|2020-02-03||C2||HSRT
H1|fractions|||C1||5
H1|fraction_dose|||C1||6
H1|bed|||C1|10|48||LQ
H1|fractions|||C2||5
H1|fraction_dose|||C2||7
H1|bed|||C2|10|48||LQ
H1|steroid|2019-12-28|2020-01-05||prednisone|20
H1|steroid|2019-12-20|||dexamethasone|8
H1|steroid|2019-12-29|||dexamethasone|4
H1|resection_status|||C1||R0||surgeon
H1|resection_status|||C1||R1||histology
H2|arm|||||HSRT
H2|birth|1950-01-02
H2|metastases|||||single
H2|surgery|2020-01-01||C1
I1|arm|||||IORT
I1|age|||||50
I1|histology|||||breast
I1|surgery|2020-01-01||C1
I1|treatment|2020-01-01||C1||IORT
I1|surface_dose|||C1||20
I1|bed|||C1|10|45||centre
I1|discharge|2020-01-08
N1|age|||||40
"""


def read(table: str, scans: dict[str, list[date]] | None = None) -> Baseline:
    rows = [line.split("|") for line in table.strip().splitlines()]
    cells = {"rows": [[1, list(COLUMNS)], *([number, row] for number, row in enumerate(rows, start=2))]}
    return baseline(check_table(cells, today=date(2026, 1, 1)).all_sound().events, scans)


def line_of(found: Baseline, name: str) -> Line:
    return next(line for line in found.lines if line.characteristic.name == name)


def told(found: Baseline, name: str) -> list[Any]:
    """HSRT, IORT, total: counts above zero, or the numbers; then how many are missing."""
    return [
        (({k: n for k, n in s.counts.items() if n} or list(s.numbers)), s.missing)
        for s in line_of(found, name).summaries
    ]


def test_patients_and_cavities_are_counted_by_the_arm_that_is_stated() -> None:
    found = read(TABLE)
    assert found.units == {
        "patient": {"HSRT": 2, "IORT": 1, "total": 3},
        "cavity": {"HSRT": 3, "IORT": 1, "total": 4},
    }
    assert found.without_arm == 1


SAID = {
    "Age": [([60, 69], 0), ([50], 0), ([50, 60, 69], 0)],  # the day before the seventieth birthday
    "Histology of the primary": [({"breast": 1}, 1), ({"breast": 1}, 0), ({"breast": 2}, 1)],
    "Single or multiple metastases": [({"single": 1, "multiple": 1}, 0), ([], 1), ({"single": 1, "multiple": 1}, 1)],
    "Any non-resected metastasis": [({"yes": 1}, 1), ([], 1), ({"yes": 1}, 2)],
    # The second dose of dexamethasone took the place of the first; 20 mg prednisone are 3 mg of it.
    "Steroids on the day of surgery": [([7.0], 1), ([], 1), ([7.0], 2)],
    "Resection status": [({"R1": 1}, 2), ([], 1), ({"R1": 1}, 3)],
    "Hospital stay": [([], 3), ([7], 0), ([7], 3)],
    "Fractions × dose": [({"5 × 6 Gy": 1, "5 × 7 Gy": 1}, 1), ([], 0), ({"5 × 6 Gy": 1, "5 × 7 Gy": 1}, 1)],
    "Surgery to HSRT": [([29, 33], 1), ([], 0), ([29, 33], 1)],
    "Surface dose": [([], 0), ([20], 0), ([20], 0)],
    "BED, as entered": [([48, 48], 1), ([45], 0), ([45, 48, 48], 1)],
    "BED, computed from fractions and dose": [([48, 59.5], 1), ([], 0), ([48, 59.5], 1)],
}


@pytest.mark.parametrize("name", SAID)
def test_what_is_said_of_each_group(name: str) -> None:
    assert told(read(TABLE), name) == SAID[name]


TWO_OPERATIONS = "P|arm|||||HSRT\nP|surgery|2020-01-01||C1\nP|surgery|2021-01-01||C2\n"
ONE_OPERATION = "P|arm|||||HSRT\nP|surgery|2020-01-01||C1\nP|surgery|2020-01-01||C2\n"
WHOSE = [
    # what the case teaches, the rest of the table, characteristic, what is said of the two cavities, missing
    (
        "a discharge is of the operation before it",
        TWO_OPERATIONS + "P|discharge|2020-01-08", "Hospital stay", ([7], 1),
    ),
    (
        "each operation has its own discharge",
        TWO_OPERATIONS + "P|discharge|2020-01-08\nP|discharge|2021-01-05", "Hospital stay", ([4, 7], 0),
    ),
    (
        "two cavities of one operation leave together",
        ONE_OPERATION + "P|discharge|2020-01-08", "Hospital stay", ([7, 7], 0),
    ),
    (
        "a cavity's own discharge goes before one that names none",
        ONE_OPERATION + "P|discharge|2020-01-08\nP|discharge|2020-01-10||C2", "Hospital stay", ([7, 9], 0),
    ),
    (
        "a complication is of the operation before it",
        TWO_OPERATIONS + "P|complication|2020-01-03||||haemorrhage",
        "Surgical complication", ({"yes": 1, "none recorded": 1}, 0),
    ),
    (
        "the start of HSRT that names no cavity gives way to a cavity's own",
        ONE_OPERATION + "P|treatment|2020-01-30||||HSRT\nP|treatment|2020-02-03||C2||HSRT",
        "Surgery to HSRT", ([29, 33], 0),
    ),
    (
        "radiosurgery of a cavity takes the place of no HSRT",
        ONE_OPERATION + "P|treatment|2020-01-30||||HSRT\nP|treatment|2020-02-03||C2||SRS",
        "Surgery to HSRT", ([29, 29], 0),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("told_of", "table", "name", "both"), WHOSE, ids=[row[0] for row in WHOSE])
def test_a_row_without_a_cavity_belongs_to(told_of: str, table: str, name: str, both: object) -> None:
    assert told(read(table), name)[-1] == both


def test_an_entered_bed_that_is_not_that_of_its_fractions_is_told() -> None:
    assert read(TABLE).bed_differs == 1


@pytest.mark.parametrize(("dose_gy", "bed"), [(6, 48.0), (7, 59.5)])
def test_the_bed_of_five_fractions_is_that_of_the_paper(dose_gy: float, bed: float) -> None:
    assert bed_gy(5, dose_gy, 10) == pytest.approx(bed, abs=1e-12)


@pytest.mark.parametrize("substance", EQUIVALENT_MG)
def test_equally_potent_doses_are_the_same_dexamethasone(substance: str) -> None:
    doses = {"dexamethasone": 3, "prednisone": 20, "prednisolone": 20, "methylprednisolone": 16, "hydrocortisone": 80}
    assert dexamethasone_mg(substance, doses[substance]) == pytest.approx(3)


def test_follow_up_by_mri_is_told_with_scans_only_and_is_zero_without_one_after_surgery() -> None:
    assert all(line.characteristic.name != "MRI follow-up" for line in read(TABLE).lines)
    scans = {"H1": [date(2019, 12, 30), date(2020, 12, 31)], "I1": [date(2019, 12, 30)]}
    months = 365 / 30.4375
    assert told(read(TABLE, scans), "MRI follow-up") == [
        ([0, months, months], 0),
        ([0], 0),
        ([0, 0, months, months], 0),
    ]


def csv_rows(found: Baseline) -> list[dict[str, str]]:
    text = baseline_files(found)["baseline.csv"].decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_shares_are_of_those_of_whom_it_is_known_and_the_missing_ones_are_counted() -> None:
    rows = {(row["level"], row["group"]): row for row in csv_rows(read(TABLE)) if "Histology" in row["characteristic"]}
    assert [(rows["breast", g]["count"], rows["breast", g]["percent"]) for g in ("HSRT", "IORT", "total")] == [
        ("1", "100.0"),
        ("1", "100.0"),
        ("2", "100.0"),
    ]
    assert (rows["missing", "HSRT"]["count"], rows["missing", "HSRT"]["percent"]) == ("1", "50.0")
    assert rows["ovarian", "total"]["count"] == "0"


def test_the_page_stands_like_the_paper_s_tables() -> None:
    page = baseline_files(read(TABLE))["baseline.md"].decode().splitlines()
    assert "| | HSRT (n = 2) | IORT (n = 1) | total (n = 3) | p | test |" in page
    age = (
        "| **Age (years)** | 64.5 (60–69), 64.5 | 50 (50–50), 50 | 60 (50–69), 59.7 | 0.6667 | Mann-Whitney U, exact |"
    )
    assert age in page
    assert "| breast | 1 (100.0%) | 1 (100.0%) | 2 (100.0%) | | |" in page
    assert "| **Surface dose (Gy)** | – | 20 (20–20), 20 | 20 (20–20), 20 | – | – |" in page
    assert not any("Sex" in line for line in page)


def test_the_files_are_the_same_bytes_whatever_the_order_of_the_rows() -> None:
    shuffled = "\n".join(reversed(TABLE.strip().splitlines()))
    assert baseline_files(read(TABLE)) == baseline_files(read(shuffled))


def test_every_column_of_the_csv_file_stands_in_its_dictionary() -> None:
    files = baseline_files(read("\n".join("|".join(row) for row in example_rows())))
    header = files["baseline.csv"].decode().splitlines()[0].split(",")
    described = csv.DictReader(io.StringIO(files["baseline_dictionary.csv"].decode()))
    assert [row["variable"] for row in described] == header
    assert all(f"`{name}`" in files["baseline_dictionary.md"].decode() for name in header)


def test_nobody_gives_empty_tables() -> None:
    found = read("N1|age|||||40")
    assert found.units["patient"]["total"] == 0
    assert "n = 0" in baseline_files(found)["baseline.md"].decode()
