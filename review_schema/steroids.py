"""Steroid doses as dexamethasone equivalents.

0.75 mg dexamethasone ≈ 5 mg prednisone ≈ 4 mg methylprednisolone ≈ 20 mg hydrocortisone (glucocorticoid potency;
RimRead domain reference §1). Prednisolone, the active form of prednisone, counts like it.
"""

from collections.abc import Mapping

EQUIVALENT_MG: Mapping[str, float] = {
    "dexamethasone": 0.75,
    "prednisone": 5.0,
    "prednisolone": 5.0,
    "methylprednisolone": 4.0,
    "hydrocortisone": 20.0,
}
"""Doses in mg that are equally potent."""


def dexamethasone_mg(substance: str, dose_mg: float) -> float:
    """The dose of dexamethasone (mg, or mg/day of mg/day) that is as potent.

    Raises:
        KeyError: the substance is none of `EQUIVALENT_MG`.
    """
    return dose_mg * EQUIVALENT_MG["dexamethasone"] / EQUIVALENT_MG[substance]
