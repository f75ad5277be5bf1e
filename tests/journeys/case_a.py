"""The real-anatomy case with known truth, walked through the command line as a user would."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from app.cli import run
from tests.as_typed import typed
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


@dataclass(frozen=True)
class Walk:
    """The study of the case, up to its clinical table, and what each command printed on the way."""

    study: Path
    imported: dict[str, Any]
    chosen: dict[str, Any]
    registered: dict[str, Any]
    registered_again: dict[str, Any]
    contoured: dict[str, Any]
    margin: dict[str, Any]
    shell: Path
    clinical: dict[str, Any]
    clinical_again: dict[str, Any]
    verified: dict[str, Any]


def walk(folder: Path) -> Walk:
    """From the folder of DICOM to a registered case with its margin and its clinical table."""
    study, shell, table = folder / "S", folder / "shell.nii.gz", write_clinical(folder)
    mask = CASE_A / "truth" / "baseline_cavity.nii.gz"
    assert run(["new", str(study)]) == 0
    return Walk(
        study=study,
        imported=typed("import", study, CASE_A / "dicom"),
        chosen=typed("scans", study),
        registered=typed("register", study),
        registered_again=typed("register", study),
        contoured=typed("cavity", study, "--subject", "CASE-A", "--from", mask),
        margin=typed("margin", mask, "--mm", "5", "--out", shell),
        shell=shell,
        clinical=typed("clinical", study, table),
        clinical_again=typed("clinical", study, table),
        verified=typed("verify", study),
    )
