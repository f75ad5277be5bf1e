"""Simulated readers for the demo: they know the truth, and say it with a reader's habits.

They read through the same use cases as people do: visit by visit, locked, then signed with a password.
"""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.usecases.accounts import sign_in
from app.usecases.demo_stories import BRAIN
from app.usecases.demo_truth import DemoTruth, LesionTruth, PatientTruth, VisitTruth
from app.usecases.open_case import first_after_surgery
from app.usecases.record_read import lock_timepoint, open_read, sign_read, worklist
from app.usecases.study import Study
from imaging.geometry import Affine, apply_affine
from review_schema.charter import Charter
from review_schema.finding import Finding, LesionMeasure, SurfaceDistances
from review_schema.read import LockedTimePoint
from review_schema.vocabulary import Compartment, FindingStatus, LesionOrigin, LmdPattern

TUMOUR_LABELS = frozenset({"LP", "DP", "LMD"})
SWAPPED = {"LP": "RN", "RN": "LP"}
LESION_OF = {"LP": "L1", "RN": "L1", "DP": "D1"}
EVIDENCE = {
    "LP": ("new or growing nodular enhancement at the wall",),
    "RN": ("irregular, bubbly enhancement inside the irradiated volume",),
    "PIE": ("thin, smooth, linear rim",),
    "DP": ("new nodular enhancement far from every cavity",),
    "LMD": ("linear enhancement along sulci and folia",),
}


@dataclass(frozen=True)
class Habits:
    """How a reader errs; all zero for one who makes no mistake.

    Attributes:
        late: chance to overlook a progression or necrosis on the first scan that shows it.
        confused: chance to take progression for necrosis, or necrosis for progression, on one visit.
        overcalls: chance to call a clear cavity stable.
        lenient: chance to read a scan that cannot be read.
        jitter_mm: spread of measured diameters and distances.
        certainty: usual certainty, 1 to 5.
    """

    late: float = 0.0
    confused: float = 0.0
    overcalls: float = 0.0
    lenient: float = 0.0
    jitter_mm: float = 0.0
    certainty: int = 5


def read_worklist(
    study: Study,
    name: str,
    password: str,
    truth: DemoTruth,
    habits: Habits,
    *,
    progress: Callable[[float], None],
) -> int:
    """Read and sign every case in the reader's worklist; return how many.

    Args:
        study: the open study.
        name: the reader's account.
        password: asked at sign-in and at each signature.
        truth: what there is to be seen.
        habits: how the reader errs.
        progress: called with the share done.
    """
    who = sign_in(study, name, password)
    rows = worklist(study, name)
    charter = study.state().charter
    errors = _registration_errors(study)
    for done, row in enumerate(rows):
        opened = open_read(study, who, row.read_id)
        patient = truth.patient_of(opened.visits[0].timepoint_id)
        visits = [patient.visit(blinded.timepoint_id) for blinded in opened.visits]
        # The same case read again under another code is read with fresh eyes, yet the same each time it is made.
        rng = np.random.default_rng([patient.seed, zlib.crc32(f"{name} {row.case_code}".encode())])
        said = [perceived(visits, place, habits, rng) for place in range(len(visits))]
        screen = screen_from_reference(patient, visits)
        for place, (visit, blinded) in enumerate(zip(visits, opened.visits, strict=True)):
            findings = findings_of(
                f"{row.read_id}-{place}", visit, said[: place + 1], habits, rng, errors.get(visit.timepoint_id), charter
            )
            seconds = round(float(rng.gamma(6.0, 14.0)), 1)
            lock_timepoint(
                study,
                who,
                row.read_id,
                LockedTimePoint(
                    timepoint_id=visit.timepoint_id,
                    scan_id=blinded.scan_id,
                    findings=tuple(_seen_on(screen, finding) for finding in findings),
                    read_seconds=seconds,
                ),
            )
        sign_read(study, who, row.read_id, password)
        progress((done + 1) / len(rows))
    return len(rows)


def screen_from_reference(patient: PatientTruth, visits: Sequence[VisitTruth]) -> Affine:
    """Where a read of `visits` shows the points of the baseline scan: 4×4, LPS mm.

    There, if the baseline scan is shown; where it is hidden (planning), on the first visit after surgery.
    """
    if any(visit.timepoint_id == patient.baseline for visit in visits):
        return np.eye(4)
    stands = visits[first_after_surgery([visit.day for visit in visits])]
    return np.linalg.inv(np.array(stands.reference_from_scan))


def _seen_on(screen: Affine, finding: Finding) -> Finding:
    """A finding whose lesion is marked where the screen shows it."""
    if finding.measure is None:
        return finding
    x, y, z = (float(n) for n in apply_affine(screen, finding.measure.centre_mm))
    return finding.model_copy(update={"measure": finding.measure.model_copy(update={"centre_mm": (x, y, z)})})


def _registration_errors(study: Study) -> dict[str, float]:
    """Error at the cavity by visit, mm, where the registration is trusted."""
    return {
        timepoint.timepoint_id: timepoint.registration.error_mm
        for subject in study.state().subjects.values()
        for timepoint in subject.timepoints
        if timepoint.registration is not None and timepoint.registration.trusted
    }


def perceived(visits: Sequence[VisitTruth], place: int, habits: Habits, rng: np.random.Generator) -> dict[str, str]:
    """The label that the reader gives each compartment of ``visits[place]``, by cavity id and `BRAIN`."""
    said = {}
    for compartment, label in visits[place].labels.items():
        new = place == 0 or visits[place - 1].labels[compartment] != label
        late, confused, overcalled, lenient = rng.random(4)
        if label in (TUMOUR_LABELS | {"RN"}) and new and late < habits.late:
            label = "NED"
        elif label in SWAPPED and confused < habits.confused:
            label = SWAPPED[label]
        elif (label == "NED" and compartment != BRAIN and overcalled < habits.overcalls) or (
            label == "PIE" and overcalled < 2.0 * habits.overcalls
        ):
            label = "STABLE"
        elif label == "NE" and lenient < habits.lenient:
            label = "NED"
        said[compartment] = label
    return said


def findings_of(
    stem: str,
    visit: VisitTruth,
    said: list[dict[str, str]],
    habits: Habits,
    rng: np.random.Generator,
    error_mm: float | None,
    charter: Charter,
) -> tuple[Finding, ...]:
    """What the reader writes down at one visit.

    Args:
        stem: beginning of the findings' ids.
        visit: the visit.
        said: labels of this visit, last, and of those before it.
        habits: how the reader errs.
        rng: of measuring and of certainty.
        error_mm: of a trusted registration, mm; None where none can be trusted.
        charter: gives margin and boundary, mm.
    """
    findings = []
    for compartment, label in said[-1].items():
        before = any(earlier[compartment] == label for earlier in said[:-1])
        in_brain = compartment == BRAIN
        lesion = visit.lesions.get(LESION_OF.get(label, ""))
        certainty = int(np.clip(habits.certainty - rng.integers(0, 2) * (not before), 1, 5))
        finding = Finding(
            finding_id=f"{stem}-{compartment or 'brain'}",
            compartment=Compartment.BRAIN if in_brain else Compartment.CAVITY,
            cavity=None if in_brain else compartment,
            label=label,
            status=FindingStatus.CONFIRMED
            if before and label in (TUMOUR_LABELS | {"RN"})
            else FindingStatus.PROVISIONAL,
            certainty=certainty,
            evidence=EVIDENCE.get(label, ()),
            ne_reason="motion artefact" if label == "NE" else None,
            origin=LesionOrigin.NEW if label == "DP" else None,
            lmd_pattern=LmdPattern.LINEAR if label == "LMD" else None,
            symptomatic=label == "RN" and visit.symptomatic,
        )
        if lesion is not None and compartment in ("C1", BRAIN):
            measure = _measured(lesion, habits, rng, error_mm, charter)
            finding = finding.model_copy(update={"lesion": LESION_OF[label], "measure": measure})
        findings.append(finding)
    return tuple(findings)


def _measured(
    lesion: LesionTruth, habits: Habits, rng: np.random.Generator, error_mm: float | None, charter: Charter
) -> LesionMeasure:
    x, y, z = np.array(lesion.centre_reference_mm) + habits.jitter_mm * rng.standard_normal(3)
    growth = 1.0 + 0.06 * habits.jitter_mm * float(rng.standard_normal())
    shift = 0.4 * habits.jitter_mm * float(rng.standard_normal())
    distances = SurfaceDistances(
        shortest_mm=lesion.shortest_mm + shift,
        centroid_mm=lesion.centroid_mm + shift,
        greatest_mm=lesion.greatest_mm + shift,
    )
    doubt = max(charter.boundary_mm, error_mm or 0.0)
    trusted = error_mm is not None
    return LesionMeasure(
        centre_mm=(float(x), float(y), float(z)),
        longest_diameter_mm=lesion.longest_diameter_mm * growth,
        perpendicular_diameter_mm=lesion.perpendicular_diameter_mm * growth,
        volume_ml=lesion.volume_ml * growth**3,
        to_baseline=distances if trusted else None,
        registration_error_mm=error_mm,
        boundary=trusted and abs(distances.shortest_mm - charter.margin_mm) <= doubt,
    )


EXACT = Habits()
CAREFUL = replace(EXACT, late=0.12, confused=0.10, overcalls=0.08, lenient=0.3, jitter_mm=0.6, certainty=4)
HASTY = replace(EXACT, late=0.30, confused=0.22, overcalls=0.15, lenient=0.6, jitter_mm=1.2, certainty=4)
