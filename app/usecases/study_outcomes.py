"""The outcomes of a study's signed reads, for the window: the same rows, figures and files as on the command line."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.usecases.analyse_survival import (
    SurvivalReport,
    analyse_survival,
    table_of_outcomes,
    with_fragility_from,
)
from app.usecases.events_in_parts import counts_of
from app.usecases.export_events import event_sources, heard_of
from app.usecases.study import Study
from app.usecases.write_files import write_files
from review_schema.agreement import measure
from review_schema.agreement_among import measure_among
from review_schema.agreement_dates import measure_dates
from review_schema.disagreements import find_disagreements
from review_schema.endpoints import EventRow, derive_events
from review_schema.event_table import EventLine, lines_of_rows
from review_schema.export.agreement import agreement_markdown
from review_schema.export.fragility import fragility_markdown
from review_schema.fragility import Sources, fragility
from review_schema.survival_analysis import Question, Unit, readers_of
from review_schema.vocabulary import Endpoint


@dataclass(frozen=True)
class StudyOutcomes:
    """Every event row of a study."""

    sources: Sources
    rows: tuple[EventRow, ...]
    lines: tuple[EventLine, ...]  # the same, as an events file says them
    readers: tuple[str, ...]  # whose labels there are
    units: Mapping[Endpoint, tuple[Unit, ...]]  # what each endpoint can be counted by, in the vocabulary's order
    has_clinical: bool  # whether the clinical table says anything
    unread: int  # subjects who have scans but no signed read
    warnings: tuple[str, ...]

    def place_of(self, line: EventLine) -> int:
        """Where the row that a line came from stands among `rows`."""
        return line.row - 2  # rows of a file are counted from 1, and the first is its header

    def row_of(self, line: EventLine) -> EventRow:
        """The row that a line came from."""
        return self.rows[self.place_of(line)]


def derive_outcomes(study: Study) -> StudyOutcomes:
    """Derive the events of every signed read, as `rimread events` writes them.

    Raises:
        ChainBroken, LedgerHeadMissing, LedgerUnprotected: the ledger is not as it was written.
        EventBeforeOrigin, ScanAfterDeath: reads and clinical table contradict each other.
    """
    found = event_sources(study)
    rows = derive_events(found.reads, found.clinical, found.charter) if found.reads else ()
    lines = lines_of_rows(rows)
    units: dict[Endpoint, set[Unit]] = {}
    for row in rows:
        units.setdefault(row.paramcd, set()).add("cavity" if row.cavity else "patient")
    return StudyOutcomes(
        Sources(found.reads, found.clinical, found.charter),
        tuple(rows),
        lines,
        readers_of(lines),
        {one: tuple(sorted(units[one], reverse=True)) for one in Endpoint if one in units},
        any(person.clinical for person in study.state().subjects.values()),
        len(found.unread),
        tuple(heard_of(counts_of(rows), replace(found, unread=frozenset()))) if rows else (),
    )


def answer(outcomes: StudyOutcomes, question: Question) -> SurvivalReport:
    """Curves, landmarks, medians and tests of each reader.

    Raises:
        NoSuchEvents: no reader has a row on it.
    """
    return analyse_survival(outcomes.lines, question)


def answer_with_fragility(outcomes: StudyOutcomes, question: Question) -> SurvivalReport:
    """The same, with what would turn the log-rank test.

    Raises:
        NoSuchEvents: no reader has a row on it.
    """
    return with_fragility_from(answer(outcomes, question), outcomes.lines, question, outcomes.sources)


def table3(outcomes: StudyOutcomes, reader: str = "") -> SurvivalReport:
    """The paper's Table 3 of every reader, or of one."""
    lines = outcomes.lines
    return table_of_outcomes(tuple(line for line in lines if not reader or line.reader in ("", reader)))


def agreement_page(outcomes: StudyOutcomes) -> str:
    """The page `agreement.md` of `rimread agreement`."""
    reads, clinical, charter = outcomes.sources.reads, outcomes.sources.clinical, outcomes.sources.charter
    return agreement_markdown(
        measure(reads), measure_among(reads), measure_dates(reads, clinical, charter), find_disagreements(reads)
    )


def write_answer(out: Path, report: SurvivalReport, figures: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write what `rimread survival --out` writes; return the files' names.

    Raises:
        OSError: the file system refused.
    """
    files = {**report.files, **figures}
    write_files(out, files)
    return tuple(files)


def fragility_page(outcomes: StudyOutcomes, question: Question, reader: str) -> str:
    """The page `…_fragility.md` of one reader.

    Raises:
        NoSuchEvents: the reader has no row on it.
    """
    sources = outcomes.sources
    read_by = {read.reader for read in sources.reads if read.reread_of is None}
    return fragility_markdown(fragility(outcomes.lines, question, reader, sources if reader in read_by else None))
