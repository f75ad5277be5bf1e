"""A small study with voxels, accounts and a worklist: three visits of one head with a cavity, a nodule from the second.

Its subject, dates, arm and series are such as must never reach a blinded screen.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from app.usecases.accounts import add_reader
from app.usecases.assign_reads import assign_reads
from app.usecases.study import Study
from imaging.geometry import Grid, Points
from imaging.nifti import write_volume
from imaging.volume import Mask, Volume
from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.ids import timepoint_id
from review_schema.payloads import (
    CavityContoured,
    ClinicalRecorded,
    Matrix,
    Payload,
    RegistrationRecorded,
    ScanImported,
)
from review_schema.vocabulary import Arm, Role

SUBJECT = "MUELLER-ANNA-1961"
READER, COORDINATOR, PASSWORD = "reader-b", "boss", "long enough"
SURGERY_ON = date(2019, 3, 11)
DATES = (date(2019, 3, 12), date(2019, 6, 11), date(2019, 9, 10))
PLANNED_ON, IRRADIATED_ON = date(2019, 4, 8), date(2019, 4, 10)
SERIES = "t1_mpr_tra_KM MUELLER"
SECRETS = ("MUELLER", "ANNA", "1961", "2019", "IORT", "HSRT", "11.03", "12.03", "t1_mpr", "KM")
"""What no widget of a blinded read may say."""

CAVITY_MM, CAVITY_RADIUS_MM = np.array([0.0, 0.0, 0.0]), 9.0
NODULE_MM, NODULE_RADIUS_MM = np.array([14.0, 0.0, 0.0]), 3.0
FAR_MM = np.array([-24.0, 10.0, 8.0])
IDENTITY: Matrix = ((1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0), (0.0, 0.0, 0.0, 1.0))


def grid(visit: int) -> Grid:
    """88 × 96 × 80 mm in 1 mm voxels, each visit in a frame of its own."""
    affine = np.eye(4)
    affine[:3, :3] = np.array([[0, 0, 1.0], [0, 1.0, 0], [1.0, 0, 0]])
    affine[:3, 3] = (-44.0, -48.0, -40.0)
    return Grid((80, 96, 88), affine, f"1.2.{visit + 1}")


def points(of: Grid) -> Points:
    return of.points(np.stack(np.meshgrid(*(np.arange(n) for n in of.shape), indexing="ij"), axis=-1))


def ball(at: Points, centre: Points, radius_mm: float) -> np.ndarray:
    return np.linalg.norm(at - centre, axis=-1) <= radius_mm


def scan(visit: int) -> Volume:
    """A grey head; a dark cavity; from the second visit on a bright nodule at its wall, in the third one far away."""
    at = points(grid(visit))
    values = np.where(np.linalg.norm(at / (40, 44, 37), axis=-1) < 1, 420.0 + 60 * np.sin(at[..., 1] / 3), 0.0)
    values[ball(at, CAVITY_MM, CAVITY_RADIUS_MM)] = 90.0
    if visit >= 1:
        values[ball(at, NODULE_MM, NODULE_RADIUS_MM)] = 900.0
    if visit >= 2:
        values[ball(at, FAR_MM, 3.0)] = 900.0
    return Volume(np.rint(values).astype(np.int16), grid(visit))


def make_study(
    folder: Path,
    charter: Charter | None = None,
    visits: int = 3,
    *,
    cavity: bool = True,
    arm: Arm = Arm.IORT,
    days: Sequence[date] = DATES,
) -> Study:
    """The study, with one reader whose worklist holds the one case, and a coordinator.

    In the HSRT arm a planning scan stands between the first two visits: it is the reference and carries the contour.
    There, as in every study with several contours, each visit has one of its own, a little larger.
    """
    study = Study.create(folder, charter)
    scans = [_imported(study, visit, days[visit]) for visit in range(visits)]
    planning = [_imported(study, visits, PLANNED_ON)] if arm is Arm.HSRT else []
    after_surgery = [one for one in scans if one.acquired_on >= SURGERY_ON]
    reference = next(iter([*planning, *after_surgery]))
    facts: list[Payload] = [
        ClinicalRecorded(
            subject=SUBJECT,
            events=(
                ClinicalEvent(subject=SUBJECT, kind="arm", value=arm),
                ClinicalEvent(subject=SUBJECT, kind="surgery", on=SURGERY_ON, cavity="C1"),
                ClinicalEvent(
                    subject=SUBJECT,
                    kind="treatment",
                    on=IRRADIATED_ON if planning else SURGERY_ON,
                    cavity="C1",
                    value=arm,
                ),
            ),
            table_sha256="0" * 64,
        ),
        *scans,
        *planning,
        *(_registered(moving, reference) for moving in scans if moving is not reference),
        *([_contoured(study, reference)] if cavity else []),
        *(_contoured(study, one, CAVITY_RADIUS_MM + 2.0) for one in scans if planning and cavity),
    ]
    study.ledger.append_all([(f"subject/{SUBJECT}", fact) for fact in facts], COORDINATOR)
    add_reader(study, COORDINATOR, PASSWORD, Role.COORDINATOR, COORDINATOR)
    add_reader(study, READER, PASSWORD, Role.READER, COORDINATOR)
    assign_reads(study, reread_fraction=0.0, author=COORDINATOR)
    return study


def _imported(study: Study, visit: int, acquired_on: date) -> ScanImported:
    volume, staged = scan(visit), study.staging("scan.nii")
    write_volume(volume, staged)
    affine = volume.grid.affine
    return ScanImported(
        subject=SUBJECT,
        timepoint_id=timepoint_id(SUBJECT, acquired_on),
        acquired_on=acquired_on,
        study_uid=f"1.{visit}",
        series_uid=f"1.{visit}.1",
        series=SERIES,
        reason="the only contrast-enhanced T1",
        candidates=(),
        scan_id=study.scans.adopt(staged),
        frame=volume.grid.frame,
        shape=volume.grid.shape,
        affine=tuple(tuple(float(x) for x in row) for row in affine),
        value_min=float(volume.values.min()),
        value_max=float(volume.values.max()),
        source_sha256="0" * 64,
    )


def _registered(moving: ScanImported, reference: ScanImported) -> RegistrationRecorded:
    return RegistrationRecorded(
        subject=SUBJECT,
        timepoint_id=moving.timepoint_id,
        moving_scan=moving.scan_id,
        reference_scan=reference.scan_id,
        reference_from_moving=IDENTITY,
        error_mm=0.3,
        trusted=True,
        reason="halves agree",
        method="rigid 1",
        seconds=1.0,
    )


def _contoured(study: Study, of: ScanImported, radius_mm: float = CAVITY_RADIUS_MM) -> CavityContoured:
    mask = Mask(ball(points(grid(0)), CAVITY_MM, radius_mm), grid(0))
    staged = study.staging("mask.nii")
    write_volume(mask, staged)
    return CavityContoured(
        subject=SUBJECT,
        cavity="C1",
        timepoint_id=of.timepoint_id,
        scan_id=of.scan_id,
        version=1,
        mask_id=study.masks.adopt(staged),
        volume_ml=mask.voxel_sum_ml,
        source="file",
    )
