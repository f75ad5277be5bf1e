"""Agreement: the figures of the domain reference, and a small study counted by hand."""

import csv
import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_schema.agreement import LABELS, AgreementRow, FourfoldTable, cohen_kappa, measure
from review_schema.export.agreement import PAIR_COLUMNS, agreement_csv, agreement_markdown
from review_schema.read import SignedRead
from review_schema.vocabulary import CavityLabel, Compartment
from tests.review_schema.histories import read_of

COUNT = st.integers(0, 50)


def table(a: int, b: int, c: int, d: int) -> FourfoldTable:
    return FourfoldTable(a=a, b=b, c=c, d=d)


# --- figures of domain §6 ---------------------------------------------------------------------------------------------


def test_balanced_labels_give_the_reference_kappa() -> None:
    assert table(40, 9, 6, 45).raw == pytest.approx(0.85)
    assert table(40, 9, 6, 45).kappa.value == pytest.approx(0.700, abs=5e-4)


def test_rare_labels_give_the_reference_kappa_and_specific_agreement() -> None:
    rare = table(80, 10, 5, 5)
    assert rare.raw == pytest.approx(0.85)
    assert rare.kappa.value == pytest.approx(0.318, abs=5e-4)
    assert rare.positive == pytest.approx(0.914, abs=5e-4)
    assert rare.negative == pytest.approx(0.400, abs=5e-4)


def test_three_categories_give_the_reference_kappa_error_and_limits() -> None:
    kappa = cohen_kappa(((13, 0, 0), (0, 20, 7), (0, 4, 56)))
    assert kappa.value == pytest.approx(0.7964094, abs=5e-8)
    assert kappa.standard_error == pytest.approx(0.0589107, abs=5e-8)
    assert (kappa.low, kappa.high) == (pytest.approx(0.681, abs=5e-4), pytest.approx(0.912, abs=5e-4))


# --- degenerate tables ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("counts", [(7, 0, 0, 0), (0, 0, 0, 7), (0, 0, 0, 0)])
def test_one_and_the_same_rating_everywhere_is_not_estimable(counts: tuple[int, int, int, int]) -> None:
    assert table(*counts).kappa.value is None


def test_a_label_never_given_has_no_positive_agreement() -> None:
    never = table(0, 0, 0, 7)
    assert (never.positive, never.negative, never.raw) == (None, 1.0, 1.0)


def test_a_rating_that_never_varied_gives_kappa_without_limits() -> None:
    kappa = table(0, 3, 0, 7).kappa
    assert (kappa.value, kappa.low, kappa.high) == (0.0, None, None)


@pytest.mark.parametrize(("counts", "value"), [((5, 0, 0, 9), 1.0), ((0, 5, 5, 0), -1.0)])
def test_complete_agreement_and_disagreement_are_certain(counts: tuple[int, int, int, int], value: float) -> None:
    kappa = table(*counts).kappa
    assert (kappa.value, kappa.low, kappa.high) == (value, value, value)


@given(COUNT, COUNT, COUNT, COUNT)
def test_kappa_is_the_textbook_formula_and_does_not_mind_who_is_first(a: int, b: int, c: int, d: int) -> None:
    one, other = table(a, b, c, d), table(a, c, b, d)
    n = one.n
    by_chance = ((a + b) * (a + c) + (c + d) * (b + d)) / (n * n) if n else 1.0
    if by_chance == 1.0:
        assert one.kappa.value is None
        return
    assert one.raw is not None
    assert one.kappa.value == pytest.approx((one.raw - by_chance) / (1 - by_chance))
    assert other.kappa.value == pytest.approx(one.kappa.value)
    assert (one.positive, one.negative) == (other.positive, other.negative)


# --- a study counted by hand ------------------------------------------------------------------------------------------

#                 day 93     day 186    day 275
P1_BY_A = "d93 NED/NED; d186 LP/NED; d275 LP/DP"
P1_BY_B = "d93 NED/NED; d186 RN/NED; d275 LP/DP"
P2_BY_A = "d93 NED/NED; d186 NED/NED"
P2_BY_B = "d93 NED/DP; d186 NE/NED; d275 NED/NED"  # A never saw day 275
P1_BY_A_AGAIN = "d93 NED/NED; d186 RN/NED; d275 LP/NED"


def study() -> list[SignedRead]:
    return [
        read_of(P1_BY_A, subject="P1", reader="A", read_id="a1"),
        read_of(P1_BY_B, subject="P1", reader="B", read_id="b1"),
        read_of(P2_BY_A, subject="P2", reader="A", read_id="a2"),
        read_of(P2_BY_B, subject="P2", reader="B", read_id="b2"),
        read_of(P1_BY_A_AGAIN, subject="P1", reader="A", read_id="a3", reread_of="a1"),
    ]


def counts(
    rows: tuple[AgreementRow, ...], comparison: str, unit: str = "timepoint"
) -> dict[str, tuple[int, int, int, int]]:
    return {
        f"{row.compartment} {row.label}": (row.table.a, row.table.b, row.table.c, row.table.d)
        for row in rows
        if row.comparison == comparison and row.unit == unit
    }


def test_two_readers_agree_as_counted_by_hand() -> None:
    assert counts(measure(study()), "between") == {
        "cavity LP": (1, 1, 0, 3),
        "cavity RN": (0, 0, 1, 4),
        "cavity PIE": (0, 0, 0, 5),
        "cavity STABLE": (0, 0, 0, 5),
        "cavity NED": (2, 1, 0, 2),
        "cavity NE": (0, 0, 1, 4),
        "brain DP": (1, 0, 1, 3),
        "brain LMD": (0, 0, 0, 5),
        "brain NED": (3, 1, 0, 1),
        "brain NE": (0, 0, 0, 5),
    }


def test_one_reader_agrees_with_himself_as_counted_by_hand() -> None:
    within = counts(measure(study()), "within")
    assert within["cavity LP"] == (1, 1, 0, 1)
    assert within["cavity RN"] == (0, 0, 1, 2)
    assert within["brain DP"] == (0, 1, 0, 2)
    assert {row.reader_1 + row.reader_2 for row in measure(study()) if row.comparison == "within"} == {"AA"}


def test_figures_of_the_study_are_those_worked_out_by_hand() -> None:
    lp = next(row.table for row in measure(study()) if row.comparison == "between" and row.label == "LP")
    assert (lp.n, lp.raw, lp.positive, lp.negative) == (5, 0.8, 2 / 3, 6 / 7)
    # by chance: (2*1 + 3*4) / 25 = 0.56; (0.8 - 0.56) / 0.44
    assert lp.kappa.value == pytest.approx(0.24 / 0.44)


def test_the_order_of_reads_does_not_matter() -> None:
    reads = study()
    random.Random(3).shuffle(reads)
    assert measure(reads) == measure(study())


def test_findings_taken_back_do_not_count() -> None:
    reads = [read_of("d93 LP~/NED", reader="A", read_id="a"), read_of("d93 LPx/NED", reader="B", read_id="b")]
    assert counts(measure(reads), "between")["cavity LP"] == (0, 0, 0, 1)


def test_a_label_at_any_cavity_is_a_label_at_the_time_point() -> None:
    reads = [read_of("d93 NED|LP/NED", reader="A", read_id="a"), read_of("d93 LP|NED/NED", reader="B", read_id="b")]
    assert counts(measure(reads), "between")["cavity LP"] == (1, 0, 0, 0)


def test_of_two_first_reads_of_a_case_the_latest_counts() -> None:
    corrected = read_of("d93 LP/NED", reader="A", read_id="a0")
    corrected = corrected.model_copy(update={"signed_at": corrected.signed_at + timedelta(days=1)})
    reads = [
        read_of("d93 NED/NED", reader="A", read_id="a1"),
        corrected,
        read_of("d93 LP/NED", reader="B", read_id="b"),
    ]
    assert counts(measure(reads), "between")["cavity LP"] == (1, 0, 0, 0)


def test_a_reread_whose_first_read_is_absent_is_left_out() -> None:
    assert measure([read_of("d93 LP/NED", reread_of="elsewhere")]) == ()


def test_readers_of_different_cases_are_not_compared() -> None:
    reads = [read_of("d93 LP/NED", subject="P1", reader="A"), read_of("d93 LP/NED", subject="P2", reader="B")]
    assert measure(reads) == ()


def test_time_points_that_only_one_of_two_read_are_not_compared() -> None:
    apart = [read_of("d93 LP/NED", reader="A", read_id="a"), read_of("d94 LP/NED", reader="B", read_id="b")]
    assert measure(apart) == ()
    partly = [read_of("d93 LP/NED; d94 LP/NED", reader="A", read_id="a"), apart[1]]
    assert {row.table.n for row in measure(partly)} == {1}


def test_three_readers_make_three_pairs() -> None:
    rows = measure([read_of("d93 LP/NED", reader=reader, read_id=reader) for reader in "CAB"])
    assert list(dict.fromkeys((row.reader_1, row.reader_2) for row in rows)) == [("A", "B"), ("A", "C"), ("B", "C")]


def test_in_a_patient_a_label_counts_once_however_often_it_was_given() -> None:
    by_patient = counts(measure(study()), "between", "patient")
    assert by_patient["cavity LP"] == (1, 0, 0, 1)
    assert by_patient["brain DP"] == (1, 0, 1, 0)  # P2 has it by B only
    assert by_patient["cavity RN"] == (0, 0, 1, 1)


def test_each_cavity_counts_for_itself() -> None:
    reads = [read_of("d93 NED|LP/NED", reader="A", read_id="a"), read_of("d93 LP|NED/NED", reader="B", read_id="b")]
    rows = measure(reads)
    assert counts(rows, "between", "cavity")["cavity LP"] == (0, 1, 1, 0)
    assert not [row for row in rows if row.unit == "cavity" and row.compartment is Compartment.BRAIN]


def test_a_cavity_counts_only_where_one_of_the_reads_labels_it() -> None:
    later = "d93 NED/NED; d186 NED|LP/NED"  # the second cavity is operated on between the visits
    rows = measure([read_of(later, reader=reader, read_id=reader) for reader in "AB"])
    assert counts(rows, "between", "cavity")["cavity LP"] == (1, 0, 0, 2)


# --- as files ---------------------------------------------------------------------------------------------------------


def test_the_csv_file_holds_counts_and_figures() -> None:
    lines = list(csv.DictReader(agreement_csv(measure(study())).decode().splitlines()))
    assert list(lines[0]) == [column.name for column in PAIR_COLUMNS]
    by_label = {
        line["label"]: line for line in lines if line["comparison"] == "between" and line["unit"] == "timepoint"
    }
    lp, pie = by_label["LP"], by_label["PIE"]
    assert [lp[name] for name in ("patients", "n", "both", "only_1", "only_2", "neither")] == [
        "2",
        "5",
        "1",
        "1",
        "0",
        "3",
    ]
    assert [lp[name] for name in ("raw", "positive", "negative", "kappa")] == [
        "0.8",
        "0.666667",
        "0.857143",
        "0.545455",
    ]
    assert [pie[name] for name in ("raw", "positive", "negative", "kappa", "ac1")] == [
        "1.0", "not estimable", "1.0", "not estimable", "1.0",
    ]  # fmt: skip
    assert len(lines) == 2 * (2 * len(LABELS) + len(CavityLabel))


def test_identical_reads_give_identical_bytes() -> None:
    assert agreement_csv(measure(study())) == agreement_csv(measure(study()[::-1]))


def test_the_page_tells_what_cannot_be_estimated() -> None:
    page = agreement_markdown(measure(study()))
    assert "## A and B" in page
    assert "## A, read again" in page
    assert (
        "| cavity PIE | 5 | 0 | 0 | 0 | 5 | 1.000 | not estimable | 1.000 | not estimable, 5/5 agree | 1.000 |" in page
    )
    assert "| cavity LP | 5 | 1 | 1 | 0 | 3 | 0.800 | 0.667 | 0.857 | 0.545 (" in page


def test_without_any_pair_the_page_says_so() -> None:
    assert "No time point was read twice." in agreement_markdown(())


def test_a_reader_named_like_a_formula_stays_text() -> None:
    rows = measure([read_of("d93 LP/NED", reader=name, read_id=name) for name in ("=1+1", "B")])
    assert "'=1+1" in agreement_csv(rows).decode()
    assert rows[0].compartment is Compartment.CAVITY
