"""Written series read back: geometry, identity, pixels, encodings, and the same bytes each time."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.dicom.writer import Encoding, PatientHeader, SeriesHeader, StudyHeader, uid_of, write_series
from imaging.geometry import Grid
from imaging.phantom import frame_uid, scan_grid
from imaging.volume import Volume

PATIENT = PatientHeader("RR-T01", "DEMO^TEST", date(1960, 2, 3), "F")
STUDY = StudyHeader(uid_of("study"), date(2021, 5, 6), "MRI HEAD", "Philips", accession="A1")
SERIES = SeriesHeader(uid_of("series"), 4, "T1W_3D_TFE_GD tra", 3.0, agent="Dotarem", extra={"NumberOfAverages": 2})


def volume_on(grid: Grid) -> Volume:
    values = np.arange(np.prod(grid.shape), dtype=np.uint16).reshape(grid.shape) % 4096
    return Volume(values, grid)


@pytest.fixture
def volume() -> Volume:
    return volume_on(scan_grid(frame_uid("scan"), size=(5, 12, 10), tilt_deg=(7, -4, 11)))


@pytest.mark.parametrize("encoding", ["explicit", "implicit", "jpeg-ls"])
def test_pixels_come_back_unchanged_in_every_encoding(tmp_path: Path, volume: Volume, encoding: Encoding) -> None:
    files = write_series(tmp_path, volume, PATIENT, STUDY, SERIES, encoding=encoding)
    assert len(files) == 5
    stack = np.stack([pydicom.dcmread(file).pixel_array for file in files])
    assert np.array_equal(stack, volume.values)


def test_jpeg_ls_is_smaller_and_says_what_it_is(tmp_path: Path, volume: Volume) -> None:
    flat = Volume(np.full((2, 64, 64), 7, dtype=np.uint16), scan_grid(volume.grid.frame, size=(2, 64, 64)))
    plain = write_series(tmp_path / "a", flat, PATIENT, STUDY, SERIES)[0]
    packed = write_series(tmp_path / "b", flat, PATIENT, STUDY, SERIES, encoding="jpeg-ls")[0]
    assert packed.stat().st_size < 0.5 * plain.stat().st_size
    assert pydicom.dcmread(packed).file_meta.TransferSyntaxUID == "1.2.840.10008.1.2.4.80"


@settings(max_examples=15)
@given(st.sampled_from(["axial", "sagittal", "coronal"]), st.tuples(*[st.floats(-25, 25)] * 3), st.floats(0.4, 6.0))
def test_positions_and_orientation_give_back_the_affine(
    tmp_path_factory: pytest.TempPathFactory, plane: str, tilt: tuple[float, float, float], slice_mm: float
) -> None:
    grid = scan_grid(
        frame_uid("tilted"),
        plane=plane,
        size=(3, 4, 5),
        spacing_mm=(slice_mm, 0.9, 1.3),
        tilt_deg=tilt,  # type: ignore[arg-type]
    )
    files = write_series(tmp_path_factory.mktemp("series"), volume_on(grid), PATIENT, STUDY, SERIES)
    headers = [pydicom.dcmread(file, stop_before_pixels=True) for file in files]
    positions = {round(float(h.SliceLocation), 2): np.array(h.ImagePositionPatient, dtype=float) for h in headers}
    assert list(positions) == sorted(positions)  # rising along the normal, as scanners number
    first = headers[0]
    columns, rows = np.array(first.ImageOrientationPatient, dtype=float).reshape(2, 3)
    assert np.allclose(columns * float(first.PixelSpacing[1]), grid.affine[:3, 2], atol=1e-5)
    assert np.allclose(rows * float(first.PixelSpacing[0]), grid.affine[:3, 1], atol=1e-5)
    expected = grid.points([(k, 0, 0) for k in range(3)])
    written = np.array(list(positions.values()))
    assert np.allclose(written, expected, atol=1e-4) or np.allclose(written, expected[::-1], atol=1e-4)


def test_the_header_names_patient_visit_series_and_frame(tmp_path: Path, volume: Volume) -> None:
    header = pydicom.dcmread(write_series(tmp_path, volume, PATIENT, STUDY, SERIES)[2])
    assert str(header.PatientName) == "DEMO^TEST"
    assert header.PatientID == "RR-T01"
    assert header.PatientBirthDate == "19600203"
    assert header.StudyDate == header.AcquisitionDate == "20210506"
    assert header.Manufacturer == "Philips Medical Systems"
    assert header.SeriesDescription == "T1W_3D_TFE_GD tra"
    assert header.ContrastBolusAgent == "Dotarem"
    assert header.FrameOfReferenceUID == volume.grid.frame
    assert header.SliceThickness == 3.0
    assert header.InstanceNumber == 3
    assert header.NumberOfAverages == 2
    assert header.SOPInstanceUID == header.file_meta.MediaStorageSOPInstanceUID


def test_a_native_series_names_no_contrast_agent(tmp_path: Path, volume: Volume) -> None:
    native = replace(SERIES, agent="", spin_echo=True, three_d=False, inversion_ms=900.0)
    header = pydicom.dcmread(write_series(tmp_path, volume, PATIENT, STUDY, native)[0])
    assert "ContrastBolusAgent" not in header
    assert (header.ScanningSequence, header.MRAcquisitionType, header.InversionTime) == ("SE", "2D", 900.0)


def test_the_same_scan_is_written_byte_for_byte_the_same(tmp_path: Path, volume: Volume) -> None:
    one = write_series(tmp_path / "a", volume, PATIENT, STUDY, SERIES, encoding="jpeg-ls")
    two = write_series(tmp_path / "b", volume, PATIENT, STUDY, SERIES, encoding="jpeg-ls")
    assert [file.read_bytes() for file in one] == [file.read_bytes() for file in two]


def test_uids_differ_by_what_they_name_and_are_well_formed() -> None:
    uids = {uid_of(*parts) for parts in (("a",), ("b",), ("a", 1), ("a", 2))}
    assert len(uids) == 4
    assert all(pydicom.uid.UID(uid).is_valid for uid in uids)


@pytest.mark.parametrize("values", [np.full((2, 3, 3), 5000, dtype=np.uint16), np.zeros((2, 3, 3), dtype=np.float32)])
def test_values_beyond_twelve_bits_are_refused(tmp_path: Path, values: np.ndarray) -> None:
    volume = Volume(values, scan_grid(frame_uid("x"), size=(2, 3, 3)))
    with pytest.raises(ValueError, match="12-bit"):
        write_series(tmp_path / "none", volume, PATIENT, STUDY, SERIES)
    assert not (tmp_path / "none").exists()
