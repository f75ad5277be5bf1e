"""events.csv and labels.csv of many subjects, part by part: in order, on every core where it is worth it.

What a part says depends on nothing outside it, so the bytes are the same however many processes make them.
"""

import gc
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial

from app.processes import worker_pool
from review_schema.charter import Charter
from review_schema.endpoints import EVENT, EventRow, SubjectRecords, arranged_cases, flag_counts, rows_of_case
from review_schema.export.events import csv_lines, event_cells
from review_schema.export.labels import label_cells
from review_schema.settled_labels import labels_of_case

PART_SUBJECTS = 100
WORTH_PROCESSES = 1000
"""Subjects; of fewer, starting processes takes longer than they save."""


@dataclass(frozen=True)
class Part:
    """Lines of both files, without their headers, and `counts_of` the rows."""

    events: bytes
    labels: bytes
    counts: Counter[str]


def parts_of(records: Sequence[SubjectRecords], charter: Charter, *, jobs: int | None = None) -> Iterator[Part]:
    """All parts, in the order of `records`.

    Args:
        records: all subjects.
        charter: the rules.
        jobs: processes beside this one; fewer than two: none. None: one for each core if there are many subjects.

    Raises:
        EventBeforeOrigin, ScanAfterDeath: as `endpoints.derive_events`.
    """
    if jobs is None:
        jobs = os.cpu_count() or 1 if len(records) >= WORTH_PROCESSES else 0
    left = [records[start : start + PART_SUBJECTS] for start in range(0, len(records), PART_SUBJECTS)]
    if jobs > 1:
        try:
            with worker_pool(min(jobs, len(left))) as pool:
                for part in pool.map(partial(_in_its_process, charter), tuple(left)):
                    yield part
                    del left[0]
        except (BrokenProcessPool, OSError):
            pass  # processes cannot be started, or one was killed, for want of memory: what is left is made here
    yield from (_part_of(charter, some) for some in left)


def _in_its_process(charter: Charter, records: Sequence[SubjectRecords]) -> Part:
    gc.disable()  # records and rows hold no cycles, and the process ends with the last part
    return _part_of(charter, records)


def _part_of(charter: Charter, records: Sequence[SubjectRecords]) -> Part:
    events, labels, counts = [], [], Counter[str]()
    for arranged in arranged_cases(records, charter):
        rows = rows_of_case(arranged)
        events.append(csv_lines(map(event_cells, rows)))
        labels.append(csv_lines(map(label_cells, labels_of_case(arranged))))
        counts.update(counts_of(rows))
    return Part(b"".join(events), b"".join(labels), counts)


def counts_of(rows: Sequence[EventRow]) -> Counter[str]:
    """How many rows and events there are, and how many rows carry each flag."""
    counts = Counter[str](rows=len(rows), events=sum(row.status == EVENT for row in rows))
    counts.update(flag_counts(rows))
    return counts
