"""What `rimread clinical` does and prints."""

import codecs
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from app.command_line import WrongWords, author, finish, opened, say
from app.exit_codes import DONE
from app.usecases.import_clinical import bad_cells_csv, import_clinical
from app.usecases.write_files import write_files
from review_schema.clinical_template import template_csv, template_xlsx
from review_schema.errors import BadCell, BadClinicalTable

MOST_LISTED = 200
"""Bad cells that are printed; a file or JSON holds all of them."""


def write_template(out: Path | None) -> int:
    """Print the template as CSV, or write it to `out` in the form that its suffix names."""
    if out is None:
        click.echo(template_csv(), nl=False)
        return DONE
    if out.suffix.casefold() not in (".csv", ".xlsx"):
        raise WrongWords("--out names a file .csv or .xlsx")
    # A spreadsheet takes a CSV file for UTF-8 only where a byte-order mark says so: the units hold cm³.
    content = codecs.BOM_UTF8 + template_csv() if out.suffix.casefold() == ".csv" else template_xlsx()
    write_files(out.parent, {out.name: content})
    say(f"Template: {out}")
    return DONE


def import_table(study: Path, table: Path, *, sound_subjects: bool, faults: Path | None, as_json: bool) -> int:
    """Import the table; list its bad cells whether it is taken or not."""
    with opened(study) as open_study:
        try:
            outcome = import_clinical(open_study, table, author(), sound_subjects=sound_subjects)
        except BadClinicalTable as refused:
            _tell(refused.cells, faults)
            if as_json:
                finish(as_json, {"bad_cells": _as_json(refused.cells)})
            raise
    _tell(outcome.bad, faults)
    say(f"{outcome.rows} rows of {outcome.subjects} subjects; {outcome.changed} subjects changed")
    facts = {
        "rows": outcome.rows,
        "subjects": outcome.subjects,
        "changed": outcome.changed,
        "left_out": outcome.left_out,
        "bad_cells": _as_json(outcome.bad),
    }
    return finish(as_json, facts, outcome.warnings)


def _tell(bad: Sequence[BadCell], faults: Path | None) -> None:
    """List the bad cells, and write all of them with their values where that was asked for."""
    for cell in bad[:MOST_LISTED]:
        say(cell.named)
    if len(bad) > MOST_LISTED:
        say(f"… and {len(bad) - MOST_LISTED} more: --faults FILE.csv writes all of them")
    if faults is not None:
        write_files(faults.parent, {faults.name: bad_cells_csv(bad)})


def _as_json(bad: Sequence[BadCell]) -> list[dict[str, Any]]:
    return [{"row": c.row, "column": c.column, "value": c.shown or None, "rule": c.rule} for c in bad]
