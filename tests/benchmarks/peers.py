"""``make bench-peers``: RimRead's registration beside other tools', all on the same pairs in one run.

Prints the table, writes ``build/bench_peers.json`` and, with ``--write-readme``, the table into the README. The exit
code is 1 if a budget is exceeded. Each tool lives in a process of its own (they bring four builds of ITK) and takes
its turn on every pair, so that whatever else the machine does meets all alike. What is timed is the registration, with
the images in memory and the tool already warm.
"""

import json
import os
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from imaging.geometry import Affine, Points, apply_affine
from imaging.head import coarse, head_points
from imaging.registration import halfway
from imaging.volume import Volume
from tests.benchmarks.__main__ import BUDGETS
from tests.benchmarks.pairs import KNOWN, REAL
from tests.benchmarks.rigid_tools import THREADS, TOOLS

OWN = "RimRead"
JUDGES = ("ANTs rigid", "elastix rigid")
"""Halfway between what these find is the consensus on a real pair."""

QUARREL_MM = 1.0
"""Judges that differ by more than this have no consensus: one of them is lost."""

ROOT = Path(__file__).resolve().parents[2]
RESULT, README = ROOT / "build" / "bench_peers.json", ROOT / "README.md"
BEGIN, END = "<!-- made by make bench-peers -->", "<!-- end of what make bench-peers made -->"


@dataclass(frozen=True)
class Turn:
    """What one tool did with one pair.

    Attributes:
        moving_from_reference: 4×4, LPS mm.
        seconds: wall time.
        processor_s: processor time of all threads: less at the mercy of a busy machine.
    """

    moving_from_reference: Affine
    seconds: float
    processor_s: float


@dataclass(frozen=True)
class Row:
    """One tool's figures: pair → mean distance over the head, mm, and seconds."""

    known_mm: dict[str, float]
    real_mm: dict[str, float]
    seconds: dict[str, float]
    processor_s: dict[str, float]


def settle() -> None:
    """Make a tool's process quiet (native code prints as it likes) and give it as many threads as the others."""
    for name in ("ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = str(THREADS)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def take_turn(tool: str, reference: Volume, moving: Volume) -> Turn:
    """Let `tool` register a pair, in this process."""
    began, used = time.perf_counter(), time.process_time()
    found = TOOLS[tool](reference, moving)
    return Turn(found, time.perf_counter() - began, time.process_time() - used)


def distance_mm(first: Affine, second: Affine, head: Points) -> float:
    """Mean distance between where two transforms send the points of a head."""
    return float(np.linalg.norm(apply_affine(first, head) - apply_affine(second, head), axis=1).mean())


def measure() -> tuple[dict[str, Row], dict[str, float]]:
    """Every tool's row, and by how much the judges differ on each real pair, mm."""
    rows = {tool: Row({}, {}, {}, {}) for tool in TOOLS}
    apart: dict[str, float] = {}
    with ExitStack() as stack:
        homes = {
            tool: stack.enter_context(ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=settle))
            for tool in TOOLS
        }
        for number, (name, make) in enumerate((KNOWN | REAL).items()):
            pair = make()
            head = head_points(pair.reference)
            if number == 0:
                for tool, home in homes.items():  # imports, and what a library does once
                    home.submit(take_turn, tool, coarse(pair.reference), coarse(pair.moving)).result()
            turns = {
                tool: home.submit(take_turn, tool, pair.reference, pair.moving).result() for tool, home in homes.items()
            }
            poses = {tool: turn.moving_from_reference for tool, turn in turns.items()}
            if pair.true is None:
                first, second = (poses[judge] for judge in JUDGES)
                apart[name] = distance_mm(first, second, head)
                truth = halfway(first, second, head.mean(axis=0))
            else:
                truth = pair.true
            for tool, row in rows.items():
                away = distance_mm(poses[tool], truth, head)
                if pair.true is not None:
                    row.known_mm[name] = away
                elif apart[name] <= QUARREL_MM:
                    row.real_mm[name] = away
                row.seconds[name], row.processor_s[name] = turns[tool].seconds, turns[tool].processor_s
            report(name, {tool: row.known_mm.get(name, row.real_mm.get(name)) for tool, row in rows.items()}, turns)
    return rows, apart


def report(name: str, away: dict[str, float | None], turns: dict[str, Turn]) -> None:
    """Print what was measured on one pair as it comes."""
    told = "; ".join(
        f"{tool} {'–' if away[tool] is None else f'{away[tool]:.3f} mm'} {turn.seconds:.1f} s"
        for tool, turn in turns.items()
    )
    print(f"{name}: {told}", file=sys.stderr, flush=True)


def figures_of(rows: dict[str, Row]) -> dict[str, float]:
    """RimRead's figures, by the names of the budgets, and the same ratios in processor time."""
    own = rows[OWN]
    ratios = {
        f"pair_{kind}_over_{peer}": statistics.median(getattr(own, field).values())
        / statistics.median(getattr(rows[f"{name} rigid"], field).values())
        for kind, field in (("s", "seconds"), ("processor_s", "processor_s"))
        for peer, name in (("elastix", "elastix"), ("ants", "ANTs"))
    }
    return {
        "pair_error_median_mm": statistics.median(own.known_mm.values()),
        "pair_error_worst_mm": max(own.known_mm.values()),
        "pair_real_median_mm": statistics.median(own.real_mm.values()),
        **ratios,
    }


def table_of(rows: dict[str, Row], apart: dict[str, float]) -> str:
    """The table, in Markdown, and what must be known to read it."""

    def both(values: dict[str, float]) -> str:
        return f"{statistics.median(values.values()):.3f} ({max(values.values()):.3f})"

    agreed = [mm for mm in apart.values() if mm <= QUARREL_MM]
    pairs = f"{len(rows[OWN].known_mm)} pairs with known motion, {len(agreed)} real ones"
    quarrel = f"{statistics.median(agreed):.3f} mm in the median ({max(agreed):.3f} at worst)"
    return "\n".join(
        [
            "| | known motion: mean error, mm, median (worst)"
            " | real pairs: distance to consensus, mm, median (worst) | seconds, median |",
            "|---|---|---|---|",
            *(
                f"| {'**' if tool == OWN else ''}{tool}{'**' if tool == OWN else ''} | {both(row.known_mm)}"
                f" | {both(row.real_mm)} | {statistics.median(row.seconds.values()):.1f} |"
                for tool, row in rows.items()
            ),
            "",
            f"{pairs}; mean distance over the head; {THREADS} threads each, all in one run. The consensus lies halfway"
            f" between ANTs and elastix, which differ by {quarrel}: half of that is their own distance to it"
            f"{left_out(apart)}.",
        ]
    )


def left_out(apart: dict[str, float]) -> str:
    """Words on the real pairs without a consensus."""
    lost = [f"{name} ({mm:.1f} mm apart)" for name, mm in apart.items() if mm > QUARREL_MM]
    return f"; without consensus, and left out: {', '.join(lost)}" if lost else ""


def main(options: list[str]) -> int:
    """Measure, print, write; return the exit code."""
    rows, apart = measure()
    figures = figures_of(rows)
    table = table_of(rows, apart)
    print(table, end="\n\n")
    for name, value in figures.items():
        budget = BUDGETS.get(name)
        over = budget is not None and value > budget
        print(f"{name:32} {value:10.3f} {'' if budget is None else f'{budget:8g}'} {'OVER' if over else ''}")
    RESULT.parent.mkdir(exist_ok=True)
    details = {"rows": {tool: vars(row) for tool, row in rows.items()}, "judges_apart_mm": apart}
    RESULT.write_text(json.dumps(figures | details, indent=1) + "\n", encoding="utf-8")
    if "--write-readme" in options:
        text = README.read_text(encoding="utf-8")
        before, after = text.split(BEGIN)[0], text.split(END)[1]
        README.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")
    return int(any(value > BUDGETS.get(name, np.inf) for name, value in figures.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
