"""Small synthetic heads for registration tests: a skull, lobes, ventricles and smooth random folds."""

from dataclasses import replace

import numpy as np
import SimpleITK as sitk
from scipy import ndimage
from scipy.spatial.transform import Rotation

from imaging.geometry import Affine, Grid, RigidTransform, apply_affine
from imaging.itk import resample_onto
from imaging.volume import Volume

FRAME = "1.2.3"


def grid(spacing_mm: tuple[float, float, float], frame: str = FRAME, extent_mm: float = 200.0) -> Grid:
    """An axial grid centred on the origin; spacing along (slice, row, column)."""
    shape = tuple(int(extent_mm / mm) for mm in spacing_mm)
    affine = np.eye(4)
    affine[:3, :3] = np.diag(spacing_mm[::-1])[:, ::-1]
    affine[:3, 3] = -affine[:3, :3] @ ((np.asarray(shape) - 1.0) / 2.0)
    return Grid((shape[0], shape[1], shape[2]), affine, frame)


def head(seed: int = 1) -> Volume:
    """A head of 1.5 mm voxels; another seed is another person: another shape and other folds."""
    place = grid((1.5, 1.5, 1.5))
    chance = np.random.default_rng(seed)
    noise = chance.normal(size=place.shape)
    folds = ndimage.gaussian_filter(noise, 2.0)
    lobes = ndimage.gaussian_filter(chance.normal(size=place.shape), 7.0)
    x, y, z = np.moveaxis(place.points(np.moveaxis(np.indices(place.shape), 0, -1)), -1, 0)
    a, b, c = 62.0 + chance.uniform(-3, 3), 78.0 + chance.uniform(-3, 3), 68.0 + chance.uniform(-3, 3)
    radius = np.sqrt((x / a) ** 2 + (y / b) ** 2 + (z / c) ** 2)
    brain = 0.6 + 0.15 * folds / folds.std() + 0.1 * lobes / lobes.std()
    nose = ((x / 12) ** 2 + ((y + b + 4) / 12) ** 2 + ((z + 25) / 18) ** 2) < 1
    values = np.where(radius < 0.9, np.clip(brain, 0.1, 1.2), np.where(radius < 0.97, 0.12, 0.9))
    values = np.where((radius < 1.05) | nose, values, 0.0)
    return Volume((1000.0 * ndimage.gaussian_filter(values, 0.8)).astype(np.float32), place)


def pose(degrees: tuple[float, float, float], shift_mm: tuple[float, float, float]) -> Affine:
    """``reference_from_moving``."""
    matrix = np.eye(4)
    matrix[:3, :3] = Rotation.from_euler("xyz", degrees, degrees=True).as_matrix()
    matrix[:3, 3] = shift_mm
    return matrix


def moved(
    scan: Volume,
    reference_from_moving: Affine,
    spacing_mm: tuple[float, float, float] = (1.5, 1.5, 1.5),
    seed: int = 7,
    noise: float = 20.0,
) -> Volume:
    """The same head in another pose, on another grid, with other shading and noise."""
    place = grid(spacing_mm, "4.5.6", 210.0)
    fine = grid((1.5, 1.5, 1.5) if spacing_mm[0] <= 1.5 else (spacing_mm[0] / 3, *spacing_mm[1:]), "4.5.6", 210.0)
    moving_from_reference = RigidTransform(reference_from_moving, scan.grid.frame, "4.5.6").inverse()
    if spacing_mm[0] <= 1.5:
        values = resample_onto(scan, moving_from_reference, place, interpolator=sitk.sitkBSpline3).values
    else:
        thin = resample_onto(scan, moving_from_reference, fine, interpolator=sitk.sitkBSpline3).values
        thick = ndimage.uniform_filter1d(thin, 3, axis=0)
        index = fine.index(place.points(np.moveaxis(np.indices(place.shape), 0, -1)))
        values = ndimage.map_coordinates(thick, np.moveaxis(index, -1, 0), order=1)
    x = place.points(np.moveaxis(np.indices(place.shape), 0, -1))[..., 0]
    shaded = 1.3 * values * (1.0 + 0.002 * x)
    chance = np.random.default_rng(seed)
    return Volume((shaded + chance.normal(0.0, noise, place.shape)).astype(np.float32), place)


def with_ball(scan: Volume, centre_mm: tuple[float, float, float], diameter_mm: float, value: float) -> Volume:
    """`scan` with a ball of one brightness drawn in."""
    points = scan.grid.points(np.moveaxis(np.indices(scan.grid.shape), 0, -1))
    inside = np.linalg.norm(points - np.asarray(centre_mm), axis=-1) <= diameter_mm / 2.0
    return replace(scan, values=np.where(inside, np.float32(value), scan.values))


def head_error_mm(found: Affine, true: Affine) -> float:
    """Mean distance, mm, between where two transforms send points over the head."""
    axis = np.linspace(-60.0, 60.0, 5)
    points = np.stack(np.meshgrid(axis, axis, axis), axis=-1).reshape(-1, 3)
    return float(np.linalg.norm(apply_affine(found, points) - apply_affine(true, points), axis=1).mean())
