"""DICOM segmentations: each segment as a mask on its own true grid.

highdicom puts the frames in order; frames that a writer left out because nothing was in them are filled with zeros.
"""

import sqlite3
import warnings
from pathlib import Path
from typing import Any

import highdicom as hd
import numpy as np

from imaging.dicom.folder import PARSE_ERRORS
from imaging.dicom.reader import SPACING_RANGE_MM
from imaging.errors import SegmentationUnreadable, SegmentNotFound
from imaging.geometry import Grid
from imaging.volume import Mask

FRACTION = 0.5
"""A voxel of a fractional segmentation belongs to the segment from this fraction on."""

SEGMENTATION = frozenset({"1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7"})
"""Segmentation Storage and Label Map Segmentation Storage."""


def load_segments(path: Path, roi: str | None = None) -> list[tuple[str, Mask]]:
    """The segments of a DICOM SEG (binary, fractional or label map), with their labels, in the file's frame.

    Args:
        path: the file.
        roi: only the segment with this label (case is ignored) or number.

    Raises:
        SegmentationUnreadable: no segmentation of a volume, or damaged.
        SegmentNotFound: no segment, or several, go by `roi`.
    """
    with warnings.catch_warnings():
        # highdicom warns about what it mends or leaves out; what matters is checked below.
        warnings.simplefilter("ignore")
        try:
            segmentation = hd.seg.segread(path)
            labels = {
                number: str(segmentation.get_segment_description(number).segment_label)
                for number in segmentation.segment_numbers
            }
        except (*PARSE_ERRORS, RuntimeError, sqlite3.Error) as error:
            raise SegmentationUnreadable("not a whole DICOM segmentation") from error
        chosen = _chosen(labels, roi)
        return [(labels[number], _mask(segmentation, number)) for number in chosen]


def _chosen(labels: dict[int, str], roi: str | None) -> list[int]:
    if roi is None:
        return list(labels)
    wanted = roi.strip().lower()
    found = [number for number, label in labels.items() if label.strip().lower() == wanted]
    if not found and wanted.isdigit() and int(wanted) in labels:
        found = [int(wanted)]
    if len(found) != 1:
        raise SegmentNotFound(len(labels))
    return found


def _mask(segmentation: Any, number: int) -> Mask:
    frame = str(segmentation.get("FrameOfReferenceUID", "") or "")
    if not frame:
        raise SegmentationUnreadable("it names no frame of reference")
    try:
        volume = segmentation.get_volume(segment_numbers=[number], rescale_fractional=True)
    except (*PARSE_ERRORS, RuntimeError, sqlite3.Error) as error:
        raise SegmentationUnreadable("its frames are no regular stack") from error
    values = np.asarray(volume.array)[..., 0]
    grid = Grid((values.shape[0], values.shape[1], values.shape[2]), np.asarray(volume.affine), frame)
    if not all(SPACING_RANGE_MM[0] <= step <= SPACING_RANGE_MM[1] for step in grid.spacing_mm):
        raise SegmentationUnreadable("its voxels are not those of a brain scan")
    return Mask(values >= FRACTION, grid)
