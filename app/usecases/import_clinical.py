"""Import the clinical table: all of it or nothing; only subjects whose rows changed are entered in the ledger."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.confined import run_confined
from app.usecases.study import Study
from review_schema.clinical import ClinicalEvent
from review_schema.clinical_table import clinical_events
from review_schema.payloads import ClinicalRecorded, Payload
from review_schema.projections import StudyState, Subject
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

    replaced: list[ClinicalEvent] = []

    def changed(state: StudyState) -> list[tuple[str, Payload]]:
        known = {subject: _ordered(entry.clinical) for subject, entry in state.subjects.items()}
        replaced[:] = [row for subject, rows in by_subject.items() for row in known.get(subject, ()) if row not in rows]
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
    if replaced:
        warnings.append(f"rows of earlier tables that this one lacks, and that no longer hold: {len(replaced)}")
    if without_surgery:
        warnings.append(f"subjects without a surgery row, whose events will have no times: {without_surgery}")
    state = study.state()
    warnings += _against_the_scans([state.subjects[subject] for subject in sorted(by_subject)])
    return ClinicalImport(len(events), len(by_subject), len(entries), tuple(warnings))


def _against_the_scans(subjects: Iterable[Subject]) -> Iterator[str]:
    """What tables and scans say against each other; either may be the one that is wrong."""
    dead = absent = roles = 0
    for subject in subjects:
        scanned = {visit.acquired_on for visit in subject.timepoints}
        for row in subject.clinical if scanned else ():
            dead += row.kind is ClinicalKind.DEATH and row.on is not None and max(scanned) > row.on
            absent += row.kind is ClinicalKind.MISSED_SCAN and row.on in scanned
            roles += row.kind is ClinicalKind.SCAN_ROLE and row.on not in scanned
    if dead:
        yield f"subjects who were scanned after the day on which they died, by this table: {dead}"
    if absent:
        yield f"missed_scan rows for days on which the study holds a scan: {absent}"
    if roles:
        yield f"scan_role rows for days on which the study holds no scan: {roles}"


def _ordered(rows: Iterable[ClinicalEvent]) -> tuple[ClinicalEvent, ...]:
    """Rows in an order of their own, so that a table sorted another way changes nothing."""
    return tuple(sorted(rows, key=lambda row: row.model_dump_json()))
