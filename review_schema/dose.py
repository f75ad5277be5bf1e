"""Biologically effective dose of fractionated radiotherapy."""


def bed_gy(fractions: int, dose_gy: float, alpha_beta_gy: float) -> float:
    """BED = n·d·(1 + d/(α/β)), Gy: the linear-quadratic model without repopulation (Fowler, Br J Radiol 1989;62:679).

    For fractions of a homogeneous dose, as in HSRT. Not for IORT: its dose falls steeply within millimetres and its
    soft X-rays have another effectiveness, so that its BED is taken as the treating centre states it.

    Args:
        fractions: number n of them.
        dose_gy: dose d of one.
        alpha_beta_gy: α/β of the tissue; 10 Gy for tumour.
    """
    return fractions * dose_gy * (1 + dose_gy / alpha_beta_gy)
