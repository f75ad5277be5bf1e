"""Visits compared in one view: what is shown, whose outlines, and when it is refused; without a window."""

from dataclasses import replace

import numpy as np
import pytest

from app.usecases.open_case import OpenCase
from app.viewmodels.comparison import SETTINGS, Comparison, Mode, laid_over
from app.viewmodels.slices import Line, Shown, ShownLesion, SlicesModel, Tool, ViewSpec
from app.words import Said
from imaging.planes import Plane
from tests.app.small_case import DOUBTFUL, SPOT, TRUSTED, cavity, small_case, visit

BASELINE = ViewSpec(Shown.BASELINE, Plane.AXIAL)
CURRENT = ViewSpec(Shown.CURRENT, Plane.AXIAL)
LAID_OVER = (Mode.FLICKER, Mode.REVEAL, Mode.CHECKERBOARD, Mode.BLEND)


@pytest.fixture
def model() -> SlicesModel:
    made = SlicesModel()
    made.set_case(small_case(current=cavity()), current_index=1)
    made.set_crosshair(SPOT)
    made.set_lesions([ShownLesion("L1", SPOT)])
    return made


def many(*trusted: bool) -> OpenCase:
    """A case of so many visits; the first is the baseline."""
    case = small_case()
    later = [
        visit(index, spot=True, registration=TRUSTED if good else DOUBTFUL)
        for index, good in enumerate(trusted[1:], start=1)
    ]
    return replace(case, visits=(case.visits[0], *later))


def levels(model: SlicesModel, spec: ViewSpec = CURRENT) -> np.ndarray:
    key = model.scene(spec).picture
    assert key is not None
    return model.pixels(key).levels


@pytest.mark.parametrize(
    ("mode", "asked", "given"),
    [
        (Mode.FLICKER, 0.2, 1.0),
        (Mode.FLICKER, 9.0, 5.0),
        (Mode.CINE, 9.0, 5.0),
        (Mode.REVEAL, -4.0, 0.0),
        (Mode.CHECKERBOARD, 99.0, 40.0),
        (Mode.BLEND, 130.0, 100.0),
        (Mode.APART, 3.0, 0.0),
    ],
)
def test_a_mode_s_number_stays_in_its_range(mode: Mode, asked: float, given: float) -> None:
    comparison = Comparison(mode)
    comparison.set_setting(asked)
    assert comparison.setting == given


def test_each_mode_keeps_its_own_number_and_the_same_key_ends_it() -> None:
    comparison = Comparison()
    comparison.switch_mode(Mode.FLICKER)
    comparison.step_setting(2)
    assert (comparison.setting, comparison.flicker_ms) == (3.0, 333)
    comparison.switch_mode(Mode.REVEAL)
    assert (comparison.setting, comparison.flicker_ms) == (50.0, 0)
    comparison.switch_mode(Mode.FLICKER)
    assert comparison.setting == 3.0
    comparison.switch_mode(Mode.FLICKER)
    assert comparison.mode is Mode.APART


def test_a_picture_that_follows_by_itself_is_nobody_s_doing() -> None:
    comparison, calls = Comparison(Mode.FLICKER), []
    comparison.subscribe(lambda: calls.append(1))
    comparison.next_picture()
    assert comparison.turn == 1
    assert calls == []


def test_a_flicker_shows_baseline_and_current_in_turn_each_with_its_own_outlines(model: SlicesModel) -> None:
    apart = {spec: model.scene(spec) for spec in (BASELINE, CURRENT)}
    model.compare(Mode.FLICKER)
    for turn in range(4):
        scene, other = model.scene(CURRENT), apart[BASELINE if turn % 2 else CURRENT]
        assert scene.picture == other.picture
        assert scene.title == other.title
        assert [(one.line, one.name) for one in scene.outlines] == [(one.line, one.name) for one in other.outlines]
        assert scene.remark == "Flicker: 2 Hz"
        assert model.scene(BASELINE).picture == apart[BASELINE].picture, "the baseline stands still"
        model.comparison.next_picture()
    assert model.flicker_ms == 500


@pytest.mark.parametrize("plane", Plane)
def test_a_reveal_shows_the_baseline_left_of_its_edge_and_the_current_right_of_it(
    model: SlicesModel, plane: Plane
) -> None:
    spec = ViewSpec(Shown.CURRENT, plane)
    earlier, later = levels(model, ViewSpec(Shown.BASELINE, plane)), levels(model, spec)
    model.compare(Mode.REVEAL)
    scene = model.scene(spec)
    assert scene.edge_mm == pytest.approx(scene.centre[0]), "half of the view's width"
    assert scene.picture is not None
    pixels = model.pixels(scene.picture)
    column = round((scene.edge_mm - pixels.left_mm) / pixels.step_mm)
    np.testing.assert_array_equal(pixels.levels[:, :column], earlier[:, :column])
    np.testing.assert_array_equal(pixels.levels[:, column:], later[:, column:])
    assert scene.title == "Baseline | current"
    assert scene.remark == "Reveal: edge at 50 %"


def test_the_edge_goes_from_side_to_side_of_a_wide_view(model: SlicesModel) -> None:
    model.compare(Mode.REVEAL)
    ends = []
    for share in (0.0, 100.0):
        model.comparison.set_setting(share)
        edge = model.scene(CURRENT, width_per_height=2.0).edge_mm
        assert edge is not None
        ends.append(edge - model.scene(CURRENT).centre[0])
    assert ends == pytest.approx([-model.field_mm, model.field_mm])


def test_an_edge_beyond_the_picture_shows_one_visit_alone(model: SlicesModel) -> None:
    later = levels(model)
    model.compare(Mode.REVEAL)
    model.comparison.set_setting(0.0)
    model.pan(Plane.AXIAL, -500.0, 0.0)
    assert model.scene(CURRENT).edge_mm is not None
    model.pan(Plane.AXIAL, 1000.0, 0.0)
    np.testing.assert_array_equal(levels(model), later)


def test_marks_of_the_current_visit_end_at_the_edge_of_a_reveal(model: SlicesModel) -> None:
    model.show_head()
    model.set_crosshair(SPOT)
    model.compare(Mode.REVEAL)

    def drawn(share: float) -> list[Line]:
        model.comparison.set_setting(share)
        return [one.line for one in model.scene(CURRENT).outlines]

    assert drawn(0.0)[-1] is Line.LESION
    assert Line.LESION not in drawn(100.0)
    assert Line.CURRENT_CAVITY not in drawn(100.0)
    assert {Line.CAVITY, Line.MARGIN, Line.DOUBT} >= set(drawn(100.0))
    model.go_to(SPOT)
    model.comparison.set_setting(50.0)
    (cut,) = [one for one in model.scene(CURRENT).outlines if one.line is Line.LESION]
    assert min(path[:, 0].min() for path in cut.paths) == pytest.approx(SPOT[0])
    assert cut.name == "L1"


@pytest.mark.parametrize("mode", [Mode.CHECKERBOARD, Mode.BLEND])
def test_where_both_visits_are_everywhere_the_current_one_s_marks_say_so(model: SlicesModel, mode: Mode) -> None:
    model.compare(mode)
    names = {one.line: one.name for one in model.scene(CURRENT).outlines}
    assert names[Line.LESION] == "L1 current"
    assert isinstance(names[Line.LESION], Said)
    model.go_to((20.0, 0.0, 30.0))
    names = {one.line: one.name for one in model.scene(CURRENT).outlines}
    assert names == {Line.DOUBT: "", Line.MARGIN: "", Line.CAVITY: "", Line.CURRENT_CAVITY: "current"}


def test_a_checkerboard_takes_every_pixel_from_one_of_the_two(model: SlicesModel) -> None:
    earlier, later = levels(model, BASELINE), levels(model)
    model.compare(Mode.CHECKERBOARD)
    mixed = levels(model)
    assert ((mixed == earlier) | (mixed == later)).all()
    model.comparison.step_setting(1)
    assert model.scene(CURRENT).remark == "Checkerboard: squares of 16 mm"


@pytest.mark.parametrize("share", [0.0, 25.0, 50.0, 100.0])
def test_a_blend_has_so_much_of_the_baseline(model: SlicesModel, share: float) -> None:
    earlier, later = levels(model, BASELINE).astype(float), levels(model).astype(float)
    model.compare(Mode.BLEND)
    model.comparison.set_setting(share)
    wanted = earlier * share / 100.0 + later * (1.0 - share / 100.0)
    assert np.abs(levels(model) - wanted).max() <= 1.0
    assert model.scene(CURRENT).remark == f"Blend: {share:g} % baseline"


def test_a_cine_goes_through_the_visits_from_the_current_one_and_tells_which_is_shown() -> None:
    model = SlicesModel()
    model.set_case(many(True, True, False, True), current_index=1)
    model.compare(Mode.CINE)
    seen = []
    for _ in range(4):
        scene = model.scene(CURRENT)
        assert scene.picture is not None
        seen.append((scene.picture.visit, scene.title, scene.remark))
        assert not scene.warning
        model.comparison.next_picture()
    left_out = "2 Hz; 1 not trusted, left out"
    assert seen == [
        (1, "Current  +3.1 mo", f"Cine: 2 of 3, {left_out}"),
        (3, "+9.1 mo", f"Cine: 3 of 3, {left_out}"),
        (0, "Baseline  +0.1 mo", f"Cine: 1 of 3, {left_out}"),
        (1, "Current  +3.1 mo", f"Cine: 2 of 3, {left_out}"),
    ]


@pytest.mark.parametrize("mode", LAID_OVER)
def test_nothing_is_compared_over_an_untrusted_registration(mode: Mode) -> None:
    model = SlicesModel()
    model.set_case(small_case(registration=DOUBTFUL), current_index=1)
    before = model.scene(CURRENT)
    model.compare(mode)
    scene = model.scene(CURRENT)
    assert scene.picture == before.picture
    assert scene.remark == "No comparison: the registration is not trusted"
    assert scene.edge_mm is None
    assert model.flicker_ms == 0
    model.comparison.end()
    assert model.scene(CURRENT).remark == ""


def test_the_baseline_is_not_compared_with_itself_and_the_next_visit_is(model: SlicesModel) -> None:
    model.compare(Mode.REVEAL)
    model.set_visit(0)
    assert model.scene(CURRENT).remark == "No comparison: this is the baseline itself"
    assert model.scene(CURRENT).edge_mm is None
    model.set_visit(1)
    assert model.scene(CURRENT).edge_mm is not None


def test_a_cine_needs_two_visits_to_be_trusted() -> None:
    model = SlicesModel()
    model.set_case(small_case(registration=DOUBTFUL), current_index=1)
    model.compare(Mode.CINE)
    assert model.scene(CURRENT).remark.startswith("No cine")
    assert model.flicker_ms == 0


def test_marking_and_comparing_exclude_each_other(model: SlicesModel) -> None:
    model.set_tool(Tool.MARK)
    model.compare(Mode.BLEND)
    assert model.tool is Tool.NAVIGATE
    model.set_tool(Tool.MARK)
    assert model.comparison.mode is Mode.APART
    model.compare(Mode.BLEND)
    model.flip()
    assert model.comparison.mode is Mode.APART
    assert model.flipped


def test_other_views_and_another_case_are_not_compared(model: SlicesModel) -> None:
    before = {shown: model.scene(ViewSpec(shown, Plane.CORONAL)) for shown in Shown if shown is not Shown.CURRENT}
    model.compare(Mode.BLEND)
    for shown, scene in before.items():
        after = model.scene(ViewSpec(shown, Plane.CORONAL))
        assert (after.picture, after.title, after.remark) == (scene.picture, scene.title, "")
    model.set_case(small_case(), current_index=1)
    assert model.comparison.mode is Mode.APART


def test_only_pictures_of_two_can_be_mixed() -> None:
    grey = np.zeros((2, 2), np.uint8)
    with pytest.raises(ValueError, match="flicker"):
        laid_over(Mode.FLICKER, 0.0, grey, grey, 1.0)
    assert SETTINGS.keys() == {*LAID_OVER, Mode.CINE}
