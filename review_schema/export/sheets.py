"""Tables as one XLSX workbook: real dates and numbers, a frozen header with filters, nothing that runs.

openpyxl stamps the moment of writing into the document's properties and into the zip; both are fixed here, so that
identical input gives identical bytes.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from review_schema.errors import SheetTooLong
from review_schema.export.events import cell

STAMP: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The moment that stands in every workbook's properties."""

LONGEST_SHEET: Final = 1_048_576
"""Lines of an XLSX sheet, header included (ECMA-376, Excel's limit)."""

WIDTHS: Final = (8, 60)
"""Characters: the narrowest and the widest column."""

SAMPLED: Final = 500
"""Lines that a column's width is measured on."""

NOT_IN_XML: Final = re.compile("[\ufffe\uffff]")
ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Excel takes _x000D_ in a text for a control character; _x005F_ is how an underscore is written then."""


@dataclass(frozen=True)
class Sheet:
    """A table of the workbook."""

    name: str  # at most 31 characters
    header: Sequence[str]
    rows: Iterable[Sequence[object]]
    """Values: None is an empty cell; dates and numbers stay what they are, anything else is text."""


def sheets_as_xlsx(title: str, read_me: Sequence[tuple[str, object]], sheets: Sequence[Sheet]) -> bytes:
    """An XLSX file: the sheet "read me" of terms and their meaning, then the tables.

    Raises:
        SheetTooLong: a table has more rows than a sheet can hold.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "RimRead"
    book.properties.title = str(value_of(title))
    book.properties.created = STAMP.replace(tzinfo=None)
    try:
        _write(book, Sheet("read me", ("what", "meaning"), read_me), wrapped=True)
        for sheet in sheets:
            _write(book, sheet)
    except SheetTooLong:
        for page in book.worksheets:
            page.close()  # each keeps a file open until then
        raise
    written = io.BytesIO()
    book.save(written)
    return _without_moment(written.getvalue())


Value = str | int | float | date | None


def value_of(value: object) -> Value:
    """What stands in a cell: no text that would run, and none that XML cannot hold."""
    if value is None or isinstance(value, int | float | date):
        return value
    return ESCAPED.sub("_x005F_", NOT_IN_XML.sub(" ", cell(value)))


def _write(book: Workbook, sheet: Sheet, *, wrapped: bool = False) -> None:
    page = book.create_sheet(sheet.name)
    lines = ([value_of(value) for value in row] for row in sheet.rows)
    first = list(islice(lines, SAMPLED))
    # A write-only sheet wants all this before its first line.
    for number, name in enumerate(sheet.header):
        longest = max([len(name) + 3, *(len(str(line[number])) for line in first)])
        page.column_dimensions[get_column_letter(number + 1)].width = (
            (24, 100)[number] if wrapped else min(max(longest + 1, WIDTHS[0]), WIDTHS[1])
        )
    page.freeze_panes = "A2"
    heads = []
    for name in sheet.header:
        head = WriteOnlyCell(page, value=name)
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="FFDDE6EE")
        heads.append(head)
    page.append(heads)
    count = 1
    for part in (first, lines):
        for line in part:
            count += 1
            if count > LONGEST_SHEET:
                raise SheetTooLong(sheet.name, LONGEST_SHEET - 1)
            page.append([_cell(page, value, wrapped=wrapped) for value in line])
    if not wrapped:
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.header))}{count}"


def _cell(page: Any, value: Value, *, wrapped: bool) -> object:
    if isinstance(value, date):
        day = WriteOnlyCell(page, value=datetime(value.year, value.month, value.day))
        day.number_format = "yyyy-mm-dd"
        return day
    if wrapped:
        told = WriteOnlyCell(page, value=value)
        told.alignment = Alignment(wrap_text=True, vertical="top")
        return told
    return value


def _without_moment(book: bytes) -> bytes:
    """The same file with `STAMP` for the moment of writing."""
    rewritten = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            entry = zipfile.ZipInfo(part.filename, date_time=STAMP.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            new.writestr(entry, content)
    return rewritten.getvalue()
