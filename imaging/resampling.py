"""What the reader sees: each scan resampled once, onto one isotropic grid in the reference frame."""

import numpy as np
import SimpleITK as sitk
from numpy.typing import NDArray
from scipy import ndimage

from imaging.geometry import Grid, RigidTransform
from imaging.head import head_points
from imaging.itk import resample_onto
from imaging.volume import Volume

DISPLAY_MARGIN_MM = 15.0
"""Air left around the head on the display grid, mm, where the reference scan reaches that far."""


SPLINE_REACH = 16
"""Voxels beyond which a cubic B-spline's coefficients do not matter: each one further counts for 0.27 of the last."""

NEIGHBOURHOOD_RANGE = (ndimage.minimum_filter, ndimage.maximum_filter)


def display_grid(reference: Volume, spacing_mm: float) -> Grid:
    """The isotropic grid on which a case is shown.

    The slice axis runs to superior (+z), rows to posterior (+y), columns to the patient's left (+x), so that an
    array drawn row by row is an axial picture in radiological convention. It covers the reference scan's head with
    `DISPLAY_MARGIN_MM` of air, and nothing outside the box around that scan (all of the box where no head is found).

    Args:
        reference: the reference scan of the case.
        spacing_mm: voxel edge, mm.

    Returns:
        A grid in the reference scan's frame.
    """
    corners = reference.grid.corners()
    low, high = corners.min(axis=0), corners.max(axis=0)
    head = head_points(reference)
    if len(head):
        low = np.maximum(low, head.min(axis=0) - DISPLAY_MARGIN_MM)
        high = np.minimum(high, head.max(axis=0) + DISPLAY_MARGIN_MM)
    columns, rows, slices = (int(n) for n in np.ceil((high - low) / spacing_mm - 1e-6) + 1)
    affine = np.eye(4)
    affine[:3, :3] = np.diag([spacing_mm] * 3)[:, ::-1]
    affine[:3, 3] = low
    return Grid((slices, rows, columns), affine, reference.grid.frame)


def resample_for_display(volume: Volume, transform: RigidTransform, grid: Grid) -> Volume:
    """`volume` seen on `grid`, float32, by cubic B-spline.

    A cubic B-spline swings past sharp edges, and would draw a dark line along the skull. No value therefore leaves
    the range of the 3×3×3 voxels around the place it is taken from: flanks and small peaks stay as sharp as the
    spline has them. Outside the scan's field of view the value is the input's least.

    Args:
        volume: a scan in the transform's moving frame.
        transform: ``reference_from_moving``.
        grid: target grid in the reference frame.

    Raises:
        FrameMismatch: the frames do not meet.
    """
    values = np.nan_to_num(np.asarray(volume.values, dtype=np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    least = float(values.min())
    box, native = _seen_part(volume.grid, transform, grid)
    values = values[box]

    def seen(values: NDArray[np.float32], interpolator: int) -> NDArray[np.float32]:
        return resample_onto(Volume(values, native), transform, grid, interpolator=interpolator, outside=least).values

    low, high = (seen(extreme(values, 3), sitk.sitkNearestNeighbor) for extreme in NEIGHBOURHOOD_RANGE)
    return Volume(np.clip(seen(values, sitk.sitkBSpline3), low, high), grid)


def _seen_part(native: Grid, transform: RigidTransform, grid: Grid) -> tuple[tuple[slice, ...], Grid]:
    """The part of a scan that `grid` can see, with room for the spline, and its grid; never empty."""
    there = native.index(transform.inverse().points(grid.corners(), grid.frame))
    last = np.asarray(native.shape) - 1
    low = np.clip(np.floor(there.min(axis=0)).astype(int) - SPLINE_REACH, 0, last)
    high = np.clip(np.ceil(there.max(axis=0)).astype(int) + SPLINE_REACH, 0, last)
    affine = native.affine.copy()
    affine[:3, 3] = native.points(low)
    slices, rows, columns = (int(n) for n in high - low + 1)
    box = tuple(slice(int(first), int(end) + 1) for first, end in zip(low, high, strict=True))
    return box, Grid((slices, rows, columns), affine, native.frame)
