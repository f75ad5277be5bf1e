"""How far two contours of one thing agree: overlap, distances between their surfaces, and the side of a margin.

Everything is measured on the sub-voxel surfaces of `imaging.margin`, never by counting voxels: on 3 mm slices a
voxel more or less is a millimetre and a half, which is what these figures are to tell. Samples of a surface count by
the area that they stand for, since oblique parts are sampled more densely than flat ones.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates

from imaging.geometry import Grid, Points
from imaging.margin import BLOCK_STEP_MM, CavitySurface

TOLERANCE_MM = 1.0
"""Surfaces no further apart than this are taken as one in the surface Dice (domain §6; Nikolov et al. 2021)."""

FAR_MM = 1000.0
"""Stands for the distance beyond a surface's block."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class ContourAgreement:
    """Two contours compared; the same whichever comes first, but for the volumes' order.

    Attributes:
        volume_1_ml, volume_2_ml: enclosed by each surface.
        dice: 2 x common volume / sum of volumes, 0 to 1.
        mean_mm: mean distance from each surface to the other, by area, both ways together.
        hausdorff95_mm: 95th percentile of the distance by area, the larger of the two ways.
        surface_dice: share of both surfaces' area that lies within the tolerance of the other, 0 to 1.
    """

    volume_1_ml: float
    volume_2_ml: float
    dice: float
    mean_mm: float
    hausdorff95_mm: float
    surface_dice: float


@dataclass(frozen=True)
class SideOfMargin:
    """On which side of a margin something lies, by each of two contours.

    Attributes:
        shortest_1_mm, shortest_2_mm: its shortest distance to each contour's surface; negative inside.
        inside_1, inside_2: any part within the margin's width, as `mark_lesion` decides it.
    """

    shortest_1_mm: float
    shortest_2_mm: float
    inside_1: bool
    inside_2: bool

    @property
    def changes(self) -> bool:
        """Whether the verdict depends on whose contour is taken."""
        return self.inside_1 is not self.inside_2


def compare_contours(one: CavitySurface, other: CavitySurface, tolerance_mm: float = TOLERANCE_MM) -> ContourAgreement:
    """Compare two surfaces that lie in one frame.

    Args:
        one: first contour.
        other: second contour, in the same frame (`CavitySurface.moved`); its grid may differ.
        tolerance_mm: of the surface Dice.

    Raises:
        FrameMismatch: the two lie in different frames.
    """
    there = np.abs(other.distance_mm(one.surface_points, one.frame))
    back = np.abs(one.distance_mm(other.surface_points, other.frame))
    area_1, area_2 = sample_areas(one), sample_areas(other)
    distances, areas = np.concatenate([there, back]), np.concatenate([area_1, area_2])
    first, second = (_volume_ml(surface.signed_mm, surface.grid) for surface in (one, other))
    common = (_common_ml(one, other) + _common_ml(other, one)) / 2
    return ContourAgreement(
        volume_1_ml=one.volume_ml,
        volume_2_ml=other.volume_ml,
        dice=min(2 * common / (first + second), 1.0),
        mean_mm=float(np.average(distances, weights=areas)),
        hausdorff95_mm=max(percentile_by_area(there, area_1, 0.95), percentile_by_area(back, area_2, 0.95)),
        surface_dice=float(np.average(distances <= tolerance_mm, weights=areas)),
    )


def side_of_margin(points: Points, frame: str, one: CavitySurface, other: CavitySurface, mm: float) -> SideOfMargin:
    """On which side of the margins around two contours something lies.

    Args:
        points: samples of its surface, LPS mm in `frame`, shape (n, 3), n > 0.
        frame: frame-of-reference UID of the points.
        one: first contour.
        other: second contour.
        mm: width of the margin.

    Raises:
        FrameMismatch: a contour lies in another frame.
    """
    first, second = (float(surface.distance_mm(points, frame).min()) for surface in (one, other))
    return SideOfMargin(first, second, first <= mm, second <= mm)


def sample_areas(surface: CavitySurface) -> Numbers:
    """Area that each of the surface's samples stands for, mm², shape (n,).

    The samples are where the surface crosses the edges of the block's grid: a patch with the unit normal n is crossed
    by |n1| + |n2| + |n3| edges per square of a step.
    """
    axes = surface.grid.affine[:3, :3] / BLOCK_STEP_MM
    crossed: Numbers = np.abs(surface.normals @ axes).sum(axis=1)
    return np.asarray(BLOCK_STEP_MM**2 / np.maximum(crossed, 1.0))


def percentile_by_area(values: Numbers, areas: Numbers, share: float) -> float:
    """The least of `values` (shape (n,)) that is not exceeded on `share` of the whole area."""
    order = np.argsort(values)
    reached = np.cumsum(areas[order])
    return float(values[order][np.searchsorted(reached, share * reached[-1])])


def _volume_ml(signed_mm: NDArray[np.floating], grid: Grid) -> float:
    """Volume of the nodes that are inside; one beside the surface counts by the share of its cell."""
    return float(np.clip(0.5 - signed_mm / BLOCK_STEP_MM, 0, 1).sum(dtype=np.float64)) * grid.voxel_ml


def _common_ml(one: CavitySurface, other: CavitySurface) -> float:
    """Volume inside both, on the nodes of the first."""
    nodes = np.argwhere(one.signed_mm < BLOCK_STEP_MM / 2)
    at = other.grid.index(one.grid.points(nodes))
    there = map_coordinates(other.signed_mm, at.T, order=1, mode="constant", cval=FAR_MM)
    here = one.signed_mm[tuple(nodes.T)]
    return _volume_ml(np.maximum(here, there), one.grid)
