"""CSV as spreadsheets write it, and as they may open it without harm. No model here.

Written: RFC 4180 with semicolons, UTF-8 with a mark (BOM), which German Excel opens as it is.
Read: UTF-8, UTF-16 with a mark, or Windows-1252; semicolon, comma or tab.
"""

import codecs
import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.slugs import german_slug

from .columns import ALIASES

DELIMITERS = (";", ",", "\t")
# A cell that begins so is a formula for spreadsheets (OWASP: CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MOST_BYTES = 5_000_000
MOST_ROWS = 10_000
LONGEST_CELL = 20_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHER_FILES = ((b"PK\x03\x04", "xlsx"), (b"\xd0\xcf\x11\xe0", "xls"), (b"%PDF", "pdf"))


@dataclass(frozen=True)
class Line:
    """One row of the file. number: its line there, the header is line 1. fault: why it cannot be
    read, or "".
    """

    number: int
    cells: dict[str, str]
    raw: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True)
class Table:
    """What a file holds. columns: as we call them; header: as it stands in the file."""

    columns: tuple[str, ...]
    header: tuple[str, ...]
    lines: tuple[Line, ...]
    encoding: str


def defused(cell: str) -> str:
    """The text with a leading apostrophe where a spreadsheet would calculate it."""
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell


def as_typed(cell: str) -> str:
    """The way back: without the apostrophe that `defused` put there."""
    is_defused = cell.startswith("'") and cell.lstrip("'").startswith(FORMULA)
    return cell[1:] if is_defused else cell


def write(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A whole file."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([defused(cell) for cell in header])
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return codecs.BOM_UTF8 + text.getvalue().encode()


def read(content: bytes) -> Table:
    """Raises ValidationError with a sentence for the editor when it is no CSV file at all."""
    if len(content) > MOST_BYTES:
        raise ValidationError(_("This file is larger than 5 MB. Please upload it in parts."))
    text, encoding = _decoded(content)
    rows = _rows(text)
    if not rows:
        raise ValidationError(_("This file is empty."))
    (_number, header), *rest = rows
    columns = _columns(header)
    if len(rest) > MOST_ROWS:
        raise ValidationError(
            _("This file has more than %(n)s rows. Please upload it in parts.") % {"n": MOST_ROWS}
        )
    lines = tuple(_line(number, cells, columns) for number, cells in rest if any(cells))
    return Table(columns, tuple(header), lines, encoding)


def column_name(heading: str) -> str:
    """`Straße` → `strasse`, `Breitengrad` → `breite`."""
    name = german_slug(heading.strip())
    return ALIASES.get(name, name)


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, kind in _OTHER_FILES:
        if content.startswith(mark):
            raise ValidationError(
                _(
                    "This is no CSV file but a file of the kind %(kind)s. In your spreadsheet "
                    "choose “Save as”, then “CSV UTF-8”."
                )
                % {"kind": kind}
            )
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding), encoding
    try:
        return _strictly(content, "utf-8"), "utf-8"
    except ValidationError:
        if b"\x00" in content:
            raise
        return _strictly(content, "windows-1252"), "windows-1252"


def _strictly(content, encoding) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = "\x00"
    if "\x00" in text:
        raise ValidationError(
            _(
                "The letters of this file cannot be read. In your spreadsheet choose “Save as”, "
                "then “CSV UTF-8”."
            )
        )
    return text


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """[(line number, cells)], the header first; empty lines are left out."""
    first, _newline, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text, offset = first.strip()[4], rest, 1
    else:
        delimiter, offset = _delimiter(text), 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, begins = [], 1 + offset
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((begins, [as_typed(cell.strip()) for cell in cells]))
            begins = reader.line_num + 1 + offset
    except csv.Error as error:
        raise ValidationError(
            _(
                "The file cannot be read from line %(line)s on: a quotation mark is opened and "
                "not closed, or stands in the middle of a cell."
            )
            % {"line": begins}
        ) from error
    return rows


def _delimiter(text: str) -> str:
    """The sign that stands most often in the header, outside quotation marks."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    unquoted = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=lambda sign: (unquoted or header).count(sign))


def _columns(header: list[str]) -> tuple[str, ...]:
    columns = tuple(column_name(heading) for heading in header)
    named = [column for column in columns if column]
    twice = sorted({column for column in named if named.count(column) > 1})
    if twice:
        raise ValidationError(
            _("These columns stand in the file twice: %(names)s. Please delete one of each.")
            % {"names": ", ".join(twice)}
        )
    return columns


def _line(number, cells, columns) -> Line:
    pairs = zip(columns, cells, strict=False)
    known = {column: cell for column, cell in pairs if column}
    fault = ""
    if any(cells[len(columns) :]):
        fault = _("This row has more cells than the header. Is there a separator in a text?")
    elif any(len(cell) > LONGEST_CELL for cell in cells):
        fault = _("A cell of this row has more than %(n)s signs.") % {"n": LONGEST_CELL}
    return Line(number, known, tuple(cells), fault)
