"""The BIDS derivative: read back by nibabel and ITK, places right side up, no dates, whole or not at all."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
import SimpleITK as sitk

from app.usecases.assign_reads import assign_reads
from app.usecases.export_bids import export_bids
from app.usecases.study import Study
from imaging.geometry import RigidTransform
from imaging.nifti import write_volume
from imaging.volume import Mask
from review_schema.errors import ExportFolderTaken
from review_schema.finding import Finding, LesionMeasure
from review_schema.payloads import Matrix, ReadImported, RegistrationRecorded
from review_schema.read import ReadTimePoint, SignedRead
from review_schema.vocabulary import Arm, Compartment
from tests.app.reading_study import CAVITY_RADIUS_MM, FAR_MM, NODULE_MM, READER, SUBJECT, ball, grid, make_study, points
from tests.app.test_measure_contours import read_all

SUB = "sub-MUELLERANNA1961"


def centre_ras(path: Path, above: float) -> np.ndarray:
    """Centre of the voxels brighter than `above`, RAS mm by nibabel."""
    image = nib.load(path)
    at = np.argwhere(np.asanyarray(image.dataobj) > above)
    return nib.affines.apply_affine(image.affine, at).mean(axis=0)


def register(
    study: Study, visit: int, matrix: Matrix, *, trusted: bool = True, reason: str = "as the test says"
) -> None:
    person = study.state().subjects[SUBJECT]
    assert person.reference is not None
    moving = person.timepoints[visit]
    study.ledger.append(
        f"subject/{SUBJECT}",
        RegistrationRecorded(
            subject=SUBJECT,
            timepoint_id=moving.timepoint_id,
            moving_scan=moving.scan.scan_id,
            reference_scan=person.reference.scan.scan_id,
            reference_from_moving=matrix,
            error_mm=0.4,
            trusted=trusted,
            reason=reason,
            method="rigid 1",
            seconds=1.0,
        ),
        "coordinator",
    )


MOVED: Matrix = ((1.0, 0.0, 0.0, 3.0), (0.0, 1.0, 0.0, -4.0), (0.0, 0.0, 1.0, 5.0), (0.0, 0.0, 0.0, 1.0))


def test_a_spot_lies_where_the_patient_has_it_and_the_cavity_has_its_size(study: Study, tmp_path: Path) -> None:
    outcome = export_bids(study, tmp_path / "out")
    assert (outcome.subjects, outcome.sessions, outcome.warnings) == (1, 3, ())
    anat = tmp_path / "out" / "bids" / SUB / "ses-02" / "anat"
    image = anat / f"{SUB}_ses-02_space-baseline_desc-registered_T1w.nii.gz"
    x, y, z = NODULE_MM
    np.testing.assert_allclose(centre_ras(image, 700), (-x, -y, z), atol=0.3)
    third = tmp_path / "out" / "bids" / SUB / "ses-03" / "anat"
    both = centre_ras(third / f"{SUB}_ses-03_space-baseline_desc-registered_T1w.nii.gz", 700)
    np.testing.assert_allclose(both, (NODULE_MM + FAR_MM) / 2 * (-1, -1, 1), atol=0.5)
    first = anat.parents[1] / "ses-01" / "anat"
    mask = nib.load(first / f"{SUB}_ses-01_space-baseline_label-cavityC1_desc-baseline_mask.nii.gz")
    ml = float(np.asanyarray(mask.dataobj).sum()) * abs(np.linalg.det(mask.affine[:3, :3])) / 1000
    assert ml == pytest.approx(4 / 3 * np.pi * CAVITY_RADIUS_MM**3 / 1000, rel=0.05)


def test_the_transform_moves_the_scan_as_itk_takes_it(study: Study, tmp_path: Path) -> None:
    register(study, 1, MOVED)
    export_bids(study, tmp_path)
    anat = tmp_path / "bids" / SUB / "ses-02" / "anat"
    written = sitk.ReadTransform(str(anat / f"{SUB}_ses-02_from-native_to-baseline_mode-image_xfm.txt"))
    expected = RigidTransform(np.array(MOVED), "a", "b").inverse().points(NODULE_MM, "a")
    np.testing.assert_allclose(written.TransformPoint(tuple(float(n) for n in NODULE_MM)), expected, atol=1e-6)
    spot = centre_ras(anat / f"{SUB}_ses-02_space-baseline_desc-registered_T1w.nii.gz", 700)
    np.testing.assert_allclose(spot, (NODULE_MM + np.array([3, -4, 5])) * (-1, -1, 1), atol=0.3)
    facts = json.loads((anat / f"{SUB}_ses-02_from-native_to-baseline_mode-image_xfm.json").read_text())
    assert (facts["error_mm"], facts["trusted"]) == (0.4, True)


def test_numbers_of_the_label_map_mean_what_its_table_says(study: Study, tmp_path: Path) -> None:
    export_bids(study, tmp_path)
    stem = tmp_path / "bids" / SUB / "ses-01" / "anat" / f"{SUB}_ses-01_space-baseline_desc-regions_dseg"
    rows = [line.split("\t") for line in stem.with_suffix(".tsv").read_text().splitlines()]
    assert [row[0] for row in rows] == ["index", "1", "2"]
    values = np.asanyarray(nib.load(f"{stem}.nii.gz").dataobj)
    assert set(np.unique(values)) == {0, 1, 2}
    assert rows[2][1] == "Margin of 5 mm around cavity C1"


def test_where_margins_overlap_the_nearest_cavity_owns_the_voxel(study: Study, tmp_path: Path) -> None:
    (first,) = study.state().subjects[SUBJECT].cavities.values()
    centre, radius = np.array([-18.0, 0.0, 0.0]), 5.0
    mask = Mask(ball(points(grid(0)), centre, radius), grid(0))
    staged = study.staging("second.nii")
    write_volume(mask, staged)
    second = {"cavity": "C2", "mask_id": study.masks.adopt(staged), "volume_ml": mask.voxel_sum_ml}
    study.ledger.append(f"subject/{SUBJECT}", first.model_copy(update=second), "coordinator")
    export_bids(study, tmp_path)
    anat = tmp_path / "bids" / SUB / "ses-01" / "anat"
    image = nib.load(anat / f"{SUB}_ses-01_space-baseline_desc-regions_dseg.nii.gz")
    values = np.asanyarray(image.dataobj)
    at = np.argwhere(values > 0)
    place = nib.affines.apply_affine(image.affine, at) * (-1, -1, 1)
    to_first = np.linalg.norm(place, axis=1) - CAVITY_RADIUS_MM
    to_second = np.linalg.norm(place - centre, axis=1) - radius
    clearly = np.abs(to_first - to_second) > 1.5
    overlap = clearly & (to_first > 1) & (to_second > 1) & (to_first < 4) & (to_second < 4)
    assert overlap.sum() > 20
    owner = np.where(values[tuple(at.T)] <= 2, 1, 2)
    assert (owner[overlap] == np.where(to_first < to_second, 1, 2)[overlap]).all()


def test_what_was_typed_at_a_rejection_is_left_out(study: Study, tmp_path: Path) -> None:
    register(study, 2, MOVED, trusted=False, reason="rejected: Mrs Doe moved on 2019-03-11")
    export_bids(study, tmp_path)
    told = [path for path in (tmp_path / "bids").rglob("*") if path.suffix in {".tsv", ".json"}]
    assert not [path for path in told if "Doe" in path.read_text(encoding="utf-8")]
    sessions = (tmp_path / "bids" / SUB / f"{SUB}_sessions.tsv").read_text(encoding="utf-8").splitlines()
    assert sessions[-1].endswith("\trejected")


@pytest.mark.parametrize("arm", [Arm.IORT, Arm.HSRT])
def test_an_outlined_lesion_has_a_mask_where_the_patient_has_it(arm: Arm, tmp_path: Path) -> None:
    with make_study(tmp_path / "read", arm=arm) as study:
        assign_reads(study, reread_fraction=0.0, author="coordinator")
        read_all(study, READER, 13.5)
        export_bids(study, tmp_path)
    (path,) = (tmp_path / "bids").rglob("*_label-lesion*_mask.nii.gz")
    image = nib.load(path)
    ml = float(np.asanyarray(image.dataobj).sum()) * abs(np.linalg.det(image.affine[:3, :3])) / 1000
    assert ml == pytest.approx(4 / 3 * np.pi * 3.0**3 / 1000, rel=0.1)
    np.testing.assert_allclose(centre_ras(path, 0), (-13.5, 0, 0), atol=0.3)
    rows = [row.split("\t") for row in (tmp_path / "bids" / "labels.tsv").read_text(encoding="utf-8").splitlines()]
    (marked,) = [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if "LP" in row]
    assert path.name.startswith(f"{SUB}_{marked['session_id']}_")
    assert marked["finding_id"] in path.with_name(path.name.replace(".nii.gz", ".json")).read_text(encoding="utf-8")


def test_what_is_not_to_be_trusted_is_left_out_with_a_warning(study: Study, tmp_path: Path) -> None:
    register(study, 2, MOVED, trusted=False)
    outcome = export_bids(study, tmp_path)
    assert outcome.sessions == 2
    assert outcome.warnings == ("visits without image and masks, because their registration is not to be trusted: 1",)
    left = sorted(path.name for path in (tmp_path / "bids" / SUB / "ses-03" / "anat").iterdir())
    assert [name.rpartition("_")[2] for name in left] == ["xfm.json", "xfm.txt"]
    assert json.loads((tmp_path / "bids" / SUB / "ses-03" / "anat" / left[0]).read_text())["trusted"] is False


def signed(study: Study) -> SignedRead:
    """A read from elsewhere: the nodule marked at the second visit."""
    visit = study.state().subjects[SUBJECT].timepoints[1]
    x, y, z = (float(n) for n in NODULE_MM)
    finding = Finding(
        finding_id="f1",
        compartment=Compartment.CAVITY,
        cavity="C1",
        label="LP",
        lesion="L1",
        comment="=as the nurse of the patient told me",
        measure=LesionMeasure(
            centre_mm=(x, y, z), longest_diameter_mm=6.0, perpendicular_diameter_mm=5.5, volume_ml=0.113
        ),
    )
    brain = Finding(finding_id="f2", compartment=Compartment.BRAIN, label="NED")
    at = datetime(2024, 1, 1, tzinfo=UTC)
    timepoint = ReadTimePoint(
        timepoint_id=visit.timepoint_id,
        scan_id=visit.scan.scan_id,
        acquired_on=visit.acquired_on,
        locked_at=at,
        findings=(finding, brain),
    )
    return SignedRead(
        read_id="r1",
        subject=SUBJECT,
        reader="B",
        charter_sha256=study.state().charter.sha256(),
        software_version="0",
        signed_at=at,
        cavities=("C1",),
        timepoints=(timepoint,),
    )


def test_labels_stand_by_visit_with_the_place_of_the_lesion_in_the_space_of_the_images(
    study: Study, tmp_path: Path
) -> None:
    study.ledger.append("read/r1", ReadImported(read=signed(study)), "coordinator")
    export_bids(study, tmp_path)
    table = (tmp_path / "bids" / "labels.tsv").read_text(encoding="utf-8").splitlines()
    brain, marked = (dict(zip(table[0].split("\t"), row.split("\t"), strict=True)) for row in table[1:])
    x, y, z = NODULE_MM
    assert (marked["participant_id"], marked["session_id"], marked["label"]) == (SUB, "ses-02", "LP")
    assert [float(marked[f"{axis}_mm"]) for axis in "xyz"] == [-x, -y, z]
    assert (marked["longest_diameter_mm"], marked["distance_mm"], brain["x_mm"]) == ("6.0", "n/a", "n/a")
    assert "nurse" not in "".join(table), "free text may name people"


def test_no_file_tells_a_date_and_every_name_is_legal(study: Study, tmp_path: Path) -> None:
    export_bids(study, tmp_path)
    for path in (tmp_path / "bids").rglob("*"):
        if path.is_file():
            assert re.fullmatch(r"[A-Za-z0-9_.-]+", path.name)
        if path.suffix in {".tsv", ".json", ".txt", ".md"}:
            assert "2019-" not in path.read_text(encoding="utf-8")


def test_the_same_study_gives_the_same_bytes(study: Study, tmp_path: Path) -> None:
    for name in ("one", "two"):
        export_bids(study, tmp_path / name)
    files = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*") if p.is_file())
    assert len(files) > 15
    assert all((tmp_path / "one" / f).read_bytes() == (tmp_path / "two" / f).read_bytes() for f in files)


NOT_OURS = {
    "a raw dataset": b'{"Name": "Raw scans", "BIDSVersion": "1.9.0", "DatasetType": "raw"}',
    "another program's derivative": b'{"DatasetType": "derivative", "GeneratedBy": [{"Name": "fMRIPrep"}]}',
    "another shape": b'[{"GeneratedBy": {"Name": "RimRead"}}]',
    "no JSON": b"\xff{",
}


def test_an_earlier_dataset_is_replaced(study: Study, tmp_path: Path) -> None:
    export_bids(study, tmp_path)
    (tmp_path / "bids" / "sub-GONE").mkdir()
    export_bids(study, tmp_path)
    assert not (tmp_path / "bids" / "sub-GONE").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("description", NOT_OURS.values(), ids=NOT_OURS)
def test_a_dataset_that_rimread_did_not_write_is_not_replaced(description: bytes, study: Study, tmp_path: Path) -> None:
    (tmp_path / "bids").mkdir()
    (tmp_path / "bids" / "dataset_description.json").write_bytes(description)
    with pytest.raises(ExportFolderTaken):
        export_bids(study, tmp_path)
    assert (tmp_path / "bids" / "dataset_description.json").read_bytes() == description


def test_a_dataset_that_cannot_take_its_place_leaves_the_earlier_one_there(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_bids(study, tmp_path)
    earlier = (tmp_path / "bids" / "participants.tsv").stat().st_ino
    (tmp_path / ".bids.former").mkdir()
    rename = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if target.name == "bids" and not self.name.endswith(".former"):
            raise OSError("the other one is in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(OSError, match="in use"):
        export_bids(study, tmp_path)
    assert (tmp_path / "bids" / "participants.tsv").stat().st_ino == earlier
    hidden = [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]
    assert hidden == [".bids.former"], "not made by this run"
