"""The real-anatomy case with known truth, walked through the command line as a user would."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.cli import run
from tests.real_data import CASE_A

CLINICAL = """subject,kind,date,cavity,value,detail
CASE-A,arm,,,IORT,
CASE-A,surgery,2019-03-11,C1,,
CASE-A,treatment,2019-03-11,C1,IORT,
CASE-A,last_contact,2020-06-01,,,
"""


def truth() -> dict[str, Any]:
    """What is known about the case."""
    facts: dict[str, Any] = json.loads((CASE_A / "truth.json").read_text(encoding="utf-8"))
    return facts


def printed(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, Any]:
    """Run a command and return the JSON object of its last line."""
    capsys.readouterr()
    done = run([*words, "--json"])
    out = capsys.readouterr()
    assert done == code, out.err
    facts: dict[str, Any] = json.loads(out.out.strip().split("\n")[-1])
    return facts


def head_points() -> np.ndarray:
    """Points over the head of the case, shape (n, 3), LPS mm, in the frame of the first scan."""
    centre = np.array([0.0, 0.0, 45.0])
    radii = np.array([70.0, 90.0, 65.0])
    axis = np.linspace(-1, 1, 9)
    ball = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1).reshape(-1, 3)
    return centre + ball[np.linalg.norm(ball, axis=1) <= 1] * radii


def mean_error_mm(found: list[list[float]], known: list[list[float]]) -> float:
    """Mean distance over the head between where two ``reference_from_moving`` put the same moving points, mm."""
    reference = head_points()
    matrix = np.array(known)
    moving = (reference - matrix[:3, 3]) @ np.linalg.inv(matrix[:3, :3]).T
    again = moving @ np.array(found)[:3, :3].T + np.array(found)[:3, 3]
    return float(np.linalg.norm(again - reference, axis=1).mean())


def write_clinical(folder: Path) -> Path:
    """The clinical table of the case."""
    path = folder / "clinical.csv"
    path.write_text(CLINICAL, encoding="utf-8")
    return path
