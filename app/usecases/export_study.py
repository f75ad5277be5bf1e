"""Write a study's results for other programs, in the formats asked for; the rows are derived once for all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.usecases.export_events import EventsExport, Results, event_files, summary
from app.usecases.study import Study
from app.usecases.write_files import write_files
from app.words import Said
from review_schema.agreement import measure
from review_schema.export.adtte import adtte_csv, adtte_dictionary_csv, adtte_dictionary_markdown
from review_schema.export.agreement import agreement_csv, agreement_dictionary_csv
from review_schema.export.event_json import events_json
from review_schema.export.events import events_csv
from review_schema.export.ezr import ezr_files
from review_schema.export.r_script import r_script
from review_schema.export.workbook import results_workbook

Files = Mapping[str, bytes]
"""Name -> content."""


@dataclass(frozen=True)
class Format:
    """One format of `rimread export`."""

    what: Said  # it holds, for the window
    files: Callable[[Study | None, Results, Path], Files]
    """Study (None: without one), derived rows and the folder asked for -> the files that are written together.

    A format whose files are too large for memory writes them into the folder itself and returns none.
    """
    needs_study: bool = False


def _events(study: Study | None, results: Results, out: Path) -> Files:
    return event_files(results)


def _adtte(study: Study | None, results: Results, out: Path) -> Files:
    return {
        "adtte.csv": adtte_csv(results.rows, results.labels, results.charter.name),
        "adtte_dictionary.csv": adtte_dictionary_csv(),
        "adtte_dictionary.md": adtte_dictionary_markdown().encode("utf-8"),
    }


def _xlsx(study: Study | None, results: Results, out: Path) -> Files:
    compared = measure(results.reads)
    agreement = (agreement_csv(compared), agreement_dictionary_csv()) if compared else ()
    return {"results.xlsx": results_workbook(results.rows, results.labels, results.charter, *agreement)}


def _json(study: Study | None, results: Results, out: Path) -> Files:
    return {"events.json": events_json(results.rows, results.labels, results.charter)}


def _r(study: Study | None, results: Results, out: Path) -> Files:
    return {"survival.R": r_script(), "events.csv": events_csv(results.rows)}


def _ezr(study: Study | None, results: Results, out: Path) -> Files:
    return ezr_files(results.rows)


FORMATS: Mapping[str, Format] = {
    "events": Format(Said("Tidy CSV of events and labels, with data dictionary"), _events),
    "adtte": Format(Said("ADTTE (CDISC), with dictionary"), _adtte),
    "xlsx": Format(Said("XLSX workbook: events, labels, ADTTE, agreement, dictionary"), _xlsx),
    "json": Format(Said("JSON by the published schema"), _json),
    "r": Format(Said("R script that computes and draws every survival figure from events.csv"), _r),
    "ezr": Format(Said("Wide CSV for EZR"), _ezr),
}
"""What `--as` knows, in the order of the window's list."""


def export_study(study: Study | None, results: Results, out: Path, formats: Sequence[str]) -> EventsExport:
    """Write the formats, names of `FORMATS`, into the folder `out`: all of their files or none.

    Raises:
        OSError: the file system refused.
    """
    files: dict[str, bytes] = {}
    for name in formats:
        files |= FORMATS[name].files(study, results, out)
    write_files(out, files)
    return summary(results)
