"""The demo's scans: each story's patient is built, lies differently at each visit, and is scanned and exported."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.usecases.demo_stories import STORIES, CavitySite, Look, Protocol, Story
from app.usecases.demo_truth import BodyTruth, CavityTruth, ExpectedEvent, LesionTruth, PatientTruth, VisitTruth
from imaging.dicom.writer import Encoding, PatientHeader, SeriesHeader, StudyHeader, uid_of, write_series
from imaging.geometry import Affine, Grid, RigidTransform, apply_affine
from imaging.phantom import Phantom, Sequence, Visit, frame_uid, pose_of, scan_grid
from imaging.phantom_anatomy import BRAIN_MIDDLE, Canvas, Head, Vector
from imaging.phantom_lesions import Body, Cavity, Lesion, Meninges, Necrosis, Nodule, Oedema, shortest_mm
from review_schema.ids import timepoint_id
from review_schema.payloads import Matrix
from review_schema.vocabulary import Arm, ScanRole

MARGIN_MM = 5.0
BASELINE = {Arm.IORT: ScanRole.EARLY_POST_OP, Arm.HSRT: ScanRole.PLANNING}
FIRST_SURGERY = date(2021, 3, 1)
NAMES = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE")


@dataclass(frozen=True)
class Scanner:
    """How one protocol scans, and what its series are called."""

    vendor: Literal["Siemens", "GE", "Philips", "Canon"]
    description: str  # of the contrast-enhanced T1
    native: str
    flair: str
    localizer: str
    study: str
    plane: Literal["axial", "sagittal"]
    size: tuple[int, int, int]  # slices, rows, columns
    spacing_mm: tuple[float, float, float]
    noise: float
    agent: str
    three_d: bool
    field_tesla: float = 3.0


SCANNERS: Mapping[Protocol, Scanner] = {
    "siemens axial": Scanner(
        "Siemens", "t1_mpr_tra_p2_KM", "t1_tse_tra nativ", "t2_tirm_tra_dark-fluid", "localizer",
        "MRT Schaedel mit KM", "axial", (80, 240, 216), (2.0, 0.96, 0.96), 0.024, "Gadobutrol", True,
    ),
    "siemens sagittal": Scanner(
        "Siemens", "t1_mprage_sag_p2_iso_KM", "t1_se_tra nativ", "t2_space_dark-fluid_tra", "AAHead_Scout",
        "MRT Schaedel mit KM", "sagittal", (148, 220, 200), (1.1, 1.1, 1.1), 0.030, "Gadoteridol", True,
    ),
    "ge sagittal": Scanner(
        "GE", "SAG T1 3D BRAVO +C", "Ax T1 FSE", "Ax T2 FLAIR", "3-Plane Loc",
        "MRI BRAIN W WO CONTRAST", "sagittal", (136, 216, 216), (1.2, 1.1, 1.1), 0.028, "Dotarem", True,
    ),
    "philips axial": Scanner(
        "Philips", "T1W_3D_TFE_GD tra", "T1W_SE tra", "T2W_FLAIR tra", "Survey",
        "MRI Hersenen", "axial", (80, 248, 216), (2.0, 0.94, 0.94), 0.028, "Dotarem 0.5 mmol/ml", True,
    ),
    "canon axial": Scanner(
        "Canon", "AX T1 SE post contrast", "AX T1 SE pre", "AX FLAIR", "Scout",
        "MRI HEAD", "axial", (52, 256, 224), (3.0, 0.9, 0.9), 0.020, "Gadavist", False, 1.5,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Detail:
    """How finely the demo is made: 1 for people to look at, more for quick tests.

    Attributes:
        coarseness: voxel sizes relative to the scanners'.
        looks: how many visits of each story; None for all.
    """

    coarseness: float = 1.0
    looks: int | None = None


@dataclass(frozen=True)
class Order:
    """One patient to be made; holds only what another process needs."""

    number: int  # from 1
    seed: int
    folder: Path
    detail: Detail

    @property
    def subject(self) -> str:
        """The patient's pseudonym."""
        return f"RR-D{self.number:02d}"

    @property
    def story(self) -> Story:
        """What happens to the patient."""
        story = STORIES[(self.number - 1) % len(STORIES)]
        return story if self.detail.looks is None else replace(story, looks=story.looks[: self.detail.looks])

    @property
    def surgery_on(self) -> date:
        """Day of index surgery."""
        return FIRST_SURGERY + timedelta(days=37 * (self.number - 1))

    def on(self, day: int) -> date:
        """The date of a day of the story."""
        return self.surgery_on + timedelta(days=day)


def make_patient(order: Order) -> PatientTruth:
    """Scan one patient at every visit and write the series below the order's folder; return what is true."""
    story, patient_seed = order.story, 100 * order.seed + order.number
    phantom = Phantom(patient_seed, spacing_mm=max(1.0, order.detail.coarseness))
    first = {
        name: _cavity_body(phantom.head, site, patient_seed + 7 * k)
        for k, (name, site) in enumerate(story.cavities.items())
    }
    poses = [_pose(phantom.frame, order, number) for number in range(len(story.looks))]
    # A story cut short for a test may have lost its baseline visit: then the first is the baseline.
    roles = [look.role for look in story.looks]
    reference = roles.index(BASELINE[story.arm]) if BASELINE[story.arm] in roles else 0
    baseline = {name: body.grown(story.looks[reference].size) for name, body in first.items()}
    visits = []
    for number, (look, pose) in enumerate(zip(story.looks, poses, strict=True)):
        bodies = {name: body.grown(look.size) for name, body in first.items()}
        marked = _marked_lesions(look, phantom.head, bodies["C1"], baseline["C1"], patient_seed)
        canvas = phantom.paint(Visit(_painted(look, bodies, marked, patient_seed)))
        series_uid = _export_visit(order, number, phantom, canvas, pose)
        on = order.on(look.day)
        visits.append(
            VisitTruth(
                day=look.day,
                acquired_on=on,
                timepoint_id=timepoint_id(order.subject, on),
                role=look.role,
                series=SCANNERS[look.protocol].description,
                series_uid=series_uid,
                scan_frame=pose.reference_frame,
                scan_from_patient=_rows(pose.matrix),
                reference_from_scan=_rows(poses[reference].after(pose.inverse()).matrix),
                cavities={name: BodyTruth.of(body) for name, body in bodies.items()},
                labels=dict(look.labels),
                lesions={name: _lesion_truth(body, baseline["C1"], poses[reference]) for name, body in marked.items()},
                symptomatic=look.symptomatic,
            )
        )
    return PatientTruth(
        subject=order.subject,
        title=story.title,
        arm=story.arm,
        surgery_on=order.surgery_on,
        seed=patient_seed,
        patient_frame=phantom.frame,
        baseline=visits[reference].timepoint_id,
        cavities={
            name: CavityTruth(
                baseline=BodyTruth.of(body), volume_ml=body.volume_ml, shell_5mm_ml=body.shell_ml(MARGIN_MM)
            )
            for name, body in baseline.items()
        },
        visits=tuple(visits),
        expected=tuple(
            ExpectedEvent(cavity=cavity, endpoint=endpoint, status=status, event_date=order.on(day))
            for (cavity, endpoint), (status, day) in story.expected.items()
        ),
    )


# --- what is there ------------------------------------------------------------------------------------------------


def _cavity_body(head: Head, site: CavitySite, seed: int) -> Body:
    wall, way = head.under_vault(site.towards)
    plain = Body((0.0, 0.0, 0.0), site.radii_mm, seed, 0.11)
    x, y, z = wall - way * (site.gap_mm + float(plain.radius_mm(way)))
    return replace(plain, centre_mm=(float(x), float(y), float(z)))


def _inward(body: Body, turn: Vector) -> NDArray[np.float64]:
    """Unit vector from a cavity into the brain, nearly level so that axial slices show both, bent by `turn`."""
    away = (BRAIN_MIDDLE - np.array(body.centre_mm)) * (1.0, 1.0, 0.15)
    away = away / np.linalg.norm(away) + np.array(turn)
    return np.asarray(away / np.linalg.norm(away))


def _beside(body: Body, way: NDArray[np.float64], gap_mm: float) -> Vector:
    x, y, z = np.array(body.centre_mm) + way * (float(body.radius_mm(way)) + gap_mm)
    return float(x), float(y), float(z)


NODULE_TURN: Vector = (0.0, -0.55, -0.1)
NECROSIS_TURN: Vector = (0.0, -0.35, -0.15)
DISTANT_SITE: Vector = (-36.0, 30.0, 24.0)


def _marked_lesions(look: Look, head: Head, cavity: Body, baseline: Body, seed: int) -> dict[str, Body]:
    """The lesions that a reader marks, by name."""
    marked = {}
    if look.nodule_mm:
        # It grows outwards from the wall: its inner pole stays where it is.
        radius = look.nodule_mm / 2.0
        way = _inward(baseline, NODULE_TURN)
        marked["L1"] = Body(
            _beside(baseline, way, radius + 0.8), (1.06 * radius, 0.94 * radius, radius), seed + 3, 0.09
        )
    if look.necrosis_mm:
        way = _inward(baseline, NECROSIS_TURN)
        half = look.necrosis_mm / 2.0
        marked["L1"] = Body(_beside(cavity, way, half), (1.3 * half, 1.3 * half, 1.1 * half), seed + 4, 0.05)
    if look.distant_mm:
        radius = look.distant_mm / 2.0
        x, y, z = np.array(DISTANT_SITE) * head.person.scale
        marked["D1"] = Body((float(x), float(y), float(z)), (radius, 1.05 * radius, 0.95 * radius), seed + 5, 0.09)
    return marked


def _painted(look: Look, cavities: Mapping[str, Body], marked: Mapping[str, Body], seed: int) -> tuple[Lesion, ...]:
    early = look.role is ScanRole.EARLY_POST_OP
    lesions: list[Lesion] = []
    for name, body in cavities.items():
        # Some marginal enhancement belongs to every fresh wall; the rim of a story is that of C1.
        rim = look.rim if name == "C1" else 0.0
        lesions.append(Cavity(body, early=early, rim_mm=1.7 if rim else 0.0, rim_uptake=rim))
    c1 = cavities["C1"]
    if look.oedema_mm:
        lesions.append(Oedema(c1.centre_mm, look.oedema_mm, 1.0, seed + 11))
    if look.necrosis_mm:
        x, y, z = _inward(c1, NECROSIS_TURN)
        way = (float(x), float(y), float(z))
        lesions.append(Necrosis(c1, way, look.necrosis_mm, look.necrosis_uptake, seed + 12))
    elif "L1" in marked:
        lesions.append(Nodule(marked["L1"]))
    if "D1" in marked:
        lesions += [Nodule(marked["D1"]), Oedema(marked["D1"].centre_mm, 1.1 * look.distant_mm, 0.9, seed + 13)]
    if look.leptomeningeal:
        lesions += [
            Meninges((6.0, 62.0, -22.0), 40.0, look.leptomeningeal, seed + 14),
            Meninges((42.0, 10.0, 40.0), 26.0, 0.8 * look.leptomeningeal, seed + 15),
        ]
    return tuple(lesions)


def _lesion_truth(body: Body, baseline: Body, reference_pose: RigidTransform) -> LesionTruth:
    x, y, z = apply_affine(reference_pose.matrix, body.centre_mm)
    distances = baseline.signed_mm(body.surface)
    nearest = shortest_mm(body, baseline)
    return LesionTruth(
        body=BodyTruth.of(body),
        centre_reference_mm=(float(x), float(y), float(z)),
        longest_diameter_mm=body.longest_mm,
        perpendicular_diameter_mm=2.0 * min(body.radii_mm),
        volume_ml=body.volume_ml,
        shortest_mm=nearest,
        centroid_mm=float(baseline.signed_mm(body.centre_mm)),
        greatest_mm=float(distances.max()),
        within_5mm=nearest <= MARGIN_MM,
    )


# --- how it is scanned --------------------------------------------------------------------------------------------


def _pose(patient_frame: str, order: Order, number: int) -> RigidTransform:
    rng = np.random.default_rng([order.seed, order.number, number])
    tilt, shift = rng.uniform(-8.0, 8.0, 3), rng.uniform(-10.0, 10.0, 3)
    frame = frame_uid("demo", order.seed, order.subject, number)
    return pose_of(patient_frame, (tilt[0], tilt[1], tilt[2]), (shift[0], shift[1], shift[2]), frame)


def _grid(frame: str, scanner: Scanner, coarseness: float, shift: Vector) -> Grid:
    size, spacing = scanner.size, scanner.spacing_mm
    middle = (0.0, 10.0, 16.0) if scanner.plane == "axial" else (0.0, 4.0, -6.0)
    # The field of view is laid around the head, not quite exactly.
    x, y, z = (m + s for m, s in zip(middle, shift, strict=True))
    # Thick slices stay within what a reading accepts, however coarse the test.
    steps = (max(spacing[0], min(coarseness, 4.0)), spacing[1] * coarseness, spacing[2] * coarseness)
    counts = [max(8, round(n * old / new)) for n, old, new in zip(size, spacing, steps, strict=True)]
    return scan_grid(frame, plane=scanner.plane, size=(counts[0], counts[1], counts[2]), spacing_mm=steps,
                     centre_mm=(x, y, z))  # fmt: skip


def _export_visit(order: Order, number: int, phantom: Phantom, canvas: Canvas, pose: RigidTransform) -> str:
    """Write the visit's series; return the UID of the contrast-enhanced T1."""
    look = order.story.looks[number]
    scanner = SCANNERS[look.protocol]
    on = order.on(look.day)
    coarseness = order.detail.coarseness
    rng = np.random.default_rng([order.seed, order.number, number, 2])
    x, y, z = pose.matrix[:3, 3] * 0.8 + rng.uniform(-2, 2, 3)
    grid = _grid(pose.reference_frame, scanner, coarseness, (float(x), float(y), float(z)))
    middle = grid.centre()
    centre = (float(middle[0]), float(middle[1]), float(middle[2]))
    thick = scan_grid(
        pose.reference_frame,
        size=(28, round(208 / coarseness), round(180 / coarseness)),
        spacing_mm=(5.5, 1.1 * coarseness, 1.1 * coarseness),
        centre_mm=centre if scanner.plane == "axial" else (centre[0], centre[1] + 6.0, centre[2] + 22.0),
    )
    scout = scan_grid(
        pose.reference_frame,
        plane="sagittal",
        size=(3, round(128 / coarseness), round(128 / coarseness)),
        spacing_mm=(20.0, 2.0 * coarseness, 2.0 * coarseness),
        centre_mm=centre,
    )
    series: list[tuple[str, Grid, Sequence, str]] = [(scanner.localizer, scout, Sequence.T1, "")]
    if number in (0, 2):
        series += [(scanner.flair, thick, Sequence.FLAIR, ""), (scanner.native, thick, Sequence.T1, "")]
    series.append((scanner.description, grid, Sequence.T1_CONTRAST, scanner.agent))
    patient = PatientHeader(
        order.subject, f"DEMO^{NAMES[(order.number - 1) % len(NAMES)]}", date(1952 + 3 * order.number, 5, 17)
    )
    visit = StudyHeader(
        uid_of("study", order.seed, order.subject, number), on, scanner.study, scanner.vendor,
        accession=f"A{order.seed:02d}{order.number:02d}{number:02d}", field_tesla=scanner.field_tesla,
    )  # fmt: skip
    encodings: tuple[Encoding, ...] = ("explicit", "jpeg-ls", "implicit")
    for place, (description, where, sequence, agent) in enumerate(series, start=1):
        volume = phantom.scan(
            canvas,
            where,
            pose,
            sequence=sequence,
            noise=scanner.noise,
            bias=0.14,
            seed=100 * number + place,
            motion=look.motion,
        )
        header = _series_header(uid_of(visit.uid, place), place, description, sequence, agent, scanner, where)
        folder = order.folder / order.subject / f"{on:%Y%m%d}" / f"{place:02d}"
        write_series(folder, volume, patient, visit, header, encoding=encodings[(order.number + number) % 3])
    return uid_of(visit.uid, len(series))


def _series_header(
    uid: str, number: int, description: str, sequence: Sequence, agent: str, scanner: Scanner, grid: Grid
) -> SeriesHeader:
    header = SeriesHeader(uid, number, description, round(grid.spacing_mm[0], 3), agent=agent)
    if sequence is Sequence.FLAIR:
        return replace(header, repetition_ms=9000, echo_ms=120, inversion_ms=2500, spin_echo=True, three_d=False)
    if number == 1:
        kind = ("ORIGINAL", "PRIMARY", "LOCALIZER") if scanner.vendor == "GE" else header.image_type
        return replace(header, three_d=False, image_type=kind, repetition_ms=8.6, echo_ms=4.0)
    if sequence is Sequence.T1 or not scanner.three_d:
        return replace(header, repetition_ms=550, echo_ms=9.0, flip_deg=90.0, spin_echo=True, three_d=False)
    if scanner.vendor == "Siemens":
        return replace(header, inversion_ms=900.0)
    return replace(header, repetition_ms=8.2, echo_ms=3.2, inversion_ms=450.0, flip_deg=12.0)


def _rows(matrix: Affine) -> Matrix:
    a, b, c, d = (tuple(float(v) for v in row) for row in matrix)
    return a, b, c, d  # type: ignore[return-value]
