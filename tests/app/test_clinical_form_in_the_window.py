"""The clinical form in the window, by clicks and keys: a patient is filled in, corrected, saved, and left."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings, SettingsFile
from app.usecases.export_events import export_events
from app.usecases.import_clinical import import_clinical
from app.usecases.study import Study
from app.views.clinical_form import Choice, ClinicalFormPage
from app.views.coordinator_page import CoordinatorPage
from app.views.main_window import MainWindow
from app.views.worklist_page import WorklistPage
from tests.app.reading_study import COORDINATOR, PASSWORD, READER, SUBJECT
from tests.app.walk import texts
from tests.in_the_window import CTRL, Open, click_middle, opener, sign_in

NEW = "CASE-B"
TABLE = """subject,kind,date,cavity,item,value,detail
CASE-B,arm,,,,HSRT,
CASE-B,surgery,2019-03-11,C1,,,right parietal
CASE-B,lesion_size,,C1,,28,
CASE-B,steroid,2019-03-12,,dexamethasone,8,
CASE-B,steroid,2019-04-01,,dexamethasone,4,
CASE-B,death,2020-03-10,,,other,
"""


def desk(qtbot: QtBot, opened: Open, folder: Path) -> MainWindow:
    window = opened(folder)
    window.resize(1280, 800)
    sign_in(qtbot, window, COORDINATOR, PASSWORD)
    assert isinstance(window.page, CoordinatorPage)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return window


def form_of(qtbot: QtBot, window: MainWindow, *, new: bool = False) -> ClinicalFormPage:
    assert isinstance(window.page, CoordinatorPage)
    click_middle(qtbot, window.page.new_button if new else window.page.facts_button)
    assert isinstance(window.page, ClinicalFormPage)
    return window.page


def show(qtbot: QtBot, page: ClinicalFormPage, group: str) -> None:
    order = [line.group for line in page.model.groups].index(group)
    item = page.groups.visualItemRect(page.groups.item(order))
    qtbot.mouseClick(page.groups.viewport(), Qt.MouseButton.LeftButton, pos=item.center())
    assert page.model.group == group


def fill(qtbot: QtBot, page: ClinicalFormPage, kind: str, order: int = 0, **cells: str) -> None:
    for column, text in cells.items():
        field = page.field(kind, column, order)
        field.setFocus()
        if isinstance(field, Choice) and not field.isEditable():
            qtbot.keyClicks(field, text)  # by its first letters, as on a list
            assert field.currentText() == text
        else:
            qtbot.keyClick(field, Qt.Key.Key_A, CTRL)
            qtbot.keyClicks(field, text)


def focus() -> QWidget | None:
    return QApplication.focusWidget()


def fill_in_new_patient(qtbot: QtBot, page: ClinicalFormPage) -> None:
    qtbot.keyClicks(page.subject_line, NEW)
    fill(qtbot, page, "arm", value="HSRT")
    show(qtbot, page, "Surgery and cavity")
    fill(qtbot, page, "surgery", cavity="C1", date="2019-03-11", detail="right parietal")
    fill(qtbot, page, "lesion_size", value="28")
    show(qtbot, page, "Systemic therapy and symptoms")
    fill(qtbot, page, "steroid", date="2019-03-12", item="dexamethasone", value="8")
    # Enter after the last cell of a fact that recurs asks for another one.
    qtbot.keyClick(page.field("steroid", "detail"), Qt.Key.Key_Return)
    assert focus() is page.field("steroid", "date", 1)
    fill(qtbot, page, "steroid", 1, date="2019-04-01", item="dexamethasone", value="4")
    show(qtbot, page, "Course")
    fill(qtbot, page, "death", date="2020-03-10", value="other")


def events(folder: Path, out: Path) -> dict[str, dict[str, str]]:
    """The rows of the new patient by endpoint."""
    with Study.open(folder) as study:
        export_events(study, out)
    lines = csv.DictReader((out / "events.csv").read_text(encoding="utf-8").splitlines())
    return {line["paramcd"]: line for line in lines if line["id"] == NEW}


def test_a_new_patient_is_filled_in_and_saved_and_the_events_follow(
    qtbot: QtBot, opened: Open, study_folder: Path, tmp_path: Path
) -> None:
    window = desk(qtbot, opened, study_folder)
    page = form_of(qtbot, window, new=True)
    assert focus() is page.subject_line
    fill_in_new_patient(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    assert page.banner.text == ""
    assert page.model.note == "Saved."
    found = events(study_folder, tmp_path / "out")
    assert (found["OS"]["status"], found["OS"]["time_days"]) == ("1", "365")
    assert found["WBIFREE"]["status"] == "2"

    show(qtbot, page, "Course")
    fill(qtbot, page, "death", date="2020-03-20")
    fill(qtbot, page, "wbrt", date="2019-09-01")
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    assert "say why" in page.banner.text
    assert focus() is page.reason_line
    qtbot.keyClicks(page.reason_line, "letter of the ward")
    qtbot.keyClick(page.reason_line, Qt.Key.Key_Return)
    assert page.model.note == "Saved."
    found = events(study_folder, tmp_path / "again")
    assert (found["OS"]["status"], found["OS"]["time_days"]) == ("1", "375")
    assert (found["WBIFREE"]["status"], found["WBIFREE"]["time_days"]) == ("1", "174")

    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert isinstance(window.page, CoordinatorPage)
    assert NEW in [line.subject for line in window.page.model.subjects]


def test_the_form_in_the_window_says_the_same_as_the_table(
    qtbot: QtBot, opened: Open, study_folder: Path, tmp_path: Path
) -> None:
    window = desk(qtbot, opened, study_folder)
    page = form_of(qtbot, window, new=True)
    fill_in_new_patient(qtbot, page)
    click_middle(qtbot, page.save_button)
    window.close()
    file = tmp_path / "table.csv"
    file.write_text(TABLE, encoding="utf-8")
    with Study.open(study_folder) as study:
        assert import_clinical(study, file, COORDINATOR).changed == 0
        assert len(study.state().subjects[NEW].clinical) == 6


def test_a_bad_cell_is_marked_as_it_is_typed_and_cannot_be_saved(
    qtbot: QtBot, opened: Open, study_folder: Path
) -> None:
    window = desk(qtbot, opened, study_folder)
    page = form_of(qtbot, window)
    fill(qtbot, page, "kps", value="85")
    cell = page.field("kps", "value")
    assert cell.property("fault")
    assert cell.accessibleDescription() == "must be a whole number from 0 to 100 % in steps of 10"
    assert "! Value (%): must be a whole number from 0 to 100 % in steps of 10" in list(texts(page))
    show(qtbot, page, "Scans")
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    assert page.banner.text == (
        "Nothing was saved: 1 cell cannot be used yet. Karnofsky performance status: "
        "Value (%): must be a whole number from 0 to 100 % in steps of 10"
    )
    assert focus() is page.field("kps", "value")
    fill(qtbot, page, "kps", value="80")
    assert not page.field("kps", "value").property("fault")
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    assert page.model.note == "Saved."


def test_enter_goes_on_and_a_row_is_taken_away_and_brought_back(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    page = form_of(qtbot, desk(qtbot, opened, study_folder))
    arm = page.field("arm", "value")
    assert focus() is arm
    qtbot.keyClick(arm, Qt.Key.Key_Return)
    assert focus() is page.field("arm", "detail")
    qtbot.keyClick(page.field("arm", "detail"), Qt.Key.Key_Return)
    assert focus() is page.field("birth", "date")
    fact = next(iter(page._blocks["arm"].facts.values()))
    click_middle(qtbot, fact.remove_button)
    assert page.model.unsaved
    assert focus() is page.field("arm", "value")
    qtbot.keyClick(page, Qt.Key.Key_Z, CTRL)
    assert not page.model.unsaved
    assert page.field("arm", "value").currentText() == "IORT"  # type: ignore[attr-defined]


def test_ctrl_z_in_a_cell_is_the_forms_own(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    page = form_of(qtbot, desk(qtbot, opened, study_folder))
    fill(qtbot, page, "age", value="61", detail="at surgery")
    qtbot.keyClick(page.field("age", "detail"), Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(page.field("age", "detail"), Qt.Key.Key_Z, CTRL)
    assert not page.model.unsaved
    qtbot.keyClick(page.field("age", "detail"), Qt.Key.Key_Y, CTRL)
    assert page.field("age", "value").text() == "61"  # type: ignore[attr-defined]


def test_another_row_is_added_by_its_button(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    page = form_of(qtbot, desk(qtbot, opened, study_folder))
    show(qtbot, page, "Surgery and cavity")
    click_middle(qtbot, page._blocks["surgery"].add_button)
    fill(qtbot, page, "surgery", 1, cavity="C2", date="2019-05-02")
    assert page.model.faults == 0
    assert "Surgery 2: Date" in list(texts(page))
    offered = page.field("lesion_size", "cavity")
    assert isinstance(offered, Choice)
    assert [offered.itemText(order) for order in range(offered.count())] == ["", "C1", "C2"]


def test_the_wheel_over_a_choice_changes_nothing(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    page = form_of(qtbot, desk(qtbot, opened, study_folder))
    arm = page.field("arm", "value")
    at = QPointF(arm.rect().center())
    none = Qt.KeyboardModifier.NoModifier
    turned = QWheelEvent(
        at,
        arm.mapToGlobal(at),
        QPointF(0, -120).toPoint(),
        QPointF(0, -120).toPoint(),
        Qt.MouseButton.NoButton,
        none,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(arm, turned)
    assert turned.type() is QEvent.Type.Wheel
    assert not page.model.unsaved


def test_leaving_or_closing_with_something_unsaved_asks_first(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    window = desk(qtbot, opened, study_folder)
    page = form_of(qtbot, window)
    fill(qtbot, page, "age", value="61")
    window.close()
    assert window.isVisible()
    assert "not saved" in page.banner.text
    fill(qtbot, page, "age", value="62")
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert window.page is page
    assert "not saved" in page.banner.text
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert isinstance(window.page, CoordinatorPage)
    window.close()
    with Study.open(study_folder) as study:
        assert len(study.state().subjects[SUBJECT].clinical) == 3


def test_the_words_are_german_and_what_is_stored_is_not(qtbot: QtBot, tmp_path: Path, study_folder: Path) -> None:
    file = SettingsFile(tmp_path / "german.json")
    file.save(Settings(language="de"))
    window = desk(qtbot, opener(qtbot, file.path), study_folder)
    page = form_of(qtbot, window)
    fill(qtbot, page, "histology", value="Adenokarzinom der Lunge")
    fill(qtbot, page, "kps", value="85")
    assert "! Wert (%): muss sein: eine ganze Zahl von 0 bis 100 % in Schritten von 10" in list(texts(page))
    fill(qtbot, page, "kps", value="80")
    show(qtbot, page, "Systemic therapy and symptoms")
    fill(qtbot, page, "ctcae", date="2019-05-01", item="Kopfschmerzen", value="2")
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    window.close()
    with Study.open(study_folder) as study:
        said = {(row.kind.value, row.item, row.value) for row in study.state().subjects[SUBJECT].clinical}
    assert ("histology", None, "lung adenocarcinoma") in said
    assert ("ctcae", "Headache", "2") in said


@pytest.mark.parametrize("words", ["Clinical facts", "New subject"])
def test_a_reader_has_no_way_to_the_form(qtbot: QtBot, opened: Open, study_folder: Path, words: str) -> None:
    window = opened(study_folder)
    sign_in(qtbot, window, READER, PASSWORD)
    assert isinstance(window.page, WorklistPage)
    assert not any(words in text for text in texts(window))
