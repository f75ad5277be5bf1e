"""The command line as a user types it, and the tables that it writes."""

import csv
import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from app.cli import run


def typed(*words: str | Path, code: int = 0) -> dict[str, Any]:
    """Run a command as typed, with ``--json``, and return the JSON object of its last line."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        done = run([*map(str, words), "--json"])
    assert done == code, err.getvalue()
    facts: dict[str, Any] = json.loads(out.getvalue().strip().split("\n")[-1])
    return facts


def rows_of(path: Path) -> list[dict[str, str]]:
    """The lines of a CSV file that was written."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
