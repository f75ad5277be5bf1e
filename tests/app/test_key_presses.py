"""How many key presses a case of five visits costs: at most fifteen without a finding, at most 25 with one lesion."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.views.main_window import MainWindow
from app.views.reading_page import ReadingPage
from tests.app.reading_study import NODULE_MM, PASSWORD, READER, make_study
from tests.in_the_window import CTRL, SHIFT, answer_password, open_first, opener, sign_in

FIVE = (date(2019, 3, 12), date(2019, 6, 11), date(2019, 9, 10), date(2019, 12, 10), date(2020, 3, 10))


class Keyboard:
    """Presses keys on the page of a read, and counts them."""

    def __init__(self, qtbot: QtBot, page: ReadingPage) -> None:
        self._qtbot, self.page, self.pressed = qtbot, page, 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._qtbot.keyClick(self.page, key, modifier)
        self.pressed += 1

    def lock(self) -> None:
        self.press(Qt.Key.Key_Return, CTRL)


@pytest.fixture
def keyboard(qtbot: QtBot, tmp_path: Path) -> Keyboard:
    """The keyboard at a read of five visits, just opened."""
    make_study(tmp_path / "study", visits=5, days=FIVE).close()
    window: MainWindow = opener(qtbot, tmp_path / "settings.json")(tmp_path / "study")
    sign_in(qtbot, window, READER, PASSWORD)
    return Keyboard(qtbot, open_first(qtbot, window))


def test_five_visits_without_a_finding(keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_password(monkeypatch, PASSWORD)
    for _ in FIVE:
        keyboard.press(Qt.Key.Key_A)
        keyboard.lock()
    keyboard.lock()
    assert keyboard.page.session.signed
    assert keyboard.pressed <= 15


def test_five_visits_with_one_lesion_from_the_second_on(keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_password(monkeypatch, PASSWORD)
    for visit in range(len(FIVE)):
        if visit:
            keyboard.page.slices.go_to(NODULE_MM)  # the wheel and a click bring the reader there
            keyboard.press(Qt.Key.Key_B, SHIFT)
            keyboard.press(Qt.Key.Key_1)
            keyboard.press(Qt.Key.Key_N)
        else:
            keyboard.press(Qt.Key.Key_A)
        keyboard.lock()
    keyboard.lock()
    session = keyboard.page.session
    assert session.signed
    assert [len([one for one in session.findings(visit) if one.lesion == "L1"]) for visit in range(5)] == [
        0,
        1,
        1,
        1,
        1,
    ]
    assert keyboard.pressed <= 25
