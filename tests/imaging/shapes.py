"""Shapes with known volumes, voxelised: a voxel is marked if its centre lies inside."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from scipy.spatial.transform import Rotation

from imaging.geometry import Affine, Grid
from imaging.volume import Mask

FRAME = "1.2.3"
UPRIGHT = np.eye(3)


def grid_around(
    spacing_mm: tuple[float, float, float], edge_mm: float = 60.0, turn: Affine = UPRIGHT, frame: str = FRAME
) -> Grid:
    """A grid whose middle is the origin; `turn` turns its axes."""
    shape = tuple(int(edge_mm / step) for step in spacing_mm)
    affine = np.eye(4)
    affine[:3, :3] = (turn @ np.eye(3)[:, ::-1]) * np.array(spacing_mm)
    affine[:3, 3] = -affine[:3, :3] @ ((np.array(shape) - 1) / 2)
    return Grid((shape[0], shape[1], shape[2]), affine, frame)


def box(grid: Grid, low: tuple[int, int, int], high: tuple[int, int, int]) -> Mask:
    """Voxels from `low` to `high`, both included."""
    values = np.zeros(grid.shape, dtype=bool)
    values[low[0] : high[0] + 1, low[1] : high[1] + 1, low[2] : high[2] + 1] = True
    return Mask(values, grid)


@dataclass(frozen=True, eq=False)
class Ellipsoid:
    """An ellipsoid: semi-axes in mm along the columns of `turn`."""

    axes: tuple[float, float, float]
    centre: tuple[float, float, float] = (0.0, 0.0, 0.0)
    turn: Affine = field(default_factory=lambda: UPRIGHT)

    def mask(self, grid: Grid) -> Mask:
        nodes = grid.points(np.moveaxis(np.indices(grid.shape), 0, -1))
        scaled = (nodes - np.array(self.centre)) @ self.turn / np.array(self.axes)
        return Mask((scaled**2).sum(axis=-1) <= 1, grid)

    @property
    def volume_ml(self) -> float:
        return 4 / 3 * np.pi * float(np.prod(self.axes)) / 1000

    def shell_ml(self, mm: float) -> float:
        """Steiner's formula: the shell around a convex body is area·t + mean curvature·t² + 4/3·pi·t³."""
        heights, weights = np.polynomial.legendre.leggauss(120)
        angles = np.linspace(0, 2 * np.pi, 240, endpoint=False)
        height, angle = np.meshgrid(heights, angles, indexing="ij")
        share = np.repeat(weights[:, None], 240, axis=1) * 2 * np.pi / 240
        ring = np.sqrt(1 - height**2)
        normals = np.stack([ring * np.cos(angle), ring * np.sin(angle), height], axis=-1)
        axes = np.array(self.axes)
        support = np.sqrt(((normals * axes) ** 2).sum(axis=-1))
        area = np.prod(axes) * (np.sqrt(((normals / axes) ** 2).sum(axis=-1)) * share).sum()
        return float(area * mm + (support * share).sum() * mm**2 + 4 / 3 * np.pi * mm**3) / 1000


def sphere(radius_mm: float, centre: tuple[float, float, float] = (0.0, 0.0, 0.0)) -> Ellipsoid:
    return Ellipsoid((radius_mm, radius_mm, radius_mm), centre)


AXES_MM = (
    (8.0, 8.0, 8.0),
    (8.0, 8.0, 25.0),
    (15.0, 15.0, 15.0),
    (8.0, 14.0, 20.0),
    (25.0, 25.0, 25.0),
    (25.0, 20.0, 12.0),
    (11.0, 11.0, 11.0),
    (8.0, 25.0, 25.0),
    (20.0, 20.0, 20.0),
    (10.0, 12.0, 9.0),
)
"""Spheres and ellipsoids of 8 to 25 mm."""


def placed_shapes(spacing_mm: tuple[float, float, float], seed: int) -> Iterator[tuple[Ellipsoid, Mask]]:
    """Each of `AXES_MM` at a random sub-voxel place and pose; two of three grids are tilted too."""
    chance = np.random.default_rng(seed)
    for number, axes in enumerate(AXES_MM):
        tilt = Rotation.random(random_state=chance).as_matrix() if number % 3 else UPRIGHT
        x, y, z = chance.uniform(-1.5, 1.5, 3)
        body = Ellipsoid(axes, (x, y, z), Rotation.random(random_state=chance).as_matrix())
        yield body, body.mask(grid_around(spacing_mm, turn=tilt))
