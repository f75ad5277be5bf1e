from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from imaging.geometry import Grid, Points
from imaging.registration_fit import (
    Fit,
    Interpolator,
    Sample,
    choose_points,
    combined,
    fit,
    hats,
    inverted,
    mapped,
    product,
    solve,
    thickness_offsets,
    tukey,
)
from imaging.registration_quality import Blocks, Evidence, jackknife_mm, judge, parts_mm, stretched_mm
from imaging.registration_search import binned, normalised_mutual_information
from imaging.volume import Mask, Volume
from tests.imaging.registration_heads import grid, pose


@given(st.integers(0, 700), st.integers(1, 5), st.integers(1, 4))
def test_a_product_in_blocks_equals_the_plain_product(rows: int, left: int, right: int) -> None:
    chance = np.random.default_rng(rows)
    first, second = chance.normal(size=(rows, left)), chance.normal(size=(rows, right))
    np.testing.assert_allclose(product(first, second), first.T @ second, atol=1e-10)
    coefficients = chance.normal(size=(left, right))
    np.testing.assert_allclose(combined(first, coefficients), first @ coefficients, atol=1e-10)


@given(st.tuples(*[st.floats(-90, 90)] * 3), st.tuples(*[st.floats(-50, 50)] * 3))
def test_a_pose_and_its_inverse_undo_each_other(degrees: tuple[float, ...], shift: tuple[float, ...]) -> None:
    there = pose((degrees[0], degrees[1], degrees[2]), (shift[0], shift[1], shift[2]))
    points = np.array([[10.0, -20.0, 30.0], [0.0, 0.0, 0.0]])
    np.testing.assert_allclose(mapped(inverted(there), mapped(there, points)), points, atol=1e-9)


def test_weighted_least_squares_finds_the_plane_and_leaves_an_empty_column_at_nought() -> None:
    chance = np.random.default_rng(3)
    design = np.concatenate([chance.normal(size=(500, 2)), np.zeros((500, 1))], axis=1)
    answer = solve(design, design @ np.array([2.0, -1.0, 0.0]), np.ones(500))
    np.testing.assert_allclose(answer, [2.0, -1.0, 0.0], atol=1e-6)


def test_hat_functions_draw_a_straight_line_and_stay_flat_outside() -> None:
    knots = np.array([0.0, 1.0, 4.0])
    basis, slope = hats(np.array([-1.0, 0.5, 2.5, 9.0]), knots)
    np.testing.assert_allclose(basis @ knots, [0.0, 0.5, 2.5, 4.0])
    np.testing.assert_allclose(slope @ knots, [0.0, 1.0, 1.0, 0.0])


def test_an_outlier_loses_all_weight_and_a_good_voxel_keeps_it() -> None:
    residuals = np.append(np.random.default_rng(1).normal(size=999), 50.0)
    weights = tukey(residuals)
    assert weights[-1] == 0.0
    assert weights[np.abs(residuals) < 0.5].min() > 0.9


@pytest.mark.parametrize(("thick_mm", "variance"), [(3.0, (9.0 - 1.0) / 12.0), (5.5, (5.5**2 - 1.0) / 12.0)])
def test_a_thin_scan_is_averaged_over_what_its_own_voxels_do_not_span(thick_mm: float, variance: float) -> None:
    offsets, weights = thickness_offsets(grid((thick_mm, 1.0, 1.0)), grid((1.0, 1.0, 1.0)), np.eye(4))
    assert weights.sum() == pytest.approx(1.0)
    assert (weights * offsets[:, 2] ** 2).sum() == pytest.approx(variance)
    np.testing.assert_array_equal(offsets[:, :2], 0.0)


def test_scans_of_one_spacing_need_no_averaging() -> None:
    offsets, weights = thickness_offsets(grid((3.0, 1.0, 1.0)), grid((3.0, 1.0, 1.0)), np.eye(4))
    np.testing.assert_array_equal(offsets, [[0.0, 0.0, 0.0]])
    np.testing.assert_array_equal(weights, [1.0])


def test_slopes_of_a_ramp_are_its_own_in_mm_along_every_axis_of_an_oblique_grid() -> None:
    place = grid((3.0, 1.0, 2.0), extent_mm=60.0)
    turned = Grid(place.shape, pose((20.0, -10.0, 35.0), (4.0, 5.0, 6.0)) @ place.affine, "1")
    ramp = turned.points(np.moveaxis(np.indices(turned.shape), 0, -1)) @ np.array([3.0, -2.0, 0.5])
    inside = turned.points(np.random.default_rng(4).uniform(2.0, np.asarray(turned.shape) - 3.0, (50, 3)))
    slopes = Interpolator(Volume(ramp.astype(np.float32), turned)).slope_at(inside)
    np.testing.assert_allclose(slopes, np.tile([3.0, -2.0, 0.5], (50, 1)), atol=1e-3)


def test_voxels_drawn_by_steepness_stand_for_all_of_the_head_alike() -> None:
    place = Grid((40, 60, 60), np.eye(4)[:, [2, 1, 0, 3]], "1")
    steep = place.points(np.moveaxis(np.indices(place.shape), 0, -1))[..., 0] < 20.0
    values = np.random.default_rng(6).random(place.shape) * np.where(steep, 5.0, 1.0)
    sample = choose_points(Interpolator(Volume(values, place)), Mask(np.ones(place.shape, dtype=np.bool_), place), 5000)
    left = sample.points[:, 0] < 20.0
    assert left.mean() > 0.6
    assert sample.stand_for[left].sum() / sample.stand_for.sum() == pytest.approx(1.0 / 3.0, abs=0.03)


def test_a_head_stretched_along_the_table_says_by_how_much_and_what_that_is_at_the_cavity() -> None:
    place = grid((2.0, 2.0, 2.0), extent_mm=120.0)
    values = ndimage.gaussian_filter(np.random.default_rng(9).normal(size=place.shape), 2.0)
    longer = replace(place, affine=np.diag([1.0, 1.0, 1.005, 1.0]) @ place.affine)
    points = place.points(np.argwhere(np.ones(place.shape, dtype=np.bool_))[::7])
    scans = Interpolator(Volume(values, place)), Interpolator(Volume(values, longer))
    found = fit(*scans, np.eye(4), Sample(points, np.ones(len(points))))
    assert found is not None
    np.testing.assert_allclose(found.strain, np.diag([0.0, 0.0, 0.005]), atol=5e-4)
    np.testing.assert_allclose(found.moved_from_sampled, np.eye(4), atol=0.02)
    above = found.centre + np.array([[0.0, 0.0, 40.0]])
    assert stretched_mm(found, above) == pytest.approx(0.2, abs=0.02)


def test_a_fit_without_overlap_gives_nothing() -> None:
    place = Grid((20, 20, 20), np.eye(4)[:, [2, 1, 0, 3]], "1")
    scan = Interpolator(Volume(np.random.default_rng(0).random((20, 20, 20)), place))
    points = place.points(np.argwhere(np.ones(place.shape, dtype=np.bool_)))
    assert fit(scan, scan, pose((0, 0, 0), (100.0, 0.0, 0.0)), Sample(points, np.ones(len(points)))) is None


def test_the_jackknife_matches_the_spread_of_repeated_measurements() -> None:
    spreads, truths = [], []
    axis = np.linspace(-60.0, 60.0, 13)
    points = np.stack(np.meshgrid(axis, axis, axis), axis=-1).reshape(-1, 3)
    chance = np.random.default_rng(8)
    for _ in range(20):
        gradient = chance.normal(size=points.shape)
        slopes = np.concatenate([np.cross(points, gradient), gradient], axis=1)
        noise = chance.normal(size=len(points))
        step = solve(slopes, noise, np.ones(len(points)))
        moved = np.cross(step[:3], points) + step[3:]
        truths.append((moved**2).sum(axis=1).mean())
        one = Fit(
            np.eye(4),
            np.zeros(3),
            points,
            np.ones(len(points)),
            slopes,
            noise - slopes @ step,
            1.0,
            1.0,
            0.0,
            np.zeros((3, 3)),
        )
        spreads.append(jackknife_mm(one, Blocks.of(one), points) ** 2)
    assert np.sqrt(np.mean(spreads)) == pytest.approx(np.sqrt(np.mean(truths)), rel=0.3)


def linear_fit(shift_of: Callable[[Points], Points]) -> Fit:
    """What a fit leaves over where each place would still shift by `shift_of`, mm."""
    chance = np.random.default_rng(8)
    points = chance.uniform(-60.0, 60.0, (20_000, 3))
    gradient = chance.normal(size=points.shape)
    slopes = np.concatenate([np.cross(points, gradient), gradient], axis=1)
    residuals = (gradient * shift_of(points)).sum(axis=1)
    return Fit(np.eye(4), np.zeros(3), points, np.ones(len(points)), slopes, residuals, 1.0, 1.0, 0.0, np.zeros((3, 3)))


def test_a_lesion_moves_its_own_part_of_the_head_only_but_another_brain_moves_most() -> None:
    lesion = linear_fit(lambda points: np.where(np.linalg.norm(points, axis=1, keepdims=True) < 30.0, 2.0, 0.0))
    other = linear_fit(lambda points: 1.5 * np.sign(np.sin(points / 10.0)))
    assert parts_mm(Blocks.of(lesion)) < 0.05
    assert parts_mm(Blocks.of(other)) > 0.5


GOOD = Evidence(0.1, 1.0, 0.9, 0.9, 0.4, 0.02, 0.001, 0.1)


@pytest.mark.parametrize(
    ("evidence", "word"),
    [
        (Evidence(0.1, 0.3, 0.9, 0.9, 0.4, 0.02, 0.001, 0.1), "share only 30%"),
        (Evidence(0.1, 1.0, 0.1, 0.9, 0.4, 0.02, 0.001, 0.1), "another person"),
        (Evidence(0.1, 1.0, 0.3, 0.2, 0.1, 0.02, 0.001, 0.1), "fine structures"),
        (Evidence(0.1, 1.0, 0.3, 0.5, 0.48, 0.02, 0.001, 0.1), "fine structures"),
        (Evidence(0.1, 1.0, 0.8, 0.4, 0.25, 0.02, 0.001, 0.1), "outlines fit"),
        (Evidence(0.1, 1.0, 0.9, 0.9, 0.4, 2.5, 0.001, 0.1), "forward and backward"),
        (Evidence(0.1, 1.0, 0.9, 0.9, 0.4, 0.02, 0.5, 0.1), "did not settle"),
        (Evidence(0.1, 1.0, 0.9, 0.9, 0.4, 0.02, 0.001, 0.8), "parts of the head"),
        (Evidence(4.0, 1.0, 0.9, 0.9, 0.4, 0.02, 0.001, 0.1), "estimated error is 4.0 mm"),
    ],
)
def test_each_doubt_alone_takes_the_trust_away_and_is_named(evidence: Evidence, word: str) -> None:
    trusted, reason = judge(evidence)
    assert not trusted
    assert word in reason


def test_sound_evidence_is_trusted() -> None:
    trusted, reason = judge(GOOD)
    assert trusted
    assert "100% of the head" in reason


def test_mutual_information_is_two_for_the_same_picture_and_one_for_unrelated_ones() -> None:
    chance = np.random.default_rng(2)
    first, second = (binned(chance.random(200_000).astype(np.float32)) for _ in range(2))
    assert normalised_mutual_information(first, first) == pytest.approx(2.0)
    assert normalised_mutual_information(first, second) == pytest.approx(1.0, abs=0.01)
