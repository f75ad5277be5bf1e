"""Agreement about events and their dates: small studies counted by hand."""

from collections.abc import Sequence

import numpy as np
import pytest

from review_schema.agreement_among import Estimate
from review_schema.agreement_dates import DateAgreementRow, measure_dates
from review_schema.charter import Charter
from review_schema.coefficients import weighted_kappa
from review_schema.endpoints import derive_events
from review_schema.errors import EventBeforeOrigin
from review_schema.read import SignedRead
from tests.review_schema.histories import clinical_of, read_of

CALM = "NED/NED"


def two_readers(first: str, second: str) -> list[SignedRead]:
    return [read_of(first, reader="A", read_id="a"), read_of(second, reader="B", read_id="b")]


def row_of(reads: list[SignedRead], paramcd: str) -> DateAgreementRow:
    rows = measure_dates(reads, clinical_of(""), Charter())
    return next(row for row in rows if row.paramcd == paramcd and row.unit == "patient")


CASES = [
    # first reader, second reader,                                                             status  scans apart  days
    ("d93 NED/NED; d186 LP/NED; d275 LP/NED", "d93 NED/NED; d186 LP/NED; d275 LP/NED", "both", "same_scan", 0),
    ("d93 LP/NED; d186 LP/NED; d275 LP/NED", "d93 NED/NED; d186 LP/NED; d275 LP/NED", "both", "one_scan_apart", 93),
    ("d93 LP/NED; d186 LP/NED; d275 LP/NED", "d93 NED/NED; d186 NED/NED; d275 LP/NED", "both", "further_apart", 182),
    ("d93 NED/NED; d186 LP/NED; d275 LP/NED", "d93 NED/NED; d186 RN/NED; d275 RN/NED", "opposite", "", None),
    ("d93 NED/NED; d186 NED/NED; d275 NED/NED", "d93 NED/NED; d186 RN/NED; d275 RN/NED", "neither", "", None),
]


@pytest.mark.parametrize(("first", "second", "status", "apart", "days"), CASES)
def test_local_progression_by_two_readers(first: str, second: str, status: str, apart: str, days: int | None) -> None:
    row = row_of(two_readers(first, second), "LPFS")
    assert (row.units, row.both_events, row.opposite, row.neither) == (
        1,
        status == "both",
        status == "opposite",
        status == "neither",
    )
    for name in ("same_scan", "one_scan_apart", "further_apart"):
        assert getattr(row, name) == (name == apart)
    assert row.greatest_days_apart == days
    assert row.median_days_apart == days


def test_a_reread_is_compared_with_its_first_read() -> None:
    reads = [
        read_of("d93 NED/NED; d186 NED/DP", read_id="a"),
        read_of("d93 NED/DP; d186 NED/DP", read_id="again", reread_of="a"),
    ]
    row = row_of(reads, "DBC")
    assert (row.comparison, row.both_events, row.one_scan_apart, row.greatest_days_apart) == ("within", 1, 1, 93)


def test_kappa_of_scans_weighs_how_far_events_lie_apart() -> None:
    reads = []
    for number, (first, second) in enumerate([(0, 0), (1, 1), (2, 2), (0, 1)]):
        for reader, start in (("A", first), ("B", second)):
            visits = "; ".join(f"d{93 * (n + 1)} {'LP/NED' if n >= start else CALM}" for n in range(3))
            reads.append(read_of(visits, subject=f"P{number}", reader=reader, read_id=f"{reader}{number}"))
    clinical = [row for number in range(4) for row in clinical_of("", subject=f"P{number}")]
    row = next(
        row for row in measure_dates(reads, clinical, Charter()) if row.paramcd == "LPFS" and row.unit == "patient"
    )
    # Apart: one unit by one scan, 1 of 4. By chance: sum of |i - j| over margins (2,1,1) and (1,2,1), 14 of 16.
    assert row.kappa_scan.value == pytest.approx(1 - 4 * 1 / 14)
    assert (row.same_scan, row.one_scan_apart) == (3, 1)


def test_a_scan_that_did_not_take_place_lies_between_no_two_scans() -> None:
    reads = two_readers("d93 LP/NED; d186(absent) NE/NE; d275 LP/NED", "d93 NED/NED; d186(absent) NE/NE; d275 LP/NED")
    assert row_of(reads, "LPFS").one_scan_apart == 1


def test_death_and_whole_brain_irradiation_are_nobodys_reading() -> None:
    rows = measure_dates(two_readers("d93 NED/NED", "d93 NED/NED"), clinical_of("death d400"), Charter())
    assert {"OS", "WBIFREE"}.isdisjoint(row.paramcd for row in rows)


def cohort(starts: Sequence[tuple[int, int]]) -> tuple[DateAgreementRow, ...]:
    """Patients with local progression from these scans on by reader A and by reader B; 9: never. Six scans each."""
    reads = []
    for number, both in enumerate(starts):
        for reader, start in zip("AB", both, strict=True):
            visits = "; ".join(f"d{93 * (n + 1)} {'LP/NED' if n >= start else CALM}" for n in range(6))
            reads.append(read_of(visits, subject=f"P{number}", reader=reader, read_id=f"{reader}{number}"))
    clinical = [row for number in range(len(starts)) for row in clinical_of("", subject=f"P{number}")]
    return measure_dates(reads, clinical, Charter())


def lpfs(rows: tuple[DateAgreementRow, ...]) -> DateAgreementRow:
    return next(row for row in rows if row.paramcd == "LPFS" and row.unit == "patient")


SOME = [(0, 0), (1, 1), (2, 2), (0, 1), (3, 3), (4, 2), (1, 0), (2, 5), (3, 3), (9, 2), (9, 9), (4, 4)] * 2


def test_shares_and_the_mean_difference_are_of_units_with_both_events() -> None:
    row = lpfs(cohort(SOME[:12]))
    assert (row.both_events, row.opposite, row.neither) == (10, 1, 1)
    assert row.same_scan_share.value == pytest.approx(6 / 10)
    assert row.within_one_share.value == pytest.approx(8 / 10)
    assert row.mean_days_difference.value == pytest.approx((93 - 186 - 93 + 279) / 10)  # second minus first


def test_limits_are_those_of_drawing_patients_one_by_one() -> None:
    row = lpfs(cohort(SOME))
    dated = np.array([pair for pair in SOME if 9 not in pair])
    place = [order for order, pair in enumerate(SOME) if 9 not in pair]
    drawn = np.random.default_rng(7).multinomial(len(SOME), [1 / len(SOME)] * len(SOME), size=4000)[:, place]
    apart = np.abs(dated[:, 0] - dated[:, 1])
    tables = [np.zeros((6, 6)) for _ in drawn]
    for table, weights in zip(tables, drawn, strict=True):
        np.add.at(table, (dated[:, 0], dated[:, 1]), weights)
    one_by_one = {
        "same_scan_share": drawn @ (apart == 0) / drawn.sum(axis=1),
        "within_one_share": drawn @ (apart <= 1) / drawn.sum(axis=1),
        "mean_days_difference": drawn @ ((dated[:, 1] - dated[:, 0]) * 93) / drawn.sum(axis=1),
        "kappa_scan": np.array([weighted_kappa(table) for table in tables]),
    }
    for name, values in one_by_one.items():
        found, (low, high) = getattr(row, name), np.percentile(values, (2.5, 97.5))
        spread = high - low
        assert found.low == pytest.approx(low, abs=0.05 * spread), name
        assert found.high == pytest.approx(high, abs=0.05 * spread), name


def test_where_all_agree_both_limits_are_the_figure() -> None:
    row = lpfs(cohort([(0, 0), (1, 1), (2, 2), (3, 3)] * 5))
    for name, value in (("same_scan_share", 1.0), ("mean_days_difference", 0.0), ("kappa_scan", 1.0)):
        assert (getattr(row, name).value, getattr(row, name).low, getattr(row, name).high) == (value,) * 3


def test_one_patient_or_no_event_by_both_gives_no_limits() -> None:
    alone = lpfs(cohort([(0, 1)]))
    assert (alone.within_one_share.value, alone.within_one_share.low) == (1.0, None)
    calm = lpfs(cohort([(9, 9), (9, 9), (9, 9)]))
    assert calm.same_scan_share == calm.kappa_scan == Estimate(value=None, low=None, high=None)


def test_a_refusal_numbers_the_read_as_the_events_do() -> None:
    calm = [read_of("d93 NED/NED", subject="P1", reader=name, read_id=f"{name}1") for name in "AB"]
    reads = [*calm, *(read_of("d-5 LP/NED", subject="P2", reader=name, read_id=f"{name}2") for name in "BA")]
    clinical = [row for subject in ("P1", "P2") for row in clinical_of("", subject=subject)]
    for derive in (derive_events, measure_dates):
        with pytest.raises(EventBeforeOrigin) as refused:
            derive(reads, clinical, Charter())
        assert refused.value.read_number == 4
