"""Contours of two readers put beside each other: which marks are one lesion, and limits by drawing patients."""

from datetime import UTC, date, datetime

import pytest

from review_schema.agreement_contours import ContourFigures, ContourPair, lesion_pair, lesions_twice, measure_contours
from review_schema.finding import Finding, LesionMeasure, SurfaceDistances
from review_schema.read import ReadTimePoint, SignedRead
from review_schema.vocabulary import Compartment, FindingStatus
from tests.review_schema.histories import DAY_0

READ_AT = datetime(2021, 1, 1, tzinfo=UTC)


def mark(name: str, x: float, shortest_mm: float | None = 2.0, status: str = "provisional") -> Finding:
    distances = None
    if shortest_mm is not None:
        distances = SurfaceDistances(shortest_mm=shortest_mm, centroid_mm=shortest_mm, greatest_mm=shortest_mm)
    return Finding(
        finding_id=f"{name}-{x}",
        compartment=Compartment.CAVITY,
        cavity="C1",
        label="LP",
        lesion=name,
        status=FindingStatus(status),
        measure=LesionMeasure(
            centre_mm=(x, 0.0, 0.0),
            longest_diameter_mm=6.0,
            perpendicular_diameter_mm=5.0,
            volume_ml=0.1,
            to_baseline=distances,
        ),
    )


def read(reader: str, *findings: Finding, scan_id: str = "s1") -> SignedRead:
    timepoint = ReadTimePoint(
        timepoint_id="t1", scan_id=scan_id, acquired_on=DAY_0, locked_at=READ_AT, findings=findings
    )
    return SignedRead(
        read_id=reader,
        subject="P1",
        reader=reader,
        charter_sha256="0" * 64,
        software_version="0",
        signed_at=READ_AT,
        cavities=("C1",),
        timepoints=(timepoint,),
    )


def matched(ours: tuple[Finding, ...], theirs: tuple[Finding, ...]) -> list[tuple[str | None, str | None]]:
    return [
        (one.first.lesion if one.first else None, one.second.lesion if one.second else None)
        for one in lesions_twice([read("a", *ours), read("b", *theirs)])
    ]


MARKS = {
    "the same lesion under two names": ((mark("L1", 0.0),), (mark("L7", 2.0),), [("L1", "L7")]),
    "further apart than twice the margin": ((mark("L1", 0.0),), (mark("L1", 11.0),), [("L1", None), (None, "L1")]),
    "the nearest first": (
        (mark("L1", 0.0), mark("L2", 6.0)),
        (mark("L1", 5.0), mark("L2", 13.0)),
        [("L1", None), ("L2", "L1"), (None, "L2")],
    ),
    "withdrawn marks do not stand": ((mark("L1", 0.0, status="withdrawn"),), (mark("L1", 0.0),), [(None, "L1")]),
    "nothing marked": ((), (), []),
}


@pytest.mark.parametrize("name", MARKS)
def test_marks_are_matched_by_place(name: str) -> None:
    ours, theirs, expected = MARKS[name]
    assert matched(ours, theirs) == expected


@pytest.mark.parametrize(
    ("one_mm", "other_mm", "judged", "changed"),
    [(4.9, 5.1, 1, 1), (4.9, 5.0, 1, 0), (5.1, 9.0, 1, 0), (None, 2.0, 0, 0), (-1.0, 5.1, 1, 1)],
)
def test_the_verdict_is_that_of_each_readers_distance(
    one_mm: float | None, other_mm: float | None, judged: int, changed: int
) -> None:
    (lesion,) = lesions_twice([read("a", mark("L1", 0.0, one_mm)), read("b", mark("L1", 0.0, other_mm))])
    found = lesion_pair(lesion, None, 5.0)
    assert (found.judged, found.changed) == (judged, changed)


def pair(subject: str, dice: float | None, *, judged: int = 0, changed: int = 0, what: str = "cavity") -> ContourPair:
    figures = None
    if dice is not None:
        figures = ContourFigures(
            dice=dice, mean_mm=1 - dice, hausdorff95_mm=2.0, surface_dice=0.5, volume_1_ml=9.0, volume_2_ml=9.0
        )
    return ContourPair(
        what=what,
        comparison="between",
        reader_1="a",
        reader_2="b",
        subject=subject,
        timepoint_id="t1",
        on=date(2021, 1, 1),
        name="C1",
        drawn="both" if figures else "first only",
        figures=figures,
        judged=judged,
        changed=changed,
    )


def test_figures_are_means_with_limits_by_drawing_patients() -> None:
    found = [pair(f"P{n}", 0.7 + 0.02 * n, judged=2, changed=n % 2) for n in range(10)]
    (row,) = measure_contours(found)
    assert (row.patients, row.both, row.measured, row.judged, row.changed) == (10, 10, 10, 20, 5)
    assert row.dice.value == pytest.approx(0.79)
    assert row.dice.low is not None
    assert row.dice.high is not None
    assert 0.7 < row.dice.low < 0.79 < row.dice.high < 0.88
    assert row.hausdorff95_mm.low == row.hausdorff95_mm.high == 2.0
    assert row.changed_share.value == 0.25
    assert measure_contours(found[::-1]) == (row,)


def test_what_is_missing_is_not_estimable() -> None:
    (row,) = measure_contours([pair("P1", None), pair("P2", None)])
    assert (row.both, row.only_1, row.measured) == (0, 2, 0)
    assert row.dice.value is row.dice.low is row.changed_share.value is None
    assert measure_contours([]) == ()


def test_one_patient_gives_figures_without_limits_and_cavities_stand_before_lesions() -> None:
    rows = measure_contours([pair("P1", 0.9, what="lesion"), pair("P1", 0.8), pair("P1", 0.6)])
    assert [(row.what, row.dice.low) for row in rows] == [("cavity", None), ("lesion", None)]
    assert rows[0].dice.value == pytest.approx(0.7)
