"""Agreement about events and their dates: what two reads of one case make of each endpoint (domain §6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median
from typing import Literal

import numpy as np

from review_schema.agreement import Comparison, ReadTwice, reads_compared
from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.coefficients import weighted_kappa
from review_schema.endpoints import EVENT, EventRow, derive_events
from review_schema.read import SignedRead
from review_schema.record import Record
from review_schema.vocabulary import Endpoint

READ_ENDPOINTS = (
    Endpoint.LPFS,
    Endpoint.RPFS,
    Endpoint.GPFS,
    Endpoint.LC,
    Endpoint.DBC,
    Endpoint.ICDC,
    Endpoint.LMDFREE,
    Endpoint.RNFREE,
    Endpoint.SRNFREE,
)
"""Endpoints that rest on reads; death and whole-brain irradiation do not."""


class DateAgreementRow(Record):
    """What two readers, or a reader and his re-reads, make of one endpoint of cavities or of patients.

    `same_scan`, `one_scan_apart` and `further_apart` add up to `both_events`.
    """

    comparison: Comparison
    reader_1: str
    reader_2: str
    paramcd: Endpoint
    unit: Literal["cavity", "patient"]
    units: int
    both_events: int
    neither: int
    opposite: int  # an event by one read only
    same_scan: int
    one_scan_apart: int
    further_apart: int
    median_days_apart: float | None  # of units with both events
    greatest_days_apart: int | None
    kappa_scan: float | None  # linear weights, on the number of the event's scan; None: not estimable


def measure_dates(
    reads: Sequence[SignedRead], clinical: Sequence[ClinicalEvent], charter: Charter
) -> tuple[DateAgreementRow, ...]:
    """Compare the events that each of two reads leads to, with the same clinical facts and rules.

    Raises:
        EventBeforeOrigin, ScanAfterDeath: as `endpoints.derive_events`.
    """
    rows: list[DateAgreementRow] = []
    comparisons = reads_compared(reads)
    events = _events_by_read(reads, comparisons, clinical, charter)
    for compared in comparisons:
        first = _units(events[one.read_id] for one, _ in compared.pairs)
        second = _units(events[other.read_id] for _, other in compared.pairs)
        kinds = {(paramcd, cavity != "") for _, cavity, paramcd in first.keys() & second.keys()}
        rows += (
            _row(compared, paramcd, of_cavities, first, second)
            for paramcd in READ_ENDPOINTS
            for of_cavities in (False, True)
            if (paramcd, of_cavities) in kinds
        )
    return tuple(rows)


Units = dict[tuple[str, str, Endpoint], EventRow]


def _events_by_read(
    reads: Sequence[SignedRead],
    comparisons: Sequence[ReadTwice],
    clinical: Sequence[ClinicalEvent],
    charter: Charter,
) -> Mapping[str, Sequence[EventRow]]:
    """The rows that each compared read leads to, each derived once.

    All reads are given to the rules, so that a refusal numbers a read as `endpoints.derive_events` numbers it.
    """
    compared = {read.read_id for one in comparisons for pair in one.pairs for read in pair}
    # A re-read is no first read; here it stands for one. Others are left out as re-reads are.
    alone = [
        read.model_copy(update={"reread_of": None if read.read_id in compared else read.read_id}) for read in reads
    ]
    subjects = {read.subject for read in reads if read.read_id in compared}
    by_read: dict[str, list[EventRow]] = defaultdict(list)
    for row in derive_events(alone, [row for row in clinical if row.subject in subjects], charter):
        by_read[row.read_id].append(row)
    return by_read


def _units(rows: Iterable[Sequence[EventRow]]) -> Units:
    return {(row.subject, row.cavity, row.paramcd): row for of_read in rows for row in of_read}


def _row(compared: ReadTwice, paramcd: Endpoint, of_cavities: bool, first: Units, second: Units) -> DateAgreementRow:
    days = {one.subject: _scan_days(one, other) for one, other in compared.pairs}
    scans: list[tuple[int, int]] = []
    apart_days: list[int] = []
    status: dict[int, int] = defaultdict(int)
    for key in sorted(first.keys() & second.keys()):
        if key[2] is not paramcd or (key[1] != "") is not of_cavities:
            continue
        one, other = first[key], second[key]
        events = (one.status == EVENT) + (other.status == EVENT)
        status[events] += 1
        if events == 2 and one.event_date is not None and other.event_date is not None:
            before = [sum(day < on for day in days[key[0]]) for on in (one.event_date, other.event_date)]
            scans.append((before[0], before[1]))
            apart_days.append(abs((one.event_date - other.event_date).days))
    apart = [abs(one - other) for one, other in scans]
    return DateAgreementRow(
        comparison=compared.comparison,
        reader_1=compared.reader_1,
        reader_2=compared.reader_2,
        paramcd=paramcd,
        unit="cavity" if of_cavities else "patient",
        units=sum(status.values()),
        both_events=status[2],
        neither=status[0],
        opposite=status[1],
        same_scan=apart.count(0),
        one_scan_apart=apart.count(1),
        further_apart=sum(scans_apart > 1 for scans_apart in apart),
        median_days_apart=median(apart_days) if apart_days else None,
        greatest_days_apart=max(apart_days, default=None),
        kappa_scan=_kappa_of_scans(scans),
    )


def _scan_days(one: SignedRead, other: SignedRead) -> frozenset[date]:
    """Days on which the case was scanned, by either read; scheduled scans that did not take place are no scans."""
    return frozenset(
        timepoint.acquired_on for read in (one, other) for timepoint in read.timepoints if timepoint.scan_id is not None
    )


def _kappa_of_scans(scans: Sequence[tuple[int, int]]) -> float | None:
    if not scans:
        return None
    size = max(max(pair) for pair in scans) + 1
    table = np.zeros((size, size))
    for one, other in scans:
        table[one, other] += 1
    return weighted_kappa(table)
