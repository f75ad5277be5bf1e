"""Agreement about events and their dates: what two reads of one case make of each endpoint (domain §6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Literal

import numpy as np

from review_schema.agreement import Comparison, ReadTwice, reads_compared
from review_schema.agreement_among import Estimate
from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.coefficients import Numbers, known, mean_of, over, resampled
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
    # Of units with both events, with limits by drawing patients:
    same_scan_share: Estimate
    within_one_share: Estimate  # the same scan, or one apart
    mean_days_difference: Estimate  # second minus first: below 0 the second dates events earlier
    kappa_scan: Estimate  # linear weights, on the number of the event's scan


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
        present = {(paramcd, cavity != "") for _, cavity, paramcd in first.keys() & second.keys()}
        kinds = [(paramcd, of) for paramcd in READ_ENDPOINTS for of in (False, True) if (paramcd, of) in present]
        counted = [_counted(compared, paramcd, of_cavities, first, second) for paramcd, of_cavities in kinds]
        estimates = _estimates([one.subject for one, _ in compared.pairs], counted)
        rows += (
            _row(compared, *kind, one, figures) for kind, one, figures in zip(kinds, counted, estimates, strict=True)
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


@dataclass(frozen=True)
class _Dated:
    """A unit with an event by both reads: the numbers of the events' scans, and the days between them."""

    subject: str
    first: int
    second: int
    days: int  # second minus first


@dataclass(frozen=True)
class _Counted:
    """The units of one endpoint, by how many of the two reads have an event, and those with both."""

    status: tuple[int, int, int]  # neither, one, both
    dated: tuple[_Dated, ...]


def _counted(compared: ReadTwice, paramcd: Endpoint, of_cavities: bool, first: Units, second: Units) -> _Counted:
    days = {one.subject: _scan_days(one, other) for one, other in compared.pairs}
    dated: list[_Dated] = []
    status = [0, 0, 0]
    for key in sorted(first.keys() & second.keys()):
        if key[2] is not paramcd or (key[1] != "") is not of_cavities:
            continue
        one, other = first[key], second[key]
        events = (one.status == EVENT) + (other.status == EVENT)
        status[events] += 1
        if events == 2 and one.event_date is not None and other.event_date is not None:
            scans = [sum(day < on for day in days[key[0]]) for on in (one.event_date, other.event_date)]
            dated.append(_Dated(key[0], scans[0], scans[1], (other.event_date - one.event_date).days))
    return _Counted((status[0], status[1], status[2]), tuple(dated))


def _row(
    compared: ReadTwice, paramcd: Endpoint, of_cavities: bool, counted: _Counted, figures: Sequence[Estimate]
) -> DateAgreementRow:
    apart = [abs(one.first - one.second) for one in counted.dated]
    days = [abs(one.days) for one in counted.dated]
    same, within, difference, kappa = figures
    return DateAgreementRow(
        comparison=compared.comparison,
        reader_1=compared.reader_1,
        reader_2=compared.reader_2,
        paramcd=paramcd,
        unit="cavity" if of_cavities else "patient",
        units=sum(counted.status),
        both_events=counted.status[2],
        neither=counted.status[0],
        opposite=counted.status[1],
        same_scan=apart.count(0),
        one_scan_apart=apart.count(1),
        further_apart=sum(scans_apart > 1 for scans_apart in apart),
        median_days_apart=median(days) if days else None,
        greatest_days_apart=max(days, default=None),
        same_scan_share=same,
        within_one_share=within,
        mean_days_difference=difference,
        kappa_scan=kappa,
    )


# Sums of a patient's units with both events: how many, at the same scan, within one scan, days, scans apart; then how
# many events the first read has at each scan, and the second.
COUNT, SAME, WITHIN, DAYS, APART, SCANS = range(6)


def _estimates(subjects: Sequence[str], counted: Sequence[_Counted]) -> list[tuple[Estimate, ...]]:
    """Figures and limits of each endpoint, all by the same draws of patients."""
    place = {subject: order for order, subject in enumerate(dict.fromkeys(subjects))}
    scans = 1 + max((max(one.first, one.second) for every in counted for one in every.dated), default=0)
    sums = np.zeros((len(place), len(counted), SCANS + 2 * scans))
    for order, every in enumerate(counted):
        for one in every.dated:
            own = sums[place[one.subject], order]
            apart = abs(one.first - one.second)
            own[:SCANS] += (1, apart == 0, apart <= 1, one.days, apart)
            own[SCANS + one.first] += 1
            own[SCANS + scans + one.second] += 1
    statistics = (mean_of(SAME, COUNT), mean_of(WITHIN, COUNT), mean_of(DAYS, COUNT), _kappa_of_scans)
    limits = resampled(sums, statistics)
    total = sums.sum(axis=0)
    values = [statistic(total) for statistic in statistics]
    return [
        tuple(
            Estimate(value=known(value[order]), low=known(found.low[order]), high=known(found.high[order]))
            for value, found in zip(values, limits, strict=True)
        )
        for order in range(len(counted))
    ]


def _kappa_of_scans(sums: Numbers) -> Numbers:
    """Cohen's weighted kappa with linear weights, of every draw and endpoint at once."""
    first, second = np.split(sums[..., SCANS:], 2, axis=-1)
    order = np.arange(first.shape[-1])
    apart = np.abs(np.subtract.outer(order, order)).astype(np.float64)
    by_chance = ((first @ apart) * second).sum(axis=-1)
    return 1 - over(sums[..., COUNT] * sums[..., APART], by_chance)


def _scan_days(one: SignedRead, other: SignedRead) -> frozenset[date]:
    """Days on which the case was scanned, by either read; scheduled scans that did not take place are no scans."""
    return frozenset(
        timepoint.acquired_on for read in (one, other) for timepoint in read.timepoints if timepoint.scan_id is not None
    )
