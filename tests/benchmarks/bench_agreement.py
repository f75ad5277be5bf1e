"""Agreement of 100 patients × 8 visits × 3 readers, and re-reads of one: 2,000 draws of patients for the limits."""

import time

from review_schema.agreement import measure as measure_pairs
from review_schema.agreement_among import measure_among
from review_schema.agreement_dates import measure_dates
from review_schema.charter import Charter
from tests.benchmarks.bench_events import READERS, cohort

PATIENTS = 100


def measure() -> dict[str, float]:
    """Seconds for labels (pairs, re-reads, all readers), and for the dates of events."""
    reads, clinical = cohort(PATIENTS)
    again, _ = cohort(PATIENTS, seed=2)
    reads += [
        read.model_copy(update={"read_id": f"{read.read_id}-again", "reread_of": read.read_id})
        for read in again
        if read.reader == READERS[0]
    ]
    began = time.perf_counter()
    assert measure_pairs(reads)
    assert measure_among(reads)
    labelled = time.perf_counter()
    assert measure_dates(reads, clinical, Charter())
    return {"agreement_labels_s": labelled - began, "agreement_dates_s": time.perf_counter() - labelled}
