"""Rows of a table as dates: `bezirk; art; datum; hinweis`."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.formats import cells
from home.waste.models.kinds import Kind
from home.waste.models.streets import Area
from home.waste.rows import DATE_COLUMNS

from .names import Areas, Kinds
from .sheet import Fault, Sheet

_FORMS = ("%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y", "%d/%m/%Y", "%d.%m.%Y %H:%M")
# What lies further off is a slip of the finger.
YEARS_AROUND = 5
LONGEST_NOTE = 200


@dataclass(frozen=True)
class Wish:
    """One date of the file. note: None if the file has no column for notes."""

    line: int
    area: Area
    kind: Kind
    day: date
    note: str | None

    @property
    def key(self) -> tuple[int, int, date]:
        return self.area.pk, self.kind.pk, self.day


@dataclass
class Read:
    """The content of a file of dates. is_of_areas: it is limited to its areas (a calendar file)."""

    wishes: list[Wish] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    encoding: str = ""
    is_of_areas: bool = False


def read(sheet: Sheet, area: Area | None) -> Read:
    """area: of rows without one. Raises ValidationError for missing columns."""
    sheet.require(["art", "datum", *([] if area else ["bezirk"])])
    found = Read(
        ignored=sheet.ignored(DATE_COLUMNS),
        encoding=sheet.encoding,
        is_of_areas="bezirk" not in sheet.columns,
    )
    areas, kinds = Areas(), Kinds()
    for line in sheet.lines:
        try:
            found.wishes.append(_wish(line, areas, kinds, area))
        except ValidationError as error:
            found.faults += [line.fault(reason) for reason in error.messages]
    return found


def _wish(line, areas, kinds, area) -> Wish:
    said = line.cells
    for name in ("bezirk", "art", "datum"):
        if not said.get(name) and not (name == "bezirk" and area):
            raise ValidationError(_("The cell %(column)s is empty.") % {"column": name})
    if said.get("bezirk"):
        area = areas.find(said["bezirk"])
    note = said.get("hinweis")
    if note and len(note) > LONGEST_NOTE:
        raise ValidationError(_("The note has more than %(n)s signs.") % {"n": LONGEST_NOTE})
    return Wish(line.number, area, kinds.find(said["art"]), read_day(said["datum"]), note)


def read_day(text: str) -> date:
    """`24.12.2026`, `2026-12-24`, `Do, 24.12.2026`. Raises ValidationError."""
    bare = text.rpartition(",")[2].strip()
    for form in _FORMS:
        try:
            return checked(datetime.strptime(bare, form).date())
        except ValueError:
            continue
    raise ValidationError(
        cells.spoilt(text)
        or _("“%(text)s” is no date. Please write it as 24.12.2026.") % {"text": text[:80]}
    )


def checked(day: date) -> date:
    """Raises ValidationError for an implausible year."""
    if abs(day.year - timezone.localdate().year) > YEARS_AROUND:
        raise ValidationError(
            _("%(day)s: is this year right?") % {"day": f"{day:%d.%m.}{day.year:04}"}
        )
    return day
