"""The phantom: known volumes and distances, sound anatomy, exact poses, pathology where it should be."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from imaging.errors import FrameMismatch
from imaging.geometry import Grid, apply_affine
from imaging.phantom import Phantom, Sequence, Visit, frame_uid, pose_of, scan_grid, true_mask
from imaging.phantom_anatomy import BRAIN_MIDDLE, FineGrid, Noise, Vector, ellipsoid_mm, tube_mm
from imaging.phantom_lesions import Body, Cavity, Lesion, Meninges, Necrosis, Nodule, Oedema, shortest_mm
from imaging.volume import Volume

FRAME = frame_uid("test scan")
COARSE_MM = 3.0


@pytest.fixture(scope="module")
def phantom() -> Phantom:
    return Phantom(seed=4, spacing_mm=COARSE_MM)


@pytest.fixture(scope="module")
def cavity(phantom: Phantom) -> Body:
    wall, way = phantom.head.under_vault((-0.6, 0.45, 0.6))
    x, y, z = wall - 19.0 * way
    return Body((float(x), float(y), float(z)), (12.0, 14.0, 12.0), seed=3, roughness=0.08)


def patient_grid(phantom: Phantom) -> Grid:
    return phantom.head.fine.grid(phantom.frame)


def seen(phantom: Phantom, *lesions: Lesion, sequence: Sequence = Sequence.T1_CONTRAST) -> Volume:
    pose = phantom.pose((0, 0, 0), (0, 0, 0), FRAME)
    fine = patient_grid(phantom)
    grid = Grid(fine.shape, fine.affine, FRAME)
    return phantom.render(Visit(lesions), grid, pose, sequence=sequence, noise=0.0, bias=0.0)


def value_at(volume: Volume, place: Vector | NDArray[np.float64]) -> float:
    index = np.rint(volume.grid.index(place)).astype(int)
    return float(volume.values[tuple(index)])


# --- bodies -------------------------------------------------------------------------------------------------------


@given(st.floats(3, 25), st.floats(3, 25), st.floats(3, 25))
def test_a_plain_body_has_the_volume_of_its_ellipsoid(a: float, b: float, c: float) -> None:
    body = Body((1.0, -2.0, 3.0), (a, b, c))
    assert body.volume_ml == pytest.approx(4 / 3 * math.pi * a * b * c / 1000, rel=2e-3)


def test_a_sphere_s_shell_is_the_difference_of_two_spheres() -> None:
    shell = 4 / 3 * math.pi * (20**3 - 15**3) / 1000
    assert Body((0.4, 0.1, -0.3), (15, 15, 15)).shell_ml(5.0) == pytest.approx(shell, rel=4e-3)


def test_an_irregular_body_s_volume_agrees_with_counting_fine_voxels() -> None:
    body = Body((0.0, 0.0, 0.0), (9.0, 12.0, 10.0), seed=8, roughness=0.12)
    axis = np.arange(-16, 16, 0.5)
    lattice = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1)
    away = np.linalg.norm(lattice, axis=-1)
    inside = away < body.radius_mm(lattice / np.maximum(away, 1e-9)[..., None])
    assert body.volume_ml == pytest.approx(inside.sum() * 0.5**3 / 1000, rel=0.01)


@given(st.integers(0, 50), st.floats(-6, 12))
def test_a_point_along_the_normal_lies_at_its_distance(seed: int, distance_mm: float) -> None:
    body = Body((5.0, -8.0, 2.0), (12.0, 15.0, 13.0), seed=seed, roughness=0.05)
    place = 7 * seed
    point = body.surface[place] + distance_mm * body.normals[place]
    measured = float(body.signed_mm(point))
    # Deep inside or beside a bulge another part of the surface may be nearer, never farther.
    assert abs(measured) <= abs(distance_mm) + 0.02
    if -2.0 < distance_mm < 4.0:
        assert measured == pytest.approx(distance_mm, abs=0.05)


def test_a_grown_body_keeps_its_centre_and_its_form() -> None:
    body = Body((1.0, 2.0, 3.0), (8.0, 9.0, 7.0), seed=2, roughness=0.1)
    assert body.grown(0.5).volume_ml == pytest.approx(body.volume_ml / 8)
    assert body.grown(0.5).centre_mm == body.centre_mm


def test_the_shortest_distance_between_two_spheres_is_the_gap_between_them() -> None:
    cavity, nodule = Body((0, 0, 0), (10, 10, 10)), Body((17.0, 0.0, 0.0), (4, 4, 4))
    assert shortest_mm(nodule, cavity) == pytest.approx(3.0, abs=0.02)
    assert shortest_mm(Body((10.0, 0.0, 0.0), (4, 4, 4)), cavity) == pytest.approx(-4.0, abs=0.05)
    assert nodule.longest_mm == pytest.approx(8.0, abs=0.02)


def test_the_true_mask_holds_the_body_s_volume_wherever_the_head_lies(cavity: Body) -> None:
    patient = frame_uid("patient")
    for rotation in ((0, 0, 0), (12, -7, 20)):
        pose = pose_of(patient, rotation, (5, -8, 3), FRAME)
        middle = apply_affine(pose.matrix, cavity.centre_mm)
        grid = scan_grid(FRAME, size=(60, 60, 60), spacing_mm=(1, 1, 1), centre_mm=tuple(middle + 0.3))
        assert true_mask(cavity, grid, pose).voxel_sum_ml == pytest.approx(cavity.volume_ml, rel=0.01)


def test_the_true_mask_refuses_a_grid_of_another_frame(cavity: Body) -> None:
    pose = pose_of(frame_uid("patient"), (0, 0, 0), (0, 0, 0), FRAME)
    with pytest.raises(FrameMismatch):
        true_mask(cavity, scan_grid(frame_uid("another")), pose)


# --- fields -------------------------------------------------------------------------------------------------------


def test_tubes_and_ellipsoids_have_their_depths() -> None:
    block = FineGrid(1.0).block((-20, -20, -20), (20, 20, 20))
    tube = tube_mm(block, [(0, -15, 0), (0, 15, 0)], [4.0, 4.0])
    assert tube.max() == pytest.approx(4.0, abs=0.05)
    assert tube.min() < -15
    ball = ellipsoid_mm(block, (0, 0, 0), (10, 10, 10))
    points = block.points()
    away = np.linalg.norm(points, axis=-1)
    shell = np.abs(away - 10) < 2
    assert np.abs(ball[shell] - (10 - away[shell])).max() < 0.5


def test_noise_is_the_same_on_every_grid() -> None:
    noise = Noise(5, 20.0)
    for spacing in (1.0, 2.5):
        block = FineGrid(spacing).block((-30, -30, -30), (30, 30, 30))
        assert np.allclose(noise.on(block), noise.at(block.x, block.y, block.z), atol=1e-3)


def test_a_block_reaches_around_its_centre_and_stays_on_the_grid() -> None:
    fine = FineGrid(2.0)
    block = fine.around((0.0, 0.0, 0.0), 10.0)
    assert block.x.min() >= -10
    assert block.x.max() <= 10
    beyond = fine.around((500.0, 0.0, 0.0), 10.0)
    assert beyond.points().shape[2] == 2


# --- anatomy ------------------------------------------------------------------------------------------------------


def test_the_same_seed_makes_the_same_head_and_another_seed_another() -> None:
    one, again, other = (Phantom(seed, spacing_mm=6.0).head.canvas.t1 for seed in (1, 1, 2))
    assert np.array_equal(one, again)
    assert float(np.abs(one - other).mean()) > 0.02


def test_the_brain_has_the_size_and_the_share_of_white_matter_of_a_person(phantom: Phantom) -> None:
    head = phantom.head
    litre = head.fine.spacing_mm**3 / 1e6
    assert 1.1 < float((head.inner_mm > 0).sum()) * litre < 2.2  # with cerebrospinal fluid and the spinal canal
    cerebrum = float((head.pial_mm > 0).sum()) * litre
    white = float(head.white.sum()) * litre
    assert 0.8 < cerebrum < 1.3
    assert 0.3 < white / cerebrum < 0.65


def test_tissues_have_the_order_of_brightness_of_an_enhanced_t1(phantom: Phantom) -> None:
    picture = seen(phantom)
    head = phantom.head
    part = picture.values[head.brain.where].astype(float)
    above = (head.brain.z > 30) & (head.pial_mm > -9)
    white = np.median(part[(head.white > 0.95) & above])
    grey = np.median(part[(head.white < 0.05) & (head.pial_mm > 1.0) & above & (head.pial_mm < 2.4)])
    wall, way = head.under_vault((0.3, -0.2, 0.9))
    bone = min(value_at(picture, wall + s * way) for s in np.arange(0.0, 9.0, 0.5))
    scalp = max(value_at(picture, wall + s * way) for s in np.arange(5.0, 14.0, 0.5))
    assert bone < 0.6 * grey < grey < 0.9 * white
    assert scalp > 1.2 * white
    assert value_at(picture, wall + 30 * way) < 0.05 * white


def test_the_sagittal_sinus_enhances_and_is_dark_without_contrast(phantom: Phantom) -> None:
    wall, way = phantom.head.under_vault((0.0, 0.6, 0.8))
    with_agent, native = seen(phantom), seen(phantom, sequence=Sequence.T1)
    rays = [wall - s * way for s in np.arange(0, 6, 0.5)]
    assert max(value_at(with_agent, p) - value_at(native, p) for p in rays) > 300


# --- pathology ----------------------------------------------------------------------------------------------------


def test_a_cavity_is_dark_and_its_rim_enhances(phantom: Phantom, cavity: Body) -> None:
    plain, rimmed = seen(phantom, Cavity(cavity)), seen(phantom, Cavity(cavity, rim_mm=3.0, rim_uptake=0.8))
    healthy = seen(phantom)
    assert value_at(plain, cavity.centre_mm) < 0.5 * value_at(healthy, BRAIN_MIDDLE + np.array([20, 20, 12]))
    difference = rimmed.values.astype(float) - plain.values
    distance = -cavity.depth_mm(phantom.head.everywhere)
    assert difference[np.abs(distance - 1.5) < 1].mean() > 100
    assert np.abs(difference[distance > 3 + COARSE_MM]).max() == 0


def test_a_nodule_enhances_inside_its_body_only(phantom: Phantom) -> None:
    body = Body((-30.0, 20.0, 30.0), (8.0, 8.0, 8.0), seed=1, roughness=0.05)
    change = seen(phantom, Nodule(body)).values.astype(float) - seen(phantom).values
    distance = -body.depth_mm(phantom.head.everywhere)
    assert change[(distance < -1) & (distance > -4)].mean() > 100
    assert np.abs(change[distance > 1.5 * COARSE_MM]).max() == 0


def test_necrosis_lies_on_the_side_it_is_given_and_within_its_reach(phantom: Phantom, cavity: Body) -> None:
    lesion = Necrosis(cavity, (1.0, 0.0, 0.0), 14.0, 0.8, seed=6)
    change = seen(phantom, lesion, Cavity(cavity)).values.astype(float) - seen(phantom, Cavity(cavity)).values
    block = phantom.head.everywhere
    outside = -cavity.depth_mm(block)
    facing = block.x - cavity.centre_mm[0] + 0 * block.y + 0 * block.z
    assert np.abs(change[(facing > 8) & (outside > 1) & (outside < 10)]).mean() > 20
    assert np.abs(change[facing < -2 * COARSE_MM]).max() < 10
    assert np.abs(change[outside > 14.0 * 1.9 + COARSE_MM]).max() == 0


def test_leptomeningeal_enhancement_follows_the_sulci(phantom: Phantom) -> None:
    lesion = Meninges((40.0, 20.0, 40.0), 28.0, 0.9, seed=2)
    change = seen(phantom, lesion).values.astype(float) - seen(phantom).values
    pial = phantom.head.pial_mm
    part = change[phantom.head.brain.where]
    assert part[np.abs(pial) < 0.5].mean() > 3 * max(part[pial > 5].mean(), 1e-9)
    assert (change >= 0).all()


def test_oedema_is_dark_on_t1_bright_on_flair_and_in_white_matter(phantom: Phantom) -> None:
    lesion = Oedema((-25.0, 30.0, 30.0), 20.0, 1.0, seed=3)
    for sequence, sign in ((Sequence.T1, -1), (Sequence.FLAIR, 1)):
        after, before = seen(phantom, lesion, sequence=sequence), seen(phantom, sequence=sequence)
        change = sign * (after.values.astype(float) - before.values)[phantom.head.brain.where]
        assert change.max() > 60
        assert change[phantom.head.white == 0].max() <= 1


def test_painting_a_visit_leaves_the_healthy_head_as_it_was(phantom: Phantom, cavity: Body) -> None:
    before = phantom.head.canvas.t1.copy()
    phantom.paint(Visit((Cavity(cavity, early=True), Oedema(cavity.centre_mm, 20.0, 1.0, 1))))
    assert np.array_equal(phantom.head.canvas.t1, before)


# --- scanning -----------------------------------------------------------------------------------------------------


def test_a_moved_head_shows_the_same_values_at_moved_places(phantom: Phantom, cavity: Body) -> None:
    still = phantom.pose((0, 0, 0), (0, 0, 0), FRAME)
    moved = phantom.pose((6, -4, 9), (7, -5, 3), FRAME)
    visit = Visit((Cavity(cavity),))
    grid = scan_grid(FRAME, size=(60, 80, 72), spacing_mm=(3, 3, 3))
    one, two = (phantom.render(visit, grid, pose, noise=0.0, bias=0.0) for pose in (still, moved))
    rng = np.random.default_rng(0)
    places = rng.uniform((-40, -30, 0), (40, 70, 50), (400, 3))
    first = [value_at(one, p) for p in places]
    second = [value_at(two, apply_affine(moved.matrix, p)) for p in places]
    assert np.corrcoef(first, second)[0, 1] > 0.75
    assert np.corrcoef(first, [value_at(two, p) for p in places])[0, 1] < 0.6


def test_thick_slices_are_averages_of_thin_ones(phantom: Phantom) -> None:
    pose = phantom.pose((2, 1, 3), (0, 0, 0), FRAME)
    centre = (0.0, 12.0, 20.0)
    thick = scan_grid(FRAME, size=(6, 60, 60), spacing_mm=(9, 3, 3), centre_mm=centre)
    thin = scan_grid(FRAME, size=(18, 60, 60), spacing_mm=(3, 3, 3), centre_mm=centre)
    few, many = (
        phantom.render(Visit(), grid, pose, noise=0.0, bias=0.0).values.astype(float) for grid in (thick, thin)
    )
    assert np.abs(few - many.reshape(6, 3, 60, 60).mean(axis=1)).max() <= 1.0


def test_noise_in_air_is_rician_and_follows_its_seed(phantom: Phantom) -> None:
    pose = phantom.pose((0, 0, 0), (0, 0, 0), FRAME)
    grid = scan_grid(FRAME, size=(8, 40, 40), spacing_mm=(4, 4, 4), centre_mm=(0, 12, 180))
    one, same, other = (phantom.render(Visit(), grid, pose, noise=0.05, seed=s).values for s in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)
    assert one.mean() == pytest.approx(0.05 * 600 * math.sqrt(math.pi / 2), rel=0.03)


@pytest.mark.parametrize("plane", ["axial", "sagittal", "coronal"])
def test_a_scan_grid_lies_around_its_centre_in_its_plane(plane: str) -> None:
    grid = scan_grid(FRAME, plane=plane, size=(10, 20, 30), spacing_mm=(3, 1, 2), centre_mm=(4, 5, 6))  # type: ignore[arg-type]
    assert np.allclose(grid.centre(), (4, 5, 6))
    assert grid.spacing_mm == pytest.approx((3, 1, 2))
    axis = {"axial": 2, "sagittal": 0, "coronal": 1}[plane]
    assert abs(grid.affine[axis, 0]) == pytest.approx(3)


def test_motion_smears_a_scan_along_its_rows(phantom: Phantom) -> None:
    pose = phantom.pose((0, 0, 0), (0, 0, 0), FRAME)
    grid = scan_grid(FRAME, size=(4, 80, 72), spacing_mm=(5, 3, 3), centre_mm=(0, 12, 30))
    still, moved = (
        phantom.render(Visit((), motion=m), grid, pose, noise=0.0, bias=0.0).values.astype(float) for m in (0.0, 0.9)
    )
    assert np.abs(np.diff(moved, axis=1)).mean() < 0.6 * np.abs(np.diff(still, axis=1)).mean()
    assert moved[:, :3].mean() > still[:, :3].mean()
