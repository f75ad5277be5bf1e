"""Analyse an events file: one endpoint, or the paper's Table 3."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from app.confined import run_confined
from app.usecases.exchange_reads import read_reads_file
from app.usecases.import_clinical import load_clinical
from app.usecases.study import Progress, no_progress, read_charter
from app.words import Said
from review_schema.charter import Charter
from review_schema.errors import NoSuchEvents
from review_schema.event_table import EventLine, event_lines
from review_schema.export.fragility import fragility_csv, fragility_markdown
from review_schema.export.survival import survival_facts, survival_files, survival_markdown
from review_schema.fragility import Sources, Variation, fragility
from review_schema.survival_analysis import Analysis, Question, analyse, readers_of
from review_schema.table3 import TableRow, table3_csv, table3_markdown, table_rows

PARSE_SECONDS = 120.0
"""Time limit for parsing an events file; half a million rows take a fraction of it."""


@dataclass(frozen=True)
class SourceFiles:
    """Files that the events were derived from."""

    reads: Path
    clinical: Path
    charter: Path | None


@dataclass(frozen=True)
class SurvivalReport:
    """What came out: text for people, files, facts for programs."""

    text: str
    files: Mapping[str, bytes]
    facts: Mapping[str, object]
    warnings: tuple[str, ...]
    analyses: tuple[Analysis, ...] = ()


def read_events_file(path: Path) -> tuple[EventLine, ...]:
    """The lines of an events file, parsed in the confined worker and checked.

    Raises:
        EventsTableUnreadable: the file is no events file.
        BadEventsTable: cells break the rules.
    """
    return event_lines(
        run_confined("review_schema.clinical_table:read_cells", {"path": str(path)}, seconds=PARSE_SECONDS)
    )


def analyse_survival(lines: tuple[EventLine, ...], question: Question) -> SurvivalReport:
    """Answer the question for each reader of the file. A reader with nothing on it is left out, with a warning.

    Raises:
        ColumnUnknown: the question names a column that the file does not have.
        NoSuchEvents: no reader has a line on it.
    """
    analyses, silent = [], 0
    readers = readers_of(lines)
    for reader in readers:
        try:
            analyses.append(analyse(lines, question, reader))
        except NoSuchEvents:
            silent += 1
    if not analyses:
        raise NoSuchEvents()
    warnings = []
    if silent:
        warnings.append(f"readers without a row that could be followed: {silent}")
    warnings += _left_out("units left out", analyses)
    return SurvivalReport(
        text=survival_markdown(analyses),
        files=survival_files(analyses),
        facts=survival_facts(analyses),
        warnings=tuple(warnings),
        analyses=tuple(analyses),
    )


def _left_out(what: str, analyses: Iterable[Analysis]) -> list[str]:
    without_time = without_group = 0
    for analysis in analyses:
        without_time += analysis.without_time
        without_group += analysis.without_group
    reasons = (
        ("without a time that could be counted", without_time),
        ("NA in a column that was asked for", without_group),
    )
    return [f"{what}, {reason}: {count}" for reason, count in reasons if count]


def with_fragility(
    report: SurvivalReport,
    lines: tuple[EventLine, ...],
    question: Question,
    sources: SourceFiles | None,
    *,
    progress: Progress = no_progress,
) -> SurvivalReport:
    """The report with the fragility table of each reader; margins and rules are varied where there are `sources`.

    Those of a reader without a read in them stand as they are, with a warning. `progress` is told of each variation.

    Raises:
        ReviewError: one of the files cannot be used, or they contradict each other.
    """
    derived_from = None
    if sources is not None:
        charter = read_charter(sources.charter) if sources.charter is not None else Charter()
        reads = read_reads_file(sources.reads, charter).reads
        derived_from = Sources(tuple(reads), load_clinical(sources.clinical), charter)
    return with_fragility_from(report, lines, question, derived_from, progress=progress)


def with_fragility_from(
    report: SurvivalReport,
    lines: tuple[EventLine, ...],
    question: Question,
    sources: Sources | None,
    *,
    progress: Progress = no_progress,
) -> SurvivalReport:
    """As `with_fragility`, from what was read already.

    Raises:
        ReviewError: reads and clinical table contradict each other.
    """
    read_by = set[str]()
    if sources is not None:
        read_by = {read.reader for read in sources.reads if read.reread_of is None} or {""}
    rows: list[Variation] = []
    for order, analysis in enumerate(report.analyses):

        def told_of(share: float, before: int = order) -> None:
            progress((before + share) / len(report.analyses), Said("varying labels, margins and rules"))

        own = sources if analysis.reader in read_by else None
        rows += fragility(lines, question, analysis.reader, own, progress=told_of)
    unread = sum(analysis.reader not in read_by for analysis in report.analyses) if sources is not None else 0
    told = (f"readers without a read behind the events, margins and rules not varied: {unread}",) if unread else ()
    return replace(
        report,
        text=report.text + "\n" + fragility_markdown(rows),
        files={
            **report.files,
            f"{question.paramcd}_fragility.csv": fragility_csv(rows),
            f"{question.paramcd}_fragility.md": fragility_markdown(rows).encode("utf-8"),
        },
        facts={**report.facts, "fragility": [asdict(row) for row in rows]},
        warnings=(*report.warnings, *told),
    )


def table_of_outcomes(lines: tuple[EventLine, ...]) -> SurvivalReport:
    """The paper's Table 3 for each reader of the file.

    Raises:
        ColumnUnknown: the file has no column arm.
    """
    readers: dict[str, tuple[TableRow, ...]] = {reader: table_rows(lines, reader) for reader in readers_of(lines)}
    text, table = table3_markdown(readers), table3_csv(readers)
    analyses = [row.analysis for rows in readers.values() for row in rows]
    empty = analyses.count(None)
    silent = [f"outcomes that the events file says nothing about: {empty}"] if empty else []
    left_out = _left_out("units left out of single outcomes", filter(None, analyses))
    return SurvivalReport(
        text=text,
        files={"table3.csv": table, "table3.md": text.encode("utf-8")},
        facts={"rows": table.count(b"\n") - 1, "outcomes_without_data": empty},
        warnings=(*silent, *left_out),
    )
