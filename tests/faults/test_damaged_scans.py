"""Damaged scans give a volume or a refusal with words, never an unforeseen error or a wrong number of slices."""

from pathlib import Path

import numpy as np
import pytest
from pydicom.uid import ExplicitVRLittleEndian, JPEGLSLossless

from app.confined import run_confined
from imaging import errors
from tests.dicom_files import ENHANCED_MR_STORAGE, SeriesSpec, write_multi_frame, write_series

NOISE = np.random.default_rng(5).integers(0, 4000, (6, 24, 26)).astype(np.uint16)


def judged(outcomes: dict[str, int]) -> None:
    assert sum(outcomes.values()) > 0
    for name in set(outcomes) - {"read"}:
        assert issubclass(getattr(errors, name), errors.ImagingError), outcomes


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, JPEGLSLossless], ids=["uncompressed", "jpeg-ls"])
def test_damaged_slices_never_surprise(tmp_path: Path, syntax: str) -> None:
    write_series(tmp_path / "scan", SeriesSpec(values=NOISE, shape=NOISE.shape, syntax=syntax))
    task = {"folder": str(tmp_path / "scan"), "rounds": 60, "seed": 11}
    outcomes = run_confined("tests.faults.damage:read_damaged", task)
    judged(outcomes)
    assert outcomes.get("read", 0) < 60


def test_damaged_multi_frame_files_never_surprise(tmp_path: Path) -> None:
    spec = SeriesSpec(values=NOISE, shape=NOISE.shape, storage=ENHANCED_MR_STORAGE)
    write_multi_frame(tmp_path / "scan" / "enhanced", spec, (3, 0, 5, 1, 4, 2), slopes=[1.0, 2.0, 1.0, 2.0, 1.0, 2.0])
    task = {"folder": str(tmp_path / "scan"), "rounds": 60, "seed": 12}
    judged(run_confined("tests.faults.damage:read_damaged", task))
