"""Reading the headers of 1,000 DICOM files."""

import statistics
import tempfile
import time
from pathlib import Path

from imaging.dicom.folder import scan_folder
from tests.dicom_files import SeriesSpec, write_series

SERIES, SLICES = 5, 200


def measure() -> dict[str, float]:
    """Median of five readings after one that warms the file cache."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(SERIES):
            write_series(Path(folder) / str(number), SeriesSpec(number=number, shape=(SLICES, 64, 64)))
        times = []
        for _ in range(6):
            began = time.perf_counter()
            found = scan_folder([Path(folder)])
            times.append(time.perf_counter() - began)
            assert sum(len(series.images) for series in found.series) == SERIES * SLICES
    return {"headers_1000_s": statistics.median(times[1:])}
