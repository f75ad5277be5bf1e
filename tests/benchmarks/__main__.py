"""``make bench``: measure every budget, print the table, write ``build/bench.json`` (name → number).

Each module ``bench_*.py`` beside this file, and each of `ON_REQUEST`, has ``measure() -> dict[str, float]``. The exit
code is 1 if a budget that was measured is exceeded.
"""

import importlib
import json
import sys
from pathlib import Path

BUDGETS = {
    "version_s": 0.3,
    "window_up_s": 1.5,
    "headers_1000_s": 0.5,
    "case_open_first_s": 1.0,
    "case_open_all_s": 2.5,
    "slice_step_4x512_p95_ms": 16.0,
    "slice_step_3x2_p95_ms": 25.0,
    "film_strip_10x3_p95_ms": 33.0,
    "memory_ten_volumes_mb": 1500.0,
    "serial_case_error_worst_mm": 0.3,
    "serial_case_register_s": 60.0,
    "pair_error_median_mm": 0.03,
    "pair_error_worst_mm": 0.07,
    "pair_real_median_mm": 0.07,
    "pair_s_over_elastix": 0.7,
    "pair_s_over_ants": 0.1,
    "corpus_failures": 0.0,
    "corpus_false_alarms_pct": 1.0,
    "corpus_impostors_trusted": 0.0,
    "margin_256_s": 0.2,
    "shell_error_1mm_pct": 1.0,
    "shell_error_3mm_pct": 3.0,
    "ledger_append_p95_ms": 10.0,
    "ledger_fold_25000_s": 1.0,
    "events_1000_s": 6.0,
    "events_10000_s": 60.0,
    "events_10000_mb": 2000.0,
    "events_growth_1000_to_10000": 12.0,
    "agreement_labels_s": 10.0,
    "demo_s": 180.0,
}
"""Greatest allowed value of each figure (design budgets of this version)."""

ON_REQUEST = ("registration_corpus",)
"""Modules that take a quarter of an hour: measured only where their whole name is given."""

HERE = Path(__file__).parent
RESULT = HERE.parents[1] / "build" / "bench.json"


def main(wanted: list[str]) -> int:
    """Run the benchmarks whose module name contains one of `wanted` (all without any); return the exit code."""
    names = sorted(path.stem for path in HERE.glob("bench_*.py")) + [name for name in ON_REQUEST if name in wanted]
    figures: dict[str, float] = {}
    for name in names:
        if not wanted or any(word in name for word in wanted):
            figures |= importlib.import_module(f"tests.benchmarks.{name}").measure()
    print(f"{'figure':32} {'measured':>10} {'budget':>8}")
    exceeded = False
    for figure, value in figures.items():
        budget = BUDGETS.get(figure)
        over = budget is not None and value > budget
        exceeded |= over
        print(f"{figure:32} {value:10.3f} {'' if budget is None else f'{budget:8g}'} {'OVER' if over else ''}")
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return int(exceeded)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
