"""The coordinator's case page by its keys, and the table of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.viewmodels.case_editor import CaseEditor
from app.viewmodels.case_keys import CASE_COMMANDS
from app.viewmodels.jobs import ImmediateJobs
from app.viewmodels.slices import Tool
from app.views.case_page import CasePage
from tests.app.reading_study import CAVITY_MM, COORDINATOR, SUBJECT, make_study


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[CasePage]:
    with make_study(tmp_path / "S", cavity=False) as study:
        editor = CaseEditor(study, SUBJECT, COORDINATOR, ImmediateJobs())
        editor.load()
        made = CasePage(editor)
        qtbot.addWidget(made)
        made.resize(1200, 760)
        with qtbot.waitExposed(made):
            made.show()
        made.activateWindow()
        made.setFocus()
        yield made
        made.close_page()


def test_no_two_commands_of_the_page_share_a_key() -> None:
    keys = [command.key for command in CASE_COMMANDS]
    assert len(set(keys)) == len(keys)


def test_the_question_mark_shows_every_key_and_esc_closes_the_table(qtbot: QtBot, page: CasePage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Question)
    assert page.help.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_3)
    assert page.slices.tool is Tool.NAVIGATE, "under the table nothing is chosen"
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.help.isVisible()


@pytest.mark.parametrize(
    ("key", "tool"),
    [(Qt.Key.Key_2, Tool.GROW), (Qt.Key.Key_3, Tool.BRUSH), (Qt.Key.Key_4, Tool.ERASE), (Qt.Key.Key_5, Tool.SPHERE)],
)
def test_a_number_takes_a_tool_and_esc_lays_it_down(qtbot: QtBot, page: CasePage, key: Qt.Key, tool: Tool) -> None:
    qtbot.keyClick(page, key)
    assert page.slices.tool is tool
    assert page.tool_buttons[tool].isChecked()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.slices.tool is Tool.NAVIGATE
    assert page.tool_buttons[Tool.NAVIGATE].isChecked()


def test_esc_closes_a_notice_first_and_keeps_the_tool(qtbot: QtBot, page: CasePage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_5)
    page.editor.refuse("RR-TST-001 no room for a sphere")
    assert page.banner.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.banner.isVisible()
    assert page.slices.tool is Tool.SPHERE


def test_an_edit_is_taken_back_and_done_again_by_key(qtbot: QtBot, page: CasePage) -> None:
    page.editor.place_sphere(tuple(map(float, CAVITY_MM)), 20.0)
    assert page.editor.draft is not None
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.editor.draft is None
    qtbot.keyClick(page, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert page.editor.draft is not None
