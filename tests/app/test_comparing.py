"""Comparing by keys and mouse in the reading area, as a reader does."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.viewmodels.arrangement import Layout
from app.viewmodels.comparison import Mode
from app.viewmodels.slices import Shown
from app.viewmodels.windows import PRESETS
from app.views.main_window import MainWindow
from app.views.reading_page import ReadingPage
from app.views.viewport import Viewport
from imaging.planes import Plane
from tests.app.reading_study import PASSWORD, READER
from tests.app.test_window import cut_labels, secrets_told
from tests.in_the_window import CTRL, SHIFT, Open, lock, open_first, press, sign_in


@pytest.fixture
def window(opened: Open, study_folder: Path) -> MainWindow:
    return opened(study_folder)


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ReadingPage:
    """A read at its second visit."""
    sign_in(qtbot, window, READER, PASSWORD)
    page = open_first(qtbot, window)
    press(qtbot, page, "A")
    lock(qtbot, page)
    return page


def axial(page: ReadingPage) -> Viewport:
    return page.area.view(Shown.CURRENT, Plane.AXIAL)


def told(page: ReadingPage) -> str:
    scene = axial(page).scene
    assert scene is not None
    return f"{scene.title.split()[0]}; {scene.remark}"


def test_keys_start_change_and_end_each_way_to_compare(qtbot: QtBot, page: ReadingPage) -> None:
    for key, modifier, more in (
        (Qt.Key.Key_F, Qt.KeyboardModifier.NoModifier, "Flicker: 2.5 Hz"),
        (Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier, "Reveal: edge at 52 %"),
        (Qt.Key.Key_X, SHIFT, "Checkerboard: squares of 16 mm"),
        (Qt.Key.Key_Y, Qt.KeyboardModifier.NoModifier, "Blend: 55 % baseline"),
        (Qt.Key.Key_T, SHIFT, "Cine: 2 of 2, 2.5 Hz"),
    ):
        qtbot.keyClick(page, key, modifier)
        press(qtbot, page, ".")
        assert told(page).endswith(more)
        assert page._status.text().startswith(more)
        press(qtbot, page, ",")
        qtbot.keyClick(page, key, modifier)
        assert told(page) == "Current; "
        qtbot.keyClick(page, key, modifier)
        qtbot.keyClick(page, Qt.Key.Key_Escape)
        assert page.slices.comparison.mode is Mode.APART


def test_a_flicker_runs_by_itself_at_its_rate_and_is_no_reading_time(qtbot: QtBot, page: ReadingPage) -> None:
    press(qtbot, page, "F")
    for _ in range(6):
        press(qtbot, page, ".")
    assert page.area._clock.interval() == 200
    seen, touched = [], []
    page.slices.subscribe(lambda: touched.append(1))
    for _ in range(3):
        with qtbot.waitSignal(page.area._clock.timeout):
            pass
        seen.append(told(page).split(";")[0])
    assert seen in (["Baseline", "Current", "Baseline"], ["Current", "Baseline", "Current"])
    assert not touched
    press(qtbot, page, "F")
    assert not page.area._clock.isActive()


def test_one_press_shows_the_other_visit_and_one_more_goes_back(qtbot: QtBot, page: ReadingPage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F, SHIFT)
    assert told(page) == "Baseline; "
    qtbot.keyClick(page, Qt.Key.Key_F, SHIFT)
    assert told(page) == "Current; "


@pytest.mark.parametrize("layout", [Layout.COMPARE, Layout.SQUARE, Layout.PLANES, Layout.SINGLE])
def test_the_edge_follows_the_mouse_in_every_layout_and_the_crosshair_stays(
    qtbot: QtBot, page: ReadingPage, layout: Layout
) -> None:
    page.area.set_layout(layout)
    qtbot.wait(20)
    press(qtbot, page, "X")
    press(qtbot, page, ",")
    view = axial(page)
    before = page.slices.crosshair_mm
    grasp = QPoint(round(0.48 * view.width()), view.height() // 3)
    qtbot.mouseMove(view, grasp)
    assert view.cursor().shape() is Qt.CursorShape.SplitHCursor
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=grasp)
    to = QPoint(round(0.8 * view.width()), view.height() // 3)
    drag_to(view, to)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=to)
    assert page.slices.comparison.setting == pytest.approx(80.0, abs=0.5)
    assert page.slices.crosshair_mm == before
    assert view.scene is not None
    assert view.scene.edge_mm is not None
    assert view.position_of(view.scene.edge_mm, 0.0).x() == pytest.approx(to.x(), abs=1.0)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(view.width() // 4, view.height() // 3))
    assert page.slices.crosshair_mm != before, "beside the edge a click moves the crosshair as ever"


def drag_to(view: Viewport, to: QPoint) -> None:
    """The mouse goes there with its left button held."""
    place = QPointF(to)
    left = Qt.MouseButton.LeftButton
    move = QMouseEvent(
        QEvent.Type.MouseMove, place, view.mapToGlobal(place), left, left, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view, move)


def test_from_the_film_strip_a_comparison_opens_a_layout_that_can_show_it(qtbot: QtBot, page: ReadingPage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F5)
    press(qtbot, page, "Y")
    assert page.area.layout_name is Layout.COMPARE
    assert told(page) == "Baseline; Blend: 50 % baseline"
    qtbot.keyClick(page, Qt.Key.Key_F5)
    assert page.slices.comparison.mode is Mode.APART


def test_windows_by_name_auto_and_as_at_the_start(qtbot: QtBot, page: ReadingPage) -> None:
    first = page.slices.window
    for order, wanted in enumerate(PRESETS.values()):
        qtbot.keyClick(page, Qt.Key(Qt.Key.Key_1 + order), CTRL)
        assert page.slices.window == wanted
    assert next(iter(PRESETS.values())) == first
    press(qtbot, page, "I")
    auto = page.slices.window
    assert auto not in set(PRESETS.values())
    press(qtbot, page, "I")
    assert page.slices.window == auto, "it depends on the scans, not on the window before"
    press(qtbot, page, "W")
    assert page.slices.window == first


@pytest.mark.parametrize("size", [(1280, 800), (1680, 1020)])
@pytest.mark.parametrize("key", ["F", "X", "Y"])
def test_nothing_is_cut_and_nothing_told_while_comparing(
    qtbot: QtBot, window: MainWindow, page: ReadingPage, key: str, size: tuple[int, int]
) -> None:
    window.resize(*size)
    press(qtbot, page, key)
    qtbot.wait(20)
    assert cut_labels(page) == []
    assert secrets_told(page) == []
    view = axial(page)
    assert view.scene is not None
    assert any(label.text == view.scene.remark for label in view.labels(view.scene))


def test_the_table_of_keys_is_wholly_seen_in_a_small_window(
    qtbot: QtBot, window: MainWindow, page: ReadingPage
) -> None:
    window.resize(1280, 800)
    press(qtbot, page, "?")
    qtbot.wait(20)
    assert page.help.minimumSizeHint().height() <= page.help.height()
    assert cut_labels(page.help) == []
