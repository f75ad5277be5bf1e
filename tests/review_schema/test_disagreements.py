"""What kind of difference two reads have at a time point."""

import pytest

from review_schema.disagreements import Disagreement, Kind, find_disagreements
from review_schema.read import SignedRead
from tests.review_schema.histories import read_of

KINDS = [
    # first read                   second read                    kind, at the first discordant place
    ("d93 LP/NED", "d93 NED/NED", Kind.MISSED),
    ("d93 NED/DP", "d93 NED/NED", Kind.MISSED),
    ("d93 LP/NED", "d93 RN/NED", Kind.MISLABELLED),
    ("d93 LP/NED", "d93 STABLE/NED", Kind.MISLABELLED),
    ("d93 LP/NED", "d93 NE/NED", Kind.MISLABELLED),
    ("d93 STABLE/NED", "d93 NED/NED", Kind.MISLABELLED),
    ("d93 LPb#1/NED", "d93 NED/NED", Kind.BOUNDARY),
    ("d93 LP#1/NED", "d93 NED/DP#1", Kind.MISLABELLED),  # one lesion, local by one and distant by the other
    ("d93 LP/NED; d186 LP/NED", "d93 NED/NED; d186 LP/NED", Kind.MISDATED),
    ("d93 LP/NED; d186 NED/NED", "d93 RN/NED; d186 LP/NED", Kind.MISLABELLED),  # RN by one of them only
]


def two(first: str, second: str) -> list[SignedRead]:
    return [read_of(first, reader="A", read_id="a"), read_of(second, reader="B", read_id="b")]


def found(first: str, second: str) -> tuple[Disagreement, ...]:
    return find_disagreements(two(first, second))


@pytest.mark.parametrize(("first", "second", "kind"), KINDS)
def test_a_disagreement_is_of_its_kind(first: str, second: str, kind: Kind) -> None:
    assert found(first, second)[0].kind is kind


def test_a_lesion_without_a_distance_is_a_matter_of_registration() -> None:
    reads = two("d93 LPb#1/NED", "d93 NED/NED")
    timepoint = reads[0].timepoints[0]
    finding = timepoint.findings[0]
    assert finding.measure is not None
    lost = finding.model_copy(update={"measure": finding.measure.without_distances()})
    timepoint = timepoint.model_copy(update={"findings": (lost, *timepoint.findings[1:])})
    reads[0] = reads[0].model_copy(update={"timepoints": (timepoint,)})
    assert find_disagreements(reads)[0].kind is Kind.REGISTRATION


def test_reads_that_say_the_same_do_not_disagree() -> None:
    assert found("d93 LP/NED; d186 RN/DP", "d93 LP/NED; d186 RN/DP") == ()
    assert found("d93 LP~/NED", "d93 LPx/NED") == ()  # taken back by both


def test_each_compartment_stands_for_itself() -> None:
    one, other = found("d93 LP|NED/DP", "d93 NED|NED/NED")
    assert (one.cavity, one.labels_1, one.labels_2) == ("C1", ("LP",), ("NED",))
    assert (other.cavity, other.labels_1, other.labels_2) == (None, ("DP",), ("NED",))


def test_the_place_is_where_the_read_marked_what_the_other_does_not_say() -> None:
    only = found("d93 LP#1/NED", "d93 NED/NED")[0]
    assert only.place_1 == (0.0, 0.0, 0.0)
    assert only.place_2 is None


def test_a_reread_disagrees_with_its_first_read() -> None:
    reads = [read_of("d93 LP/NED", read_id="a"), read_of("d93 NED/NED", read_id="again", reread_of="a")]
    assert [(one.comparison, one.reader_1, one.reader_2) for one in find_disagreements(reads)] == [("within", "A", "A")]
