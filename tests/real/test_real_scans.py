"""Scans from scanners, read in place: true dates, series, pixels and grids; broken ones refused."""

import json
import tarfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pydicom
import pytest
import SimpleITK as sitk

from app.usecases.import_scans import describe_scans, import_scans, load_any, load_mask_any
from app.usecases.study import Study
from imaging.dicom.folder import read_header, scan_folder
from imaging.dicom.reader import describe_series, read_series
from imaging.errors import ImagingError, MixedOrientations, NotAVolume, OtherModality, TooFewSlices
from tests.real_data import CASE_A, DATA

pytestmark = pytest.mark.real

TRUTH = json.loads((CASE_A / "truth.json").read_text()) if CASE_A.exists() else {"timepoints": []}


@pytest.fixture(scope="module")
def case_a(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    study = Study.create(tmp_path_factory.mktemp("real") / "study")
    outcome = import_scans(study, [CASE_A / "dicom"], subject=None, acquired_on=None, author="coordinator")
    assert outcome.warnings == ()
    yield study
    study.close()


def by_itk(folder: Path, series_uid: str) -> sitk.Image:
    """An independent reading: GDCM finds, sorts and places the slices itself."""
    names = sitk.ImageSeriesReader.GetGDCMSeriesFileNames(str(folder), series_uid)
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(names)
    return reader.Execute()


def test_case_a_has_its_five_visits_with_the_true_series(case_a: Study) -> None:
    rows = [(row["subject"], row["date"], row["series"], row["series_uid"]) for row in describe_scans(case_a)]
    assert rows == [("CASE-A", one["date"], one["scan"], one["series"][one["scan"]]) for one in TRUTH["timepoints"]]


def test_case_a_keeps_every_sound_series_but_no_localizer(case_a: Study) -> None:
    for timepoint, truth in zip(case_a.state().subjects["CASE-A"].timepoints, TRUTH["timepoints"], strict=True):
        stored = {timepoint.scan.series, *(scan.series for scan in timepoint.alternatives)}
        assert stored == set(truth["series"]) - {"localizer"}


@pytest.mark.parametrize("visit", range(5))
def test_case_a_has_the_pixels_and_the_grid_that_another_reader_finds(case_a: Study, visit: int) -> None:
    scan = case_a.state().subjects["CASE-A"].timepoints[visit].scan
    image = by_itk(CASE_A / "dicom" / scan.acquired_on.isoformat() / "02", scan.series_uid)
    volume = case_a.load_scan(scan)
    values = sitk.GetArrayFromImage(image)
    assert volume.grid.shape == values.shape
    np.testing.assert_array_equal(volume.values, values)
    slices, rows, columns = values.shape
    for index in ((0, 0, 0), (slices - 1, 0, 0), (0, rows - 1, 0), (slices - 1, rows - 1, columns - 1)):
        expected = image.TransformIndexToPhysicalPoint([int(n) for n in index[::-1]])
        np.testing.assert_allclose(volume.grid.points(index), expected, atol=2e-3)


def test_the_true_cavity_lies_on_the_grid_of_the_first_scan_and_is_dark_there(case_a: Study) -> None:
    scan = case_a.state().subjects["CASE-A"].timepoints[0].scan
    volume = case_a.load_scan(scan)
    ((_, mask),) = load_mask_any(CASE_A / "truth" / "baseline_cavity.nii.gz", frame=scan.frame)
    assert mask.grid.same_as(volume.grid, tolerance_mm=1e-2)
    middle = tuple(np.round(mask.grid.index(TRUTH["baseline_cavity"]["centre"])).astype(int))
    assert mask.values[middle]
    brain = volume.values[volume.values > volume.values.mean()]
    assert np.median(volume.values[mask.values]) < 0.5 * np.median(brain)


@pytest.mark.parametrize(("visit", "lesion"), [(2, "L1"), (3, "L1"), (4, "L1"), (3, "D1"), (4, "D1")])
def test_true_lesions_enhance_where_the_truth_puts_them(case_a: Study, visit: int, lesion: str) -> None:
    volume = case_a.load_scan(case_a.state().subjects["CASE-A"].timepoints[visit].scan)
    truth = TRUTH["timepoints"][visit]
    scan_from_reference = np.linalg.inv(np.asarray(truth["to_reference"]))
    centre = scan_from_reference @ [*truth["lesions"][lesion]["centre_reference"], 1.0]
    radius = truth["lesions"][lesion]["diameter_mm"] / 2
    away = np.linalg.norm(volume.grid.points(np.moveaxis(np.indices(volume.grid.shape), 0, -1)) - centre[:3], axis=-1)
    inside, around = volume.values[away < radius], volume.values[(away > radius + 2) & (away < radius + 6)]
    assert np.percentile(inside, 90) > 1.25 * np.median(around)


def test_a_slightly_oblique_sagittal_scan_with_rescale_reads_as_another_reader_does(tmp_path: Path) -> None:
    with tarfile.open(DATA / "philips_t1_sag_mprage" / "In_cl_170_slices.tar.gz") as packed:
        packed.extractall(tmp_path, filter="data")
    (folder,) = {path.parent for path in tmp_path.rglob("*.dcm")}
    (series,) = scan_folder([folder]).series
    volume = read_series(series).volume
    image = by_itk(folder, series.series_uid)
    np.testing.assert_allclose(volume.values, sitk.GetArrayFromImage(image), rtol=1e-6)
    last = [n - 1 for n in volume.grid.shape]
    expected = image.TransformIndexToPhysicalPoint(last[::-1])
    np.testing.assert_allclose(volume.grid.points(last), expected, atol=2e-2)


ENHANCED = [
    "siemens_xa30_t1_enhanced",
    "dicom2nifti_tests/philips_enhanced",
    "dicom2nifti_tests/siemens_multiframe",
    "dicom2nifti_tests/hyperfine",
]


@pytest.mark.parametrize("name", ENHANCED)
def test_every_frame_of_an_enhanced_file_lies_where_its_functional_group_says(name: str) -> None:
    (series,) = scan_folder([DATA / name]).series
    volume = read_series(series).volume
    dataset = pydicom.dcmread(series.images[0].path)
    stored = dataset.pixel_array
    assert volume.grid.shape == stored.shape
    for frame, group in enumerate(dataset.PerFrameFunctionalGroupsSequence):
        position = np.asarray(group.PlanePositionSequence[0].ImagePositionPatient, dtype=float)
        index = volume.grid.index(position)
        np.testing.assert_allclose(index, [round(index[0]), 0, 0], atol=0.02)
        expected = stored[frame].astype(float)
        if "PixelValueTransformationSequence" in group:
            rescale = group.PixelValueTransformationSequence[0]
            expected = expected * float(rescale.RescaleSlope) + float(rescale.RescaleIntercept)
        np.testing.assert_allclose(volume.values[round(index[0])], expected, rtol=1e-6)


@pytest.mark.parametrize(
    ("name", "shape", "spacing"),
    [
        ("ge/anatomical", (4, 256, 256), (1.0, 1.0, 1.0)),
        ("siemens/anatomical", (4, 256, 256), (1.0, 1.0, 1.0)),
        ("philips/anatomical", (4, 240, 240), (0.6, 1.0417, 1.0417)),
        ("hitachi/anatomical", (4, 64, 64), (4.0, 2.3438, 2.3438)),
        ("generic/compressed_rle", (4, 256, 256), (1.0, 1.0, 1.0)),
        ("generic/compressed_jpegls", (4, 256, 256), (1.0, 1.0, 1.0)),
        ("generic/compressed_j2k", (4, 256, 256), (1.0, 1.0, 1.0)),
        ("generic/compressed_jpeg", (4, 256, 256), (1.0, 1.0, 1.0)),
    ],
)
def test_scanners_and_syntaxes_read(name: str, shape: tuple[int, ...], spacing: tuple[float, ...]) -> None:
    (series,) = scan_folder([DATA / "dicom2nifti_tests" / name]).series
    grid = read_series(series).volume.grid
    assert grid.shape == shape
    np.testing.assert_allclose(grid.spacing_mm, spacing, atol=2e-3)


def test_one_image_in_four_syntaxes_gives_the_same_pixels() -> None:
    volumes = [
        read_series(scan_folder([DATA / "dicom2nifti_tests" / "generic" / f"compressed_{kind}"]).series[0]).volume
        for kind in ("rle", "jpegls", "j2k", "jpeg")
    ]
    for other in volumes[1:]:
        np.testing.assert_array_equal(other.values, volumes[0].values)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("dicom2nifti_tests/failing/slicecount", TooFewSlices),
        ("dicom2nifti_tests/failing/sliceorientation", MixedOrientations),
        ("siemens_ts_variants", NotAVolume),
    ],
)
def test_series_that_are_no_volume_are_refused(name: str, fault: type[ImagingError]) -> None:
    (series,) = scan_folder([DATA / name]).series
    with pytest.raises(fault):
        read_series(series)


def test_one_image_in_seven_syntaxes_has_one_header() -> None:
    headers = [read_header(path) for path in sorted((DATA / "siemens_ts_variants" / "In").glob("*.dcm"))]
    assert len(headers) == 9
    assert len({header.transfer_syntax for header in headers if header}) == 7
    facts = {(h.rows, h.columns, h.position, h.orientation, h.pixel_spacing, h.bits_stored) for h in headers if h}
    assert len(facts) == 1


def test_a_folder_of_odd_and_broken_files_never_surprises() -> None:
    contents = scan_folder([DATA / "pydicom_tests", DATA / "highdicom_tests", DATA / "rt_utils_mock"])
    assert contents.files > 150
    for order, series in enumerate(contents.series):
        if series.images[0].is_mr:
            describe_series(series, order)
            with pytest.raises(ImagingError):
                read_series(series)


def test_a_ct_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OtherModality) as caught:
        load_any(DATA / "rt_utils_mock", tmp_path)
    assert caught.value.modality == "CT"


def test_real_nifti_visits_keep_the_place_that_itk_gives_them(tmp_path: Path) -> None:
    path = DATA / "open_ms_longitudinal" / "raw" / "patient12" / "study1_T1W.nii.gz"
    volume, image = load_any(path, tmp_path), sitk.ReadImage(str(path))
    np.testing.assert_array_equal(volume.values, sitk.GetArrayFromImage(image))
    last = [n - 1 for n in volume.grid.shape]
    np.testing.assert_allclose(volume.grid.points(last), image.TransformIndexToPhysicalPoint(last[::-1]), atol=1e-2)


def test_the_enhanced_one_of_four_real_nifti_scans_is_chosen(tmp_path: Path) -> None:
    files = sorted((DATA / "tcga_fg_6692" / "example").rglob("*.nii.gz"))
    with Study.create(tmp_path / "study") as study:
        outcome = import_scans(study, files, subject="P1", acquired_on=date(2005, 1, 1), author="coordinator")
    assert len(files) == 4
    assert [volume.series.split("_OtherEXample")[0] for volume in outcome.volumes] == ["MRHR_T1_AX_POST_GAD"]
    assert outcome.warnings == ()


def test_segments_of_a_real_file_lie_on_their_images() -> None:
    found = dict(load_mask_any(DATA / "dcmqi_seg_sr" / "segmentations" / "partial_overlaps.dcm"))
    assert set(found) == {"GREEN", "ORANGE", "PURPLE", "LIGHT_BLUE", "DARK_BLUE"}
    positions = {
        round(float(pydicom.dcmread(path, stop_before_pixels=True).ImagePositionPatient[2]), 2)
        for path in (DATA / "dcmqi_seg_sr").rglob("*.dcm")
        if pydicom.dcmread(path, stop_before_pixels=True).Modality == "CT"
    }
    for mask in found.values():
        points = mask.grid.points(np.argwhere(mask.values))
        assert set(np.round(points[:, 2], 2)) <= positions
