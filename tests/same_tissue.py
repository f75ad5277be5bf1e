"""How alike the same tissue looks in all visits of a case."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from app.usecases.open_case import OpenCase, every_visit, load_case
from app.usecases.study import Study
from imaging.intensity import IntensityScale


def whole_case(study: Study, subject: str) -> OpenCase:
    """Every visit of a subject, as the coordinator sees them."""
    shown = every_visit(study.state().subjects[subject])
    return load_case(study, subject, timepoint_ids=[visit.timepoint_id for visit in shown], blinded=shown)


def white_matter(case: OpenCase) -> NDArray[np.bool_]:
    """Deep, even, bright tissue by the mean of all visits, on the case's grid: white matter on T1."""
    mean = np.mean([visit.scale.normalised(visit.display.values) for visit in case.visits], axis=0)
    deep = np.zeros(mean.shape, dtype=bool)
    index = np.rint(case.grid.index(case.tissue)).astype(int)
    deep[tuple(index[((index >= 0) & (index < mean.shape)).all(axis=1)].T)] = True
    smooth = ndimage.uniform_filter(mean, 5)
    even = ndimage.maximum_filter(smooth, 5) - ndimage.minimum_filter(smooth, 5) < 0.12
    low, high = np.percentile(smooth[deep], (65.0, 92.0))
    covered = np.all([visit.display.values > visit.scale.zero / 2.0 for visit in case.visits], axis=0)
    return np.asarray(deep & even & covered & (smooth > low) & (smooth < high))


def brightness(
    case: OpenCase, where: NDArray[np.bool_], scales: list[IntensityScale] | None = None
) -> NDArray[np.float64]:
    """The median of each visit over `where`, on the common scale: fluid is about 0, white matter about 1."""
    chosen = scales or [visit.scale for visit in case.visits]
    return np.array(
        [np.median(scale.normalised(v.display.values[where])) for v, scale in zip(case.visits, chosen, strict=True)]
    )
