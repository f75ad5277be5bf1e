"""Event rows as EZR's menus take them: one line per unit, one column per endpoint and unit of time.

EZR (Kanda 2013) reads a CSV file with ``NA`` for missing values and offers in its menus what the columns are called:
names here are ASCII, begin with a letter and are at most 32 characters long. A column in which nothing is known would
be read as a truth value and is left out. Days are turned into months and years as EZR does it (30.4375, 365.25).
"""

from collections.abc import Mapping, Sequence
from typing import Final

from review_schema.endpoints import COMPETING, EVENT, EventRow
from review_schema.export.dictionary import dictionary_table
from review_schema.export.events import csv_bytes
from review_schema.export.survival import figure
from review_schema.time_units import DAYS_PER_MONTH, DAYS_PER_YEAR

UNITS_OF_TIME: Final = {"days": 1.0, "months": DAYS_PER_MONTH, "years": DAYS_PER_YEAR}

LONGEST_NAME: Final = 32

DICTIONARY: Final = ("variable", "meaning")

KEYS: Final[Mapping[str, str]] = {
    "id": "Pseudonym of the patient",
    "cavity": "Cavity; only in the file of cavities",
    "reader": "Whose labels these are: choose one reader before any analysis; NA without a read",
    "read_id": "The signed read",
    "arm": "IORT or HSRT",
    "prior_irradiation": "yes or no: brain irradiated before the index surgery",
    "metastases": "single or multiple",
    "entry_days": "Days from surgery to the start of IORT (0) or HSRT",
}
"""Columns that belong to the unit."""


def ezr_files(rows: Sequence[EventRow]) -> dict[str, bytes]:
    """ezr_patients.csv and ezr_cavities.csv, and a dictionary (CSV, Markdown), which tells the columns of both."""
    patients = [row for row in rows if not row.cavity]
    cavities = [row for row in rows if row.cavity]
    tables = {"ezr_patients.csv": _table(patients), "ezr_cavities.csv": _table(cavities)}
    names = list(dict.fromkeys(name for header, _ in tables.values() for name in header))
    meanings = [(name, _meaning(name)) for name in names]
    return {
        **{name: csv_bytes(header, lines) for name, (header, lines) in tables.items()},
        "ezr_dictionary.csv": csv_bytes(DICTIONARY, meanings),
        "ezr_dictionary.md": dictionary_table(DICTIONARY, meanings).encode("utf-8"),
    }


def _table(rows: Sequence[EventRow]) -> tuple[list[str], list[list[object]]]:
    """Header and lines, in the rows' order."""
    units: dict[tuple[str, str, str], dict[str, object]] = {}
    for row in rows:
        unit = units.setdefault((row.subject, row.read_id, row.cavity), _keys(row))
        unit |= _columns(row)
    names = dict.fromkeys(name for unit in units.values() for name in unit)
    known = [name for name in names if any(unit.get(name) is not None for unit in units.values())]
    return known or ["id"], [[unit.get(name) for name in known] for unit in units.values()]


def _keys(row: EventRow) -> dict[str, object]:
    return {
        "id": row.subject,
        "cavity": row.cavity or None,
        "reader": row.reader or None,
        "read_id": row.read_id or None,
        "arm": row.arm or None,
        "prior_irradiation": row.prior_irradiation or None,
        "metastases": row.metastases or None,
        "entry_days": row.entry_days,
    }


def _columns(row: EventRow) -> dict[str, object]:
    """One endpoint: event and times for Kaplan-Meier; status and times for cumulative incidence."""
    name, ended = row.paramcd, row.competing_days if row.status == COMPETING else row.time_days
    made: dict[str, object] = {f"{name}_event": int(row.status == EVENT) if row.time_days is not None else None}
    made |= {f"{name}_{unit}": _in(row.time_days, length) for unit, length in UNITS_OF_TIME.items()}
    made |= {f"{name}_status": row.status if ended is not None else None}
    return made | {f"{name}_cif_{unit}": _in(ended, length) for unit, length in UNITS_OF_TIME.items()}


def _in(days: int | None, length: float) -> float | int | None:
    return None if days is None else figure(days / length)


def _meaning(name: str) -> str:
    if name in KEYS:
        return KEYS[name]
    endpoint, _, what = name.partition("_")
    unit = what.removeprefix("cif_")
    if what == "event":
        return f"{endpoint}, Kaplan-Meier: 1 event, 0 censored"
    if what == "status":
        return f"{endpoint}, cumulative incidence: 1 event, 2 died without it, 0 censored"
    reading = (
        "cumulative incidence: to the event, to death without it or to censoring"
        if unit != what
        else ("Kaplan-Meier: to the event or to the last look without it")
    )
    return f"{endpoint}, {unit} from surgery, {reading}"
