"""The edge to SimpleITK: volumes and rigid transforms in and out, frames kept.

SimpleITK indexes (column, row, slice) and also lives in LPS mm; only the index order is turned here.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import SimpleITK as sitk
from numpy.typing import NDArray

from imaging.errors import FrameMismatch, NotRigid
from imaging.geometry import Affine, Grid, RigidTransform
from imaging.volume import Mask, Volume

SHEAR_TOLERANCE = 1e-4
"""Greatest cosine between two voxel axes that a SimpleITK image (orthogonal axes only) may carry."""


def axis_matrix(grid: Grid) -> tuple[Affine, tuple[float, float, float]]:
    """Direction cosines (3×3, columns = x, y, z index axes) and spacing (column, row, slice), mm, of `grid`.

    Raises:
        NotRigid: the axes of the grid are sheared by more than `SHEAR_TOLERANCE`, which ITK cannot hold.
    """
    steps = grid.affine[:3, 2::-1]
    spacing = np.linalg.norm(steps, axis=0)
    direction = steps / spacing
    shear = float(np.abs(direction.T @ direction - np.eye(3)).max())
    if shear > SHEAR_TOLERANCE:
        raise NotRigid(shear)
    return direction, (float(spacing[0]), float(spacing[1]), float(spacing[2]))


def image_from_volume(volume: Volume | Mask) -> sitk.Image:
    """A SimpleITK image with the volume's values and place (masks as 0 and 1, uint8)."""
    values = volume.values.astype(np.uint8) if isinstance(volume, Mask) else volume.values
    image = sitk.GetImageFromArray(np.ascontiguousarray(values))
    direction, spacing = axis_matrix(volume.grid)
    image.SetDirection(direction.ravel().tolist())
    image.SetSpacing(spacing)
    image.SetOrigin(volume.grid.affine[:3, 3].tolist())
    return image


def grid_from_image(image: sitk.Image, frame: str) -> Grid:
    """The grid of a 3-D SimpleITK image, in the frame named by the caller."""
    direction = np.asarray(image.GetDirection(), dtype=np.float64).reshape(3, 3)
    affine = np.eye(4)
    affine[:3, :3] = (direction * np.asarray(image.GetSpacing()))[:, ::-1]
    affine[:3, 3] = image.GetOrigin()
    columns, rows, slices = image.GetSize()
    return Grid((slices, rows, columns), affine, frame)


def volume_from_image(image: sitk.Image, frame: str) -> Volume:
    """The values of a 3-D SimpleITK image on its grid."""
    return Volume(sitk.GetArrayFromImage(image), grid_from_image(image, frame))


def itk_transform(transform: RigidTransform) -> sitk.AffineTransform:
    """The ITK transform for `transform`, as ``sitk.Resample(moving, reference, T)`` takes it.

    ITK resampling transforms map reference points to moving points: the inverse of ``reference_from_moving``.
    """
    moving_from_reference = transform.inverse().matrix
    result = sitk.AffineTransform(3)
    result.SetMatrix(moving_from_reference[:3, :3].ravel().tolist())
    result.SetTranslation(moving_from_reference[:3, 3].tolist())
    return result


def png_bytes(levels: NDArray[np.uint8]) -> bytes:
    """Grey levels, shape (rows, columns), as a PNG file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "picture.png"
        sitk.WriteImage(sitk.GetImageFromArray(np.ascontiguousarray(levels)), str(path), useCompression=True)
        return path.read_bytes()


def write_transform(transform: RigidTransform, path: Path) -> None:
    """Write `itk_transform(transform)` as an ITK transform file (.tfm or .txt).

    Raises:
        OSError: the file cannot be written.
    """
    try:
        sitk.WriteTransform(itk_transform(transform), str(path))
    except RuntimeError as error:  # SimpleITK's only error type; its text holds the path
        raise OSError("transform not written") from error


def resample_onto(
    moving: Volume, transform: RigidTransform, grid: Grid, *, interpolator: int = sitk.sitkLinear, outside: float = 0.0
) -> Volume:
    """`moving` seen on `grid`, which lies in the transform's reference frame.

    Args:
        moving: volume in the transform's moving frame.
        transform: ``reference_from_moving``.
        grid: target grid in the reference frame.
        interpolator: a SimpleITK interpolator constant.
        outside: value where the moving scan does not reach.

    Raises:
        FrameMismatch: the frames do not meet.
    """
    moving.grid.require_frame(transform.moving_frame)
    if grid.frame != transform.reference_frame:
        raise FrameMismatch(expected_frame=transform.reference_frame, given_frame=grid.frame)
    direction, spacing = axis_matrix(grid)
    resampler = sitk.ResampleImageFilter()
    resampler.SetTransform(itk_transform(transform))
    resampler.SetInterpolator(interpolator)
    resampler.SetDefaultPixelValue(outside)
    resampler.SetOutputDirection(direction.ravel().tolist())
    resampler.SetOutputSpacing(spacing)
    resampler.SetOutputOrigin(grid.affine[:3, 3].tolist())
    resampler.SetSize([int(n) for n in grid.shape[::-1]])
    return Volume(sitk.GetArrayFromImage(resampler.Execute(image_from_volume(moving))), grid)
