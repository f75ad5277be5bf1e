"""The rules of one visit as a table: findings, and why the visit cannot be locked with them."""

from typing import Any

import pytest

from review_schema.charter import Charter
from review_schema.finding import Finding
from review_schema.read import LockedTimePoint
from review_schema.visit_rules import refusals
from tests.study_factory import finding

NED_BRAIN = finding("NED", None)


def lesion(name: str, shortest_mm: float | None, boundary: bool = False) -> dict[str, Any]:
    """A marked lesion so far from the baseline cavity; None: its distance could not be trusted."""
    distances = None
    if shortest_mm is not None:
        distances = {"shortest_mm": shortest_mm, "centroid_mm": shortest_mm + 3, "greatest_mm": shortest_mm + 6}
    measure = {
        "centre_mm": (1.0, 2.0, 3.0),
        "longest_diameter_mm": 6.0,
        "perpendicular_diameter_mm": 5.0,
        "volume_ml": 0.1,
        "to_baseline": distances,
        "boundary": boundary,
    }
    return {"lesion": name, "measure": measure}


RULES: list[tuple[str, list[Finding], list[str]]] = [
    ("nothing to object to", [finding("NED"), NED_BRAIN], []),
    ("nothing said", [], ["Cavity C1 has no label.", "The brain has no label."]),
    ("brain only", [NED_BRAIN], ["Cavity C1 has no label."]),
    ("a withdrawn label is none", [finding("LP", status="withdrawn"), NED_BRAIN], ["Cavity C1 has no label."]),
    (
        "another cavity",
        [finding("NED"), finding("NED", "C9"), NED_BRAIN],
        ["A finding names the cavity C9, which this case does not have."],
    ),
    ("NED with LP", [finding("NED"), finding("LP"), NED_BRAIN], ["Cavity C1: NED excludes every other label."]),
    ("NE with RN", [finding("NE"), finding("RN"), NED_BRAIN], ["Cavity C1: NE excludes every other label."]),
    (
        "STABLE with PIE, as the blinded screen names it",
        [finding("STABLE"), finding("PIE"), NED_BRAIN],
        ["Cavity C1: STABLE excludes every other label."],
    ),
    (
        "NED with NE",
        [finding("NED"), finding("NE"), NED_BRAIN],
        ["Cavity C1: NE excludes every other label.", "Cavity C1: NED excludes every other label."],
    ),
    ("two stable lesions", [finding("STABLE"), finding("STABLE", **lesion("L1", 1.0)), NED_BRAIN], []),
    ("NED with DP", [finding("NED"), NED_BRAIN, finding("DP", None)], ["The brain: NED excludes every other label."]),
    ("NED beside a withdrawn LP", [finding("NED"), finding("LP", status="withdrawn"), NED_BRAIN], []),
    ("DP with LMD", [finding("NED"), finding("DP", None), finding("LMD", None, lmd_pattern="A")], []),
    ("LMD without pattern", [finding("NED"), finding("LMD", None)], ["LMD needs a pattern, A to D."]),
    ("NE with an empty reason", [finding("NE", ne_reason="  "), NED_BRAIN], ["NE needs a reason."]),
    (
        "LP with RN",
        [finding("LP"), finding("RN"), NED_BRAIN],
        ["Cavity C1: LP together with RN needs a basis, histology or adjudication."],
    ),
    ("mixed by histology", [finding("LP", mixed_basis="histology"), finding("RN"), NED_BRAIN], []),
    (
        "PIE and LP of one enhancement",
        [finding("PIE", **lesion("L1", 1.0)), finding("LP", **lesion("L1", 1.0)), NED_BRAIN],
        ["L1: EME and LP exclude each other for the same enhancement."],
    ),
    (
        "PIE and RN of the whole cavity",
        [finding("PIE"), finding("RN"), NED_BRAIN],
        ["Cavity C1: EME and RN exclude each other for the same enhancement."],
    ),
    ("PIE beside LP of another place", [finding("PIE"), finding("LP", **lesion("L1", 1.0)), NED_BRAIN], []),
    (
        "LP outside the margin",
        [finding("LP", **lesion("L1", 7.25)), NED_BRAIN],
        ["L1 lies 7.2 mm from the baseline cavity, outside the 5 mm margin: LP does not fit."],
    ),
    (
        "DP inside the margin",
        [finding("NED"), finding("DP", None, **lesion("D1", 5.0))],
        ["D1 lies 5.0 mm from the baseline cavity, inside the 5 mm margin: DP does not fit."],
    ),
    ("LP at the margin exactly", [finding("LP", **lesion("L1", 5.0)), NED_BRAIN], []),
    ("LP at the boundary", [finding("LP", **lesion("L1", 5.6, boundary=True)), NED_BRAIN], []),
    ("DP at the boundary", [finding("NED"), finding("DP", None, **lesion("D1", 4.6, boundary=True))], []),
    ("LP with a distance not to be trusted", [finding("LP", **lesion("L1", None)), NED_BRAIN], []),
    ("RN outside the margin", [finding("RN", **lesion("L1", 9.0)), NED_BRAIN], []),
]


@pytest.mark.parametrize(("findings", "reasons"), [rule[1:] for rule in RULES], ids=[rule[0] for rule in RULES])
def test_a_time_point_is_refused_for_these_reasons(findings: list[Finding], reasons: list[str]) -> None:
    timepoint = LockedTimePoint(timepoint_id="t", scan_id="s", findings=tuple(findings))
    assert list(refusals(timepoint, Charter(), ["C1"])) == reasons


def test_every_cavity_needs_a_label() -> None:
    timepoint = LockedTimePoint(timepoint_id="t", scan_id="s", findings=(finding("NED"), NED_BRAIN))
    assert refusals(timepoint, Charter(), ["C2", "C1"]) == ("Cavity C2 has no label.",)


def test_one_finding_cannot_stand_twice() -> None:
    timepoint = LockedTimePoint(timepoint_id="t", scan_id="s", findings=(finding("NED"), NED_BRAIN, NED_BRAIN))
    assert refusals(timepoint, Charter(), ["C1"]) == ("Two findings have the same id.",)


def test_the_margin_is_the_charters() -> None:
    findings = (finding("LP", **lesion("L1", 4.0)), NED_BRAIN)
    timepoint = LockedTimePoint(timepoint_id="t", scan_id="s", findings=findings)
    assert refusals(timepoint, Charter(margin_mm=3.0), ["C1"])
    assert not refusals(timepoint, Charter(margin_mm=5.0), ["C1"])


def test_without_a_charter_a_distance_refuses_nothing() -> None:
    findings = (finding("LP", **lesion("L1", 40.0)), NED_BRAIN)
    timepoint = LockedTimePoint(timepoint_id="t", scan_id="s", findings=findings)
    assert refusals(timepoint, Charter(), ["C1"])
    assert not refusals(timepoint, None, ["C1"])
