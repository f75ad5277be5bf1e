"""A finding's card by keyboard: the keys stay where they are, go where something is needed, and find back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.views.main_window import MainWindow
from app.views.reading_page import ReadingPage
from review_schema.vocabulary import FindingStatus, LmdPattern
from tests.app.reading_study import NODULE_MM, PASSWORD, READER
from tests.in_the_window import Open, click_middle, open_first, press, sign_in


@pytest.fixture
def window(opened: Open, study_folder: Path) -> MainWindow:
    return opened(study_folder)


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ReadingPage:
    sign_in(qtbot, window, READER, PASSWORD)
    return open_first(qtbot, window)


def held() -> QWidget:
    """What has the keys."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_keys(qtbot: QtBot, *keys: Qt.Key) -> None:
    """Press keys as a person does: they go to what has the focus."""
    for key in keys:
        qtbot.keyClick(held(), key)


def tab_to(qtbot: QtBot, is_it: Callable[[QWidget], bool], most: int = 60) -> int:
    """Press Tab until the wanted control has the keys; how often that was."""
    for times in range(1, most + 1):
        type_keys(qtbot, Qt.Key.Key_Tab)
        if is_it(held()):
            return times
    raise AssertionError("Tab never comes there")


def is_called(name: str) -> Callable[[QWidget], bool]:
    return lambda widget: widget.accessibleName() == name


@pytest.mark.parametrize(
    "control",
    ["Status of the finding: confirmed", "Certainty 5 of 5", "Evidence: PET"],
)
def test_a_control_pressed_by_space_keeps_the_keys(
    qtbot: QtBot, window: MainWindow, page: ReadingPage, control: str
) -> None:
    press(qtbot, page, "1")
    tab_to(qtbot, is_called(control))
    type_keys(qtbot, Qt.Key.Key_Space)
    assert held().accessibleName() == control
    assert held().isVisible()
    type_keys(qtbot, Qt.Key.Key_Space)
    assert window.page is page, "no second Space leaves the case"
    assert held().accessibleName() == control


def test_confirmed_by_keyboard_is_confirmed(qtbot: QtBot, page: ReadingPage) -> None:
    press(qtbot, page, "1")
    tab_to(qtbot, is_called("Status of the finding: confirmed"))
    type_keys(qtbot, Qt.Key.Key_Space)
    (finding,) = page.session.editor.draft.findings
    assert finding.status is FindingStatus.CONFIRMED


def test_a_deleted_card_gives_the_keys_to_the_pictures(qtbot: QtBot, page: ReadingPage) -> None:
    press(qtbot, page, "1")
    tab_to(qtbot, is_called("Delete LP"))
    type_keys(qtbot, Qt.Key.Key_Space)
    assert page.session.editor.draft.findings == ()
    assert held() is page


def test_the_cards_come_before_the_buttons_that_end_the_visit(qtbot: QtBot, page: ReadingPage) -> None:
    press(qtbot, page, "1N")
    tab_to(qtbot, is_called("Mark a lesion"))
    order: list[str] = []
    while "Lock" not in held().accessibleName():
        type_keys(qtbot, Qt.Key.Key_Tab)
        order.append(held().accessibleName())
        assert len(order) < 30
    named = [name for name in order if name.startswith(("Status", "Certainty", "Evidence"))]
    assert len(named) == 2 + 5 + 5
    assert named[0].startswith("Status")


@pytest.mark.parametrize("by_mouse", [False, True])
@pytest.mark.parametrize("back", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_not_evaluable_asks_for_its_reason_at_once(
    qtbot: QtBot, page: ReadingPage, back: Qt.Key, by_mouse: bool
) -> None:
    if by_mouse:
        (button,) = [b for b in page.panel.findChildren(QPushButton) if b.accessibleName().startswith("Cavity: NE,")]
        click_middle(qtbot, button)
    else:
        press(qtbot, page, "6")
    line = held()
    assert isinstance(line, QLineEdit)
    assert page.panel.isAncestorOf(line)
    qtbot.keyClicks(line, "motion 1 N")
    type_keys(qtbot, back)
    assert held() is page
    (finding,) = page.session.editor.draft.findings
    assert (finding.label.value, finding.ne_reason) == ("NE", "motion 1 N")
    type_keys(qtbot, Qt.Key.Key_N)
    assert len(page.session.editor.draft.findings) == 2, "the label keys work again"


def test_no_place_is_asked_of_what_is_not_evaluable(qtbot: QtBot, page: ReadingPage) -> None:
    press(qtbot, page, "6")
    assert "no place marked" not in [label.text() for label in page.panel.findChildren(type(page._status))]


def test_leptomeningeal_disease_asks_for_its_pattern_and_takes_it_by_letter(qtbot: QtBot, page: ReadingPage) -> None:
    press(qtbot, page, "L")
    assert isinstance(held(), QComboBox)
    type_keys(qtbot, Qt.Key.Key_B)
    (finding,) = page.session.editor.draft.findings
    assert finding.lmd_pattern is LmdPattern.NODULAR
    assert isinstance(held(), QComboBox), "the choice keeps the keys until Enter"
    type_keys(qtbot, Qt.Key.Key_Down)
    (finding,) = page.session.editor.draft.findings
    assert finding.lmd_pattern is LmdPattern.BOTH
    type_keys(qtbot, Qt.Key.Key_Return, Qt.Key.Key_5)
    assert held() is page
    assert [one.label.value for one in page.session.editor.draft.findings] == ["LMD", "NED"]


def test_lp_with_rn_asks_for_its_basis(qtbot: QtBot, page: ReadingPage) -> None:
    press(qtbot, page, "1")
    assert held() is page, "a label that needs no more leaves the keys where they are"
    press(qtbot, page, "2")
    assert held().accessibleName() == "LP with RN: basis"


def test_a_label_that_is_missing_nothing_leaves_the_keys_with_the_pictures(qtbot: QtBot, page: ReadingPage) -> None:
    page.slices.go_to(tuple(NODULE_MM))
    press(qtbot, page, "5ND")
    assert held() is page
