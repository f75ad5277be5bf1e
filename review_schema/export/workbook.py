"""The results as an XLSX workbook: read-me, events, labels, ADTTE, agreement of what was read twice, dictionary."""

from collections.abc import Iterator, Sequence
from typing import Final

from review_schema.agreement import AgreementRow
from review_schema.charter import RULE_SET_VERSION, Charter
from review_schema.endpoints import EVENT, EventRow
from review_schema.export.adtte import VARIABLES, adtte_rows
from review_schema.export.agreement import PAIR_COLUMNS, Column, agreement_dictionary
from review_schema.export.events import COLUMNS, NA
from review_schema.export.labels import MEANINGS, label_cells, labels_header
from review_schema.export.sheets import Sheet, sheets_as_xlsx
from review_schema.settled_labels import LabelRow

SHEETS: Final = {
    "events": "One row per unit × endpoint of each signed first read; the same as events.csv",
    "labels": "One row per finding of every signed read, re-reads too, and what became of it",
    "adtte": "The events as CDISC's ADTTE; CNSR 0 is an event, AVAL = ADT - STARTDT",
    "agreement": "Agreement between two readers and within a reader, per label; limits by drawing patients",
    "dictionary": "Every column of these sheets",
}

DICTIONARY: Final = ("sheet", "variable", "type", "unit", "meaning")


def results_workbook(
    rows: Sequence[EventRow],
    labels: Sequence[LabelRow],
    charter: Charter,
    agreement: Sequence[AgreementRow] = (),
) -> bytes:
    """The workbook's bytes.

    Args:
        rows: of `derive_events`.
        labels: of `settle_labels`.
        charter: that both were derived by.
        agreement: of `agreement.measure`; empty: no case was read twice.

    Raises:
        SheetTooLong: a table has more rows than a sheet can hold.
    """
    sheets = [
        Sheet("events", [c.name for c in COLUMNS], ([c.of(row) for c in COLUMNS] for row in rows)),
        Sheet("labels", labels_header(), map(label_cells, labels)),
        Sheet(
            "adtte",
            [v.name for v in VARIABLES],
            ([v.of(one) for v in VARIABLES] for one in adtte_rows(rows, labels, charter.name)),
        ),
    ]
    dictionary: list[Sequence[object]] = [("events", c.name, c.type, c.unit, c.meaning) for c in COLUMNS]
    dictionary += [("labels", name, "", "", meaning) for name, meaning in MEANINGS.items()]
    dictionary += [("adtte", v.name, v.type, "", f"{v.label}: {v.origin}") for v in VARIABLES]
    if agreement:
        lines = ([_agreement_cell(column, row) for column in PAIR_COLUMNS] for row in agreement)
        sheets.append(Sheet("agreement", [column.name for column in PAIR_COLUMNS], lines))
        dictionary += [("agreement", name, "", "", meaning) for _, name, meaning in agreement_dictionary()]
    sheets.append(Sheet("dictionary", DICTIONARY, [[value or None for value in line] for line in dictionary]))
    return sheets_as_xlsx(charter.name, list(_read_me(rows, labels, charter, [sheet.name for sheet in sheets])), sheets)


def _agreement_cell(column: Column[AgreementRow], row: AgreementRow) -> object:
    value = column.of(row)
    named = column.name.startswith("reader")  # a reader may be called NA
    return None if value in ("", NA) and not named else value


def _read_me(
    rows: Sequence[EventRow], labels: Sequence[LabelRow], charter: Charter, names: Sequence[str]
) -> Iterator[tuple[str, object]]:
    yield "What this is", "Labelled events with dates, read by RimRead. Research software, no medical device."
    yield "Rule set", f"{RULE_SET_VERSION}+{charter.sha256()[:12]}"
    yield "Charter", f"{charter.name}, version {charter.version}"
    yield "SHA-256 of the charter", charter.sha256()
    yield "Rows of events", len(rows)
    yield "of these, events", sum(row.status == EVENT for row in rows)
    yield "Rows of labels", len(labels)
    yield "Empty cells", "Unknown, or infinite where the dictionary says so"
    yield "Apostrophe in front", "Set before a text that a spreadsheet would run as a formula"
    for name in names:
        yield f"Sheet {name}", SHEETS[name]
    for setting, value in charter.model_dump(mode="json").items():
        shown = "; ".join(f"{key}: {one}" for key, one in value.items()) if isinstance(value, dict) else str(value)
        yield f"Charter: {setting}", shown
