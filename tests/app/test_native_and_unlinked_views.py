"""Native slices beside resampled ones, and views that keep their own slice."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from scipy.spatial.transform import Rotation

from app.usecases.open_case import OpenCase
from app.viewmodels.arrangement import Layout
from app.viewmodels.outlines import Line, Overlay, ShownLesion
from app.viewmodels.slices import Shown, SlicesModel, ViewSpec
from app.views.link_mark import LinkMark
from app.views.reading_area import ReadingArea
from imaging.geometry import Grid, RigidTransform
from imaging.planes import Plane
from imaging.volume import Volume
from tests.app.small_case import CAVITY_CENTRE, CAVITY_RADIUS, FRAME, SPOT, small_case
from tests.app.test_viewport import wheel

NATIVE_FRAME = "9.8.7"
AXIAL_NATIVE = ViewSpec(Shown.CURRENT, Plane.AXIAL, native=True)
AXIAL = ViewSpec(Shown.CURRENT, Plane.AXIAL)


def moved_case() -> OpenCase:
    """The small case, its current visit acquired in 30 tilted slices of 5.5 mm, in a frame of its own."""
    turn = np.eye(4)
    turn[:3, :3] = Rotation.from_euler("xy", (22, 5), degrees=True).as_matrix()
    turn[:3, 3] = (6.0, -4.0, 9.0)
    transform = RigidTransform(turn, FRAME, NATIVE_FRAME)
    spot = transform.inverse().points(SPOT, FRAME)
    affine = np.eye(4)
    affine[:3, :3] = np.diag([5.5, 1.0, 1.0])[::-1]
    affine[:3, 3] = spot - (60.0, 70.0, 11 * 5.5)
    grid = Grid((30, 140, 120), affine, NATIVE_FRAME)
    values = np.full(grid.shape, 300, dtype=np.int16)
    values[11, 70, 60] = 6000
    case = small_case()
    visit = replace(case.visits[1], native=Volume(values, grid), reference_from_native=transform)
    return case.with_visit_at(1, visit)


@pytest.fixture
def model() -> SlicesModel:
    made = SlicesModel()
    made.set_case(moved_case(), current_index=1)
    made.go_to(SPOT)
    return made


@pytest.fixture
def area(qtbot: QtBot, model: SlicesModel) -> ReadingArea:
    made = ReadingArea(model)
    qtbot.addWidget(made)
    made.resize(1200, 560)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_native_slice_at_the_crosshair_holds_the_voxel_acquired_there(model: SlicesModel) -> None:
    scene = model.scene(AXIAL_NATIVE)
    assert scene.picture is not None
    assert scene.crosshair is not None
    assert scene.picture.index == 11
    pixels = model.pixels(scene.picture)
    (row,), (column,) = np.nonzero(pixels.voxels == 6000)
    assert pixels.left_mm + (column + 0.5) * pixels.step_mm == pytest.approx(scene.crosshair[0], abs=1e-6)
    assert pixels.top_mm + (row + 0.5) * pixels.row_mm == pytest.approx(scene.crosshair[1], abs=1e-6)
    assert scene.point_at(*scene.crosshair) == pytest.approx(SPOT)
    assert scene.subtitle == "as acquired, slice 12 of 30, 5.5 mm apart"
    assert scene.letters == ("R", "L", "A", "P")


def test_stepping_goes_by_native_slices_and_moves_the_linked_crosshair(model: SlicesModel) -> None:
    before = model.scene(ViewSpec(Shown.CURRENT, Plane.CORONAL))
    model.step(Plane.AXIAL, 2, AXIAL_NATIVE)
    picture = model.scene(AXIAL_NATIVE).picture
    assert picture is not None
    assert picture.index == 13
    assert np.linalg.norm(np.subtract(model.crosshair_mm, SPOT)) == pytest.approx(11.0)
    assert model.crosshair_mm[2] > SPOT[2], "up is up"
    after = model.scene(ViewSpec(Shown.CURRENT, Plane.CORONAL))
    assert after.crosshair != before.crosshair


def test_outlines_are_cut_in_the_native_plane(model: SlicesModel) -> None:
    model.go_to(CAVITY_CENTRE)
    model.set_lesions([ShownLesion("L1", CAVITY_CENTRE)])
    scene = model.scene(AXIAL_NATIVE)
    assert {outline.line for outline in scene.outlines} == {Line.CAVITY, Line.MARGIN, Line.DOUBT, Line.LESION}
    (cavity,) = [outline for outline in scene.outlines if outline.line is Line.CAVITY]
    away = [
        np.linalg.norm(np.subtract(scene.point_at(*place), CAVITY_CENTRE)) for place in np.concatenate(cavity.paths)
    ]
    assert np.mean(away) == pytest.approx(CAVITY_RADIUS, abs=0.6)


def test_panning_and_zooming_a_native_view_moves_it_as_the_hand_does(model: SlicesModel) -> None:
    before = model.scene(AXIAL_NATIVE)
    model.pan(Plane.AXIAL, 10.0, -4.0, AXIAL_NATIVE)
    after = model.scene(AXIAL_NATIVE)
    assert np.subtract(before.centre, after.centre) == pytest.approx((10.0, -4.0))


@pytest.mark.parametrize(("layout", "native"), [(Layout.COMPARE, 2), (Layout.SINGLE, 1), (Layout.STRIP, 2)])
def test_every_layout_shows_each_visit_once_as_acquired(area: ReadingArea, layout: Layout, native: int) -> None:
    area.set_layout(layout)
    resampled = [view.spec for view in area.views]
    area.set_native(True)
    assert sum(view.spec.native for view in area.views) == native
    assert not any(view.spec.native for view in area.views if view.spec.shown is Shown.DIFFERENCE)
    seen = [view.accessibleDescription() for view in area.views if view.spec.native]
    assert all("as acquired, slice" in text for text in seen)
    area.set_native(False)
    assert [view.spec for view in area.views] == resampled


def test_a_click_in_a_native_view_moves_the_crosshair_to_the_place_under_it(area: ReadingArea, qtbot: QtBot) -> None:
    area.set_native(True)
    view = area.view(Shown.CURRENT, Plane.AXIAL)
    assert view.scene is not None
    wanted = view.scene.point_at(view.scene.centre[0] + 12.0, view.scene.centre[1] + 7.0)
    place = view.position_of(view.scene.centre[0] + 12.0, view.scene.centre[1] + 7.0).toPoint()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert area.model.crosshair_mm == pytest.approx(wanted, abs=0.6)


def test_an_unlinked_view_keeps_its_slice_zoom_and_window_until_it_is_linked_again(model: SlicesModel) -> None:
    model.set_linked(AXIAL, False)
    before = model.scene(AXIAL)
    model.step(Plane.AXIAL, 5)
    model.zoom(2.0)
    model.pan(Plane.AXIAL, 4, 4)
    model.set_window(0.2, 0.7)
    kept = model.scene(AXIAL)
    assert (kept.picture, kept.centre, kept.field_mm, kept.crosshair) == (
        before.picture,
        before.centre,
        before.field_mm,
        before.crosshair,
    )
    assert "unlinked" in kept.warning
    other = model.scene(ViewSpec(Shown.BASELINE, Plane.AXIAL))
    model.step(Plane.AXIAL, -9, AXIAL)
    model.zoom(1.5, spec=AXIAL)
    assert model.scene(ViewSpec(Shown.BASELINE, Plane.AXIAL)).depth_mm == other.depth_mm, "it moves alone"
    assert model.scene(AXIAL).depth_mm < before.depth_mm
    model.link_all()
    again = model.scene(AXIAL)
    assert (again.depth_mm, again.field_mm, again.warning) == (other.depth_mm, other.field_mm, "")


def test_views_stay_linked_and_unlinked_ones_unlinked_after_overlays_are_switched(model: SlicesModel) -> None:
    baseline = ViewSpec(Shown.BASELINE, Plane.AXIAL)
    model.set_linked(AXIAL, False)
    alone = model.scene(AXIAL).depth_mm
    for overlay in (*Overlay, *Overlay):
        model.switch(overlay)
        model.step(Plane.AXIAL, 1)
        depths = {model.scene(ViewSpec(Shown.DIFFERENCE, Plane.AXIAL)).depth_mm, model.scene(baseline).depth_mm}
        assert len(depths) == 1
        assert model.scene(AXIAL).depth_mm == alone
    model.set_linked(AXIAL, True)
    assert model.scene(AXIAL).depth_mm == model.scene(baseline).depth_mm


def test_another_case_begins_linked(model: SlicesModel) -> None:
    model.set_linked(AXIAL, False)
    model.set_case(small_case(), current_index=1)
    assert model.is_linked(AXIAL)


def test_the_mark_in_the_corner_unlinks_and_links(area: ReadingArea, qtbot: QtBot) -> None:
    view = area.view(Shown.CURRENT, Plane.AXIAL)
    mark = view.findChild(LinkMark)
    assert mark is not None
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))  # wherever the mouse was left
    assert mark.isHidden(), "nothing is marked while all go together and no mouse is near"
    area.model.set_linked(view.spec, False)
    assert mark.isVisible()
    assert view.rect().contains(mark.geometry())
    qtbot.mouseClick(mark, Qt.MouseButton.LeftButton)
    assert area.model.is_linked(view.spec)


def test_wheel_and_keys_over_an_unlinked_view_move_it_alone(area: ReadingArea, qtbot: QtBot) -> None:
    view = area.view(Shown.CURRENT, Plane.AXIAL)
    qtbot.mouseMove(view, QPoint(60, 60))
    qtbot.waitUntil(view.underMouse)
    area.toggle_link()
    assert not area.model.is_linked(view.spec)
    linked = area.model.crosshair_mm
    wheel(view, QPointF(50, 50), 2, Qt.KeyboardModifier.NoModifier)
    area.step(Plane.AXIAL, 1)
    area.zoom(1.2)
    assert area.model.crosshair_mm == linked
    assert view.scene is not None
    assert view.scene.depth_mm == pytest.approx(linked[2] + 3 * 2.0, abs=1.01)
    area.toggle_link()
    assert area.model.is_linked(view.spec)
    assert view.point_under(QPointF(QPoint(50, 50))) is not None


def test_the_automatic_window_is_the_same_for_native_slices(model: SlicesModel) -> None:
    model.go_to(CAVITY_CENTRE)
    model.auto_window([replace(AXIAL_NATIVE, native=False)])
    resampled = model.window
    model.reset_window()
    model.auto_window([AXIAL_NATIVE])
    assert model.window == resampled
