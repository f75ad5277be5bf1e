"""Coefficients of agreement: published data sets with their published figures (domain §6), and what must hold."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_schema.agreement import cohen_kappa
from review_schema.coefficients import (
    coincidences,
    distances,
    fleiss_kappa,
    fourfold_ac1,
    fourfold_kappa,
    gwet_ac1,
    krippendorff_alpha,
    masi_distance,
    negative_agreement,
    positive_agreement,
    rating_sums,
    resampled,
    weighted_kappa,
)

SIX_RATERS = """
0 0 0 6 0   0 3 0 0 3   0 1 4 0 1   0 0 0 0 6   0 3 0 3 0   2 0 4 0 0   0 0 4 0 2   2 0 3 1 0
2 0 0 4 0   0 0 0 0 6   1 0 0 5 0   1 1 0 4 0   0 3 3 0 0   1 0 0 5 0   0 2 0 3 1
"""
"""Fifteen patients in five psychiatric categories by six raters (Fleiss 1971): raters per category."""

FOURTEEN_RATERS = """
0 0 0 0 14   0 2 6 4 2   0 0 3 5 6   0 3 9 2 0   2 2 8 1 1
7 7 0 0 0    3 2 6 3 0   2 5 3 2 2   6 5 2 1 0   0 2 2 3 7
"""
"""The textbook table of ten subjects and fourteen raters."""

FOUR_CODERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
"""Krippendorff (2011): twelve units by four coders; a point: not coded."""


def table(text: str) -> np.ndarray:
    return np.array(text.split(), dtype=float).reshape(-1, 5)


def coded() -> list[list[int]]:
    return [[int(coder[unit]) for coder in FOUR_CODERS if coder[unit] != "."] for unit in range(12)]


@pytest.mark.parametrize(
    ("counts", "fleiss", "ac1"),
    [(SIX_RATERS, 0.4139265, 0.4448007), (FOURTEEN_RATERS, 0.2099, None)],
    ids=["six raters", "fourteen raters"],
)
def test_published_tables_give_their_published_figures(counts: str, fleiss: float, ac1: float | None) -> None:
    sums = rating_sums(table(counts)).sum(axis=0)
    assert fleiss_kappa(sums) == pytest.approx(fleiss, abs=5e-5)
    if ac1 is not None:
        assert gwet_ac1(sums) == pytest.approx(ac1, abs=5e-8)


def test_ac1_of_readers_with_missing_reads_is_the_published_one() -> None:
    counts = np.array([[unit.count(code) for code in range(1, 6)] for unit in coded()], dtype=float)
    assert gwet_ac1(rating_sums(counts).sum(axis=0)) == pytest.approx(0.77544, abs=5e-6)


def test_ac1_of_two_readers_and_three_categories_is_the_published_one() -> None:
    square = ((13, 0, 0), (0, 20, 7), (0, 4, 56))
    units = [
        np.eye(3)[one] + np.eye(3)[other] for one in range(3) for other in range(3) for _ in range(square[one][other])
    ]
    assert gwet_ac1(rating_sums(np.array(units)).sum(axis=0)) == pytest.approx(0.8493305, abs=5e-8)


def ordinal_distances(each: np.ndarray) -> np.ndarray:
    size = len(each)
    between = [
        [each[min(i, j) : max(i, j) + 1].sum() - (each[i] + each[j]) / 2 for j in range(size)] for i in range(size)
    ]
    return np.array(between) ** 2


@pytest.mark.parametrize(
    ("scale", "alpha"), [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491), ("ratio", 0.7974)]
)
def test_krippendorffs_own_example_gives_his_figures(scale: str, alpha: float) -> None:
    codes = np.arange(1, 6, dtype=float)
    sums = coincidences(coded(), tuple(range(1, 6))).sum(axis=0)
    apart = {
        "nominal": 1 - np.eye(5),
        "ordinal": ordinal_distances(sums.sum(axis=1)),
        "interval": np.subtract.outer(codes, codes) ** 2,
        "ratio": (np.subtract.outer(codes, codes) / np.add.outer(codes, codes)) ** 2,
    }[scale]
    assert krippendorff_alpha(sums, apart) == pytest.approx(alpha, abs=5e-5)


SETS = [
    # one            other               distance
    ({"LP"}, {"LP"}, 0.0),
    ({"LP"}, {"RN"}, 1.0),
    ({"LP", "RN"}, {"LP"}, 1 - 1 / 2 * 2 / 3),
    ({"LP", "RN"}, {"LP", "PIE"}, 1 - 1 / 3 * 1 / 3),
    (set(), {"LP"}, 1.0),
    (set(), set(), 0.0),
]


@pytest.mark.parametrize(("one", "other", "distance"), SETS)
def test_sets_of_labels_lie_as_far_apart_as_masi_says(one: set[str], other: set[str], distance: float) -> None:
    assert masi_distance(frozenset(one), frozenset(other)) == pytest.approx(distance)


def test_on_single_labels_set_valued_alpha_is_the_nominal_one() -> None:
    units = [[frozenset({str(code)}) for code in unit] for unit in coded()]
    codes = [frozenset({str(code)}) for code in range(1, 6)]
    sums = coincidences(units, codes).sum(axis=0)
    assert krippendorff_alpha(sums, distances(codes, masi_distance)) == pytest.approx(0.7434, abs=5e-5)


RARE = [
    # a   b   c  d   kappa  ac1    positive negative
    ((40, 9, 6, 45), 0.700, 0.701, None, None),
    ((80, 10, 5, 5), 0.318, 0.808, 0.914, 0.400),
]


@pytest.mark.parametrize(("counts", "kappa", "ac1", "positive", "negative"), RARE)
def test_rare_labels_pull_kappa_down_but_not_ac1(
    counts: tuple[int, ...], kappa: float, ac1: float, positive: float | None, negative: float | None
) -> None:
    sums = np.array(counts, dtype=float)
    assert fourfold_kappa(sums) == pytest.approx(kappa, abs=5e-4)
    assert fourfold_ac1(sums) == pytest.approx(ac1, abs=5e-4)
    if positive is not None:
        assert positive_agreement(sums) == pytest.approx(positive, abs=5e-4)
        assert negative_agreement(sums) == pytest.approx(negative, abs=5e-4)


COUNT = st.integers(0, 30)


@given(COUNT, COUNT, COUNT, COUNT)
def test_two_readers_have_one_kappa_however_it_is_reckoned(a: int, b: int, c: int, d: int) -> None:
    known = cohen_kappa(((a, b), (c, d))).value
    found = float(fourfold_kappa(np.array([a, b, c, d], dtype=float)))
    assert (known is None) == (not np.isfinite(found))
    if known is not None:
        assert found == pytest.approx(known)
        assert weighted_kappa(np.array([[a, b], [c, d]], dtype=float)) == pytest.approx(known)


@given(COUNT, COUNT, COUNT, COUNT)
def test_two_readers_have_one_ac1_however_it_is_reckoned(a: int, b: int, c: int, d: int) -> None:
    units = np.repeat([[2.0, 0.0], [1.0, 1.0], [1.0, 1.0], [0.0, 2.0]], [a, b, c, d], axis=0)
    if len(units):
        both = float(gwet_ac1(rating_sums(units).sum(axis=0)))
        assert both == pytest.approx(float(fourfold_ac1(np.array([a, b, c, d], dtype=float))), nan_ok=True)


def test_an_unused_category_between_two_used_ones_keeps_its_weight() -> None:
    used = np.array([[4.0, 0.0, 1.0], [0.0, 0.0, 0.0], [1.0, 0.0, 4.0]])
    squeezed = np.array([[4.0, 1.0], [1.0, 4.0]])
    assert weighted_kappa(used) == pytest.approx(weighted_kappa(squeezed))  # all weights scale alike
    third = np.array([[4.0, 1.0, 1.0], [0.0, 0.0, 0.0], [1.0, 0.0, 4.0]])
    assert weighted_kappa(third, power=2) != pytest.approx(weighted_kappa(third[np.ix_([0, 2], [0, 2])], power=2))


def test_ordered_categories_far_apart_count_for_more() -> None:
    near = np.array([[5.0, 1.0, 0.0], [1.0, 5.0, 0.0], [0.0, 0.0, 5.0]])
    far = np.array([[5.0, 0.0, 1.0], [0.0, 5.0, 0.0], [1.0, 0.0, 5.0]])
    kappas = [weighted_kappa(counts) for counts in (near, far)]
    assert kappas[0] is not None
    assert kappas[1] is not None
    assert kappas[0] > kappas[1]


def test_all_ratings_alike_leave_nothing_to_estimate() -> None:
    alike = rating_sums(np.array([[3.0, 0.0]] * 4)).sum(axis=0)
    assert np.isnan(fleiss_kappa(alike))
    assert gwet_ac1(alike) == 1.0
    same = coincidences([[True, True]] * 4, (True, False)).sum(axis=0)
    assert np.isnan(krippendorff_alpha(same, 1 - np.eye(2)))
    assert weighted_kappa(np.array([[4.0, 0.0], [0.0, 0.0]])) is None


# --- limits ---


def test_limits_draw_patients_not_rows() -> None:
    """Ten rows of one patient are one patient: limits are as wide as if each patient had one row."""
    rows = np.array([[1.0, 0, 0, 0]] * 10 + [[0, 1.0, 0, 0]] * 3 + [[0, 0, 0, 1.0]] * 12)
    once, often = (resampled(factor * rows, (fourfold_kappa,))[0] for factor in (1, 10))
    assert (once.low, once.high) == (pytest.approx(often.low), pytest.approx(often.high))


def test_limits_enclose_the_figure_and_come_out_the_same_again() -> None:
    rows = np.array([[2.0, 1, 0, 3], [1, 0, 1, 4], [0, 1, 1, 5], [3, 0, 0, 1], [2, 2, 0, 0], [1, 0, 0, 6]])
    first, again = (resampled(rows, (fourfold_kappa,))[0] for _ in range(2))
    assert first.low < fourfold_kappa(rows.sum(axis=0)) < first.high
    assert (first.low, first.high) == (again.low, again.high)


@pytest.mark.parametrize("rows", [[[2.0, 1, 0, 3]], [[0.0, 0, 0, 3], [0, 0, 0, 5]]], ids=["one patient", "never given"])
def test_without_two_patients_or_an_estimate_there_are_no_limits(rows: list[list[float]]) -> None:
    limits = resampled(np.array(rows), (fourfold_kappa,))[0]
    assert np.isnan(limits.low)
    assert np.isnan(limits.high)


def test_two_thousand_draws_of_a_thousand_patients_take_less_than_ten_seconds() -> None:
    rows = np.random.default_rng(1).integers(0, 5, size=(1000, 10, 4)).astype(float)
    started = time.process_time()
    limits = resampled(rows, (fourfold_kappa, fourfold_ac1, positive_agreement, negative_agreement))
    assert time.process_time() - started < 10.0
    assert limits[0].low.shape == (10,)
