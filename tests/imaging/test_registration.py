import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from imaging.errors import Cancelled
from imaging.registration import Registration, halfway, register
from imaging.registration_search import mirrored, prepare
from imaging.volume import Volume
from tests.imaging.registration_heads import FRAME, grid, head, head_error_mm, moved, pose, with_ball


@pytest.fixture(scope="module")
def reference() -> Volume:
    return head()


@pytest.fixture(scope="module")
def clean(reference: Volume) -> Volume:
    return moved(reference, pose((2.0, 3.0, -4.0), (5.0, 1.0, -2.0)))


@pytest.fixture(scope="module")
def of_clean(reference: Volume, clean: Volume) -> Registration:
    return register(reference, clean)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("degrees", "shift_mm", "spacing_mm"),
    [((0.0, 28.0, 0.0), (20.0, 0.0, -25.0), (1.5, 1.5, 1.5)), ((5.0, 2.0, -8.0), (-4.0, 6.0, 3.0), (4.5, 1.2, 1.2))],
    ids=["large turn and shift", "thick slices"],
)
def test_a_known_motion_is_found_within_its_stated_error(
    reference: Volume,
    degrees: tuple[float, float, float],
    shift_mm: tuple[float, float, float],
    spacing_mm: tuple[float, float, float],
) -> None:
    true = pose(degrees, shift_mm)
    parts: list[float] = []
    result = register(reference, moved(reference, true, spacing_mm), progress=parts.append)
    error = head_error_mm(result.transform.matrix, true)
    assert result.trusted, result.reason
    assert error <= 0.03
    assert error <= result.error_mm <= 0.2
    assert (result.transform.reference_frame, result.transform.moving_frame) == (FRAME, "4.5.6")
    assert parts == sorted(parts)
    assert parts[-1] == 1.0


@pytest.mark.slow
def test_a_new_lesion_of_three_centimetres_does_not_pull_the_head(
    reference: Volume, clean: Volume, of_clean: Registration
) -> None:
    after = register(reference, with_ball(clean, (20.0, -10.0, 25.0), 30.0, 2000.0))
    assert after.trusted
    assert head_error_mm(of_clean.transform.matrix, after.transform.matrix) < 0.1


@pytest.mark.slow
def test_the_same_scans_give_the_same_bits(reference: Volume, clean: Volume, of_clean: Registration) -> None:
    again = register(reference, clean)
    assert again.transform.matrix.tobytes() == of_clean.transform.matrix.tobytes()
    assert again.error_mm == of_clean.error_mm


ALONE = """
import json
from imaging.registration import register
from tests.imaging.registration_heads import head, moved, pose

reference = head()
found = register(reference, moved(reference, pose((2.0, 3.0, -4.0), (5.0, 1.0, -2.0))))
print(json.dumps([found.error_mm, found.transform.matrix.tolist()]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("threads", ["1", "5"])
def test_another_number_of_threads_in_the_libraries_gives_the_same(of_clean: Registration, threads: str) -> None:
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS")
    told = subprocess.run(
        [sys.executable, "-c", ALONE],
        env=os.environ | dict.fromkeys(names, threads),
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
    ).stdout
    error_mm, matrix = json.loads(told)
    assert head_error_mm(np.array(matrix), of_clean.transform.matrix) <= 0.001
    assert error_mm == pytest.approx(of_clean.error_mm, abs=0.001)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["another head", "mirrored", "noise"])
def test_what_is_not_this_head_is_not_trusted(reference: Volume, kind: str) -> None:
    same_head = moved(reference, pose((3.0, 0.0, 2.0), (2.0, 2.0, 2.0)))
    moving = {
        "another head": moved(head(seed=2), pose((3.0, 0.0, 2.0), (2.0, 2.0, 2.0))),
        "mirrored": replace(same_head, values=same_head.values[:, :, ::-1]),
        "noise": replace(
            same_head, values=np.random.default_rng(5).normal(100.0, 20.0, same_head.grid.shape).astype(np.float32)
        ),
    }[kind]
    result = register(reference, moving)
    assert not result.trusted
    assert result.error_mm >= 5.0
    assert result.reason


@pytest.mark.parametrize("value", [0.0, 7.0, np.nan])
def test_a_volume_without_contrast_is_not_trusted_and_says_so(reference: Volume, value: float) -> None:
    place = grid((3.0, 3.0, 3.0), "4.5.6")
    result = register(reference, Volume(np.full(place.shape, value, dtype=np.float32), place))
    assert not result.trusted
    assert result.reason == "no head can be made out in the scan"


def test_a_single_slice_is_not_trusted(reference: Volume) -> None:
    place = replace(reference.grid, shape=(1, *reference.grid.shape[1:]))
    result = register(Volume(reference.values[60:61], place), reference)
    assert not result.trusted
    assert "reference" in result.reason


def test_a_cancelled_registration_stops(reference: Volume) -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 1

    with pytest.raises(Cancelled):
        register(reference, reference, cancelled=cancelled)
    assert len(asked) == 2


def test_a_mirrored_scan_is_mirrored_in_all_its_parts(reference: Volume) -> None:
    tilted = moved(reference, pose((5.0, 3.0, -8.0), (9.0, -4.0, 6.0)), (4.5, 1.2, 1.2))
    scan = prepare(tilted)
    assert scan is not None
    twin = mirrored(scan)
    middle = scan.volume.grid.centre()
    for one, other in ((scan.head, twin.head), (scan.rough, twin.rough)):
        here, there = (mask.grid.points(np.argwhere(mask.values)).mean(axis=0) - middle for mask in (one, other))
        np.testing.assert_allclose(there, here * [-1.0, 1.0, 1.0], atol=1e-6)


def test_halfway_lies_in_the_middle_of_two_poses() -> None:
    first, second = pose((0.0, 0.0, 10.0), (0.0, 0.0, 0.0)), pose((0.0, 0.0, 12.0), (2.0, 0.0, 4.0))
    np.testing.assert_allclose(halfway(first, second, np.zeros(3)), pose((0.0, 0.0, 11.0), (1.0, 0.0, 2.0)), atol=1e-12)
