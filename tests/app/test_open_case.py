"""Opening a case: every visit on one grid in the reference frame, from the cache the second time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from app.messages import VisitNotFound
from app.usecases.open_case import OpenCase, load_case, load_visit
from app.usecases.study import Study
from imaging.errors import Cancelled
from imaging.geometry import Grid, RigidTransform
from imaging.nifti import write_volume
from imaging.volume import Mask, Volume
from review_schema.blinding import BlindedTimePoint
from review_schema.ids import timepoint_id
from review_schema.payloads import CavityContoured, RegistrationRecorded, ScanImported
from tests.dicom_files import cut

SUBJECT = "S-1"
SPOT = np.array([22.0, 14.0, 30.0])  # in the frame of the first visit
CAVITY = np.array([-10.0, -5.0, 25.0])
CAVITY_RADIUS = 9.0
FRAMES = ("1.2.1", "1.2.2", "1.2.3")


def pose(turn_deg: float, shift: tuple[float, float, float]) -> np.ndarray:
    """``reference_from_moving``, 4×4."""
    turn = np.deg2rad(turn_deg)
    matrix = np.eye(4)
    matrix[:2, :2] = [[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]
    matrix[:3, 3] = shift
    return matrix


POSES = (np.eye(4), pose(12.0, (6.0, -9.0, 14.0)), pose(-7.0, (-3.0, 2.0, -5.0)))
GAINS = (1.0, 3.0, 1.0)


def native_grid(visit: int) -> Grid:
    affine = np.eye(4)
    affine[:3, :3] = np.array([[0, 0, 3.0], [0, 3.0, 0], [4.0, 0, 0]])
    affine[:3, 3] = (-84.0, -99.0, -60.0)
    return Grid((46, 66, 56), affine, FRAMES[visit])


def places(visit: int) -> np.ndarray:
    """Reference-frame places of a visit's voxels."""
    grid = native_grid(visit)
    points = grid.points(np.stack(np.meshgrid(*(np.arange(n) for n in grid.shape), indexing="ij"), axis=-1))
    return points @ POSES[visit][:3, :3].T + POSES[visit][:3, 3]


def scan(visit: int) -> Volume:
    points = places(visit)
    head = np.linalg.norm((points - (0, 0, 28)) / (70, 84, 72), axis=-1) < 1
    values = np.where(head, 400.0 + 50 * np.sin(points[..., 1] / 14), 0.0)
    values[np.linalg.norm(points - SPOT, axis=-1) < 7.0] = 900.0
    return Volume(np.rint(values * GAINS[visit]).astype(np.int16), native_grid(visit))


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    """Three visits; the second registered, the third not; a cavity on the first, and one drawn on the second."""
    monkeypatch.setattr("app.usecases.open_case.GREATEST_STEP_MM", 2.0)  # an eighth of the voxels of a real case
    made = Study.create(tmp_path / "S")
    ids = []
    for visit in range(3):
        volume, staged = scan(visit), made.staging("scan.nii")
        write_volume(volume, staged)
        scan_id = made.scans.adopt(staged)
        on = date(2020, 1 + 3 * visit, 5)
        ids.append((timepoint_id(SUBJECT, on), scan_id))
        made.ledger.append(
            f"subject/{SUBJECT}",
            ScanImported(
                subject=SUBJECT,
                timepoint_id=ids[-1][0],
                acquired_on=on,
                study_uid=f"1.{visit}",
                series_uid=f"1.{visit}.1",
                series="T1",
                reason="the only one",
                candidates=(),
                scan_id=scan_id,
                frame=FRAMES[visit],
                shape=volume.grid.shape,
                affine=tuple(tuple(row) for row in volume.grid.affine.tolist()),
                value_min=0,
                value_max=2700,
                source_sha256="0" * 64,
            ),
            "coordinator",
        )
    made.ledger.append(
        f"subject/{SUBJECT}",
        RegistrationRecorded(
            subject=SUBJECT,
            timepoint_id=ids[1][0],
            moving_scan=ids[1][1],
            reference_scan=ids[0][1],
            reference_from_moving=tuple(tuple(row) for row in POSES[1].tolist()),
            error_mm=0.2,
            trusted=True,
            reason="consistent",
            method="test",
            seconds=1.0,
        ),
        "coordinator",
    )
    for visit in (0, 1):
        staged = made.staging("mask.nii")
        inside = np.linalg.norm(places(visit) - CAVITY, axis=-1) <= CAVITY_RADIUS
        write_volume(Mask(inside, native_grid(visit)), staged)
        made.ledger.append(
            f"subject/{SUBJECT}",
            CavityContoured(
                subject=SUBJECT,
                cavity="C1",
                timepoint_id=ids[visit][0],
                scan_id=ids[visit][1],
                version=1,
                mask_id=made.masks.adopt(staged),
                volume_ml=3.0,
                source="drawn",
            ),
            "coordinator",
        )
    return made


def visits_of(study: Study) -> list[BlindedTimePoint]:
    return [
        BlindedTimePoint(
            index=index, timepoint_id=visit.timepoint_id, scan_id=visit.scan.scan_id, months=3.0 * index, locked=False
        )
        for index, visit in enumerate(study.state().subjects[SUBJECT].timepoints)
    ]


def opened(study: Study, count: int = 3) -> OpenCase:
    blinded = visits_of(study)[:count]
    return load_case(study, SUBJECT, timepoint_ids=[b.timepoint_id for b in blinded], blinded=blinded)


def spot_of(volume: Volume, level: float) -> np.ndarray:
    return volume.grid.points(np.argwhere(volume.values > level)).mean(axis=0)


def test_every_visit_lies_on_the_grid_of_the_reference_scan(study: Study) -> None:
    case = opened(study)
    assert case.grid.frame == FRAMES[0]
    assert case.baseline_index == 0
    assert np.ptp(case.grid.spacing_mm) < 1e-9
    assert all(visit.display.grid is case.grid for visit in case.visits)
    assert [visit.native.grid.frame for visit in case.visits] == list(FRAMES)
    for visit, gain in zip(case.visits[:2], GAINS, strict=False):
        assert np.linalg.norm(spot_of(visit.display, 700 * gain) - SPOT) < 0.7


def test_what_is_known_of_a_registration_goes_with_the_visit(study: Study) -> None:
    first, second, third = (visit.registration for visit in opened(study).visits)
    assert (first.error_mm, first.trusted) == (0.0, True)
    assert (second.error_mm, second.trusted, second.reason) == (0.2, True, "consistent")
    assert (third.error_mm, third.trusted, third.reason) == (None, False, "not registered")


def test_the_same_tissue_has_the_same_brightness_in_registered_visits(study: Study) -> None:
    first, second, _ = opened(study).visits
    region = (slice(30, 45, 2), slice(40, 65, 2), slice(30, 55, 2))
    change = second.scale.normalised(second.display.values[region]) - first.scale.normalised(
        first.display.values[region]
    )
    assert np.abs(np.median(change)) < 0.03
    assert second.scale.one == pytest.approx(3 * first.scale.one, rel=0.02)


def test_cavities_come_with_their_margin_and_today_s_contours_in_the_reference_frame(study: Study) -> None:
    case = opened(study)
    assert case.margin_mm == 5.0
    assert set(case.cavities) == set(case.fields) == {"C1"}
    assert case.cavities["C1"].surface_points.mean(axis=0) == pytest.approx(CAVITY, abs=0.5)
    first, second, third = case.visits
    assert dict(first.current_cavities) == {}
    assert dict(third.current_cavities) == {}
    today = second.current_cavities["C1"]
    assert today.frame == FRAMES[0]
    assert today.surface_points.mean(axis=0) == pytest.approx(CAVITY, abs=0.5)


def test_the_second_opening_reads_the_cache_and_gives_the_same(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    before = opened(study)

    def refuse(*_: object) -> Volume:
        raise AssertionError("resampled again")

    monkeypatch.setattr("app.usecases.open_case.resample_for_display", refuse)
    monkeypatch.setattr("app.usecases.open_case.surface_of", refuse)
    after = opened(study)
    for old, new in zip(before.visits, after.visits, strict=True):
        assert np.array_equal(old.display.values, new.display.values)
    assert np.array_equal(before.cavities["C1"].signed_mm, after.cavities["C1"].signed_mm)


def test_another_registration_is_another_picture(study: Study) -> None:
    before = opened(study, 2).visits[1]
    person = study.state().subjects[SUBJECT]
    old = person.timepoints[1].registration
    assert old is not None
    shifted = POSES[1].copy()
    shifted[0, 3] += 8.0
    study.ledger.append(
        f"subject/{SUBJECT}",
        old.model_copy(update={"reference_from_moving": tuple(tuple(row) for row in shifted.tolist())}),
        "coordinator",
    )
    after = opened(study, 2).visits[1]
    moved = spot_of(after.display, 2100) - spot_of(before.display, 2100)
    assert moved == pytest.approx((8.0, 0.0, 0.0), abs=0.7)


def test_a_lost_cache_is_rebuilt(study: Study) -> None:
    before = opened(study, 1).visits[0].display.values.copy()
    for path in (study.root / "cache").rglob("*.n*"):
        path.unlink()
    assert np.array_equal(opened(study, 1).visits[0].display.values, before)


@pytest.mark.parametrize("keep", [0.0, 0.02, 0.6])
def test_a_damaged_cache_is_made_anew(study: Study, keep: float) -> None:
    before = opened(study, 1).visits[0].display.values.copy()
    for path in (study.root / "cache").rglob("*.n*"):
        cut(path, keep)
    assert np.array_equal(opened(study, 1).visits[0].display.values, before)


def test_a_case_opened_several_times_at_once_opens_each_time(study: Study) -> None:
    with ThreadPoolExecutor(4) as pool:
        cases = list(pool.map(lambda _: opened(study, 1), range(4)))
    assert all(np.array_equal(case.visits[0].display.values, cases[0].visits[0].display.values) for case in cases)
    assert not list((study.root / "cache").rglob(".*")), "no part of a file stays"


def test_the_next_visit_of_a_sequential_read_joins_the_open_case(study: Study) -> None:
    case, blinded = opened(study, 1), visits_of(study)
    joined = case.with_visit(load_visit(study, case, SUBJECT, blinded[1].timepoint_id, blinded[1]))
    assert len(joined.visits) == 2
    assert np.array_equal(joined.visits[1].display.values, opened(study, 2).visits[1].display.values)


def test_a_contour_drawn_in_the_window_replaces_the_case_s_margin(study: Study) -> None:
    case = opened(study, 1)
    matrix = np.eye(4)
    matrix[0, 3] = 10.0
    moved = case.cavities["C1"].moved(RigidTransform(matrix, FRAMES[0], FRAMES[0]))
    changed = case.with_cavities({"C1": moved})
    assert changed.fields["C1"].origin_mm[0] - case.fields["C1"].origin_mm[0] == pytest.approx(10.0)
    assert changed.visits == case.visits


def test_a_visit_that_is_not_of_the_case_is_refused(study: Study) -> None:
    blinded = visits_of(study)[:1]
    with pytest.raises(VisitNotFound):
        load_case(study, SUBJECT, timepoint_ids=["unknown"], blinded=blinded)
    with pytest.raises(VisitNotFound):
        load_case(study, "nobody", timepoint_ids=[blinded[0].timepoint_id], blinded=blinded)


def test_opening_tells_its_progress_and_can_be_stopped(study: Study) -> None:
    blinded = visits_of(study)[:2]
    told: list[float] = []
    with pytest.raises(Cancelled):
        load_case(
            study,
            SUBJECT,
            timepoint_ids=[b.timepoint_id for b in blinded],
            blinded=blinded,
            progress=lambda share, _: told.append(share),
            cancelled=lambda: bool(told),
        )
    assert told == [0.5]
