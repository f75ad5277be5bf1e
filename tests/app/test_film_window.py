"""The film strip on a second monitor: torn off and put back by a key, linked, blinded, remembered."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.settings import SettingsFile
from app.viewmodels.arrangement import Layout
from app.viewmodels.comparison import Mode
from app.viewmodels.slices import Shown
from app.views.film_window import FilmWindow
from app.views.reading_page import ReadingPage
from imaging.planes import Plane
from tests.app.reading_study import PASSWORD, READER, SECRETS
from tests.app.test_viewport import wheel
from tests.app.test_window import said
from tests.in_the_window import CTRL, Open, click_middle, lock, open_first, press, sign_in


@pytest.fixture
def page(qtbot: QtBot, opened: Open, study_folder: Path) -> ReadingPage:
    window = opened(study_folder)
    sign_in(qtbot, window, READER, PASSWORD)
    return open_first(qtbot, window)


def torn_off(qtbot: QtBot, page: ReadingPage) -> FilmWindow:
    press(qtbot, page, "T")
    film = page.film
    assert film is not None
    film.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is film)
    return film


def test_t_tears_the_strip_off_and_t_in_its_window_puts_it_back(qtbot: QtBot, page: ReadingPage) -> None:
    page.area.set_layout(Layout.STRIP)
    film = torn_off(qtbot, page)
    assert film.isWindow()
    assert [view.spec.visit for view in film.area.views] == [0]
    assert page.area.layout_name is Layout.COMPARE, "the strip is in one place"
    press(qtbot, film, "T")
    assert page.film is None
    assert page.area.layout_name is Layout.STRIP


def test_a_flicker_goes_on_beside_the_strip(qtbot: QtBot, page: ReadingPage) -> None:
    press(qtbot, page, "A")
    lock(qtbot, page)
    torn_off(qtbot, page)
    press(qtbot, page, "F")
    view = page.area.view(Shown.CURRENT, Plane.AXIAL)
    seen: set[str] = set()

    def both() -> None:
        assert view.scene is not None
        seen.add(view.scene.title.split()[0])
        assert seen == {"Baseline", "Current"}

    qtbot.waitUntil(both, timeout=5000)


def test_tearing_off_leaves_a_comparison_as_it_is(qtbot: QtBot, page: ReadingPage) -> None:
    press(qtbot, page, "A")
    lock(qtbot, page)
    press(qtbot, page, "X")
    torn_off(qtbot, page)
    assert page.slices.compared_by is Mode.REVEAL


def test_while_a_registration_is_checked_the_strip_chooses_no_other_visit(qtbot: QtBot, page: ReadingPage) -> None:
    press(qtbot, page, "A")
    lock(qtbot, page)
    film = torn_off(qtbot, page)
    page.activateWindow()
    press(qtbot, page, "R")
    assert page.check_page is not None
    assert not film.isEnabled()
    page.check_page.left.emit()
    assert film.isEnabled()


def test_a_strip_torn_off_lies_above_the_window_it_came_from(qtbot: QtBot, page: ReadingPage) -> None:
    lifted: list[str] = []
    raising = FilmWindow.raise_
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FilmWindow, "raise_", lambda film: (lifted.append("strip"), raising(film)))
        patch.setattr(type(page.window()), "activateWindow", lambda window: lifted.append("window"))
        page.tear_off()
    assert lifted[-1] == "strip"
    assert page.film is not None
    assert page.film.windowTitle() == "Film strip"


def test_the_button_does_what_the_key_does(qtbot: QtBot, page: ReadingPage) -> None:
    click_middle(qtbot, page.tear_button)
    assert page.film is not None
    click_middle(qtbot, page.tear_button)
    assert page.film is None


def test_wheel_and_keys_in_the_strip_move_every_view(qtbot: QtBot, page: ReadingPage) -> None:
    film = torn_off(qtbot, page)
    before = page.slices.crosshair_mm[2]
    wheel(film.area.views[0], QPointF(40, 40), 2, Qt.KeyboardModifier.NoModifier)
    qtbot.keyClick(film, Qt.Key.Key_Up)
    main = page.area.views[0].scene
    strip = film.area.views[0].scene
    assert main is not None
    assert strip is not None
    assert main.depth_mm == strip.depth_mm == pytest.approx(before + 3.0, abs=0.51)
    for _ in range(3):
        press(qtbot, film, "P")
    assert {view.spec.plane for view in film.area.views} == set(Plane)
    assert page.area.planes == (Plane.AXIAL,), "the key speaks to the window it is pressed in"


def test_a_visit_is_labelled_and_locked_from_the_strip_s_window(qtbot: QtBot, page: ReadingPage) -> None:
    film = torn_off(qtbot, page)
    press(qtbot, film, "A")
    qtbot.keyClick(film, Qt.Key.Key_Return, CTRL)
    assert page.session.open_index == 1
    assert [view.spec.visit for view in film.area.views] == [0, 1]


def test_closing_the_window_by_hand_puts_the_strip_back(qtbot: QtBot, page: ReadingPage) -> None:
    film = torn_off(qtbot, page)
    film.close()
    assert page.film is None
    page.window().activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is page.window())
    press(qtbot, page, "T")
    assert page.film is not None


def test_nothing_in_the_strip_s_window_tells_who_the_patient_is(qtbot: QtBot, page: ReadingPage) -> None:
    film = torn_off(qtbot, page)
    lock(qtbot, page)
    assert film.windowTitle() == "Film strip"
    words = " ".join(said(film))
    assert not [secret for secret in SECRETS if secret in words]


def test_the_strip_comes_back_torn_off_where_its_reader_left_it(
    qtbot: QtBot, opened: Open, study_folder: Path, tmp_path: Path
) -> None:
    window = opened(study_folder)
    sign_in(qtbot, window, READER, PASSWORD)
    page = open_first(qtbot, window)
    film = torn_off(qtbot, page)
    film.resize(700, 300)
    qtbot.keyClick(film, Qt.Key.Key_W, CTRL)  # back to the worklist: no case, no strip
    assert not film.isVisible()
    kept = SettingsFile(tmp_path / "settings.json").load()
    assert kept.torn_off == (READER,)
    window.activateWindow()
    page = open_first(qtbot, window)
    assert page.film is not None
    assert page.film.size().toTuple() == (700, 300)
    page.film.close()
    assert SettingsFile(tmp_path / "settings.json").load().torn_off == ()
