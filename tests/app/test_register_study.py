import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest
import SimpleITK as sitk

from app.cli import run
from app.messages import RegistrationWorkerDied, TransformNotWritten
from app.usecases import register_study as module
from app.usecases.register_study import Tally, describe_registrations, missing, register_study, write_itk_transform
from app.usecases.study import Study
from imaging.errors import Cancelled
from imaging.geometry import RigidTransform
from imaging.itk import image_from_volume, resample_onto
from imaging.nifti import write_volume
from imaging.registration import METHOD, Registration
from imaging.volume import Mask, Volume
from review_schema.clinical import ClinicalEvent
from review_schema.payloads import CavityContoured, ClinicalRecorded
from review_schema.vocabulary import ClinicalKind
from tests.imaging.registration_heads import grid, pose
from tests.study_factory import add_scan, checked

DAYS = (date(2020, 1, 5), date(2020, 4, 5), date(2020, 7, 5))
POSE = pose((1.0, 2.0, 3.0), (4.0, 5.0, 6.0))


def empty_scan(visit: int) -> Volume:
    """Too little for a head: its registration is over at once, and not to be trusted."""
    place = grid((5.0, 5.0, 5.0), f"frame-{visit}", 60.0)
    return Volume(np.full(place.shape, visit, dtype=np.int16), place)


def add_visit(study: Study, subject: str, visit: int) -> None:
    add_scan(study, subject, DAYS[visit], empty_scan(visit))


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Two subjects with three visits and with one."""
    with Study.create(tmp_path / "S") as made:
        for visit in range(3):
            add_visit(made, "P1", visit)
        add_visit(made, "P2", 0)
        yield made


def stand_in(calls: list[dict[str, Any]]) -> Callable[..., Registration]:
    """A registration that is over at once and remembers what it was asked."""

    def register(reference: Volume, moving: Volume, **options: Any) -> Registration:
        calls.append({"reference": reference, "moving": moving, **options})
        options["progress"](0.5)
        transform = RigidTransform(POSE, reference.grid.frame, moving.grid.frame)
        return Registration(transform, 0.04, True, "agrees", 1.5, METHOD)

    return register


def test_every_follow_up_is_registered_straight_to_the_reference(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(module, "register", stand_in(calls))
    heard: list[float] = []
    recorded = register_study(study, author="coordinator", progress=lambda part, text: heard.append(part))
    assert [call["moving"].grid.frame for call in calls] == ["frame-1", "frame-2"]
    assert {call["reference"].grid.frame for call in calls} == {"frame-0"}
    assert [call["focus"] for call in calls] == [None, None]
    subject = study.state().subjects["P1"]
    assert [one.registration for one in subject.timepoints] == [None, *recorded]
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    rows = describe_registrations(study)
    assert [(row["subject"], row["date"]) for row in rows] == [("P1", "2020-04-05"), ("P1", "2020-07-05")]
    np.testing.assert_array_equal(rows[0]["reference_from_moving"], POSE)
    assert (rows[0]["error_mm"], rows[0]["trusted"], rows[0]["seconds"]) == (0.04, True, 1.5)


def test_what_is_registered_is_not_registered_again(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "register", stand_in([]))
    register_study(study, author="coordinator")
    assert register_study(study, author="coordinator") == ()
    assert missing(study) == []


def test_a_repeated_run_says_that_there_is_nothing_to_register(
    study: Study, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "register", stand_in([]))
    assert run(["register", str(study.root)]) == 0
    first = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[:2] for line in first[:2]] == [["P1", "2020-04-05"], ["P1", "2020-07-05"]]
    assert first[2:] == ["2 visits registered"]
    assert run(["register", str(study.root), "--json"]) == 0
    told, facts = capsys.readouterr().out.splitlines()
    assert told == "nothing to register: all 2 visits are registered"
    assert len(json.loads(facts)["registrations"]) == 2


def test_a_study_without_follow_ups_has_nothing_to_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Study.create(tmp_path / "empty").close()
    assert run(["register", str(tmp_path / "empty")]) == 0
    assert capsys.readouterr().out == "nothing to register: no visits\n"


def test_what_another_run_registered_meanwhile_is_not_recorded_again(
    study: Study, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    quick = stand_in([])

    def overtaken(*volumes: Volume, **options: Any) -> Registration:
        monkeypatch.setattr(module, "register", quick)
        with Study.open(study.root) as other:
            assert len(register_study(other, author="someone else")) == 2
        return quick(*volumes, **options)

    monkeypatch.setattr(module, "register", overtaken)
    assert run(["register", str(study.root)]) == 0
    assert capsys.readouterr().out == "0 visits registered, 2 by another run meanwhile\n"
    entries = [entry for entry in study.ledger.entries() if entry.kind == "registration-recorded"]
    assert [entry.author for entry in entries] == ["someone else", "someone else"]


def test_a_result_for_a_scan_that_is_no_longer_read_is_dropped(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = stand_in([])
    surgery = ClinicalEvent(subject="P1", kind=ClinicalKind.SURGERY, on=date(2020, 4, 4))

    def overtaken(*volumes: Volume, **options: Any) -> Registration:
        study.ledger.append(
            "subject/P1", ClinicalRecorded(subject="P1", events=(surgery,), table_sha256="0" * 64), "coordinator"
        )
        return quick(*volumes, **options)

    monkeypatch.setattr(module, "register", overtaken)
    assert register_study(study, author="coordinator") == ()
    assert {job.reference_frame for job in missing(study)} == {"frame-1"}


@pytest.mark.parametrize(
    ("done", "count", "seconds", "at_once", "left"),
    [
        (0, 40, 0.0, 1, ""),
        (1, 40, 3.0, 4, ", less than 1 min left"),
        (1, 40, 60.0, 1, ", about 39 min left"),
        (1, 40, 60.0, 2, ", about 20 min left"),
        (10, 500, 30.0, 2, ", about 2 h 02 min left"),
        (40, 40, 60.0, 1, ""),
    ],
)
def test_the_time_left_follows_from_the_pairs_done_and_those_worked_on_at_once(
    done: int, count: int, seconds: float, at_once: int, left: str
) -> None:
    tally = Tally(count)
    for _ in range(done):
        tally.add(seconds, at_once)
    assert tally.left == left


def test_an_interrupted_run_keeps_what_was_finished_and_the_next_goes_on(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[dict[str, Any]] = []
    quick = stand_in(calls)

    def once(*volumes: Volume, **options: Any) -> Registration:
        if calls:
            raise Cancelled
        return quick(*volumes, **options)

    monkeypatch.setattr(module, "register", once)
    with pytest.raises(Cancelled):
        register_study(study, author="coordinator")
    assert len(missing(study)) == 1
    monkeypatch.setattr(module, "register", quick)
    assert [one.timepoint_id for one in register_study(study, author="coordinator")] == [
        study.state().subjects["P1"].timepoints[2].timepoint_id
    ]


def test_another_baseline_asks_for_new_registrations(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "register", stand_in([]))
    register_study(study, author="coordinator")
    surgery = ClinicalEvent(subject="P1", kind=ClinicalKind.SURGERY, on=date(2020, 4, 4))
    study.ledger.append(
        "subject/P1", ClinicalRecorded(subject="P1", events=(surgery,), table_sha256="0" * 64), "coordinator"
    )
    reference = study.state().subjects["P1"].reference
    assert reference is not None
    assert reference.acquired_on == DAYS[1]
    jobs = missing(study)
    assert {job.reference_frame for job in jobs} == {"frame-1"}
    assert {job.moving_frame for job in jobs} == {"frame-0", "frame-2"}


def draw_cavity(study: Study, version: int = 1, low: int = 3) -> Mask:
    """A cube drawn on the first visit of P1."""
    place = empty_scan(0).grid
    values = np.zeros(place.shape, dtype=np.bool_)
    values[low:8, low:8, low:8] = True
    mask = Mask(values, place)
    staged = study.staging("mask.nii")
    write_volume(mask, staged)
    first = study.state().subjects["P1"].timepoints[0]
    study.ledger.append(
        "subject/P1",
        CavityContoured(
            subject="P1",
            cavity="C1",
            timepoint_id=first.timepoint_id,
            scan_id=first.scan.scan_id,
            version=version,
            mask_id=study.masks.adopt(staged),
            volume_ml=1.0,
            source="file",
        ),
        "coordinator",
    )
    return mask


def test_a_cavity_drawn_since_has_the_error_estimated_anew_at_its_wall(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(module, "register", stand_in(calls))
    register_study(study, author="coordinator")
    assert [call["focus"] for call in calls] == [None, None]
    for version, low in ((1, 3), (2, 4)):
        draw_cavity(study, version, low)
        calls.clear()
        assert len(register_study(study, author="coordinator")) == 2
        assert [len(call["focus"]) for call in calls] == [(8 - low) ** 3 - (6 - low) ** 3] * 2
        assert register_study(study, author="coordinator") == ()


def test_what_a_person_decided_stays_when_a_cavity_is_drawn(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "register", stand_in([]))
    register_study(study, author="coordinator")
    reference, visit, _ = study.state().subjects["P1"].timepoints
    study.ledger.append("subject/P1", checked(visit.scan, reference.scan, "passed"), "coordinator")
    draw_cavity(study)
    (again,) = register_study(study, author="coordinator")
    assert again.timepoint_id != visit.timepoint_id


def test_the_error_is_asked_for_at_the_wall_of_the_cavity(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    place = draw_cavity(study).grid
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(module, "register", stand_in(calls))
    register_study(study, author="coordinator")
    assert calls[0]["focus"].shape == (5**3 - 3**3, 3)
    np.testing.assert_allclose(calls[0]["focus"].mean(axis=0), place.points([5.0, 5.0, 5.0]), atol=1e-6)


def test_processes_give_the_same_as_one_process_and_empty_scans_are_not_trusted(study: Study, tmp_path: Path) -> None:
    recorded = register_study(study, jobs=2, author="coordinator")
    assert len(recorded) == 2
    assert not any(one.trusted for one in recorded)
    assert {one.reason for one in recorded} == {"no head can be made out in the reference scan"}
    with Study.create(tmp_path / "again") as other:
        for visit in range(3):
            add_visit(other, "P1", visit)
        alone = register_study(other, author="coordinator")
    assert {one.timepoint_id: one.reference_from_moving for one in alone} == {
        one.timepoint_id: one.reference_from_moving for one in recorded
    }


def test_cancelling_stops_the_processes_and_records_nothing(study: Study) -> None:
    with pytest.raises(Cancelled):
        register_study(study, jobs=2, author="coordinator", cancelled=lambda: True)
    assert len(missing(study)) == 2
    assert list((study.root / "cache" / "staging").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on Windows")
def test_processes_that_die_again_and_again_are_reported(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "register_job", die)
    with pytest.raises(RegistrationWorkerDied) as caught:
        register_study(study, jobs=1 + 1, author="coordinator")
    assert caught.value.pairs == 2
    assert len(missing(study)) == 2


def die(job: module.Job, stop: Path) -> Registration:
    """End this process as the kernel does when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)
    raise AssertionError


def test_a_transform_file_lays_the_moving_scan_on_the_reference(tmp_path: Path) -> None:
    place, reference = grid((2.0, 2.0, 2.0), "moving", 40.0), grid((3.0, 1.5, 1.5), "reference", 40.0)
    moving = Volume(np.random.default_rng(4).random(place.shape).astype(np.float32), place)
    transform = RigidTransform(POSE, "reference", "moving")
    path = tmp_path / "T.tfm"
    write_itk_transform(Registration(transform, 0.1, True, "", 1.0, METHOD), path)
    read = sitk.ReadTransform(str(path))
    point = (3.0, -4.0, 5.0)
    np.testing.assert_allclose(read.TransformPoint(tuple((POSE @ [*point, 1.0])[:3])), point, atol=1e-9)
    onto = image_from_volume(Volume(np.zeros(reference.shape, dtype=np.float32), reference))
    shown = sitk.GetArrayFromImage(sitk.Resample(image_from_volume(moving), onto, read))
    np.testing.assert_allclose(shown, resample_onto(moving, transform, reference).values, atol=1e-5)


@pytest.mark.parametrize("name", ["T.nii", "nowhere/T.tfm"])
def test_a_place_that_cannot_hold_a_transform_is_refused(tmp_path: Path, name: str) -> None:
    transform = RigidTransform(POSE, "reference", "moving")
    with pytest.raises(TransformNotWritten):
        write_itk_transform(Registration(transform, 0.1, True, "", 1.0, METHOD), tmp_path / name)


def test_a_study_can_be_registered_from_a_background_thread(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "register", stand_in([]))
    thread = Thread(target=register_study, args=(study,), kwargs={"author": "coordinator"})
    thread.start()
    thread.join()
    assert missing(study) == []
