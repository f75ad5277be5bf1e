"""The demo: the whole path from synthetic patients to signed reads, against its own truth."""

from pathlib import Path

import numpy as np
import pytest

from app.messages import AppError
from app.usecases.demo_scans import Detail
from app.usecases.demo_stories import BRAIN
from app.usecases.demo_truth import DemoTruth
from app.usecases.exchange_reads import signed_reads
from app.usecases.make_demo import PERSON, READERS, DemoStudy, find_demo, make_demo
from app.usecases.record_read import worklist
from app.usecases.study import Study
from imaging.geometry import apply_affine
from review_schema.errors import ReviewError
from review_schema.projections import StudyState
from review_schema.read import SignedRead
from tests.made_demo import MadeDemo

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo"), pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def demo(made_demo: MadeDemo) -> DemoStudy:
    return made_demo.demo


@pytest.fixture(scope="module")
def truth(demo: DemoStudy) -> DemoTruth:
    return DemoTruth.read(demo.truth)


@pytest.fixture(scope="module")
def state(demo: DemoStudy) -> StudyState:
    with Study.open(demo.study) as study:
        return study.state()


@pytest.fixture(scope="module")
def reads(demo: DemoStudy) -> tuple[SignedRead, ...]:
    with Study.open(demo.study) as study:
        return signed_reads(study)


def test_progress_rises_to_the_end(made_demo: MadeDemo) -> None:
    reported = made_demo.reported
    assert list(reported) == sorted(reported)
    assert len(reported) > 100
    assert reported[0] == 0.0
    assert reported[-1] == 1.0


def test_a_demo_is_found_once_it_is_whole(demo: DemoStudy, tmp_path: Path) -> None:
    assert find_demo(demo.study.parent) == demo
    assert find_demo(tmp_path) is None
    assert "password" in (demo.study.parent / "README.txt").read_text(encoding="utf-8")


def test_a_demo_never_overwrites_a_study(demo: DemoStudy) -> None:
    before = demo.truth.read_bytes()
    with pytest.raises((AppError, ReviewError)):
        make_demo(demo.study.parent, patients=1, jobs=1, detail=Detail(6.0, looks=1))
    assert demo.truth.read_bytes() == before


def test_every_visit_is_a_time_point_with_the_right_series_and_role(state: StudyState, truth: DemoTruth) -> None:
    assert sorted(state.subjects) == [patient.subject for patient in truth.patients]
    for patient in truth.patients:
        timepoints = state.subjects[patient.subject].timepoints
        assert [t.acquired_on for t in timepoints] == [v.acquired_on for v in patient.visits]
        for timepoint, visit in zip(timepoints, patient.visits, strict=True):
            assert timepoint.timepoint_id == visit.timepoint_id
            assert timepoint.scan.series_uid == visit.series_uid
            assert timepoint.scan.series == visit.series
            assert timepoint.scan.frame == visit.scan_frame
            assert timepoint.role == visit.role


def test_the_baseline_scan_is_that_of_the_arm(state: StudyState, truth: DemoTruth) -> None:
    for patient in truth.patients:
        reference = state.subjects[patient.subject].reference
        assert reference is not None
        assert reference.timepoint_id == patient.baseline


def test_registrations_find_the_true_poses(state: StudyState, truth: DemoTruth) -> None:
    head = np.array([[x, y, z] for x in (-60.0, 60.0) for y in (-50.0, 80.0) for z in (-10.0, 70.0)])
    errors = []
    for patient in truth.patients:
        for timepoint in state.subjects[patient.subject].timepoints:
            if timepoint.registration is not None and timepoint.registration.trusted:
                visit = patient.visit(timepoint.timepoint_id)
                given = apply_affine(np.array(timepoint.registration.reference_from_moving), head)
                true = apply_affine(np.array(visit.reference_from_scan), head)
                errors.append(float(np.linalg.norm(given - true, axis=-1).mean()))
    assert len(errors) == sum(len(patient.visits) - 1 for patient in truth.patients)
    assert float(np.median(errors)) < 0.3
    assert max(errors) < 0.6, errors


def test_contours_from_truth_have_the_true_volumes(state: StudyState, truth: DemoTruth) -> None:
    for patient in truth.patients:
        contours = state.subjects[patient.subject].cavities
        assert set(contours) == set(patient.cavities)
        for name, contour in contours.items():
            assert contour.volume_ml == pytest.approx(patient.cavities[name].volume_ml, rel=0.02)
        assert {t for _, t in state.subjects[patient.subject].current_contours} == {
            visit.timepoint_id for visit in patient.visits
        }


def test_the_exact_reader_says_what_is_true_at_every_visit(reads: tuple[SignedRead, ...], truth: DemoTruth) -> None:
    exact = [read for read in reads if read.reader == truth.exact_reader and read.reread_of is None]
    assert len(exact) == len(truth.patients)
    for read in exact:
        for timepoint in read.timepoints:
            visit = truth.patient_of(timepoint.timepoint_id).visit(timepoint.timepoint_id)
            said = {finding.cavity or BRAIN: finding.label.value for finding in timepoint.findings}
            assert said == visit.labels


def test_every_simulated_reader_signed_all_cases_and_some_again(
    reads: tuple[SignedRead, ...], truth: DemoTruth
) -> None:
    for name in READERS:
        own = [read for read in reads if read.reader == name]
        assert len({read.subject for read in own if read.reread_of is None}) == len(truth.patients)
        assert sum(read.reread_of is not None for read in own) >= 1


def test_a_person_finds_an_unread_worklist(demo: DemoStudy, truth: DemoTruth) -> None:
    with Study.open(demo.study) as study:
        rows = worklist(study, PERSON)
        assert len(rows) >= len(truth.patients)
        assert not any(row.locked for row in rows)


def test_the_export_names_fictitious_people_only(demo: DemoStudy, truth: DemoTruth) -> None:
    import pydicom

    folders = sorted((demo.study.parent / "dicom").iterdir())
    assert [folder.name for folder in folders] == [patient.subject for patient in truth.patients]
    syntaxes = set()
    for folder in folders:
        for file in sorted(folder.rglob("*0001.dcm")):
            header = pydicom.dcmread(file, stop_before_pixels=True)
            assert str(header.PatientName).startswith("DEMO^")
            assert header.PatientID == folder.name
            syntaxes.add(str(header.file_meta.TransferSyntaxUID))
    assert len(syntaxes) >= 3


def test_an_interrupted_demo_leaves_nothing_and_the_next_one_starts_afresh(tmp_path: Path) -> None:
    def interrupt(fraction: float, text: str) -> None:
        if fraction > 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_demo(tmp_path / "D", patients=1, jobs=1, detail=Detail(6.0, looks=1), progress=interrupt)
    assert list(tmp_path.iterdir()) == []
