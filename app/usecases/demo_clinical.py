"""The clinical table of the demo's patients."""

import csv
from collections.abc import Sequence
from pathlib import Path

from app.usecases.demo_scans import Order
from review_schema.clinical_table import COLUMNS
from review_schema.vocabulary import ClinicalKind, ScanRole


def write_clinical(path: Path, orders: Sequence[Order]) -> None:
    """Write the clinical table of the patients' stories as CSV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        table = csv.writer(handle)
        table.writerow(COLUMNS)
        for order in orders:
            story = order.story
            table.writerow([order.subject, ClinicalKind.ARM, "", "", story.arm, ""])
            for cavity in story.cavities:
                table.writerow(
                    [order.subject, ClinicalKind.SURGERY, order.on(0).isoformat(), cavity, "", "complete resection"]
                )
            for look in story.looks:
                if look.role is ScanRole.PLANNING:
                    table.writerow(
                        [order.subject, ClinicalKind.SCAN_ROLE, order.on(look.day).isoformat(), "", look.role, ""]
                    )
            for fact in story.facts:
                table.writerow(
                    [
                        order.subject,
                        fact.kind,
                        "" if fact.day is None else order.on(fact.day).isoformat(),
                        fact.cavity,
                        fact.value,
                        "",
                    ]
                )
