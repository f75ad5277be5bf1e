"""Finding roughly where a head went: from nothing known to a few millimetres.

Many starting poses (rotations to 30° about any axis, shifts to 40 mm, from the middle of the heads and of the
scans) are ranked by normalised mutual information (Studholme 1999) on a coarse grid. The best go to the fit on
blurred scans, which draws in from some 20 mm.
"""

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial.transform import Rotation

from imaging.geometry import Affine, Grid, Points, RigidTransform, apply_affine
from imaging.head import coarse, head_mask
from imaging.itk import resample_onto
from imaging.volume import Mask, Volume

WORKING_MM = 3.0
"""Voxel edge of the grids that the search works on, mm."""

RANKING_MM = 12.0
"""Voxel edge at which starting poses are ranked, mm."""

START_ANGLES_DEG = (-20.0, 0.0, 20.0)
"""Starting rotations about each axis; a start 10° off is drawn in, so that 30° about an axis is covered."""

START_SHIFTS_MM = (-20.0, 0.0, 20.0)
"""Starting shifts along each axis after the middles of the heads have been laid together."""

STARTS = 5
"""Starts that are refined at most."""

STARTS_APART_MM = 12.0
"""Starts nearer to each other than this would end at the same place."""

LEAST_OVERLAP = 0.35
"""Least part of the reference head that a starting pose must keep inside the moving scan."""

CLIP_PERCENTILE = 99.5
"""Intensities above this percentile of the head (fat, vessels, contrast medium) are cut off for the search."""

BINS = 32
OUTSIDE = BINS
"""Stands for an intensity where a scan does not reach."""


@dataclass(frozen=True)
class Prepared:
    """A scan made ready for the search.

    Attributes:
        volume: intensities from 0 (air) to 1 on an isotropic grid along the scan's own axes.
        head: the head on the same grid.
        centre: LPS mm, the middle of the head's mass.
        rough: the head on the coarser grid on which it was found, along the scan's own axes.
    """

    volume: Volume
    head: Mask
    centre: Points
    rough: Mask

    def head_points(self) -> Points:
        """Points spread over the head, LPS mm, shape (n, 3)."""
        return self.head.grid.points(np.argwhere(self.head.values)[::20])


def prepare(volume: Volume) -> Prepared | None:
    """Make `volume` ready for the search; None where it shows no head-sized object."""
    small = coarse(volume, WORKING_MM)
    rough = head_mask(small)
    if rough.voxel_sum_ml < 200.0:  # a tenth of a small head
        return None
    span = np.asarray(small.grid.shape) * np.asarray(small.grid.spacing_mm)
    shape = tuple(max(4, int(np.ceil(mm / WORKING_MM))) for mm in span)
    affine = np.eye(4)
    affine[:3, :3] = small.grid.affine[:3, :3] / np.asarray(small.grid.spacing_mm) * WORKING_MM
    affine[:3, 3] = small.grid.centre() - affine[:3, :3] @ ((np.asarray(shape) - 1.0) / 2.0)
    grid = Grid((shape[0], shape[1], shape[2]), affine, volume.grid.frame)
    stay = RigidTransform.identity(volume.grid.frame)
    background = float(np.percentile(small.values, 2.0))
    seen = resample_onto(small, stay, grid, outside=background).values
    weights = Volume(rough.values.astype(np.float32), rough.grid)
    head = resample_onto(weights, stay, grid).values > 0.5
    if head.sum() < 50:
        return None
    top = float(np.percentile(seen[head], CLIP_PERCENTILE))
    if top <= background:
        return None
    values = np.clip((seen - background) / (top - background), 0.0, 1.0).astype(np.float32)
    centre = grid.points(np.argwhere(head)).mean(axis=0)
    return Prepared(Volume(values, grid), Mask(head, grid), centre, rough)


def mirrored(prepared: Prepared) -> Prepared:
    """The prepared scan with left and right exchanged about the middle of its grid."""
    grid, rough = prepared.volume.grid, prepared.rough
    across = int(np.abs(grid.affine[0, :3]).argmax())
    head = Mask(np.flip(prepared.head.values, across), grid)
    centre = grid.points(np.argwhere(head.values)).mean(axis=0)
    # The rough grid has another middle: it is mirrored about the same plane.
    normal = grid.affine[:3, across] / grid.spacing_mm[across]
    affine = np.array(rough.grid.affine)
    affine[:3, 3] -= 2.0 * normal * float(normal @ (rough.grid.centre() - grid.centre()))
    return replace(
        prepared,
        volume=Volume(np.flip(prepared.volume.values, across).copy(), grid),
        head=head,
        centre=centre,
        rough=Mask(np.flip(rough.values, across), replace(rough.grid, affine=affine)),
    )


def smoothed(prepared: Prepared, sigma_mm: float) -> Volume:
    """The prepared scan, blurred by a Gaussian of `sigma_mm`."""
    blurred = ndimage.gaussian_filter(prepared.volume.values, sigma_mm / WORKING_MM, mode="nearest")
    return Volume(blurred, prepared.volume.grid)


def head_and_air(prepared: Prepared, reach_mm: float) -> NDArray[np.bool_]:
    """The head and the air within `reach_mm` of it: where its outline can be seen."""
    steps = max(1, round(reach_mm / WORKING_MM))
    grown: NDArray[np.bool_] = ndimage.binary_dilation(prepared.head.values, iterations=steps)
    return grown


def normalised_mutual_information(first: NDArray[np.intp], second: NDArray[np.intp]) -> float:
    """(H(a) + H(b)) / H(a, b) of two lists of intensities from 0 to `BINS` - 1; 1 unrelated, 2 identical.

    Where the second is `OUTSIDE`, neither counts.
    """
    joint = np.bincount(first * (BINS + 1) + second, minlength=BINS * (BINS + 1)).reshape(BINS, BINS + 1)[:, :BINS]
    return (_entropy(joint.sum(axis=0)) + _entropy(joint.sum(axis=1))) / max(_entropy(joint.ravel()), 1e-9)


def binned(values: NDArray[np.float32]) -> NDArray[np.intp]:
    """Intensities from 0 to 1 as whole numbers from 0 to `BINS` - 1."""
    return np.rint(values * (BINS - 1)).astype(np.intp)


def _entropy(counts: NDArray[np.intp]) -> float:
    part = counts[counts > 0] / counts.sum()
    return float(-(part * np.log(part)).sum())


def starting_poses(reference: Prepared, moving: Prepared) -> list[Affine]:
    """Poses (moving_from_reference) from which to look, best first by normalised mutual information."""
    sigma = RANKING_MM / 2.5
    fixed, other = smoothed(reference, sigma), smoothed(moving, sigma)
    step = round(RANKING_MM / WORKING_MM)
    thinned = np.zeros(fixed.grid.shape, dtype=np.bool_)
    thinned[::step, ::step, ::step] = True
    index = np.argwhere(thinned & head_and_air(reference, RANKING_MM))
    points = fixed.grid.points(index)
    values = binned(fixed.values[tuple(index.T)])
    # A rim around the moving scan, one voxel wide, holds what lies outside it.
    others = np.pad(binned(other.values), 1, constant_values=OUTSIDE)
    last = np.asarray(others.shape, dtype=np.float32) - 1.0
    strides = np.array([others.shape[1] * others.shape[2], others.shape[2], 1])
    flat = others.ravel()
    head = reference.head.values[tuple(index.T)]
    to_index = other.grid.lps_to_index[:3, :3]
    pivots = ((reference.centre, moving.centre), (reference.volume.grid.centre(), moving.volume.grid.centre()))
    ranked: list[tuple[float, int, Affine]] = []
    for angles in product(START_ANGLES_DEG, repeat=3):
        turn = Rotation.from_euler("xyz", angles, degrees=True).as_matrix()
        turned = mapped_rows(to_index @ turn, points)
        for pivot, (here, there) in enumerate(pivots):
            shifts = product(START_SHIFTS_MM, repeat=3) if pivot == 0 else [(0.0, 0.0, 0.0)]
            for shift in shifts:
                pose = np.eye(4)
                pose[:3, :3] = turn
                pose[:3, 3] = there + shift - turn @ here
                # One for the rim, one half to round.
                start = (other.grid.index(pose[:3, 3]) + 1.5).astype(np.float32)
                place = np.clip(turned + start[:, None], 0.0, last[:, None]).astype(np.intp)
                seen = flat[strides @ place]
                inside = seen < OUTSIDE
                if inside[head].mean() < LEAST_OVERLAP:
                    continue
                ranked.append((-normalised_mutual_information(values, seen), len(ranked), pose))
    return [pose for _, _, pose in sorted(ranked, key=lambda item: item[:2])]


def mapped_rows(matrix: Affine, points: Points) -> NDArray[np.float32]:
    """`points`, shape (n, 3), turned by a 3×3; shape (3, n)."""
    return np.asarray(np.einsum("ij,nj->in", matrix, points), dtype=np.float32)


def differ(first: Affine, second: Affine, points: Points) -> float:
    """Root mean square distance, mm, between where two transforms send `points`."""
    gap = apply_affine(first, points) - apply_affine(second, points)
    return float(np.sqrt((gap**2).sum(axis=1).mean()))


def spread_out(poses: list[Affine], points: Points, apart_mm: float, count: int) -> list[Affine]:
    """The first `count` of `poses` that send `points` at least `apart_mm` apart from each other."""
    kept: list[Affine] = []
    for pose in poses:
        if all(differ(pose, other, points) >= apart_mm for other in kept):
            kept.append(pose)
            if len(kept) == count:
                break
    return kept


def starts(reference: Prepared, moving: Prepared) -> list[Affine]:
    """The few poses (moving_from_reference) from which to fit, best first; none where no pose brings the heads
    over each other.
    """
    return spread_out(starting_poses(reference, moving), reference.head_points(), STARTS_APART_MM, STARTS)
