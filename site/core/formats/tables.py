"""Tables as files: offered to people as CSV and XLSX, read from CSV, XLSX and ODS."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from core.text.encoding import decode
from core.text.normalise import clean_text

from . import cells, csv_files, spreadsheets

FORMATS = ("xlsx", "csv")
MOST_BYTES = 5_000_000
MOST_ROWS = 10_000
_ZIP = b"PK\x03\x04"
_OTHER_FILES = ((b"\xd0\xcf\x11\xe0", "xls"), (b"%PDF", "pdf"))


@dataclass(frozen=True)
class Read:
    """What a file holds. rows: [(line number, cells)], the header first. encoding: as people call
    it; is_guess: whether it was guessed."""

    rows: list[tuple[int, list[str]]]
    encoding: str = ""
    is_guess: bool = False


def response(name: str, format: str, header: Iterable, rows: Iterable[Iterable]) -> HttpResponse:
    """A table for people. name: of the file, without its ending."""
    if format == "xlsx":
        answer = HttpResponse(spreadsheets.write(header, rows), content_type=spreadsheets.XLSX)
    else:
        lines = csv_files.stream(_with_header(header, rows))
        answer = StreamingHttpResponse(lines, content_type=csv_files.MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return answer


def read(content: bytes) -> Read:
    """Raises ValidationError with a sentence for the editor when it is no table at all."""
    if len(content) > MOST_BYTES:
        raise ValidationError(_("This file is larger than 5 MB. Please upload it in parts."))
    found = _spreadsheet(content) if content.startswith(_ZIP) else _csv(content)
    if not found.rows:
        raise ValidationError(_("This file is empty."))
    if len(found.rows) > MOST_ROWS + 1:
        raise ValidationError(
            _("This file has more than %(n)s rows. Please upload it in parts.") % {"n": MOST_ROWS}
        )
    rows = [(number, [_cell(text) for text in row]) for number, row in found.rows]
    return Read(rows, found.encoding, found.is_guess)


def _with_header(header, rows):
    yield header
    yield from rows


def _cell(text: str) -> str:
    return cells.as_typed(clean_text(text).strip())


def _spreadsheet(content: bytes) -> Read:
    return Read(spreadsheets.rows_of(content, MOST_ROWS))


def _csv(content: bytes) -> Read:
    for mark, kind in _OTHER_FILES:
        if content.startswith(mark):
            raise ValidationError(
                _(
                    "This is no table but a file of the kind %(kind)s. In your spreadsheet choose "
                    "“Save as”, then “Excel workbook (.xlsx)” or “CSV UTF-8”."
                )
                % {"kind": kind}
            )
    try:
        decoded = decode(content)
    except UnicodeDecodeError:
        decoded = None
    if decoded is None or "\x00" in decoded.text:
        raise ValidationError(
            _(
                "The letters of this file cannot be read. In your spreadsheet choose “Save as”, "
                "then “CSV UTF-8”."
            )
        )
    return Read(csv_files.rows_of(decoded.text), decoded.name, decoded.is_guess)
