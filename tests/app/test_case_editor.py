from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.usecases.edit_contour import brushed, count_pieces, save_drawn, stored_contour, voxels_inside
from app.usecases.open_case import CaseVisit, OpenCase
from app.usecases.study import Study
from app.viewmodels.case_editor import CaseEditor
from app.viewmodels.jobs import ImmediateJobs
from imaging.errors import FrameMismatch
from imaging.geometry import Grid, RigidTransform
from imaging.planes import Plane
from imaging.volume import Mask
from tests.app.reading_study import CAVITY_MM, CAVITY_RADIUS_MM, COORDINATOR, SUBJECT, make_study
from tests.app.small_case import cavity, display_grid, small_case

SPHERE_ML = 4 / 3 * np.pi * CAVITY_RADIUS_MM**3 / 1000


def opened(study: Study) -> CaseEditor:
    editor = CaseEditor(study, SUBJECT, COORDINATOR, ImmediateJobs())
    editor.load()
    return editor


def case_of(editor: CaseEditor) -> OpenCase:
    assert editor.case is not None
    return editor.case


def test_a_surface_gives_back_the_voxels_inside_it() -> None:
    inside = voxels_inside(cavity(), display_grid())
    expected = np.linalg.norm(display_grid().points(np.argwhere(inside.values)) - np.array((20.0, 0.0, 30.0)), axis=-1)
    assert expected.max() <= 10.0 + 1.0
    assert inside.voxel_sum_ml == pytest.approx(4 / 3 * np.pi, rel=0.06)


def test_a_surface_of_another_frame_is_refused() -> None:
    other = Grid((4, 4, 4), np.eye(4), "9.9")
    with pytest.raises(FrameMismatch):
        voxels_inside(cavity(), other)


def test_the_case_opens_at_the_baseline_with_its_stored_contour(study: Study) -> None:
    editor = opened(study)
    assert editor.visits[editor.index].is_baseline
    assert editor.visits[editor.index].contoured == ("C1 v1",)
    assert editor.draft is not None
    assert editor.draft.voxel_sum_ml == pytest.approx(SPHERE_ML, rel=0.05)
    assert not editor.unsaved


def test_a_cavity_grows_from_a_click_and_is_saved_as_a_first_version(tmp_path: Path) -> None:
    with make_study(tmp_path / "S", cavity=False) as study:
        editor = opened(study)
        assert editor.draft is None
        editor.grow(tuple(CAVITY_MM))
        assert editor.error == ""
        assert editor.unsaved
        editor.save()
        assert not editor.unsaved
        assert editor.visits[0].contoured == ("C1 v1",)
        stored = study.state().subjects[SUBJECT].cavities["C1"]
        assert (stored.version, stored.source) == (1, "drawn")
        assert stored.volume_ml == pytest.approx(SPHERE_ML, rel=0.1)
        assert set(case_of(editor).cavities) == {"C1"}, "the saved contour is on the screen"


def test_a_click_outside_any_cavity_is_refused_with_a_sentence(study: Study) -> None:
    editor = opened(study)
    before = editor.draft
    editor.grow((25.0, 20.0, 0.0))
    assert editor.error.startswith("RR-")
    assert editor.draft is before
    assert editor.busy == ""


def test_a_brush_stroke_is_one_step_and_can_be_taken_back_and_done_again(study: Study) -> None:
    editor = opened(study)
    start = editor.draft
    for shift in (9.0, 10.0, 11.0):
        editor.brush((shift, 0.0, 0.0), 3.0, True, Plane.AXIAL)
    editor.end_stroke()
    painted = editor.draft
    assert painted is not None
    assert start is not None
    assert painted.values.sum() > start.values.sum()
    editor.brush((0.0, 9.0, 0.0), 2.0, False, None)
    editor.end_stroke()
    editor.undo()
    assert editor.draft is painted
    editor.undo()
    assert editor.draft is start
    assert not editor.unsaved
    editor.redo()
    assert editor.draft is painted
    assert editor.unsaved


def test_a_fast_stroke_of_the_brush_leaves_no_gap(study: Study) -> None:
    editor = opened(study)
    editor.draft = None
    for shift in (-20.0, 0.0, 20.0):  # the mouse tells few places of a fast stroke
        editor.brush((shift, 0.0, 0.0), 2.0, True, Plane.AXIAL)
    editor.end_stroke()
    editor.brush((0.0, 30.0, 0.0), 2.0, True, Plane.AXIAL)
    assert editor.draft is not None
    assert count_pieces(editor.draft) == 2, "the stroke is one piece, the touch after it another"


def test_a_contour_in_pieces_is_saved_with_a_word_about_it(study: Study) -> None:
    editor = opened(study)
    editor.brush((30.0, 0.0, 0.0), 3.0, True, None)
    editor.end_stroke()
    editor.save()
    assert "in 2 pieces" in editor.note


def test_an_unsaved_drawing_keeps_its_visit_and_its_cavity(study: Study) -> None:
    editor = opened(study)
    editor.brush((9.0, 0.0, 0.0), 3.0, True, None)
    editor.end_stroke()
    editor.show(1)
    assert editor.index == 0
    assert "Save or undo" in editor.error
    editor.new_cavity()
    assert editor.cavity == "C1"
    editor.undo()
    editor.show(1)
    assert editor.index == 1
    assert editor.draft is None


def test_what_is_being_done_keeps_its_visit_and_its_cavity(study: Study) -> None:
    editor = opened(study)
    editor._begin("Growing the cavity")
    editor.show(1)
    assert (editor.index, editor.error[:4]) == (0, "Wait")
    editor.new_cavity()
    assert (editor.cavity, editor.error[:4]) == ("C1", "Wait")
    assert editor.may_leave(), "what runs in the background is dropped"


def test_a_further_cavity_gets_the_next_name(study: Study) -> None:
    editor = opened(study)
    editor.new_cavity()
    assert (editor.cavity, editor.draft) == ("C2", None)
    assert editor.cavities == ("C1", "C2")


def test_nothing_drawn_is_nothing_saved(tmp_path: Path) -> None:
    with make_study(tmp_path / "S", cavity=False) as study:
        editor = opened(study)
        editor.save()
        assert editor.error.startswith("Nothing is drawn yet")
        assert study.state().subjects[SUBJECT].cavities == {}


def test_a_contour_drawn_on_a_later_visit_lies_in_that_visits_own_frame(study: Study) -> None:
    editor = opened(study)
    editor.show(1)
    editor.grow(tuple(CAVITY_MM))
    editor.save()
    visit = editor.visits[1]
    assert visit.contoured == ("C1 v1",)
    contour = study.state().subjects[SUBJECT].current_contours["C1", visit.timepoint_id]
    mask = study.load_mask(contour, "1.2.2")
    assert mask.grid.frame == "1.2.2"
    assert case_of(editor).visits[1].current_cavities.keys() == {"C1"}


def test_a_turned_visits_contour_comes_back_to_where_it_was_drawn(study: Study) -> None:
    # The way into the visit's frame and back is rigid and touches no voxel.
    editor = opened(study)
    case = case_of(editor)
    turn = np.deg2rad(20)
    matrix = np.eye(4)
    matrix[:2, :2] = [[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]
    matrix[:3, 3] = (5.0, -3.0, 2.0)
    native = case.visits[1].native.grid.frame
    visit: CaseVisit = replace(case.visits[1], reference_from_native=RigidTransform(matrix, case.grid.frame, native))
    drawn = brushed(None, case.grid, (14.0, -6.0, 4.0), 6.0, add=True, plane=None)
    saved = save_drawn(study, visit, drawn, subject=SUBJECT, cavity="C1", author=COORDINATOR)
    kept = study.load_mask(saved, native)
    centre = kept.grid.points(np.argwhere(kept.values)).mean(axis=0)
    back = visit.reference_from_native.points(centre, native)
    assert back == pytest.approx((14.0, -6.0, 4.0), abs=0.2)
    assert kept.values.sum() == drawn.values.sum()


def test_a_visit_without_contour_has_none_to_start_from() -> None:
    case = small_case()
    assert stored_contour(case, case.visits[0], "C2") is None


def test_a_late_answer_is_dropped_once_the_page_is_left(study: Study) -> None:
    editor = opened(study)
    request = editor._begin("Growing the cavity")
    editor.close()
    editor._grown(request, Mask(np.zeros(case_of(editor).grid.shape, dtype=bool), case_of(editor).grid))
    assert not editor.unsaved


def test_a_drawing_that_is_not_saved_keeps_one_in_the_case(study: Study) -> None:
    editor = opened(study)
    assert editor.may_leave()
    editor.brush((9.0, 0.0, 0.0), 3.0, True, Plane.AXIAL)
    assert not editor.may_leave()
    assert "would be lost" in editor.error
    editor.undo()
    assert editor.may_leave()


def test_saving_what_was_not_changed_makes_no_further_version(study: Study) -> None:
    editor = opened(study)
    editor.save()
    assert study.state().subjects[SUBJECT].cavities["C1"].version == 1
