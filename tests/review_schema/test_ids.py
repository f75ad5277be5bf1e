from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from review_schema import ids

names = st.text(min_size=1, max_size=12)


def test_a_visit_has_the_same_id_in_every_study_and_for_ever() -> None:
    # Written down: reads exchanged between sites are joined by it.
    assert ids.timepoint_id("CASE-A", date(2024, 3, 1)) == "8ba6f09785f174df7ad7"


@given(names, names, st.dates(), st.integers(0, 400))
def test_visits_differ_by_subject_and_date(one: str, other: str, day: date, later: int) -> None:
    second_day = day if day.year > 9990 else day + timedelta(days=later)
    same = (one, day) == (other, second_day)
    assert (ids.timepoint_id(one, day) == ids.timepoint_id(other, second_day)) == same


def test_ids_of_parts_that_join_to_the_same_text_differ() -> None:
    assert ids.read_id("s", "anna1", "Case 1") != ids.read_id("s", "anna", "1Case 1")
    assert ids.read_id("s", "anna", "Case 1") == ids.read_id("s", "anna", "Case 1")


def test_an_id_tells_neither_subject_nor_date() -> None:
    name = ids.timepoint_id("CASE-A", date(2024, 3, 1))
    assert len(name) == ids.LENGTH
    assert set(name) <= set("0123456789abcdef")


def test_fresh_ids_are_fresh() -> None:
    assert len({ids.new_id() for _ in range(1000)}) == 1000
