"""Cavity contours: grown from a click, painted with a brush, or set as an applicator sphere. Masks on a scan's grid."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import binary_fill_holes, distance_transform_edt, gaussian_filter, label, map_coordinates

from imaging.errors import ApplicatorSize, CavityNotClosed, NoCavityHere, OutsideScan
from imaging.geometry import Grid, Points
from imaging.neighbourhood import distances_from, scan_around
from imaging.volume import Mask, Volume

Plane = Literal["axial", "coronal", "sagittal"]

GREATEST_CAVITY_MM = 80.0
"""Greatest diameter a grown cavity may have (the largest applicator is 50 mm)."""

STEP_MM = 1.0
"""Edge of the cubes in which a cavity is grown."""

CALM_MM = 0.8
"""Width of the Gaussian that calms noise before growing."""

TISSUE_MM = 30.0
"""Radius around the seed in which the tissue's brightness is measured."""

DARK_SHARE = 0.67
"""A cavity's fluid is darker than this share of the tissue: clear fluid has less than half, blood more."""

NECKS_MM = (1.5, 2.5, 3.5, 5.0)
"""Half-widths of necks that are cut, tried in turn until the cavity no longer leaks into sulci or ventricles."""

APPLICATOR_MM = (15.0, 50.0)
"""Diameters of spherical applicators for intraoperative radiotherapy, 1.5 to 5 cm."""

LPS_AXIS = {"sagittal": 0, "coronal": 1, "axial": 2}


def grow_cavity(volume: Volume, seed_mm: ArrayLike, *, greatest_mm: float = GREATEST_CAVITY_MM) -> Mask:
    """The dark, fluid-filled cavity around a click on a contrast-enhanced T1.

    The wall is where the intensity is half-way between the fluid at the seed and the tissue around; a bright rim
    belongs to the wall. Necks to sulci, ventricles or air are cut; holes are filled.

    Args:
        volume: the scan.
        seed_mm: LPS mm in the scan's frame, inside the cavity.
        greatest_mm: no cavity reaches further than half of this from the seed.

    Returns:
        The cavity on the scan's grid.

    Raises:
        OutsideScan: the seed is not on the scan.
        NoCavityHere: what is at the seed is not darker than the tissue around it.
        CavityNotClosed: the dark region has no wall within `greatest_mm`.
    """
    seed = np.asarray(seed_mm, dtype=np.float64)
    require_on_scan(volume.grid, seed)
    fluid, tissue = _fluid_and_tissue(volume, seed)
    # Cut down to the tissue's brightness, a bright rim does not push the half-way level inwards.
    values, block = scan_around(volume, seed, greatest_mm / 2 + 3 * STEP_MM, STEP_MM, ceiling=tissue)
    calm = gaussian_filter(np.nan_to_num(values, nan=0.0), CALM_MM / STEP_MM)
    from_seed = distances_from(block, seed)
    dark = calm < (fluid + tissue) / 2
    dark[from_seed > greatest_mm / 2] = False
    edge = from_seed > greatest_mm / 2 - 2 * STEP_MM
    depth = distance_transform_edt(dark) * STEP_MM
    for neck in NECKS_MM:
        core = _piece_near(depth > neck, from_seed, within_mm=neck + 2 * STEP_MM)
        if core is None:
            break
        grown = dark & (distance_transform_edt(~core) * STEP_MM <= neck)
        if not (grown & edge).any():
            return _on_grid(binary_fill_holes(grown), block, volume.grid)
    raise CavityNotClosed(greatest_mm)


def _fluid_and_tissue(volume: Volume, seed: Points) -> tuple[float, float]:
    """Brightness of the fluid at the seed, and of the tissue around."""
    values, block = scan_around(volume, seed, TISSUE_MM, STEP_MM)
    calm = gaussian_filter(np.nan_to_num(values, nan=0.0), CALM_MM / STEP_MM)
    from_seed = distances_from(block, seed)
    # A click near the wall has wall in its neighbourhood: the darker half is fluid all the same.
    near = calm[from_seed <= 2.5]
    darker = near[near <= np.median(near)]
    fluid = float(np.median(darker))
    spread = 1.4826 * float(np.median(np.abs(darker - fluid)))
    around = calm[from_seed <= TISSUE_MM]
    brighter = around[around > fluid + 5 * spread]
    tissue = float(np.median(brighter)) if len(brighter) else fluid
    if tissue <= 0 or fluid > DARK_SHARE * tissue:
        raise NoCavityHere()
    return fluid, tissue


def _piece_near(
    region: NDArray[np.bool_], from_seed: NDArray[np.float64], within_mm: float
) -> NDArray[np.bool_] | None:
    """The connected piece of `region` nearest to the seed; None if none comes within `within_mm`."""
    if not region.any():
        return None
    nearest = np.where(region, from_seed, np.inf)
    place = np.unravel_index(int(nearest.argmin()), region.shape)
    if nearest[place] > within_mm:
        return None
    pieces, _ = label(region)
    return np.asarray(pieces == pieces[place])


def _on_grid(region: NDArray[np.bool_], block: Grid, grid: Grid) -> Mask:
    """`region` of the fine block, read at the centres of the scan's voxels."""
    index = grid.index(block.corners())
    low = np.clip(np.floor(index.min(axis=0)), 0, np.asarray(grid.shape) - 1).astype(int)
    high = np.clip(np.ceil(index.max(axis=0)), 0, np.asarray(grid.shape) - 1).astype(int)
    voxels = np.moveaxis(np.indices(high - low + 1), 0, -1) + low
    at = np.moveaxis(block.index(grid.points(voxels)), -1, 0)
    share = map_coordinates(region.astype(np.float32), at, order=1, mode="constant", cval=0.0)
    values = np.zeros(grid.shape, dtype=np.bool_)
    values[tuple(slice(a, b + 1) for a, b in zip(low, high, strict=True))] = share >= 0.5
    return Mask(values, grid)


def paint(mask: Mask, centre_mm: ArrayLike, radius_mm: float, add: bool, normal: Plane | None = None) -> Mask:
    """`mask` with a brush stroke added or erased.

    Args:
        mask: the contour so far.
        centre_mm: middle of the brush, LPS mm in the mask's frame.
        radius_mm: of the brush. The voxel under the centre is always painted.
        add: True paints, False erases.
        normal: None for a sphere; else a disc in that plane, one slice thick, in the slices of the mask that lie
            nearest to the plane.

    Returns:
        A new mask on the same grid. A brush beside the grid changes nothing.
    """
    grid = mask.grid
    centre = np.asarray(centre_mm, dtype=np.float64)
    middle = grid.index(centre)
    # Half the edges of the brush's box, in voxels: the ball's extent along each index axis.
    reach = radius_mm * np.linalg.norm(grid.lps_to_index[:3, :3], axis=1)
    flat: int | None = None
    if normal is not None:
        directions = grid.affine[:3, :3] / np.asarray(grid.spacing_mm)
        flat = int(np.abs(directions[LPS_AXIS[normal]]).argmax())
    low, high = np.ceil(middle - reach).astype(int), np.floor(middle + reach).astype(int)
    nearest = np.rint(middle).astype(int)
    low, high = np.minimum(low, nearest), np.maximum(high, nearest)
    if flat is not None:
        low[flat] = high[flat] = nearest[flat]
        middle[flat] = nearest[flat]
    low, high = np.maximum(low, 0), np.minimum(high, np.asarray(grid.shape) - 1)
    if (low > high).any():
        return mask
    voxels = np.moveaxis(np.indices(high - low + 1), 0, -1) + low
    touched = np.linalg.norm(grid.points(voxels) - grid.points(middle), axis=-1) <= radius_mm
    touched |= (voxels == nearest).all(axis=-1)
    values = mask.values.copy()
    part = values[tuple(slice(a, b + 1) for a, b in zip(low, high, strict=True))]
    part[touched] = add
    return Mask(values, grid)


def applicator_sphere(centre_mm: ArrayLike, diameter_mm: float, grid: Grid) -> Mask:
    """The sphere that a spherical applicator filled.

    Args:
        centre_mm: LPS mm in the grid's frame.
        diameter_mm: 15 to 50 mm.
        grid: of the mask.

    Raises:
        ApplicatorSize: there is no such applicator.
    """
    if not APPLICATOR_MM[0] <= diameter_mm <= APPLICATOR_MM[1]:
        raise ApplicatorSize(diameter_mm, *APPLICATOR_MM)
    return paint(Mask(np.zeros(grid.shape, dtype=np.bool_), grid), centre_mm, diameter_mm / 2, add=True)


def require_on_scan(grid: Grid, place_mm: Points) -> None:
    """Raise `OutsideScan` unless the place (LPS mm) lies within half a voxel of the grid."""
    index = grid.index(place_mm)
    if (index < -0.5).any() or (index > np.asarray(grid.shape) - 0.5).any():
        raise OutsideScan()
