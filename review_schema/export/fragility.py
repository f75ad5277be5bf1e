"""The fragility table as CSV and as a page to read. Identical input gives identical bytes."""

from collections.abc import Sequence
from itertools import groupby

from review_schema.export.events import csv_bytes
from review_schema.export.survival import figure, p_text
from review_schema.fragility import ALPHA, Variation

HEADER = ("reader", "kind", "change", "units_changed", "events", "log_rank_p", "conclusion_turned")


def fragility_csv(rows: Sequence[Variation]) -> bytes:
    """One line per variation."""
    return csv_bytes(
        HEADER,
        (
            [r.reader or None, r.kind, r.change, r.units, r.events, figure(r.p), "yes" if r.turned else "no"]
            for r in rows
        ),
    )


def fragility_markdown(rows: Sequence[Variation]) -> str:
    """A table per reader: what was changed, and whether the conclusion stands."""
    lines = [
        "# Fragility",
        "",
        f"Log-rank test, conclusion at p < {ALPHA:g}. Each line changes one thing alone; of single labels only those "
        "stand here that turn the conclusion.",
    ]
    for reader, group in groupby(rows, key=lambda row: row.reader):
        lines += ["", f"## Reader {reader.replace('|', '/')}"] if reader else []
        lines += ["", "| | change | units changed | events | p | conclusion |", "|---|---|---|---|---|---|"]
        for row in group:
            told = "–" if row.kind == "as analysed" else "**turned**" if row.turned else "stands"
            change = row.change.replace("|", "/")
            lines.append(f"| {row.kind} | {change} | {row.units} | {row.events} | {p_text(row.p)} | {told} |")
    return "\n".join(lines) + "\n"
