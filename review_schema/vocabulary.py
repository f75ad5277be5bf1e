"""Closed vocabularies. Sources: RimRead domain reference §2 (labels), §3 (RANO-BM), §8 (blinding)."""

from enum import StrEnum


class CavityLabel(StrEnum):
    """What a reader says about one cavity at one time point."""

    LP = "LP"  # local progression: any part <= margin from the baseline cavity surface
    RN = "RN"  # radionecrosis
    PIE = "PIE"  # post-IORT enhancement
    STABLE = "STABLE"
    NED = "NED"  # no evidence of disease
    NE = "NE"  # not evaluable, with a reason


class BrainLabel(StrEnum):
    """What a reader says about the brain away from every cavity."""

    DP = "DP"  # distant progression
    LMD = "LMD"  # leptomeningeal disease
    NED = "NED"
    NE = "NE"


EXCLUSIVE_LABELS = frozenset({"NE", "NED", "STABLE"})
"""Exclude every other label in the same compartment (RULE, domain §2 Coexistence)."""

CAVITY_LABEL_NAMES = {
    CavityLabel.LP: "local progression",
    CavityLabel.RN: "radionecrosis",
    CavityLabel.PIE: "post-IORT enhancement",
    CavityLabel.STABLE: "stable residual finding",
    CavityLabel.NED: "no evidence of disease",
    CavityLabel.NE: "not evaluable",
}
BLINDED_PIE_NAME = "early marginal treatment-type enhancement"
"""Shown instead of "post-IORT enhancement" in blinded reads: the label's name gives the arm away."""
BLINDED_PIE_CODE = "EME"

BRAIN_LABEL_NAMES = {
    BrainLabel.DP: "distant progression",
    BrainLabel.LMD: "leptomeningeal disease",
    BrainLabel.NED: "no evidence of disease",
    BrainLabel.NE: "not evaluable",
}


class Compartment(StrEnum):
    CAVITY = "cavity"
    BRAIN = "brain"


class FindingStatus(StrEnum):
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"


class LesionOrigin(StrEnum):
    NEW = "new"
    PRE_EXISTING = "pre-existing"


class LmdPattern(StrEnum):
    """EANO-ESMO imaging pattern."""

    LINEAR = "A"
    NODULAR = "B"
    BOTH = "C"
    NEITHER = "D"


class MixedBasis(StrEnum):
    """What allows LP and RN in one cavity at once (RULE, domain §2)."""

    HISTOLOGY = "histology"
    ADJUDICATED = "adjudicated"


class Arm(StrEnum):
    IORT = "IORT"
    HSRT = "HSRT"


class ScanRole(StrEnum):
    PRE_OP = "pre-op"
    EARLY_POST_OP = "early post-op"
    PLANNING = "RT planning"
    FOLLOW_UP = "follow-up"
    UNSCHEDULED = "unscheduled"


class Role(StrEnum):
    COORDINATOR = "coordinator"
    READER = "reader"
    ADJUDICATOR = "adjudicator"
    STATISTICIAN = "statistician"


class RegistrationDecision(StrEnum):
    """What a person decided on a registration after looking at it."""

    PASSED = "passed"
    NUDGED = "nudged"  # moved by hand
    RERUN = "rerun"  # fitted again from where it was moved to by hand
    REJECTED = "rejected"


class ClinicalKind(StrEnum):
    """Kinds of row in the clinical table (see `clinical.py`)."""

    ARM = "arm"
    SURGERY = "surgery"
    TREATMENT = "treatment"
    DEATH = "death"
    LAST_CONTACT = "last_contact"
    WBRT = "wbrt"
    EXTRACRANIAL_PROGRESSION = "extracranial_progression"
    SYSTEMIC_STAGING = "systemic_staging"
    SALVAGE = "salvage"
    REOPERATION = "reoperation"
    CSF = "csf"
    SYMPTOM = "symptom"
    MISSED_SCAN = "missed_scan"
    SCAN_ROLE = "scan_role"
    PRIOR_IRRADIATION = "prior_irradiation"
    METASTASES = "metastases"


class Endpoint(StrEnum):
    """PARAMCD of domain §4."""

    LPFS = "LPFS"
    RPFS = "RPFS"
    GPFS = "GPFS"
    OS = "OS"
    LC = "LC"
    DBC = "DBC"
    ICDC = "ICDC"
    LMDFREE = "LMDFREE"
    RNFREE = "RNFREE"
    SRNFREE = "SRNFREE"
    WBIFREE = "WBIFREE"
    LPFSD = "LPFSD"  # death counts as event
    RPFSD = "RPFSD"
    GPFSD = "GPFSD"


DEATH_TWINS = {Endpoint.LPFS: Endpoint.LPFSD, Endpoint.RPFS: Endpoint.RPFSD, Endpoint.GPFS: Endpoint.GPFSD}
"""The endpoints called progression-free survival, and their twins in which death too is an event (domain §4)."""
