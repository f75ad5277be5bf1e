"""The check's own state, without a window."""

import numpy as np
import pytest

from app.usecases.check_registration import Checked
from app.usecases.study import Study
from app.viewmodels.check import CheckModel
from app.viewmodels.comparison import Mode
from app.viewmodels.jobs import ImmediateJobs
from app.viewmodels.outlines import Line
from imaging.planes import Plane
from tests.app.small_case import CAVITY_CENTRE, small_case


@pytest.fixture
def model(study: Study) -> CheckModel:
    return CheckModel(study, ImmediateJobs(), Checked("anna", "P1", "t1", ""), small_case(), 1, lambda check: None)


def levels(model: CheckModel, plane: Plane = Plane.AXIAL) -> np.ndarray:
    key = model.scene(plane).picture
    assert key is not None
    return model.pixels(key).levels


@pytest.mark.parametrize("plane", list(Plane))
def test_every_plane_opens_with_the_cavity_in_the_middle_and_outlined(model: CheckModel, plane: Plane) -> None:
    scene = model.scene(plane)
    assert abs(scene.depth_mm - {"axial": 30.0, "coronal": 0.0, "sagittal": 20.0}[plane.value]) < 1.0
    assert [one.line for one in scene.outlines] == [Line.CAVITY]
    model.switch_cavity()
    assert model.scene(plane).outlines == ()


def test_a_flicker_shows_the_two_in_turn_and_a_nudge_moves_only_the_later(model: CheckModel) -> None:
    assert model.scene(Plane.AXIAL).title.startswith("Current")
    later = levels(model)
    model.change_picture()
    assert model.scene(Plane.AXIAL).title.startswith("Baseline")
    earlier = levels(model)
    key = model.scene(Plane.AXIAL).picture
    model.set_number(0, 5.0)
    assert model.scene(Plane.AXIAL).picture == key, "the baseline is not drawn anew"
    np.testing.assert_array_equal(levels(model), earlier)
    model.change_picture()
    assert (levels(model) != later).any()


@pytest.mark.parametrize(
    ("mode", "asked", "given"),
    [
        (Mode.FLICKER, 0.2, 1.0),
        (Mode.FLICKER, 9.0, 5.0),
        (Mode.REVEAL, 130.0, 100.0),
        (Mode.CHECKERBOARD, 1.0, 4.0),
        (Mode.DIFFERENCE, 3.0, 0.0),
        (Mode.EDGES, 3.0, 0.0),
    ],
)
def test_a_modes_number_stays_in_its_range(model: CheckModel, mode: Mode, asked: float, given: float) -> None:
    model.set_mode(mode)
    model.set_setting(asked)
    assert model.setting == given


def test_the_flicker_changes_as_often_as_asked(model: CheckModel) -> None:
    model.set_setting(5.0)
    assert model.flicker_ms == 200
    model.set_mode(Mode.EDGES)
    assert model.flicker_ms == 0


def test_numbers_stay_in_their_range_and_a_stroke_is_one_step_of_undo(model: CheckModel) -> None:
    for value in (5.0, 15.0, 25.0):
        model.set_number(2, value)
    assert model.numbers[2] == 20.0
    model.end_stroke()
    model.set_number(2, -30.0)
    assert model.numbers[2] == -20.0
    model.undo()
    assert model.numbers[2] == 20.0
    model.undo()
    assert not model.moved
    assert not model.can_undo
    model.redo()
    assert model.numbers[2] == 20.0


def test_two_pictures_of_one_pose_differ_nowhere_but_at_the_new_spot(model: CheckModel) -> None:
    model.set_mode(Mode.DIFFERENCE)
    assert (levels(model) == 128).mean() > 0.9
    model.set_number(0, 10.0)
    assert (levels(model) == 128).mean() < 0.9


def test_the_reveal_at_its_ends_shows_one_visit_alone(model: CheckModel) -> None:
    model.set_number(0, 4.0)
    later = levels(model)
    model.set_mode(Mode.REVEAL)
    model.set_setting(0.0)
    np.testing.assert_array_equal(levels(model), later)


def test_a_wide_view_is_filled_from_side_to_side(model: CheckModel) -> None:
    key = model.scene(Plane.CORONAL, width_per_height=2.0).picture
    assert key is not None
    rows, columns = model.pixels(key).levels.shape
    assert columns == 2 * rows


def test_looking_elsewhere_leaves_the_pose_and_home_comes_back_to_the_cavity(model: CheckModel) -> None:
    before = model.pose
    model.step_slices(Plane.AXIAL, 3)
    model.pan(Plane.AXIAL, 12.0, 4.0)
    model.zoom(2.0)
    model.drag_window(0.2, 0.1)
    assert model.pose is before
    assert model.scene(Plane.AXIAL).field_mm == 55.0
    model.go_to_cavity()
    assert np.abs(np.array(model.scene(Plane.AXIAL).centre) - CAVITY_CENTRE[:2]).max() < 1.0
