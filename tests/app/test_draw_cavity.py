"""Contours from files and drawings: placed on the right scan, versioned, or refused with the study unchanged."""

import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from highdicom.seg import SegmentationTypeValues

from app.messages import (
    CavityNotNamed,
    MaskFileName,
    MaskOfAnotherScan,
    MaskOutsideScan,
    SeveralRegions,
    VisitUnknown,
    one_line,
)
from app.usecases.draw_cavity import cavity_from_file, margin_of_file, save_contour
from app.usecases.study import Study
from imaging.dicom.folder import scan_folder
from imaging.dicom.reader import read_series
from imaging.errors import EmptyMask, SegmentNotFound
from imaging.geometry import Grid
from imaging.nifti import read_mask, write_volume
from imaging.volume import Mask, Volume
from review_schema.ids import timepoint_id
from review_schema.payloads import CavityContoured, ScanImported
from tests.imaging.dicom.test_segmentation import regions, write_segmentation
from tests.imaging.shapes import Ellipsoid, box, grid_around, sphere

SUBJECT = "S-1"
FIRST, SECOND = date(2020, 1, 5), date(2020, 4, 6)
FRAMES = {FIRST: "1.2.1", SECOND: "1.2.2"}
BODY = Ellipsoid((9.0, 11.0, 10.0), (2.0, 1.0, -1.0))


def native(on: date) -> Grid:
    """Two scans of different field and spacing."""
    if on == FIRST:
        return grid_around((3.0, 1.0, 1.0), 60.0, frame=FRAMES[on])
    return grid_around((1.5, 1.5, 1.5), 54.0, frame=FRAMES[on])


def add_scan(study: Study, on: date, volume: Volume) -> None:
    staged = study.staging("scan.nii")
    write_volume(volume, staged)
    study.ledger.append(
        f"subject/{SUBJECT}",
        ScanImported(
            subject=SUBJECT,
            timepoint_id=timepoint_id(SUBJECT, on),
            acquired_on=on,
            study_uid=f"1.{on:%Y%m%d}",
            series_uid=f"1.{on:%Y%m%d}.1",
            series="T1",
            reason="the only one",
            candidates=(),
            scan_id=study.scans.adopt(staged),
            frame=volume.grid.frame,
            shape=volume.grid.shape,
            affine=tuple(tuple(row) for row in volume.grid.affine.tolist()),
            value_min=0,
            value_max=9,
            source_sha256="0" * 64,
        ),
        "coordinator",
    )


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = Study.create(tmp_path / "S")
    for on in FRAMES:
        grid = native(on)
        add_scan(made, on, Volume(np.full(grid.shape, on.month, dtype=np.int16), grid))
    return made


def nifti(tmp_path: Path, mask: Mask | Volume, name: str = "mask.nii.gz") -> Path:
    write_volume(mask, tmp_path / name)
    return tmp_path / name


def from_file(study: Study, path: Path, **wanted: object) -> CavityContoured:
    return cavity_from_file(study, **{"subject": SUBJECT, "path": path, "author": "coordinator", **wanted})  # type: ignore[arg-type]


def test_a_mask_on_the_baseline_grid_becomes_the_baseline_contour(study: Study, tmp_path: Path) -> None:
    contour = from_file(study, nifti(tmp_path, BODY.mask(native(FIRST))))
    assert contour.timepoint_id == timepoint_id(SUBJECT, FIRST)
    assert (contour.cavity, contour.version, contour.source) == ("C1", 1, "file")
    assert contour.volume_ml == pytest.approx(BODY.volume_ml, rel=0.03)
    kept = study.state().subjects[SUBJECT].cavities["C1"]
    assert kept == contour
    stored = study.load_mask(kept, FRAMES[FIRST])
    assert np.array_equal(stored.values, BODY.mask(native(FIRST)).values)
    assert stored.grid.same_as(native(FIRST))


def test_a_later_visit_is_named_by_its_day(study: Study, tmp_path: Path) -> None:
    path = nifti(tmp_path, BODY.mask(native(SECOND)))
    contour = from_file(study, path, acquired_on=SECOND, cavity="C2")
    patient = study.state().subjects[SUBJECT]
    assert patient.current_contours["C2", timepoint_id(SUBJECT, SECOND)] == contour
    assert "C2" not in patient.cavities


def test_contours_are_versioned_and_none_is_lost(study: Study, tmp_path: Path) -> None:
    first = from_file(study, nifti(tmp_path, BODY.mask(native(FIRST))))
    second = from_file(study, nifti(tmp_path, sphere(12.0).mask(native(FIRST))))
    assert (first.version, second.version) == (1, 2)
    assert study.state().subjects[SUBJECT].cavities["C1"] == second
    assert study.load_mask(first, FRAMES[FIRST]).values.any()


def test_a_mask_of_finer_voxels_on_the_same_field_is_taken(study: Study, tmp_path: Path) -> None:
    fine = grid_around((1.0, 0.5, 0.5), 60.0)
    assert from_file(study, nifti(tmp_path, BODY.mask(fine))).volume_ml == pytest.approx(BODY.volume_ml, rel=0.02)


def test_a_mask_stored_in_another_axis_order_is_taken(study: Study, tmp_path: Path) -> None:
    mask = BODY.mask(native(FIRST))
    affine = mask.grid.affine[:, [1, 2, 0, 3]]
    turned = Mask(mask.values.transpose(1, 2, 0), Grid((60, 60, 20), affine, "0.0"))
    assert from_file(study, nifti(tmp_path, turned)).volume_ml == pytest.approx(BODY.volume_ml, rel=0.03)


def test_refusals_leave_the_study_unchanged(study: Study, tmp_path: Path) -> None:
    before = sum(1 for _ in study.ledger.entries())
    good = nifti(tmp_path, BODY.mask(native(FIRST)), "good.nii.gz")
    other_grid = nifti(tmp_path, BODY.mask(native(SECOND)), "other.nii")
    shifted = native(FIRST).affine.copy()
    shifted[0, 3] += 5.0
    moved = nifti(tmp_path, BODY.mask(Grid(native(FIRST).shape, shifted, "0.0")), "moved.nii")
    empty = nifti(tmp_path, Mask(np.zeros(native(FIRST).shape, dtype=bool), native(FIRST)), "empty.nii")
    labels = BODY.mask(native(FIRST)).values.astype(np.int16)
    labels[0, 0, 0] = 7
    several = nifti(tmp_path, Volume(labels, native(FIRST)), "several.nii")
    for path, wanted, refusal in (
        (good, {"subject": "S-2"}, VisitUnknown),
        (good, {"acquired_on": date(2021, 1, 1)}, VisitUnknown),
        (good, {"acquired_on": SECOND}, MaskOfAnotherScan),
        (good, {"cavity": " "}, CavityNotNamed),
        (good, {"cavity": "=C1"}, CavityNotNamed),
        (good, {"cavity": "C/1"}, CavityNotNamed),
        (good, {"cavity": "C\x1b1"}, CavityNotNamed),
        (good, {"cavity": "C" * 17}, CavityNotNamed),
        (other_grid, {}, MaskOfAnotherScan),
        (moved, {}, MaskOfAnotherScan),
        (empty, {}, EmptyMask),
        (several, {}, SeveralRegions),
        (several, {"roi": "3"}, SegmentNotFound),
    ):
        with pytest.raises(refusal) as caught:
            from_file(study, path, **wanted)
        assert SUBJECT not in one_line(caught.value)
    assert sum(1 for _ in study.ledger.entries()) == before
    assert not list((study.root / "masks").rglob("*.nii"))


def test_one_of_several_labels_is_chosen_by_number_and_the_refusal_names_them(study: Study, tmp_path: Path) -> None:
    labels = BODY.mask(native(FIRST)).values.astype(np.int16)
    labels[1:4, 1:9, 1:9] = 7
    path = nifti(tmp_path, Volume(labels, native(FIRST)))
    with pytest.raises(SeveralRegions) as caught:
        from_file(study, path)
    assert "(1, 7)" in one_line(caught.value)
    assert from_file(study, path, roi="1").volume_ml == pytest.approx(BODY.volume_ml, rel=0.03)


def test_a_segmentation_goes_to_the_visit_of_its_frame(study: Study, tmp_path: Path) -> None:
    path = write_segmentation(tmp_path, SegmentationTypeValues.BINARY)
    scan = read_series(scan_folder([tmp_path / "source"]).series[0]).volume
    day = date(2020, 7, 8)
    add_scan(study, day, scan)
    contour = from_file(study, path, roi="Cavity C1")
    assert contour.timepoint_id == timepoint_id(SUBJECT, day)
    stored = study.load_mask(contour, scan.grid.frame)
    assert stored.values.sum() == regions()[..., 0].sum()
    with pytest.raises(MaskOfAnotherScan):
        from_file(study, path, roi="Cavity C1", acquired_on=FIRST)


def test_a_segmentation_of_an_unknown_frame_is_refused(study: Study, tmp_path: Path) -> None:
    path = write_segmentation(tmp_path, SegmentationTypeValues.BINARY)
    with pytest.raises(SeveralRegions) as caught:
        from_file(study, path)
    assert "Cavity C1, Nodule" in one_line(caught.value)
    with pytest.raises(MaskOfAnotherScan):
        from_file(study, path, roi="2")


def saved(study: Study, mask: Mask, timepoint: str | None = None) -> CavityContoured:
    return save_contour(
        study,
        subject=SUBJECT,
        cavity="C1",
        timepoint_id=timepoint or timepoint_id(SUBJECT, FIRST),
        mask=mask,
        source="drawn",
        author="ann",
    )


def test_a_drawing_on_another_grid_of_the_scan_s_frame_is_kept_as_drawn(study: Study) -> None:
    drawn = BODY.mask(grid_around((1.0, 1.0, 1.0), 40.0, frame=FRAMES[FIRST]))
    contour = saved(study, drawn)
    assert contour.source == "drawn"
    assert study.load_mask(contour, FRAMES[FIRST]).grid.shape == drawn.grid.shape


def test_drawings_off_the_scan_in_another_frame_or_on_no_visit_are_refused(study: Study) -> None:
    wide = grid_around((2.0, 2.0, 2.0), 120.0, frame=FRAMES[FIRST])
    with pytest.raises(MaskOutsideScan):
        saved(study, sphere(12.0, (35.0, 0.0, 0.0)).mask(wide))
    with pytest.raises(MaskOfAnotherScan):
        saved(study, BODY.mask(native(SECOND)))
    with pytest.raises(VisitUnknown):
        saved(study, BODY.mask(native(FIRST)), "nowhere")
    with pytest.raises(EmptyMask):
        saved(study, Mask(np.zeros(native(FIRST).shape, dtype=bool), native(FIRST)))


def test_the_margin_of_a_file_is_written_as_a_mask(tmp_path: Path) -> None:
    path = nifti(tmp_path, BODY.mask(native(FIRST)))
    out = tmp_path / "shell.nii.gz"
    cavity_ml, shell_ml = margin_of_file(path, 5.0, None, out)
    assert cavity_ml == pytest.approx(BODY.volume_ml, rel=0.03)
    assert shell_ml == pytest.approx(BODY.shell_ml(5.0), rel=0.03)
    written = read_mask(out, "any")
    assert max(written.grid.spacing_mm) <= 0.5 + 1e-6
    assert written.voxel_sum_ml == pytest.approx(shell_ml, rel=0.02)
    marked = written.grid.points(np.argwhere(written.values))
    # The middle of the shell's marked places is the body's: the mask lies where the cavity lies.
    assert marked.mean(axis=0) == pytest.approx(BODY.centre, abs=0.2)


def test_the_margin_of_a_file_is_cut_at_the_brain(tmp_path: Path) -> None:
    path = nifti(tmp_path, BODY.mask(native(FIRST)))
    half = grid_around((2.0, 2.0, 2.0), 80.0)
    left = Mask(half.points(np.moveaxis(np.indices(half.shape), 0, -1))[..., 0] > BODY.centre[0], half)
    _, whole = margin_of_file(path, 5.0, None, tmp_path / "whole.nii")
    _, cut = margin_of_file(path, 5.0, nifti(tmp_path, left, "brain.nii"), tmp_path / "cut.nii")
    assert cut == pytest.approx(whole / 2, rel=0.1)


def test_a_margin_is_not_written_under_another_ending_nor_half(tmp_path: Path) -> None:
    path = nifti(tmp_path, box(native(FIRST), (5, 20, 20), (9, 30, 30)))
    with pytest.raises(MaskFileName):
        margin_of_file(path, 5.0, None, tmp_path / "shell.mha")
    shutil.rmtree(tmp_path / "S", ignore_errors=True)
    with pytest.raises(FileNotFoundError):
        margin_of_file(path, 5.0, None, tmp_path / "nowhere" / "shell.nii")
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
