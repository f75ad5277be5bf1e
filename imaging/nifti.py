"""NIfTI files in and out. RAS exists only here; everything that leaves is LPS with axis order (slice, row, column).

Files that RimRead writes are uncompressed NIfTI-1, byte for byte the same for the same volume, so that they can
be named by their content and memory-mapped. Files from elsewhere (``load_foreign``) are checked before they are
believed.
"""

import gzip
import hashlib
import zlib
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
from nibabel.filebasedimages import ImageFileError
from nibabel.spatialimages import HeaderDataError
from numpy.typing import NDArray

from imaging.errors import (
    ConflictingAffines,
    GeometryAbsent,
    NiftiUnreadable,
    NotAVolume,
    NotThreeDimensional,
    PixelsImplausible,
    SpacingImplausible,
    TiltedSlices,
)
from imaging.geometry import Affine, Grid, apply_affine
from imaging.volume import Mask, Volume

RAS_FROM_LPS = np.diag([-1.0, -1.0, 1.0, 1.0])

LARGEST_FILE_BYTES = 1 << 30
"""A NIfTI file of more than 1 GiB, unpacked, is no single brain scan."""

AGREEMENT_MM = 0.5
"""sform and qform may differ by rounding and resampling habits, not by more than this at any corner."""

SHEAR_MM = 0.1
"""Making sheared axes orthogonal may move no corner by more than this."""

SPACING_RANGE_MM = (0.1, 20.0)
"""Distances between voxels that a brain scan can have."""

KEPT_TYPES = (np.dtype(np.uint8), np.dtype(np.int16), np.dtype(np.uint16))
"""Integer types that are stored as they come."""

LABELS = 64
"""A mask file with more different whole numbers than this is a picture, not a label map."""


def content_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, hex."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def nifti_affine(grid: Grid) -> Affine:
    """The RAS affine for index order (column, row, slice) as NIfTI stores it."""
    reversed_index = grid.affine[:, [2, 1, 0, 3]]
    return np.asarray(RAS_FROM_LPS @ reversed_index, dtype=np.float64)


def grid_affine(ras_affine: Affine) -> Affine:
    """The LPS affine for index order (slice, row, column) from a NIfTI affine."""
    lps = RAS_FROM_LPS @ np.asarray(ras_affine, dtype=np.float64)
    return np.asarray(lps[:, [2, 1, 0, 3]], dtype=np.float64)


def write_volume(volume: Volume | Mask, path: Path) -> None:
    """Write `volume` (masks as uint8), packed if `path` ends in .gz; the same volume gives the same bytes."""
    values = volume.values.astype(np.uint8) if isinstance(volume, Mask) else np.asarray(volume.values)
    image = nib.Nifti1Image(
        np.ascontiguousarray(values.transpose(2, 1, 0)), nifti_affine(volume.grid), dtype=values.dtype
    )
    image.header.set_xyzt_units("mm")
    image.header.set_slope_inter(1, 0)
    nib.save(image, path)


def read_volume(path: Path, frame: str) -> Volume:
    """Memory-map a file written by `write_volume`.

    Raises:
        NiftiUnreadable: damaged so that it is no NIfTI file any more.
        OSError, ValueError: missing, or cut short.
    """
    try:
        image = nib.load(path)
    except ImageFileError as error:
        raise NiftiUnreadable("the stored file", "damaged or cut short") from error
    values = np.asanyarray(image.dataobj)
    return Volume(values.transpose(2, 1, 0), Grid(values.shape[::-1], grid_affine(image.affine), frame))


def read_mask(path: Path, frame: str) -> Mask:
    """Read a mask written by `write_volume`."""
    volume = read_volume(path, frame)
    return Mask(volume.values > 0, volume.grid)


def load_foreign(path: Path, label: str) -> Volume:
    """A scan from a NIfTI file of unknown making, after rescale, in a frame made from the file's content.

    Integers are kept as int16 or uint16 where no rescale applies and they fit; everything else becomes float32.

    Args:
        path: ``.nii`` or ``.nii.gz``.
        label: names the file in errors, without identity ("file 1").

    Raises:
        NiftiUnreadable: not NIfTI, cut short, or a damaged archive.
        NotThreeDimensional, NotAVolume: another number of dimensions; colours or complex numbers.
        SingularAffine, GeometryAbsent, ConflictingAffines, TiltedSlices, SpacingImplausible: unusable geometry.
        PixelsImplausible: values that are not finite, or all the same.
    """
    volume = _load_checked(path, label)
    lowest, highest = float(volume.values.min()), float(volume.values.max())
    if lowest == highest:
        raise PixelsImplausible(label, lowest, highest)
    return volume


def load_foreign_masks(path: Path, label: str) -> list[tuple[str, Mask]]:
    """The regions of a mask file, named by their label number; a map of fractions is cut at one half.

    Raises:
        As `load_foreign`; `NotAVolume` for a file with more than `LABELS` labels.
    """
    volume = _load_checked(path, label)
    values = volume.values
    if float(values.min()) >= 0 and float(values.max()) <= 1:
        return [("1", Mask(values >= 0.5, volume.grid))]
    labels = np.unique(values)
    labels = labels[labels != 0]
    if len(labels) > LABELS or not np.array_equal(labels, np.round(labels)):
        raise NotAVolume(label, "grey-value")
    return [(str(int(number)), Mask(values == number, volume.grid)) for number in labels]


def _load_checked(path: Path, label: str) -> Volume:
    raw = _whole_bytes(path, label)
    try:
        # The header's size field tells NIfTI-1 (348) from NIfTI-2 (540), in either byte order.
        image = (nib.Nifti2Image if raw[:4] in (b"\x1c\x02\0\0", b"\0\0\x02\x1c") else nib.Nifti1Image).from_bytes(raw)
        # nibabel moves the rescale from the header to the array proxy when it loads.
        slope, intercept = float(image.dataobj.slope), float(image.dataobj.inter)
        stored = np.asanyarray(image.dataobj.get_unscaled())
    except (ImageFileError, HeaderDataError, ValueError, OSError) as error:
        raise NiftiUnreadable(label, "header or size of the pixels") from error
    if stored.dtype.kind not in "iuf":
        raise NotAVolume(label, "colour or complex")
    while stored.ndim > 3 and stored.shape[-1] == 1:
        stored = stored[..., 0]
    if stored.ndim != 3 or min(stored.shape) < 1:
        raise NotThreeDimensional(label, stored.ndim)
    values = _rescaled(stored, slope, intercept, label)
    frame = "2.25." + str(int(hashlib.sha256(raw).hexdigest()[:32], 16))
    affine = _agreed_affine(image.header, stored.shape, label)
    grid = Grid(stored.shape[::-1], grid_affine(affine), frame)
    for step_mm in grid.spacing_mm:
        if not SPACING_RANGE_MM[0] <= step_mm <= SPACING_RANGE_MM[1]:
            raise SpacingImplausible(label, step_mm)
    return Volume(values.transpose(2, 1, 0), _upright(grid, label))


def _whole_bytes(path: Path, label: str) -> bytes:
    with path.open("rb") as handle:
        packed = handle.read(2) == b"\x1f\x8b"
        handle.seek(0)
        try:
            with gzip.open(handle) if packed else handle as stream:
                raw = stream.read(LARGEST_FILE_BYTES + 1)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise NiftiUnreadable(label, "damaged or cut short") from error
    if len(raw) > LARGEST_FILE_BYTES:
        raise NiftiUnreadable(label, "larger than a scan can be")
    if len(raw) < 352:
        raise NiftiUnreadable(label, "too short for a header")
    return raw


def _rescaled(stored: NDArray[Any], slope: float, intercept: float, label: str) -> NDArray[Any]:
    if (slope, intercept) == (1.0, 0.0) and stored.dtype.kind in "iu":
        lowest, highest = int(stored.min()), int(stored.max())
        own = stored.dtype.newbyteorder("=")
        for kind in ([own] if own in KEPT_TYPES else []) + [np.dtype(np.int16), np.dtype(np.uint16)]:
            if np.iinfo(kind).min <= lowest and highest <= np.iinfo(kind).max:
                return np.ascontiguousarray(stored, dtype=kind)
    # Overflow gives infinity, which is refused below.
    with np.errstate(all="ignore"):
        values = np.asarray(stored, dtype=np.float32) * np.float32(slope) + np.float32(intercept)
    if not np.isfinite(values).all():
        raise PixelsImplausible(label, float("nan"), float("nan"))
    return values


def _agreed_affine(header: Any, shape: tuple[int, ...], label: str) -> Affine:
    """The RAS affine that sform and qform agree on; sform where only it is set."""
    try:
        qform = header.get_qform(coded=True)[0]
    except (ValueError, HeaderDataError) as error:
        raise GeometryAbsent(label, "a valid orientation") from error
    sform = header.get_sform(coded=True)[0]
    if sform is None and qform is None:
        raise GeometryAbsent(label, "the orientation")
    if sform is not None and qform is not None:
        last = np.asarray(shape) - 1
        corners = np.array([[a, b, c] for a in (0, last[0]) for b in (0, last[1]) for c in (0, last[2])])
        apart = np.linalg.norm(apply_affine(sform, corners) - apply_affine(qform, corners), axis=1)
        if not apart.max() <= AGREEMENT_MM:
            # A singular sform is the greater fault, and Grid names it.
            Grid((1, 1, 1), grid_affine(sform), "")
            raise ConflictingAffines(label, float(apart.max()))
    return np.asarray(sform if sform is not None else qform, dtype=np.float64)


def _upright(grid: Grid, label: str) -> Grid:
    """The same grid with exactly orthogonal axes, turned about its centre."""
    steps = grid.affine[:3, :3]
    spacing = np.linalg.norm(steps, axis=0)
    left, _, right = np.linalg.svd(steps / spacing)
    affine = np.eye(4)
    affine[:3, :3] = (left @ right) * spacing
    middle = (np.asarray(grid.shape) - 1) / 2
    affine[:3, 3] = grid.centre() - affine[:3, :3] @ middle
    upright = Grid(grid.shape, affine, grid.frame)
    if float(np.linalg.norm(upright.corners() - grid.corners(), axis=1).max()) > SHEAR_MM:
        cosines = (steps / spacing).T @ (steps / spacing) - np.eye(3)
        raise TiltedSlices(label, float(np.degrees(np.arcsin(min(1.0, np.abs(cosines).max())))))
    return upright
