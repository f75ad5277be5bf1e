"""The R script beside an events file: what R computes from it is what RimRead computes, to the last digit that counts.

R, survival and cmprsk are Debian's r-base-core, r-cran-survival and r-cran-cmprsk (`make test` installs them); without
them these tests fail.
"""

import csv
import io
import os
import random
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from review_schema.charter import Charter
from review_schema.clinical_table import read_cells
from review_schema.endpoints import derive_events
from review_schema.errors import NoSuchEvents
from review_schema.event_table import EventLine, event_lines
from review_schema.export.events import cell, csv_bytes, events_csv
from review_schema.export.r_script import r_script
from review_schema.export.survival import survival_files
from review_schema.survival_analysis import Question, analyse, readers_of
from review_schema.table3 import table3_csv, table_rows
from tests.review_schema.histories import clinical_of, read_of

CLOSE = 1e-6
NUMBERS = {
    "curves": ("at_risk", "events", "censored", "value", "standard_error", "low", "high"),
    "landmarks": ("days", "at_risk", "value", "standard_error", "low", "high"),
    "times": ("units", "patients", "events", "died_without", "days", "low", "high"),
    "tests": ("statistic", "degrees", "p", "ratio", "low", "high"),
}
KEYS = {
    "curves": ("reader", "group", "estimate", "time_days"),
    "landmarks": ("reader", "group", "months", "estimate"),
    "times": ("reader", "group", "figure"),
    "tests": ("reader", "test"),
}
Figures = dict[tuple[str, ...], dict[str, str]]


@dataclass(frozen=True)
class Run:
    """An events file, and what the script made of it."""

    lines: tuple[EventLine, ...]
    folder: Path
    said: str
    rimread: Mapping[str, Figures]  # the same questions, answered by `rimread survival`, by table


def run_script(folder: Path, events: bytes, *words: str, strata: str = "", script: bytes | None = None) -> Run:
    """Write events.csv and survival.R as an export does, and run the script as the statistician does."""
    (folder / "events.csv").write_bytes(events)
    (folder / "survival.R").write_bytes(script or r_script())
    done = subprocess.run(
        ["Rscript", "--vanilla", "survival.R", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    lines = event_lines(read_cells(str(folder / "events.csv")))
    return Run(lines, folder / "survival_R", done.stderr, of_rimread(lines, strata))


def table(content: bytes | str) -> list[dict[str, str]]:
    text = content.decode() if isinstance(content, bytes) else content
    return list(csv.DictReader(io.StringIO(text)))


def keyed(rows: Iterable[Mapping[str, str]], keys: Sequence[str], numbers: Sequence[str]) -> Figures:
    found: Figures = {}
    for row in rows:
        key = tuple(row[name] for name in keys)
        assert key not in found
        found[key] = {name: row[name] for name in numbers}
    return found


def of_r(run: Run, name: str) -> Figures:
    rows = table((run.folder / f"{name}.csv").read_text(encoding="utf-8"))
    return keyed(rows, ("paramcd", "unit", "start", "by", *KEYS[name]), NUMBERS[name])


def of_rimread(lines: Sequence[EventLine], strata: str) -> dict[str, Figures]:
    """The questions that the script asks, answered by `rimread survival`."""
    found: dict[str, Figures] = {name: {} for name in NUMBERS}
    units = sorted({(line.paramcd, "cavity" if line.cavity else "patient") for line in lines})
    for (paramcd, unit), start, by, reader in product(
        units, ("surgery", "delayed", "treatment"), ("arm", ""), readers_of(lines)
    ):
        question = Question(paramcd, by=by, strata=strata, unit=unit, start=start)  # type: ignore[arg-type]
        try:
            files = survival_files([analyse(lines, question, reader)])
        except NoSuchEvents:
            continue
        for name in NUMBERS:
            rows = keyed(table(files[f"{paramcd}_{name}.csv"]), KEYS[name], NUMBERS[name])
            found[name] |= {(paramcd, unit, start, by or "NA", *key): row for key, row in rows.items()}
    return found


def differences(expected: Figures, found: Figures) -> list[str]:
    """What differs, NA from a number too."""
    told = [f"only RimRead: {key}" for key in sorted(expected.keys() - found.keys())]
    told += [f"only R: {key}" for key in sorted(found.keys() - expected.keys())]
    for key in expected.keys() & found.keys():
        for name, text in expected[key].items():
            other = found[key][name]
            same = (
                text == other
                if "NA" in (text, other)
                else abs(float(text) - float(other)) <= CLOSE * max(1.0, abs(float(text)))
            )
            if not same:
                told.append(f"{key} {name}: RimRead {text}, R {other}")
    return sorted(told)


# --- cohorts ----------------------------------------------------------------------------------------------------------

COLUMNS = [
    "id",
    "cavity",
    "arm",
    "paramcd",
    "time_days",
    "status",
    "left_days",
    "right_days",
    "competing_days",
    "entry_days",
    "reader",
    "prior_irradiation",
    "metastases",
]
PER_PATIENT = ("OS", "DBC", "ICDC", "LMDFREE", "WBIFREE")
PER_CAVITY = ("LC", "RNFREE", "SRNFREE", "LPFS")


def drawn_cohort(
    seed: int, patients: int, *, arms: tuple[str, str] = ("IORT", "HSRT"), reader: str = "A", patient: str = "P"
) -> bytes:
    """Two arms, scans every 30 days (ties), deaths, up to two cavities each; no LMD at all in IORT, HSRT weeks late."""
    drawn = random.Random(seed)
    rows: list[list[object]] = []
    for number in range(patients):
        arm = drawn.choice(arms)
        entry = 0 if arm == arms[0] else drawn.choice([None, *range(14, 72)])
        known = [entry, reader, drawn.choice(["yes", "no", None]), drawn.choice(["single", "multiple"])]
        death = drawn.randrange(10, 1200) if drawn.random() < 0.5 else None
        last = min(30 * drawn.randrange(0, 36), death or 99999)
        units = [(None, code) for code in PER_PATIENT]
        units += [(f"C{n}", code) for n in range(1, drawn.choice([1, 1, 2]) + 1) for code in PER_CAVITY]
        for cavity, code in units:
            rows.append([f"{patient}{number:03}", cavity, arm, code, *course(drawn, code, arm, last, death), *known])
    return csv_bytes(COLUMNS, rows)


def course(drawn: random.Random, code: str, arm: str, last: int, death: int | None) -> list[int | None]:
    """Time, status, left, right and competing days of one unit."""
    if code == "OS":
        ended = death if death is not None else last + drawn.randrange(90)
        return [ended, int(death is not None), ended, ended if death is not None else None, None]
    seen = 30 * (1 + int(drawn.expovariate(1 / 25)))
    if seen <= last and not (code == "LMDFREE" and arm == "IORT"):
        return [seen, 1, max(0, seen - 30 * drawn.randrange(0, 4)), seen, None]
    return [last, 2 if death is not None else 0, last, None, death]


STORIES = {
    "P1": ("d2 PIE/NED; d93 NED/NED; d186 LP/NED; d275 LP/DP; d368 LP/DP", "arm IORT; treatment IORT d0; death d400"),
    "P2": ("d2 NED/NED; d93 NED/NED; d186 RN/NED; d275 RN/NED", "arm IORT; treatment IORT d0; last_contact d300"),
    "P3": ("d30 STABLE/NED; d120 NED/LMD; d200 NED/LMD", "arm HSRT; treatment HSRT d30; last_contact d210; wbrt d205"),
    "P4": (
        "d33 NED|NED/NED; d120 LP|NED/NED; d210 LP|NED/DP",
        "arm HSRT; surgery C1 d0; surgery C2 d0; treatment HSRT d40; death d300",
    ),
    "P5": ("", "arm HSRT; treatment HSRT d28; last_contact d100"),
}


def read_cohort() -> bytes:
    """A few cases read by two readers, derived as `rimread events` derives them."""
    reads = [
        read_of(visits, subject=subject, reader=reader, read_id=f"{subject}-{reader}")
        for subject, (visits, _) in STORIES.items()
        for reader in "AB"
        if visits and not (reader == "B" and subject == "P2")
    ]
    clinical = [row for subject, (_, rows) in STORIES.items() for row in clinical_of(rows, subject=subject)]
    return events_csv(derive_events(reads, clinical, Charter()))


def last_alone_cohort() -> bytes:
    """Arms whose only events are deaths on one day when nobody else is at risk: the log-rank test has no variance."""
    rows: list[list[object]] = []
    for number in range(12):
        arm = ("IORT", "HSRT")[number % 2]
        ended = [400, 1, 372, 400, None] if number < 2 else [186 + number, 0, 186 + number, None, None]
        rows.append([f"P{number:03}", None, arm, "RPFSD", *ended, 0 if arm == "IORT" else 28, "A", "no", "single"])
    return csv_bytes(COLUMNS, rows)


# R starts a few times only: all of this runs in one process.
pytestmark = pytest.mark.xdist_group("r")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run_script(tmp_path_factory.mktemp("drawn"), drawn_cohort(5, 36))


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run_script(tmp_path_factory.mktemp("read"), read_cohort())


# --- the same numbers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(NUMBERS))
@pytest.mark.parametrize("cohort", ["drawn", "read"])
def test_r_gives_rimreads_numbers(cohort: str, name: str, request: pytest.FixtureRequest) -> None:
    run: Run = request.getfixturevalue(cohort)
    assert len(run.rimread[name]) > 30
    assert differences(run.rimread[name], of_r(run, name)) == []


def test_a_test_without_variance_is_na_and_the_other_figures_are_written(tmp_path: Path) -> None:
    run = run_script(tmp_path, last_alone_cohort())
    for name in NUMBERS:
        assert differences(run.rimread[name], of_r(run, name)) == []
    tests = of_r(run, "tests")
    for start in ("surgery", "delayed"):
        without = tests["RPFSD", "patient", start, "arm", "A", "log-rank"]
        assert (without["statistic"], without["p"]) == ("NA", "NA")


def test_the_drawn_cohort_holds_what_is_hard(drawn: Run) -> None:
    about = [line for line in drawn.lines if line.paramcd == "LC"]
    assert len({line.time_days for line in about}) < len(about) / 2, "ties"
    assert any(line.status == 2 for line in about), "competing deaths"
    assert any(line.cavity == "C2" for line in about), "two cavities per patient"
    assert any(line.time_days == 0 for line in about), "nobody looked after day 0"
    without = [line for line in drawn.lines if line.paramcd == "LMDFREE" and line.cells["arm"] == "IORT"]
    assert {line.status for line in without} == {0, 2}, "a group without events"


@pytest.mark.parametrize("cohort", ["drawn", "read"])
def test_r_gives_rimreads_table_3(cohort: str, request: pytest.FixtureRequest) -> None:
    run: Run = request.getfixturevalue(cohort)
    expected = table(table3_csv({reader: table_rows(run.lines, reader) for reader in readers_of(run.lines)}))
    keys = ("reader", "outcome", "paramcd", "subgroup", "months", "arm", "printed_as")
    numbers = [name for name in expected[0] if name not in keys]
    found = table((run.folder / "table3.csv").read_text(encoding="utf-8"))
    assert list(found[0]) == list(expected[0])
    assert differences(keyed(expected, keys, numbers), keyed(found, keys, numbers)) == []


def test_stratified_tests_and_names_that_would_run_in_a_spreadsheet(tmp_path: Path) -> None:
    hostile = """=HSRT "β", x|y\\n"""
    events = drawn_cohort(11, 16, arms=("IORT", hostile), reader="@leser Ä", patient="-P'")
    edited = r_script().replace(b'by = c("arm", ""), strata = ""', b'by = c("arm", ""), strata = "metastases"')
    run = run_script(tmp_path, events, strata="metastases", script=edited)
    assert {key[5] for key in run.rimread["times"]} == {"IORT", cell(hostile), "all"}
    assert {name: differences(run.rimread[name], of_r(run, name)) for name in NUMBERS} == {name: [] for name in NUMBERS}


def test_without_cmprsk_only_grays_test_and_ezrs_limits_are_missing(tmp_path: Path) -> None:
    run = run_script(tmp_path, drawn_cohort(3, 12), "--without-cmprsk")
    told = {name: differences(run.rimread[name], of_r(run, name)) for name in NUMBERS}
    assert "cmprsk is not installed" in run.said
    assert told["curves"] == told["times"] == []
    assert all("cumulative_incidence_ezr" in line and line.endswith("R NA") for line in told["landmarks"])
    assert all("'Gray'" in line and line.endswith("R NA") for line in told["tests"])
    assert told["landmarks"]
    assert told["tests"]


NOTHING_TO_COMPARE = """id,cavity,arm,paramcd,time_days,status,left_days,right_days,competing_days,entry_days,reader
P1,C1,IORT,LC,366,0,366,NA,NA,0,A
P2,C1,HSRT,LC,368,1,279,368,NA,29,A
P3,C1,IORT,LC,365,0,365,NA,NA,0,A
P5,C1,HSRT,LC,281,2,281,NA,330,32,A
P6,C1,HSRT,LC,370,0,370,NA,NA,30,A
"""


def test_where_gray_has_nothing_to_compare_both_say_na(tmp_path: Path) -> None:
    run = run_script(tmp_path, NOTHING_TO_COMPARE.encode())
    assert run.rimread["tests"]["LC", "cavity", "surgery", "arm", "A", "Gray"]["statistic"] == "NA"
    assert differences(run.rimread["tests"], of_r(run, "tests")) == []


def test_r_draws_a_page_for_each_comparison_and_says_which_r_it_was(drawn: Run) -> None:
    pictures = {path.name for path in drawn.folder.glob("*.png")}
    assert {"LPFS_cavity_1.png", "OS_patient_1.png"} <= pictures
    assert (drawn.folder / "figures.pdf").read_bytes().startswith(b"%PDF")
    assert "survival" in (drawn.folder / "versions.txt").read_text()


def test_r_has_nothing_to_complain_of(drawn: Run, read: Run) -> None:
    assert (drawn.said, read.said) == ("", "")


def test_the_script_is_the_same_text_always_and_names_no_file_but_those_beside_it() -> None:
    assert r_script() == r_script()
    assert b"#<" not in r_script()
    assert b'"/' not in r_script()
