"""Damages written scans at random, many times over, and reads each; runs in the confined process."""

import warnings
from collections import Counter
from pathlib import Path

import numpy as np

from imaging.dicom.folder import scan_folder
from imaging.dicom.reader import describe_series, read_series
from imaging.errors import ImagingError


def read_damaged(*, folder: str, rounds: int, seed: int) -> dict[str, int]:
    """Damage one file of the series in `folder` each round; count what became of the reading.

    Anything but a volume or an error with words ends this process.
    """
    random = np.random.default_rng(seed)
    files = sorted(Path(folder).iterdir())
    outcomes: Counter[str] = Counter()
    for _ in range(rounds):
        file = files[random.integers(len(files))]
        whole = file.read_bytes()
        file.write_bytes(damaged(whole, random))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            outcomes.update(_read(Path(folder)))
        file.write_bytes(whole)
    return dict(outcomes)


def damaged(whole: bytes, random: np.random.Generator) -> bytes:
    """`whole` with bytes changed, taken out, put in, or cut off; mostly in the header."""
    raw = bytearray(whole)
    reach = len(raw) if random.random() < 0.3 else min(len(raw), 1500)
    for _ in range(int(random.integers(1, 4))):
        at = int(random.integers(132, reach))
        match int(random.integers(4)):
            case 0:
                raw[at] = int(random.integers(256))
            case 1:
                del raw[at : at + int(random.integers(1, 40))]
            case 2:
                raw[at:at] = random.bytes(int(random.integers(1, 40)))
            case _:
                raw[at : at + 4] = b"\xff\xff\xff\xff"
    return bytes(raw if random.random() < 0.8 else raw[: int(random.integers(200, len(raw)))])


def _read(folder: Path) -> list[str]:
    outcomes = []
    for order, series in enumerate(scan_folder([folder]).series):
        try:
            describe_series(series, order)
            values = read_series(series).volume.values
            outcomes.append("read" if np.isfinite(values.min()) and np.isfinite(values.max()) else "not finite")
        except ImagingError as fault:
            outcomes.append(type(fault).__name__)
    return outcomes
