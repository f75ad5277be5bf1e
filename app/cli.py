"""The command line: runs one command; refusals become one line.

Exit codes: 0 done; 3 done, with warnings; 2 refused (one line on stderr, nothing changed); 130 interrupted.
With ``--json`` the last line of stdout is one JSON object.
"""

import os
import sys
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any

import click

from app.command_line import InFile, IsoDate, WrongWords, rimread
from app.commands import outcomes, scans, study  # noqa: F401 - each names its commands to the group
from app.exit_codes import DONE, INTERRUPTED, REFUSED


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
