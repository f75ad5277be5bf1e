"""The command line. Commands parse arguments, call one use case and print; heavy imports wait until then.

Exit codes: 0 done; 3 done, with warnings; 2 refused (one line on stderr, nothing changed); 130 interrupted.
With ``--json`` the last line of stdout is one JSON object.
"""

import getpass
import json
import math
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

import click

from app.exit_codes import DONE, INTERRUPTED, REFUSED, WARNED
from app.version import VERSION

if TYPE_CHECKING:
    from app.usecases.study import Study

STUDY = click.argument("study", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object as the last line.")
OUT_DIR = click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder to write."
)
IN_PATH = click.Path(path_type=Path, exists=True)


class WrongWords(click.UsageError):
    """A usage error in words of our own, which repeat nothing that was typed."""


class IsoDate(click.ParamType[date]):
    """A calendar date, YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()
        except ValueError:
            self.fail("is not a date (YYYY-MM-DD)", param, ctx)


class InFile(click.Path):
    """A file that can be read. Neither a folder nor a pipe, which would be waited for."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, exists=True, dir_okay=False)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        path = super().convert(value, param, ctx)
        if not os.path.isfile(path):
            self.fail("is no file", param, ctx)
        return path


IN_FILE = InFile()


class Number(click.FloatRange):
    """A number within limits. Not "nan", which lies within any, nor infinity."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail("is no number", param, ctx)
        return number


class Place(click.ParamType[tuple[float, float, float]]):
    """A place in the patient: three coordinates in mm."""

    name = "X,Y,Z"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, float, float]:
        if isinstance(value, tuple):
            return value
        try:
            x, y, z = (float(part) for part in str(value).split(","))
        except ValueError:
            self.fail("is not three numbers with commas between them", param, ctx)
        if not all(math.isfinite(number) for number in (x, y, z)):
            self.fail("is no place", param, ctx)
        return x, y, z


class Bar:
    """Progress on stderr, on a terminal only."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()

    def __call__(self, fraction: float, text: str) -> None:
        if self.shown:
            filled = round(30 * min(1.0, max(0.0, fraction)))
            sys.stderr.write(f"\r{'█' * filled}{'·' * (30 - filled)} {fraction:4.0%}  {text[:60]:60}")
            sys.stderr.flush()

    def __enter__(self) -> "Bar":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.shown:
            sys.stderr.write("\r" + " " * 100 + "\r")
            sys.stderr.flush()


def author() -> str:
    """Who the ledger names for an entry made on the command line: the operating-system account."""
    return os.environ.get("RIMREAD_AUTHOR") or getpass.getuser()


def opened(path: Path) -> "Study":
    """Open the study in `path`."""
    from app.usecases.study import Study

    return Study.open(path)


def say(text: str) -> None:
    """Print a line for people."""
    click.echo(text)


def finish(as_json: bool, facts: dict[str, Any], warnings: Sequence[str] = ()) -> int:
    """Print the closing JSON object and the warnings; return the exit code."""
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False))
    return WARNED if warnings else DONE


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="rimread")
@click.pass_context
def rimread(ctx: click.Context) -> int:
    """Read serial MRI after brain-metastasis surgery and cavity irradiation.

    Without a command, opens the application with the last study. Research software; no medical device.
    """
    if ctx.invoked_subcommand is None:
        from app.wiring import run_window

        return run_window(None)
    return DONE


@rimread.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--headless", is_flag=True, help="Make the study; open no window.")
@click.option("--patients", type=click.IntRange(6, 40), default=6, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@JSON
def demo(folder: Path | None, headless: bool, patients: int, seed: int, as_json: bool) -> int:
    """Make a synthetic study with known truth, registered, read by three simulated readers; open it.

    DIR (default ./rimread-demo) gets study/, dicom/ and truth/. A demo that is already there is opened as it is.
    """
    from app.usecases.make_demo import PASSWORD, find_demo, make_demo

    folder = folder or Path("rimread-demo")
    made = find_demo(folder)
    if made is None:
        with Bar() as bar:
            made = make_demo(folder, patients=patients, seed=seed, progress=bar)
    say(f"Demo study: {made.study}")
    say(f"Its truth:  {made.truth}")
    say(f"Sign in with the password “{PASSWORD}”: as “you” to read, as “coordinator” to see everything.")
    code = finish(as_json, {"study": str(made.study), "truth": str(made.truth)})
    if headless:
        return code
    from app.wiring import run_window

    return run_window(made.study)


@rimread.command()
@STUDY
@click.option("--charter", type=IN_FILE, help="Study rules as TOML; the defaults otherwise.")
def new(study: Path, charter: Path | None) -> int:
    """Make a new, empty study folder."""
    from app.usecases.study import Study, read_charter

    Study.create(study, read_charter(charter) if charter else None, author()).close()
    say(f"New study: {study}")
    return DONE


@rimread.command("open")
@STUDY
def open_window(study: Path) -> int:
    """Open the application with this study."""
    opened(study).close()
    from app.wiring import run_window

    return run_window(study)


@rimread.command("import")
@STUDY
@click.argument("paths", nargs=-1, required=True, type=IN_PATH)
@click.option("--subject", help="Pseudonym of the patient; the patient ID in the files otherwise.")
@click.option("--date", "acquired_on", type=IsoDate(), help="Date of the scan, where the file has none (NIfTI).")
@JSON
def import_(study: Path, paths: tuple[Path, ...], subject: str | None, acquired_on: date | None, as_json: bool) -> int:
    """Import scans: DICOM folders, DICOMDIR, zip archives, NIfTI files."""
    from app.usecases.import_scans import import_scans

    with opened(study) as open_study, Bar() as bar:
        outcome = import_scans(
            open_study, paths, subject=subject, acquired_on=acquired_on, author=author(), progress=bar
        )
    volumes = [
        {
            "series": volume.series,
            "shape": list(volume.shape),
            "min": volume.min,
            "max": volume.max,
            "spacing_mm": list(volume.spacing_mm),
            "date": volume.date,
        }
        for volume in outcome.volumes
    ]
    for volume in outcome.volumes:
        say(f"{volume.date}  {volume.series}  ({volume.reason})")
    say(f"{len(volumes)} time point{'' if len(volumes) == 1 else 's'} imported")
    return finish(as_json, {"volumes": volumes, "warnings": list(outcome.warnings)}, outcome.warnings)


@rimread.command()
@STUDY
@click.option("--choose", metavar="SERIES_UID", help="Read this stored series at its time point instead.")
@click.option("--reason", help="Why; required with --choose.")
@JSON
def scans(study: Path, choose: str | None, reason: str | None, as_json: bool) -> int:
    """List the time points, the chosen series and why; or choose another series."""
    from app.usecases.import_scans import choose_series, describe_scans

    given = [text for text in (choose, reason) if text is not None]
    if len(given) == 1 or not all(text.strip() for text in given):
        raise WrongWords("--choose and --reason go together")
    warnings: tuple[str, ...] = ()
    with opened(study) as open_study:
        if choose is not None and reason is not None:
            warnings = choose_series(open_study, series_uid=choose, reason=reason, author=author()).warnings
        rows = describe_scans(open_study)
    for row in rows:
        say(f"{row['subject']}  {row['date']}  {row['series']}  ({row['reason']})")
    return finish(as_json, {"timepoints": rows}, warnings)


@rimread.command()
@STUDY
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes.")
@click.option("--scheduler", metavar="ADDRESS", help="On the workers of this dask.distributed scheduler instead.")
@JSON
@click.pass_context
def register(ctx: click.Context, study: Path, jobs: int, scheduler: str | None, as_json: bool) -> int:
    """Register every time point that is not yet registered to its baseline scan.

    What is finished is kept, whatever happens: run it again to go on. The workers of a cluster must see the study's
    folder under the same path; see docs/cluster.md.
    """
    from app.usecases.register_study import describe_registrations, missing, register_study

    if scheduler is not None and ctx.get_parameter_source("jobs") is click.core.ParameterSource.COMMANDLINE:
        raise WrongWords("--jobs and --scheduler do not go together")
    with opened(study) as open_study:
        waiting = len(missing(open_study))
        with Bar() as bar:
            made = register_study(open_study, jobs=jobs, scheduler=scheduler, author=author(), progress=bar)
        rows = describe_registrations(open_study)
        fresh = describe_registrations(open_study, made)
    for row in fresh:
        trust = "trusted" if row["trusted"] else "NOT TRUSTED"
        say(f"{row['subject']}  {row['date']}  ±{row['error_mm']:.2f} mm  {trust}  {row['seconds']:.1f} s")
    if not waiting:
        say(f"nothing to register: all {len(rows)} visits are registered" if rows else "nothing to register: no visits")
    else:
        by_others = waiting - len(fresh)
        say(f"{len(fresh)} visits registered{f', {by_others} by another run meanwhile' if by_others else ''}")
    warnings = [f"registration of {row['date']} is not to be trusted" for row in rows if not row["trusted"]]
    return finish(as_json, {"registrations": rows}, warnings)


@rimread.command()
@click.argument("reference", type=IN_PATH)
@click.argument("moving", type=IN_PATH)
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="ITK transform file.")
@JSON
def pair(reference: Path, moving: Path, out: Path, as_json: bool) -> int:
    """Register two scans (a NIfTI file or a DICOM folder each).

    The transform file sends reference points to moving points, as SimpleITK.Resample(moving, reference, T) takes it.
    """
    from app.usecases.register_study import register_pair_files

    with Bar() as bar:
        result = register_pair_files(reference, moving, out, progress=bar)
    say(f"±{result.error_mm:.2f} mm, {'trusted' if result.trusted else 'NOT TRUSTED'}: {result.reason}")
    facts = {"error_mm": result.error_mm, "trusted": result.trusted, "seconds": result.seconds}
    return finish(as_json, facts, () if result.trusted else ("the registration is not to be trusted",))


@rimread.command()
@STUDY
@click.option("--subject", required=True)
@click.option("--from", "source", type=IN_FILE, help="Mask: NIfTI or DICOM SEG.")
@click.option("--roi", help="Which segment, where the file has several.")
@click.option("--sphere", "diameter_mm", type=Number(), help="Without a mask: an applicator of this diameter, mm.")
@click.option("--at", "centre_mm", type=Place(), help="Middle of the sphere, LPS mm of the scan.")
@click.option("--name", default="C1", show_default=True, help="The cavity's name.")
@click.option("--date", "acquired_on", type=IsoDate(), help="The scan it was drawn on; the baseline scan otherwise.")
@JSON
def cavity(
    study: Path,
    subject: str,
    source: Path | None,
    roi: str | None,
    diameter_mm: float | None,
    centre_mm: tuple[float, float, float] | None,
    name: str,
    acquired_on: date | None,
    as_json: bool,
) -> int:
    """Take a cavity contour from a file, or as an applicator's sphere (--sphere and --at)."""
    from app.usecases.applicator import cavity_from_sphere
    from app.usecases.draw_cavity import cavity_from_file

    where: dict[str, Any] = {"subject": subject, "cavity": name, "acquired_on": acquired_on, "author": author()}
    with opened(study) as open_study:
        if source is not None and diameter_mm is None and centre_mm is None:
            contour = cavity_from_file(open_study, path=source, roi=roi, **where)
        elif source is None and roi is None and diameter_mm is not None and centre_mm is not None:
            contour = cavity_from_sphere(open_study, centre_mm=centre_mm, diameter_mm=diameter_mm, **where)
        else:
            raise WrongWords("give either --from, or --sphere with --at")
    say(f"{contour.cavity}: {contour.volume_ml:.3f} ml, contour version {contour.version}")
    facts = {"cavity": contour.cavity, "version": contour.version, "cavity_ml": round(contour.volume_ml, 4)}
    return finish(as_json, facts)


@rimread.command()
@click.argument("mask", type=IN_FILE)
@click.option("--mm", type=Number(0.1, 50), default=5.0, show_default=True, help="Width of the margin.")
@click.option("--within", type=IN_FILE, help="Cut the margin at this mask (brain).")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="NIfTI file to write.")
@JSON
def margin(mask: Path, mm: float, within: Path | None, out: Path, as_json: bool) -> int:
    """Make the margin around a cavity mask, by signed distance from its sub-voxel surface."""
    from app.usecases.draw_cavity import margin_of_file

    cavity_ml, shell_ml = margin_of_file(mask, mm=mm, within=within, out=out)
    say(f"cavity {cavity_ml:.3f} ml, margin of {mm:g} mm {shell_ml:.3f} ml")
    return finish(as_json, {"cavity_ml": round(cavity_ml, 4), "shell_ml": round(shell_ml, 4)})


@rimread.command()
@STUDY
@click.argument("table", type=IN_FILE)
@JSON
def clinical(study: Path, table: Path, as_json: bool) -> int:
    """Import the clinical table (CSV or XLSX): arms, surgeries, treatments, clinical events.

    Columns: subject, kind, date, cavity, value, detail; see docs/clinical_table.md.
    """
    from app.usecases.import_clinical import import_clinical

    with opened(study) as open_study:
        outcome = import_clinical(open_study, table, author=author())
    say(f"{outcome.rows} rows of {outcome.subjects} subjects; {outcome.changed} subjects changed")
    facts = {"rows": outcome.rows, "subjects": outcome.subjects, "changed": outcome.changed}
    return finish(as_json, facts, outcome.warnings)


@rimread.command()
@STUDY
@click.argument("action", type=click.Choice(["export", "import"]))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@JSON
def reads(study: Path, action: str, file: Path, as_json: bool) -> int:
    """Export the signed reads as JSON by the published schema, or import them."""
    from app.usecases.exchange_reads import export_reads, import_reads

    with opened(study) as open_study:
        if action == "export":
            count = export_reads(open_study, file)
            warnings: tuple[str, ...] = () if count else ("no read of the study is signed yet: the file holds none",)
        else:
            outcome = import_reads(open_study, file, author())
            count, warnings = outcome.added, outcome.warnings
    say(f"{count} signed reads {action}ed")
    return finish(as_json, {"reads": count, "warnings": list(warnings)}, warnings)


def ask_password(password_file: Path | None) -> str:
    """The password from the first line of a file, or asked for twice without echo."""
    if password_file is not None:
        try:
            return (password_file.read_text(encoding="utf-8").splitlines() or [""])[0]
        except UnicodeDecodeError:
            raise WrongWords("--password-file is no text in UTF-8") from None
    if not sys.stdin.isatty():  # getpass would fall back to echoing, and warn of it in its own words
        raise WrongWords("a password is asked for on a terminal only; give --password-file")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


@rimread.command()
@STUDY
@click.argument("action", type=click.Choice(["add", "list"]))
@click.argument("name", required=False)
@click.option(
    "--role",
    type=click.Choice(["coordinator", "reader", "adjudicator", "statistician"]),
    default="reader",
    show_default=True,
)
@click.option("--password-file", type=IN_FILE, help="First line is the password; asked for otherwise.")
@JSON
def readers(study: Path, action: str, name: str | None, role: str, password_file: Path | None, as_json: bool) -> int:
    """Add an account (reader, coordinator, …) or list the accounts."""
    from app.usecases.accounts import add_reader
    from review_schema.vocabulary import Role

    if (action == "add") != (name is not None):
        raise WrongWords("NAME goes with add")
    with opened(study) as open_study:
        if name is not None:
            add_reader(open_study, name, ask_password(password_file), Role(role), author())
        accounts = [
            {"name": account.name, "role": account.role.value} for account in open_study.state().readers.values()
        ]
    for account in accounts:
        say(f"{account['name']}  {account['role']}")
    return finish(as_json, {"readers": accounts})


@rimread.command()
@STUDY
@click.option("--readers", "names", help="Names, separated by commas; all readers otherwise.")
@click.option("--subjects", help="Cases, separated by commas; all otherwise.")
@click.option("--rereads", type=Number(0, 1), help="Fraction of cases read twice; the charter's otherwise.")
@click.option(
    "--washout", type=click.IntRange(0, 3650), metavar="DAYS", help="Days before a re-read; the charter's otherwise."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of each reader's order.")
@JSON
def assign(
    study: Path,
    names: str | None,
    subjects: str | None,
    rereads: float | None,
    washout: int | None,
    seed: int,
    as_json: bool,
) -> int:
    """Give each reader a seeded order of cases under case codes, hidden re-reads included."""
    from app.usecases.assign_reads import assign_reads

    with opened(study) as open_study:
        made = assign_reads(
            open_study,
            readers=names.split(",") if names else None,
            subjects=subjects.split(",") if subjects else None,
            reread_fraction=rereads,
            washout_days=washout,
            seed=seed,
            author=author(),
        )
    say(f"{len(made)} reads assigned, {sum(read.reread_of is not None for read in made)} of them re-reads")
    facts = {"assigned": len(made), "rereads": sum(read.reread_of is not None for read in made)}
    return finish(as_json, facts)


@rimread.command()
@click.argument("study", required=False, type=click.Path(path_type=Path))
@click.option("--reads", "reads_file", type=IN_FILE, help="Reads as JSON, instead of a study.")
@click.option("--clinical", "clinical_file", type=IN_FILE, help="Clinical table, with --reads.")
@click.option("--charter", type=IN_FILE, help="Charter as TOML (charter.toml of a study's events), with --reads.")
@OUT_DIR
@JSON
def events(
    study: Path | None,
    reads_file: Path | None,
    clinical_file: Path | None,
    charter: Path | None,
    out: Path,
    as_json: bool,
) -> int:
    """Write labelled events with dates (events.csv and its data dictionary) from signed reads."""
    from app.usecases.export_events import export_events, export_events_from_files

    if study is not None:
        if reads_file or clinical_file or charter:
            raise WrongWords("give a STUDY, or --reads with --clinical, not both")
        with opened(study) as open_study:
            outcome = export_events(open_study, out)
    elif reads_file and clinical_file:
        outcome = export_events_from_files(reads_file, clinical_file, charter, out)
    else:
        raise WrongWords("give a STUDY, or --reads with --clinical")
    say(f"{outcome.rows} rows, {outcome.events} events: {out / 'events.csv'}")
    return finish(as_json, {"rows": outcome.rows, "events": outcome.events}, outcome.warnings)


@rimread.command()
@STUDY
@OUT_DIR
@click.option("--as", "formats", default="events", show_default=True, help="Formats, separated by commas: events.")
@click.pass_context
def export(ctx: click.Context, study: Path, out: Path, formats: str) -> int:
    """Write the study's results for other programs."""
    unknown = sorted(set(formats.split(",")) - {"events"})
    if unknown:
        raise WrongWords("--as knows the format events")
    code: int = ctx.invoke(
        events, study=study, reads_file=None, clinical_file=None, charter=None, out=out, as_json=False
    )
    return code


@rimread.command()
@STUDY
@OUT_DIR
@JSON
def evolution(study: Path, out: Path, as_json: bool) -> int:
    """Write what enhances at each cavity's wall, visit by visit (evolution.csv and its data dictionary).

    Rim thickness and the enhancing volume within the margin are measured on the scans by the program; they are no
    reading, and set no label.
    """
    from dataclasses import asdict

    from app.usecases.measure_evolution import export_evolution

    with opened(study) as open_study, Bar() as bar:
        outcome = export_evolution(open_study, out, progress=bar)
    measured = sum(row.enhancing_ml is not None for row in outcome.rows)
    say(f"{len(outcome.rows)} rows, {measured} of them measured: {out / 'evolution.csv'}")
    rows = [{**asdict(row), "on": row.on.isoformat()} for row in outcome.rows]
    return finish(as_json, {"evolution": rows}, outcome.warnings)


@rimread.command()
@STUDY
@OUT_DIR
@click.option("--atlas", is_flag=True, help="Also draw disagreements.html: the place of each disagreement, by reader.")
@JSON
def agreement(study: Path, out: Path, atlas: bool, as_json: bool) -> int:
    """Write agreement between readers and within a reader: labels, event dates, every disagreement."""
    from app.usecases.measure_agreement import measure_agreement

    with opened(study) as open_study, Bar() as bar:
        outcome = measure_agreement(open_study, out, atlas=atlas, progress=bar)
    say(f"{outcome.rows} rows: {out / 'agreement.csv'}; disagreements: {outcome.disagreements}")
    figures = {"rows": outcome.rows, "disagreements": outcome.disagreements}
    return finish(as_json, figures, outcome.warnings)


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
@click.option("--strata", default="", metavar="COLUMN", help="Stratify the tests by this column.")
@click.option("--unit", type=click.Choice(["patient", "cavity"]), help="Patients, if the file has rows of them.")
@click.option(
    "--start",
    type=click.Choice(["surgery", "delayed", "treatment"]),
    default="surgery",
    show_default=True,
    help="Days from surgery; the same with entry at radiotherapy; days from radiotherapy.",
)
@click.option("--table3", is_flag=True, help="All outcomes at one and two years by arm, instead of one endpoint.")
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
    if table3 and (by or subgroup or strata or unit or start != "surgery" or fragility):
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
        question = Question(paramcd, by=by, strata=strata, subgroup=dict(subgroup), unit=unit, start=start)
        lines = read_events_file(events_file)
        report = analyse_survival(lines, question)
        if fragility:
            sources = None
            if reads_file is not None and clinical_file is not None:
                sources = SourceFiles(reads_file, clinical_file, charter)
            report = with_fragility(report, lines, question, sources)
    if out is not None:
        files = dict(report.files)
        if report.analyses:
            from app.viewmodels.survival_figure import survival_figure
            from app.views.survival_figure import figure_files

            several = len(report.analyses) > 1
            files |= figure_files(
                {
                    f"{paramcd}_figure" + (f"_{number}" if several else ""): survival_figure(analysis)
                    for number, analysis in enumerate(report.analyses, start=1)
                }
            )
        write_files(out, files)
    say(report.text)
    return finish(as_json, dict(report.facts), report.warnings)


@rimread.command()
@OUT_DIR
def schema(out: Path) -> int:
    """Write the JSON Schema of every record."""
    from review_schema.json_schema import write_schemas

    written = write_schemas(out)
    say(f"{len(written)} schemas: {out}")
    return DONE


@rimread.command()
@STUDY
@JSON
def verify(study: Path, as_json: bool) -> int:
    """Check the ledger's hash chain and every stored file; name the first fault."""
    from app.usecases.verify_study import verify_study

    with opened(study) as open_study:
        report = verify_study(open_study)
    say(f"sound: {report.entries} entries, {report.files} files")
    return finish(as_json, {"entries": report.entries, "files": report.files})


@rimread.command()
@JSON
def doctor(as_json: bool) -> int:
    """Check that this machine has what RimRead needs."""
    from app.doctor import examine

    checks = examine()
    for check in checks:
        say(f"{'ok  ' if check.sound else 'LOOK'}  {check.what}: {check.found}")
    facts = {"checks": [{"what": c.what, "found": c.found, "sound": c.sound} for c in checks]}
    return finish(as_json, facts, [c.remedy for c in checks if not c.sound])


def usage_line(error: click.UsageError) -> str:
    """One line for a usage error, without anything that was typed (it may name a patient)."""
    if isinstance(error, WrongWords):
        text = error.message
    elif isinstance(error, click.BadParameter) and error.param is not None:
        option = error.param.param_type_name == "option"
        what = error.param.opts[0] if option else error.param.human_readable_name
        missing = isinstance(error, click.MissingParameter)
        text = f"{what} is missing" if missing else f"{what} cannot be used: {_rule(error.param.type)}"
    elif isinstance(error, click.NoSuchOption):
        text = "there is no such option"
    elif isinstance(error, click.BadOptionUsage):
        text = "an option lacks its value, or has one too many"
    else:
        text = "there is no such command, or there are too many words"
    return " ".join(f"RR-APP-001 {text}. See rimread --help.".split())[:300]


def _rule(kind: click.ParamType[Any]) -> str:
    """What a parameter of this kind must be."""
    if isinstance(kind, InFile):
        return "there is no such file"
    if isinstance(kind, click.Path):
        return "no such file or folder"
    if isinstance(kind, click.Choice):
        return "it is one of " + ", ".join(kind.choices)
    if isinstance(kind, IsoDate):
        return "it is not a date (YYYY-MM-DD)"
    if isinstance(kind, click.IntRange | click.FloatRange):
        low, high = ("" if end is None else f"{end:g}" for end in (kind.min, kind.max))
        return f"it is a number {f'from {low} to {high}' if high else f'from {low} on'}"
    return "it is a whole number" if kind is click.INT else "see the help"


def report_unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say where an unforeseen error arose, without its text (it may carry patient data)."""
    from app.messages import unforeseen_line

    sys.stderr.write(unforeseen_line(error) + "\n")


def run(arguments: Sequence[str], command: Callable[..., Any] = rimread.main) -> int:
    """Run one command line; return its exit code. Refusals become one line on stderr."""
    sys.excepthook = report_unforeseen
    try:
        result = command(list(arguments), prog_name="rimread", standalone_mode=False)
        return int(result) if isinstance(result, int) else DONE
    except click.exceptions.Exit as request:
        return request.exit_code
    except click.UsageError as error:
        click.echo(usage_line(error), err=True)
        return REFUSED
    except (click.Abort, KeyboardInterrupt):
        click.echo("RR-APP-002 Interrupted. What was finished is kept; run the command again to go on.", err=True)
        return INTERRUPTED
    except OSError as error:
        click.echo(f"RR-APP-003 The file system refused: {os.strerror(error.errno or 5)}. Check the path.", err=True)
        return REFUSED
    except _known_errors() as error:
        from app.messages import one_line

        click.echo(one_line(error), err=True)
        return REFUSED


def _known_errors() -> tuple[type[Exception], ...]:
    # Evaluated only when something was raised: the tables of words are not loaded before.
    from app.messages import KNOWN

    return KNOWN
