"""Where the head is: a coarse outline that tells head from air, good to a few millimetres.

Made for framing pictures and for choosing the voxels that a registration looks at, not for measuring.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from imaging.geometry import Grid, Points
from imaging.volume import Mask, Volume

COARSE_MM = 4.0
"""Voxel edge, mm, at which head and air are told apart: fine enough to frame, coarse enough to be instant."""


def coarse(volume: Volume, edge_mm: float = COARSE_MM) -> Volume:
    """Means of blocks of whole voxels about `edge_mm` wide, float32 (a slice thicker than that stays whole)."""
    steps = [max(1, min(n, int(edge_mm / mm))) for n, mm in zip(volume.grid.shape, volume.grid.spacing_mm, strict=True)]
    shape = [n // step for n, step in zip(volume.grid.shape, steps, strict=True)]
    cut = volume.values[: shape[0] * steps[0], : shape[1] * steps[1], : shape[2] * steps[2]]
    blocks = np.asarray(cut)
    for axis, step in enumerate(steps):
        # Whole slabs are added up: a mean over the few neighbours of each voxel would take ten times as long.
        slabs = [blocks[(slice(None),) * axis + (slice(number, None, step),)] for number in range(step)]
        total = slabs[0].astype(np.float32)
        for slab in slabs[1:]:
            total += slab
        blocks = total / np.float32(step) if step > 1 else total
    affine = volume.grid.affine @ np.diag([*steps, 1.0])
    affine[:3, 3] = volume.grid.points([(step - 1) / 2.0 for step in steps])
    return Volume(
        np.nan_to_num(blocks, nan=0.0, posinf=0.0, neginf=0.0),
        Grid((shape[0], shape[1], shape[2]), affine, volume.grid.frame),
    )


def head_mask(volume: Volume) -> Mask:
    """The head, on the coarse grid of the volume; all false where nothing stands out from the background.

    The largest connected region brighter than half of Otsu's threshold (Otsu 1979), holes filled.
    """
    small = coarse(volume)
    values = small.values - small.values.min()
    top = float(np.percentile(values, 99.0))
    if top <= 0.0:
        return Mask(np.zeros(small.grid.shape, dtype=np.bool_), small.grid)
    smooth = ndimage.gaussian_filter(np.minimum(values, top), [COARSE_MM / mm * 0.7 for mm in small.grid.spacing_mm])
    labels, count = ndimage.label(smooth > 0.5 * otsu(smooth))
    if count == 0:
        return Mask(np.zeros(small.grid.shape, dtype=np.bool_), small.grid)
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    return Mask(ndimage.binary_fill_holes(labels == int(sizes.argmax())), small.grid)


def otsu(values: NDArray[np.float32]) -> float:
    """The threshold that parts `values` into two classes with the greatest variance between them (Otsu 1979)."""
    counts, edges = np.histogram(values, bins=256)
    centres = (edges[:-1] + edges[1:]) / 2.0
    below = np.cumsum(counts)[:-1].astype(np.float64)
    sums = np.cumsum(counts * centres)
    above = below[-1] + counts[-1] - below
    valid = (below > 0) & (above > 0)
    if not valid.any():
        return float(centres[0])
    mean_below = sums[:-1][valid] / below[valid]
    mean_above = (sums[-1] - sums[:-1][valid]) / above[valid]
    between = below[valid] * above[valid] * (mean_above - mean_below) ** 2
    return float(edges[1:-1][valid][int(between.argmax())])


def head_points(volume: Volume) -> Points:
    """LPS mm of the coarse voxels inside the head, shape (n, 3); empty where no head is found."""
    mask = head_mask(volume)
    return mask.grid.points(np.argwhere(mask.values))
