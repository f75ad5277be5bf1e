"""What enhances at each cavity's wall, as tidy CSV. Identical input gives identical bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from review_schema.export.events import csv_bytes

MEANINGS = {
    "subject": "Pseudonym of the patient",
    "on": "Date of the scan",
    "days": "Days from the index surgery to the scan",
    "cavity": "Cavity",
    "enhancing_ml": "Volume that enhances within the charter's margin of the baseline contour, ml; NA: not measured",
    "rim_mean_mm": "Thickness of the enhancing rim, mean over the wall, where there is none counted as 0, mm",
    "rim_max_mm": "Thickness of the rim where it is thickest (mean over a patch of the wall), mm",
    "contour": "What the rim was measured on: a contour drawn at this visit, or the baseline contour",
    "registration_error_mm": "Estimated error of the registration at the cavity, mm",
    "trusted": "Whether the registration is to be trusted (1) or not (0: no figures)",
    "reason": "Why it is to be trusted or not",
    "scan_id": "The scan (SHA-256 of its stored file)",
}
"""The data dictionary of evolution.csv, in order of its columns."""


@dataclass(frozen=True)
class EvolutionRow:
    """One cavity at one visit; the columns are those of `MEANINGS`."""

    subject: str
    on: date
    days: int | None
    cavity: str
    enhancing_ml: float | None
    rim_mean_mm: float | None
    rim_max_mm: float | None
    contour: str
    registration_error_mm: float | None
    trusted: bool
    reason: str
    scan_id: str


def evolution_csv(rows: Sequence[EvolutionRow]) -> bytes:
    """The rows as CSV, in their order."""
    return csv_bytes(list(MEANINGS), ([_column(row, name) for name in MEANINGS] for row in rows))


def _column(row: EvolutionRow, name: str) -> object:
    value = getattr(row, name)
    return int(value) if isinstance(value, bool) else value


def evolution_dictionary_csv() -> bytes:
    """The data dictionary of evolution.csv: variable, meaning."""
    return csv_bytes(["variable", "meaning"], MEANINGS.items())
