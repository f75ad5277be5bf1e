"""BIDS names and tables: legal whatever the pseudonyms are, without a date, the same bytes for the same facts."""

import json
import re

import pytest

from review_schema.export import bids

LEGAL = re.compile(r"[A-Za-z0-9]+")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["RR-D01"], ["RRD01"], id="punctuation is left out"),
        pytest.param(["Case 014"], ["Case014"], id="blanks are left out"),
        pytest.param(["7"], ["7"], id="a number stays"),
    ],
)
def test_labels_keep_what_bids_can_hold(names: list[str], expected: list[str]) -> None:
    assert [bids.labels_of(names)[name] for name in names] == expected


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(["P-1", "P1"], id="alike without punctuation"),
        pytest.param(["p-1", "P-1"], id="alike without case"),
        pytest.param(["Müller", "Mller"], id="alike without umlaut"),
        pytest.param(["患者", "---", "é"], id="nothing left"),
        pytest.param(["../x", "x"], id="a path"),
    ],
)
def test_names_that_collide_get_labels_of_their_own(names: list[str]) -> None:
    labels = bids.labels_of(names)
    assert len({label.lower() for label in labels.values()}) == len(names)
    assert all(LEGAL.fullmatch(label) for label in labels.values())
    assert labels == bids.labels_of(list(reversed(names))), "the order of names does not matter"


def test_a_table_says_na_for_unknown_and_holds_no_formula() -> None:
    table = bids.tsv_bytes(("a", "b", "c"), [(None, "=1+1\tx", -3)])
    assert table == b"a\tb\tc\nn/a\t'=1+1 x\t-3\n"


def test_a_frame_is_told_under_another_name_that_holds_no_date() -> None:
    frame = "1.3.12.2.1107.5.2.43.66.20190611.3"
    assert bids.frame_label(frame) == bids.frame_label(frame)
    assert bids.frame_label(frame) != bids.frame_label(frame + ".1")
    assert "20190611" not in bids.frame_label(frame)
    assert len(bids.frame_label(frame)) <= 64


def test_the_dataset_is_described_as_a_derivative_of_this_version() -> None:
    facts = json.loads(bids.dataset_description("Rim study", "1.2.3"))
    assert facts["DatasetType"] == "derivative"
    assert (facts["GeneratedBy"][0]["Name"], facts["GeneratedBy"][0]["Version"]) == ("RimRead", "1.2.3")


def test_the_label_map_names_every_number_once() -> None:
    rows = bids.label_map(("C1", "C2"), 5.0)
    assert [row[0] for row in rows] == [1, 2, 3, 4]
    assert [row[2] for row in rows] == ["C1", "C1M", "C2", "C2M"]
    assert bids.width_label(2.5) == "2p5mm"
