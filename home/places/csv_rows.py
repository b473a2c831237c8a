"""A place as a row of a CSV file, and back."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.formats import cells

from . import facet_values
from .columns import FIELDS
from .models.place import Place

FIELD_OF = dict(FIELDS)
# What must come back sign by sign: nobody sees in a preview that it was a number for a while.
EXACT = ("reference", "postcode", "phone", "email", "website")
_WHEELCHAIR = {"yes": "ja", "partly": "teilweise", "no": "nein", "": ""}
_DATES = ("%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y")


def header(facets) -> list[str]:
    return [*FIELD_OF, *(facet.name_in_data for facet in facets)]


def row(place: Place, facets) -> list[str]:
    """The cells in the order of `header`, as `changes` reads them again."""
    own = [write_field(field, getattr(place, field)) for _column, field in FIELDS]
    return [*own, *(_answer(place, facet) for facet in facets)]


def public_row(place: Place, facets) -> list[str]:
    """The same for readers: values missing from the place come from its office."""
    visited = place.visiting_address
    filled = dict(zip(FIELD_OF, row(place, facets), strict=False))
    if visited:
        latitude, longitude = place.position or (None, None)
        instead = {
            "strasse": visited.street_line,
            "plz": visited.postcode,
            "ort": visited.place,
            "breite": write_field("latitude", latitude),
            "laenge": write_field("longitude", longitude),
        }
        filled |= {name: filled[name] or text for name, text in instead.items()}
    return [*filled.values(), *(_answer(place, facet) for facet in facets)]


def _answer(place, facet) -> str:
    value = place.values.get(facet.name_in_data)
    return facet_values.write(facet, value) if facet_values.matches_kind(facet, value) else ""


def write_field(field: str, value) -> str:
    if value is None:
        return ""
    if field == "is_shown":
        return "ja" if value else "nein"
    if field == "wheelchair":
        return _WHEELCHAIR.get(value, "")
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return cells.text(value)
    return str(value)


def read_field(field: str, text: str):
    """The value of a cell. Raises ValidationError with a sentence."""
    return _READERS.get(field, str)(text)


def _read_shown(text):
    if not text or text.casefold() in facet_values.YES:
        return True
    if text.casefold() in facet_values.NO:
        return False
    raise ValidationError(_("“%(text)s”: please write ja or nein.") % {"text": text[:80]})


def _read_wheelchair(text):
    said = text.casefold()
    if said in facet_values.YES:
        return "yes"
    if said in facet_values.NO:
        return "no"
    known = {word: value for value, word in _WHEELCHAIR.items()} | {"unbekannt": "", "?": ""}
    if said not in known:
        raise ValidationError(
            _("“%(text)s”: please write ja, teilweise or nein.") % {"text": text[:80]}
        )
    return known[said]


def _read_postcode(text):
    """Four digits are a German postcode whose first, a zero, a spreadsheet has cut."""
    if len(text) == 4 and text.isascii() and text.isdigit():
        raise ValidationError(
            _("“%(text)s” is no postcode: it has five digits. Is it 0%(text)s, its zero cut off?")
            % {"text": text}
        )
    return text


def _read_degrees(text):
    if not text:
        return None
    found = facet_values.number(text)
    if found is None:
        raise ValidationError(
            _("“%(text)s” is no number of degrees, for example 50,1234.") % {"text": text[:80]}
        )
    return found


def _read_day(text):
    if not text:
        return None
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValidationError(
        _("“%(text)s” is no date. Please write it as 24.12.2026.") % {"text": text[:80]}
    )


_READERS = {
    "is_shown": _read_shown,
    "wheelchair": _read_wheelchair,
    "postcode": _read_postcode,
    "latitude": _read_degrees,
    "longitude": _read_degrees,
    "closed_from": _read_day,
    "closed_until": _read_day,
}
