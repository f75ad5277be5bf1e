"""What the commands share: the group they belong to, kinds of arguments, progress, the closing lines."""

import getpass
import json
import math
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click

from app.exit_codes import DONE, WARNED
from app.version import VERSION

if TYPE_CHECKING:
    from app.usecases.study import Study

STUDY = click.argument("study", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object as the last line.")
OUT_DIR = click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder to write."
)
OUT_FILE = click.Path(path_type=Path, dir_okay=False)
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

    def _describe_range(self) -> str:
        """No bounds, nothing to describe (click writes "x<=None")."""
        return "" if self.min is None and self.max is None else super()._describe_range()


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
