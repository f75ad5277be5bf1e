"""The clinical table of the demo's patients: the facts of their stories, and a baseline that goes with them."""

import csv
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.usecases.demo_scans import Order
from app.usecases.demo_stories import CavitySite
from review_schema.clinical_rules import COLUMNS
from review_schema.dose import bed_gy
from review_schema.vocabulary import Arm, ClinicalKind, ScanRole

PTV_MARGIN_MM = 3

HISTOLOGIES = ("lung adenocarcinoma", "breast", "melanoma", "colorectal", "lung adenocarcinoma", "RCC", "breast")
"""Invented, in the order of the patients and round again; seven of them, so that they do not go with the stories."""

Cells = dict[str, str]


def write_clinical(path: Path, orders: Sequence[Order]) -> None:
    """Write the clinical table of the patients' stories as CSV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        table = csv.DictWriter(handle, COLUMNS, restval="")
        table.writeheader()
        for order in orders:
            for row in (*_story(order), *_patient(order), *_cavities(order), *_steroids(order)):
                table.writerow({"subject": order.subject, **row})


def _row(order: Order, kind: ClinicalKind, day: int | None = None, *, until: int | None = None, **cells: str) -> Cells:
    days = {"date": day, "until": until}
    return {"kind": kind, **{k: order.on(on).isoformat() for k, on in days.items() if on is not None}, **cells}


def _story(order: Order) -> Iterator[Cells]:
    story = order.story
    yield _row(order, ClinicalKind.ARM, value=story.arm)
    for cavity in story.cavities:
        yield _row(order, ClinicalKind.SURGERY, 0, cavity=cavity, detail="complete resection")
    for look in story.looks:
        if look.role is ScanRole.PLANNING:
            yield _row(order, ClinicalKind.SCAN_ROLE, look.day, value=look.role)
    for fact in story.facts:
        yield _row(order, fact.kind, fact.day, cavity=fact.cavity, value=fact.value)


def _patient(order: Order) -> Iterator[Cells]:
    """Table 1, invented: it varies with the number of the patient and stays plausible."""
    number = order.number
    left = int(number % 5 in (2, 3))  # a metastasis that was not resected
    irradiated = number % 5 == 0
    facts = {
        ClinicalKind.AGE: 46 + 7 * number % 31,
        ClinicalKind.SEX: ("female", "male")[number % 2],
        ClinicalKind.HISTOLOGY: HISTOLOGIES[number % len(HISTOLOGIES)],
        ClinicalKind.RPA_CLASS: (2, 1, 2, 2)[number % 4],
        ClinicalKind.KPS: (90, 80, 70, 100)[number % 4],
        ClinicalKind.METASTASES_NUMBER: len(order.story.cavities) + left,
        ClinicalKind.NON_RESECTED: left,
        ClinicalKind.PRIOR_IRRADIATION: "yes" if irradiated else "no",
    }
    for kind, value in facts.items():
        yield _row(order, kind, value=str(value))
    yield _row(order, ClinicalKind.CONSENT, -3)


def _cavities(order: Order) -> Iterator[Cells]:
    """Table 2: the sizes follow from the cavities as they are scanned, the rest is invented."""
    for place, (cavity, site) in enumerate(order.story.cavities.items()):
        number = order.number + place
        iort = order.story.arm is Arm.IORT
        facts = {
            ClinicalKind.PRIOR_IRRADIATION_OF_CAVITY: "no",
            ClinicalKind.OR_TIME: (175 if iort else 140) + 11 * number % 50,
            ClinicalKind.LESION_SIZE: round(2 * max(site.radii_mm)),
            ClinicalKind.FROZEN_SECTION_MALIGNANT: "yes",
            ClinicalKind.INCOMPLETE_RESECTION_SUSPECTED: "no",
            **(_iort(number, site) if iort else _hsrt(number, site)),
        }
        for kind, value in facts.items():
            yield _row(order, kind, cavity=cavity, value=str(value))
        yield _row(order, ClinicalKind.RESECTION_STATUS, cavity=cavity, value="R0", qualifier="MRI")
        yield _row(
            order, ClinicalKind.DISTANCE_TO_RISK_ORGAN, cavity=cavity, item="brainstem", value=str(18 + 5 * number % 21)
        )
        yield _row(order, ClinicalKind.DISCHARGE, 6 + number % 5, cavity=cavity)
        # As a centre would state them: nothing is derived for IORT.
        stated = (str(40 + 3 * number % 14), "stated by the treating centre")
        if not iort:
            stated = (f"{bed_gy(5, 6, 10):g}", "linear-quadratic, from fractions and dose")
        yield _row(order, ClinicalKind.BED, cavity=cavity, item="10", value=stated[0], qualifier=stated[1])


def _iort(number: int, site: CavitySite) -> dict[ClinicalKind, object]:
    return {
        ClinicalKind.TUBE_VOLTAGE: 50,
        ClinicalKind.SURFACE_DOSE: (20, 20, 18)[number % 3],
        # Applicators come in steps of half a centimetre; the one that fits.
        ClinicalKind.APPLICATOR_DIAMETER: math.floor(4 * min(site.radii_mm) / 10) / 2,
    }


def _hsrt(number: int, site: CavitySite) -> dict[ClinicalKind, object]:
    ptv = 4 / 3 * math.pi * math.prod(radius + PTV_MARGIN_MM for radius in site.radii_mm) / 1000
    return {
        ClinicalKind.FRACTIONS: 5,
        ClinicalKind.FRACTION_DOSE: 6,
        ClinicalKind.PTV_MARGIN: PTV_MARGIN_MM,
        ClinicalKind.PTV: round(ptv, 1),
        ClinicalKind.V25: round((1.2 + number % 4 / 20) * ptv, 1),
    }


def _steroids(order: Order) -> Iterator[Cells]:
    """Around surgery, and for radionecrosis that gives symptoms; that one is an adverse event as well."""
    taken = {"item": "dexamethasone"}
    yield _row(order, ClinicalKind.STEROID, -4, until=3, value="8", **taken)
    yield _row(order, ClinicalKind.STEROID, 4, until=10, value="4", **taken)
    for fact in order.story.facts:
        if fact.kind is ClinicalKind.SYMPTOM and fact.day is not None:
            yield _row(
                order,
                ClinicalKind.CTCAE,
                fact.day,
                cavity=fact.cavity,
                item="Central nervous system necrosis",
                value="3",
                qualifier="probable",
            )
            yield _row(order, ClinicalKind.STEROID, fact.day, until=fact.day + 28, value="6", **taken)
