"""Outcomes: events, agreement, survival. Heavy imports wait until a command runs."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from app.command_line import (
    IN_FILE,
    JSON,
    OUT_DIR,
    STUDY,
    Bar,
    WrongWords,
    finish,
    opened,
    rimread,
    say,
)

if TYPE_CHECKING:
    from app.usecases.export_events import EventSources
    from app.usecases.study import Study


Command = TypeVar("Command", bound=Callable[..., Any])


def with_sources(command: Command) -> Command:
    """Arguments of a command that works on a study, or on the files that one would be read from."""
    for option in (
        click.option(
            "--charter", type=IN_FILE, help="Charter as TOML (charter.toml of a study's events), with --reads."
        ),
        click.option("--clinical", "clinical_file", type=IN_FILE, help="Clinical table, with --reads."),
        click.option("--reads", "reads_file", type=IN_FILE, help="Reads as JSON, instead of a study."),
        click.argument("study", required=False, type=click.Path(path_type=Path)),
    ):
        command = option(command)
    return command


@contextmanager
def given(
    study: Path | None, reads_file: Path | None, clinical_file: Path | None, charter: Path | None
) -> "Iterator[tuple[Study | None, EventSources]]":
    """What results are derived from: those of the study, which stays open, or those of the files given instead."""
    from app.usecases.export_events import event_sources, event_sources_of_files

    if study is not None:
        if reads_file or clinical_file or charter:
            raise WrongWords("give a STUDY, or --reads with --clinical, not both")
        with opened(study) as open_study:
            yield open_study, event_sources(open_study)
    elif reads_file and clinical_file:
        yield None, event_sources_of_files(reads_file, clinical_file, charter)
    else:
        raise WrongWords("give a STUDY, or --reads with --clinical")


@contextmanager
def cycles_left_alone() -> Iterator[None]:
    """Reads by the hundred thousand hold no cycles: looking for some again and again takes a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@rimread.command()
@with_sources
@OUT_DIR
@JSON
def events(out: Path, as_json: bool, **sources: Path | None) -> int:
    """Write labelled events with dates (events.csv and its data dictionary) from signed reads."""
    from app.usecases.export_events import write_events

    with cycles_left_alone(), given(**sources) as (_, found):
        outcome = write_events(found, out)
    say(f"{outcome.rows} rows, {outcome.events} events: {out / 'events.csv'}")
    return finish(as_json, {"rows": outcome.rows, "events": outcome.events}, outcome.warnings)


@rimread.command()
@with_sources
@OUT_DIR
@click.option(
    "--as",
    "asked",
    default="events",
    show_default=True,
    metavar="FORMATS",
    help="Separated by commas: events, adtte, xlsx, json, r, ezr, bids, report (docs/exports.md).",
)
@click.option("--subject", metavar="ID", help="With --as report: the report of this subject alone.")
@JSON
def export(out: Path, asked: str, subject: str | None, as_json: bool, **sources: Path | None) -> int:
    """Write the results for other programs: tidy CSV, ADTTE, XLSX, JSON, an R script, EZR, BIDS, PDF reports."""
    from app.usecases.export_events import results_of
    from app.usecases.export_study import FORMATS, FolderFormat, Work, export_results, export_study

    formats = list(dict.fromkeys(name.strip() for name in asked.split(",")))
    if not set(formats) <= FORMATS.keys():
        raise WrongWords(f"--as knows the formats {', '.join(FORMATS)}")
    if subject is not None and formats != ["report"]:
        raise WrongWords("--subject goes with --as report alone")
    folders = [name for name in formats if isinstance(FORMATS[name], FolderFormat)]
    with given(**sources) as (study, found), Bar() as bar:
        if folders and study is None:
            raise WrongWords(f"the format {folders[0]} needs a STUDY")
        if study is None or not folders:
            outcome = export_results(results_of(found), out, formats)
        else:
            from app.views.report_pages import report_pdf

            if subject is not None:
                from app.usecases.draw_reports import export_case_report

                drawn = export_case_report(study, subject, out, bar, draw=report_pdf)
                say(f"{drawn.reports} report: {out / 'report'}")
                return finish(as_json, {"reports": drawn.reports, "formats": formats}, drawn.warnings)
            outcome = export_study(results_of(found), Work(study, out, report_pdf, bar), formats)
    say(f"{outcome.rows} rows, {outcome.events} events: {out}")
    return finish(as_json, {"rows": outcome.rows, "events": outcome.events, "formats": formats}, outcome.warnings)


@rimread.command()
@STUDY
@OUT_DIR
@click.option("--atlas", is_flag=True, help="Also draw disagreements.html: the place of each, by reader.")
@JSON
def agreement(study: Path, out: Path, atlas: bool, as_json: bool) -> int:
    """Write agreement between readers and within a reader: labels, event dates, every disagreement."""
    from app.usecases.measure_agreement import measure_agreement

    with opened(study) as open_study, Bar() as bar:
        outcome = measure_agreement(open_study, out, atlas=atlas, progress=bar)
    say(f"{outcome.rows} rows: {out / 'agreement.csv'}; disagreements: {outcome.disagreements}")
    figures = {"rows": outcome.rows, "disagreements": outcome.disagreements}
    return finish(as_json, figures, outcome.warnings)


@rimread.command()
@click.argument("study", required=False, type=click.Path(path_type=Path))
@click.option("--clinical", "clinical_file", type=IN_FILE, help="A clinical table, instead of a study.")
@OUT_DIR
@JSON
def baseline(study: Path | None, clinical_file: Path | None, out: Path, as_json: bool) -> int:
    """Write baseline tables of patients and cavities by arm, with tests (baseline.csv, baseline.md, dictionary)."""
    from app.usecases.describe_baseline import describe_baseline, describe_baseline_of_table

    if study is not None and clinical_file is None:
        with opened(study) as open_study:
            outcome = describe_baseline(open_study, out)
    elif clinical_file is not None and study is None:
        outcome = describe_baseline_of_table(clinical_file, out)
    else:
        raise WrongWords("give a STUDY, or --clinical FILE")
    say(f"{outcome.patients} patients, {outcome.cavities} cavities: {out / 'baseline.md'}")
    return finish(as_json, {"patients": outcome.patients, "cavities": outcome.cavities}, outcome.warnings)


class ColumnValue(click.ParamType[tuple[str, str]]):
    """A column of the events file and the value it must have."""

    name = "COLUMN=VALUE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value[0], value[1]
        column, equals, wanted = str(value).partition("=")
        if not (column and equals and wanted):
            self.fail("is not COLUMN=VALUE", param, ctx)
        return column, wanted


@rimread.command()
@click.argument("events_file", metavar="EVENTS.csv", type=IN_FILE)
@click.option("--paramcd", metavar="ENDPOINT", help="LPFS, OS, …: the endpoint to analyse.")
@click.option("--by", default="", metavar="COLUMN", help="Compare the groups of this column (arm).")
@click.option("--subgroup", multiple=True, type=ColumnValue(), help="Only these units: prior_irradiation=no.")
@click.option(
    "--strata", default="", metavar="COLUMN", help="Stratify the tests by this column; units without it are left out."
)
@click.option("--unit", type=click.Choice(["patient", "cavity"]), help="Patients, if the file has rows of them.")
@click.option(
    "--start",
    type=click.Choice(["surgery", "delayed", "treatment"]),
    default="surgery",
    show_default=True,
    help="Days from surgery; the same with entry at radiotherapy; days from radiotherapy.",
)
@click.option("--table3", is_flag=True, help="All outcomes at one and two years by arm, instead of one endpoint.")
@click.option(
    "--bootstrap",
    type=click.IntRange(0, 100_000),
    default=0,
    show_default=True,
    metavar="N",
    help="Also limits at the landmarks by N draws of patients (2000 will do).",
)
@click.option("--fragility", is_flag=True, help="Which labels, margins and rules would turn the log-rank test.")
@click.option("--reads", "reads_file", type=IN_FILE, help="With --fragility: the reads behind the events.")
@click.option("--clinical", "clinical_file", type=IN_FILE, help="With --reads: the clinical table behind the events.")
@click.option("--charter", type=IN_FILE, help="With --reads: charter.toml that rimread events wrote.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder to write tables and figures to.")
@JSON
def survival(
    events_file: Path,
    paramcd: str | None,
    by: str,
    subgroup: tuple[tuple[str, str], ...],
    strata: str,
    unit: Literal["patient", "cavity"] | None,
    start: Literal["surgery", "delayed", "treatment"],
    table3: bool,
    bootstrap: int,
    fragility: bool,
    reads_file: Path | None,
    clinical_file: Path | None,
    charter: Path | None,
    out: Path | None,
    as_json: bool,
) -> int:
    """Kaplan-Meier, cumulative incidence, landmarks, medians and tests from the events.csv of rimread events."""
    from app.usecases.analyse_survival import (
        SourceFiles,
        analyse_survival,
        read_events_file,
        table_of_outcomes,
        with_fragility,
    )
    from app.usecases.write_files import write_files
    from review_schema.ids import is_short_name
    from review_schema.survival_analysis import Question

    if table3 == (paramcd is not None):
        raise WrongWords("give --paramcd ENDPOINT or --table3")
    if table3 and (by or subgroup or strata or unit or start != "surgery" or bootstrap or fragility):
        raise WrongWords("--table3 goes with --out and --json only: its outcomes, groups and subgroups are fixed")
    if len(dict(subgroup)) < len(subgroup):
        raise WrongWords("--subgroup names a column twice; a unit has one value in it")
    if fragility and not by:
        raise WrongWords("--fragility needs --by COLUMN: it asks what would turn the comparison")
    if (reads_file is None) != (clinical_file is None) or ((reads_file or charter) and not (fragility and reads_file)):
        raise WrongWords("--reads and --clinical go together, and with --fragility; --charter goes with them")
    if table3:
        report = table_of_outcomes(read_events_file(events_file))
    else:
        if paramcd is None or not is_short_name(paramcd):
            raise WrongWords("--paramcd is no endpoint: LPFS, OS, …")
        question = Question(
            paramcd, by=by, strata=strata, subgroup=dict(subgroup), unit=unit, start=start, bootstrap=bootstrap
        )
        lines = read_events_file(events_file)
        report = analyse_survival(lines, question)
        if fragility:
            sources = None
            if reads_file is not None and clinical_file is not None:
                sources = SourceFiles(reads_file, clinical_file, charter)
            with Bar() as bar:
                report = with_fragility(report, lines, question, sources, progress=bar)
    if out is not None:
        files = dict(report.files)
        if report.analyses:
            from app.viewmodels.survival_figure import figures_of
            from app.views.survival_figure import figure_files

            files |= figure_files(figures_of(report.analyses))
        write_files(out, files)
    say(report.text)
    return finish(as_json, dict(report.facts), report.warnings)


@rimread.command()
@with_sources
@click.option("--subject", required=True, metavar="ID", help="Pseudonym of the patient, as in the column id.")
@click.option("--paramcd", required=True, metavar="ENDPOINT", help="LPFS, OS, …: the endpoint.")
@click.option("--cavity", default="", metavar="NAME", help="C1, …: the cavity; without it the patient's row.")
@click.option("--reader", default="", metavar="NAME", help="Only by this reader's labels.")
@JSON
def why(subject: str, paramcd: str, cavity: str, reader: str, as_json: bool, **sources: Path | None) -> int:
    """Why this date? Tell how a row of events.csv came about: each look, the rules that spoke, the ids behind it."""
    from app.usecases.explain_dates import AskedRow, explain

    with given(**sources) as (_, found):
        derivations = explain(found, AskedRow(subject, paramcd, cavity, reader))
    say("\n".join(one.in_words() for one in derivations).rstrip())
    return finish(as_json, {"derivations": [one.model_dump(mode="json") for one in derivations]})
