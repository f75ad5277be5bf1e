"""The settings in the window: language and size at once, keys bound anew and told everywhere."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings, SettingsFile
from app.usecases.study import Study
from app.viewmodels.comparison import Mode
from app.views import theme
from app.views.coordinator_page import CoordinatorPage
from app.views.home_page import HomePage
from app.views.main_window import MainWindow
from app.views.reading_page import ReadingPage
from app.views.settings_dialog import SettingsDialog
from app.views.sign_in_page import SignInPage
from app.views.worklist_page import WorklistPage
from tests.app.reading_study import COORDINATOR, PASSWORD, READER, SUBJECT
from tests.in_the_window import CTRL, SHIFT, Open, lock, open_first, opener, press, sign_in

Ask = Callable[[MainWindow], SettingsDialog]


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def opened(qtbot: QtBot, file: SettingsFile) -> Open:
    return opener(qtbot, file.path)


@pytest.fixture
def ask(qtbot: QtBot) -> Ask:
    """Opens the settings by Ctrl+, as a person does."""

    def by_key(window: MainWindow) -> SettingsDialog:
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        qtbot.keyClick(window, Qt.Key.Key_Comma, CTRL)
        dialog = window.findChild(SettingsDialog)
        assert dialog is not None
        return dialog

    return by_key


def press_new_key(
    qtbot: QtBot, dialog: SettingsDialog, command: str, key: Qt.Key, held: Qt.KeyboardModifier | None = None
) -> None:
    qtbot.mouseClick(dialog.key_buttons[command], Qt.MouseButton.LeftButton)
    qtbot.keyClick(dialog.key_buttons[command], key, held or Qt.KeyboardModifier.NoModifier)
    QApplication.processEvents()


def labels(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel)]


def test_the_first_page_speaks_german_and_is_larger_once_the_settings_are_closed(
    opened: Open, ask: Ask, file: SettingsFile
) -> None:
    window = opened(None)
    dialog = ask(window)
    dialog.language_box.setCurrentIndex(dialog.language_box.findData("de"))
    dialog.size_box.setCurrentIndex(dialog.size_box.findData(150))
    dialog.accept()
    assert isinstance(window.page, HomePage)
    assert window.page.open_button.text() == "Studie öffnen …"
    assert theme.scale() == 1.5
    assert window.page.open_button.font().pointSizeF() == pytest.approx(1.5 * theme.FONT_SIZE_PT)
    assert (file.load().language, file.load().text_percent) == ("de", 150)


def test_what_was_chosen_holds_at_the_next_start(opened: Open, file: SettingsFile) -> None:
    file.save(Settings(language="de", text_percent=200))
    window = opened(None)
    assert isinstance(window.page, HomePage)
    assert window.page.open_button.text() == "Studie öffnen …"
    assert theme.scale() == 2.0


def test_a_key_bound_anew_works_and_is_told_on_buttons_and_by_the_table_of_keys(
    qtbot: QtBot, opened: Open, ask: Ask, study_folder: Path
) -> None:
    window = opened(study_folder)
    sign_in(qtbot, window, READER, PASSWORD)
    dialog = ask(window)
    press_new_key(qtbot, dialog, "mark", Qt.Key.Key_J, SHIFT)
    press_new_key(qtbot, dialog, "label-NED", Qt.Key.Key_F9)
    dialog.accept()
    window.activateWindow()
    page = open_first(qtbot, window)
    assert page.actions_by_name["mark"].shortcut().toString() == "Shift+J"
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_F9)
    assert [finding.label for finding in page.session.findings(0)] == ["NED"]
    page.help.toggle()
    assert {"Shift+J", "F9"} <= set(labels(page.help))
    assert any("(Shift+J)" in button.text() for button in page.panel.findChildren(QPushButton))


def test_a_key_of_the_check_bound_anew_works_there_and_is_told_on_its_button(
    qtbot: QtBot, opened: Open, ask: Ask, study_folder: Path
) -> None:
    window = opened(study_folder)
    sign_in(qtbot, window, READER, PASSWORD)
    dialog = ask(window)
    press_new_key(qtbot, dialog, "check:edges", Qt.Key.Key_F9)
    dialog.accept()
    window.activateWindow()
    page = open_first(qtbot, window)
    press(qtbot, page, "A")
    lock(qtbot, page)  # the first visit stands as the baseline: nothing is to be checked there
    page.actions_by_name["check"].trigger()
    check = page.check_page
    assert check is not None
    assert check.modes[Mode.EDGES].text().endswith("F9")
    check.setFocus()
    qtbot.keyClick(check, Qt.Key.Key_F9)
    assert check.model.mode is Mode.EDGES
    check.left.emit()


def test_a_key_that_another_command_has_is_refused_in_a_sentence_that_names_it(
    qtbot: QtBot, opened: Open, ask: Ask
) -> None:
    dialog = ask(opened(None))
    press_new_key(qtbot, dialog, "cavity", Qt.Key.Key_M)
    assert dialog.banner.text.startswith("RR-KEY-001")
    assert "margin outline on / off" in dialog.banner.text
    assert dialog.key_buttons["cavity"].text() == "C"
    dialog.accept()


def test_escape_leaves_a_key_as_it_was_and_the_first_keys_come_back(
    qtbot: QtBot, opened: Open, ask: Ask, file: SettingsFile
) -> None:
    dialog = ask(opened(None))
    press_new_key(qtbot, dialog, "cavity", Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.key_buttons["cavity"].text() == "C"
    press_new_key(qtbot, dialog, "cavity", Qt.Key.Key_F9)
    assert file.load().keys == {"cavity": "F9"}
    qtbot.mouseClick(dialog.reset_button, Qt.MouseButton.LeftButton)
    assert dialog.key_buttons["cavity"].text() == "C"
    assert file.load().keys == {}
    dialog.accept()


def test_labels_that_are_not_locked_are_not_lost_to_the_settings(
    qtbot: QtBot, opened: Open, ask: Ask, study_folder: Path
) -> None:
    window = opened(study_folder)
    sign_in(qtbot, window, READER, PASSWORD)
    page = open_first(qtbot, window)
    page.actions_by_name["label-clear"].trigger()
    dialog = ask(window)
    dialog.size_box.setCurrentIndex(dialog.size_box.findData(125))
    dialog.accept()
    assert isinstance(window.page, ReadingPage)
    assert window.page is not page
    assert len(window.page.session.findings(0)) == 2


def test_a_case_without_its_scan_file_says_what_to_do(qtbot: QtBot, opened: Open, study_folder: Path) -> None:
    for scan in (study_folder / "scans").rglob("*.nii"):
        scan.unlink()
    window = opened(study_folder)
    sign_in(qtbot, window, READER, PASSWORD)
    page = open_first(qtbot, window)
    assert page.missing.isVisible()
    assert not page.area.isVisible()
    assert page.missing.drawing.name == "missing-scan"
    assert page.banner.text.startswith("RR-")
    qtbot.mouseClick(page.missing.button, Qt.MouseButton.LeftButton)
    assert isinstance(window.page, WorklistPage)


def test_a_reader_without_cases_sees_what_to_wait_for(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    from app.usecases.accounts import add_reader
    from review_schema.vocabulary import Role

    with Study.create(tmp_path / "empty") as study:
        add_reader(study, READER, PASSWORD, Role.READER, COORDINATOR)
    window = opened(tmp_path / "empty")
    sign_in(qtbot, window, READER, PASSWORD)
    assert isinstance(window.page, WorklistPage)
    assert window.page.empty.isVisible()
    assert window.page.empty.drawing.name == "no-cases"
    assert not window.page.table.isVisible()


def test_an_empty_study_and_a_failed_import_show_a_picture_and_the_next_step(
    opened: Open, study_folder: Path, tmp_path: Path
) -> None:
    Study.create(tmp_path / "empty").close()
    window = opened(tmp_path / "empty")
    assert isinstance(window.page, SignInPage)
    window.page.coordinate_button.click()
    page = window.page
    assert isinstance(page, CoordinatorPage)
    assert (page.empty.isVisible(), page.empty.drawing.name) == (True, "empty-study")
    page.model.import_scans([tmp_path / "nowhere"])
    assert page.empty.drawing.name == "failed-import"
    assert page.banner.text.startswith("RR-IMP")
    page.model.dismiss()
    assert page.empty.drawing.name == "empty-study"


def test_after_a_failed_import_the_table_comes_back(
    qtbot: QtBot, opened: Open, study_folder: Path, tmp_path: Path
) -> None:
    window = opened(study_folder)
    sign_in(qtbot, window, COORDINATOR, PASSWORD)
    page = window.page
    assert isinstance(page, CoordinatorPage)
    assert page.table.isVisible()
    page.model.import_scans([tmp_path / "nowhere"])
    assert page.empty.drawing.name == "failed-import"
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert page.table.isVisible()
    assert page.subject == SUBJECT
