"""Opening a case of five visits from the cache: first picture, and all."""

import statistics
import tempfile
import time
from pathlib import Path

from app.usecases.import_scans import import_scans
from app.usecases.open_case import load_case
from app.usecases.study import Study
from review_schema.blinding import BlindedTimePoint
from tests.real_data import CASE_A

SUBJECT = "CASE-A"


def measure() -> dict[str, float]:
    """Medians of five openings after the one that fills the cache."""
    with tempfile.TemporaryDirectory() as folder, Study.create(Path(folder) / "S") as study:
        import_scans(study, [CASE_A / "dicom"], subject=SUBJECT, acquired_on=None, author="coordinator")
        blinded = [
            BlindedTimePoint(
                index=index, timepoint_id=visit.timepoint_id, scan_id=visit.scan.scan_id, months=None, locked=False
            )
            for index, visit in enumerate(study.state().subjects[SUBJECT].timepoints)
        ]
        rounds: list[list[float]] = []
        for _ in range(6):
            began, reached = time.perf_counter(), list[float]()
            load_case(
                study,
                SUBJECT,
                timepoint_ids=[visit.timepoint_id for visit in blinded],
                blinded=blinded,
                progress=lambda _share, _text, began=began, reached=reached: reached.append(
                    time.perf_counter() - began
                ),
            )
            rounds.append(reached)
        warm = rounds[1:]
    return {
        "case_open_fresh_s": rounds[0][-1],
        "case_open_first_s": statistics.median(reached[0] for reached in warm),
        "case_open_all_s": statistics.median(reached[-1] for reached in warm),
    }
