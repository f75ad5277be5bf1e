import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.errors import Cancelled
from imaging.geometry import RigidTransform, apply_affine
from imaging.registration_check import Nudge, evaluate, nudged, settle
from imaging.registration_quality import UNKNOWN_ERROR_MM
from imaging.volume import Volume
from tests.imaging.registration_heads import FRAME, grid, head, moved, pose

MM = st.floats(-20.0, 20.0).map(lambda x: round(x, 2))
THREE = st.tuples(MM, MM, MM)
PLACE = st.tuples(*[st.floats(-80.0, 80.0)] * 3)
TRUE = pose((2.0, 3.0, -4.0), (5.0, 1.0, -2.0))
STANDS = RigidTransform(TRUE, FRAME, "4.5.6")
WALL = 10.0 * np.eye(3) + (30.0, 10.0, 20.0)


@pytest.fixture(scope="module")
def reference() -> Volume:
    return head()


@pytest.fixture(scope="module")
def moving(reference: Volume) -> Volume:
    return moved(reference, TRUE)


def farthest_mm(one: RigidTransform, other: RigidTransform) -> float:
    corners = grid((1.5, 1.5, 1.5)).corners()
    return float(np.linalg.norm(apply_affine(one.matrix, corners) - apply_affine(other.matrix, corners), axis=1).max())


# The nudge


@given(shift=THREE, turn=THREE, pivot=PLACE)
def test_a_nudge_turns_about_the_cavity_and_then_shifts_it(
    shift: tuple[float, float, float], turn: tuple[float, float, float], pivot: tuple[float, float, float]
) -> None:
    there = nudged(STANDS, Nudge(shift, turn), pivot)
    under_pivot = STANDS.inverse().points(pivot, FRAME)
    np.testing.assert_allclose(there.points(under_pivot, "4.5.6"), np.add(pivot, shift), atol=1e-9)
    np.testing.assert_allclose(there.matrix[:3, :3] @ there.matrix[:3, :3].T, np.eye(3), atol=1e-12)


@given(pivot=PLACE)
def test_no_nudge_is_the_same_pose_to_the_bit(pivot: tuple[float, float, float]) -> None:
    assert nudged(STANDS, Nudge(), pivot).matrix.tobytes() == STANDS.matrix.tobytes()


@given(turn=THREE, axis=st.integers(0, 2), degrees=st.floats(-10.0, 10.0), pivot=PLACE, shift=THREE)
def test_a_further_turn_is_about_the_still_axis_through_where_the_cavity_went(
    turn: tuple[float, float, float],
    axis: int,
    degrees: float,
    pivot: tuple[float, float, float],
    shift: tuple[float, float, float],
) -> None:
    before = Nudge(shift, turn)
    first = nudged(STANDS, before, pivot)
    direct = nudged(STANDS, before.turned(np.eye(3)[axis], degrees), pivot)
    alone = [0.0, 0.0, 0.0]
    alone[axis] = degrees
    by_hand = nudged(first, Nudge(turn_deg=(alone[0], alone[1], alone[2])), np.add(pivot, shift))
    np.testing.assert_allclose(direct.matrix, by_hand.matrix, atol=1e-7)


# What the data say of it


def test_the_true_pose_is_borne_out_by_the_data(reference: Volume, moving: Volume) -> None:
    found = evaluate(reference, moving, STANDS, focus=WALL)
    assert found.trusted
    assert found.error_mm < 0.1
    assert found.transform.matrix.tobytes() == STANDS.matrix.tobytes()


@pytest.mark.parametrize("off_mm", [1.0, 2.5])
def test_a_pose_set_wrongly_by_hand_states_how_wrong_it_is_at_the_cavity(
    reference: Volume, moving: Volume, off_mm: float
) -> None:
    wrong = nudged(STANDS, Nudge((0.0, off_mm, 0.0)), WALL.mean(axis=0))
    found = evaluate(reference, moving, wrong, focus=WALL)
    assert found.trusted
    assert found.error_mm == pytest.approx(off_mm, abs=0.1)
    assert found.error_mm >= off_mm - 0.02


def test_a_pose_too_far_off_to_carry_a_verdict_is_not_trusted_and_says_why(reference: Volume, moving: Volume) -> None:
    found = evaluate(reference, moving, nudged(STANDS, Nudge((0.0, 4.0, 0.0)), WALL.mean(axis=0)), focus=WALL)
    assert not found.trusted
    assert found.reason == "set by hand, 4.0 mm from where the scans fit best"
    assert 3.9 < found.error_mm < 4.2


@pytest.mark.parametrize(
    "nudge", [Nudge((2.0, -1.0, 1.0)), Nudge((4.0, -3.0, 2.0), (5.0, -4.0, 3.0))], ids=["near", "far"]
)
def test_a_fit_from_a_nudged_pose_comes_back_within_a_tenth_of_a_millimetre(
    reference: Volume, moving: Volume, nudge: Nudge
) -> None:
    found = settle(reference, moving, nudged(STANDS, nudge, WALL.mean(axis=0)), focus=WALL)
    assert found.trusted
    assert farthest_mm(found.transform, STANDS) < 0.1


def test_another_persons_head_is_not_trusted_however_it_is_laid(reference: Volume) -> None:
    other = moved(head(2), TRUE)
    for found in (evaluate(reference, other, STANDS), settle(reference, other, STANDS)):
        assert (found.trusted, found.error_mm) == (False, UNKNOWN_ERROR_MM)
        assert found.transform is STANDS


def test_a_scan_without_a_head_is_told(reference: Volume) -> None:
    place = grid((3.0, 3.0, 3.0), "4.5.6")
    found = evaluate(reference, Volume(np.zeros(place.shape, dtype=np.float32), place), STANDS)
    assert (found.trusted, found.reason) == (False, "no head can be made out in the scan")


def test_it_can_be_cancelled(reference: Volume, moving: Volume) -> None:
    with pytest.raises(Cancelled):
        settle(reference, moving, STANDS, cancelled=lambda: True)
