"""Build reads and clinical rows from the compact notation of `endpoint_cases`."""

import re
from datetime import UTC, date, datetime, timedelta

from review_schema.clinical import ClinicalEvent
from review_schema.endpoints import EventRow
from review_schema.finding import Finding, LesionMeasure, SurfaceDistances
from review_schema.read import ReadTimePoint, SignedRead
from review_schema.vocabulary import (
    ClinicalKind,
    Compartment,
    FindingStatus,
    LesionOrigin,
    LmdPattern,
    ScanRole,
)

DAY_0 = date(2019, 3, 11)
ROLES = {"pre": ScanRole.PRE_OP, "early": ScanRole.EARLY_POST_OP, "planning": ScanRole.PLANNING}
STATUSES = {"!": FindingStatus.CONFIRMED, "~": FindingStatus.REVISED, "x": FindingStatus.WITHDRAWN}
VISIT = re.compile(r"d(-?\d+)(?:\((\w+)\))? (\S+)/(\S+)")
LABEL = re.compile(r"([A-Z]+)([!~x*^b]*)(?:@(\d))?(?:#(\d))?")


def day(number: int, *, zero: date = DAY_0) -> date:
    return zero + timedelta(days=number)


def read_of(
    visits: str,
    *,
    subject: str = "CASE",
    reader: str = "A",
    read_id: str = "read-1",
    reread_of: str | None = None,
    zero: date = DAY_0,
) -> SignedRead:
    timepoints = [_timepoint(text, n, zero, read_id) for n, text in enumerate(filter(None, visits.split("; ")))]
    cavities = {f.cavity for t in timepoints for f in t.findings if f.cavity} or {"C1"}
    return SignedRead(
        read_id=read_id,
        subject=subject,
        reader=reader,
        reread_of=reread_of,
        charter_sha256="0" * 64,
        software_version="0",
        signed_at=datetime(2021, 1, 1, tzinfo=UTC),
        cavities=tuple(sorted(cavities)),
        timepoints=tuple(timepoints),
    )


def _timepoint(text: str, number: int, zero: date, read_id: str) -> ReadTimePoint:
    matched = VISIT.fullmatch(text)
    assert matched is not None, f"not a visit: {text!r}"
    offset, role, cavities, brain = matched.groups()
    compartments = [(f"C{n}", labels) for n, labels in enumerate(cavities.split("|"), start=1)] + [(None, brain)]
    findings = [
        _finding(label, cavity, f"{read_id}-{number}-{cavity or 'brain'}-{n}")
        for cavity, labels in compartments
        if labels != "-"
        for n, label in enumerate(labels.split("+"))
    ]
    return ReadTimePoint(
        timepoint_id=f"t{offset}",
        scan_id=None if role == "absent" else f"scan-{offset}-{number}",
        acquired_on=day(int(offset), zero=zero),
        role=ROLES.get(role or "", ScanRole.FOLLOW_UP),
        locked_at=datetime(2021, 1, 1, tzinfo=UTC),
        findings=tuple(findings),
    )


def _finding(text: str, cavity: str | None, finding_id: str) -> Finding:
    matched = LABEL.fullmatch(text)
    assert matched is not None, f"not a label: {text!r}"
    label, marks, certainty, lesion = matched.groups()
    distances = SurfaceDistances(shortest_mm=4.8, centroid_mm=6.0, greatest_mm=8.0)
    measure = LesionMeasure(
        centre_mm=(0.0, 0.0, 0.0),
        longest_diameter_mm=6.0,
        perpendicular_diameter_mm=5.0,
        volume_ml=0.1,
        to_baseline=distances,
        boundary="b" in marks,
    )
    return Finding(
        finding_id=finding_id,
        compartment=Compartment.BRAIN if cavity is None else Compartment.CAVITY,
        cavity=cavity,
        label=label,
        status=next((STATUSES[mark] for mark in marks if mark in STATUSES), FindingStatus.PROVISIONAL),
        certainty=int(certainty or 3),
        symptomatic="*" in marks,
        origin=LesionOrigin.PRE_EXISTING if "^" in marks else None,
        ne_reason="artefact" if label == "NE" else None,
        lmd_pattern=LmdPattern.LINEAR if label == "LMD" else None,
        lesion=f"L{lesion}" if lesion else None,
        measure=measure if lesion else None,
    )


def clinical_of(rows: str, *, subject: str = "CASE", zero: date = DAY_0) -> tuple[ClinicalEvent, ...]:
    texts = [text for text in rows.split("; ") if text]
    if not any(text.startswith("surgery") for text in texts):
        texts.append("surgery C1 d0")
    return tuple(_clinical(text, subject, zero) for text in texts)


def _clinical(text: str, subject: str, zero: date) -> ClinicalEvent:
    kind, *words = text.split()
    on = next((day(int(word[1:]), zero=zero) for word in words if re.fullmatch(r"d-?\d+", word)), None)
    cavity = next((word for word in words if re.fullmatch(r"C\d", word)), None)
    value = next((word for word in words if not re.fullmatch(r"d-?\d+|C\d", word)), None)
    return ClinicalEvent(subject=subject, kind=ClinicalKind(kind), on=on, cavity=cavity, value=value)


def unit_of(row: EventRow) -> str:
    return f"{row.paramcd} {row.cavity}".strip()


def told(row: EventRow, *, mention: str = "") -> str:
    """The row as `endpoint_cases` tells it; flags about the clinical table only where `mention` names them."""
    background = {"no_staging", "no_last_contact", "no_origin", "no_read"}
    flags = "".join(f", {flag}" for flag in row.flags if flag not in background or flag in mention)
    if row.status == 1:
        return f"event d{row.time_days} {row.confirmed}, clear d{row.left_days}{flags}"
    if row.status == 2:
        return f"died d{row.competing_days}, clear d{row.time_days}{flags}"
    return f"censored d{row.time_days}{flags}"


def by_unit(rows: tuple[EventRow, ...]) -> dict[str, EventRow]:
    return {unit_of(row): row for row in rows}
