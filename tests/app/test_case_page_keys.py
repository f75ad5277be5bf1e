"""The coordinator's case page by its keys, and the table of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.usecases.edit_contour import count_pieces
from app.viewmodels.case_editor import CaseEditor
from app.viewmodels.case_keys import CASE_COMMANDS
from app.viewmodels.jobs import ImmediateJobs
from app.viewmodels.slices import Shown, Tool
from app.views.case_page import CasePage
from imaging.planes import Plane
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


def test_under_the_table_of_keys_what_has_the_focus_hears_none(qtbot: QtBot, page: CasePage) -> None:
    page.sphere_box.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Question)
    focused = page.window().focusWidget()
    assert focused is not None
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Tab, Qt.Key.Key_Up, Qt.Key.Key_Space):
        qtbot.keyClick(focused, key)
    assert page.slices.sphere_mm == 20.0
    assert page.window().focusWidget() is focused
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.window().focusWidget() is page.sphere_box, "and the focus is back where it was"


def test_a_stroke_ends_where_the_brush_is_lifted_whatever_key_was_pressed_meanwhile(
    qtbot: QtBot, page: CasePage
) -> None:
    view = page.area.view(Shown.CURRENT, Plane.AXIAL)
    middle, left = view.rect().center(), Qt.MouseButton.LeftButton
    first, second = middle - QPoint(0, 60), middle + QPoint(0, 60)
    qtbot.keyClick(page, Qt.Key.Key_3)
    qtbot.mousePress(view, left, pos=first)
    assert page.editor.draft is not None
    one_touch = page.editor.draft.voxel_sum_ml
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view, left, pos=first)
    qtbot.keyClick(page, Qt.Key.Key_3)
    qtbot.mousePress(view, left, pos=second)
    qtbot.mouseRelease(view, left, pos=second)
    assert count_pieces(page.editor.draft) == 2, "nothing is painted between two strokes"
    assert page.editor.draft.voxel_sum_ml == pytest.approx(2 * one_touch, rel=0.3)


def test_what_was_drawn_stays_on_the_picture_until_the_saved_contour_takes_its_place(
    qtbot: QtBot, page: CasePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = page.editor
    editor.place_sphere(tuple(map(float, CAVITY_MM)), 20.0)
    drawn = editor.draft
    assert page.slices.draft is drawn
    seen_while_loading: list[object] = []
    load = editor.load

    def watched() -> None:
        page.refresh()
        seen_while_loading.append(page.slices.draft)
        load()

    monkeypatch.setattr(editor, "load", watched)
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert seen_while_loading == [drawn]
    assert page.slices.draft is None
    assert list(page.slices.case.cavities if page.slices.case is not None else ()) == ["C1"]


def test_an_edit_is_taken_back_and_done_again_by_key(qtbot: QtBot, page: CasePage) -> None:
    page.editor.place_sphere(tuple(map(float, CAVITY_MM)), 20.0)
    assert page.editor.draft is not None
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.editor.draft is None
    qtbot.keyClick(page, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert page.editor.draft is not None
