"""Registration of some three hundred pairs with known motion, and of scans that are no pair.

``python -m tests.benchmarks registration_corpus`` prints, per group: pairs, true error (median, 95th percentile,
worst) at the focus and over the head, stated error, how often it held, how many were trusted, seconds of processor
time; then how many impostors of each kind were trusted. Every row goes to ``build/registration_corpus.json``, from
which ``docs/make_calibration.py`` draws the picture of the design note.

``python -m tests.benchmarks.registration_corpus SEED SHARE`` prints the same for other pairs, which nothing was chosen
by: drawn by another seed, a share of each group, from other drawn heads.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from imaging.geometry import Affine, Points, apply_affine
from imaging.head import head_points
from imaging.registration import register
from tests.imaging.registration_pairs import (
    HEADS,
    PEOPLE,
    Pair,
    authors_pairs,
    impostors,
    phantom_pairs,
    real_pairs,
)

SEED = 20260
ROWS = Path(__file__).parents[2] / "build" / "registration_corpus.json"
FAILED_MM = 1.0
"""A pair whose head lies further off than this was not found."""

OTHER_PEOPLE = (31, 32, 33, 34)
"""Drawn heads that are not in the calibration."""

Source = tuple[str, Callable[[], Iterator[Pair]]]


def sources(seed: int, share: float, people: tuple[int, ...]) -> list[Source]:
    """Pairs whose truth is exact, whose truth is its authors' (a few tenths of a millimetre), and that have none."""
    return [
        ("impostors", partial(impostors, seed, share)),  # the longest first
        *(("true", partial(real_pairs, seed, share, heads=(name,))) for name in HEADS),
        *(("true", partial(phantom_pairs, seed, share, people=(person,))) for person in people),
        ("authors", partial(authors_pairs, seed)),
    ]


@dataclass(frozen=True)
class Row:
    """What came of one pair, mm and seconds of processor time; errors are nan where there is no truth."""

    group: str
    focus_mm: float
    head_mm: float
    stated_mm: float
    trusted: bool
    reason: str
    seconds: float


def apart_mm(first: Affine, second: Affine, points: Points) -> float:
    """Root mean square distance between where two transforms send points."""
    gap = apply_affine(first, points) - apply_affine(second, points)
    return float(np.sqrt((gap**2).sum(axis=1).mean()))


def measured(pair: Pair) -> Row:
    """Register a pair and compare."""
    started = time.process_time()
    result = register(pair.reference, pair.moving, focus=pair.focus)
    seconds = time.process_time() - started
    focus_mm = head_mm = float("nan")
    if pair.truth is not None:
        moving_from_reference = np.linalg.inv(pair.truth)
        found = result.transform.inverse().matrix
        focus_mm = apart_mm(found, moving_from_reference, pair.focus)
        head_mm = apart_mm(found, moving_from_reference, head_points(pair.reference))
    return Row(pair.group, focus_mm, head_mm, result.error_mm, result.trusted, result.reason, seconds)


def rows_of(pairs: Callable[[], Iterator[Pair]]) -> list[Row]:
    """Register pairs one after the other."""
    return [measured(pair) for pair in pairs()]


def table(rows: list[Row]) -> str:
    """The figures of true pairs by group."""
    lines = [
        f"{'group':26} {'n':>4} | {'focus: med':>10} {'p95':>7} {'worst':>7} | {'head: med':>9} {'p95':>7} {'worst':>7}"
        f" | {'stated':>6} {'held':>5} {'trusted':>7} {'failed':>6} {'s':>5}"
    ]
    groups = list(dict.fromkeys(row.group for row in rows))
    for group in [*groups, "all"]:
        own = [row for row in rows if group in (row.group, "all")]
        sure = [row for row in own if row.trusted]
        focus, head = (np.array([getattr(row, name) for row in own]) for name in ("focus_mm", "head_mm"))
        held = np.mean([row.focus_mm <= row.stated_mm for row in sure]) if sure else np.nan
        stated = np.median([row.stated_mm for row in sure]) if sure else np.nan
        lines.append(
            f"{group:26} {len(own):4} | {np.median(focus):10.3f} {np.percentile(focus, 95):7.3f} {focus.max():7.3f}"
            f" | {np.median(head):9.3f} {np.percentile(head, 95):7.3f} {head.max():7.3f} | {stated:6.3f} {held:5.0%}"
            f" {len(sure) / len(own):7.0%} {sum(row.head_mm > FAILED_MM for row in own):6}"
            f" {np.median([row.seconds for row in own]):5.2f}"
        )
    return "\n".join(lines)


def gate(rows: list[Row]) -> str:
    """Impostors by kind, and how many of them were trusted."""
    lines = [f"{'impostors':26} {'n':>4} {'trusted':>8} {'s':>6}"]
    for group in dict.fromkeys(row.group for row in rows):
        own = [row for row in rows if row.group == group]
        seconds = np.median([row.seconds for row in own])
        lines.append(f"{group:26} {len(own):4} {sum(row.trusted for row in own):8} {seconds:6.2f}")
    return "\n".join(lines)


def write(rows: dict[str, list[Row]]) -> None:
    """Write all rows, each with its kind; an error that nobody knows is null."""
    told = [
        {name: None if value != value else value for name, value in asdict(row).items()} | {"kind": kind}
        for kind, own in rows.items()
        for row in own
    ]
    ROWS.parent.mkdir(exist_ok=True)
    ROWS.write_text(json.dumps(told, indent=0) + "\n", encoding="utf-8")


def collected(of: list[Source]) -> dict[str, list[Row]]:
    """Register everything, two sources at a time, and print the tables."""
    rows: dict[str, list[Row]] = {kind: [] for kind, _ in of}
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        for (kind, _), found in zip(of, processes.map(rows_of, [pairs for _, pairs in of]), strict=True):
            rows[kind] += found
    print(table(rows["true"]), table(rows["authors"]), gate(rows["impostors"]), sep="\n\n")
    return rows


def measure() -> dict[str, float]:
    """Figures of the whole corpus."""
    rows = collected(sources(SEED, 1.0, PEOPLE))
    write(rows)
    true, false = rows["true"], rows["impostors"]
    sure = [row for row in true if row.trusted]
    return {
        "corpus_pairs": len(true),
        "corpus_failures": sum(row.head_mm > FAILED_MM for row in true),
        "corpus_stated_held_pct": 100.0 * float(np.mean([row.focus_mm <= row.stated_mm for row in sure])),
        "corpus_false_alarms_pct": 100.0 * (1.0 - len(sure) / len(true)),
        "corpus_impostors_trusted": sum(row.trusted for row in false),
        "corpus_processor_s": float(np.median([row.seconds for row in true])),
    }


if __name__ == "__main__":
    collected(sources(int(sys.argv[1]), float(sys.argv[2]), OTHER_PEOPLE))
