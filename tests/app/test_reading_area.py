"""The arranged pictures: all views in step, every layout, at small and large sizes."""

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.viewmodels.arrangement import CAPTION_PX, Layout, arrangement, next_planes
from app.viewmodels.slices import Shown, SlicesModel, Tool
from app.viewmodels.timeline import Dot, DotState
from app.views.reading_area import Caption, ReadingArea
from imaging.planes import Plane, screen_of
from tests.app.small_case import DOUBTFUL, SPOT, small_case
from tests.app.test_viewport import wheel


@pytest.fixture
def area(qtbot: QtBot) -> ReadingArea:
    made = ReadingArea(SlicesModel())
    qtbot.addWidget(made)
    made.resize(1000, 420)
    made.set_case(small_case(), 1)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_wheel_in_one_view_steps_every_view(area: ReadingArea) -> None:
    view = area.view(Shown.BASELINE, Plane.AXIAL)
    before = [v.scene.picture.index for v in area.views if v.scene and v.scene.picture and v.spec.plane is Plane.AXIAL]
    wheel(view, QPointF(50, 50), 3, Qt.KeyboardModifier.NoModifier)
    after = [v.scene.picture.index for v in area.views if v.scene and v.scene.picture and v.spec.plane is Plane.AXIAL]
    assert len(before) == 3
    assert [index - 3 for index in after] == before


def test_a_click_in_a_coronal_view_moves_the_axial_slice(area: ReadingArea, qtbot: QtBot) -> None:
    area.model.show_head()
    coronal = area.view(Shown.CURRENT, Plane.CORONAL)
    place = coronal.position_of(*screen_of(Plane.CORONAL, SPOT)).toPoint()
    qtbot.mouseClick(coronal, Qt.MouseButton.LeftButton, pos=place)
    axial = area.view(Shown.CURRENT, Plane.AXIAL).scene
    assert axial is not None
    assert axial.depth_mm == pytest.approx(SPOT[2], abs=2.1)


def test_zoom_and_window_are_shared(area: ReadingArea) -> None:
    view = area.view(Shown.CURRENT, Plane.SAGITTAL)
    wheel(view, QPointF(30, 30), 2, Qt.KeyboardModifier.ControlModifier)
    view.windowDragged.emit(0.3, 0.0)
    scenes = [v.scene for v in area.views]
    assert len({scene.field_mm for scene in scenes if scene}) == 1
    assert len({scene.picture.window for scene in scenes if scene and scene.picture}) == 1


@pytest.mark.parametrize("size", [(760, 300), (1000, 420), (1900, 900)])
@pytest.mark.parametrize("layout", Layout)
def test_every_view_is_wholly_inside_the_window_and_none_overlap(
    area: ReadingArea, qtbot: QtBot, layout: Layout, size: tuple[int, int]
) -> None:
    area.set_layout(layout)
    area.resize(*size)
    qtbot.waitUntil(lambda: area.views[-1].geometry().bottom() >= size[1] - 4 - 2 * CAPTION_PX)
    boxes = [view.geometry() for view in area.views]
    assert len(boxes) == {"compare": 5, "square": 4, "planes": 6, "strip": 2, "single": 1}[layout]
    assert all(area.rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert all(view.isVisible() for view in area.views)


def test_one_call_goes_round_the_layouts(area: ReadingArea, qtbot: QtBot) -> None:
    seen = []
    for _ in Layout:
        with qtbot.waitSignal(area.layoutChanged) as told:
            area.next_layout()
        seen += told.args or []
    assert seen == ["square", "planes", "strip", "single", "compare"]
    assert area.layout_name is Layout.COMPARE


def test_the_film_strip_has_a_tile_for_every_visit_in_the_same_plane_and_in_step(area: ReadingArea) -> None:
    area.set_layout(Layout.STRIP)
    area.set_plane(Plane.CORONAL)
    assert [(view.spec.visit, view.spec.plane) for view in area.views] == [(0, Plane.CORONAL), (1, Plane.CORONAL)]
    wheel(area.views[0], QPointF(50, 50), 2, Qt.KeyboardModifier.NoModifier)
    assert len({view.scene.depth_mm for view in area.views if view.scene}) == 1
    assert [view.scene.title.split()[0] for view in area.views if view.scene] == ["Baseline", "Current"]


def test_in_the_film_strip_the_planes_go_round_to_all_three_below_each_other(area: ReadingArea) -> None:
    area.set_layout(Layout.STRIP)
    seen = []
    for _ in range(4):
        area.set_plane(*next_planes(area.planes, area.layout_name))
        seen.append([(view.spec.plane, view.spec.visit) for view in area.views])
    assert seen[2] == [(plane, visit) for plane in Plane for visit in (0, 1)]
    assert [{plane for plane, _ in one} for one in seen] == [
        {Plane.CORONAL},
        {Plane.SAGITTAL},
        set(Plane),
        {Plane.AXIAL},
    ]
    area.set_plane(*Plane)
    assert sum(caption.isVisibleTo(area) for caption in area.findChildren(Caption)) == 2
    rows = [view.geometry().top() for view in area.views if view.spec.visit == 0]
    assert rows == sorted(set(rows))
    area.set_layout(Layout.SINGLE)
    assert next_planes(area.planes, area.layout_name) == (Plane.CORONAL,), "other layouts show one plane"


def test_a_click_on_a_tile_or_its_caption_makes_its_visit_the_current_one(area: ReadingArea, qtbot: QtBot) -> None:
    area.set_layout(Layout.STRIP)
    dots = [Dot(index, index / 1.0, f"+{index}.0", DotState.LOCKED, index == 1, ("LP",)) for index in range(2)]
    area.set_dots(dots)
    captions = area.findChildren(Caption)
    assert [caption.accessibleName() for caption in captions] == ["+0.0 months LP", "+1.0 months LP"]
    for click in (area.views[0], captions[0]):
        with qtbot.waitSignal(area.visitPicked) as picked:
            qtbot.mouseClick(click, Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
        assert picked.args == [0]


@pytest.mark.parametrize("visits", range(1, 12))
@pytest.mark.parametrize("size", [(880, 640), (1300, 860), (2150, 1280), (400, 900)])
def test_tiles_fill_the_room_as_largely_as_they_can(visits: int, size: tuple[int, int]) -> None:
    width, height = size
    made = arrangement(Layout.STRIP, (Plane.AXIAL,), visits, width, height)
    assert [cell.spec.visit for cell in made.cells] == list(range(visits))
    assert len({(cell.row, cell.column) for cell in made.cells}) == visits

    def tile(columns: int) -> float:
        return min(width / columns, height / -(-visits // columns) - CAPTION_PX)

    assert tile(len(made.column_shares)) == max(tile(columns) for columns in range(1, visits + 1))


def test_the_views_of_the_other_layout_are_hidden(area: ReadingArea) -> None:
    difference = area.view(Shown.DIFFERENCE, Plane.AXIAL)
    area.set_layout("planes")
    assert not difference.isVisible()
    with pytest.raises(KeyError):
        area.view(Shown.DIFFERENCE, Plane.AXIAL)


def test_another_visit_changes_the_current_views_only(area: ReadingArea) -> None:
    area.set_visit(0)
    pictures = {view.spec: view.scene.picture for view in area.views if view.scene and view.scene.picture}
    assert {picture.visit for picture in pictures.values()} == {0}
    area.set_visit(1)
    current = area.view(Shown.CURRENT, Plane.AXIAL).scene
    baseline = area.view(Shown.BASELINE, Plane.AXIAL).scene
    assert current is not None
    assert baseline is not None
    assert (current.picture.visit, baseline.picture.visit) == (1, 0)  # type: ignore[union-attr]


def test_picked_places_and_strokes_come_out_of_the_area(area: ReadingArea, qtbot: QtBot) -> None:
    view = area.view(Shown.CURRENT, Plane.AXIAL)
    area.set_tool("mark")
    with qtbot.waitSignal(area.placePicked) as picked:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    assert picked.args is not None
    assert len(picked.args[0]) == 3
    area.set_tool(Tool.BRUSH)
    with qtbot.waitSignals([area.brushed, area.strokeEnded]):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))


def test_an_untrusted_registration_is_flagged_in_every_current_view(area: ReadingArea) -> None:
    area.set_case(small_case(registration=DOUBTFUL), 1)
    for view in area.views:
        assert view.scene is not None
        if view.spec.shown is Shown.CURRENT:
            assert "registration not trusted" in view.accessibleDescription()
        if view.spec.shown is Shown.DIFFERENCE:
            assert "No subtraction" in view.accessibleDescription()


def test_a_closed_area_no_longer_listens(qapp: QApplication) -> None:
    model = SlicesModel()
    shiboken6.delete(ReadingArea(model))
    model.set_case(small_case(), current_index=1)  # a dead listener would raise here
    assert model.current_index == 1
