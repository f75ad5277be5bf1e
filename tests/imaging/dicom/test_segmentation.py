"""Segmentations written by highdicom on written images, read back on the true grid of those images."""

import warnings
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
import pytest
from highdicom.seg import (
    SegmentAlgorithmTypeValues,
    Segmentation,
    SegmentationTypeValues,
    SegmentDescription,
)
from numpy.typing import NDArray
from pydicom.sr.codedict import codes

from imaging.dicom.segmentation import load_segments
from imaging.errors import SegmentationUnreadable, SegmentNotFound
from tests.dicom_files import SAGITTAL, SeriesSpec, write_series

SPEC = SeriesSpec(shape=(6, 16, 18), axes=SAGITTAL)


def describe(number: int, label: str) -> SegmentDescription:
    return SegmentDescription(
        number, label, codes.SCT.MorphologicallyAbnormalStructure, codes.SCT.Neoplasm, SegmentAlgorithmTypeValues.MANUAL
    )


def regions() -> NDArray[np.uint8]:
    """Two lopsided regions, shape (slice, row, column, segment)."""
    values = np.zeros((*SPEC.shape, 2), dtype=np.uint8)
    values[1:4, 2:6, 3:11, 0] = 1
    values[1, 2, 3, 0] = 0
    values[4, 8:12, 12:17, 1] = 1
    return values


def write_segmentation(folder: Path, kind: SegmentationTypeValues) -> Path:
    sources = [pydicom.dcmread(path) for path in write_series(folder / "source", SPEC)]
    for source in sources:
        source.PatientSex, source.AccessionNumber, source.StudyID, source.StudyTime = "O", "", "1", "101010"
        source.ReferringPhysicianName = ""
        source.PositionReferenceIndicator = ""
    values: NDArray[np.uint8] | NDArray[np.float32] = regions()
    if kind is SegmentationTypeValues.FRACTIONAL:
        values = np.where(values > 0, 0.8, 0.2).astype(np.float32)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        segmentation = Segmentation(
            sources,
            values,
            kind,
            [describe(1, "Cavity C1"), describe(2, "Nodule")],
            hd.UID(),
            9,
            hd.UID(),
            1,
            "Maker",
            "Model",
            "1",
            "1",
        )
        path = folder / "seg.dcm"
        segmentation.save_as(path)
    return path


@pytest.mark.parametrize("kind", list(SegmentationTypeValues), ids=lambda kind: kind.value)
def test_segments_lie_on_the_grid_of_the_images_they_were_drawn_on(
    tmp_path: Path, kind: SegmentationTypeValues
) -> None:
    found = load_segments(write_segmentation(tmp_path, kind))
    assert [label for label, _ in found] == ["Cavity C1", "Nodule"]
    for index, (_, mask) in enumerate(found):
        marked = np.argwhere(regions()[..., index])
        expected = marked @ SPEC.affine()[:3, :3].T + SPEC.affine()[:3, 3]
        points = mask.grid.points(np.argwhere(mask.values))
        assert mask.grid.frame == SPEC.uid("frame")
        np.testing.assert_allclose(np.sort(points, axis=0), np.sort(expected, axis=0), atol=1e-4)


def test_a_segment_goes_by_label_or_number(tmp_path: Path) -> None:
    path = write_segmentation(tmp_path, SegmentationTypeValues.BINARY)
    assert [label for label, _ in load_segments(path, "nodule ")] == ["Nodule"]
    assert [label for label, _ in load_segments(path, "1")] == ["Cavity C1"]
    with pytest.raises(SegmentNotFound) as caught:
        load_segments(path, "C9")
    assert caught.value.segments == 2


def test_what_is_no_segmentation_is_refused(tmp_path: Path) -> None:
    image = write_series(tmp_path, SPEC)[0]
    text = tmp_path / "text.dcm"
    text.write_text("no segmentation")
    for path in (image, text):
        with pytest.raises(SegmentationUnreadable):
            load_segments(path)


@pytest.mark.parametrize("keep", [0.3, 0.8, 0.98])
def test_a_segmentation_cut_short_is_refused(tmp_path: Path, keep: float) -> None:
    path = write_segmentation(tmp_path, SegmentationTypeValues.BINARY)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * keep)])
    with pytest.raises(SegmentationUnreadable):
        load_segments(path)
