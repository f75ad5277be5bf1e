"""Clinical facts, from a table or from the form of one subject: only subjects whose rows changed are entered.

All of it or nothing; or, where that is asked for a table, the subjects without a bad cell.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.confined import run_confined
from app.usecases.study import Study
from app.words import Said
from review_schema.clinical import ClinicalEvent
from review_schema.clinical_rules import COLUMNS
from review_schema.clinical_table import CheckedTable, check_table, row_cells
from review_schema.errors import BadCell, ClinicalFactsMoved, ClinicalReasonMissing
from review_schema.export.events import csv_bytes
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
    bad: tuple[BadCell, ...] = ()  # of the subjects that were left out
    left_out: int = 0  # subjects


def checked_clinical(path: Path, *, today: date | None = None) -> CheckedTable:
    """What a clinical table file holds, good and bad, parsed in the confined worker.

    Raises:
        ClinicalTableUnreadable: the file is no clinical table.
    """
    cells = run_confined("review_schema.clinical_table:read_cells", {"path": str(path)}, seconds=TABLE_SECONDS)
    return check_table(cells, today=today or date.today())


def load_clinical(path: Path, *, today: date | None = None) -> tuple[ClinicalEvent, ...]:
    """The rows of a clinical table file, all of them sound.

    Raises:
        ClinicalTableUnreadable: the file is no clinical table.
        BadClinicalTable: cells break the rules.
    """
    return checked_clinical(path, today=today).all_sound().events


def import_clinical(study: Study, path: Path, author: str, *, sound_subjects: bool = False) -> ClinicalImport:
    """Enter the table's rows, one ledger entry per changed subject. They replace what earlier tables said of them.

    Args:
        study: takes the rows.
        path: CSV or XLSX file.
        author: of the entries.
        sound_subjects: leave out subjects with a bad cell, whole, instead of refusing the table.

    Raises:
        ClinicalTableUnreadable: the file is no clinical table.
        BadClinicalTable: cells break the rules (with `sound_subjects`: those of every subject); the study is unchanged.
    """
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    checked = checked_clinical(path)
    if not (sound_subjects and checked.events):
        checked.all_sound()
    outcome = enter_clinical(study, checked.events, digest, author)
    left_out: list[str] = []
    if checked.subjects_left_out:
        left_out.append(Said("subjects left out, of whom a cell cannot be used: {n}", n=checked.subjects_left_out))
    if checked.rows_of_nobody:
        left_out.append(Said("rows left out, whose subject cannot be used: {n}", n=checked.rows_of_nobody))
    return ClinicalImport(
        outcome.rows,
        outcome.subjects,
        outcome.changed,
        (*left_out, *outcome.warnings),
        checked.bad,
        checked.subjects_left_out,
    )


def checked_rows(rows: Sequence[Mapping[str, str]], *, today: date | None = None) -> CheckedTable:
    """What rows typed one by one hold, good and bad, by the rules of a table.

    Args:
        rows: cells by the names of `COLUMNS`; what is not named is empty. The first is row 2, as below a header.
        today: nothing lies after it.
    """
    if not rows:
        return CheckedTable((), (), 0, 0)
    numbered = [[number, [row.get(column, "").strip() for column in COLUMNS]] for number, row in enumerate(rows, 2)]
    return check_table({"rows": [[1, list(COLUMNS)], *numbered]}, today=today or date.today())


def enter_form(
    study: Study,
    subject: str,
    rows: Sequence[Mapping[str, str]],
    author: str,
    *,
    before: Sequence[ClinicalEvent] = (),
    reason: str = "",
) -> ClinicalImport:
    """Enter what a form says of one subject, in one ledger entry; it replaces what was known of the subject.

    Args:
        study: takes the rows.
        subject: whose form it is.
        rows: every row of the subject; see `checked_rows`.
        author: of the entry.
        before: the facts from which the form started.
        reason: why earlier facts are changed or taken away; needed only where some are.

    Raises:
        BadClinicalTable: cells break the rules; the study is unchanged.
        ClinicalReasonMissing: earlier facts no longer hold, and no reason says why.
        ClinicalFactsMoved: the facts are others than `before`: somebody entered some meanwhile.
    """
    events = checked_rows([{**row, "subject": subject} for row in rows]).all_sound().events
    if not reason.strip() and any(row not in events for row in before):
        raise ClinicalReasonMissing
    digest = hashlib.sha256(csv_bytes(COLUMNS, map(row_cells, _ordered(events)))).hexdigest()
    return _enter(study, {subject: events}, digest, author, reason=reason.strip(), before=before)


def enter_clinical(study: Study, events: Iterable[ClinicalEvent], digest: str, author: str) -> ClinicalImport:
    """Enter rows that were checked, one ledger entry per changed subject; see `import_clinical`.

    Args:
        study: takes the rows.
        events: every row of each subject that is named.
        digest: SHA-256 of what they came from.
        author: of the entries.
    """
    by_subject: dict[str, list[ClinicalEvent]] = defaultdict(list)
    for event in events:
        by_subject[event.subject].append(event)
    return _enter(study, by_subject, digest, author)


def _enter(
    study: Study,
    by_subject: Mapping[str, Sequence[ClinicalEvent]],
    digest: str,
    author: str,
    *,
    reason: str = "",
    before: Sequence[ClinicalEvent] | None = None,
) -> ClinicalImport:
    """Enter rows by subject; `before`: the facts that they were made from, where that was looked at."""
    replaced: list[ClinicalEvent] = []

    def changed(state: StudyState) -> list[tuple[str, Payload]]:
        known = {
            subject: _ordered(state.subjects[subject].clinical) for subject in by_subject if subject in state.subjects
        }
        if before is not None and any(known.get(subject, ()) != _ordered(before) for subject in by_subject):
            raise ClinicalFactsMoved
        replaced[:] = [row for subject, rows in by_subject.items() for row in known.get(subject, ()) if row not in rows]
        return [
            (
                f"subject/{subject}",
                ClinicalRecorded(subject=subject, events=_ordered(rows), table_sha256=digest, reason=reason),
            )
            for subject, rows in sorted(by_subject.items())
            if known.get(subject, ()) != _ordered(rows)
        ]

    entries = study.record(author, changed)
    without_surgery = sum(
        1 for rows in by_subject.values() if all(row.kind is not ClinicalKind.SURGERY for row in rows)
    )
    warnings: list[str] = []
    if replaced and before is None:
        warnings.append(
            Said("rows of earlier tables that this one lacks, and that no longer hold: {n}", n=len(replaced))
        )
    if without_surgery:
        warnings.append(Said("subjects without a surgery row, whose events will have no times: {n}", n=without_surgery))
    state = study.state()
    warnings += _against_the_scans([state.subjects[subject] for subject in sorted(by_subject)])
    rows = sum(map(len, by_subject.values()))
    return ClinicalImport(rows, len(by_subject), len(entries), tuple(warnings))


def bad_cells_csv(bad: Iterable[BadCell]) -> bytes:
    """Every bad cell with its value, for the one who keeps the table: it is as confidential as the table itself."""
    return csv_bytes(["row", "column", "value", "rule"], ([c.row, c.column, c.value, c.rule] for c in bad))


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
        yield Said("subjects who were scanned after the day on which they died, by this table: {n}", n=dead)
    if absent:
        yield Said("missed_scan rows for days on which the study holds a scan: {n}", n=absent)
    if roles:
        yield Said("scan_role rows for days on which the study holds no scan: {n}", n=roles)


def _ordered(rows: Iterable[ClinicalEvent]) -> tuple[ClinicalEvent, ...]:
    """Rows in an order of their own, so that a table sorted another way changes nothing."""
    return tuple(sorted(rows, key=lambda row: row.model_dump_json()))
