"""An R script that computes and draws from events.csv, by R's own means, what `rimread survival` gives.

The script itself is ``survival.R`` beside this module; what RimRead defines (landmarks, the constants of months, the
outcomes of Table 3) is written into it, so that both cannot drift apart.
"""

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Final

from review_schema.survival_analysis import LANDMARK_MONTHS, QUANTILES
from review_schema.table3 import MONTHS, OUTCOMES
from review_schema.time_units import DAYS_PER_MONTH

PLACE: Final = "#<definitions>"


def r_script() -> bytes:
    """survival.R; the same bytes always."""
    script = (files("review_schema.export") / "survival.R").read_text(encoding="utf-8")
    return script.replace(PLACE, _definitions()).encode("utf-8")


def _definitions() -> str:
    subgroups = [next(iter((outcome.subgroup or {"": ""}).items())) for outcome in OUTCOMES]
    columns = {
        "name": [_text(outcome.name) for outcome in OUTCOMES],
        "paramcd": [_text(outcome.paramcd) for outcome in OUTCOMES],
        "as_incidence": [_truth(outcome.as_incidence) for outcome in OUTCOMES],
        "column": [_text(column) for column, _ in subgroups],
        "value": [_text(value) for _, value in subgroups],
        "final_state": [_truth(outcome.final_state) for outcome in OUTCOMES],
    }
    return "\n".join(
        [
            f"days_per_month <- {DAYS_PER_MONTH}",
            f"landmark_months <- {_vector(map(str, LANDMARK_MONTHS))}",
            f"probabilities <- {_vector(map(str, QUANTILES))}",
            f"table3_months <- {_vector(map(str, MONTHS))}",
            "# The outcomes of Table 3; as_incidence: printed as 1 - Kaplan-Meier.",
            "outcomes <- data.frame(",
            ",\n".join(f"  {name} = {_vector(values)}" for name, values in columns.items()),
            ")",
        ]
    )


def _vector(values: Iterable[str]) -> str:
    return f"c({', '.join(values)})"


def _text(text: str) -> str:
    return json.dumps(text)


def _truth(truth: bool) -> str:
    return "TRUE" if truth else "FALSE"
