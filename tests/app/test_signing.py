"""Signing a read: the password is asked for in a window that stays until it is right."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.views.reading_page import ReadingPage
from tests.app.reading_study import PASSWORD, READER, make_study
from tests.in_the_window import Open, lock, open_first, press, sign_in


@pytest.fixture
def page(qtbot: QtBot, opened: Open, tmp_path: Path) -> ReadingPage:
    """A read of one visit, locked and not signed yet."""
    make_study(tmp_path / "one", visits=1).close()
    window = opened(tmp_path / "one")
    sign_in(qtbot, window, READER, PASSWORD)
    page = open_first(qtbot, window)
    press(qtbot, page, "A")
    lock(qtbot, page)
    return page


def held() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_wrong_password_is_said_where_it_was_typed_and_typed_again_there(qtbot: QtBot, page: ReadingPage) -> None:
    lock(qtbot, page)
    dialog = page.signs
    assert dialog is not None
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.password)
    qtbot.keyClicks(held(), "wrong 1 T")
    qtbot.keyClick(held(), Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.refusal.text() == "RR-ACC-005 This is not your password, and nothing was signed. Type it again."
    assert not page.session.signed
    assert held() is dialog.password
    qtbot.keyClicks(held(), PASSWORD)  # in place of the former, which is selected
    qtbot.keyClick(held(), Qt.Key.Key_Return)
    assert page.session.signed
    assert page.signs is None
    assert page.film is None, "nothing that was typed was a command"


def test_escape_gives_signing_up(qtbot: QtBot, page: ReadingPage) -> None:
    lock(qtbot, page)
    dialog = page.signs
    assert dialog is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert page.signs is None
    assert not page.session.signed
    lock(qtbot, page)
    assert page.signs is not None, "and it can be asked for again"
