"""Enhancing nodules: an outline proposed from one click, and its measures."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import binary_fill_holes, distance_transform_edt, gaussian_filter, label, median
from scipy.spatial import ConvexHull
from scipy.spatial.distance import pdist

from imaging.cavity import require_on_scan
from imaging.errors import LesionTooLarge, NoLesionHere
from imaging.geometry import Points
from imaging.margin import surface_of
from imaging.neighbourhood import Values, distances_from, scan_around
from imaging.volume import Mask, Volume

STEP_MM = 0.7
"""Edge of the cubes in which a lesion is grown, and of the outline."""

CALM_MM = 0.5
"""Width of the Gaussian that calms noise before growing."""

LEAST_CONTRAST = 0.15
"""Enhancement is at least this much brighter than the tissue around, as a share of the tissue's brightness."""

LEAST_SPREADS = 2.0
"""Enhancement is at least this many standard deviations of the tissue brighter than the tissue."""

FLUID_SHARE = 0.5
"""What is darker than this share of the tissue is fluid: a hole filled with it is a cavity, not a necrotic core."""

CLICK_MM = 1.5
"""A click may miss the lesion by this much."""

REACHES_MM = (18.0, 27.0)
"""A nodule is first looked for this near to the click, and further away only if it runs on: most are small."""

PLATEAU_PERCENTILE = 85
"""Of the intensities in a nodule: most of the others are blurred by its edge."""

TISSUE_MM = 18.0
"""Radius around the click in which the tissue's brightness is measured."""

NECKS_MM = (0.7, 1.0, 1.4, 2.0, 2.8, 3.6)
"""Half-widths of bridges to vessels, rim or dura that are cut, tried in turn."""

BRIDGE_SHARE = 0.4
"""A bridge's half-width is less than this share of the nodule's greatest inscribed radius."""

GREATEST_ASPECT = 2.5
"""A compact outline reaches at most this many times its greatest inscribed radius from its deepest point."""


@dataclass(frozen=True, eq=False)
class LesionShape:
    """A lesion in numbers.

    Attributes:
        centre_mm: centroid, LPS mm.
        longest_diameter_mm: greatest distance between two points of the surface, in any direction.
        perpendicular_diameter_mm: greatest extent at right angles to that.
        volume_ml: enclosed by the sub-voxel surface.
        surface_points: LPS mm, shape (n, 3).
    """

    centre_mm: Points
    longest_diameter_mm: float
    perpendicular_diameter_mm: float
    volume_ml: float
    surface_points: Points


def propose_lesion(volume: Volume, seed_mm: ArrayLike, *, max_diameter_mm: float = 40.0) -> Mask:
    """The outline of the enhancing nodule around a click, solid or ring-shaped.

    Its edge is where the intensity is half-way between the nodule and the tissue around. A core that does not enhance
    belongs to it unless it is as dark as fluid. Bridges to vessels, dura or the cavity's rim are cut.

    Args:
        volume: a contrast-enhanced T1, native or resampled.
        seed_mm: anywhere inside the nodule, LPS mm in the volume's frame.
        max_diameter_mm: no outline reaches further than this from the click.

    Returns:
        The nodule on a fine isotropic block around the click, in the volume's frame.

    Raises:
        OutsideScan: the click is not on the scan.
        NoLesionHere: nothing compact enhances at the click.
        LesionTooLarge: the enhancement runs on beyond `max_diameter_mm`.
    """
    seed = np.asarray(seed_mm, dtype=np.float64)
    require_on_scan(volume.grid, seed)
    reaches = [reach for reach in REACHES_MM if reach < max_diameter_mm]
    for reach in reaches:
        try:
            return _nodule(volume, seed, reach)
        except LesionTooLarge:
            continue
    return _nodule(volume, seed, max_diameter_mm)


def _nodule(volume: Volume, seed: Points, reach_mm: float) -> Mask:
    """The nodule around `seed`, looked for within `reach_mm` of it; raises as `propose_lesion`."""
    values, block = scan_around(volume, seed, max(reach_mm, TISSUE_MM), STEP_MM)
    from_seed = distances_from(block, seed)
    calm = gaussian_filter(np.nan_to_num(values, nan=0.0), CALM_MM / STEP_MM)
    tissue, spread = _tissue(values[from_seed <= TISSUE_MM])

    # The first threshold is a guess from the tissue; the second one knows the nodule and what lies beside it.
    threshold = tissue + max(LEAST_CONTRAST * tissue, LEAST_SPREADS * spread)
    found = _compact_piece(_solid(calm, threshold, tissue), from_seed, reach_mm)
    plateau = float(np.percentile(calm[found & (calm > threshold)], PLATEAU_PERCENTILE))
    outside = distance_transform_edt(~found) * STEP_MM
    beside = calm[(outside > 2) & (outside <= 5) & (calm > FLUID_SHARE * tissue) & (calm < threshold)]
    floor = float(np.median(beside)) if len(beside) else tissue
    return Mask(_compact_piece(_solid(calm, (floor + plateau) / 2, tissue), from_seed, reach_mm), block)


def _tissue(values: Values) -> tuple[float, float]:
    """Brightness of the tissue, and its robust standard deviation, without fluid and air."""
    known = values[np.isfinite(values)]
    solid = known[known > FLUID_SHARE * np.median(known)]
    if not len(solid):
        raise NoLesionHere()
    level = float(np.median(solid))
    return level, 1.4826 * float(np.median(np.abs(solid - level)))


def _solid(calm: Values, threshold: float, tissue: float) -> NDArray[np.bool_]:
    """What is brighter than `threshold`, with cores that are not fluid filled in.

    A ring that is open above or below (thick slices) is closed in each of the three planes by itself.
    """
    bright = calm > threshold
    filled = binary_fill_holes(bright)
    for axis in range(3):
        turned = np.moveaxis(bright, axis, 0)
        planes = np.stack([binary_fill_holes(plane) for plane in turned])
        filled |= np.moveaxis(planes, 0, axis)
    holes, count = label(filled & ~bright)
    if count:
        brightness = median(calm, holes, index=np.arange(1, count + 1))
        fluid = np.concatenate([[False], np.asarray(brightness) < FLUID_SHARE * tissue])
        filled &= ~fluid[holes]
    return filled


def _compact_piece(solid: NDArray[np.bool_], from_seed: NDArray[np.float64], reach_mm: float) -> NDArray[np.bool_]:
    """The part of `solid` around the click, cut from what it is joined to by bridges."""
    depth = distance_transform_edt(solid) * STEP_MM
    compact: NDArray[np.bool_] | None = None
    too_large = False
    for neck in NECKS_MM:
        near = np.where(depth > neck, from_seed, np.inf)
        place = np.unravel_index(int(near.argmin()), near.shape)
        if near[place] > CLICK_MM + neck:
            break
        pieces, _ = label(depth > neck)
        core = pieces == pieces[place]
        grown = solid & (distance_transform_edt(~core) * STEP_MM <= neck)
        too_large = float(from_seed[grown].max()) > reach_mm - 2 * STEP_MM
        deepest = np.unravel_index(int(np.where(core, depth, 0).argmax()), depth.shape)
        radius = float(depth[deepest])
        stretch = float(np.linalg.norm(np.argwhere(grown) - np.asarray(deepest), axis=1).max()) * STEP_MM
        if not too_large and stretch <= GREATEST_ASPECT * radius:
            compact = np.asarray(grown)
            if neck >= BRIDGE_SHARE * radius:
                break
    if compact is not None:
        return compact
    if too_large:
        raise LesionTooLarge(reach_mm)
    raise NoLesionHere()


def measure(mask: Mask) -> LesionShape:
    """Diameters, volume and surface of an outline.

    Raises:
        EmptyMask: nothing is marked.
    """
    surface = surface_of(mask, reach_mm=1.0)
    points = surface.surface_points
    hull = points[ConvexHull(points).vertices]
    spans = pdist(hull)
    first, second = np.triu_indices(len(hull), 1)
    longest = int(spans.argmax())
    along = (hull[second[longest]] - hull[first[longest]]) / spans[longest]
    across = hull - np.outer(hull @ along, along)
    return LesionShape(
        centre_mm=mask.grid.points(np.argwhere(mask.values)).mean(axis=0),
        longest_diameter_mm=float(spans[longest]),
        perpendicular_diameter_mm=float(pdist(across).max()),
        volume_ml=surface.volume_ml,
        surface_points=points,
    )
