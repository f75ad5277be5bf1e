"""RANO-BM as a table: each row is a course, written as a radiologist dictates it.

Notation: visits separated by ``;``, each ``dDAY LESION=LABEL LONGESTxPERPENDICULAR, …``; ``-`` nothing there; ``NE``
the whole visit is not evaluable. Lesions that begin with D lie in the brain, others at cavity C1.
"""

from datetime import UTC, datetime

import pytest

from review_schema.finding import Finding, LesionMeasure
from review_schema.read import ReadTimePoint, SignedRead
from review_schema.response import CaseResponse, assess_response
from review_schema.vocabulary import Compartment
from tests.review_schema.histories import day

AT = datetime(2021, 1, 1, tzinfo=UTC)


def course(text: str) -> CaseResponse:
    visits = tuple(_visit(part.strip(), number) for number, part in enumerate(text.split(";")))
    read = SignedRead(
        read_id="r",
        subject="CASE",
        reader="A",
        charter_sha256="0" * 64,
        software_version="0",
        signed_at=AT,
        cavities=("C1",),
        timepoints=visits,
    )
    found = assess_response(read)
    assert found is not None
    return found


def _visit(text: str, number: int) -> ReadTimePoint:
    when, _, rest = text.partition(" ")
    parts = [part.strip() for part in rest.split(",")]
    findings: list[Finding] = []
    if parts == ["NE"]:
        findings = [_plain("NE", "C1", number), _plain("NE", None, number)]
    elif parts == ["-"]:
        findings = [_plain("NED", "C1", number), _plain("NED", None, number)]
    else:
        findings = [_marked(part, number) for part in parts]
    return ReadTimePoint(
        timepoint_id=when,
        scan_id=f"scan{number}",
        acquired_on=day(int(when[1:])),
        locked_at=AT,
        findings=tuple(findings),
    )


def _plain(label: str, cavity: str | None, number: int) -> Finding:
    return Finding(
        finding_id=f"{number}-{cavity}",
        compartment=Compartment.BRAIN if cavity is None else Compartment.CAVITY,
        cavity=cavity,
        label=label,
        ne_reason="motion" if label == "NE" else None,
    )


def _marked(text: str, number: int) -> Finding:
    lesion, _, rest = text.partition("=")
    if not rest:
        return _plain(lesion, None if lesion in ("DP", "LMD") else "C1", number)
    label, size = rest.split()
    longest, perpendicular = (float(n) for n in size.split("x"))
    cavity = None if lesion.startswith("D") else "C1"
    return Finding(
        finding_id=f"{number}-{lesion}",
        compartment=Compartment.BRAIN if cavity is None else Compartment.CAVITY,
        cavity=cavity,
        label=label,
        lesion=lesion,
        measure=LesionMeasure(
            centre_mm=(0.0, 0.0, 0.0),
            longest_diameter_mm=longest,
            perpendicular_diameter_mm=perpendicular,
            volume_ml=0.5,
        ),
    )


COURSES = [
    # what the case teaches, course, overall by visit, best
    (
        "resected, stays clear: no target lesion",
        "d2 -; d90 -; d180 -",
        "no target lesion | no target lesion",
        "no target lesion",
    ),
    (
        "resected, a nodule at the rim: new lesion",
        "d2 -; d90 -; d180 L1=LP 6x5",
        "no target lesion | PD",
        "no target lesion",
    ),
    ("a small nodule at baseline is no target", "d2 L1=STABLE 9x9; d90 L1=STABLE 9x9", "SD", "SD"),
    ("10 mm long but 4 mm wide is no target", "d2 L1=STABLE 12x4; d90 -; d180 -", "CR | CR?", "CR"),
    ("rest shrinks by 30 %, twice", "d2 L1=STABLE 20x15; d90 L1=STABLE 14x9; d180 L1=STABLE 14x9", "PR | PR?", "PR"),
    ("29 % is stable", "d2 L1=STABLE 100x15; d90 L1=STABLE 71x9", "SD", "SD"),
    (
        "30 % only once is no confirmed response",
        "d2 L1=STABLE 20x15; d90 L1=STABLE 14x9; d180 L1=STABLE 16x9",
        "PR? | SD",
        "SD",
    ),
    (
        "seen again after three weeks is too soon",
        "d2 L1=STABLE 20x15; d90 L1=STABLE 14x9; d111 L1=STABLE 14x9",
        "PR? | PR?",
        "SD",
    ),
    ("gone, and still gone", "d2 L1=STABLE 20x15; d90 -; d180 -", "CR | CR?", "CR"),
    (
        "20 % above nadir and 5 mm larger",
        "d2 L1=STABLE 30x15; d90 L1=STABLE 20x15; d180 L1=STABLE 25x15",
        "PR? | PD",
        "SD",
    ),
    ("20 % above nadir, but 4 mm", "d2 L1=STABLE 20x15; d90 L1=STABLE 24x15", "SD", "SD"),
    ("5 mm larger, but not 20 %", "d2 L1=STABLE 60x15; d90 L1=STABLE 65x15", "SD", "SD"),
    ("growth that the reader calls necrosis", "d2 L1=STABLE 20x15; d90 L1=RN 30x20", "SD", "SD"),
    ("a distant metastasis beside a shrinking target", "d2 L1=STABLE 20x15; d90 L1=STABLE 10x9, D1=DP 6x5", "PD", "PD"),
    ("leptomeningeal disease without a mark", "d2 -; d90 LMD", "PD", "PD"),
    ("a known metastasis, not measurable, grows", "d2 D1=NED 6x5; d90 D1=DP 9x8", "PD", "PD"),
    (
        "targets gone, a non-target left",
        "d2 L1=STABLE 20x15, D1=NED 6x5; d90 D1=NED 6x5; d180 D1=NED 6x5",
        "PR | PR?",
        "PR",
    ),
    ("motion: neither response nor progression", "d2 L1=STABLE 20x15; d90 NE; d180 L1=STABLE 20x15", "NE | SD", "SD"),
    (
        "a followed nodule in a clear cavity: nadir and 5 mm",
        "d2 -; d90 L1=STABLE 7x6; d180 L1=STABLE 12x9",
        "no target lesion | PD",
        "no target lesion",
    ),
]


@pytest.mark.parametrize(("told", "visits", "overall", "best"), COURSES, ids=[row[0] for row in COURSES])
def test_the_response_is(told: str, visits: str, overall: str, best: str) -> None:
    found = course(visits)
    assert " | ".join(one.overall + ("?" if one.confirmed is False else "") for one in found.visits) == overall
    assert found.best == best


def test_of_many_metastases_the_five_largest_are_targets() -> None:
    lesions = ", ".join(f"D{n}=NED {10 + n}x8" for n in range(1, 8))
    found = course(f"d2 {lesions}; d90 -")
    assert sorted(found.targets) == ["D3", "D4", "D5", "D6", "D7"]
    assert found.non_targets == ("D1", "D2")


def test_sum_and_change_are_told_with_the_nadir() -> None:
    second = course("d2 L1=STABLE 20x15; d90 L1=STABLE 16x9; d180 L1=STABLE 18x9").visits[1]
    assert (second.sum_mm, second.nadir_mm) == (18.0, 16.0)
    assert second.from_baseline == pytest.approx(-0.1)
    assert second.from_nadir == pytest.approx(0.125)
    assert second.reason == "sum 18 mm, -10% from baseline; +12% from nadir"
