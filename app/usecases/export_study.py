"""Write a study's results for other programs, in the formats asked for; the rows are derived once for all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.usecases.export_events import EventsExport, Results, event_files, summary
from app.usecases.study import Cancelled, Progress, Study, never_cancelled, no_progress
from app.usecases.write_files import write_files
from app.words import Said
from review_schema.agreement import measure
from review_schema.export.adtte import adtte_csv, adtte_dictionary_csv, adtte_dictionary_markdown
from review_schema.export.event_json import events_json
from review_schema.export.events import events_csv
from review_schema.export.ezr import ezr_files
from review_schema.export.r_script import r_script
from review_schema.export.report import Draw
from review_schema.export.workbook import results_workbook

Files = Mapping[str, bytes]
"""Name -> content."""


@dataclass(frozen=True)
class Format:
    """A format whose files are made from the derived rows and written together."""

    what: Said  # it holds, for the window
    files: Callable[[Results], Files]


@dataclass(frozen=True)
class Work:
    """What a format with scans or pictures works with.

    Attributes:
        study: whose records and scans are written.
        out: the folder that its own goes into.
        draw: draws a report; pages are drawn by what draws the screen.
    """

    study: Study
    out: Path
    draw: Draw
    progress: Progress = no_progress
    cancelled: Cancelled = never_cancelled


@dataclass(frozen=True)
class FolderFormat:
    """A format with scans or pictures, which needs a study and fills a folder of its own, whole or not at all."""

    what: Said
    refuse_taken: Callable[[Path], None]
    """Raises ExportFolderTaken where its folder lies in the one to write to, and is somebody else's."""
    write: Callable[[Work], Sequence[str]]
    """Writes the folder; what it returns, the person who exports should hear."""


def _events(results: Results) -> Files:
    return event_files(results)


def _adtte(results: Results) -> Files:
    return {
        "adtte.csv": adtte_csv(results.rows, results.labels, results.charter.name),
        "adtte_dictionary.csv": adtte_dictionary_csv(),
        "adtte_dictionary.md": adtte_dictionary_markdown().encode("utf-8"),
    }


def _xlsx(results: Results) -> Files:
    compared = measure(results.reads)
    return {"results.xlsx": results_workbook(results.rows, results.labels, results.charter, compared)}


def _json(results: Results) -> Files:
    return {"events.json": events_json(results.rows, results.labels, results.charter)}


def _r(results: Results) -> Files:
    return {"survival.R": r_script(), "events.csv": events_csv(results.rows)}


def _ezr(results: Results) -> Files:
    return ezr_files(results.rows)


def _no_other_bids(out: Path) -> None:
    from app.usecases.export_bids import refuse_taken  # only those who write scans need these

    refuse_taken(out)


def _no_other_report(out: Path) -> None:
    from app.usecases.draw_reports import refuse_taken

    refuse_taken(out)


def _bids(work: Work) -> Sequence[str]:
    from app.usecases.export_bids import export_bids  # only those who write scans need these

    return export_bids(work.study, work.out, work.progress, work.cancelled).warnings


def _report(work: Work) -> Sequence[str]:
    from app.usecases.draw_reports import export_reports

    return export_reports(work.study, work.out, work.progress, work.cancelled, draw=work.draw).warnings


FORMATS: Mapping[str, Format | FolderFormat] = {
    "events": Format(Said("Tidy CSV of events and labels, with data dictionary"), _events),
    "adtte": Format(Said("ADTTE (CDISC), with dictionary"), _adtte),
    "xlsx": Format(Said("XLSX workbook: events, labels, ADTTE, agreement, dictionary"), _xlsx),
    "json": Format(Said("JSON by the published schema"), _json),
    "r": Format(Said("R script that computes and draws every survival figure from events.csv"), _r),
    "ezr": Format(Said("Wide CSV for EZR"), _ezr),
    "bids": FolderFormat(
        Said("BIDS derivative: registered scans, outlines, transforms (folder bids)"), _no_other_bids, _bids
    ),
    "report": FolderFormat(
        Said("PDF reports: one for each case, one for the study (folder report)"), _no_other_report, _report
    ),
}
"""What `--as` knows, in the order of the window's list."""


def export_results(results: Results, out: Path, formats: Sequence[str]) -> EventsExport:
    """Write those of the formats that are made from the derived rows into the folder `out`: all of their files or none.

    Raises:
        SheetTooLong: there are more rows than a workbook holds; nothing is written.
        OSError: the file system refused.
    """
    files: dict[str, bytes] = {}
    for one in map(FORMATS.__getitem__, formats):
        if isinstance(one, Format):
            files |= one.files(results)
    if files:
        write_files(out, files)
    return summary(results)


def export_study(results: Results, work: Work, formats: Sequence[str]) -> EventsExport:
    """Write the formats, names of `FORMATS`: the files of all that have no folder of their own, then folder by folder.

    Raises:
        ExportFolderTaken: a folder that one of them fills is somebody else's; nothing is written.
        As `export_results`, `export_bids.export_bids` and `draw_reports.export_reports`.
    """
    folders = [one for one in map(FORMATS.__getitem__, formats) if isinstance(one, FolderFormat)]
    for one in folders:
        one.refuse_taken(work.out)
    outcome = export_results(results, work.out, formats)
    heard = [told for one in folders for told in one.write(work)]
    return replace(outcome, warnings=tuple(dict.fromkeys((*outcome.warnings, *heard))))
