"""Events of many patients: derived and written as CSV; time must grow in proportion to patients."""

import random
import time
from collections.abc import Sequence

from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.endpoints import derive_events
from review_schema.export.events import events_csv
from review_schema.read import SignedRead
from tests.review_schema.histories import clinical_of, read_of

VISITS = 8
READERS = "ABC"


def cohort(patients: int, *, seed: int = 1) -> tuple[list[SignedRead], list[ClinicalEvent]]:
    """`patients` × 8 visits × 3 readers, with clinical rows."""
    chance = random.Random(seed)
    reads: list[SignedRead] = []
    clinical: list[ClinicalEvent] = []
    for number in range(patients):
        subject = f"P{number:05d}"
        for reader in READERS:
            labels = [
                f"{chance.choice(['NED', 'NED', 'STABLE', 'PIE', 'LP', 'RN', 'NE'])}/"
                f"{chance.choice(['NED', 'NED', 'NED', 'DP', 'LMD'])}"
                for _ in range(VISITS)
            ]
            visits = "; ".join(f"d{2 + 92 * visit} {label}" for visit, label in enumerate(labels))
            reads.append(read_of(visits, subject=subject, reader=reader, read_id=f"{subject}-{reader}"))
        clinical += clinical_of("arm IORT; last_contact d800; systemic_staging d400; wbrt d500", subject=subject)
    return reads, clinical


def seconds(reads: Sequence[SignedRead], clinical: Sequence[ClinicalEvent]) -> float:
    """Wall time of rows and CSV."""
    start = time.perf_counter()
    events_csv(derive_events(reads, clinical, Charter()))
    return time.perf_counter() - start


def measure() -> dict[str, float]:
    """Seconds for 1,000 patients, and how much longer 1,000 take than 250 (4 = linear)."""
    quarter = seconds(*cohort(250))
    whole = seconds(*cohort(1000))
    return {"events_1000_s": whole, "events_growth_250_to_1000": whole / quarter}
