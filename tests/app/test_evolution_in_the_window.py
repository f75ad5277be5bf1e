"""Chart and unrolled wall in the window: keys, clicks, what a screen reader is told."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.viewmodels.evolution import EvolutionScene, Point, Series, Strip
from app.views.evolution_chart import EvolutionChart, highest_tick
from app.views.reading_page import ReadingPage
from app.views.unrolled_wall import UnrolledWall, colours_of
from app.views.worklist_page import WorklistPage
from tests.app.reading_study import PASSWORD, READER
from tests.app.test_window import SIZES, cut_labels, secrets_told
from tests.in_the_window import SHIFT, click_middle, lock, open_first, opener, press, sign_in

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, study_folder: Path) -> ReadingPage:
    """A read with two visits open, the evolution shown."""
    window = opener(qtbot, tmp_path / "settings.json")(study_folder)
    sign_in(qtbot, window, READER, PASSWORD)
    shown = open_first(qtbot, window)
    press(qtbot, shown, "A")
    lock(qtbot, shown)
    press(qtbot, shown, "E")
    return shown


def test_e_shows_and_hides_the_evolution(page: ReadingPage, qtbot: QtBot) -> None:
    assert page.evolution.isVisible()
    press(qtbot, page, "E")
    assert not page.evolution.isVisible()


def test_the_next_case_opens_as_the_one_before_was_left(qtbot: QtBot, page: ReadingPage) -> None:
    window = page.window()
    page.left.emit()
    assert isinstance(window.page, WorklistPage)  # type: ignore[attr-defined]
    assert open_first(qtbot, window).evolution.isVisible()  # type: ignore[arg-type]


def test_a_click_beside_a_point_shows_its_visit(page: ReadingPage, qtbot: QtBot) -> None:
    chart = page.evolution.millilitres
    assert page.session.index == 1
    qtbot.mouseClick(chart, LEFT, pos=QPoint(round(chart.place_of(0)) + 3, 90))
    assert page.session.index == 0


def test_a_click_on_a_strip_shows_its_visit_and_goes_to_that_place_of_the_wall(page: ReadingPage, qtbot: QtBot) -> None:
    wall = page.evolution.wall
    qtbot.mouseClick(wall, LEFT, pos=wall.place_of(0, 4, 15).toPoint())
    assert page.session.index == 0
    assert np.array(page.slices.crosshair_mm) == pytest.approx((9.0, 0.0, 0.0), abs=1.3)


@pytest.mark.parametrize("by", ["key Shift+E", "Enter on the strips"])
def test_the_keyboard_goes_to_the_thickest_place(page: ReadingPage, qtbot: QtBot, by: str) -> None:
    if by == "key Shift+E":
        qtbot.keyClick(page, Qt.Key.Key_E, SHIFT)
    else:
        page.evolution.wall.setFocus()
        qtbot.keyClick(page.evolution.wall, Qt.Key.Key_Return)
    assert np.array(page.slices.crosshair_mm) == pytest.approx((9.0, 0.0, 0.0), abs=3.5), "where the nodule touches"


def test_chart_and_strips_tell_a_screen_reader_their_figures(page: ReadingPage) -> None:
    for part in (page.evolution.millimetres, page.evolution.millilitres, page.evolution.wall):
        assert part.accessibleName()
        assert "+3.0 mo" in part.accessibleDescription()
        assert part.focusPolicy() is Qt.FocusPolicy.TabFocus
    assert "enhancing within 5 mm" in page.evolution.millilitres.accessibleDescription()


@pytest.mark.parametrize("size", SIZES)
def test_no_text_is_cut_and_no_secret_is_told(page: ReadingPage, qtbot: QtBot, size: tuple[int, int]) -> None:
    page.window().resize(*size)
    qtbot.wait(50)
    assert cut_labels(page) == []
    assert secrets_told(page) == []
    assert page.rect().contains(page.evolution.geometry())
    assert page.area.height() > page.evolution.height()


def strip(visit: int, gap: str = "", unrolled: np.ndarray | None = None) -> Strip:
    return Strip(visit, visit / 2, f"+{3 * visit}.0", visit == 1, unrolled, "" if gap else "1.0 · 2.0", gap, None)


def pixels(widget: EvolutionChart | UnrolledWall) -> QImage:
    return widget.grab().toImage()


def test_lines_are_told_apart_without_colours(qtbot: QtBot) -> None:
    chart = EvolutionChart("mm", "Thickness")
    qtbot.addWidget(chart)
    chart.resize(300, 200)
    points = (Point(0, 1.0), Point(1, 3.0), Point(2, 2.0))
    strips = tuple(strip(visit) for visit in range(3))
    grey = []
    for style in range(6):
        chart.show_scene(EvolutionScene("C1", strips, (Series("rim", "mm", style, points),)))
        image = pixels(chart).convertToFormat(QImage.Format.Format_Mono)
        grey.append(bytes(image.constBits()))
    assert len(set(grey)) == 6


def test_over_a_gap_no_line_is_drawn_and_the_reason_is_told(qtbot: QtBot) -> None:
    chart = EvolutionChart("mm", "Thickness")
    qtbot.addWidget(chart)
    chart.resize(300, 200)
    strips = (strip(0), strip(1, "not measured: not registered"), strip(2))
    series = Series("rim", "mm", 0, (Point(0, 2.0), Point(2, 2.0)))
    chart.show_scene(EvolutionScene("C1", strips, (series,)))
    whole = replace(series, points=(Point(0, 2.0), Point(1, 2.0), Point(2, 2.0)))
    with_gap = pixels(chart)
    assert "not registered" in chart.told(1)
    chart.show_scene(EvolutionScene("C1", (strip(0), strip(1), strip(2)), (whole,)))
    assert with_gap != pixels(chart)
    column = round((chart.place_of(0) + chart.place_of(1)) / 2)
    lit = [row for row in range(60, 180) if with_gap.pixelColor(column, row).green() > 120]
    assert lit == [], "nothing between the visits beside the gap"


@pytest.mark.parametrize(
    ("most", "end", "step"), [(0.0, 1.0, 0.5), (0.9, 1.0, 0.5), (2.4, 3.0, 1.0), (31.0, 40.0, 20.0)]
)
def test_the_axis_ends_at_a_round_figure(most: float, end: float, step: float) -> None:
    assert highest_tick(most) == pytest.approx((end, step))


def test_thicker_is_brighter_and_what_was_not_measured_is_grey() -> None:
    colours = colours_of(np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 9.0, np.nan], dtype=np.float32)).astype(float)
    light = colours[:-1] @ (0.299, 0.587, 0.114)
    assert (np.diff(light[:-1]) > 5).all()
    assert light[-1] == light[-2]
    assert np.ptp(colours[-1]) < 20


def test_a_strip_without_figures_says_why(qtbot: QtBot) -> None:
    wall = UnrolledWall()
    qtbot.addWidget(wall)
    wall.resize(420, 200)
    wall.show_scene(EvolutionScene("C1", (strip(0, "not measured: not registered"),), ()))
    assert wall.accessibleDescription() == "+0.0 mo: not measured: not registered"
    picked = []
    wall.picked.connect(lambda *patch: picked.append(patch))
    click_middle(qtbot, wall)
    pixels(wall)


def test_many_visits_find_room(qtbot: QtBot) -> None:
    wall = UnrolledWall()
    qtbot.addWidget(wall)
    wall.resize(420, 190)
    wall.show_scene(EvolutionScene("C1", tuple(strip(v, "", np.zeros((9, 60), np.float32)) for v in range(11)), ()))
    boxes = [wall.box_of(visit) for visit in range(11)]
    assert all(wall.rect().contains(box.toRect()) for box in boxes)
    assert all(above.bottom() <= below.top() for above, below in pairwise(boxes))
    assert min(box.height() for box in boxes) >= 9


def test_where_the_wall_reads_nothing_it_is_said_what_counts(qtbot: QtBot) -> None:
    wall = UnrolledWall()
    qtbot.addWidget(wall)
    wall.resize(420, 190)
    thickness = np.zeros((9, 60), np.float32)
    thickness[:, 30:] = 2.0
    wall.show_scene(EvolutionScene("C1", (strip(0, "", thickness),), ()))
    counts = "Counted is what is at least 10 % brighter than white matter"
    assert counts in wall.told_at(wall.place_of(0, 4, 15))
    assert "here 2.0 mm" in wall.told_at(wall.place_of(0, 4, 45))
    assert counts not in wall.told_at(wall.place_of(0, 4, 45))
