"""A blinded read looks the same in both arms, though only after IORT the first scan is the reference."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from app.usecases.accounts import SignedIn
from app.usecases.measure_evolution import measure_walls
from app.usecases.open_case import load_case
from app.usecases.record_read import worklist
from app.usecases.register_study import matrix_rows
from app.usecases.study import Study
from app.viewmodels import check as check_module
from app.viewmodels import read_session as module
from app.viewmodels.check import CheckModel
from app.viewmodels.comparison import Mode
from app.viewmodels.jobs import ImmediateJobs
from app.viewmodels.outlines import Line
from app.viewmodels.read_session import ReadSession
from app.viewmodels.slices import Shown, SlicesModel, ViewSpec
from app.viewmodels.timeline import timeline_scene
from imaging.geometry import RigidTransform
from imaging.planes import Plane
from review_schema.finding import LesionMeasure, SurfaceDistances
from review_schema.vocabulary import Arm, Role
from tests.app.reading_study import DATES, READER, SUBJECT, make_study
from tests.imaging.registration_heads import pose
from tests.study_factory import registration

PRE_OP = date(2019, 3, 4)
VIEWS = tuple(ViewSpec(shown, plane) for shown in Shown for plane in Plane)


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Study, Study]]:
    folder: Path = tmp_path_factory.mktemp("arms")
    both = make_study(folder / "iort", arm=Arm.IORT), make_study(folder / "hsrt", arm=Arm.HSRT)
    yield both
    for study in both:
        study.close()


def opened(study: Study) -> ReadSession:
    (row,) = worklist(study, READER)
    session = ReadSession(study, SignedIn(READER, Role.READER), row.read_id, ImmediateJobs())
    session.load()
    return session


def shown(session: ReadSession) -> list[object]:
    """All that pictures and strip say of the visit on the screen, apart from where outlines run."""
    slices = SlicesModel()
    slices.set_case(session.case, current_index=session.index)
    said: list[object] = [timeline_scene(session)]
    for flipped in (False, True):
        for view in VIEWS:
            scene = slices.scene(view)
            drawn = [(one.line, one.name, one.doubtful, one.size_mm) for one in scene.outlines]
            said.append((view, flipped, drawn, scene.title, scene.warning, scene.notice, scene.letters))
        slices.flip()
    for mode in Mode:
        slices.compare(mode)
        for view in VIEWS:
            scene = slices.scene(view)
            drawn = [(outline.line, outline.name, outline.doubtful) for outline in scene.outlines]
            said.append((view, mode, drawn, scene.title, scene.warning, scene.remark))
    return said


def test_the_first_visit_shows_the_same_in_both_arms(studies: tuple[Study, Study]) -> None:
    iort, hsrt = (opened(study) for study in studies)
    assert iort.visit is not None
    assert hsrt.visit is not None
    assert not iort.visit.current_cavities, "the reference scan's own contour is the baseline"
    assert hsrt.visit.current_cavities, "the counter-check: here there is something to hide"
    assert shown(iort) == shown(hsrt)


def test_the_first_visit_is_measured_on_the_contour_that_is_drawn_in_both_arms(studies: tuple[Study, Study]) -> None:
    for study in studies:
        session = opened(study)
        assert session.case is not None
        assert session.visit is not None
        (wall,) = measure_walls(session.case, session.visit).values()
        (drawn,) = session.case.cavities.values()
        away = np.abs(drawn.distance_mm(wall.places_mm.reshape(-1, 3), drawn.frame))
        assert np.nanmax(away) < 0.2


def test_the_first_visit_says_the_same_of_a_lesion_in_both_arms(
    studies: tuple[Study, Study], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(module, "mark_lesion", lambda *words, **named: asked.append(named["on_baseline"]))
    monkeypatch.setattr(ReadSession, "_marked", lambda *words: None)
    near = SurfaceDistances(shortest_mm=2.0, centroid_mm=4.0, greatest_mm=6.0)
    said = set()
    for study, error_mm in zip(studies, (0.0, 0.3), strict=True):
        session = opened(study)
        measure = LesionMeasure(
            centre_mm=(0.0, 0.0, 0.0),
            longest_diameter_mm=6.0,
            perpendicular_diameter_mm=5.0,
            volume_ml=0.1,
            to_baseline=near,
            registration_error_mm=error_mm,
        )
        said.add(session.verdict(measure))
        session.mark((0.0, 0.0, 0.0))
    assert len(said) == 1
    assert asked == [True, True]


def test_a_later_visit_tells_its_error_and_shows_the_cavity_of_the_day(tmp_path: Path) -> None:
    with make_study(tmp_path / "S", arm=Arm.HSRT) as study:
        session = opened(study)
        session.press_clear()
        session.lock()
        assert timeline_scene(session).registration == "±0.3 mm, estimated"
        slices = SlicesModel()
        slices.set_case(session.case, current_index=session.index)
        drawn = [outline.line for outline in slices.scene(ViewSpec(Shown.CURRENT, Plane.AXIAL)).outlines]
        assert Line.CURRENT_CAVITY in drawn


@pytest.mark.parametrize("arm", list(Arm))
def test_with_a_scan_before_surgery_the_first_scan_after_it_stands_as_the_baseline(tmp_path: Path, arm: Arm) -> None:
    with make_study(tmp_path / "S", arm=arm, days=(PRE_OP, *DATES[:2])) as study:
        session = opened(study)
        assert session.on_baseline, "nothing else is open yet"
        session.press_clear()
        session.lock()
        assert session.case is not None
        assert (session.index, session.case.baseline_index) == (1, 1)
        again = opened(study)
        assert again.case is not None
        assert again.case.baseline_index == 1


def turned(study: Study) -> Study:
    """The study with its scans turned and shifted against the hidden reference scan."""
    person = study.state().subjects[SUBJECT]
    assert person.reference is not None
    for number, visit in enumerate(person.timepoints):
        if visit.timepoint_id != person.reference.timepoint_id:
            found = registration(visit.scan, person.reference.scan)
            matrix = pose((4.0, -3.0, 2.0 + number), (1.0, 2.0, number))
            rows = RigidTransform(matrix, person.reference.scan.frame, visit.scan.frame)
            study.ledger.append(
                f"subject/{SUBJECT}", found.model_copy(update={"reference_from_moving": matrix_rows(rows)}), "carla"
            )
    return study


def test_the_first_visit_stands_upright_where_the_reference_scan_is_hidden(tmp_path: Path) -> None:
    with turned(make_study(tmp_path / "S", arm=Arm.HSRT)) as study:
        case = opened(study).case
        assert case is not None
        person = study.state().subjects[SUBJECT]
        assert person.reference is not None
        first = case.visits[0]
        assert case.grid.frame == first.native.grid.frame != person.reference.scan.frame
        np.testing.assert_array_equal(first.reference_from_native.matrix, np.eye(4))
        plain = load_case(
            study,
            SUBJECT,
            timepoint_ids=[first.timepoint.timepoint_id],
            blinded=[first.timepoint],
        )
        back = case.screen_from_reference.inverse()
        there = back.points(case.cavities["C1"].surface_points, case.grid.frame)
        np.testing.assert_allclose(there, plain.cavities["C1"].surface_points, atol=1e-6)


def test_a_decision_is_entered_in_the_reference_frame_whatever_the_screen_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with turned(make_study(tmp_path / "S", arm=Arm.HSRT)) as study:
        session = opened(study)
        session.press_clear()
        session.lock()
        assert session.case is not None
        assert session.visit is not None
        stands = next(
            visit.registration
            for visit in study.state().subjects[SUBJECT].timepoints
            if visit.timepoint_id == session.visit.timepoint.timepoint_id
        )
        assert stands is not None
        asked: list[RigidTransform] = []
        monkeypatch.setattr(check_module, "weigh", lambda study, what, pose, **more: asked.append(pose))
        monkeypatch.setattr(CheckModel, "_weighed", lambda model, found: None)
        model = session.check()
        assert model is not None
        model.set_number(0, 2.0)
        model.keep()
        on_screen = session.case.screen_from_reference.after(asked[0])
        np.testing.assert_allclose(on_screen.matrix, model.pose.matrix, atol=1e-9)
        assert np.abs(asked[0].matrix - np.array(stands.reference_from_moving)).max() > 1.0
        again = session.check()
        assert again is not None
        again.agree()
        (decided,) = study.state().reads[session.read.read_id].checks
        assert decided.registration.reference_from_moving == stands.reference_from_moving
