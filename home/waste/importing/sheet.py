"""The rows of an uploaded table, by our names of the columns. No model here."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.formats import tables
from home.waste.rows import column_name

LONGEST_CELL = 300


@dataclass(frozen=True)
class Fault:
    """A fault in one row. line: its number in the file. text: its content."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True)
class Line:
    """One row: {column: cell}, every known column of the file."""

    number: int
    cells: dict[str, str]

    @property
    def text(self) -> str:
        return "; ".join(filter(None, self.cells.values()))[:120]

    def fault(self, reason: str) -> Fault:
        return Fault(self.number, self.text, reason)


@dataclass(frozen=True)
class Sheet:
    """encoding: its usual name if it was guessed, else ""."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    header: tuple[str, ...]
    encoding: str = ""

    def require(self, needed: Iterable[str]):
        """Raises ValidationError for columns that are missing."""
        missing = [name for name in needed if name not in self.columns]
        if missing:
            raise ValidationError(
                _(
                    "The file lacks the column %(missing)s. Its first line is: %(found)s. Is that "
                    "the header, and is this the right file?"
                )
                % {"missing": ", ".join(missing), "found": ", ".join(self.header)[:300]}
            )

    def ignored(self, known: Iterable[str]) -> list[str]:
        """Headings of unknown columns."""
        known = set(known)
        pairs = zip(self.header, self.columns, strict=True)
        return [heading for heading, column in pairs if heading and column not in known]


def read(content: bytes) -> Sheet:
    """Raises ValidationError with a sentence for the editor when it is no table of rows."""
    found = tables.read(content)
    (_number, header), *rest = found.rows
    columns = tuple(column_name(heading) for heading in header)
    named = [column for column in columns if column]
    twice = sorted({column for column in named if named.count(column) > 1})
    if twice:
        raise ValidationError(
            _("These columns stand in the file twice: %(names)s. Please delete one of each.")
            % {"names": ", ".join(twice)}
        )
    lines = tuple(_line(number, cells, columns) for number, cells in rest if any(cells))
    if not lines:
        raise ValidationError(_("The file has a header, but no rows."))
    return Sheet(columns, lines, tuple(header), found.encoding if found.is_guess else "")


def _line(number, cells, columns) -> Line:
    pairs = zip(columns, (" ".join(cell.split()) for cell in cells), strict=False)
    known = {column: cell for column, cell in pairs if column}
    if any(cells[len(columns) :]):
        raise ValidationError(
            _("Line %(n)s has more cells than the header. Is there a separator in a text?")
            % {"n": number}
        )
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise ValidationError(
            _("Line %(n)s has a cell of more than %(most)s signs.")
            % {"n": number, "most": LONGEST_CELL}
        )
    return Line(number, known)
