"""Agreement about events and their dates: small studies counted by hand."""

import pytest

from review_schema.agreement_dates import DateAgreementRow, measure_dates
from review_schema.charter import Charter
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
    assert row.kappa_scan == pytest.approx(1 - 4 * 1 / 14)
    assert (row.same_scan, row.one_scan_apart) == (3, 1)


def test_a_scan_that_did_not_take_place_lies_between_no_two_scans() -> None:
    reads = two_readers("d93 LP/NED; d186(absent) NE/NE; d275 LP/NED", "d93 NED/NED; d186(absent) NE/NE; d275 LP/NED")
    assert row_of(reads, "LPFS").one_scan_apart == 1


def test_death_and_whole_brain_irradiation_are_nobodys_reading() -> None:
    rows = measure_dates(two_readers("d93 NED/NED", "d93 NED/NED"), clinical_of("death d400"), Charter())
    assert {"OS", "WBIFREE"}.isdisjoint(row.paramcd for row in rows)


def test_a_refusal_numbers_the_read_as_the_events_do() -> None:
    calm = [read_of("d93 NED/NED", subject="P1", reader=name, read_id=f"{name}1") for name in "AB"]
    reads = [*calm, *(read_of("d-5 LP/NED", subject="P2", reader=name, read_id=f"{name}2") for name in "BA")]
    clinical = [row for subject in ("P1", "P2") for row in clinical_of("", subject=subject)]
    for derive in (derive_events, measure_dates):
        with pytest.raises(EventBeforeOrigin) as refused:
            derive(reads, clinical, Charter())
        assert refused.value.read_number == 4
