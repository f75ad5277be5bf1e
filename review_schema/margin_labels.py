"""The labels of a read as they would be at another margin: local up to it, distant beyond (domain §2, 5 mm rule).

Distances to the baseline cavity surface stand in the findings, so that other cuts can be derived without the scans.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from review_schema.finding import Finding
from review_schema.read import ReadTimePoint, SignedRead
from review_schema.vocabulary import BrainLabel, CavityLabel, Compartment, LesionOrigin, ScanRole

PROGRESSION = frozenset({CavityLabel.LP, BrainLabel.DP})
NOT_YET = frozenset({ScanRole.PRE_OP, ScanRole.EARLY_POST_OP})
CLEAR = frozenset({CavityLabel.NED, CavityLabel.STABLE, BrainLabel.NED})


@dataclass(frozen=True)
class Relabelled:
    """A read at another margin."""

    read: SignedRead
    relabelled: int  # findings that changed compartment
    unmeasured: int  # LP and DP without a distance that could tell, or whose cavity is not known: they stay


def at_margin(read: SignedRead, margin_mm: float) -> Relabelled:
    """Every LP and DP with a distance, local if any part lies within `margin_mm` of the baseline surface, else distant.

    A distant lesion becomes local to the read's cavity if there is only one; of several, the finding does not say which
    was nearest. What the margin does not decide stays: residual tumour on the early post-op scan, which is no
    progression, and growth of a metastasis known before, which is distant wherever it lies.
    """
    relabelled = unmeasured = 0
    timepoints = []
    for timepoint in read.timepoints:
        findings = []
        for finding in timepoint.findings:
            decided = timepoint.role in NOT_YET or finding.origin is LesionOrigin.PRE_EXISTING
            other = finding if decided else _at_margin(finding, margin_mm, read.cavities)
            unmeasured += other is None
            relabelled += other is not None and other is not finding
            findings.append(other or finding)
        timepoints.append(timepoint.model_copy(update={"findings": _settled(timepoint, findings)}))
    return Relabelled(read.model_copy(update={"timepoints": tuple(timepoints)}), relabelled, unmeasured)


def _at_margin(finding: Finding, margin_mm: float, cavities: Sequence[str]) -> Finding | None:
    """The finding at this margin; None if that cannot be told."""
    if finding.label not in PROGRESSION:
        return finding
    distances = finding.measure.to_baseline if finding.measure is not None else None
    if distances is None:
        return None
    local = distances.shortest_mm <= margin_mm
    if local == (finding.compartment is Compartment.CAVITY):
        return finding
    if local and len(cavities) != 1:
        return None
    place = {
        "compartment": Compartment.CAVITY if local else Compartment.BRAIN,
        "cavity": cavities[0] if local else None,
        "label": CavityLabel.LP if local else BrainLabel.DP,
        "origin": None,
        "mixed_basis": None,
    }
    return finding.model_copy(update=place)


def _settled(timepoint: ReadTimePoint, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Compartments that a lesion left are clear, and those that it came to are not."""
    arrived = {new.cavity for old, new in zip(timepoint.findings, findings, strict=True) if new.cavity != old.cavity}
    left = {old.cavity: old for old, new in zip(timepoint.findings, findings, strict=True) if new.cavity != old.cavity}
    kept = [f for f in findings if f.cavity not in arrived or f.label not in CLEAR]
    spoken_of = {finding.cavity for finding in kept}
    cleared = [
        Finding(
            finding_id=f"{old.finding_id}-clear",
            compartment=old.compartment,
            cavity=cavity,
            label=CavityLabel.NED if cavity is not None else BrainLabel.NED,
        )
        for cavity, old in left.items()
        if cavity not in spoken_of
    ]
    return (*kept, *cleared)
