"""How bright a scan is shown: every visit on one scale, so that the same tissue looks the same.

MR numbers have no unit. Registered visits of one head are therefore put on one scale by the same places in the head:
`IntensityScale` sends a low and a high percentile of the tissue there to 0 and 1. Windows and differences are stated
on that scale.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage

from imaging.geometry import Affine, Points, apply_affine
from imaging.head import head_mask
from imaging.volume import Volume

LOW_PERCENT, HIGH_PERCENT = 5.0, 95.0
"""Percentiles of the tissue inside the head that become 0 and 1 (on T1: about fluid, and white matter)."""

DARK_BAND, BRIGHT_BAND = (5.0, 20.0), (65.0, 92.0)
"""Percentiles between which places are taken as dark tissue, and as bright (on T1: fluid and cortex; white matter)."""

KEPT_TABLES = 64
"""Of 64 kB each: the visits of a case, in the few windows that were set last."""

LEAST_PLACES = 1000
"""Of places that two scans share; fewer say nothing about both."""

INWARD_MM = 16.0
"""Depth below the head's outline from which tissue is sampled: beneath scalp and skull."""


CUT_PERCENT = 1.0
"""Of the tissue in view so much is shown black, and as much white, by an automatic window."""

LEAST_WIDTH = 0.05
"""A window is no narrower: below, noise is all that is seen."""


@dataclass(frozen=True)
class IntensityScale:
    """The numbers of one scan that become 0 and 1.

    Attributes:
        zero: scan value shown as 0.
        one: scan value shown as 1; greater than `zero`.
    """

    zero: float
    one: float

    def normalised(self, values: ArrayLike) -> NDArray[np.float32]:
        """Scan values on the common scale."""
        factor = np.float32(1.0 / (self.one - self.zero))
        return (np.asarray(values, dtype=np.float32) - np.float32(self.zero)) * factor


@dataclass(frozen=True)
class Window:
    """What is shown between black and white, on the common scale: `level` is mid-grey, `width` black to white."""

    level: float = 0.65
    width: float = 1.9


def tissue_points(volume: Volume) -> Points:
    """Places inside the head, `INWARD_MM` below its outline, LPS mm, shape (n, 3); empty where there is no head."""
    head = head_mask(volume)
    depth = ndimage.distance_transform_edt(np.pad(head.values, 1), sampling=head.grid.spacing_mm)[1:-1, 1:-1, 1:-1]
    return head.grid.points(np.argwhere(depth >= INWARD_MM))


def values_at(volume: Volume, moving_from_points: Affine, points: Points) -> NDArray[np.float64]:
    """The scan's nearest voxels at `points`, shape (n,); NaN where it does not reach.

    Args:
        volume: the scan, native grid.
        moving_from_points: 4×4, from the points' frame to the scan's frame.
        points: LPS mm, shape (n, 3).
    """
    index = np.rint(volume.grid.index(apply_affine(moving_from_points, points))).astype(np.intp)
    inside = ((index >= 0) & (index < volume.grid.shape)).all(axis=1)
    found = np.full(len(points), np.nan)
    found[inside] = volume.values[tuple(index[inside].T)]
    return found


def scale_of(volume: Volume, moving_from_points: Affine, points: Points) -> IntensityScale:
    """The scale of a scan by its values at `points`.

    Arguments as `values_at`; points outside the scan are left out; where none is left, all voxels count.
    """
    return _by_percentiles(volume, values_at(volume, moving_from_points, points))


def _by_percentiles(volume: Volume, values: NDArray[np.float64]) -> IntensityScale:
    finite = values[np.isfinite(values)]
    if not len(finite):
        finite = np.asarray(volume.values[::4, ::4, ::4], dtype=np.float64).ravel()
        finite = finite[np.isfinite(finite)]
    low, high = np.percentile(finite, (LOW_PERCENT, HIGH_PERCENT)) if len(finite) else (0.0, 1.0)
    return IntensityScale(float(low), float(high) if high > low else float(low) + 1.0)


def matched_scale(
    volume: Volume, moving_from_points: Affine, points: Points, like: NDArray[np.floating[Any]]
) -> IntensityScale:
    """The scale on which a scan has the same brightness as another one in the same dark and bright tissue.

    Percentiles alone go astray by several per cent where a scan covers less of the head or more of it enhances. The
    places are chosen by both scans together: by one alone, they would be those where its noise is high.

    Args:
        volume: the scan, native grid.
        moving_from_points: 4×4, from the points' frame to the scan's frame.
        points: LPS mm, shape (n, 3).
        like: the other scan on its scale at `points`, shape (n,); NaN where it does not reach.

    Returns:
        The scale by percentiles where the two have too little in common.
    """
    values = values_at(volume, moving_from_points, points)
    own = _by_percentiles(volume, values)
    in_both = np.isfinite(values) & np.isfinite(like)
    if np.count_nonzero(in_both) < LEAST_PLACES:
        return own
    ours, theirs = own.normalised(values[in_both]), np.asarray(like)[in_both]
    both = ours + theirs
    (dark, bright), (wanted_dark, wanted_bright) = (
        [float(np.median(one[band])) for band in (_between(both, *DARK_BAND), _between(both, *BRIGHT_BAND))]
        for one in (ours, theirs)
    )
    if bright <= dark or not 0.1 < (wanted_bright - wanted_dark) / (bright - dark) < 10.0:
        return own
    slope = (bright - dark) / (wanted_bright - wanted_dark)
    zero = dark - wanted_dark * slope
    span = own.one - own.zero
    return IntensityScale(own.zero + zero * span, own.zero + (zero + slope) * span)


def _between(values: NDArray[Any], low_percent: float, high_percent: float) -> NDArray[np.bool_]:
    low, high = np.percentile(values, (low_percent, high_percent))
    return np.asarray((values >= low) & (values <= high))


def auto_window(pictures: Iterable[tuple[NDArray[Any], IntensityScale]]) -> Window | None:
    """One window for the tissue of several pictures together, so that the same tissue stays the same in all of them.

    What is darker than half of its scan's fluid counts as air. The rest lies between black and white, but for its
    darkest `CUT_PERCENT` and brightest `CUT_PERCENT`.

    Args:
        pictures: scan values, any shape, each with its scan's scale.

    Returns:
        None where there is no tissue.
    """
    found = []
    for values, scale in pictures:
        tissue = np.asarray(values)[values > scale.zero / 2.0] if scale.zero > 0 else np.ravel(values)
        found.append(scale.normalised(tissue[np.isfinite(tissue)]))
    together = np.concatenate(found) if found else np.zeros(0)
    if not len(together):
        return None
    dark, bright = (float(n) for n in np.percentile(together, (CUT_PERCENT, 100.0 - CUT_PERCENT)))
    return Window((dark + bright) / 2.0, max(bright - dark, LEAST_WIDTH))


def grey_levels(values: NDArray[Any], scale: IntensityScale, window: Window) -> NDArray[np.uint8]:
    """Scan values as grey levels 0 (black) to 255 (white), same shape."""
    if values.dtype == np.int16:
        # A table of all whole numbers of 16 bit is made once for a window; looking up is three times as fast.
        table = _levels_of_whole_numbers(scale.zero, scale.one, window)
        return np.take(table, values.view(np.uint16))
    return _grey_levels(values, scale.zero, scale.one, window)


@lru_cache(maxsize=KEPT_TABLES)
def _levels_of_whole_numbers(zero: float, one: float, window: Window) -> NDArray[np.uint8]:
    return _grey_levels(np.arange(1 << 16, dtype=np.uint16).view(np.int16), zero, one, window)


def _grey_levels(values: NDArray[Any], zero: float, one: float, window: Window) -> NDArray[np.uint8]:
    span = one - zero
    black = zero + (window.level - window.width / 2.0) * span
    factor = np.float32(255.0 / (window.width * span))
    grey = values.astype(np.float32)
    grey -= np.float32(black)
    grey *= factor
    return np.clip(grey, 0.0, 255.0, out=grey).astype(np.uint8)


def difference_levels(
    later: NDArray[Any], later_scale: IntensityScale, earlier: NDArray[Any], earlier_scale: IntensityScale, full: float
) -> NDArray[np.uint8]:
    """Later − earlier on the common scale: 128 no change, 255 brighter by `full` or more, 1 darker by as much."""
    change = later_scale.normalised(later) - earlier_scale.normalised(earlier)
    change *= np.float32(127.0 / full)
    change += np.float32(128.5)
    return np.clip(change, 1.0, 255.0, out=change).astype(np.uint8)
