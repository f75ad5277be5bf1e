"""Tests between two groups against R 4.2.2 (`fisher.test(rbind(a, b))$p.value`, `wilcox.test(a, b)$p.value`)."""

from collections.abc import Sequence

import pytest

from review_schema.group_tests import (
    CHI_SQUARED,
    FISHER,
    MANN_WHITNEY,
    MANN_WHITNEY_EXACT,
    Comparison,
    compare_counts,
    compare_numbers,
)

FISHER_OF_R = [
    # The histologies of the paper's Table 1 (HSRT, IORT), read as the domain reference corrects them.
    ((20, 4, 18, 9, 7, 3, 2, 2, 7), (12, 11, 8, 8, 6, 2, 2, 3, 5), 0.3820735691),
    # Incomplete resection suspected: 26 of 75 and 18 of 62 cavities.
    ((26, 49), (18, 44), 0.5818951195),
    ((3, 1), (1, 3), 0.4857142857),
    ((8, 0), (2, 5), 0.006993006993),
    ((5, 10, 3), (9, 4, 2), 0.2062188346),
    ((0, 6, 1, 3), (4, 2, 2, 0), 0.01974496092),
    ((72, 0), (57, 1), 0.4461538462),
]

WILCOXON_OF_R = [
    ((1.1, 2.2, 3.3, 4.4, 5.5), (2.5, 6.1, 7.2, 8.3), 0.1111111111, MANN_WHITNEY_EXACT),
    ((1, 2), (3, 4), 0.3333333333, MANN_WHITNEY_EXACT),
    ((61, 72, 55, 48, 66, 70, 59), (60, 55, 71, 49, 80, 66), 0.8298633356, MANN_WHITNEY),
    ((90, 80, 80, 70, 100, 90), (70, 60, 80, 70, 90), 0.1590565285, MANN_WHITNEY),
    ([n + 0.5 for n in range(1, 61)], range(3, 90, 2), 0.00310151923, MANN_WHITNEY),
]


@pytest.mark.parametrize(("first", "second", "p"), FISHER_OF_R)
def test_counts_are_compared_as_r_does(first: Sequence[int], second: Sequence[int], p: float) -> None:
    for pair in ((first, second), (second, first), (first[::-1], second[::-1])):
        found = compare_counts(*pair)
        assert found.test == FISHER
        assert found.p == pytest.approx(p, abs=1e-9)


def test_a_category_that_nobody_has_changes_nothing() -> None:
    assert compare_counts((8, 0, 0), (2, 0, 5)) == compare_counts((8, 0), (2, 5))


def test_too_many_tables_get_a_chi_squared_test() -> None:
    found = compare_counts((900, 950, 1000, 1010, 400, 420), (990, 900, 1020, 1000, 430, 400))
    # chisq.test(rbind(...), correct = FALSE)
    assert found.test == CHI_SQUARED
    assert found.p == pytest.approx(0.2151146542, abs=1e-9)


def test_thousands_of_patients_in_two_categories_are_compared_exactly() -> None:
    found = compare_counts((2500, 2400), (2450, 2550))
    assert found.test == FISHER
    assert found.p == pytest.approx(0.0465770565, abs=1e-9)


@pytest.mark.parametrize(("first", "second", "p", "name"), WILCOXON_OF_R)
def test_numbers_are_compared_as_r_does(first: Sequence[float], second: Sequence[float], p: float, name: str) -> None:
    found = compare_numbers(first, second)
    assert found.test == name
    assert found.p == pytest.approx(p, abs=1e-9)


@pytest.mark.parametrize(
    "found",
    [
        compare_counts((5, 0), (7, 0)),
        compare_counts((5, 3), (0, 0)),
        compare_numbers((5, 5, 5), (5, 5)),
        compare_numbers((), (5, 6)),
    ],
    ids=["one category", "an empty group", "one value", "no numbers"],
)
def test_what_cannot_be_compared_has_no_p(found: Comparison) -> None:
    assert found.p is None
