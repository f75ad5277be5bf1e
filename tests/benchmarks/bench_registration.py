"""Registration of the serial case with known truth, one visit after the other in one process."""

import time

import numpy as np

from imaging.geometry import apply_affine
from imaging.registration import register
from tests.real.test_real_registration import truth, visit


def measure() -> dict[str, float]:
    """Worst mean error over the head, mm, and seconds for all four follow-ups."""
    axes = [np.linspace(low, high, 8) for low, high in ((-70, 70), (-90, 90), (-20, 110))]
    points = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 3)
    scans = [visit(number) for number in range(5)]
    errors = []
    start = time.perf_counter()
    found = [register(scans[0], scan).transform.matrix for scan in scans[1:]]
    seconds = time.perf_counter() - start
    for matrix, timepoint in zip(found, truth()["timepoints"][1:], strict=True):
        true = np.array(timepoint["to_reference"])
        moving = (points - true[:3, 3]) @ true[:3, :3]
        errors.append(float(np.linalg.norm(apply_affine(matrix, moving) - points, axis=1).mean()))
    return {"serial_case_error_worst_mm": max(errors), "serial_case_register_s": seconds}
