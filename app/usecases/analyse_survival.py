"""Analyse an events file: one endpoint, or the paper's Table 3."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.confined import run_confined
from review_schema.errors import NoSuchEvents
from review_schema.event_table import EventLine, event_lines
from review_schema.export.survival import survival_facts, survival_files, survival_markdown
from review_schema.survival_analysis import Analysis, Question, analyse, readers_of
from review_schema.table3 import TableRow, table3_csv, table3_markdown, table_rows

PARSE_SECONDS = 120.0
"""Time limit for parsing an events file; half a million rows take a fraction of it."""


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
    without_time = sum(analysis.without_time for analysis in analyses)
    if without_time:
        warnings.append(f"units left out, without a time that could be counted: {without_time}")
    without_group = sum(analysis.without_group for analysis in analyses)
    if without_group:
        warnings.append(f"units left out, NA in a column that was asked for: {without_group}")
    return SurvivalReport(
        text=survival_markdown(analyses),
        files=survival_files(analyses),
        facts=survival_facts(analyses),
        warnings=tuple(warnings),
        analyses=tuple(analyses),
    )


def table_of_outcomes(lines: tuple[EventLine, ...]) -> SurvivalReport:
    """The paper's Table 3 for each reader of the file.

    Raises:
        ColumnUnknown: the file has no column arm.
    """
    readers: dict[str, tuple[TableRow, ...]] = {reader: table_rows(lines, reader) for reader in readers_of(lines)}
    text, table = table3_markdown(readers), table3_csv(readers)
    empty = sum(row.analysis is None for rows in readers.values() for row in rows)
    return SurvivalReport(
        text=text,
        files={"table3.csv": table, "table3.md": text.encode("utf-8")},
        facts={"rows": table.count(b"\n") - 1, "outcomes_without_data": empty},
        warnings=(f"outcomes that the events file says nothing about: {empty}",) if empty else (),
    )
