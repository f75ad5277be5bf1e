"""A clinical table to start from: the columns, an example of every kind of row, and what each may hold.

The same bytes every time: the workbook carries no clock. Its example rows stand in the first sheet and import
as they are.
"""

import csv
import io
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING

from review_schema.clinical_rules import (
    COLUMN_MEANINGS,
    COLUMNS,
    COMPULSORY_COLUMNS,
    NEED_WORDS,
    NUMBER,
    RULES,
    Cell,
    kinds_by_group,
)

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

EXAMPLES = """
EXAMPLE-1|arm|||||IORT
EXAMPLE-1|age|||||61|years
EXAMPLE-1|sex|||||female
EXAMPLE-1|histology|||||lung adenocarcinoma
EXAMPLE-1|rpa_class|||||2
EXAMPLE-1|kps|||||80|%
EXAMPLE-1|metastases_number|||||2
EXAMPLE-1|non_resected|||||1
EXAMPLE-1|prior_irradiation|2018-05-14|||SRS|yes
EXAMPLE-1|prior_irradiation_of_cavity|||C1||no
EXAMPLE-1|consent|2019-03-08
EXAMPLE-1|data_cutoff|2023-10-18
EXAMPLE-1|surgery|2019-03-11||C1|||||right parietal
EXAMPLE-1|or_time|||C1||165|min
EXAMPLE-1|lesion_size|||C1||28|mm
EXAMPLE-1|frozen_section_malignant|||C1||yes
EXAMPLE-1|incomplete_resection_suspected|||C1||no
EXAMPLE-1|resection_status|||C1||R0||MRI
EXAMPLE-1|resection_status|||C1||R1||surgeon
EXAMPLE-1|distance_to_risk_organ|||C1|brainstem|42|mm
EXAMPLE-1|distance_to_risk_organ|||C1|optic tract|35.5|mm
EXAMPLE-1|complication|2019-03-12||C1||wound healing disorder
EXAMPLE-1|discharge|2019-03-20||C1
EXAMPLE-1|treatment|2019-03-11||C1||IORT
EXAMPLE-1|tube_voltage|||C1||50|kV
EXAMPLE-1|surface_dose|||C1||20|Gy
EXAMPLE-1|applicator_diameter|||C1||2.0|cm
EXAMPLE-1|bed|||C1|10|45|Gy|as stated by the treating centre
EXAMPLE-1|rbe|||C1||1.3 at the surface, falling with depth
EXAMPLE-1|scan_role|2019-03-13||||early post-op
EXAMPLE-1|missed_scan|2019-09-10
EXAMPLE-1|treatment|2019-04-02|2019-04-02|||SRS|||the lesion that was not resected
EXAMPLE-1|systemic_therapy|2019-04-15|2019-10-30||pembrolizumab|immunotherapy
EXAMPLE-1|systemic_staging|2019-09-12
EXAMPLE-1|extracranial_progression|2019-09-12
EXAMPLE-1|symptomatic|2019-03-05||||yes
EXAMPLE-1|symptomatic|2019-06-11||||no
EXAMPLE-1|last_contact|2020-03-13
EXAMPLE-2|arm|||||HSRT
EXAMPLE-2|birth|1955-07-02
EXAMPLE-2|histology|||||breast
EXAMPLE-2|metastases|||||single
EXAMPLE-2|prior_irradiation|||||no
EXAMPLE-2|surgery|2020-02-03||C1
EXAMPLE-2|resection_status|||C1||R0||MRI
EXAMPLE-2|treatment|2020-03-04|2020-03-10|C1||HSRT
EXAMPLE-2|fractions|||C1||5
EXAMPLE-2|fraction_dose|||C1||6|Gy
EXAMPLE-2|ptv_margin|||C1||3|mm
EXAMPLE-2|ptv|||C1||34.7|cm³
EXAMPLE-2|v25|||C1||21.4|cm³
EXAMPLE-2|bed|||C1|10|48|Gy|linear-quadratic, from fractions and dose
EXAMPLE-2|steroid|2020-09-01|2020-09-14||dexamethasone|8|mg/day
EXAMPLE-2|steroid|2020-09-15|2020-10-12||dexamethasone|4|mg/day
EXAMPLE-2|symptom|2020-09-01||C1||rn
EXAMPLE-2|ctcae|2020-09-01||C1|Central nervous system necrosis|3||probable
EXAMPLE-2|bevacizumab|2020-10-13|2021-01-05
EXAMPLE-2|reoperation|2021-01-20||C1||mixed
EXAMPLE-2|csf|2021-02-11||||negative
EXAMPLE-2|salvage|2021-03-01|2021-03-01||D1|radiotherapy
EXAMPLE-2|wbrt|2021-05-03|2021-05-14
EXAMPLE-2|death|2021-08-20||||neurological
"""
"""Rows of two invented patients: every kind of row at least once."""

SOME_ROWS = 5000
"""Rows of the first sheet that offer lists."""


def example_rows() -> tuple[tuple[str, ...], ...]:
    """The example rows, each with a cell for every one of `COLUMNS`."""
    rows = (line.split("|") for line in EXAMPLES.strip().splitlines())
    return tuple((*row, *[""] * (len(COLUMNS) - len(row))) for row in rows)


def template_csv() -> bytes:
    """The template as CSV: UTF-8, commas, the example rows."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(example_rows())
    return out.getvalue().encode()


def template_xlsx() -> bytes:
    """The template as a workbook: the table with lists to choose from, every field explained, the lists."""
    from openpyxl import Workbook  # a CSV file should not wait for it

    book = Workbook()
    table = book.active
    if table is None:
        raise AssertionError("a new workbook has a sheet")
    table.title = "clinical"
    _fill_table(table)
    _fill_fields(book.create_sheet("fields"))
    _fill_columns(book.create_sheet("columns"))
    _fill_lists(book)
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue())


def _fill_table(sheet: "Worksheet") -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet.append(list(COLUMNS))
    for row in example_rows():
        sheet.append([_as_typed(column, cell) for column, cell in zip(COLUMNS, row, strict=True)])
    for column in ("C", "D"):
        for (cell,) in sheet[f"{column}2:{column}{SOME_ROWS}"]:
            cell.number_format = "yyyy-mm-dd"
    letter = {name: chr(ord("A") + place) for place, name in enumerate(COLUMNS)}
    kinds = DataValidation(type="list", formula1="kinds", allow_blank=True, showErrorMessage=True)
    kinds.error = "This is no kind of row; see the sheet fields."
    checks = {"kind": kinds}
    for column in ("value", "item", "qualifier"):
        # The list of a kind is the range named after column and kind. Spelling is checked at the import.
        named = f'INDIRECT("{column}_"&${letter["kind"]}2)'
        checks[column] = DataValidation(type="list", formula1=named, allow_blank=True, showErrorMessage=False)
    for column, check in checks.items():
        sheet.add_data_validation(check)
        check.add(f"{letter[column]}2:{letter[column]}{SOME_ROWS}")
    _dress(sheet, [14, 32, 12, 12, 8, 24, 28, 10, 30, 44])


def _as_typed(column: str, text: str) -> date | float | str | None:
    """A cell as one would type it: true dates and numbers."""
    if column in ("date", "until") and text:
        return date.fromisoformat(text)
    return float(text) if column in ("item", "value") and NUMBER.fullmatch(text) else text or None


def _fill_fields(sheet: "Worksheet") -> None:
    sheet.append(["group", "kind", "field", "date", "until", "cavity", "value", "unit", "item", "qualifier", "meaning"])
    for group, kinds in kinds_by_group().items():
        for kind in kinds:
            rule = RULES[kind]
            needs = [NEED_WORDS[need] for need in (rule.on, rule.until, rule.cavity)]
            value, item, qualifier = map(_told, (rule.value, rule.item, rule.qualifier))
            sheet.append([group, str(kind), rule.name, *needs, value, rule.unit, item, qualifier, rule.meaning])
    _dress(sheet, [24, 32, 34, 10, 10, 10, 48, 10, 40, 40, 80])


def _fill_columns(sheet: "Worksheet") -> None:
    sheet.append(["column", "compulsory", "meaning"])
    for name, meaning in COLUMN_MEANINGS.items():
        sheet.append([name, "yes" if name in COMPULSORY_COLUMNS else "may be absent", meaning])
    _dress(sheet, [14, 16, 90])


def _fill_lists(book: "Workbook") -> None:
    """A column for each list, under the name by which the table's lists ask for it."""
    from openpyxl.utils import get_column_letter
    from openpyxl.workbook.defined_name import DefinedName

    lists = {"kinds": tuple(str(kind) for kinds in kinds_by_group().values() for kind in kinds)}
    for kind, rule in RULES.items():
        for column in ("value", "item", "qualifier"):
            if words := rule.cell(column).words:
                lists[f"{column}_{kind}"] = tuple(map(str, words))
    sheet = book.create_sheet("lists")
    for place, (name, words) in enumerate(lists.items(), start=1):
        for row, word in enumerate((name, *words), start=1):
            sheet.cell(row, place, word)
        letter = get_column_letter(place)
        book.defined_names[name] = DefinedName(name, attr_text=f"lists!${letter}$2:${letter}${len(words) + 1}")
    _dress(sheet, [24] * len(lists))


def _told(cell: Cell) -> str:
    if cell.need == "no":
        return ""
    return (f"{cell.what}: " if cell.what else "") + cell.rule + (" (optional)" if cell.need == "may" else "")


def _dress(sheet: "Worksheet", widths: list[int]) -> None:
    """A header that stands out and stays, and columns wide enough to be read."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    if sheet.title == "fields":
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip archive can state."""


def _without_clock(workbook: bytes) -> bytes:
    """The same workbook without the moments at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as made, zipfile.ZipFile(out, "w") as still:
        for entry in made.infolist():
            content = made.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"<dcterms:(created|modified).*?</dcterms:\1>", b"", content)
            info = zipfile.ZipInfo(entry.filename, NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            still.writestr(info, content)
    return out.getvalue()
