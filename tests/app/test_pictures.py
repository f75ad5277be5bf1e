"""Legend and kept pictures: what they list, where they stand, and that they carry no identity."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.viewmodels.arrangement import Layout
from app.viewmodels.legend import legend_of
from app.viewmodels.outlines import Line, Overlay, ShownLesion
from app.viewmodels.slices import Shown, SlicesModel, ViewSpec
from app.views.legend_box import place_legend
from app.views.pictures import SCALE, copy_area, copy_view, picture_of_area, picture_of_view, save_view, write_png
from app.views.reading_area import ReadingArea
from imaging.planes import Plane
from tests.app.small_case import DOUBTFUL, SPOT, TRUSTED, cavity, small_case

AXIAL = ViewSpec(Shown.CURRENT, Plane.AXIAL)
CLOSE = 8.0  # pixels per mm


@pytest.fixture
def model() -> SlicesModel:
    made = SlicesModel()
    made.set_case(small_case(current=cavity()), current_index=1)
    return made


@pytest.fixture
def area(qtbot: QtBot, model: SlicesModel) -> ReadingArea:
    made = ReadingArea(model)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    qtbot.waitExposed(made)
    return made


def words(model: SlicesModel, spec: ViewSpec = AXIAL, pixels_per_mm: float = CLOSE) -> list[str]:
    return [entry.words for entry in legend_of([(model.scene(spec), pixels_per_mm)])]


def test_the_legend_lists_what_is_drawn_and_nothing_else(model: SlicesModel) -> None:
    assert words(model) == ["Cavity, baseline", "Cavity, this visit", "Margin 5 mm", "Doubt ±0.2 mm"]
    assert words(model, pixels_per_mm=1.0) == ["Cavity, baseline", "Cavity, this visit", "Margin 5 mm"]
    assert words(model, ViewSpec(Shown.BASELINE, Plane.AXIAL)) == ["Cavity, baseline", "Margin 5 mm"]
    model.next_margin()
    assert "Margin 3 mm" in words(model)
    model.switch(Overlay.MARGIN, False)
    model.set_lesions([ShownLesion("L1", model.crosshair_mm)])
    assert words(model) == ["Cavity, baseline", "Cavity, this visit", "Lesion L1"]
    model.set_crosshair((0.0, 0.0, 90.0))
    assert words(model) == []


def test_the_legend_says_when_a_place_is_in_doubt() -> None:
    model = SlicesModel()
    model.set_case(small_case(registration=DOUBTFUL), current_index=1)
    assert words(model) == ["Cavity, baseline: place in doubt", "Margin 5 mm: place in doubt"]


@pytest.mark.parametrize(("error_mm", "told"), [(0.04, "within 0.1"), (0.2, "±0.2"), (0.53, "±0.6"), (1.01, "±1.1")])
def test_a_doubt_is_never_told_smaller_than_it_is(error_mm: float, told: str) -> None:
    model = SlicesModel()
    model.set_case(small_case(registration=replace(TRUSTED, error_mm=error_mm)), current_index=1)
    assert f"Doubt {told} mm" in words(model, pixels_per_mm=40.0)


def test_what_several_views_show_is_listed_once(model: SlicesModel) -> None:
    both = [(model.scene(ViewSpec(shown, Plane.AXIAL)), CLOSE) for shown in (Shown.BASELINE, Shown.CURRENT)]
    assert [entry.line for entry in legend_of(both)] == [Line.CAVITY, Line.CURRENT_CAVITY, Line.MARGIN, Line.DOUBT]


def test_the_legend_is_switched_by_its_overlay_and_stands_in_one_view(area: ReadingArea, model: SlicesModel) -> None:
    def listed() -> list[ViewSpec]:
        return [view.spec for view in area.views if view.legend]

    assert not listed()
    model.switch(Overlay.LEGEND)
    assert listed() == [AXIAL]
    area.set_layout(Layout.STRIP)
    assert listed() == [ViewSpec(Shown.VISIT, Plane.AXIAL, 1)]
    model.switch(Overlay.LEGEND)
    assert not listed()


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("size", [(700, 500), (1000, 640), (1500, 900)])
def test_the_legend_covers_no_text(
    area: ReadingArea, model: SlicesModel, layout: Layout, size: tuple[int, int]
) -> None:
    area.resize(*size)
    area.set_layout(layout)
    model.switch(Overlay.LEGEND)
    view = area.leading_view
    assert view.scene is not None
    plates = [label.plate for label in view.labels(view.scene)]
    box = place_legend(view.legend, view.font(), QRectF(view.rect()), plates)
    if box is not None:
        assert not any(box.intersects(plate) for plate in plates)
        assert QRectF(view.rect()).contains(box)
    assert box is not None or view.width() < 250


def test_a_kept_view_has_twice_the_size_and_carries_legend_and_scale_bar(area: ReadingArea, model: SlicesModel) -> None:
    view = area.view(Shown.CURRENT, Plane.AXIAL)
    plain = picture_of_view(view)
    assert (plain.width(), plain.height()) == (SCALE * view.width(), SCALE * view.height())
    for overlay in (Overlay.CAVITY, Overlay.MARGIN):
        model.switch(overlay, False)
    assert picture_of_view(view) != plain
    assert view.scene is not None
    assert any(label.rule_px for label in view.labels(view.scene))
    assert not view.legend, "the screen stays as it was"


def test_the_frame_of_the_focus_is_not_in_the_picture(qtbot: QtBot, area: ReadingArea) -> None:
    view = area.view(Shown.CURRENT, Plane.AXIAL)
    before = picture_of_view(view)
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    assert picture_of_view(view) == before


@pytest.mark.parametrize("layout", list(Layout))
def test_every_layout_is_kept_whole(area: ReadingArea, layout: Layout) -> None:
    area.set_layout(layout)
    picture = picture_of_area(area)
    assert (picture.width(), picture.height()) == (SCALE * area.width(), SCALE * area.height())
    for view in area.views:
        # Somewhere in each view lies something brighter than the ground.
        part = picture.copy(SCALE * view.x(), SCALE * view.y(), SCALE * view.width(), SCALE * view.height())
        assert any(part.pixelColor(x, part.height() // 2).lightness() > 60 for x in range(0, part.width(), 3)), (
            view.spec
        )


def test_the_view_with_the_focus_is_copied_else_the_leading_one(qtbot: QtBot, area: ReadingArea) -> None:
    area.setFocus()
    area.chosen_view.clearFocus()
    assert area.chosen_view is area.leading_view
    coronal = area.view(Shown.CURRENT, Plane.CORONAL)
    qtbot.mouseClick(coronal, Qt.MouseButton.LeftButton)
    coronal.setFocus()
    qtbot.waitUntil(coronal.hasFocus)
    told: list[str] = []
    copy_view(area, told.append)
    assert QApplication.clipboard().image().width() == SCALE * coronal.width()
    copy_area(area, told.append)
    assert QApplication.clipboard().image().width() == SCALE * area.width()
    assert [text.partition(":")[0] for text in told] == ["The view was copied", "All views were copied"]


def chunks(path: Path) -> list[str]:
    """The kinds of chunk in a PNG file."""
    data, at, found = path.read_bytes(), 8, []
    while at < len(data):
        found.append(data[at + 4 : at + 8].decode())
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return found


def test_a_saved_picture_carries_pixels_only_and_a_name_without_identity(
    area: ReadingArea, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = []

    def choose(parent: object, caption: str, name: str, kinds: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / "kept"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    told: list[str] = []
    save_view(area, told.append, pytest.fail)
    assert told == ["The picture was saved."]
    assert offered == ["view-axial.png"]
    assert {*chunks(tmp_path / "kept.png")} <= {"IHDR", "pHYs", "IDAT", "IEND"}
    assert not QImage(str(tmp_path / "kept.png")).textKeys()


def test_what_cannot_be_written_is_refused_in_a_line_without_its_path_and_leaves_nothing(
    area: ReadingArea, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "absent" / "DOE.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *words: (str(target), ""))
    refused: list[str] = []
    save_view(area, pytest.fail, refused.append)
    (line,) = refused
    assert line.startswith("RR-APP-003")
    assert "DOE" not in line
    assert line.endswith("save it in another folder.")
    (tmp_path / "kept.png").mkdir()
    with pytest.raises(OSError, match="kept"):
        write_png(picture_of_view(area.leading_view), tmp_path / "kept.png")
    assert [one.name for one in tmp_path.iterdir()] == ["kept.png"]


def test_nothing_is_written_where_no_file_is_chosen(area: ReadingArea, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *words: ("", ""))
    save_view(area, pytest.fail, pytest.fail)


def test_texts_of_the_legend_differ_from_kind_to_kind(model: SlicesModel) -> None:
    model.set_crosshair(SPOT)
    model.set_lesions([ShownLesion("L1", SPOT), ShownLesion("L2", SPOT)])
    assert all(one != other for one, other in combinations(words(model), 2))
