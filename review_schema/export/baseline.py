"""Baseline tables as tidy CSV and as a page to read. Identical input gives identical bytes."""

from collections.abc import Iterator
from typing import Final

from review_schema.baseline import GROUPS, Baseline, Line, Sort, Summary
from review_schema.export.events import NA, csv_bytes
from review_schema.export.survival import p_text

DIGITS: Final = 10
"""Significant digits in the CSV file, the same on every machine."""

TITLES: Final[dict[Sort, str]] = {"patient": "Table 1. Patients", "cavity": "Table 2. Surgery, cavities and treatment"}

COLUMNS: Final = (
    ("table", "integer", "", "1: patients; 2: cavities"),
    ("sort", "text", "", "patient or cavity: what is counted"),
    ("characteristic", "text", "", "What is described"),
    ("unit", "text", "", "Unit of its numbers; NA for categories"),
    ("level", "text", "", "Category, or missing; NA for numbers"),
    ("group", "text", "", "HSRT, IORT, or total of both"),
    (
        "units",
        "integer",
        "",
        "Patients or cavities of the group that can have it: none where it is of the other arm alone",
    ),
    ("missing", "integer", "", "Those of which the clinical table does not say it"),
    ("count", "integer", "", "Those of this category"),
    ("percent", "number", "%", "count of those of which it is said; of all units where the level is missing"),
    ("median", "number", "see unit", "Median of the numbers"),
    ("min", "number", "see unit", "Least number"),
    ("max", "number", "see unit", "Greatest number"),
    ("mean", "number", "see unit", "Mean"),
    ("sd", "number", "see unit", "Standard deviation (n - 1)"),
    ("p", "number", "", "Of the test between the arms, two-sided, missing ones left out; NA: not estimable"),
    (
        "test",
        "text",
        "",
        "Fisher exact (all categories together), chi-squared where that has too many tables; Mann-Whitney U, exact "
        "where both groups have fewer than 50 values and none twice, else by the normal approximation with corrections "
        "for ties and continuity, as R's wilcox.test",
    ),
    ("note", "text", "", "How the value was obtained, where it is not as entered"),
)


def baseline_files(found: Baseline) -> dict[str, bytes]:
    """Name -> content: both tables as CSV and Markdown, and the dictionary of the CSV file."""
    dictionary = ["| variable | type | unit | meaning |", "|---|---|---|---|"]
    dictionary += [f"| `{name}` | {sort} | {unit or '–'} | {meaning} |" for name, sort, unit, meaning in COLUMNS]
    return {
        "baseline.csv": csv_bytes([column[0] for column in COLUMNS], _rows(found)),
        "baseline.md": baseline_markdown(found).encode(),
        "baseline_dictionary.csv": csv_bytes(["variable", "type", "unit", "meaning"], COLUMNS),
        "baseline_dictionary.md": ("\n".join(dictionary) + "\n").encode(),
    }


def _rows(found: Baseline) -> Iterator[list[object]]:
    for line in found.lines:
        what = line.characteristic
        head = [list(TITLES).index(line.sort) + 1, line.sort, what.name, what.unit or None]
        p = line.comparison.p
        tail = [_rounded(p), None if p is None else line.comparison.test, what.note or None]
        for summary in line.summaries:
            group = [summary.group, summary.units, summary.missing]
            if not what.categorical:
                figures = map(_rounded, summary.figures.values())
                yield [*head, None, *group, None, None, *figures, *tail]
            for level, count in summary.counts.items():
                yield [*head, level, *group, count, _rounded(summary.percent(level)), *[None] * 5, *tail]
            if what.categorical:
                share = _rounded(100 * summary.missing / summary.units if summary.units else None)
                yield [*head, "missing", *group, summary.missing, share, *[None] * 5, *tail]


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.{DIGITS}g}")


def baseline_markdown(found: Baseline) -> str:
    """Both tables as Markdown, laid out like the paper's: arms side by side."""
    parts = [part for sort in TITLES for part in _table(found, sort)]
    return "\n".join([*parts, *NOTES]) + "\n"


NOTES: Final = (
    "Counts with percentages of those of which it is known; numbers as median (range), mean. Missing: not in the "
    "clinical table. Cavities of one patient count as independent. p: two-sided, not adjusted for their number. "
    "Characteristics that nobody has are not printed; the CSV file holds them.",
    "",
    "The BED of IORT is taken as entered; it does not follow from the surface dose.",
)


def _table(found: Baseline, sort: Sort) -> Iterator[str]:
    units = found.units[sort]
    yield f"## {TITLES[sort]}"
    yield ""
    yield "| | " + " | ".join(f"{group} (n = {units[group]})" for group in GROUPS) + " | p | test |"
    yield "|---|" + "---|" * len(GROUPS) + "---|---|"
    for line in found.lines:
        if line.sort == sort and any(summary.known for summary in line.summaries):
            yield from _printed(line)
    yield ""
    for line in found.lines:
        if line.sort == sort and line.characteristic.note:
            yield f"{line.characteristic.name}: {line.characteristic.note}."
            yield ""


def _printed(line: Line) -> Iterator[str]:
    what = line.characteristic
    name = f"{what.name} ({what.unit})" if what.unit else what.name
    p = line.comparison.p
    test = "–" if p is None else line.comparison.test
    end = f" | {'–' if p is None else p_text(p)} | {test} |"
    if what.categorical:
        yield f"| **{name}** | " + " | ".join("" for _ in GROUPS) + end
        for level in line.summaries[-1].counts:
            if line.summaries[-1].counts[level]:  # of both arms
                yield f"| {level} | " + " | ".join(_share(summary, level) for summary in line.summaries) + " | | |"
    else:
        yield f"| **{name}** | " + " | ".join(map(_spread, line.summaries)) + end
    if any(summary.missing for summary in line.summaries):
        missing = (str(summary.missing) if summary.units else "–" for summary in line.summaries)
        yield "| missing | " + " | ".join(missing) + " | | |"


def _share(summary: Summary, level: str) -> str:
    percent = summary.percent(level)
    return "–" if percent is None else f"{summary.counts[level]} ({percent:.1f}%)"


def _spread(summary: Summary) -> str:
    figures = summary.figures
    if figures["median"] is None:
        return "–"
    middle, least, greatest, mean = (_short(figures[name]) for name in ("median", "min", "max", "mean"))
    return f"{middle} ({least}–{greatest}), {mean}"


def _short(number: float | None) -> str:
    return NA if number is None else f"{number:.1f}".removesuffix(".0")
