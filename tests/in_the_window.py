"""What a person does with the window, by keys and clicks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.settings import SettingsFile
from app.viewmodels.jobs import ImmediateJobs
from app.views.main_window import MainWindow
from app.views.reading_page import ReadingPage
from app.views.sign_dialog import SignDialog
from app.views.sign_in_page import SignInPage
from app.views.worklist_page import WorklistPage
from app.wiring import application, open_window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

Open = Callable[[Path | None], MainWindow]
"""Opens a window on a study; its long work is done at once."""


def opener(qtbot: QtBot, settings: Path) -> Open:
    """Opens windows that remember in the file `settings`."""

    def open_one(folder: Path | None) -> MainWindow:
        application([])
        window = open_window(folder, jobs=ImmediateJobs(), settings=SettingsFile(settings))
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    return open_one


def sign_in(qtbot: QtBot, window: MainWindow, name: str, password: str) -> None:
    page = window.page
    assert isinstance(page, SignInPage)
    page.name_box.setCurrentIndex(page.name_box.findData(name))
    page.password.clear()
    qtbot.keyClicks(page.password, password)
    qtbot.keyClick(page.password, Qt.Key.Key_Return)


def open_first(qtbot: QtBot, window: MainWindow) -> ReadingPage:
    """Open the first case of the worklist by Enter."""
    assert isinstance(window.page, WorklistPage)
    qtbot.keyClick(window.page.table, Qt.Key.Key_Return)
    assert isinstance(window.page, ReadingPage)
    # Keys reach the page once the window has become the active one.
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return window.page


def press(qtbot: QtBot, page: QWidget, keys: str) -> None:
    for key in keys:
        qtbot.keyClick(page, key)


def click_middle(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())


def lock(qtbot: QtBot, page: ReadingPage) -> None:
    """Lock the open visit; after the last one, sign."""
    qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)


def answer_password(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    """Whatever asks for the password that signs next gets this one."""
    monkeypatch.setattr(SignDialog, "open", lambda dialog: dialog.passwordGiven.emit(password))
