"""Pairs of scans on which registrations are measured: heads moved by a known motion, and real scans taken twice.

A head moved by a known motion is a real scan seen again: by splines of fifth order (no tool measured here
interpolates so) on a grid of its own, tilted against the first, with other voxels and slices, other shading and gain,
and noise of its own; the cavity has shrunk and a nodule has come. Both are drawn by formula on either grid, not carried
over.
"""

import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import SimpleITK as sitk
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial.transform import Rotation

from imaging.dicom.folder import scan_folder
from imaging.dicom.reader import read_series
from imaging.geometry import Affine, Grid, Points, RigidTransform, apply_affine
from imaging.head import head_points
from imaging.itk import resample_onto
from imaging.volume import Volume
from tests.real.test_real_registration import nifti, truth, visit
from tests.real_data import DATA

AXIAL, CORONAL, SAGITTAL = (
    np.array(axes, dtype=np.float64).T
    for axes in (
        [(0, 0, 1), (0, 1, 0), (1, 0, 0)],
        [(0, 1, 0), (0, 0, -1), (1, 0, 0)],
        [(1, 0, 0), (0, 0, -1), (0, 1, 0)],
    )
)
"""Directions (columns, LPS) of the slice, row and column axes."""

TILT_DEG = (1.7, -2.3, 1.1)
"""Of the new grid against the scanner's axes: grids with an axis in common would favour each other."""

ROOM_MM = 12.0
"""Between the moved head and the border of the new scan."""

CAVITY_MM = np.array([25.0, -8.0, 30.0])
"""Middle of the cavity from the middle of the head, LPS."""

NODULE_MM = np.array([12.0, 6.0, 8.0])
"""Middle of the nodule from the middle of the cavity, LPS."""

FIRST_RADIUS_MM, LATER_RADIUS_MM, NODULE_RADIUS_MM = 15.0, 10.0, 4.0

NOISE = 0.02
"""Standard deviation of the new noise in each channel, part of the brightness of the head (95th percentile)."""

GAIN, SHADING = 1.3, 0.15

STEP_MM = 1.5
"""Slices are averaged from steps no wider than this."""


@dataclass(frozen=True)
class Pair:
    """Two scans of one head.

    Attributes:
        reference, moving: the scans.
        true: moving_from_reference, 4×4, LPS mm; None where only nature knows it.
    """

    reference: Volume
    moving: Volume
    true: Affine | None = None


def case_a_pair(number: int) -> Pair:
    """A follow-up of the serial case and its baseline."""
    return Pair(visit(0), visit(number), np.linalg.inv(np.array(truth()["timepoints"][number]["to_reference"])))


def real_pair(reference: str, moving: str) -> Pair:
    """Two real scans of one head, by the names of their files."""
    return Pair(nifti(reference, "first"), nifti(moving, "second"))


def sagittal_scan() -> Volume:
    """A volunteer's sagittal scan, 1 mm."""
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(DATA / "philips_t1_sag_mprage" / "In_cl_170_slices.tar.gz") as packed:
            packed.extractall(folder, filter="data")
        (path,) = {path.parent for path in Path(folder).rglob("*.dcm")}
        (series,) = scan_folder([path]).series
        return read_series(series).volume


def moved_pair(
    scan: Callable[[], Volume],
    *,
    degrees: float,
    axis: tuple[float, float, float],
    shift_mm: tuple[float, float, float],
    plane: NDArray[np.float64],
    spacing_mm: tuple[float, float, float],
    seed: int,
) -> Pair:
    """A scan with a fresh cavity, and the same head turned about its middle, shifted, and seen again later.

    Args:
        scan: gives a real scan.
        degrees, axis, shift_mm: the head's motion in the scanner.
        plane: the new scan's axes, before their tilt.
        spacing_mm: the new scan's, along (slice, row, column).
        seed: of noise and shading.
    """
    first = scan()
    head = head_points(first)
    middle = head.mean(axis=0)
    true = np.eye(4)
    true[:3, :3] = Rotation.from_rotvec(degrees * np.asarray(axis) / np.linalg.norm(axis), degrees=True).as_matrix()
    true[:3, 3] = middle + shift_mm - true[:3, :3] @ middle
    bright = float(np.percentile(first.values[tuple(np.rint(first.grid.index(head)).astype(int).T)], 95.0))
    chance = np.random.default_rng(seed)

    grid = grid_around(apply_affine(true, head), plane, spacing_mm, f"{first.grid.frame}.{seed}")
    fine, profile = slice_steps(grid, true[:3, :3] @ first.grid.affine[:3, :3])
    seen = resample_onto(
        first, RigidTransform(true, fine.frame, first.grid.frame), fine, interpolator=sitk.sitkBSpline5
    ).values
    there = apply_affine(np.linalg.inv(true), voxels(fine))
    later = with_ball(seen, there, middle + CAVITY_MM, LATER_RADIUS_MM, 0.15 * bright)
    later = with_ball(later, there, middle + CAVITY_MM + NODULE_MM, NODULE_RADIUS_MM, 1.2 * bright)
    steps = len(profile) // 2
    later = ndimage.convolve1d(later, profile, axis=0)[steps:-steps:steps]
    later = GAIN * shading(grid, chance) * later
    # A magnitude image has noise in two channels (Gudbjartsson & Patz 1995).
    noise = chance.normal(0.0, GAIN * NOISE * bright, (2, *grid.shape))
    later = np.hypot(later + noise[0], noise[1])

    before = with_ball(first.values, voxels(first.grid), middle + CAVITY_MM, FIRST_RADIUS_MM, 0.15 * bright)
    return Pair(Volume(before, first.grid), Volume(np.rint(later).astype(np.float32), grid), true)


def voxels(grid: Grid) -> Points:
    """The voxel centres of `grid`, shape (slices, rows, columns, 3)."""
    return grid.points(np.moveaxis(np.indices(grid.shape), 0, -1))


def grid_around(head: Points, plane: NDArray[np.float64], spacing_mm: tuple[float, float, float], frame: str) -> Grid:
    """A grid along `plane`, a little tilted, that holds the points of a head."""
    axes = Rotation.from_euler("xyz", TILT_DEG, degrees=True).as_matrix() @ plane
    low, high = (head @ axes).min(axis=0) - ROOM_MM, (head @ axes).max(axis=0) + ROOM_MM
    shape = np.ceil((high - low) / spacing_mm).astype(int)
    affine = np.eye(4)
    affine[:3, :3] = axes * spacing_mm
    affine[:3, 3] = axes @ low
    return Grid((int(shape[0]), int(shape[1]), int(shape[2])), affine, frame)


def slice_steps(grid: Grid, source_steps: NDArray[np.float64]) -> tuple[Grid, NDArray[np.float64]]:
    """The grid whose slices are thin enough to average those of `grid` from, and the weights of the average.

    A raised cosine, as wide at half its height as a slice of `grid`, less what the source's voxels span already. The
    thin grid begins one slice before `grid` and ends one after it.

    Args:
        grid: the grid of the slices.
        source_steps: voxel steps of the scan that is seen on it, 3×3, LPS mm.
    """
    thickness = grid.spacing_mm[0]
    own = float(np.linalg.norm(source_steps.T @ grid.affine[:3, 0] / thickness))
    width = np.sqrt(max(thickness**2 - own**2, 0.0)) / thickness
    steps = int(np.ceil(thickness / STEP_MM))
    affine = grid.affine @ np.diag([1.0 / steps, 1.0, 1.0, 1.0])
    affine[:3, 3] = grid.points([-1.0, 0.0, 0.0])
    away = np.abs(np.arange(-steps, steps + 1)) / steps
    profile = np.where(away < max(width, 1e-6), 1.0 + np.cos(np.pi * away / max(width, 1e-6)), 0.0)
    return Grid(((grid.shape[0] + 1) * steps + 1, *grid.shape[1:]), affine, grid.frame), profile / profile.sum()


def with_ball(
    values: NDArray[np.float32], places: Points, middle: Points, radius_mm: float, value: float
) -> NDArray[np.float32]:
    """`values`, at `places`, with a ball of one brightness drawn in, its edge about a millimetre wide."""
    away = np.linalg.norm(places - middle, axis=-1) - radius_mm
    part = 0.5 - 0.5 * np.tanh(away / 0.7)
    return np.asarray(values * (1.0 - part) + value * part, dtype=np.float32)


def shading(grid: Grid, chance: np.random.Generator) -> NDArray[np.float64]:
    """A smooth field about 1 on `grid`: the coil's shading, quadratic in space."""
    unit = (voxels(grid) - grid.centre()) / 100.0
    terms = np.concatenate([unit, unit**2, unit * np.roll(unit, 1, axis=-1)], axis=-1)
    return np.exp(terms @ chance.uniform(-SHADING, SHADING, 9))


post = partial(nifti, "*t1c.nii.gz", "post")
pre = partial(nifti, "*_t1.nii.gz", "pre")

KNOWN: dict[str, Callable[[], Pair]] = {
    **{f"serial case, follow-up {number}": partial(case_a_pair, number) for number in (1, 2, 3, 4)},
    "1 mm sagittal → sagittal, 5°": partial(
        moved_pair, sagittal_scan, degrees=5, axis=(2, 1, -1), shift_mm=(4, -6, 7),
        plane=SAGITTAL, spacing_mm=(1.2, 0.94, 0.94), seed=1,
    ),
    "1 mm sagittal → axial 3 mm, 12°": partial(
        moved_pair, sagittal_scan, degrees=12, axis=(1, -2, 1), shift_mm=(-9, 12, -13),
        plane=AXIAL, spacing_mm=(3.0, 0.9, 0.9), seed=2,
    ),
    "1 mm sagittal → coronal 1.5 mm, 25°": partial(
        moved_pair, sagittal_scan, degrees=25, axis=(2, 1, 2), shift_mm=(18, 14, -20),
        plane=CORONAL, spacing_mm=(1.5, 1.0, 1.0), seed=3,
    ),
    "5.5 mm after contrast → 5 mm, 5°": partial(
        moved_pair, post, degrees=5, axis=(1, 1, 1), shift_mm=(-5, 6, 5),
        plane=AXIAL, spacing_mm=(5.0, 0.85, 0.85), seed=4,
    ),
    "5.5 mm before contrast → 6 mm, 12°": partial(
        moved_pair, pre, degrees=12, axis=(1, -1, 3), shift_mm=(10, -11, 12),
        plane=AXIAL, spacing_mm=(6.0, 0.95, 0.95), seed=5,
    ),
    "5.5 mm after contrast → 3 mm, 25°": partial(
        moved_pair, post, degrees=25, axis=(1, 1, 6), shift_mm=(-17, -16, -19),
        plane=AXIAL, spacing_mm=(3.0, 0.9, 0.9), seed=6,
    ),
}  # fmt: skip
"""Pairs whose motion is known, by name."""

REAL: dict[str, Callable[[], Pair]] = {
    "T1, two visits": partial(real_pair, "study1_T1W.nii.gz", "study2_T1W.nii.gz"),
    "FLAIR, two visits": partial(real_pair, "study1_FLAIR.nii.gz", "study2_FLAIR.nii.gz"),
    "T2, two visits": partial(real_pair, "study1_T2W.nii.gz", "study2_T2W.nii.gz"),
    "T1 before and after contrast": partial(real_pair, "*_t1.nii.gz", "*t1c.nii.gz"),
}
"""Real scans of one head taken twice, by name."""
