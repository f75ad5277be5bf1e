"""RANO-BM as a table: each row is a course, written as a radiologist dictates it.

Notation: visits separated by ``;``, each ``dDAY LESION=LABEL LONGESTxPERPENDICULAR, …``; ``-`` nothing there; ``NE``
the whole visit is not evaluable. Lesions that begin with D lie in the brain, others at cavity C1.
"""

from datetime import UTC, datetime

import pytest

from review_schema.finding import Finding, LesionMeasure
from review_schema.read import ReadTimePoint, SignedRead
from review_schema.response import CaseResponse, Span, assess_response
from review_schema.vocabulary import Compartment
from tests.review_schema.histories import day

AT = datetime(2021, 1, 1, tzinfo=UTC)


def course(text: str, immunotherapy: tuple[Span, ...] = ()) -> CaseResponse:
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
    found = assess_response(read, immunotherapy)
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
        findings = [_marked(part, number) if part != "-" else _plain("NED", "C1", number) for part in parts]
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
    ("10 mm long but 4 mm wide is no target", "d2 L1=STABLE 12x4; d90 -; d180 -", "CR | CR", "CR"),
    ("rest shrinks by 30 %, twice", "d2 L1=STABLE 20x15; d90 L1=STABLE 14x9; d180 L1=STABLE 14x9", "PR | PR", "PR"),
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
    ("gone, and still gone", "d2 L1=STABLE 20x15; d90 -; d180 -", "CR | CR", "CR"),
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
        "PR | PR",
        "PR",
    ),
    ("motion: neither response nor progression", "d2 L1=STABLE 20x15; d90 NE; d180 L1=STABLE 20x15", "NE | SD", "SD"),
    (
        "a followed nodule in a clear cavity: nadir and 5 mm",
        "d2 -; d90 L1=STABLE 7x6; d180 L1=STABLE 12x9",
        "no target lesion | PD",
        "no target lesion",
    ),
    ("gone twice, then back", "d2 L1=STABLE 12x9; d90 -; d180 -; d270 L1=LP 14x9", "CR | CR | PD", "CR"),
    ("gone, then back and small", "d2 L1=STABLE 12x9; d90 -; d180 -; d270 L1=STABLE 8x6", "CR | CR | PD", "CR"),
    ("back, and the reader calls it necrosis", "d2 L1=STABLE 12x9; d90 -; d180 L1=RN 14x9", "CR? | SD", "SD"),
    (
        "one of two targets gone, and back at 14 mm",
        "d2 L1=STABLE 14x9, D1=NED 30x20; d90 D1=NED 30x20; d180 L1=STABLE 14x9, D1=NED 30x20",
        "PR? | PD",
        "SD",
    ),
    (
        "one of two targets gone, and back with less than 20 % of the sum",
        "d2 L1=STABLE 10x9, D1=NED 90x20; d90 D1=NED 90x20; d180 L1=STABLE 10x9, D1=NED 90x20",
        "SD | SD",
        "SD",
    ),
    ("not seen for motion is not gone", "d2 L1=STABLE 12x9; d90 NE; d180 L1=STABLE 14x9", "NE | SD", "SD"),
    (
        "a metastasis left in place that stays as it is",
        "d2 D1=DP 8x6; d90 D1=DP 8x6; d180 D1=DP 8x6",
        "SD | SD",
        "SD",
    ),
    ("a metastasis left in place, 3 mm larger: not unequivocal", "d2 D1=DP 6x5; d90 D1=DP 9x8", "SD", "SD"),
    ("a metastasis left in place, 5 mm larger", "d2 D1=DP 6x5; d90 D1=DP 11x8", "PD", "PD"),
    ("leptomeningeal disease from the start, without a mark", "d2 LMD; d90 LMD", "SD", "SD"),
    (
        "the first visit blurred: the next one is the baseline",
        "d2 NE; d40 D1=DP 20x15; d90 D1=DP 20x15",
        "SD",
        "SD",
    ),
    (
        "a cavity blurred at the baseline has its own at the next visit",
        "d2 NE, D1=DP 20x15; d90 L1=STABLE 9x6, D1=DP 20x15; d180 L1=LP 9x6, D1=DP 20x15",
        "SD | PD",
        "SD",
    ),
    (
        "a brain that was seen: what comes later is new",
        "d2 NE, D1=DP 20x15; d90 -, D1=DP 20x15, D2=DP 6x5",
        "PD",
        "PD",
    ),
    ("every visit blurred", "d2 NE; d90 NE", "NE", "NE"),
    (
        "a response that lasts is confirmed to its last visit",
        "d2 L1=STABLE 20x15; d90 L1=STABLE 14x9; d180 NE; d270 L1=STABLE 13x9",
        "PR | NE | PR",
        "PR",
    ),
    (
        "a response that was lost in between is not",
        "d2 L1=STABLE 20x15; d90 L1=STABLE 14x9; d100 L1=STABLE 16x9; d130 L1=STABLE 14x9",
        "PR? | SD | PR?",
        "SD",
    ),
]

UNDER_IMMUNOTHERAPY = [
    # what the case teaches, course, days of immunotherapy, overall by visit
    ("a new lesion alone", "d2 L1=STABLE 20x15; d90 L1=STABLE 20x15, D1=DP 6x5", (30, None), "SD"),
    ("a new lesion beside a response", "d2 L1=STABLE 20x15; d90 L1=STABLE 10x9, D1=DP 6x5", (30, None), "SD"),
    ("a new lesion in a brain without targets", "d2 -; d90 D1=DP 6x5", (30, 200), "SD"),
    ("the therapy ended before", "d2 -; d90 D1=DP 6x5", (30, 80), "PD"),
    ("the therapy began later", "d2 -; d90 D1=DP 6x5", (100, None), "PD"),
    ("a new lesion and growth of the target", "d2 L1=STABLE 20x15; d90 L1=LP 26x15, D1=DP 6x5", (30, None), "PD"),
    ("the new lesion grows by 5 mm", "d2 -; d90 D1=DP 6x5; d180 D1=DP 12x8", (30, None), "SD | PD"),
]


@pytest.mark.parametrize(("told", "visits", "overall", "best"), COURSES, ids=[row[0] for row in COURSES])
def test_the_response_is(told: str, visits: str, overall: str, best: str) -> None:
    found = course(visits)
    assert " | ".join(one.overall + ("?" if one.confirmed is False else "") for one in found.visits) == overall
    assert found.best == best


@pytest.mark.parametrize(
    ("told", "visits", "therapy", "overall"), UNDER_IMMUNOTHERAPY, ids=[row[0] for row in UNDER_IMMUNOTHERAPY]
)
def test_under_immunotherapy_the_response_is(
    told: str, visits: str, therapy: tuple[int, int | None], overall: str
) -> None:
    start, end = therapy
    found = course(visits, ((day(start), None if end is None else day(end)),))
    assert " | ".join(one.overall for one in found.visits) == overall
    alone = [one for one in found.visits if one.overall == "SD"]
    assert all("alone no PD under immunotherapy" in one.reason for one in alone)


REASONS = [
    ("d2 D1=DP 8x6; d90 D1=DP 8x6", "non-target not unequivocally larger"),
    ("d2 D1=DP 6x5; d90 D1=DP 11x8", "at least 5 mm larger: D1"),
    ("d2 D1=NED 6x5; d90 D1=DP 9x8", "now read as tumour: D1"),
    ("d2 L1=STABLE 12x9; d90 -; d180 L1=LP 14x9", "sum 14 mm, +17% from baseline; came back: L1"),
]


@pytest.mark.parametrize(("visits", "reason"), REASONS, ids=[row[0] for row in REASONS])
def test_the_last_visit_says_why(visits: str, reason: str) -> None:
    assert course(visits).visits[-1].reason == reason


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
