"""NIfTI files in and out. RAS exists only here; everything that leaves is LPS with axis order (slice, row, column).

Files that RimRead writes are uncompressed NIfTI-1, byte for byte the same for the same volume, so that they can
be named by their content and memory-mapped. Files from elsewhere (``load_foreign``) are checked before they are
believed.
"""

import hashlib
from pathlib import Path

import nibabel as nib
import numpy as np

from imaging.geometry import Affine, Grid
from imaging.volume import Mask, Volume

RAS_FROM_LPS = np.diag([-1.0, -1.0, 1.0, 1.0])


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
    """Write `volume` (masks as uint8), uncompressed or .gz by the suffix of `path`; the same volume gives the same bytes."""
    values = volume.values.astype(np.uint8) if isinstance(volume, Mask) else np.asarray(volume.values)
    image = nib.Nifti1Image(
        np.ascontiguousarray(values.transpose(2, 1, 0)), nifti_affine(volume.grid), dtype=values.dtype
    )
    image.header.set_xyzt_units("mm")
    image.header.set_slope_inter(1, 0)
    nib.save(image, path)


def read_volume(path: Path, frame: str) -> Volume:
    """Memory-map a file written by `write_volume`."""
    image = nib.load(path)
    values = np.asanyarray(image.dataobj)
    return Volume(values.transpose(2, 1, 0), Grid(values.shape[::-1], grid_affine(image.affine), frame))


def read_mask(path: Path, frame: str) -> Mask:
    """Read a mask written by `write_volume`."""
    volume = read_volume(path, frame)
    return Mask(volume.values > 0, volume.grid)
