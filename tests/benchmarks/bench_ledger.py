"""The ledger: one durable append, and the state of a study of 25,000 entries from opening it."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from app.usecases.study import Study
from review_schema.payloads import Payload, ReadAssigned, ReadSigned, TimePointLocked
from tests.study_factory import SURGERY_ON, clinical, contour, finding, locked, new_study, registration, scan

ENTRIES = 25_000
READERS = 12
VISITS = (1, 90, 180, 270, 360)


def facts() -> Iterator[tuple[str, Payload]]:
    """A large multi-reader study, case after case."""
    for number in range(1, 10_000):
        subject = f"P{number:05d}"
        scans = [scan(subject, SURGERY_ON + timedelta(days=days)) for days in VISITS]
        rows = ("arm", None, None, "IORT"), ("surgery", SURGERY_ON, "C1", None)
        for fact in (clinical(subject, *rows), *scans, *(registration(one, scans[0]) for one in scans[1:])):
            yield f"subject/{subject}", fact
        yield f"subject/{subject}", contour(scans[0])
        for reader in range(READERS):
            read_id = f"{number}-{reader}"
            stream = f"read/{read_id}"
            yield (
                stream,
                ReadAssigned(
                    read_id=read_id,
                    reader=f"reader-{reader}",
                    subject=subject,
                    case_code=f"Case {number:03d}",
                    position=number,
                ),
            )
            for one in scans:
                said = locked(one, finding("NED"), finding("NED", None))
                yield stream, TimePointLocked(read_id=read_id, timepoint=said)
            yield stream, ReadSigned(read_id=read_id, charter_sha256="0" * 64, meaning="as I saw it")


def measure() -> dict[str, float]:
    """95th percentile of 300 appends to the filled ledger; median of three folds, opening and reading included."""
    with tempfile.TemporaryDirectory() as folder:
        with new_study(Path(folder) / "S") as study:
            items = [item for _, item in zip(range(ENTRIES - 301), facts(), strict=False)]
            study.ledger.append_all(items, "coordinator")
            _, payload = items[5]
            appends = []
            for _ in range(300):
                began = time.perf_counter()
                study.ledger.append("subject/P00001", payload, "coordinator")
                appends.append(time.perf_counter() - began)
        folds = []
        for _ in range(3):
            began = time.perf_counter()
            with Study.open(Path(folder) / "S") as study:
                study.state()
            folds.append(time.perf_counter() - began)
    return {
        "ledger_append_p95_ms": 1000 * statistics.quantiles(appends, n=20)[-1],
        "ledger_fold_25000_s": statistics.median(folds),
    }
