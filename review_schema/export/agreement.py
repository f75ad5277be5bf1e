"""Agreement as CSV and as a page to read. Identical input gives identical bytes."""

from collections.abc import Sequence
from itertools import groupby

from review_schema.agreement import AgreementRow
from review_schema.export.events import csv_bytes

NOT_ESTIMABLE = "not estimable"

HEADER = (
    "comparison",
    "reader_1",
    "reader_2",
    "compartment",
    "label",
    "n",
    "both",
    "only_1",
    "only_2",
    "neither",
    "raw",
    "positive",
    "negative",
    "kappa",
    "kappa_se",
    "kappa_low",
    "kappa_high",
)


def agreement_csv(rows: Sequence[AgreementRow]) -> bytes:
    """One line per pair of readers (or reader and re-read) and label."""
    return csv_bytes(HEADER, (_values(row) for row in rows))


def _values(row: AgreementRow) -> list[object]:
    table, kappa = row.table, row.table.kappa
    figures = (table.raw, table.positive, table.negative, kappa.value, kappa.standard_error, kappa.low, kappa.high)
    return [
        row.comparison,
        row.reader_1,
        row.reader_2,
        row.compartment,
        row.label,
        table.n,
        table.a,
        table.b,
        table.c,
        table.d,
        *(_figure(figure) for figure in figures),
    ]


def _figure(value: float | None, digits: int = 6) -> float | str:
    # + 0.0 turns a rounded -0.0 into 0.0.
    return NOT_ESTIMABLE if value is None else round(value, digits) + 0.0


def agreement_markdown(rows: Sequence[AgreementRow]) -> str:
    """A short page: what was compared, and one table per pair of readers."""
    lines = [
        "# Agreement",
        "",
        "Unit: time point × label, signed reads only. Positive agreement 2a/(2a+b+c), negative 2d/(2d+b+c), Cohen's",
        "kappa. Its 95 % limits are normal ones over time points, as if those of one patient were independent: too",
        "narrow where patients differ. Rare labels make kappa small: read it beside positive and negative agreement.",
    ]
    for (comparison, one, other), group in groupby(rows, key=lambda row: (row.comparison, row.reader_1, row.reader_2)):
        title = f"{_plain(one)} and {_plain(other)}" if comparison == "between" else f"{_plain(one)}, read again"
        lines += [
            "",
            f"## {title}",
            "",
            "| label | n | both | only 1st | only 2nd | neither | raw | positive | negative | kappa (95 %) |",
        ]
        lines.append("|---|---|---|---|---|---|---|---|---|---|")
        lines += [_markdown_row(row) for row in group]
    if not rows:
        lines += ["", "No time point was read twice."]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")


def _markdown_row(row: AgreementRow) -> str:
    table, kappa = row.table, row.table.kappa
    figures = " | ".join(_rounded(figure) for figure in (table.raw, table.positive, table.negative))
    told = f"{_rounded(kappa.value)} ({_rounded(kappa.low)} to {_rounded(kappa.high)})"
    if kappa.value is not None and kappa.low is None:
        told = f"{_rounded(kappa.value)} (limits {NOT_ESTIMABLE})"
    if kappa.value is None:
        told = f"{NOT_ESTIMABLE}, {table.a + table.d}/{table.n} agree"
    counts = f"{table.n} | {table.a} | {table.b} | {table.c} | {table.d}"
    return f"| {row.compartment} {row.label} | {counts} | {figures} | {told} |"


def _rounded(value: float | None) -> str:
    return NOT_ESTIMABLE if value is None else f"{round(value, 3) + 0.0:.3f}"
