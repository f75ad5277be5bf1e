"""The outcome page: what the command line says of the same study, to the printed digit, and who may see it."""

import csv
import gc
import io
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.usecases.accounts import add_reader
from app.usecases.export_events import export_events
from app.usecases.study import Study
from app.viewmodels.jobs import ImmediateJobs
from app.viewmodels.outcome import OutcomeModel
from app.viewmodels.outcome_scene import Asked, Part
from app.views.case_page import CasePage
from app.views.coordinator_page import CoordinatorPage
from app.views.main_window import MainWindow
from app.views.outcome_page import OutcomePage
from app.views.qt_jobs import QtJobs
from app.views.survival_figure import figure_files
from app.views.worklist_page import WorklistPage
from app.wiring import application
from review_schema.vocabulary import Role
from tests.app.outcome_study import DRAWN, READERS, STATISTICIAN, make_cohort, read_elsewhere
from tests.app.reading_study import COORDINATOR, PASSWORD, READER
from tests.app.test_event_loop import longest_gap_ms, require_swift
from tests.as_typed import rows_of, typed
from tests.in_the_window import CTRL, Open, sign_in


@pytest.fixture(scope="module")
def cohort_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outcomes") / "study"
    make_cohort(folder).close()
    return folder


@pytest.fixture
def cohort(cohort_folder: Path) -> Iterator[Study]:
    with Study.open(cohort_folder) as study:
        yield study


def model_of(study: Study, role: Role = Role.COORDINATOR) -> OutcomeModel:
    application([])
    model = OutcomeModel(study, ImmediateJobs(), role, figure_files)
    model.load()
    return model


def outcomes_of(qtbot: QtBot, window: MainWindow, who: str = COORDINATOR) -> OutcomePage:
    """Sign in and go to the outcomes."""
    sign_in(qtbot, window, who, PASSWORD)
    if isinstance(window.page, CoordinatorPage):
        qtbot.mouseClick(window.page.outcomes_button, Qt.MouseButton.LeftButton)
    assert isinstance(window.page, OutcomePage)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return window.page


def choose(qtbot: QtBot, box: QComboBox, value: object) -> None:
    """Choose by keys, as a person does."""
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    while box.currentData() != value:
        before = box.currentIndex()
        qtbot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, f"{value!r} is not offered"


def said_in(page: OutcomePage) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


# --- the same figures as on the command line --------------------------------------------------------------------------

QUESTIONS = [
    (Asked("LPFS"), ["--paramcd", "LPFS", "--by", "arm"]),
    (Asked("LPFS", unit="cavity"), ["--paramcd", "LPFS", "--by", "arm", "--unit", "cavity"]),
    (Asked("LC", by_arm=False), ["--paramcd", "LC"]),
    (Asked("LPFS", prior="no"), ["--paramcd", "LPFS", "--by", "arm", "--subgroup", "prior_irradiation=no"]),
    (Asked("LPFS", metastases="single"), ["--paramcd", "LPFS", "--by", "arm", "--subgroup", "metastases=single"]),
    (Asked("OS", start="delayed"), ["--paramcd", "OS", "--by", "arm", "--start", "delayed"]),
    (Asked("LPFS", start="treatment"), ["--paramcd", "LPFS", "--by", "arm", "--start", "treatment"]),
]


@pytest.mark.parametrize(("asked", "words"), QUESTIONS, ids=[" ".join(words) for _, words in QUESTIONS])
def test_what_is_written_is_byte_for_byte_what_the_command_writes(
    asked: Asked, words: list[str], cohort: Study, tmp_path: Path
) -> None:
    export_events(cohort, tmp_path / "events")
    typed("survival", tmp_path / "events" / "events.csv", *words, "--out", tmp_path / "typed")
    model = model_of(cohort)
    model.ask(replace(asked, reader="anna"))
    model.write(tmp_path / "shown")
    assert model.error == ""
    typed_files, shown_files = (
        {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("typed", "shown")
    )
    assert shown_files == typed_files
    assert len(shown_files) == 11, "five tables, and a figure of each reader in three formats"


def test_the_figures_on_the_page_are_those_of_the_csv_to_the_printed_digit(
    qtbot: QtBot, opened: Open, cohort_folder: Path, cohort: Study, tmp_path: Path
) -> None:
    export_events(cohort, tmp_path)
    typed("survival", tmp_path / "events.csv", "--paramcd", "LPFS", "--by", "arm", "--out", tmp_path)
    page = outcomes_of(qtbot, opened(cohort_folder))
    qtbot.keyClick(page, Qt.Key.Key_F3)
    by_title = {table.sheet.title: table.sheet for table in page.tables}
    landmarks = [row for row in rows_of(tmp_path / "LPFS_landmarks.csv") if row["reader"] == "anna"]
    wanted = 0
    for row in landmarks:
        if row["estimate"] != "kaplan_meier":
            continue
        sheet = by_title[row["group"]]
        column = next(
            n for n, head in enumerate(sheet.columns) if head == f"{row['months']} months, {row['at_risk']} at risk"
        )
        value, low, high = (100 * float(row[name]) for name in ("value", "low", "high"))
        shown_cell = next(line for line in sheet.rows if line[0] == "free of the event, Kaplan-Meier")[column]
        assert shown_cell == f"{value:.1f} % ({low:.1f} to {high:.1f})"
        wanted += 1
    assert wanted == 6
    tests = {row["test"]: row for row in rows_of(tmp_path / "LPFS_tests.csv") if row["reader"] == "anna"}
    log_rank = next(line for line in by_title["Tests"].rows if line[0] == "log-rank")
    assert log_rank[1] == f"{float(tests['log-rank']['statistic']):.4f}"
    assert log_rank[3] == f"{float(tests['log-rank']['p']):.4f}"
    qtbot.keyClick(page, Qt.Key.Key_F2)
    assert log_rank[3] in page.figure.accessibleName(), "the test stands beside the curves, too"


def test_table_3_agreement_and_fragility_say_what_their_files_say(cohort: Study, tmp_path: Path) -> None:
    model = model_of(cohort)
    expected = {
        Part.TABLE3: ("table3.md", "| **Local control** |"),
        Part.AGREEMENT: ("agreement.md", "cavity LP"),
        Part.FRAGILITY: ("LPFS_fragility.md", "as analysed"),
    }
    for part, (name, mark) in expected.items():
        model.show(part)
        assert model.scene.sheets, part
        model.write(tmp_path)
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert mark in text
        numbers = {
            cell for sheet in model.scene.sheets for row in sheet.rows for cell in row if any(map(str.isdigit, cell))
        }
        assert numbers
        assert all(cell in text for cell in numbers), part


def test_the_events_are_written_as_the_command_writes_them(cohort: Study, tmp_path: Path) -> None:
    export_events(cohort, tmp_path / "typed")
    model = model_of(cohort)
    model.show(Part.EVENTS)
    model.write(tmp_path / "shown")
    assert (tmp_path / "shown" / "events.csv").read_bytes() == (tmp_path / "typed" / "events.csv").read_bytes()


# --- filters ----------------------------------------------------------------------------------------------------------


def test_filters_change_n(qtbot: QtBot, opened: Open, cohort_folder: Path) -> None:
    page = outcomes_of(qtbot, opened(cohort_folder))
    assert "HSRT: n = 12" in said_in(page)
    assert "IORT: n = 12" in said_in(page)
    choose(qtbot, page.prior_box, "no")
    assert "HSRT: n = 8" in said_in(page)
    choose(qtbot, page.metastases_box, "single")
    assert "HSRT: n = 4" in said_in(page)
    assert "IORT: n = 8" in said_in(page)
    choose(qtbot, page.prior_box, "")
    choose(qtbot, page.metastases_box, "")
    choose(qtbot, page.groups_box, False)
    assert f"all: n = {DRAWN}" in said_in(page)


def test_another_reader_has_other_events_and_is_named(qtbot: QtBot, opened: Open, cohort_folder: Path) -> None:
    page = outcomes_of(qtbot, opened(cohort_folder))
    before = said_in(page)
    choose(qtbot, page.reader_box, READERS[1])
    assert f"reader {READERS[1]}" in said_in(page)
    assert said_in(page) != before


def test_the_list_of_events_is_sorted_by_number_and_searched_by_words(
    qtbot: QtBot, opened: Open, cohort_folder: Path
) -> None:
    page = outcomes_of(qtbot, opened(cohort_folder))
    qtbot.keyClick(page, Qt.Key.Key_F, CTRL)
    qtbot.waitUntil(page.find_box.hasFocus)
    assert len(page.events.sheet.rows) == DRAWN
    qtbot.keyClicks(page.find_box, "event iort")
    rows = page.events.sheet.rows
    assert 0 < len(rows) < DRAWN
    assert {(row[2], row[4]) for row in rows} == {("IORT", "event")}
    page.find_box.clear()
    heads = page.events.horizontalHeader()
    place = heads.sectionViewportPosition(3) + 10
    for descending in (False, True):
        qtbot.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, 8))
        days = [int(row[3]) for row in page.events.sheet.rows]
        assert days == sorted(days, reverse=descending)


# --- why this date ----------------------------------------------------------------------------------------------------


def test_a_chosen_row_tells_why_it_has_its_date(qtbot: QtBot, opened: Open, cohort_folder: Path) -> None:
    page = outcomes_of(qtbot, opened(cohort_folder))
    qtbot.keyClick(page, Qt.Key.Key_F7)
    page.events.setFocus()
    for place, row in enumerate(page.events.sheet.rows[:6]):
        page.events.selectRow(place)
        assert page.model.why is not None
        assert row[0] in page.why_title.text()
        assert row[5] in page.model.why.steps[-1].text, "the last step says the row's date"
        assert page.model.why.steps[-1].text in said_in(page)


@pytest.fixture
def read_study_folder(study: Study, study_folder: Path) -> Path:
    """The small study with voxels, its one case read by somebody."""
    read_elsewhere(study)
    return study_folder


def test_from_a_date_one_goes_on_to_its_scan_and_back(qtbot: QtBot, opened: Open, read_study_folder: Path) -> None:
    window = opened(read_study_folder)
    page = outcomes_of(qtbot, window)
    choose(qtbot, page.groups_box, False)
    qtbot.keyClick(page, Qt.Key.Key_F7)
    page.events.selectRow(0)
    assert page.events.sheet.rows[0][5] == "2019-06-11"
    qtbot.mouseClick(page.visit_button, Qt.MouseButton.LeftButton)
    case = window.page
    assert isinstance(case, CasePage)
    assert case.editor.visits[case.editor.index].date == "2019-06-11"
    case.left.emit()
    assert isinstance(window.page, OutcomePage)
    assert window.page.model.part is Part.EVENTS


# --- who may see it ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.READER, Role.ADJUDICATOR])
def test_neither_reader_nor_adjudicator_gets_outcomes(cohort: Study, role: Role) -> None:
    with pytest.raises(ValueError, match="not for"):
        OutcomeModel(cohort, ImmediateJobs(), role, figure_files)


def test_a_reader_lands_on_the_worklist_and_finds_no_way_to_outcomes(
    qtbot: QtBot, opened: Open, cohort_folder: Path
) -> None:
    window = opened(cohort_folder)
    sign_in(qtbot, window, READER, PASSWORD)
    assert isinstance(window.page, WorklistPage)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F7):
        qtbot.keyClick(window.page, key)
    assert isinstance(window.page, WorklistPage)
    assert not hasattr(window.page, "outcomes_button")


def test_a_statistician_lands_on_the_outcomes_and_does_not_open_cases(
    qtbot: QtBot, opened: Open, read_study_folder: Path, study: Study
) -> None:
    add_reader(study, STATISTICIAN, PASSWORD, Role.STATISTICIAN, COORDINATOR)
    window = opened(read_study_folder)
    page = outcomes_of(qtbot, window, STATISTICIAN)
    choose(qtbot, page.groups_box, False)
    qtbot.keyClick(page, Qt.Key.Key_F7)
    page.events.selectRow(0)
    assert page.model.why is not None
    assert not page.visit_button.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)
    assert window.page is page
    qtbot.mouseClick(page.back_button, Qt.MouseButton.LeftButton)
    assert not isinstance(window.page, OutcomePage | CoordinatorPage)


# --- nothing to show --------------------------------------------------------------------------------------------------


def test_without_reads_the_page_says_what_is_missing(tmp_path: Path) -> None:
    with make_cohort(tmp_path / "study", 3, with_reads=False) as study:
        model = model_of(study)
        for part in Part:
            model.show(part)
            assert model.scene.empty is not None
            assert "No read is signed yet" in model.scene.empty[0]


def test_without_a_clinical_table_the_page_asks_for_it_and_agreement_stands(tmp_path: Path) -> None:
    with make_cohort(tmp_path / "study", 3, with_table=False) as study:
        model = model_of(study)
        assert model.scene.empty is not None
        assert "Import the clinical table" in model.scene.empty[0]
        model.show(Part.AGREEMENT)
        assert model.scene.sheets


def test_a_group_with_nobody_in_it_leads_back_to_all(qtbot: QtBot, tmp_path: Path, opened: Open) -> None:
    make_cohort(tmp_path / "study", 1).close()
    page = outcomes_of(qtbot, opened(tmp_path / "study"))
    choose(qtbot, page.metastases_box, "multiple")
    assert page.empty.isVisible()
    assert "Nobody is in this selection" in page.empty.text.text()
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert not page.empty.isVisible()
    assert "IORT: n = 1" in said_in(page)
    assert "Nobody stands in another arm" in said_in(page)


def test_an_endpoint_without_events_is_said_to_have_none(cohort: Study) -> None:
    model = model_of(cohort)
    model.ask(replace(model.asked, endpoint="LMDFREE"))
    assert model.scene.figure is not None
    assert any("No event so far" in note for note in model.scene.notes)


def test_fragility_without_groups_offers_to_compare_the_arms(cohort: Study) -> None:
    model = model_of(cohort)
    model.ask(replace(model.asked, by_arm=False))
    model.show(Part.FRAGILITY)
    assert model.scene.empty is not None
    model.answer_empty()
    assert model.asked.by_arm
    assert model.scene.sheets


def test_unread_subjects_and_rows_left_out_are_told(read_study_folder: Path, study: Study) -> None:
    model = model_of(study)
    notes = "\n".join(model.scene.notes)
    assert "Rules " in notes
    assert "first reads only" in notes


# --- taking along, running, stopping ----------------------------------------------------------------------------------


def test_a_table_is_copied_for_a_spreadsheet(qtbot: QtBot, opened: Open, cohort_folder: Path) -> None:
    page = outcomes_of(qtbot, opened(cohort_folder))
    qtbot.keyClick(page, Qt.Key.Key_F7)
    qtbot.keyClick(page, Qt.Key.Key_C, CTRL)
    lines = list(csv.reader(io.StringIO(QApplication.clipboard().text()), delimiter="\t"))
    assert tuple(lines[0]) == tuple(page.events.sheet.columns)
    assert len(lines) == 1 + DRAWN
    assert "Copied: 24 rows." in said_in(page)


def test_the_button_writes_to_the_chosen_folder(
    qtbot: QtBot, opened: Open, cohort_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = outcomes_of(qtbot, opened(cohort_folder))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *words: str(tmp_path / "out"))
    qtbot.mouseClick(page.write_button, Qt.MouseButton.LeftButton)
    assert (tmp_path / "out" / "LPFS_figure_1.png").exists()
    assert "LPFS_curves.csv" in said_in(page)


def test_what_is_computed_can_be_stopped_and_a_late_answer_is_dropped(qtbot: QtBot, cohort: Study) -> None:
    application([])
    jobs = QtJobs()
    model = OutcomeModel(cohort, jobs, Role.COORDINATOR, figure_files)
    page = OutcomePage(model, "Back")
    qtbot.addWidget(page)
    page.show()
    model.load()
    qtbot.waitUntil(lambda: model.scene.figure is not None, timeout=20_000)
    qtbot.keyClick(page, Qt.Key.Key_F5)
    assert page.stop_button.isVisible()
    qtbot.mouseClick(page.stop_button, Qt.MouseButton.LeftButton)
    assert not page.stop_button.isVisible()
    jobs.close()
    QApplication.processEvents()
    assert model.scene.empty is not None
    assert "Stopped" in model.scene.empty[0]
    page.close_page()


def test_the_window_does_not_freeze_while_it_computes(qtbot: QtBot, tmp_path: Path) -> None:
    application([])
    jobs = QtJobs()
    with make_cohort(tmp_path / "study", 120) as study:
        model = OutcomeModel(study, jobs, Role.COORDINATOR, figure_files)
        page = OutcomePage(model, "Back")
        qtbot.addWidget(page)
        page.resize(1280, 756)
        page.show()
        gaps: dict[str, list[float]] = {}
        gc.collect()
        gc.freeze()  # as the window does at its start
        for _ in range(3):
            gaps.setdefault("deriving", []).append(longest_gap_ms(qtbot, model.load, lambda: model.busy is None))
            for part in (Part.EVENTS, Part.FIGURES, Part.CURVES):
                show = partial(model.show, part)
                gaps.setdefault(part, []).append(longest_gap_ms(qtbot, show, lambda: model.busy is None))
            write = partial(model.write, tmp_path / "out")
            gaps.setdefault("writing", []).append(longest_gap_ms(qtbot, write, lambda: model.busy is None))
        gc.unfreeze()
        jobs.close()
        page.close_page()
    for what, found in gaps.items():
        require_swift(qtbot, what, found)
