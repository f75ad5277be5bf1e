"""A few pairs of the registration corpus: real heads in known motion, changed as after surgery, and what is no pair."""

from functools import cache

import numpy as np
import pytest

from imaging.geometry import apply_affine
from imaging.registration import Registration, register
from imaging.volume import Volume
from tests.benchmarks.registration_corpus import apart_mm, measured
from tests.imaging.registration_pairs import (
    FAR,
    Options,
    Pair,
    body,
    brain_of,
    cavity,
    mirrored,
    new_lesion,
    pair_of,
    phantom_head,
    place_in,
    pulled,
    real_head,
)

pytestmark = [pytest.mark.real, pytest.mark.slow, pytest.mark.xdist_group("registration_corpus")]

HEAD = "ms first"

HARD: dict[str, Options] = {
    "30°, 40 mm": {"styles": ("axial 3", "axial 3"), "reach": FAR},
    "a quarter cut off": {"styles": ("axial 3", "axial 3"), "cut": True},
    "5.5 mm slices, strong shading and noise": {
        "styles": ("axial 5.5", "axial 3"), "bias": 0.6, "noise": (0.06, 0.1),
    },
}  # fmt: skip


def made(seed: int, after: Volume | None = None, **options: object) -> Pair:
    chance = np.random.default_rng(seed)
    head = real_head(HEAD)
    centre = place_in(head, chance)
    return pair_of("", head, head if after is None else after, centre, chance, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", HARD)
def test_a_hard_pair_is_found_within_what_it_states(kind: str) -> None:
    row = measured(made(7, **HARD[kind]))
    assert row.trusted, row.reason
    assert row.focus_mm <= row.stated_mm <= 0.3
    assert row.focus_mm <= 0.07


def test_a_collapsed_cavity_does_not_mislead() -> None:
    chance = np.random.default_rng(3)
    head = real_head(HEAD)
    centre = place_in(head, chance)
    before = cavity(head, centre, np.array([17.0, 15.0, 16.0]))
    after = cavity(pulled(head, centre, -6.0, 10.0, 30.0), centre, np.array([6.0, 6.0, 7.0]))
    row = measured(pair_of("", before, after, centre, chance, styles=("axial 3", "axial 3")))
    assert row.trusted, row.reason
    assert row.focus_mm <= row.stated_mm <= 0.3


def test_a_brain_without_its_skull_is_found_in_the_whole_head() -> None:
    chance = np.random.default_rng(6)
    whole = phantom_head(11, "T1C")
    row = measured(pair_of("", whole, brain_of(whole, 11), place_in(whole, chance), chance))
    assert row.trusted, row.reason
    assert row.focus_mm <= row.stated_mm <= 0.5


def test_a_new_lesion_of_three_centimetres_moves_a_real_head_by_less_than_a_tenth_of_a_millimetre() -> None:
    lesioned, _ = new_lesion(real_head(HEAD), np.random.default_rng(2))
    styles = ("axial 3", "axial 3")
    pairs = made(5, styles=styles), made(5, lesioned, styles=styles)
    without, with_it = (register(one.reference, one.moving).transform.inverse().matrix for one in pairs)
    assert apart_mm(without, with_it, pairs[0].focus) < 0.1


@cache
def plain() -> Pair:
    return made(5, styles=("axial 3", "axial 3"))


def of(kind: str) -> Registration:
    pair = plain()
    chance = np.random.default_rng(4)
    noise = np.abs(chance.normal(0.0, 100.0, pair.moving.grid.shape)).astype(np.float32)
    other = {
        "mirrored": lambda: mirrored(pair.moving),
        "thorax": lambda: body("thorax", chance),
        "noise": lambda: Volume(noise, pair.moving.grid),
        "empty": lambda: Volume(np.zeros(pair.moving.grid.shape, dtype=np.uint16), pair.moving.grid),
    }[kind]()
    return register(pair.reference, other)


@pytest.mark.parametrize("kind", ["mirrored", "thorax", "noise", "empty"])
def test_what_is_not_this_head_is_not_trusted_and_says_why(kind: str) -> None:
    result = of(kind)
    assert not result.trusted
    assert result.error_mm >= 5.0
    assert len(result.reason) > 20


def test_the_generator_knows_where_each_place_went() -> None:
    pair = plain()
    assert pair.truth is not None
    there = apply_affine(np.linalg.inv(pair.truth), pair.focus)
    for scan, points in ((pair.reference, pair.focus), (pair.moving, there)):
        index = np.rint(scan.grid.index(points)).astype(int)
        assert (index >= 0).all()
        assert (index < scan.grid.shape).all()
