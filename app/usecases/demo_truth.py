"""What is true of the demo's patients: written beside the study as ``truth/truth.json``."""

from datetime import date
from pathlib import Path

from imaging.phantom_lesions import Body
from review_schema.finding import PositionMm
from review_schema.payloads import Matrix
from review_schema.record import Record
from review_schema.vocabulary import Arm, Endpoint, ScanRole


class BodyTruth(Record):
    """A body's formula (see `imaging.phantom_lesions.Body`), in patient space."""

    centre_mm: PositionMm
    radii_mm: PositionMm
    seed: int
    roughness: float

    def body(self) -> Body:
        """The body itself."""
        return Body(self.centre_mm, self.radii_mm, self.seed, self.roughness)

    @classmethod
    def of(cls, body: Body) -> "BodyTruth":
        """The formula of `body`."""
        return cls(centre_mm=body.centre_mm, radii_mm=body.radii_mm, seed=body.seed, roughness=body.roughness)


class CavityTruth(Record):
    """A cavity on the baseline scan."""

    baseline: BodyTruth
    volume_ml: float
    shell_5mm_ml: float


class LesionTruth(Record):
    """A lesion at one visit; distances to the surface of the baseline cavity C1, mm (negative inside)."""

    body: BodyTruth
    centre_reference_mm: PositionMm  # LPS mm in the frame of the baseline scan
    longest_diameter_mm: float
    perpendicular_diameter_mm: float
    volume_ml: float
    shortest_mm: float
    centroid_mm: float
    greatest_mm: float
    within_5mm: bool


class VisitTruth(Record):
    """One visit: where the head lay, what was there and what an exact reader calls it."""

    day: int  # from index surgery
    acquired_on: date
    timepoint_id: str
    role: ScanRole
    series: str  # description of the contrast-enhanced T1
    series_uid: str
    scan_frame: str
    scan_from_patient: Matrix
    reference_from_scan: Matrix
    cavities: dict[str, BodyTruth]  # as they are at this visit
    labels: dict[str, str]  # by cavity id; the brain under ""
    lesions: dict[str, LesionTruth]
    symptomatic: bool


class ExpectedEvent(Record):
    """One event date that an exact reader leads to."""

    cavity: str  # empty: the patient
    endpoint: Endpoint
    status: int  # 0 censored, 1 event, 2 death without the event
    event_date: date


class PatientTruth(Record):
    """One patient."""

    subject: str
    title: str
    arm: Arm
    surgery_on: date
    seed: int
    patient_frame: str
    baseline: str  # timepoint_id of the baseline scan
    cavities: dict[str, CavityTruth]
    visits: tuple[VisitTruth, ...]
    expected: tuple[ExpectedEvent, ...]

    def visit(self, timepoint_id: str) -> VisitTruth:
        """The visit of that id."""
        return next(visit for visit in self.visits if visit.timepoint_id == timepoint_id)


class DemoTruth(Record):
    """All of it. Points are LPS mm; ``a_from_b`` maps points of b to points of a."""

    schema_version: int = 1
    exact_reader: str
    patients: tuple[PatientTruth, ...]

    def patient_of(self, timepoint_id: str) -> PatientTruth:
        """The patient whose visit has that id."""
        return next(p for p in self.patients if any(v.timepoint_id == timepoint_id for v in p.visits))

    def write(self, path: Path) -> None:
        """Write it as JSON, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(self.model_dump_json(indent=1) + "\n", encoding="utf-8")
        part.replace(path)

    @classmethod
    def read(cls, path: Path) -> "DemoTruth":
        """Read what `write` wrote."""
        return cls.model_validate_json(path.read_text(encoding="utf-8"))
