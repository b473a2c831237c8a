"""The table that editors upload: its columns and lines. No model here."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.formats import tables
from core.text.slugs import german_slug

from .columns import ALIASES

LONGEST_CELL = 20_000


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
    """The content of a file. columns: by our names; header: as in the file.

    encoding: its usual name, "" for a spreadsheet; is_guess: whether it was guessed.
    """

    columns: tuple[str, ...]
    header: tuple[str, ...]
    lines: tuple[Line, ...]
    encoding: str = ""
    is_guess: bool = False


def read(content: bytes) -> Table:
    """Raises ValidationError with a sentence for the editor when it is no table at all."""
    found = tables.read(content)
    (_number, header), *rest = found.rows
    columns = _columns(header)
    lines = tuple(_line(number, cells, columns) for number, cells in rest if any(cells))
    return Table(columns, tuple(header), lines, found.encoding, found.is_guess)


def column_name(heading: str) -> str:
    """`Straße` → `strasse`, `Breitengrad` → `breite`."""
    name = german_slug(heading.strip())
    return ALIASES.get(name, name)


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
