from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.usecases.assign_reads import CODES_PER_CASE, _free_codes, assign_reads
from app.usecases.study import Study
from review_schema.charter import Charter
from review_schema.errors import NothingToAssign, NotReaders, SubjectsWithoutScans
from review_schema.payloads import ReadAssigned, ReaderAdded
from review_schema.vocabulary import Role
from tests.study_factory import SURGERY_ON, add_case, clinical, new_study

CASES = tuple(f"P{number:02d}" for number in range(10))


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = new_study(tmp_path / "S")
    for case in CASES:
        add_case(made, case)
    add_accounts(made)
    yield made
    made.close()


def add_accounts(study: Study) -> None:
    accounts = {"anna": Role.READER, "ben": Role.READER, "carla": Role.COORDINATOR}
    study.ledger.append_all(
        [(f"reader/{n}", ReaderAdded(name=n, role=role, password_hash="x")) for n, role in accounts.items()], "carla"
    )


def of(reader: str, made: tuple[ReadAssigned, ...]) -> list[ReadAssigned]:
    return sorted((one for one in made if one.reader == reader), key=lambda one: one.position)


def test_each_reader_gets_every_case_once_and_the_re_reads_after(study: Study) -> None:
    made = assign_reads(study, reread_fraction=0.2, seed=7, author="carla")
    for reader in ("anna", "ben"):
        worklist = of(reader, made)
        assert [one.position for one in worklist] == list(range(1, 13))
        first, again = worklist[:10], worklist[10:]
        assert sorted(one.subject for one in first) == list(CASES)
        assert all(one.reread_of is None and one.washout_days == 0 for one in first)
        by_id = {one.read_id: one.subject for one in first}
        assert [by_id[one.reread_of or ""] for one in again] == [one.subject for one in again]
        assert len({one.subject for one in again}) == 2


def test_readers_have_orders_and_codes_of_their_own(study: Study) -> None:
    made = assign_reads(study, reread_fraction=0.0, seed=7, author="carla")
    anna, ben = of("anna", made), of("ben", made)
    assert [one.subject for one in anna] != [one.subject for one in ben]
    assert {one.subject: one.case_code for one in anna} != {one.subject: one.case_code for one in ben}
    assert [one.subject for one in anna] != list(CASES)


def test_codes_are_drawn_with_gaps_everywhere_so_that_no_gap_tells_a_hidden_re_read(study: Study) -> None:
    made = of("anna", assign_reads(study, reread_fraction=0.5, seed=3, author="carla"))
    numbers = [int(one.case_code.removeprefix("Case ")) for one in made]
    assert all(100 <= number <= 999 for number in numbers)
    assert min(np.diff(sorted(numbers[:10]))) > 1, "no two cases follow each other"
    assert numbers != sorted(numbers)
    assert min(numbers[:10]) < max(numbers[10:]), "re-reads are numbered neither before"
    assert min(numbers[10:]) < max(numbers[:10]), "nor after the others"
    for one in made:
        assert one.subject not in one.case_code
        assert one.subject not in one.read_id


def test_the_same_seed_gives_the_same_worklists_and_another_seed_others(tmp_path: Path, study: Study) -> None:
    def orders(name: str, seed: int) -> list[tuple[str, str, str]]:
        with new_study(tmp_path / name) as other:
            for case in reversed(CASES):
                add_case(other, case)
            add_accounts(other)
            made = assign_reads(other, seed=seed, author="carla")
            return [(one.reader, one.subject, one.case_code) for one in made]

    assert orders("A", 7) == orders("B", 7) != orders("C", 8)


def test_a_second_call_adds_nothing(study: Study) -> None:
    assign_reads(study, author="carla")
    entries = study.ledger.verify()
    assert assign_reads(study, author="carla") == ()
    assert assign_reads(study, seed=99, author="carla") == ()
    assert study.ledger.verify() == entries


def test_a_second_call_adds_new_cases_and_readers_only(study: Study) -> None:
    assign_reads(study, readers=["anna"], subjects=CASES[:5], reread_fraction=0.2, author="carla")
    add_case(study, "P99")
    made = assign_reads(study, reread_fraction=0.2, author="carla")
    anna = of("anna", made)
    assert {one.subject for one in anna if one.reread_of is None} == {*CASES[5:], "P99"}
    assert [one.position for one in anna] == list(range(7, 15))
    assert sum(one.reread_of is not None for one in anna) == 2  # three of eleven in all
    assert len(of("ben", made)) == 14
    reads = [read for read in study.state().reads.values() if read.reader == "anna"]
    assert len({read.case_code for read in reads}) == len({read.position for read in reads}) == len(reads) == 14


def test_without_figures_the_charter_decides(tmp_path: Path) -> None:
    charter = Charter(reread_fraction=1.0, washout_days=5)
    with new_study(tmp_path / "T", charter=charter) as study:
        add_case(study, "P1")
        add_accounts(study)
        first, again = of("anna", assign_reads(study, author="carla"))
        assert (first.reread_of, again.reread_of, again.washout_days) == (None, first.read_id, 5)


@pytest.mark.parametrize(("cases", "digits"), [(1, 3), (300, 3), (301, 4), (3001, 5)])
def test_codes_have_as_many_digits_as_leave_most_of_them_unused(cases: int, digits: int) -> None:
    free = _free_codes([], cases)
    assert len(free) >= CODES_PER_CASE * cases
    assert {len(code) for code in free} == {len("Case ") + digits}


@pytest.mark.parametrize("names", [["anna", "nobody"], ["carla"], ["Anna"]])
def test_only_readers_read(study: Study, names: list[str]) -> None:
    with pytest.raises(NotReaders) as caught:
        assign_reads(study, readers=names, author="carla")
    assert caught.value.count == 1
    assert study.state().reads == {}


def test_subjects_without_a_scan_to_show_are_refused_when_named_and_left_out_otherwise(tmp_path: Path) -> None:
    with new_study(tmp_path / "T") as study:
        add_accounts(study)
        study.ledger.append("subject/P1", clinical("P1", ("surgery", SURGERY_ON, "C1", None)), "carla")
        with pytest.raises(NothingToAssign):
            assign_reads(study, author="carla")
        add_case(study, "P2")
        with pytest.raises(SubjectsWithoutScans):
            assign_reads(study, subjects=["P1", "P2"], author="carla")
        assert {one.subject for one in assign_reads(study, author="carla")} == {"P2"}


def test_without_readers_there_is_nothing_to_assign(tmp_path: Path) -> None:
    with new_study(tmp_path / "T") as study:
        add_case(study, "P1")
        with pytest.raises(NothingToAssign):
            assign_reads(study, author="carla")


@settings(max_examples=12)
@given(fraction=st.floats(0, 1), seed=st.integers(0, 2**40), cut=st.integers(1, 10))
def test_however_assigned_each_case_is_read_once_and_the_asked_part_twice(
    fraction: float, seed: int, cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with new_study(tmp_path_factory.mktemp("assign") / "S") as study:
        for case in CASES[:cut]:
            add_case(study, case, days=(1,))
        add_accounts(study)
        made = of("anna", assign_reads(study, readers=["anna"], reread_fraction=fraction, seed=seed, author="carla"))
        first = [one for one in made if one.reread_of is None]
        again = [one for one in made if one.reread_of is not None]
        assert sorted(one.subject for one in first) == list(CASES[:cut])
        assert fraction * cut - 1e-6 <= len(again) < fraction * cut + 1
        assert len({one.subject for one in again}) == len(again)
        assert len({one.read_id for one in made}) == len({one.case_code for one in made}) == len(made)
