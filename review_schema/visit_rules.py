"""Rules of one visit (domain §2): what a reader must have said of it before it can be locked."""

from collections import defaultdict
from collections.abc import Sequence

from review_schema.charter import Charter
from review_schema.finding import Finding
from review_schema.read import LockedTimePoint, ReadTimePoint
from review_schema.vocabulary import (
    BLINDED_PIE_CODE,
    EXCLUSIVE_LABELS,
    BrainLabel,
    CavityLabel,
    FindingStatus,
)


def refusals(
    timepoint: LockedTimePoint | ReadTimePoint, charter: Charter | None, cavities: Sequence[str]
) -> tuple[str, ...]:
    """Why a time point cannot be locked yet, each reason a sentence for the reader; empty if it can.

    Withdrawn findings label nothing. The sentences use the blinded name of early enhancement, as the screen does.

    Args:
        timepoint: the findings as they stand.
        charter: gives the margin, mm, that tells local from distant; None where it is not known: then distances refuse
            nothing.
        cavities: ids of the case's cavities.
    """
    standing: dict[str | None, list[Finding]] = {None: [], **{cavity: [] for cavity in cavities}}
    reasons: list[str] = []
    for finding in timepoint.findings:
        if finding.cavity not in standing:
            reasons.append(f"A finding names the cavity {finding.cavity}, which this case does not have.")
        elif finding.status is not FindingStatus.WITHDRAWN:
            standing[finding.cavity].append(finding)
    if len({finding.finding_id for finding in timepoint.findings}) < len(timepoint.findings):
        reasons.append("Two findings have the same id.")
    for compartment in [*sorted(cavities), None]:
        reasons += _compartment_refusals(compartment, standing[compartment])
    for finding in (one for findings in standing.values() for one in findings):
        reasons += _finding_refusals(finding, charter)
    return tuple(reasons)


def _compartment_refusals(cavity: str | None, findings: Sequence[Finding]) -> list[str]:
    name = "The brain" if cavity is None else f"Cavity {cavity}"
    labels = {finding.label for finding in findings}
    if not labels:
        return [f"{name} has no label."]
    if len(labels) == 1:
        return []
    reasons = [
        f"{name}: {label.value} excludes every other label."
        for label in sorted(labels)
        if label.value in EXCLUSIVE_LABELS
    ]
    if {CavityLabel.LP, CavityLabel.RN} <= labels and not any(
        finding.mixed_basis is not None for finding in findings if finding.label in (CavityLabel.LP, CavityLabel.RN)
    ):
        reasons.append(f"{name}: LP together with RN needs a basis, histology or adjudication.")
    by_component: defaultdict[str | None, set[str]] = defaultdict(set)
    for finding in findings:
        by_component[finding.lesion].add(finding.label.value)
    for lesion, found in by_component.items():
        if CavityLabel.PIE in found:
            what = name if lesion is None else lesion
            reasons += [
                f"{what}: {BLINDED_PIE_CODE} and {label} exclude each other for the same enhancement."
                for label in (CavityLabel.LP.value, CavityLabel.RN.value)
                if label in found
            ]
    return reasons


def _finding_refusals(finding: Finding, charter: Charter | None) -> list[str]:
    reasons = []
    if finding.ne_reason is not None and not finding.ne_reason.strip():
        reasons.append("NE needs a reason.")
    if finding.label is BrainLabel.LMD and finding.lmd_pattern is None:
        reasons.append("LMD needs a pattern, A to D.")
    measure = finding.measure
    if charter is not None and measure is not None and measure.to_baseline is not None and not measure.boundary:
        distance = measure.to_baseline.shortest_mm
        where = f"{finding.lesion} lies {distance:.1f} mm from the baseline cavity"
        if finding.label is CavityLabel.LP and distance > charter.margin_mm:
            reasons.append(f"{where}, outside the {charter.margin_mm:g} mm margin: LP does not fit.")
        if finding.label is BrainLabel.DP and distance <= charter.margin_mm:
            reasons.append(f"{where}, inside the {charter.margin_mm:g} mm margin: DP does not fit.")
    return reasons
