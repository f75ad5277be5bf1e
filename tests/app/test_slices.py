"""The linked state behind the viewports, without Qt."""

from dataclasses import replace

import numpy as np
import pytest

from app.viewmodels.outlines import Line, Overlay, ShownLesion
from app.viewmodels.slices import (
    BRUSH_LIMITS_MM,
    PointMm,
    Shown,
    SlicesModel,
    Tool,
    ViewSpec,
)
from imaging.intensity import Window
from imaging.planes import Plane, screen_of
from imaging.volume import Mask
from tests.app.small_case import (
    CAVITY_CENTRE,
    CAVITY_RADIUS,
    DOUBTFUL,
    SPOT,
    STEP,
    cavity,
    display_grid,
    lattice,
    small_case,
)

AXIAL_BASELINE = ViewSpec(Shown.BASELINE, Plane.AXIAL)
AXIAL_CURRENT = ViewSpec(Shown.CURRENT, Plane.AXIAL)
AXIAL_DIFFERENCE = ViewSpec(Shown.DIFFERENCE, Plane.AXIAL)


@pytest.fixture
def model() -> SlicesModel:
    made = SlicesModel()
    made.set_case(small_case(), current_index=1)
    return made


def lines(model: SlicesModel, spec: ViewSpec) -> list[Line]:
    return [outline.line for outline in model.scene(spec).outlines]


def test_without_a_case_every_view_says_so() -> None:
    scene = SlicesModel().scene(AXIAL_CURRENT)
    assert scene.picture is None
    assert scene.notice == "No case is open"


def test_the_margin_is_drawn_in_other_widths_by_name_and_by_the_charter_without(model: SlicesModel) -> None:
    model.switch(Overlay.MARGIN, False)
    seen = []
    for _ in range(4):
        model.next_margin()
        (margin,) = [one for one in model.scene(AXIAL_BASELINE).outlines if one.line is Line.MARGIN]
        away = np.linalg.norm(np.concatenate(margin.paths) - np.array(CAVITY_CENTRE[:2]), axis=1) - CAVITY_RADIUS
        seen.append((margin.name, round(float(away.mean()))))
        assert np.ptp(away) < 2.0  # the cavity is drawn in voxels of 2 mm
    assert seen == [("3 mm", 3), ("10 mm", 10), ("", 5), ("3 mm", 3)]
    model.set_case(small_case(), current_index=1)
    assert model.margin_mm == 5.0, "a case opens with the margin that counts"


def test_a_case_opens_at_its_cavity(model: SlicesModel) -> None:
    assert model.crosshair_mm == pytest.approx(CAVITY_CENTRE, abs=0.5)
    assert model.centre_mm == model.crosshair_mm
    assert model.field_mm < 150


def test_the_whole_head_fits_when_asked_for(model: SlicesModel) -> None:
    model.show_head()
    assert model.field_mm >= 96 * STEP
    model.show_cavity()
    assert model.field_mm < 150


@pytest.mark.parametrize(("plane", "axis"), [(Plane.AXIAL, 2), (Plane.CORONAL, 1), (Plane.SAGITTAL, 0)])
def test_a_step_moves_one_slice_along_the_plane_s_depth_only(model: SlicesModel, plane: Plane, axis: int) -> None:
    model.step(plane, 0)  # onto the slice's own depth
    before = np.array(model.crosshair_mm)
    model.step(plane, 1)
    moved = np.array(model.crosshair_mm) - before
    assert moved[axis] == pytest.approx(STEP)
    assert np.delete(moved, axis) == pytest.approx([0, 0])


def test_steps_end_at_the_edge_of_the_grid(model: SlicesModel) -> None:
    model.step(Plane.AXIAL, 10_000)
    assert model.crosshair_mm[2] == pytest.approx(display_grid().corners()[:, 2].max())
    model.set_crosshair((-999, 999, 0))
    assert model.crosshair_mm[:2] == pytest.approx((-80.0, 96.0))


def test_all_views_of_a_plane_show_the_same_slice_and_place(model: SlicesModel) -> None:
    model.set_crosshair(SPOT)
    first, second, third = (model.scene(spec) for spec in (AXIAL_BASELINE, AXIAL_CURRENT, AXIAL_DIFFERENCE))
    assert len({scene.picture.index for scene in (first, second, third) if scene.picture is not None}) == 1
    assert None not in (first.picture, second.picture, third.picture)
    assert first.crosshair == second.crosshair == third.crosshair == tuple(screen_of(Plane.AXIAL, SPOT))
    assert first.centre == second.centre


def test_the_spot_is_in_the_current_picture_only(model: SlicesModel) -> None:
    model.set_crosshair(SPOT)
    for spec, there in ((AXIAL_BASELINE, False), (AXIAL_CURRENT, True)):
        key = model.scene(spec).picture
        assert key is not None
        assert bool((model.pixels(key).levels == 255).any()) is there


def test_a_subtraction_shows_the_spot_and_nothing_else(model: SlicesModel) -> None:
    model.set_crosshair(SPOT)
    key = model.scene(AXIAL_DIFFERENCE).picture
    assert key is not None
    pixels = model.pixels(key)
    rows, columns = np.nonzero(pixels.levels != 128)
    u, v = screen_of(Plane.AXIAL, SPOT)
    assert pixels.left_mm + (columns.mean() + 0.5) * pixels.step_mm == pytest.approx(u, abs=1e-6)
    assert pixels.top_mm + (rows.mean() + 0.5) * pixels.step_mm == pytest.approx(v, abs=1e-6)
    assert pixels.levels.max() > 200


def test_nothing_is_subtracted_from_an_untrusted_registration() -> None:
    model = SlicesModel()
    model.set_case(small_case(registration=DOUBTFUL), current_index=1)
    scene = model.scene(AXIAL_DIFFERENCE)
    assert scene.picture is None
    assert "not trusted" in scene.notice
    current = model.scene(AXIAL_CURRENT)
    assert current.warning == "registration not trusted"
    assert all(outline.doubtful for outline in current.outlines)
    assert model.scene(AXIAL_BASELINE).warning == ""


def test_the_baseline_is_not_subtracted_from_itself(model: SlicesModel) -> None:
    model.set_visit(0)
    assert model.scene(AXIAL_DIFFERENCE).picture is None
    assert model.scene(AXIAL_CURRENT).title.startswith("Baseline")


def test_overlays_are_switched_one_by_one(model: SlicesModel) -> None:
    assert lines(model, AXIAL_CURRENT) == [Line.DOUBT, Line.MARGIN, Line.CAVITY]
    model.switch(Overlay.MARGIN)
    assert lines(model, AXIAL_CURRENT) == [Line.CAVITY]
    model.switch(Overlay.CAVITY, False)
    model.switch(Overlay.MARGIN, True)
    assert lines(model, AXIAL_BASELINE) == [Line.MARGIN]
    assert model.scene(AXIAL_CURRENT).crosshair is not None
    model.switch(Overlay.CROSSHAIR)
    assert model.scene(AXIAL_CURRENT).crosshair is None


def test_the_cavity_of_today_is_drawn_on_today_s_pictures_only() -> None:
    model = SlicesModel()
    model.set_case(small_case(current=cavity()), current_index=1)
    assert Line.CURRENT_CAVITY in lines(model, AXIAL_CURRENT)
    assert Line.CURRENT_CAVITY not in lines(model, AXIAL_BASELINE)
    model.flip()
    assert Line.CURRENT_CAVITY not in lines(model, AXIAL_CURRENT)


def test_flipping_shows_the_baseline_in_the_current_view_and_back(model: SlicesModel) -> None:
    before = model.scene(AXIAL_CURRENT).picture
    model.flip()
    assert model.scene(AXIAL_CURRENT).picture == model.scene(AXIAL_BASELINE).picture
    assert model.scene(AXIAL_CURRENT).title.startswith("Baseline")
    model.flip()
    assert model.scene(AXIAL_CURRENT).picture == before


def test_a_lesion_is_drawn_on_the_current_visit_at_its_place(model: SlicesModel) -> None:
    model.set_lesions([ShownLesion("L1", SPOT)])
    model.set_crosshair(SPOT)
    (lesion,) = [o for o in model.scene(AXIAL_CURRENT).outlines if o.line is Line.LESION]
    assert lesion.name == "L1"
    assert lesion.paths[0].mean(axis=0) == pytest.approx(screen_of(Plane.AXIAL, SPOT), abs=0.2)
    assert Line.LESION not in lines(model, AXIAL_BASELINE)
    model.step(Plane.AXIAL, 5)
    assert Line.LESION not in lines(model, AXIAL_CURRENT)
    model.step(Plane.AXIAL, -5)
    model.switch(Overlay.LESIONS)
    assert Line.LESION not in lines(model, AXIAL_CURRENT)


def test_a_lesion_with_an_outline_is_drawn_as_outlined(model: SlicesModel) -> None:
    grid = display_grid()
    region = Mask(np.linalg.norm(lattice(grid) - np.array(SPOT), axis=-1) <= 7.0, grid)
    model.set_lesions([ShownLesion("D1", SPOT, region)])
    model.set_crosshair(SPOT)
    (lesion,) = [o for o in model.scene(ViewSpec(Shown.CURRENT, Plane.SAGITTAL)).outlines if o.line is Line.LESION]
    away = np.linalg.norm(lesion.paths[0] - screen_of(Plane.SAGITTAL, SPOT), axis=1)
    assert away == pytest.approx(np.full(len(away), 7.0), abs=1.2)


def test_a_contour_being_drawn_follows_every_change(model: SlicesModel) -> None:
    grid = display_grid()
    for radius in (6.0, 9.0):
        ball = np.linalg.norm(lattice(grid) - np.array(CAVITY_CENTRE), axis=-1) <= radius
        model.set_draft(Mask(ball, grid))
        (draft,) = [o for o in model.scene(AXIAL_CURRENT).outlines if o.line is Line.DRAFT]
        assert np.ptp(draft.paths[0][:, 0]) / 2 == pytest.approx(radius, abs=1.2)
    model.set_draft(None)
    assert Line.DRAFT not in lines(model, AXIAL_CURRENT)


def test_zooming_keeps_the_place_under_the_pointer(model: SlicesModel) -> None:
    around: PointMm = (45.0, -12.0, 30.0)
    before = (np.array(around) - model.centre_mm) / model.field_mm
    model.zoom(1.5, around)
    assert (np.array(around) - model.centre_mm) / model.field_mm == pytest.approx(before)
    for _ in range(60):
        model.zoom(2.0)
    assert model.field_mm == pytest.approx(15.0)


def test_panning_in_one_plane_moves_the_others_with_it(model: SlicesModel) -> None:
    x, y, z = model.centre_mm
    model.pan(Plane.CORONAL, 10.0, 4.0)
    assert model.centre_mm == pytest.approx((x - 10.0, y, z + 4.0))


def test_the_window_is_one_for_all_views_and_can_be_reset(model: SlicesModel) -> None:
    model.drag_window(0.5, 0.1)
    assert model.window.width > Window().width
    keys = [model.scene(spec).picture for spec in (AXIAL_BASELINE, AXIAL_CURRENT)]
    assert all(key is not None and key.window == model.window for key in keys)
    model.set_window(0.5, 0.0)
    assert model.window.width > 0
    model.reset_window()
    assert model.window == Window()


def test_every_change_notifies_once(model: SlicesModel) -> None:
    calls: list[int] = []
    unsubscribe = model.subscribe(lambda: calls.append(1))
    changes = (
        lambda: model.step(Plane.AXIAL, 1),
        lambda: model.go_to(SPOT),
        lambda: model.zoom(1.1),
        lambda: model.pan(Plane.AXIAL, 1, 1),
        lambda: model.set_visit(0),
        lambda: model.switch(Overlay.CAVITY),
        lambda: model.set_tool("brush"),
        lambda: model.set_lesions([]),
        model.flip,
    )
    for count, change in enumerate(changes, start=1):
        change()
        assert len(calls) == count
    model.set_visit(0)  # it is the current one already
    model.set_visit(7)  # there is none
    assert len(calls) == len(changes)
    unsubscribe()


def test_the_brush_shows_only_with_its_tools_and_keeps_its_limits(model: SlicesModel) -> None:
    assert model.scene(AXIAL_CURRENT).brush_mm is None
    model.set_tool(Tool.ERASE)
    model.set_brush(100.0)
    assert model.scene(AXIAL_CURRENT).brush_mm == BRUSH_LIMITS_MM[1]


def test_another_visit_of_the_same_case_keeps_place_and_window(model: SlicesModel) -> None:
    model.go_to(SPOT)
    model.set_window(0.4, 1.0)
    old = model.scene(AXIAL_CURRENT).picture
    model.replace_case(small_case(), current_index=0)
    assert model.crosshair_mm == SPOT
    assert model.window == Window(0.4, 1.0)
    assert model.current_index == 0
    assert old is not None
    with pytest.raises(LookupError):
        model.pixels(old)


def test_a_case_on_another_grid_is_shown_afresh(model: SlicesModel) -> None:
    model.go_to(SPOT)
    other = replace(display_grid(), frame="1.2.4")
    model.replace_case(replace(small_case(), grid=other), current_index=0)
    assert model.crosshair_mm == pytest.approx(CAVITY_CENTRE, abs=0.5)
    assert model.current_index == 0


def test_the_first_case_is_shown_from_the_beginning() -> None:
    model = SlicesModel()
    model.replace_case(small_case(), current_index=1)
    assert model.crosshair_mm == pytest.approx(CAVITY_CENTRE, abs=0.5)
    assert model.current_index == 1


def test_titles_give_months_and_slices_their_side(model: SlicesModel) -> None:
    assert model.scene(AXIAL_BASELINE).title == "Baseline  +0.1 mo"
    assert model.scene(AXIAL_CURRENT).title == "Current  +3.1 mo"
    model.set_crosshair((-20.0, -30.0, -10.0))
    assert [model.scene(ViewSpec(Shown.CURRENT, plane)).position for plane in Plane] == [
        "I 10.0 mm",
        "A 30.0 mm",
        "R 20.0 mm",
    ]
