"""Registration of pairs with known motion; beside other tools where ``make bench-peers`` has installed them."""

import json
import statistics
import subprocess

from imaging.head import head_points
from imaging.registration import register
from tests.benchmarks.pairs import KNOWN, Pair
from tests.benchmarks.peers import RESULT, ROOT, distance_mm

PEERS = ROOT / "build" / "peers" / "bin" / "python"


def error_mm(pair: Pair) -> float:
    """Mean distance over the head between where a pair lies and where it is found."""
    assert pair.true is not None
    found = register(pair.reference, pair.moving).transform.inverse().matrix
    return distance_mm(found, pair.true, head_points(pair.reference))


def measure() -> dict[str, float]:
    """Median and worst error, mm; beside other tools also the distance to their consensus and ratios of time."""
    if PEERS.exists():
        RESULT.unlink(missing_ok=True)
        subprocess.run([PEERS, "-m", "tests.benchmarks.peers"], cwd=ROOT, check=False)  # it fails over a budget too
        told = json.loads(RESULT.read_text(encoding="utf-8"))
        return {name: value for name, value in told.items() if isinstance(value, float)}
    errors = [error_mm(make()) for make in KNOWN.values()]
    return {"pair_error_median_mm": statistics.median(errors), "pair_error_worst_mm": max(errors)}
