"""A cavity as the sphere that an applicator of intraoperative radiotherapy filled, by its middle and diameter."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from app.usecases.draw_cavity import patient_of, save_contour, visit_of_day
from app.usecases.open_case import CaseVisit
from app.usecases.study import Study
from imaging.cavity import applicator_sphere
from imaging.geometry import Grid
from imaging.volume import Mask
from review_schema.payloads import APPLICATOR, CavityContoured

SPHERE_STEP_MM = 0.5
"""Edge of the cubes in which a sphere is stored; its smooth surface is good to a few hundredths of a millimetre."""

USUAL_DIAMETER_MM = 20.0
"""The median diameter of applicators for brain metastases."""


def sphere_mask(centre_mm: Sequence[float], diameter_mm: float, frame: str) -> Mask:
    """An applicator's sphere on fine cubes around it, whatever the voxels of the scan.

    Args:
        centre_mm: LPS mm in `frame`.
        diameter_mm: 15 to 50 mm.
        frame: frame of reference.

    Raises:
        ApplicatorSize: there is no such applicator.
    """
    half = int(np.ceil(diameter_mm / 2 / SPHERE_STEP_MM)) + 1
    affine = np.eye(4)
    affine[:3, :3] = np.diag([SPHERE_STEP_MM] * 3)[:, ::-1]
    affine[:3, 3] = np.asarray(centre_mm, dtype=np.float64) - half * SPHERE_STEP_MM
    grid = Grid((2 * half + 1,) * 3, affine, frame)
    return applicator_sphere(centre_mm, diameter_mm, grid)


def cavity_from_sphere(
    study: Study,
    *,
    subject: str,
    centre_mm: Sequence[float],
    diameter_mm: float,
    cavity: str = "C1",
    acquired_on: date | None = None,
    author: str,
) -> CavityContoured:
    """Store an applicator's sphere as the next version of a cavity's contour.

    Args:
        study: an open study.
        subject: whose cavity.
        centre_mm: middle of the sphere, LPS mm in the frame of the scan.
        diameter_mm: 15 to 50 mm.
        cavity: the cavity's name in the study.
        acquired_on: the day of the scan; None: the baseline scan.
        author: who asked for it.

    Raises:
        VisitUnknown: no such subject, or no visit of that day.
        ApplicatorSize: there is no such applicator.
        MaskOutsideScan: part of the sphere lies off the scan.
        CavityNotNamed: the name is no short name.
    """
    timepoint = visit_of_day(patient_of(study, subject), acquired_on)
    return save_contour(
        study,
        subject=subject,
        cavity=cavity,
        timepoint_id=timepoint.timepoint_id,
        mask=sphere_mask(centre_mm, diameter_mm, timepoint.scan.frame),
        source=APPLICATOR,
        author=author,
    )


def save_sphere(
    study: Study,
    visit: CaseVisit,
    centre_mm: Sequence[float],
    diameter_mm: float,
    *,
    subject: str,
    cavity: str,
    author: str,
) -> CavityContoured:
    """Store a sphere that was placed on the screen, in the frame of the visit's own scan.

    Arguments as `cavity_from_sphere`, but for `centre_mm`: LPS mm in the frame of the case.

    Raises:
        ApplicatorSize, MaskOutsideScan: as `cavity_from_sphere`.
    """
    back = visit.reference_from_native.inverse()
    middle = back.points(np.asarray(centre_mm, dtype=np.float64), back.moving_frame)
    return save_contour(
        study,
        subject=subject,
        cavity=cavity,
        timepoint_id=visit.timepoint.timepoint_id,
        mask=sphere_mask([float(n) for n in middle], diameter_mm, back.reference_frame),
        source=APPLICATOR,
        author=author,
    )
