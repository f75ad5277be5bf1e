"""Walls measured visit by visit: from a small study with a nodule at the wall, on the command line too."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.usecases.measure_evolution import export_evolution, measure_walls
from app.usecases.study import Study
from imaging.errors import Cancelled
from review_schema.export.evolution import MEANINGS
from tests.app.reading_study import SUBJECT, make_study
from tests.app.small_case import DOUBTFUL, small_case
from tests.as_typed import rows_of, typed


def test_the_table_has_a_row_for_each_visit_and_cavity(study: Study, tmp_path: Path) -> None:
    outcome = export_evolution(study, tmp_path / "out")
    rows = rows_of(tmp_path / "out" / "evolution.csv")
    assert outcome.warnings == ()
    assert list(rows[0]) == list(MEANINGS)
    assert [(row["on"], row["days"], row["cavity"], row["trusted"]) for row in rows] == [
        ("2019-03-12", "1", "C1", "1"),
        ("2019-06-11", "92", "C1", "1"),
        ("2019-09-10", "183", "C1", "1"),
    ]
    assert [float(row["enhancing_ml"]) > 0 for row in rows] == [False, True, True], "a nodule from the second visit on"
    assert [row["registration_error_mm"] for row in rows] == ["0.0", "0.3", "0.3"]
    assert [row["contour"] for row in rows] == ["baseline"] * 3
    named = rows_of(tmp_path / "out" / "evolution_dictionary.csv")
    assert [row["variable"] for row in named] == list(MEANINGS)


def test_the_same_study_gives_the_same_bytes(study: Study, tmp_path: Path) -> None:
    for folder in ("once", "twice"):
        export_evolution(study, tmp_path / folder)
    once, twice = ((tmp_path / folder / "evolution.csv").read_bytes() for folder in ("once", "twice"))
    assert once == twice


def test_a_visit_that_is_not_to_be_trusted_has_no_figures_and_a_reason(study: Study, tmp_path: Path) -> None:
    third = study.state().subjects[SUBJECT].timepoints[2]
    assert third.registration is not None
    doubtful = third.registration.model_copy(update={"trusted": False, "reason": "=halves differ", "error_mm": 4.0})
    study.ledger.append(f"subject/{SUBJECT}", doubtful, "boss")
    outcome = export_evolution(study, tmp_path)
    last = rows_of(tmp_path / "evolution.csv")[-1]
    assert (last["enhancing_ml"], last["rim_mean_mm"], last["rim_max_mm"], last["trusted"]) == ("NA", "NA", "NA", "0")
    assert last["reason"] == "'=halves differ", "no spreadsheet takes it for a formula"
    assert outcome.warnings == ("visits without figures, because their registration is not to be trusted: 1",)


def test_a_case_without_a_cavity_is_left_out_and_that_is_said(tmp_path: Path) -> None:
    with make_study(tmp_path / "S", cavity=False) as study:
        outcome = export_evolution(study, tmp_path / "out")
    assert outcome.rows == ()
    assert outcome.warnings == ("subjects left out, who have scans but no cavity: 1",)
    assert rows_of(tmp_path / "out" / "evolution.csv") == []


def test_the_command_line_prints_what_it_writes(study_folder: Path, tmp_path: Path) -> None:
    facts = typed("evolution", study_folder, "--out", tmp_path / "out")
    rows = rows_of(tmp_path / "out" / "evolution.csv")
    assert [str(row["enhancing_ml"]) for row in facts["evolution"]] == [row["enhancing_ml"] for row in rows]


def test_a_visit_that_is_not_to_be_trusted_is_not_measured() -> None:
    case = small_case(registration=DOUBTFUL)
    assert measure_walls(case, case.visits[1]) == {}
    assert set(measure_walls(case, case.visits[0])) == {"C1"}


def test_a_case_without_cavities_measures_nothing() -> None:
    case = replace(small_case(), cavities={}, fields={})
    assert measure_walls(case, case.visits[0]) == {}


def test_measuring_stops_when_asked() -> None:
    case = small_case()
    with pytest.raises(Cancelled):
        measure_walls(case, case.visits[0], lambda: True)
