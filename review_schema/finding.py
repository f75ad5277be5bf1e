"""Findings: located observations with a label. Time-point labels are computed from them, never typed apart."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from review_schema.record import Record, hold_names_once
from review_schema.vocabulary import (
    BrainLabel,
    CavityLabel,
    Compartment,
    FindingStatus,
    LesionOrigin,
    LmdPattern,
    MixedBasis,
)

PositionMm = tuple[float, float, float]
"""LPS mm in the frame of the scan that stands as baseline in the read: the case's reference scan, or where the read
hides that one (planning), the first visit after surgery. Distances are the same in both."""


class SurfaceDistances(Record):
    """Distances of a lesion to one cavity surface, mm; negative inside the cavity."""

    shortest_mm: float
    centroid_mm: float
    greatest_mm: float


class LesionMeasure(Record):
    """Geometry of a marked lesion at one time point."""

    centre_mm: PositionMm
    longest_diameter_mm: Annotated[float, Field(ge=0)]
    perpendicular_diameter_mm: Annotated[float, Field(ge=0)]
    volume_ml: Annotated[float, Field(ge=0)]
    to_baseline: SurfaceDistances | None = None  # None: no cavity, or registration not trusted
    to_current: SurfaceDistances | None = None
    registration_error_mm: Annotated[float, Field(ge=0)] | None = None
    boundary: bool = False  # |d - margin| <= max(1 mm, registration error): to be adjudicated (RULE, domain §2)

    def without_distances(self) -> "LesionMeasure":
        """Size and place alone: what is left where registration or cavity no longer hold."""
        return self.model_copy(update={"to_baseline": None, "to_current": None, "boundary": False})


class Finding(Record):
    """One observation at one time point.

    A compartment-wide statement (NED, STABLE, NE, or a progression without a marked place) has no
    `lesion` and no `measure`; a marked lesion has both.
    """

    finding_id: str  # unique within the study
    compartment: Compartment
    cavity: str | None = None  # cavity id ("C1"), with compartment "cavity" only
    label: CavityLabel | BrainLabel
    lesion: str | None = None  # identity through time: "L1", "D1"
    status: FindingStatus = FindingStatus.PROVISIONAL
    certainty: Annotated[int, Field(ge=1, le=5)] = 3
    evidence: tuple[str, ...] = ()
    ne_reason: str | None = None  # compulsory with NE
    origin: LesionOrigin | None = None  # DP
    lmd_pattern: LmdPattern | None = None  # LMD
    symptomatic: bool = False  # RN
    mixed_basis: MixedBasis | None = None
    measure: LesionMeasure | None = None
    comment: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        # NED and NE exist in both vocabularies: the compartment decides which is meant.
        kind = CavityLabel if self.compartment is Compartment.CAVITY else BrainLabel
        if type(self.label) is not kind:
            object.__setattr__(self, "label", kind(str(self.label)))
        if (self.compartment is Compartment.CAVITY) != (self.cavity is not None):
            raise ValueError("a cavity finding names its cavity, a brain finding names none")
        if (self.label == "NE") != (self.ne_reason is not None):
            raise ValueError("NE needs a reason, and only NE has one")
        if (self.lesion is None) != (self.measure is None):
            raise ValueError("a lesion has a measure, and a measure a lesion")
        hold_names_once(self, FINDING_FIELDS)
        return self


FINDING_FIELDS = set(Finding.model_fields)
