"""The study itself: made, opened, its people, its clinical table, its records. Heavy imports wait for a command."""

import sys
from pathlib import Path

import click

from app.command_line import (
    IN_FILE,
    JSON,
    OUT_DIR,
    OUT_FILE,
    STUDY,
    Bar,
    Number,
    WrongWords,
    author,
    finish,
    opened,
    rimread,
    say,
)
from app.exit_codes import DONE


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


@rimread.command()
@click.argument("study", required=False, type=click.Path(path_type=Path))
@click.argument("table", required=False, type=IN_FILE)
@click.option("--sound-subjects", is_flag=True, help="Leave out subjects with a bad cell, whole; take the others.")
@click.option("--faults", type=OUT_FILE, help="CSV file to write every bad cell to: row, column, value, rule.")
@click.option("--template", is_flag=True, help="Instead of an import: a table to start from, every field explained.")
@click.option("--out", type=OUT_FILE, help="With --template: FILE.csv or FILE.xlsx; printed as CSV otherwise.")
@JSON
def clinical(
    study: Path | None,
    table: Path | None,
    sound_subjects: bool,
    faults: Path | None,
    template: bool,
    out: Path | None,
    as_json: bool,
) -> int:
    """Import the clinical table (CSV or XLSX): baseline, surgeries, treatments, clinical events; see
    docs/clinical_table.md.

    Nothing is taken unless every cell is sound. Each bad cell is named by row, column and rule, with its value where
    that is a short number; --faults writes every value to a file, which is as confidential as the table.
    """
    from app.commands.clinical_import import import_table, write_template

    if template:
        if study or table or sound_subjects or faults or as_json:
            raise WrongWords("--template goes with --out only")
        return write_template(out)
    if study is None or table is None or out is not None:
        raise WrongWords("give STUDY and TABLE, or --template with or without --out FILE")
    return import_table(study, table, sound_subjects=sound_subjects, faults=faults, as_json=as_json)


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
    from app.usecases.assign_reads import assign_reads, lacking

    cases = subjects.split(",") if subjects else None
    with opened(study) as open_study:
        made = assign_reads(
            open_study,
            readers=names.split(",") if names else None,
            subjects=cases,
            reread_fraction=rereads,
            washout_days=washout,
            seed=seed,
            author=author(),
        )
        warnings = lacking(open_study, cases)
    say(f"{len(made)} reads assigned, {sum(read.reread_of is not None for read in made)} of them re-reads")
    facts = {"assigned": len(made), "rereads": sum(read.reread_of is not None for read in made)}
    return finish(as_json, facts, warnings)


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
