"""The demo's patients: what happens to each, visit by visit, and the event dates that follow.

Written by hand as tables that a clinician can check. The expected events stand beside the histories and do not
come from `review_schema/endpoints.py`: the demo and its tests compare the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from imaging.phantom_anatomy import Vector
from review_schema.charter import Charter
from review_schema.vocabulary import Arm, ClinicalKind, Endpoint, ScanRole

BRAIN = ""
"""Key of the compartment that is no cavity."""

CHARTER = Charter(name="RimRead demonstration charter", washout_days=0, reread_fraction=0.34)
"""Re-reads may follow at once, so that a demonstration has some."""

Protocol = Literal["siemens axial", "siemens sagittal", "ge sagittal", "philips axial", "canon axial"]


@dataclass(frozen=True)
class Look:
    """One visit: what is there, and what it is called.

    Attributes:
        day: from index surgery.
        protocol: how it was scanned.
        labels: by cavity id, and for `BRAIN`.
        size: of every cavity relative to its size after surgery (linear).
        rim: uptake of a thin enhancing rim around C1; 0 for none.
        nodule_mm: diameter of L1 at the wall of C1; 0 for none.
        distant_mm: diameter of D1 in the other hemisphere.
        necrosis_mm: thickness of the necrosis beside C1.
        necrosis_uptake: its uptake.
        leptomeningeal: uptake along sulci and folia.
        oedema_mm: reach of the oedema around C1.
        motion: strength of a motion artefact.
        symptomatic: radionecrosis of C1 with a deficit.
    """

    day: int
    protocol: Protocol
    labels: Mapping[str, str]
    size: float = 1.0
    rim: float = 0.0
    nodule_mm: float = 0.0
    distant_mm: float = 0.0
    necrosis_mm: float = 0.0
    necrosis_uptake: float = 0.7
    leptomeningeal: float = 0.0
    oedema_mm: float = 0.0
    motion: float = 0.0
    symptomatic: bool = False
    role: ScanRole = ScanRole.FOLLOW_UP


@dataclass(frozen=True)
class CavitySite:
    """Where a cavity lies: direction from the middle of the brain, half-axes, gap to the skull, mm."""

    towards: Vector
    radii_mm: Vector
    gap_mm: float = 6.0


@dataclass(frozen=True)
class Fact:
    """One row of the clinical table; the arm and the surgeries are added from the story."""

    kind: ClinicalKind
    day: int | None = None
    cavity: str = ""
    value: str = ""


Expected = Mapping[tuple[str, Endpoint], tuple[int, int]]
"""(cavity id or empty, endpoint) -> (status, days from surgery to the event date).

Status: 0 censored, 1 event, 2 death without the event (the date is then that of the last evaluable scan)."""


@dataclass(frozen=True)
class Story:
    """One patient's course."""

    title: str
    arm: Arm
    cavities: Mapping[str, CavitySite]
    looks: tuple[Look, ...]
    facts: tuple[Fact, ...]
    expected: Expected


def _expected(
    cavities: Mapping[str, Mapping[str, tuple[int, int]]], patient: Mapping[str, tuple[int, int]]
) -> Expected:
    table = {(cavity, Endpoint(name)): row for cavity, rows in cavities.items() for name, row in rows.items()}
    return table | {("", Endpoint(name)): row for name, row in patient.items()}


RIGHT_FRONTAL = CavitySite((-0.55, -0.72, 0.45), (12.5, 15.0, 12.0))
LEFT_PARIETAL = CavitySite((0.62, 0.42, 0.60), (13.5, 12.0, 13.0))
RIGHT_PARIETAL = CavitySite((-0.60, 0.45, 0.62), (11.5, 14.0, 12.5))
LEFT_FRONTAL = CavitySite((0.58, -0.62, 0.55), (14.0, 13.0, 11.5))
RIGHT_OCCIPITAL = CavitySite((-0.48, 0.85, 0.12), (12.0, 13.5, 11.0))
LEFT_CENTRAL = CavitySite((0.72, -0.05, 0.68), (12.0, 14.0, 12.0))
SMALL_LEFT_PARIETAL = CavitySite((0.55, 0.58, 0.58), (9.0, 10.0, 8.5))

PIE_THEN_CLEAR = Story(
    "Rim after IORT that vanishes; progress outside the brain",
    Arm.IORT,
    {"C1": RIGHT_FRONTAL},
    (
        Look(2, "siemens axial", {"C1": "PIE", BRAIN: "NED"}, rim=0.62, oedema_mm=24, role=ScanRole.EARLY_POST_OP),
        Look(92, "ge sagittal", {"C1": "NED", BRAIN: "NED"}, size=0.86, oedema_mm=17),
        Look(184, "philips axial", {"C1": "NED", BRAIN: "NED"}, size=0.79),
        Look(275, "siemens sagittal", {"C1": "NED", BRAIN: "NED"}, size=0.76),
        Look(366, "canon axial", {"C1": "NED", BRAIN: "NED"}, size=0.75),
    ),
    (
        Fact(ClinicalKind.TREATMENT, 0, "C1", "IORT"),
        Fact(ClinicalKind.SYSTEMIC_STAGING, 180),
        Fact(ClinicalKind.EXTRACRANIAL_PROGRESSION, 300),
        Fact(ClinicalKind.LAST_CONTACT, 380),
    ),
    _expected(
        {"C1": {"LPFS": (0, 366), "LC": (0, 366), "RNFREE": (0, 366), "SRNFREE": (0, 366)}},
        {
            "LPFS": (0, 366), "RPFS": (0, 366), "GPFS": (1, 300), "OS": (0, 380),
            "DBC": (0, 366), "ICDC": (0, 366), "LMDFREE": (0, 366), "WBIFREE": (0, 380),
        },
    ),
)  # fmt: skip

LOCAL_PROGRESSION = Story(
    "Nodule at the wall, confirmed three months later; death",
    Arm.HSRT,
    {"C1": LEFT_PARIETAL},
    (
        Look(2, "siemens axial", {"C1": "NED", BRAIN: "NED"}, oedema_mm=26, role=ScanRole.EARLY_POST_OP),
        Look(28, "siemens sagittal", {"C1": "NED", BRAIN: "NED"}, size=0.93, oedema_mm=20, role=ScanRole.PLANNING),
        Look(95, "philips axial", {"C1": "NED", BRAIN: "NED"}, size=0.85, oedema_mm=14),
        Look(187, "ge sagittal", {"C1": "LP", BRAIN: "NED"}, size=0.81, nodule_mm=6.5, oedema_mm=14),
        Look(279, "canon axial", {"C1": "LP", BRAIN: "NED"}, size=0.79, nodule_mm=12, oedema_mm=22),
        Look(368, "siemens axial", {"C1": "LP", BRAIN: "NED"}, size=0.78, nodule_mm=18, oedema_mm=32),
    ),
    (
        Fact(ClinicalKind.TREATMENT, 29, "C1", "HSRT"),
        Fact(ClinicalKind.DEATH, 430, value="neurological"),
    ),
    _expected(
        {"C1": {"LPFS": (1, 187), "LC": (1, 187), "RNFREE": (2, 368), "SRNFREE": (2, 368)}},
        {
            "LPFS": (1, 187), "RPFS": (2, 368), "GPFS": (1, 187), "OS": (1, 430),
            "DBC": (2, 368), "ICDC": (1, 368), "LMDFREE": (2, 368), "WBIFREE": (2, 430),
        },
    ),
)  # fmt: skip

NECROSIS = Story(
    "Two cavities; symptomatic radionecrosis beside the first, the second stays clear",
    Arm.IORT,
    {"C1": RIGHT_PARIETAL, "C2": LEFT_FRONTAL},
    (
        Look(1, "ge sagittal", {"C1": "PIE", "C2": "NED", BRAIN: "NED"}, rim=0.55, oedema_mm=24,
             role=ScanRole.EARLY_POST_OP),
        Look(90, "siemens axial", {"C1": "NED", "C2": "NED", BRAIN: "NED"}, size=0.87, oedema_mm=16),
        Look(181, "siemens sagittal", {"C1": "RN", "C2": "NED", BRAIN: "NED"}, size=0.82, necrosis_mm=9, oedema_mm=28),
        Look(272, "philips axial", {"C1": "RN", "C2": "NED", BRAIN: "NED"}, size=0.80, necrosis_mm=14, oedema_mm=40,
             symptomatic=True),
        Look(365, "siemens axial", {"C1": "RN", "C2": "NED", BRAIN: "NED"}, size=0.79, necrosis_mm=7,
             necrosis_uptake=0.4, oedema_mm=22),
    ),
    (
        Fact(ClinicalKind.TREATMENT, 0, "C1", "IORT"),
        Fact(ClinicalKind.TREATMENT, 0, "C2", "IORT"),
        Fact(ClinicalKind.SYSTEMIC_STAGING, 90),
        Fact(ClinicalKind.SYMPTOM, 250, "C1", "rn"),
        Fact(ClinicalKind.SYSTEMIC_STAGING, 270),
        Fact(ClinicalKind.LAST_CONTACT, 390),
    ),
    _expected(
        {
            "C1": {"LPFS": (0, 365), "LC": (0, 365), "RNFREE": (1, 181), "SRNFREE": (1, 250)},
            "C2": {"LPFS": (0, 365), "LC": (0, 365), "RNFREE": (0, 365), "SRNFREE": (0, 365)},
        },
        {
            "LPFS": (0, 365), "RPFS": (0, 365), "GPFS": (0, 270), "OS": (0, 390),
            "DBC": (0, 365), "ICDC": (0, 365), "LMDFREE": (0, 365), "WBIFREE": (0, 390),
        },
    ),
)  # fmt: skip

DISTANT_PROGRESSION = Story(
    "Cavity clear throughout; an unreadable scan; a distant metastasis that whole-brain radiotherapy removes",
    Arm.IORT,
    {"C1": LEFT_CENTRAL},
    (
        Look(2, "philips axial", {"C1": "NED", BRAIN: "NED"}, oedema_mm=20, role=ScanRole.EARLY_POST_OP),
        Look(91, "siemens axial", {"C1": "NE", BRAIN: "NE"}, size=0.88, motion=0.85),
        Look(183, "siemens sagittal", {"C1": "NED", BRAIN: "DP"}, size=0.82, distant_mm=8),
        Look(274, "ge sagittal", {"C1": "NED", BRAIN: "DP"}, size=0.80, distant_mm=15),
        Look(360, "philips axial", {"C1": "NED", BRAIN: "NED"}, size=0.79),
    ),
    (
        Fact(ClinicalKind.TREATMENT, 0, "C1", "IORT"),
        Fact(ClinicalKind.WBRT, 285),
        Fact(ClinicalKind.LAST_CONTACT, 400),
    ),
    _expected(
        {"C1": {"LPFS": (0, 360), "LC": (0, 360), "RNFREE": (0, 360), "SRNFREE": (0, 360)}},
        {
            "LPFS": (0, 360), "RPFS": (1, 183), "GPFS": (1, 183), "OS": (0, 400),
            "DBC": (1, 183), "ICDC": (0, 360), "LMDFREE": (0, 360), "WBIFREE": (1, 285),
        },
    ),
)  # fmt: skip

LEPTOMENINGEAL = Story(
    "Leptomeningeal disease, then a nodule on the last scan that nothing confirms; death",
    Arm.HSRT,
    {"C1": RIGHT_OCCIPITAL},
    (
        Look(3, "siemens axial", {"C1": "NED", BRAIN: "NED"}, oedema_mm=22, role=ScanRole.EARLY_POST_OP),
        Look(30, "ge sagittal", {"C1": "NED", BRAIN: "NED"}, size=0.92, oedema_mm=18, role=ScanRole.PLANNING),
        Look(98, "siemens sagittal", {"C1": "NED", BRAIN: "NED"}, size=0.85),
        Look(190, "philips axial", {"C1": "NED", BRAIN: "LMD"}, size=0.82, leptomeningeal=0.55),
        Look(281, "canon axial", {"C1": "LP", BRAIN: "LMD"}, size=0.80, leptomeningeal=0.95, nodule_mm=9, oedema_mm=18),
    ),
    (
        Fact(ClinicalKind.TREATMENT, 32, "C1", "HSRT"),
        Fact(ClinicalKind.DEATH, 330, value="neurological"),
    ),
    _expected(
        {"C1": {"LPFS": (1, 281), "LC": (1, 281), "RNFREE": (2, 281), "SRNFREE": (2, 281)}},
        {
            "LPFS": (1, 281), "RPFS": (1, 190), "GPFS": (1, 190), "OS": (1, 330),
            "DBC": (2, 281), "ICDC": (1, 281), "LMDFREE": (1, 190), "WBIFREE": (2, 330),
        },
    ),
)  # fmt: skip

PSEUDOPROGRESSION = Story(
    "A finding first read as progression that regresses: radionecrosis from its first scan",
    Arm.HSRT,
    {"C1": LEFT_FRONTAL},
    (
        Look(2, "siemens sagittal", {"C1": "NED", BRAIN: "NED"}, oedema_mm=22, role=ScanRole.EARLY_POST_OP),
        Look(27, "siemens axial", {"C1": "NED", BRAIN: "NED"}, size=0.93, oedema_mm=18, role=ScanRole.PLANNING),
        Look(94, "ge sagittal", {"C1": "NED", BRAIN: "NED"}, size=0.86, oedema_mm=12),
        Look(185, "philips axial", {"C1": "LP", BRAIN: "NED"}, size=0.83, necrosis_mm=8,
             necrosis_uptake=0.9, oedema_mm=28),
        Look(278, "siemens axial", {"C1": "RN", BRAIN: "NED"}, size=0.82, necrosis_mm=8,
             necrosis_uptake=0.55, oedema_mm=24),
        Look(370, "canon axial", {"C1": "RN", BRAIN: "NED"}, size=0.81, necrosis_mm=5,
             necrosis_uptake=0.35, oedema_mm=14),
    ),
    (
        Fact(ClinicalKind.TREATMENT, 30, "C1", "HSRT"),
        Fact(ClinicalKind.LAST_CONTACT, 385),
    ),
    _expected(
        {"C1": {"LPFS": (0, 370), "LC": (0, 370), "RNFREE": (1, 185), "SRNFREE": (0, 370)}},
        {
            "LPFS": (0, 370), "RPFS": (0, 370), "GPFS": (0, 370), "OS": (0, 385),
            "DBC": (0, 370), "ICDC": (0, 370), "LMDFREE": (0, 370), "WBIFREE": (0, 385),
        },
    ),
)  # fmt: skip

STORIES = (PIE_THEN_CLEAR, LOCAL_PROGRESSION, NECROSIS, DISTANT_PROGRESSION, LEPTOMENINGEAL, PSEUDOPROGRESSION)
