"""The window itself: its first size, and the names in its header."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QScreen
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.views.main_window import MainWindow
from app.wiring import application, show_settings


@pytest.mark.parametrize(("screen", "at_most"), [((1280, 800), (1264, 760)), ((3840, 2160), (1600, 960))])
def test_the_first_window_fits_the_screen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, screen: tuple[int, int], at_most: tuple[int, int]
) -> None:
    monkeypatch.setattr(QScreen, "availableSize", lambda one: QSize(*screen))
    window = MainWindow()
    qtbot.addWidget(window)
    assert window.size().toTuple() == at_most


def test_a_name_is_not_translated_though_it_is_a_word(qtbot: QtBot) -> None:
    application([])
    window = MainWindow()
    qtbot.addWidget(window)
    show_settings(Settings(language="de"))
    window.header.show_work("", "", "coordinator")
    texts = [label.text() for label in window.header.children() if hasattr(label, "text")]
    show_settings(Settings())
    assert "coordinator" in texts
