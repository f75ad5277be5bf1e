import json
import shutil
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from app.messages import ScanDateImplausible, SubjectNotNamed, WorkerDied, one_line
from app.usecases import import_scans as module
from app.usecases.import_scans import (
    ImportOutcome,
    believe,
    choose_series,
    describe_scans,
    import_scans,
    load_any,
    load_mask_any,
)
from app.usecases.study import Study
from imaging.errors import (
    ImagingError,
    MissingSlices,
    NoDateGiven,
    NoSubjectGiven,
    NotAVolume,
    NothingToImport,
    OtherModality,
    PixelsCutShort,
    ResultDisbelieved,
    ScanNotStored,
    SegmentNotFound,
    SeveralPatients,
    SeveralVisits,
    SingularAffine,
    TooFewSlices,
)
from imaging.nifti import write_volume
from tests.dicom_files import SAGITTAL, SeriesSpec, cut, edit, write_series
from tests.study_factory import add_case, registration

AXIAL_T1 = SeriesSpec(number=2, description="t1 native")
ENHANCED_T1 = SeriesSpec(number=3, description="t1_mpr_tra_KM")
FLAIR = SeriesSpec(number=4, description="T2 FLAIR")
LOCALIZER = SeriesSpec(number=1, description="localizer", shape=(3, 5, 7), spacing=(40.0, 0.8, 0.9))


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = Study.create(tmp_path / "study")
    yield made
    made.close()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "dicom"
    folder.mkdir()
    return folder


def bring(study: Study, *paths: Path, subject: str | None = None, acquired_on: date | None = None) -> ImportOutcome:
    return import_scans(study, paths, subject=subject, acquired_on=acquired_on, author="coordinator")


def contents(study: Study) -> tuple[int, set[Path]]:
    files = {path for path in study.root.rglob("*") if path.is_file() and not path.name.startswith("ledger")}
    return sum(1 for _ in study.ledger.entries()), files


def write_visit(folder: Path) -> None:
    for spec in (LOCALIZER, AXIAL_T1, ENHANCED_T1, FLAIR):
        write_series(folder / f"s{spec.number}", spec)


def nifti(path: Path, affine: np.ndarray | None = None) -> Path:  # type: ignore[type-arg]
    values = np.arange(7 * 5 * 6, dtype=np.int16).reshape(7, 5, 6)
    made = nib.Nifti1Image(values, np.diag([0.9, 0.8, 3.0, 1.0]) if affine is None else affine)
    nib.save(made, path)
    return path


def test_a_visit_gets_its_enhanced_t1_and_keeps_the_other_series(study: Study, source: Path) -> None:
    write_visit(source)
    outcome = bring(study, source)
    assert outcome.warnings == ()
    (volume,) = outcome.volumes
    assert (volume.series, volume.date, volume.subject) == ("t1_mpr_tra_KM", "2020-01-02", "CASE-1")
    assert (volume.shape, volume.spacing_mm) == ((7, 5, 6), (0.9, 0.8, 3.0))
    assert (volume.min, volume.max) == (3.0, 212.0)
    (timepoint,) = study.state().subjects["CASE-1"].timepoints
    assert timepoint.scan.series_uid == ENHANCED_T1.series_uid
    assert {scan.series for scan in timepoint.alternatives} == {"t1 native", "T2 FLAIR"}
    stored = study.load_scan(timepoint.scan)
    np.testing.assert_array_equal(stored.values, ENHANCED_T1.pixels())
    np.testing.assert_allclose(stored.grid.affine, ENHANCED_T1.affine(), atol=1e-5)
    assert stored.grid.frame == ENHANCED_T1.uid("frame")
    np.testing.assert_allclose(timepoint.scan.affine, stored.grid.affine, atol=0)


def test_every_series_that_was_looked_at_is_kept_with_a_reason(study: Study, source: Path) -> None:
    write_visit(source)
    bring(study, source)
    looked_at = study.state().subjects["CASE-1"].timepoints[0].scan.candidates
    reasons = {one.description: one.score_reason for one in looked_at}
    assert reasons["t1_mpr_tra_KM"].startswith("chosen: T1-weighted")
    assert "native by the description" in reasons["t1 native"]
    assert "FLAIR" in reasons["T2 FLAIR"]
    assert reasons["localizer"].startswith("not usable: RR-IMP-020")


def test_several_studies_in_one_tree_are_visits_of_their_dates(study: Study, source: Path) -> None:
    for day in ("20200102", "20200405", "20200706"):
        write_series(source / day, SeriesSpec(date=day, study=day))
    assert [volume.date for volume in bring(study, source).volumes] == ["2020-01-02", "2020-04-05", "2020-07-06"]
    rows = describe_scans(study)
    assert [row["date"] for row in rows] == ["2020-01-02", "2020-04-05", "2020-07-06"]
    assert all(row["reason"].startswith("T1-weighted by the description; contrast-enhanced") for row in rows)


def test_importing_again_adds_nothing_and_says_so(study: Study, source: Path) -> None:
    write_visit(source)
    bring(study, source)
    before = contents(study)
    outcome = bring(study, source)
    assert outcome.volumes == ()
    assert [warning.split()[0] for warning in outcome.warnings] == ["RR-IMP-066"]
    assert contents(study) == before


def test_a_new_series_of_a_known_visit_becomes_an_alternative(study: Study, source: Path) -> None:
    write_series(source / "first", AXIAL_T1)
    write_series(source / "second", ENHANCED_T1)
    bring(study, source / "first")
    outcome = bring(study, source / "second")
    assert outcome.volumes == ()
    assert [warning.split()[0] for warning in outcome.warnings] == ["RR-IMP-067"]
    (timepoint,) = study.state().subjects["CASE-1"].timepoints
    assert timepoint.scan.series == "t1 native"
    assert [scan.series for scan in timepoint.alternatives] == ["t1_mpr_tra_KM"]


def test_the_coordinator_can_choose_another_series_with_a_reason(study: Study, source: Path) -> None:
    write_visit(source)
    bring(study, source)
    change = choose_series(study, series_uid=AXIAL_T1.series_uid, reason="motion in the other", author="coordinator")
    assert change.warnings == ("the chosen series is not known to be contrast-enhanced",)
    (row,) = describe_scans(study)
    assert (row["series"], row["reason"]) == ("t1 native", "motion in the other")
    with pytest.raises(ScanNotStored):
        choose_series(study, series_uid="1.2.3", reason="none such", author="coordinator")
    with pytest.raises(ScanNotStored):
        choose_series(study, subject="CASE-1", reason="which?", author="coordinator")


def test_a_choice_at_the_baseline_tells_what_it_leaves_behind(study: Study) -> None:
    baseline, *later = add_case(study, "P1")
    other = baseline.model_copy(update={"scan_id": "f" * 64, "series_uid": "1.2.9", "series": "another"})
    study.ledger.append("subject/P1", other, "coordinator")
    study.ledger.append_all([("subject/P1", registration(visit, baseline)) for visit in later], "coordinator")
    change = choose_series(study, series_uid="1.2.9", reason="motion in the other", author="coordinator")
    assert change.warnings == (
        "the chosen series is not known to be contrast-enhanced",
        "cavity contours drawn on the other series, which are not shown on this one: 1",
        "visits to be registered again (rimread register): 2",
    )


def test_without_a_known_contrast_agent_the_best_t1_is_taken_with_a_warning(study: Study, source: Path) -> None:
    write_series(source, AXIAL_T1)
    write_series(source, FLAIR)
    outcome = bring(study, source)
    assert [volume.series for volume in outcome.volumes] == ["t1 native"]
    assert [warning.split()[0] for warning in outcome.warnings] == ["RR-IMP-063"]


def test_without_any_t1_the_best_volume_is_taken_with_a_warning(study: Study, source: Path) -> None:
    write_series(source, FLAIR)
    assert [warning.split()[0] for warning in bring(study, source).warnings] == ["RR-IMP-064"]


def test_a_zip_archive_is_imported_like_its_folder(study: Study, source: Path, tmp_path: Path) -> None:
    write_visit(source)
    archive = Path(shutil.make_archive(str(tmp_path / "visit"), "zip", source))
    assert [volume.series for volume in bring(study, archive).volumes] == ["t1_mpr_tra_KM"]
    assert not list((study.root / "cache").rglob("*.dcm"))


@pytest.mark.parametrize(
    ("name", "series"),
    [
        ("case/T1 post.nii.gz", "T1 post"),
        ("../../up.nii.gz", "up"),
        ("a\\..\\b.nii.gz", "volume"),
        (".nii.gz", "volume"),
    ],
)
def test_a_nifti_file_in_a_zip_archive_is_imported_like_the_file(
    study: Study, tmp_path: Path, name: str, series: str
) -> None:
    archive = tmp_path / "visit.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(nifti(tmp_path / "scan.nii.gz"), name)
        packed.writestr("readme.txt", "T1 after contrast")
    outcome = bring(study, archive, subject="P1", acquired_on=date(2020, 1, 1))
    assert [volume.series for volume in outcome.volumes] == [series]
    assert {path.name for path in tmp_path.iterdir()} == {"visit.zip", "scan.nii.gz", "study"}


def test_an_archive_whose_names_point_outside_stays_inside(study: Study, source: Path, tmp_path: Path) -> None:
    paths = write_series(source, ENHANCED_T1)
    archive = tmp_path / "bad.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for index, path in enumerate(paths):
            packed.write(path, f"../../escaped{index}")
    assert len(bring(study, archive).volumes) == 1
    assert not list(tmp_path.rglob("escaped*"))


def test_a_subject_given_names_the_only_patient(study: Study, source: Path) -> None:
    write_series(source, ENHANCED_T1)
    bring(study, source, subject="P007")
    assert list(study.state().subjects) == ["P007"]


def test_a_subject_given_picks_the_patient_of_that_id(study: Study, source: Path) -> None:
    write_series(source / "a", ENHANCED_T1)
    write_series(source / "b", SeriesSpec(patient="CASE-2"))
    outcome = bring(study, source, subject="CASE-2")
    assert list(study.state().subjects) == ["CASE-2"]
    assert [warning.split()[0] for warning in outcome.warnings] == ["RR-IMP-062"]


def test_a_broken_series_beside_a_sound_one_is_a_warning(study: Study, source: Path) -> None:
    write_series(source / "a", ENHANCED_T1)
    cut(write_series(source / "b", FLAIR)[2], 0.97)
    outcome = bring(study, source)
    assert len(outcome.volumes) == 1
    assert [warning.split()[0] for warning in outcome.warnings] == ["RR-IMP-021"]


def test_dates_that_disagree_are_a_warning(study: Study, source: Path) -> None:
    write_series(source, SeriesSpec(extra={"AcquisitionDate": "20200301"}))
    outcome = bring(study, source)
    assert outcome.volumes[0].date == "2020-01-02"
    assert [warning.split()[0] for warning in outcome.warnings] == ["RR-IMP-065"]


def test_a_nifti_file_with_a_date_is_a_visit(study: Study, tmp_path: Path) -> None:
    outcome = bring(study, nifti(tmp_path / "T1_KM.nii.gz"), subject="P1", acquired_on=date(2020, 5, 6))
    (volume,) = outcome.volumes
    assert (volume.series, volume.shape, volume.date) == ("T1_KM", (7, 5, 6), "2020-05-06")
    assert outcome.warnings == ()


def test_the_same_voxels_under_another_date_or_subject_are_a_warning(study: Study, tmp_path: Path) -> None:
    path = nifti(tmp_path / "T1_KM.nii")
    bring(study, path, subject="P1", acquired_on=date(2020, 5, 6))
    for subject, day in (("P1", date(2020, 6, 6)), ("P2", date(2020, 5, 6))):
        outcome = bring(study, path, subject=subject, acquired_on=day)
        assert [warning.split()[0] for warning in outcome.warnings] == ["RR-IMP-068"]


def test_scans_without_a_date_take_the_given_one(study: Study, source: Path) -> None:
    write_series(source, SeriesSpec(date=""))
    with pytest.raises(NoDateGiven):
        bring(study, source)
    assert bring(study, source, acquired_on=date(2020, 5, 6)).volumes[0].date == "2020-05-06"


def empty(folder: Path) -> None:
    """Nothing is written."""


def text_named_dcm(folder: Path) -> None:
    (folder / "scan.dcm").write_text("not a scan")


def truncated(folder: Path) -> None:
    for path in write_series(folder, ENHANCED_T1):
        cut(path, 0.96)


def missing_slice(folder: Path) -> None:
    write_series(folder, ENHANCED_T1)[3].unlink()


def computed_tomography(folder: Path) -> None:
    write_series(folder, SeriesSpec(modality="CT", storage="1.2.840.10008.5.1.4.1.1.2"))


def two_patients(folder: Path) -> None:
    write_series(folder / "a", ENHANCED_T1)
    write_series(folder / "b", SeriesSpec(patient="CASE-2"))


def two_patients_without_id(folder: Path) -> None:
    for name in ("Doe^Jane", "Roe^Richard"):
        for path in write_series(folder / name[:3], SeriesSpec(patient="", study=name)):
            edit(path, PatientName=name)


def nameless(folder: Path) -> None:
    write_series(folder, SeriesSpec(patient=""))


def only_a_localizer(folder: Path) -> None:
    write_series(folder, LOCALIZER)


def one_slice(folder: Path) -> None:
    write_series(folder, ENHANCED_T1, only=[2])


def singular(folder: Path) -> None:
    flat = np.diag([1.0, 1.0, 0.0, 1.0])
    made = nib.Nifti1Image(np.arange(60, dtype=np.int16).reshape(3, 4, 5), np.eye(4))
    made.set_qform(None, 0)
    made.set_sform(flat, 1)
    (folder / "scan.nii").write_bytes(made.to_bytes())


@pytest.mark.parametrize(
    ("write", "fault"),
    [
        (empty, NothingToImport),
        (text_named_dcm, NothingToImport),
        (truncated, PixelsCutShort),
        (missing_slice, MissingSlices),
        (computed_tomography, OtherModality),
        (two_patients, SeveralPatients),
        (two_patients_without_id, SeveralPatients),
        (nameless, NoSubjectGiven),
        (only_a_localizer, NotAVolume),
        (one_slice, TooFewSlices),
        (singular, SingularAffine),
    ],
)
def test_bad_input_is_refused_in_one_line_and_the_study_is_unchanged(
    study: Study, source: Path, write: object, fault: type[ImagingError]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        write(source)  # type: ignore[operator]
    before = contents(study)
    given = list(source.glob("*.nii")) or [source]
    on = date(2020, 1, 1) if given != [source] else None
    with pytest.raises(fault) as caught:
        bring(study, *given, acquired_on=on, subject="P1" if on else None)
    line = one_line(caught.value)
    assert line.startswith("RR-")
    assert "\n" not in line
    assert len(line) <= 300
    assert not any(identity in line for identity in ("CASE", "Doe", "Roe", "1950", "P1"))
    assert contents(study) == before


def test_two_patients_under_a_name_of_neither_are_refused(study: Study, source: Path) -> None:
    two_patients(source)
    with pytest.raises(SeveralPatients):
        bring(study, source, subject="P9")


@pytest.mark.parametrize("name", ["", " ", "a/b", "a\\b", "..\\S", "A\x1b[31mB", "A\nB", "A" * 65, "\udce9"])
def test_a_subject_has_a_name_that_tables_and_files_can_carry(study: Study, source: Path, name: str) -> None:
    write_series(source, ENHANCED_T1)
    before = contents(study)
    with pytest.raises(SubjectNotNamed):
        bring(study, source, subject=name)
    assert contents(study) == before


@pytest.mark.parametrize("on", [date(1, 1, 1), date(1979, 12, 31), date(2999, 3, 14)])
def test_a_date_on_which_no_scan_was_made_is_refused(study: Study, tmp_path: Path, on: date) -> None:
    before = contents(study)
    with pytest.raises(ScanDateImplausible):
        bring(study, nifti(tmp_path / "scan.nii"), subject="P1", acquired_on=on)
    assert contents(study) == before


def test_a_patient_id_that_cannot_be_a_name_asks_for_a_pseudonym(study: Study, source: Path) -> None:
    write_series(source, SeriesSpec(patient="2024/17"))
    with pytest.raises(SubjectNotNamed):
        bring(study, source)
    assert bring(study, source, subject="P1").volumes[0].subject == "P1"


def test_a_date_given_for_scans_that_carry_another_is_told(study: Study, source: Path) -> None:
    write_series(source, ENHANCED_T1)
    outcome = bring(study, source, acquired_on=date(2001, 2, 3))
    assert outcome.volumes[0].date != "2001-02-03"
    assert [warning[:10] for warning in outcome.warnings] == ["RR-IMP-071"]


def test_the_scans_own_date_given_once_more_is_no_doubt(study: Study, source: Path) -> None:
    write_series(source, ENHANCED_T1)
    own = date.fromisoformat(bring(study, source, subject="P1").volumes[0].date)
    other = bring(study, source, subject="P2", acquired_on=own)
    assert not [warning for warning in other.warnings if warning.startswith("RR-IMP-071")]


def test_a_nifti_file_needs_a_date_and_a_subject(study: Study, tmp_path: Path) -> None:
    path = nifti(tmp_path / "scan.nii")
    with pytest.raises(NoDateGiven):
        bring(study, path, subject="P1")
    with pytest.raises(NoSubjectGiven):
        bring(study, path, acquired_on=date(2020, 1, 1))


def test_a_dead_reading_process_leaves_the_study_unchanged(
    study: Study, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_series(source, ENHANCED_T1)

    def dying(*_arguments: object, **_more: object) -> object:
        raise WorkerDied("signal 11")

    monkeypatch.setattr(module, "run_confined", dying)
    before = contents(study)
    with pytest.raises(WorkerDied):
        bring(study, source)
    assert contents(study) == before


def staged(folder: Path) -> dict[str, object]:
    """A staged volume, and what an honest reading process says of it."""
    volume = module.read_volume(nifti(folder / "in.nii"), "1.2.3")
    write_volume(volume, folder / "scan.nii")
    return {
        "file": "scan.nii",
        "shape": [6, 5, 7],
        "value_type": "int16",
        "frame": "1.2.3",
        "affine": volume.grid.affine.tolist(),
        "min": 0.0,
        "max": 209.0,
    }


def test_an_honest_result_is_believed(tmp_path: Path) -> None:
    believe(staged(tmp_path), tmp_path)


@pytest.mark.parametrize(
    ("lie", "what"),
    [
        ({"file": "../scan.nii"}, "file"),
        ({"file": "absent.nii"}, "file"),
        ({"shape": [6, 5, 700]}, "file size"),
        ({"shape": [5, 6, 7]}, "shape"),
        ({"shape": [6, 5]}, "shape"),
        ({"shape": [6, 5, 100_000]}, "shape"),
        ({"value_type": "object"}, "value type"),
        ({"value_type": "uint16"}, "shape"),
        ({"max": 210.0}, "values"),
        ({"affine": np.eye(4).tolist()}, "affine"),
    ],
)
def test_a_result_that_does_not_agree_with_itself_is_not_believed(
    tmp_path: Path, lie: dict[str, object], what: str
) -> None:
    with pytest.raises(ResultDisbelieved) as caught:
        believe(staged(tmp_path) | lie, tmp_path)
    assert caught.value.what == what


def test_one_scan_is_read_from_a_folder_or_a_file(source: Path, tmp_path: Path) -> None:
    write_visit(source)
    volume = load_any(source, tmp_path / "work")
    np.testing.assert_array_equal(volume.values, ENHANCED_T1.pixels())
    assert load_any(nifti(tmp_path / "scan.nii"), tmp_path / "work").grid.shape == (6, 5, 7)
    write_series(source / "later", SeriesSpec(date="20210101", axes=SAGITTAL))
    with pytest.raises(SeveralVisits):
        load_any(source, tmp_path / "work")


def test_a_mask_is_read_in_the_frame_it_is_said_to_lie_in(tmp_path: Path) -> None:
    values = np.zeros((7, 5, 6), dtype=np.uint8)
    values[2:4, 1:3, 2:5] = 1
    path = tmp_path / "mask.nii.gz"
    nib.save(nib.Nifti1Image(values, np.diag([0.9, 0.8, 3.0, 1.0])), path)
    ((name, mask),) = load_mask_any(path, frame="1.2.3")
    assert (name, mask.grid.frame, int(mask.values.sum())) == ("1", "1.2.3", 12)
    with pytest.raises(SegmentNotFound):
        load_mask_any(path, "cavity")


def test_the_facts_of_an_import_are_plain_json(study: Study, source: Path) -> None:
    write_series(source, ENHANCED_T1)
    (volume,) = bring(study, source).volumes
    text = json.dumps([volume.shape, volume.min, volume.max, volume.spacing_mm, volume.date])
    assert text == '[[7, 5, 6], 3.0, 212.0, [0.9, 0.8, 3.0], "2020-01-02"]'
