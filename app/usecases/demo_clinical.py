"""The clinical table of the demo's patients."""

import csv
from collections.abc import Sequence
from pathlib import Path

from app.usecases.demo_scans import Order
from review_schema.clinical_rules import COLUMNS
from review_schema.vocabulary import ClinicalKind, ScanRole


def write_clinical(path: Path, orders: Sequence[Order]) -> None:
    """Write the clinical table of the patients' stories as CSV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        table = csv.DictWriter(handle, COLUMNS, restval="")
        table.writeheader()
        for order in orders:
            table.writerows({"subject": order.subject, **row} for row in _rows(order))


def _rows(order: Order) -> list[dict[str, str]]:
    story = order.story
    rows = [{"kind": ClinicalKind.ARM, "value": str(story.arm)}]
    for cavity in story.cavities:
        rows.append(_row(order, ClinicalKind.SURGERY, 0, cavity=cavity, detail="complete resection"))
    for look in story.looks:
        if look.role is ScanRole.PLANNING:
            rows.append(_row(order, ClinicalKind.SCAN_ROLE, look.day, value=look.role))
    for fact in story.facts:
        rows.append(_row(order, fact.kind, fact.day, cavity=fact.cavity, value=fact.value))
    return rows


def _row(order: Order, kind: ClinicalKind, day: int | None, **cells: str) -> dict[str, str]:
    return {"kind": kind, "date": "" if day is None else order.on(day).isoformat(), **cells}
