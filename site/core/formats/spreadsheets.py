"""Spreadsheets: XLSX written with cells that stay text, XLSX and ODS read.

What is read is hostile: a file is measured before it is unpacked, and nothing in it is resolved.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from . import cells

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_UNPACKED = 100_000_000
LONGEST_CELL = 32_767  # of Excel
WIDEST = 500
_FORMATS = {datetime: "DD.MM.YYYY HH:MM", date: "DD.MM.YYYY", time: "HH:MM"}
_AS_TEXT = "@"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


# --- Writing -------------------------------------------------------------------------------


def write(header: Iterable, rows: Iterable[Iterable]) -> bytes:
    """An XLSX file. Texts are texts, whatever they look like: 0815, 1-6, =1+1."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=_("Table"))
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, value, bold=True) for value in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet, value, bold=False):
    value = cells.native(value)
    is_text = isinstance(value, str)
    cell = WriteOnlyCell(sheet, value[:LONGEST_CELL] if is_text else value)
    if is_text:
        cell.data_type = "s"
        cell.number_format = _AS_TEXT
    elif type(value) in _FORMATS:
        cell.number_format = _FORMATS[type(value)]
    if bold:
        cell.font = Font(bold=True)
    return cell


# --- Reading -------------------------------------------------------------------------------


def rows_of(content: bytes, most_rows: int) -> list[tuple[int, list[str]]]:
    """[(row number, cells)] of the first sheet, empty rows left out. At most one row too many.

    Raises ValidationError with a sentence for the editor.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            if sum(part.file_size for part in file.infolist()) > MOST_UNPACKED:
                raise ValidationError(_("This file is too large. Please upload it in parts."))
            is_ods = "mimetype" in file.namelist() and file.read("mimetype").strip() == _ODS
            read = _ods(file) if is_ods else _xlsx(content)
            return _filled(read, most_rows)
    except ValidationError:
        raise
    # A broken file fails anywhere in the libraries that read it.
    except Exception as error:
        raise ValidationError(
            _(
                "This file cannot be read as a table. Please save it anew as “Excel workbook "
                "(.xlsx)” or as “CSV UTF-8”."
            )
        ) from error


def _filled(rows: Iterable[list[str]], most_rows: int) -> list[tuple[int, list[str]]]:
    found = []
    for number, row in enumerate(rows, start=1):
        while row and not row[-1].strip():
            row.pop()
        if row:
            found.append((number, row))
        if len(found) > most_rows + 1:
            break
    width = len(found[0][1]) if found else 0
    return [(number, row + [""] * (width - len(row))) for number, row in found]


def _xlsx(content: bytes) -> Iterator[list[str]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for row in book.worksheets[0].iter_rows(max_col=WIDEST, values_only=True):
        yield [_typed(value) for value in row]


def _typed(value) -> str:
    """As somebody here would have typed it: a whole number has no point."""
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"
    if isinstance(value, datetime) and value.time() == time.min:
        value = value.date()
    if isinstance(value, (float, Decimal)) and value == int(value):
        value = int(value)
    return cells.text(value)


def _ods(file: zipfile.ZipFile) -> Iterator[list[str]]:
    with file.open("content.xml") as content:
        parser = {"resolve_entities": False, "no_network": True, "huge_tree": False}
        tables = 0
        for event, element in etree.iterparse(
            content, events=("start", "end"), tag=(f"{_TABLE}table", f"{_TABLE}table-row"), **parser
        ):
            if event == "start":
                tables += element.tag == f"{_TABLE}table"
            elif element.tag == f"{_TABLE}table-row" and tables == 1:
                row = _ods_row(element)
                times = int(element.get(f"{_TABLE}number-rows-repeated", 1)) if any(row) else 1
                yield from (list(row) for _time in range(min(times, 10_000)))
                element.clear()


def _ods_row(element) -> list[str]:
    row: list[str] = []
    for cell in element.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        times = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        row += [_ods_cell(cell)] * min(times, WIDEST - len(row))
    return row


def _ods_cell(cell) -> str:
    kind = cell.get(f"{_OFFICE}value-type", "string")
    if kind in ("float", "percentage", "currency"):
        return _typed(float(cell.get(f"{_OFFICE}value")))
    if kind == "date":
        return _typed(datetime.fromisoformat(cell.get(f"{_OFFICE}date-value")))
    if kind == "boolean":
        return _typed(cell.get(f"{_OFFICE}boolean-value") == "true")
    return "\n".join(_ods_text(part) for part in cell.iterchildren(f"{_TEXT}p"))


def _ods_text(element) -> str:
    """A paragraph; blanks and breaks are elements there."""
    text = element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            text += " " * min(int(child.get(f"{_TEXT}c", 1)), 1000)
        elif child.tag == f"{_TEXT}line-break":
            text += "\n"
        elif child.tag == f"{_TEXT}tab":
            text += "\t"
        elif isinstance(child.tag, str):
            text += _ods_text(child)
        text += child.tail or ""
    return text
