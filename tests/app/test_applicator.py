"""A cavity as an applicator's sphere: on the command line, in the window, and never told in a read."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.cli import run
from app.messages import VisitUnknown
from app.usecases.accounts import SignedIn
from app.usecases.applicator import cavity_from_sphere, sphere_mask
from app.usecases.record_read import worklist
from app.usecases.study import Study
from app.viewmodels.case_editor import CaseEditor
from app.viewmodels.jobs import ImmediateJobs
from app.viewmodels.outlines import Line
from app.viewmodels.read_session import ReadSession
from app.viewmodels.slices import Shown, SlicesModel, Tool, ViewSpec
from app.views.case_page import CasePage
from imaging.errors import ApplicatorSize
from imaging.margin import surface_of
from imaging.planes import Plane
from review_schema.payloads import APPLICATOR
from review_schema.vocabulary import Arm, Role
from tests.app.reading_study import CAVITY_MM, COORDINATOR, DATES, READER, SUBJECT, make_study

DIAMETER_MM = 25.0
BALL_ML = np.pi / 6 * DIAMETER_MM**3 / 1000
PLACE = tuple(float(n) for n in CAVITY_MM)


def opened(study: Study) -> ReadSession:
    (row,) = worklist(study, READER)
    session = ReadSession(study, SignedIn(READER, Role.READER), row.read_id, ImmediateJobs())
    session.load()
    return session


def kinds(slices: SlicesModel, shown: Shown = Shown.CURRENT) -> set[Line]:
    return {one.line for plane in Plane for one in slices.scene(ViewSpec(shown, plane)).outlines}


def drawn_in_the_read(session: ReadSession) -> set[Line]:
    slices = SlicesModel()
    slices.set_case(session.case, current_index=session.index)
    return kinds(slices) | kinds(slices, Shown.BASELINE)


@pytest.mark.parametrize("diameter_mm", [15.0, 22.5, 50.0])
def test_a_sphere_is_stored_to_a_fraction_of_a_voxel(diameter_mm: float) -> None:
    centre = np.array([3.21, -17.43, 8.88])
    surface = surface_of(sphere_mask(centre, diameter_mm, "1.2.3"))
    assert surface.volume_ml == pytest.approx(np.pi / 6 * diameter_mm**3 / 1000, rel=0.01)
    radii = np.linalg.norm(surface.surface_points - centre, axis=1)
    assert np.abs(radii - diameter_mm / 2).max() < 0.2
    assert radii.mean() == pytest.approx(diameter_mm / 2, abs=0.05)


@pytest.mark.parametrize("diameter_mm", [14.9, 50.1])
def test_there_are_no_other_applicators(diameter_mm: float) -> None:
    with pytest.raises(ApplicatorSize):
        sphere_mask(PLACE, diameter_mm, "1.2.3")


def test_the_command_line_makes_a_contour_version_of_a_sphere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with make_study(tmp_path / "S"):
        pass
    at = ",".join(str(n) for n in PLACE)
    words = ["cavity", str(tmp_path / "S"), "--subject", SUBJECT, "--sphere", str(DIAMETER_MM)]
    assert run([*words, "--at", at]) == 0
    with Study.open(tmp_path / "S") as study:
        contour = study.state().subjects[SUBJECT].cavities["C1"]
    assert (contour.source, contour.version) == (APPLICATOR, 2)
    assert contour.volume_ml == pytest.approx(BALL_ML, rel=0.01)
    for wrong in (words, [*words, "--at", "1,2"], [*words, "--at", "1,2,nan"], [*words, "--at", at, "--roi", "1"]):
        assert run(wrong) == 2
    assert run([*words[:-1], "5", "--at", at]) == 2
    assert "RR-CAV-005" in capsys.readouterr().err
    assert run([*words, "--at", "999,0,0"]) == 2
    assert "RR-CAV-012" in capsys.readouterr().err


def test_a_sphere_of_nobody_is_refused(tmp_path: Path) -> None:
    with make_study(tmp_path / "S") as study, pytest.raises(VisitUnknown):
        cavity_from_sphere(study, subject="NOBODY", centre_mm=PLACE, diameter_mm=DIAMETER_MM, author="ann")


def place(study: Study, on: int | None = None) -> None:
    cavity_from_sphere(
        study,
        subject=SUBJECT,
        centre_mm=PLACE,
        diameter_mm=DIAMETER_MM,
        acquired_on=None if on is None else DATES[on],
        author=COORDINATOR,
    )


def test_as_the_baseline_contour_a_sphere_is_just_the_cavity_in_a_read(tmp_path: Path) -> None:
    with make_study(tmp_path / "S") as study:
        place(study)
        session = opened(study)
        assert session.case is not None
        assert not session.case.applicators
        assert drawn_in_the_read(session) >= {Line.CAVITY, Line.MARGIN}
        assert Line.APPLICATOR not in drawn_in_the_read(session)


@pytest.mark.parametrize("arm", list(Arm))
def test_on_any_other_visit_a_sphere_is_not_drawn_in_a_read_at_all(tmp_path: Path, arm: Arm) -> None:
    with make_study(tmp_path / "S", arm=arm) as study:
        place(study, on=1)
        session = opened(study)
        session.press_clear()
        session.lock()
        assert session.index == 1
        assert session.visit is not None
        assert not session.visit.current_cavities
        assert not drawn_in_the_read(session) & {Line.APPLICATOR, Line.CURRENT_CAVITY}


def test_the_coordinator_sees_a_sphere_as_a_line_of_its_own(tmp_path: Path) -> None:
    with make_study(tmp_path / "S") as study:
        place(study)
        editor = CaseEditor(study, SUBJECT, COORDINATOR, ImmediateJobs())
        editor.load()
        slices = SlicesModel()
        slices.set_case(editor.case, current_index=1)
        assert kinds(slices) == {Line.APPLICATOR, Line.MARGIN, Line.DOUBT}


def test_the_coordinator_places_a_sphere_by_a_click_moves_it_and_saves_it_as_it_is(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with make_study(tmp_path / "S", cavity=False) as study:
        editor = CaseEditor(study, SUBJECT, COORDINATOR, ImmediateJobs())
        page = CasePage(editor)
        qtbot.addWidget(page)
        page.resize(1280, 760)
        page.show()
        qtbot.waitExposed(page)
        editor.load()
        page.slices.set_tool(Tool.SPHERE)
        page.sphere_box.setValue(DIAMETER_MM)
        view = page.area.view(Shown.CURRENT, Plane.AXIAL)
        page.slices.go_to(PLACE)
        for _ in range(2):
            qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.rect().center())
        assert editor.unsaved
        assert editor.draft is not None
        assert editor.draft.voxel_sum_ml == pytest.approx(BALL_ML, rel=0.05)
        editor.save()
        contour = study.state().subjects[SUBJECT].cavities["C1"]
        assert contour.source == APPLICATOR
        assert contour.volume_ml == pytest.approx(BALL_ML, rel=0.01)
        assert editor.error == ""
        editor.undo()
        page.close_page()


def test_a_sphere_that_was_corrected_by_brush_is_a_drawing(tmp_path: Path) -> None:
    with make_study(tmp_path / "S", cavity=False) as study:
        editor = CaseEditor(study, SUBJECT, COORDINATOR, ImmediateJobs())
        editor.load()
        editor.place_sphere(PLACE, DIAMETER_MM)
        editor.brush((PLACE[0] + 12.0, PLACE[1], PLACE[2]), 3.0, add=True, plane=None)
        editor.end_stroke()
        editor.save()
        assert study.state().subjects[SUBJECT].cavities["C1"].source == "drawn"
        editor.place_sphere(PLACE, DIAMETER_MM)
        editor.undo()
        assert not editor.unsaved
