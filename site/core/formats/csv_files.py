"""CSV: for people, whose spreadsheet is a German Excel, and for programs, by RFC 4180.

For people: semicolons, UTF-8 with a mark (BOM), decimal commas, local times; nothing that a
spreadsheet would calculate. For programs: commas, UTF-8 without a mark, values as they are given;
defused as well, for people open these files, too.
Read: semicolon, comma or tab, `sep=`, whatever encoding core.text.encoding finds.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import cells

MEDIA_TYPE = "text/csv; charset=utf-8; header=present"
DELIMITERS = (";", ",", "\t")


class _Echo:
    """A file for csv.writer that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def stream(rows: Iterable[Iterable]) -> Iterator[bytes]:
    """For people, a line at a time; the header is the first row. Values of any kind."""
    line = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield codecs.BOM_UTF8
    for row in rows:
        yield line.writerow([cells.defused(cells.text(value)) for value in row]).encode()


def write(header: Iterable, rows: Iterable[Iterable]) -> bytes:
    """For people, a whole file."""
    return b"".join(stream([header, *rows]))


def stream_plain(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """For programs, a line at a time; the header is the first row."""
    line = csv.writer(_Echo(), lineterminator="\r\n")
    for row in rows:
        yield line.writerow([cells.defused(cells.printable(text)) for text in row])


def rows_of(text: str) -> list[tuple[int, list[str]]]:
    """[(line number, cells)], the header first; empty lines are left out.

    Raises ValidationError with a sentence for the editor when it is no CSV.
    """
    first, _newline, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text, offset = first.strip()[4], rest, 1
    else:
        delimiter, offset = _delimiter(text), 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, begins = [], 1 + offset
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((begins, row))
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
