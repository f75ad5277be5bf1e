"""Small studies for tests: scans with and without voxels, a clock that the test sets."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.usecases.study import VERSION, Study
from imaging.nifti import write_volume
from imaging.volume import Volume
from review_schema import ids
from review_schema.charter import Charter
from review_schema.clinical import ClinicalEvent
from review_schema.finding import Finding
from review_schema.ledger import Ledger
from review_schema.payloads import (
    CavityContoured,
    ClinicalRecorded,
    Matrix,
    Payload,
    RegistrationChecked,
    RegistrationRecorded,
    ScanChosen,
    ScanImported,
)
from review_schema.projections import Projection
from review_schema.read import LockedTimePoint

IDENTITY: Matrix = ((1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0), (0.0, 0.0, 0.0, 1.0))
SURGERY_ON = date(2024, 1, 10)


class Clock:
    """Stands still until the test moves it."""

    def __init__(self) -> None:
        self.at = datetime(2025, 3, 1, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at

    def pass_days(self, days: float) -> None:
        self.at += timedelta(days=days)


def new_study(folder: Path, clock: Clock | None = None, charter: Charter | None = None) -> Study:
    """An empty study in `folder`, its ledger on `clock`."""
    Study.create(folder, charter).close()
    return Study(folder, Ledger.open(folder / "ledger.db", software=VERSION, clock=clock or Clock()), Projection())


def scan(subject: str, acquired_on: date, series: str = "T1 post") -> ScanImported:
    """A scan by its facts alone."""
    scan_id = (subject + acquired_on.isoformat() + series).encode().hex().ljust(64, "0")[:64]
    return ScanImported(
        subject=subject,
        timepoint_id=ids.timepoint_id(subject, acquired_on),
        acquired_on=acquired_on,
        study_uid="1.2",
        series_uid=f"1.2.{scan_id[:8]}",
        series=series,
        reason="the only one",
        candidates=(),
        scan_id=scan_id,
        frame="1.2.3",
        shape=(10, 20, 30),
        affine=IDENTITY,
        value_min=0.0,
        value_max=100.0,
        source_sha256="0" * 64,
    )


def add_scan(study: Study, subject: str, acquired_on: date, volume: Volume) -> ScanImported:
    """A scan with voxels, stored in the study."""
    staged = study.staging("scan.nii")
    write_volume(volume, staged)
    facts = scan(subject, acquired_on).model_dump() | {
        "scan_id": study.scans.adopt(staged),
        "frame": volume.grid.frame,
        "shape": volume.grid.shape,
    }
    stored = ScanImported.model_validate(facts)
    study.ledger.append(f"subject/{subject}", stored, "coordinator")
    return stored


def contour(of: ScanImported, cavity: str = "C1", version: int = 1) -> CavityContoured:
    """A contour by its facts alone."""
    return CavityContoured(
        subject=of.subject,
        cavity=cavity,
        timepoint_id=of.timepoint_id,
        scan_id=of.scan_id,
        version=version,
        mask_id=f"{version:064x}",
        volume_ml=4.2,
        source="file",
    )


def registration(moving: ScanImported, reference: ScanImported, error_mm: float = 0.2) -> RegistrationRecorded:
    """A registration by its facts alone."""
    return RegistrationRecorded(
        subject=moving.subject,
        timepoint_id=moving.timepoint_id,
        moving_scan=moving.scan_id,
        reference_scan=reference.scan_id,
        reference_from_moving=IDENTITY,
        error_mm=error_mm,
        trusted=True,
        reason="halves agree",
        method="rigid 1",
        seconds=1.0,
    )


def chosen(reason: str) -> ScanChosen:
    """A small fact, told from others by its reason."""
    return ScanChosen(subject="P1", timepoint_id="t", scan_id="s", reason=reason)


def checked(
    moving: ScanImported, reference: ScanImported, decision: str = "nudged", *, error_mm: float = 1.5, **more: object
) -> RegistrationChecked:
    """A decision on a registration by its facts alone; `read_id` makes it a reader's."""
    return RegistrationChecked.model_validate(
        {
            "subject": moving.subject,
            "timepoint_id": moving.timepoint_id,
            "moving_scan": moving.scan_id,
            "reference_scan": reference.scan_id,
            "decision": decision,
            "reference_from_moving": IDENTITY,
            "error_mm": error_mm,
            "trusted": decision != "rejected",
            "reason": "the skull is apart",
            **more,
        }
    )


def clinical(subject: str, *rows: tuple[str, date | None, str | None, str | None]) -> ClinicalRecorded:
    """Clinical rows given as (kind, date, cavity, value)."""
    events = tuple(
        ClinicalEvent.model_validate({"subject": subject, "kind": kind, "on": on, "cavity": cavity, "value": value})
        for kind, on, cavity, value in rows
    )
    return ClinicalRecorded(subject=subject, events=events, table_sha256="0" * 64)


def add_case(study: Study, subject: str, days: tuple[int, ...] = (1, 90, 180), arm: str = "IORT") -> list[ScanImported]:
    """A case with scans so many days after surgery and a contour of C1 on the first."""
    scans = [scan(subject, SURGERY_ON + timedelta(days=day)) for day in days]
    facts: list[Payload] = [
        clinical(subject, ("arm", None, None, arm), ("surgery", SURGERY_ON, "C1", None)),
        *scans,
        contour(scans[0]),
    ]
    study.ledger.append_all([(f"subject/{subject}", fact) for fact in facts], "coordinator")
    return scans


def finding(label: str, cavity: str | None = "C1", **more: object) -> Finding:
    """A finding about a cavity, or about the brain if `cavity` is None."""
    return Finding.model_validate(
        {
            "finding_id": ids.new_id(),
            "compartment": "brain" if cavity is None else "cavity",
            "cavity": cavity,
            "label": label,
            **({"ne_reason": "no contrast"} if label == "NE" else {}),
            **more,
        }
    )


def locked(of: ScanImported, *findings: Finding) -> LockedTimePoint:
    """A visit as the reader leaves it; NED everywhere without findings."""
    return LockedTimePoint(
        timepoint_id=of.timepoint_id,
        scan_id=of.scan_id,
        findings=findings or (finding("NED"), finding("NED", None)),
        read_seconds=12.5,
    )
