import gzip
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.errors import (
    ConflictingAffines,
    GeometryAbsent,
    ImagingError,
    NiftiUnreadable,
    NotAVolume,
    NotThreeDimensional,
    PixelsImplausible,
    SingularAffine,
    SpacingImplausible,
    TiltedSlices,
)
from imaging.nifti import load_foreign, load_foreign_masks, read_volume, write_volume

AFFINE = np.array([[-0.9, 0.0, 0.0, 90.0], [0.0, 0.8, 0.0, -60.0], [0.0, 0.0, 3.0, -20.0], [0.0, 0.0, 0.0, 1.0]])
VALUES = np.arange(7 * 5 * 6, dtype=np.int16).reshape(7, 5, 6)  # column, row, slice as NIfTI counts


def image(values: np.ndarray[Any, Any] = VALUES, affine: np.ndarray[Any, Any] = AFFINE) -> nib.Nifti1Image:
    made = nib.Nifti1Image(values, affine)
    made.set_qform(affine, 1)
    made.set_sform(affine, 1)
    return made


def save(made: nib.Nifti1Image, path: Path) -> Path:
    nib.save(made, path)
    return path


@pytest.mark.parametrize("name", ["scan.nii", "scan.nii.gz"])
def test_a_sound_file_keeps_its_integers_and_its_place(tmp_path: Path, name: str) -> None:
    volume = load_foreign(save(image(), tmp_path / name), "file 1")
    assert volume.values.dtype == np.int16
    np.testing.assert_array_equal(volume.values, VALUES.transpose(2, 1, 0))
    # RAS to LPS: x and y change sign; index (slice, row, column) = (5, 4, 6) is the last voxel.
    np.testing.assert_allclose(volume.grid.points([0, 0, 0]), [-90.0, 60.0, -20.0], atol=1e-5)
    np.testing.assert_allclose(volume.grid.points([5, 4, 6]), [-84.6, 56.8, -5.0], atol=1e-5)


def test_what_is_written_canonically_comes_back_bit_for_bit(tmp_path: Path) -> None:
    volume = load_foreign(save(image(), tmp_path / "scan.nii.gz"), "file 1")
    write_volume(volume, tmp_path / "stored.nii")
    stored = read_volume(tmp_path / "stored.nii", volume.grid.frame)
    np.testing.assert_array_equal(stored.values, volume.values)
    assert stored.grid.same_as(volume.grid)


def test_the_frame_is_made_from_the_content(tmp_path: Path) -> None:
    first = load_foreign(save(image(), tmp_path / "a.nii"), "file 1").grid.frame
    packed = load_foreign(save(image(), tmp_path / "b.nii.gz"), "file 2").grid.frame
    other = load_foreign(save(image(VALUES + np.int16(1)), tmp_path / "c.nii"), "file 3").grid.frame
    assert first == packed != other
    assert first.startswith("2.25.")
    assert len(first) <= 64


def test_slope_and_intercept_are_applied(tmp_path: Path) -> None:
    made = image()
    made.header.set_slope_inter(0.5, 3.0)
    raw = bytearray(made.to_bytes())
    path = tmp_path / "scan.nii"
    # nibabel divides by the slope when it writes; the bytes are set as a scanner's converter would.
    raw[112:120] = np.array([0.5, 3.0], dtype="<f4").tobytes()
    raw[352:] = VALUES.T.astype("<i2").tobytes()
    path.write_bytes(raw)
    volume = load_foreign(path, "file 1")
    assert volume.values.dtype == np.float32
    np.testing.assert_allclose(volume.values, VALUES.transpose(2, 1, 0) * 0.5 + 3.0)


@pytest.mark.parametrize(
    ("given_type", "expected"), [("uint8", "uint8"), ("uint16", "uint16"), ("int32", "int16"), ("float64", "float32")]
)
def test_number_types_are_kept_or_made_smaller_without_loss(tmp_path: Path, given_type: str, expected: str) -> None:
    values = (VALUES % 200).astype(given_type)
    volume = load_foreign(save(image(values), tmp_path / "scan.nii"), "file 1")
    assert str(volume.values.dtype) == expected
    np.testing.assert_array_equal(volume.values, values.transpose(2, 1, 0))


def test_a_fourth_axis_of_one_is_dropped(tmp_path: Path) -> None:
    volume = load_foreign(save(image(VALUES[..., None]), tmp_path / "scan.nii"), "file 1")
    assert volume.grid.shape == (6, 5, 7)


def with_affine(affine: np.ndarray[Any, Any]) -> Callable[[], nib.Nifti1Image]:
    def made() -> nib.Nifti1Image:
        result = nib.Nifti1Image(VALUES, AFFINE)
        result.set_qform(None, 0)
        result.set_sform(affine, 1)
        return result

    return made


def conflicting() -> nib.Nifti1Image:
    made = image()
    made.set_qform(np.diag([1.0, 1.0, 1.0, 1.0]) @ AFFINE + np.eye(4, k=3) * 7.0, 1)
    return made


def unplaced() -> nib.Nifti1Image:
    made = nib.Nifti1Image(VALUES, None)
    made.set_qform(None, 0)
    made.set_sform(None, 0)
    return made


def with_hole() -> nib.Nifti1Image:
    values = VALUES.astype(np.float32)
    values[3, 2, 1] = np.nan
    return image(values)


SHEARED = AFFINE.copy()
SHEARED[1, 2] = 1.0
FLAT = AFFINE.copy()
FLAT[:3, 2] = FLAT[:3, 1]


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (with_affine(FLAT), SingularAffine),
        (with_affine(np.diag([0.0, 0.0, 0.0, 1.0])), SingularAffine),
        (with_affine(SHEARED), TiltedSlices),
        (with_affine(np.diag([900.0, 900.0, 900.0, 1.0])), SpacingImplausible),
        (conflicting, ConflictingAffines),
        (unplaced, GeometryAbsent),
        (with_hole, PixelsImplausible),
        (lambda: image(np.stack([VALUES, VALUES], axis=-1)), NotThreeDimensional),
        (lambda: image(VALUES[:, :, 0]), NotThreeDimensional),
        (lambda: image(VALUES.astype(np.complex64)), NotAVolume),
        (lambda: image(np.full_like(VALUES, 7)), PixelsImplausible),
    ],
)
def test_a_file_that_cannot_be_believed_is_refused_by_its_fault(
    tmp_path: Path, make: Callable[[], nib.Nifti1Image], fault: type[ImagingError]
) -> None:
    path = tmp_path / "scan.nii"
    path.write_bytes(make().to_bytes())
    with pytest.raises(fault):
        load_foreign(path, "file 1")


def test_affines_that_differ_by_rounding_are_no_conflict(tmp_path: Path) -> None:
    made = image()
    made.set_qform(AFFINE + np.eye(4, k=3) * 0.1, 1)
    load_foreign(save(made, tmp_path / "scan.nii"), "file 1")


@pytest.mark.parametrize("keep", [0, 10, 340, 352, 500, -1])
@pytest.mark.parametrize("packed", [False, True])
def test_a_file_cut_short_is_refused(tmp_path: Path, keep: int, packed: bool) -> None:
    raw = image().to_bytes()
    cut = raw[:keep] if not packed else gzip.compress(raw, mtime=0)[: keep // 2 if keep >= 0 else -1]
    path = tmp_path / "scan.nii"
    path.write_bytes(cut)
    with pytest.raises(NiftiUnreadable):
        load_foreign(path, "file 1")


def test_a_packed_file_with_a_wrong_checksum_is_refused(tmp_path: Path) -> None:
    raw = bytearray(gzip.compress(image().to_bytes(), mtime=0))
    raw[-8] ^= 0xFF
    (tmp_path / "scan.nii.gz").write_bytes(raw)
    with pytest.raises(NiftiUnreadable):
        load_foreign(tmp_path / "scan.nii.gz", "file 1")


@settings(max_examples=150)
@given(st.data())
def test_any_damage_to_the_header_gives_a_volume_or_a_named_fault(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    raw = bytearray(image().to_bytes())
    at = data.draw(st.integers(0, 347))
    raw[at : at + 4] = data.draw(st.binary(min_size=1, max_size=4))
    path = tmp_path_factory.getbasetemp() / "damaged.nii"
    path.write_bytes(raw)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            volume = load_foreign(path, "file 1")
        except ImagingError:
            return
    assert np.isfinite([volume.values.min(), volume.values.max()]).all()
    assert all(0.1 <= step <= 20 for step in volume.grid.spacing_mm)


def test_a_mask_gives_one_region_and_a_label_map_one_each(tmp_path: Path) -> None:
    labels = np.zeros((7, 5, 6), dtype=np.uint8)
    labels[1:3, 1:3, 1:3], labels[4:6, 2:4, 3:5] = 2, 5
    found = load_foreign_masks(save(image(labels), tmp_path / "labels.nii.gz"), "file 1")
    assert [(name, int(mask.values.sum())) for name, mask in found] == [("2", 8), ("5", 8)]
    (only,) = load_foreign_masks(save(image((labels > 0).astype(np.uint8)), tmp_path / "mask.nii.gz"), "file 1")
    assert (only[0], int(only[1].values.sum())) == ("1", 16)


def test_a_map_of_fractions_is_cut_at_one_half(tmp_path: Path) -> None:
    fractions = np.linspace(0, 1, VALUES.size, dtype=np.float32).reshape(VALUES.shape)
    ((_, mask),) = load_foreign_masks(save(image(fractions), tmp_path / "mask.nii"), "file 1")
    assert mask.values.sum() == (fractions >= 0.5).sum()


def test_a_scan_is_no_mask(tmp_path: Path) -> None:
    with pytest.raises(NotAVolume):
        load_foreign_masks(save(image(), tmp_path / "scan.nii"), "file 1")
