"""Agreement as CSV files with a dictionary, and as a page to read. Identical input gives identical bytes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, TypeVar

from review_schema.agreement import AgreementRow, FigureName
from review_schema.agreement_among import AmongRow, Estimate
from review_schema.agreement_contours import ContourPair, ContourRow
from review_schema.agreement_dates import DateAgreementRow
from review_schema.coefficients import DRAWS
from review_schema.disagreements import Disagreement
from review_schema.export.dictionary import dictionary_table
from review_schema.export.events import NA, csv_bytes

NOT_ESTIMABLE = "not estimable"


Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column of a file: what it holds, and where it comes from in a row."""

    name: str
    meaning: str
    of: Callable[[Row], object]


def _limit(name: FigureName, end: str) -> Callable[[AgreementRow], object]:
    return lambda row: _figure(getattr(row.limits[name], end) if name in row.limits else None)


PAIR_COLUMNS: tuple[Column[AgreementRow], ...] = (
    Column(
        "comparison", "between: two readers' first reads; within: a reader's read and re-read", lambda r: r.comparison
    ),
    Column("reader_1", "First reader", lambda r: r.reader_1),
    Column("reader_2", "Second reader; the same one within a reader", lambda r: r.reader_2),
    Column("unit", "timepoint; cavity: each cavity at each time point; patient: ever given", lambda r: r.unit),
    Column("compartment", "cavity or brain", lambda r: r.compartment),
    Column("label", "The label that was given or not", lambda r: r.label),
    Column("patients", "Patients compared; limits are by drawing them", lambda r: r.patients),
    Column("n", "Units rated twice", lambda r: r.table.n),
    Column("both", "Units with the label by both", lambda r: r.table.a),
    Column("only_1", "Units with the label by the first only", lambda r: r.table.b),
    Column("only_2", "Units with the label by the second only", lambda r: r.table.c),
    Column("neither", "Units with the label by neither", lambda r: r.table.d),
    Column("prevalence", "Share of all ratings with the label", lambda r: _figure(r.table.prevalence)),
    Column("raw", "Share of units rated alike", lambda r: _figure(r.table.raw)),
    Column("positive", "Positive specific agreement, 2a/(2a+b+c)", lambda r: _figure(r.table.positive)),
    Column("positive_low", "its lower 95 % limit", _limit("positive", "low")),
    Column("positive_high", "its upper 95 % limit", _limit("positive", "high")),
    Column("negative", "Negative specific agreement, 2d/(2d+b+c)", lambda r: _figure(r.table.negative)),
    Column("negative_low", "its lower 95 % limit", _limit("negative", "low")),
    Column("negative_high", "its upper 95 % limit", _limit("negative", "high")),
    Column("kappa", "Cohen's kappa", lambda r: _figure(r.table.kappa.value)),
    Column("kappa_low", "its lower 95 % limit", _limit("kappa", "low")),
    Column("kappa_high", "its upper 95 % limit", _limit("kappa", "high")),
    Column(
        "kappa_se",
        "its standard error by formula, units taken as independent",
        lambda r: _figure(r.table.kappa.standard_error),
    ),
    Column("ac1", "Gwet's AC1", lambda r: _figure(r.table.ac1)),
    Column("ac1_low", "its lower 95 % limit", _limit("ac1", "low")),
    Column("ac1_high", "its upper 95 % limit", _limit("ac1", "high")),
)


def _of(estimate: Callable[[AmongRow], Estimate | None], end: str) -> Callable[[AmongRow], object]:
    def value(row: AmongRow) -> object:
        found = estimate(row)
        return NA if found is None else _figure(getattr(found, end))

    return value


AMONG_COLUMNS: tuple[Column[AmongRow], ...] = (
    Column("compartment", "cavity or brain", lambda r: r.compartment),
    Column("label", "The label, or all labels: whole sets of labels compared", lambda r: r.label),
    Column("readers", "Readers with first reads", lambda r: r.readers),
    Column("patients", "Patients compared", lambda r: r.patients),
    Column("units", "Time points read by two readers or more", lambda r: r.units),
    Column("fleiss", "Fleiss' kappa; NA for sets", _of(lambda r: r.fleiss, "value")),
    Column("fleiss_low", "its lower 95 % limit", _of(lambda r: r.fleiss, "low")),
    Column("fleiss_high", "its upper 95 % limit", _of(lambda r: r.fleiss, "high")),
    Column("ac1", "Gwet's AC1; NA for sets", _of(lambda r: r.ac1, "value")),
    Column("ac1_low", "its lower 95 % limit", _of(lambda r: r.ac1, "low")),
    Column("ac1_high", "its upper 95 % limit", _of(lambda r: r.ac1, "high")),
    Column("alpha", "Krippendorff's alpha, nominal; of sets with MASI distance", _of(lambda r: r.alpha, "value")),
    Column("alpha_low", "its lower 95 % limit", _of(lambda r: r.alpha, "low")),
    Column("alpha_high", "its upper 95 % limit", _of(lambda r: r.alpha, "high")),
)


def _end(name: str, end: str) -> Callable[[Any], object]:
    return lambda row: _figure(getattr(getattr(row, name), end))


def _limited(name: str, meaning: str) -> tuple[Column[Any], ...]:
    return (
        Column(name, meaning, _end(name, "value")),
        Column(f"{name}_low", "its lower 95 % limit", _end(name, "low")),
        Column(f"{name}_high", "its upper 95 % limit", _end(name, "high")),
    )


DATE_COLUMNS: tuple[Column[DateAgreementRow], ...] = (
    Column("comparison", "between or within readers", lambda r: r.comparison),
    Column("reader_1", "First reader", lambda r: r.reader_1),
    Column("reader_2", "Second reader; the same one within a reader", lambda r: r.reader_2),
    Column("paramcd", "Endpoint", lambda r: r.paramcd),
    Column("unit", "cavity or patient", lambda r: r.unit),
    Column("units", "Units compared", lambda r: r.units),
    Column("both_events", "Units with an event by both reads", lambda r: r.both_events),
    Column("neither", "Units with an event by neither", lambda r: r.neither),
    Column("opposite", "Units with an event by one read only", lambda r: r.opposite),
    Column("same_scan", "Both events at the same scan", lambda r: r.same_scan),
    Column("one_scan_apart", "Both events, one scan apart", lambda r: r.one_scan_apart),
    Column("further_apart", "Both events, more than one scan apart", lambda r: r.further_apart),
    Column("median_days_apart", "Median difference of the event dates, days", lambda r: _or_na(r.median_days_apart)),
    Column("greatest_days_apart", "Greatest difference, days", lambda r: _or_na(r.greatest_days_apart)),
    *_limited("same_scan_share", "Of both events the share at the same scan"),
    *_limited("within_one_share", "Of both events the share at the same scan or one apart"),
    *_limited("mean_days_difference", "Mean of the second's event date minus the first's, days"),
    *_limited("kappa_scan", "Linearly weighted kappa of the number of the event's scan"),
)

CONTOUR_COLUMNS: tuple[Column[ContourRow], ...] = (
    Column(
        "what",
        "cavity: contoured by two on one scan; lesion: outlined at one time point by two reads",
        lambda r: r.what,
    ),
    Column("comparison", "between or within readers", lambda r: r.comparison),
    Column("reader_1", "First reader; of cavities whoever contoured", lambda r: r.reader_1),
    Column("reader_2", "Second reader", lambda r: r.reader_2),
    Column("patients", "Patients compared; limits are by drawing them", lambda r: r.patients),
    Column("both", "Cavities or lesions that both marked", lambda r: r.both),
    Column("only_1", "Lesions that only the first marked", lambda r: r.only_1),
    Column("only_2", "Lesions that only the second marked", lambda r: r.only_2),
    Column("measured", "Those whose two outlines were kept: what the figures rest on", lambda r: r.measured),
    *_limited("dice", "Mean Dice: 2 x common volume / sum of volumes"),
    *_limited("mean_mm", "Mean of the mean surface distance, mm"),
    *_limited("hausdorff95_mm", "Mean of the 95 % surface distance, the larger of both ways, mm"),
    *_limited("surface_dice", "Mean share of both surfaces within 1 mm of the other"),
    Column("judged", "Lesions whose side of the margin is known by both", lambda r: r.judged),
    Column(
        "changed", "Of them those on another side by one than by the other: the verdict changes", lambda r: r.changed
    ),
    *_limited("changed_share", "changed / judged"),
)


def _of_outlines(name: str) -> Callable[[ContourPair], object]:
    def value(pair: ContourPair) -> object:
        return _figure(None if pair.figures is None else getattr(pair.figures, name))

    return value


OUTLINE_COLUMNS: tuple[Column[ContourPair], ...] = (
    Column("what", "cavity or lesion", lambda p: p.what),
    Column("id", "Pseudonym of the patient", lambda p: p.subject),
    Column("timepoint_id", "Time point", lambda p: p.timepoint_id),
    Column("on", "Date of the scan", lambda p: p.on),
    Column("name", "Cavity; lesion as the first named it, else the second", lambda p: p.name),
    Column("comparison", "between or within readers", lambda p: p.comparison),
    Column("reader_1", "First reader; of cavities whoever contoured", lambda p: p.reader_1),
    Column("reader_2", "Second reader", lambda p: p.reader_2),
    Column("drawn", "Who marked it: both, first only, second only", lambda p: p.drawn),
    Column("volume_1_ml", "Volume by the first, ml", _of_outlines("volume_1_ml")),
    Column("volume_2_ml", "Volume by the second, ml", _of_outlines("volume_2_ml")),
    Column("dice", "2 x common volume / sum of volumes", _of_outlines("dice")),
    Column("mean_mm", "Mean surface distance, by area, both ways, mm", _of_outlines("mean_mm")),
    Column("hausdorff95_mm", "95 % surface distance, the larger of both ways, mm", _of_outlines("hausdorff95_mm")),
    Column("surface_dice", "Share of both surfaces within 1 mm of the other", _of_outlines("surface_dice")),
    Column("judged", "Lesions whose side of the margin is known by both", lambda p: p.judged),
    Column("changed", "Of them those on another side by one than by the other", lambda p: p.changed),
)

DISAGREEMENT_COLUMNS: tuple[Column[Disagreement], ...] = (
    Column("id", "Pseudonym of the patient", lambda r: r.subject),
    Column("timepoint_id", "Time point", lambda r: r.timepoint_id),
    Column("on", "Date of the scan", lambda r: r.on),
    Column("cavity", "Cavity; NA for the brain", lambda r: r.cavity or NA),
    Column("comparison", "between or within readers", lambda r: r.comparison),
    Column("reader_1", "First reader", lambda r: r.reader_1),
    Column("reader_2", "Second reader; the same one within a reader", lambda r: r.reader_2),
    Column("labels_1", "What the first said", lambda r: "+".join(r.labels_1) or NA),
    Column("labels_2", "What the second said", lambda r: "+".join(r.labels_2) or NA),
    Column("kind", "registration, boundary, misdated, mislabelled or missed; the first that fits", lambda r: r.kind),
    Column("read_id_1", "First read", lambda r: r.read_id_1),
    Column("read_id_2", "Second read", lambda r: r.read_id_2),
)


def agreement_csv(rows: Sequence[AgreementRow]) -> bytes:
    """One line per pair of readers (or reader and re-read), unit and label."""
    return _csv(PAIR_COLUMNS, rows)


def among_csv(rows: Sequence[AmongRow]) -> bytes:
    """One line per label, all readers together."""
    return _csv(AMONG_COLUMNS, rows)


def dates_csv(rows: Sequence[DateAgreementRow]) -> bytes:
    """One line per pair of readers (or reader and re-read) and endpoint."""
    return _csv(DATE_COLUMNS, rows)


def contours_csv(rows: Sequence[ContourRow]) -> bytes:
    """One line per two who outlined, cavities and lesions."""
    return _csv(CONTOUR_COLUMNS, rows)


def outlines_csv(pairs: Sequence[ContourPair]) -> bytes:
    """One line per cavity or lesion outlined by two."""
    return _csv(OUTLINE_COLUMNS, pairs)


def disagreements_csv(rows: Sequence[Disagreement]) -> bytes:
    """One line per discordant compartment of a time point."""
    return _csv(DISAGREEMENT_COLUMNS, rows)


DICTIONARY = ("file", "column", "meaning")


def agreement_dictionary_csv() -> bytes:
    """What each column of each file holds."""
    return csv_bytes(DICTIONARY, agreement_dictionary())


def agreement_dictionary_markdown() -> str:
    """The same dictionary as a Markdown table."""
    return dictionary_table(DICTIONARY, agreement_dictionary())


def agreement_dictionary() -> list[tuple[str, str, str]]:
    """File, column and meaning, of every file of agreement."""
    files: tuple[tuple[str, Sequence[Column[Any]]], ...] = (
        ("agreement.csv", PAIR_COLUMNS),
        ("agreement_readers.csv", AMONG_COLUMNS),
        ("agreement_events.csv", DATE_COLUMNS),
        ("agreement_contours.csv", CONTOUR_COLUMNS),
        ("outlines.csv", OUTLINE_COLUMNS),
        ("disagreements.csv", DISAGREEMENT_COLUMNS),
    )
    return [(name, column.name, column.meaning) for name, columns in files for column in columns]


def _csv(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> bytes:
    return csv_bytes([column.name for column in columns], ([column.of(row) for column in columns] for row in rows))


def _figure(value: float | None, digits: int = 6) -> float | str:
    # + 0.0 turns a rounded -0.0 into 0.0.
    return NOT_ESTIMABLE if value is None else round(value, digits) + 0.0


def _or_na(value: float | None) -> object:
    return NA if value is None else value


def agreement_markdown(
    rows: Sequence[AgreementRow],
    among: Sequence[AmongRow] = (),
    dates: Sequence[DateAgreementRow] = (),
    disagreements: Sequence[Disagreement] = (),
    contours: Sequence[ContourRow] = (),
) -> str:
    """A page to read: each pair of readers by time point, all readers together, event dates, kinds of disagreement."""
    lines = [
        "# Agreement",
        "",
        "Unit: time point × label, signed reads only. Positive agreement 2a/(2a+b+c), negative 2d/(2d+b+c), Cohen's",
        f"kappa and Gwet's AC1, with 95 % limits from {DRAWS} draws of patients. Rare labels make kappa small: read it",
        "beside positive and negative agreement and AC1. Where all agree in every draw, both limits are the figure",
        "itself, and say nothing of the doubt.",
    ]
    by_timepoint = [row for row in rows if row.unit == "timepoint"]
    for (comparison, one, other), group in groupby(by_timepoint, key=_who):
        lines += [
            "",
            f"## {_pair(comparison, one, other)}",
            "",
            "| label | n | both | only 1st | only 2nd | neither | raw | positive | negative | kappa (95 %) | AC1 |",
            "|---|---|---|---|---|---|---|---|---|---|---|",
        ]
        lines += [_markdown_row(row) for row in group]
    if not rows:
        lines += ["", "No time point was read twice."]
    if among:
        lines += ["", "## All readers together", "", "| label | readers | time points | Fleiss | AC1 | alpha |"]
        lines.append("|---|---|---|---|---|---|")
        lines += [
            f"| {row.compartment} {row.label} | {row.readers} | {row.units} | {_told(row.fleiss)} | {_told(row.ac1)}"
            f" | {_told(row.alpha)} |"
            for row in among
        ]
    if dates:
        lines += ["", "## Events and their dates", ""]
        lines.append(
            "| readers | endpoint | unit | units | both | neither | opposite | same scan | one apart | further"
            " | same scan (95 %) | within one (95 %) | days, second - first (95 %) | kappa of scans (95 %) |"
        )
        lines.append("|---" * 14 + "|")
        lines += [
            f"| {_pair(row.comparison, row.reader_1, row.reader_2)} | {row.paramcd} | {row.unit} | {row.units}"
            f" | {row.both_events} | {row.neither} | {row.opposite} | {row.same_scan}"
            f" | {row.one_scan_apart} | {row.further_apart} | {_told(row.same_scan_share)}"
            f" | {_told(row.within_one_share)} | {_told(row.mean_days_difference)} | {_told(row.kappa_scan)} |"
            for row in dates
        ]
    lines += _contour_lines(contours)
    if disagreements:
        lines += ["", "## Disagreements by kind", "", "| readers | kind | number |", "|---|---|---|"]
        told = sorted((_pair(*_who(found)), found.kind.value) for found in disagreements)
        lines += [f"| {who} | {kind} | {len(list(same))} |" for (who, kind), same in groupby(told)]
    return "\n".join(lines) + "\n"


def _contour_lines(contours: Sequence[ContourRow]) -> list[str]:
    lines = ["", "## Contours", ""]
    if not contours:
        return [*lines, "No cavity and no lesion was outlined twice: not estimable."]
    lines += [
        "| who | what | both | only 1st | only 2nd | measured | Dice | mean mm | 95 % mm | surface Dice, 1 mm"
        " | verdict changes |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for row in contours:
        counts = f"{row.both} | {row.only_1} | {row.only_2} | {row.measured}"
        figures = " | ".join(map(_told, (row.dice, row.mean_mm, row.hausdorff95_mm, row.surface_dice)))
        changed = f"{row.changed} of {row.judged} lesions"
        who = _pair(row.comparison, row.reader_1, row.reader_2)
        lines.append(f"| {who} | {row.what} | {counts} | {figures} | {changed if row.judged else NOT_ESTIMABLE} |")
    return lines


def _who(row: AgreementRow | Disagreement) -> tuple[str, str, str]:
    return row.comparison, row.reader_1, row.reader_2


def _pair(comparison: str, one: str, other: str) -> str:
    return f"{_plain(one)} and {_plain(other)}" if comparison == "between" else f"{_plain(one)}, read again"


def _plain(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")


def _markdown_row(row: AgreementRow) -> str:
    table, kappa = row.table, row.table.kappa.value
    figures = " | ".join(_rounded(figure) for figure in (table.raw, table.positive, table.negative))
    limits = row.limits.get("kappa")
    if kappa is None:
        told = f"{NOT_ESTIMABLE}, {table.a + table.d}/{table.n} agree"
    elif limits is None:
        told = f"{_rounded(kappa)} (limits {NOT_ESTIMABLE})"
    else:
        told = f"{_rounded(kappa)} ({_rounded(limits.low)} to {_rounded(limits.high)})"
    counts = f"{table.n} | {table.a} | {table.b} | {table.c} | {table.d}"
    return f"| {row.compartment} {row.label} | {counts} | {figures} | {told} | {_rounded(table.ac1)} |"


def _told(estimate: Estimate | None) -> str:
    if estimate is None:
        return "–"
    if estimate.value is None or estimate.low is None:
        return _rounded(estimate.value)
    return f"{_rounded(estimate.value)} ({_rounded(estimate.low)} to {_rounded(estimate.high)})"


def _rounded(value: float | None) -> str:
    return NOT_ESTIMABLE if value is None else f"{round(value, 3) + 0.0:.3f}"
