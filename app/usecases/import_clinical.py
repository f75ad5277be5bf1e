"""Import the clinical table: all of it or nothing; only subjects whose rows changed are entered in the ledger."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.confined import run_confined
from app.usecases.study import Study
from review_schema.clinical import ClinicalEvent
from review_schema.clinical_table import clinical_events
from review_schema.payloads import ClinicalRecorded, Payload
from review_schema.projections import StudyState
from review_schema.vocabulary import ClinicalKind

TABLE_SECONDS = 120.0
"""Time limit for parsing a table; half a million rows take a fraction of it."""


@dataclass(frozen=True)
class ClinicalImport:
    """What a clinical table brought."""

    rows: int
    subjects: int
    changed: int  # subjects whose rows are new or different
    warnings: tuple[str, ...]


def load_clinical(path: Path, *, today: date | None = None) -> tuple[ClinicalEvent, ...]:
    """The rows of a clinical table file, parsed in the confined worker and checked.

    Raises:
        ClinicalTableUnreadable: the file is no clinical table.
        BadClinicalTable: cells break the rules.
    """
    cells = run_confined("review_schema.clinical_table:read_cells", {"path": str(path)}, seconds=TABLE_SECONDS)
    return clinical_events(cells, today=today or date.today())


def import_clinical(study: Study, path: Path, author: str) -> ClinicalImport:
    """Enter the table's rows, one ledger entry per changed subject. They replace what earlier tables said of them.

    Raises:
        ClinicalTableUnreadable: the file is no clinical table.
        BadClinicalTable: cells break the rules; the study is unchanged.
    """
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    events = load_clinical(path)
    by_subject: dict[str, list[ClinicalEvent]] = defaultdict(list)
    for event in events:
        by_subject[event.subject].append(event)

    def changed(state: StudyState) -> list[tuple[str, Payload]]:
        known = {subject: _ordered(entry.clinical) for subject, entry in state.subjects.items()}
        return [
            (f"subject/{subject}", ClinicalRecorded(subject=subject, events=_ordered(rows), table_sha256=digest))
            for subject, rows in sorted(by_subject.items())
            if known.get(subject) != _ordered(rows)
        ]

    entries = study.record(author, changed)
    without_surgery = sum(
        1 for rows in by_subject.values() if all(row.kind is not ClinicalKind.SURGERY for row in rows)
    )
    warnings = []
    if without_surgery:
        warnings.append(f"subjects without a surgery row, whose events will have no times: {without_surgery}")
    return ClinicalImport(len(events), len(by_subject), len(entries), tuple(warnings))


def _ordered(rows: Iterable[ClinicalEvent]) -> tuple[ClinicalEvent, ...]:
    """Rows in an order of their own, so that a table sorted another way changes nothing."""
    return tuple(sorted(rows, key=lambda row: row.model_dump_json()))
