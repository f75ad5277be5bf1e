"""The evolution of a read: what is measured and told, visit by visit, and nothing of a visit that is not open."""

import numpy as np
import pytest

from app.usecases.study import Study
from app.viewmodels import evolution as module
from app.viewmodels.evolution import MEASURING, NO_CAVITY, UNTRUSTED, EvolutionModel, places_of
from app.viewmodels.jobs import ImmediateJobs
from app.viewmodels.read_session import ReadSession
from app.words import Said
from imaging.errors import NoCavityHere
from review_schema.vocabulary import CavityLabel
from tests.app.reading_study import NODULE_MM, SECRETS, SUBJECT, make_study
from tests.app.test_read_session import LateJobs, opened, say_ned_and_lock


def watched(session: ReadSession, jobs: ImmediateJobs | None = None) -> EvolutionModel:
    model = EvolutionModel(session, jobs or ImmediateJobs())
    model.watch(True)
    session.subscribe(model.follow)
    return model


def mark_and_lock(session: ReadSession) -> None:
    session.mark(NODULE_MM)
    session.press_cavity(CavityLabel.LP)
    say_ned_and_lock(session)


@pytest.mark.parametrize(
    ("months", "places"),
    [
        ([0.0, 3.0, 12.0], [0.0, 0.25, 1.0]),
        ([-1.0, 3.0], [0.0, 1.0]),
        ([None, None, None], [0.0, 0.5, 1.0]),
        ([0.0, None, 9.0], [0.0, 0.5, 1.0]),
        ([2.0], [0.0]),
        ([], []),
    ],
)
def test_visits_stand_by_their_months_and_evenly_where_these_are_unknown(
    months: list[float | None], places: list[float]
) -> None:
    assert places_of(months) == places


def test_only_opened_visits_are_measured_and_shown(study: Study) -> None:
    session = opened(study)
    model = watched(session)
    assert [strip.label for strip in model.scene().strips] == ["+0.0"]
    say_ned_and_lock(session)
    scene = model.scene()
    assert [(strip.label, strip.shown) for strip in scene.strips] == [("+0.0", False), ("+3.0", True)]
    assert {point.visit for series in scene.series for point in series.points} == {0, 1}


def test_figures_of_the_wall_and_of_marked_lesions_stand_beside_each_other(study: Study) -> None:
    session = opened(study)
    model = watched(session)
    say_ned_and_lock(session)
    mark_and_lock(session)
    series = {str(one.name): one for one in model.scene().series}
    assert set(series) == {
        "L1 longest diameter",
        "L1 volume",
        "C1 rim, mean",
        "C1 rim, greatest",
        "C1 enhancing within 5 mm",
    }
    assert [point.visit for point in series["L1 longest diameter"].points] == [1]
    assert series["L1 longest diameter"].points[0].value == pytest.approx(6.0, abs=1.0)
    enhancing = [point.value for point in series["C1 enhancing within 5 mm"].points]
    assert enhancing[0] == pytest.approx(0.0, abs=0.005)
    assert enhancing[1] > 0.02, "the nodule lies within the margin"
    assert all(isinstance(name, Said) for name in (one.name for one in model.scene().series))


def test_nothing_is_measured_while_nobody_looks(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(module, "measure_walls", lambda case, visit, cancelled: asked.append(visit) or {})
    model = EvolutionModel(opened(study), ImmediateJobs())
    model.follow()
    assert asked == []
    model.watch(True)
    model.follow()
    assert len(asked) == 1, "once, not at every change of the read"


def test_until_it_is_measured_a_visit_says_so(study: Study) -> None:
    jobs = LateJobs()
    jobs.hold = True
    model = watched(opened(study), jobs)
    assert [strip.gap for strip in model.scene().strips] == [MEASURING]
    jobs.release()
    assert [strip.gap for strip in model.scene().strips] == [""]


def test_a_visit_that_is_not_trusted_is_a_gap_with_its_reason(study: Study) -> None:
    second = study.state().subjects[SUBJECT].timepoints[1]
    assert second.registration is not None
    study.ledger.append(
        f"subject/{SUBJECT}", second.registration.model_copy(update={"trusted": False, "error_mm": 7.0}), "boss"
    )
    session = opened(study)
    model = watched(session)
    say_ned_and_lock(session)
    assert [strip.gap for strip in model.scene().strips] == ["", UNTRUSTED]
    assert all(point.visit == 0 for series in model.scene().series for point in series.points)
    assert model.place_mm(1) is None


def test_without_a_cavity_there_is_a_gap_too(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with make_study(tmp_path / "S", cavity=False) as study:
        assert [strip.gap for strip in watched(opened(study)).scene().strips] == [NO_CAVITY]


def test_a_failure_is_told_and_not_tried_again_and_again(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[object] = []

    def failing(case: object, visit: object, cancelled: object) -> dict[str, object]:
        tried.append(visit)
        raise NoCavityHere

    monkeypatch.setattr(module, "measure_walls", failing)
    model = watched(opened(study))
    model.follow()
    assert len(tried) == 1
    assert model.scene().strips[0].gap.startswith("RR-")


def test_a_place_of_the_wall_is_where_its_patch_lies(study: Study) -> None:
    model = watched(opened(study))
    left, right = model.place_mm(0, (4, 15)), model.place_mm(0, (4, 45))
    assert left is not None
    assert right is not None
    assert np.array(left) == pytest.approx((9.0, 0.0, 0.0), abs=1.2)
    assert np.array(right) == pytest.approx((-9.0, 0.0, 0.0), abs=1.2)
    assert model.place_mm(5) is None


def test_nothing_said_tells_who_the_patient_is(study: Study) -> None:
    session = opened(study)
    model = watched(session)
    say_ned_and_lock(session)
    scene = model.scene()
    told = " ".join(str(text) for one in scene.strips for text in (one.label, one.figures, one.gap))
    told += " ".join(str(series.name) for series in scene.series)
    assert not [secret for secret in SECRETS if secret in told]
