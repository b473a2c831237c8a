"""Conversion of the sources' JSON values for the dataclasses. No Django here.

Nothing here raises: invalid values become "", () or None and are noted.
"""

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import ZoneInfo

from core.safe_links import web_address
from core.text.html import plain_text
from core.text.normalise import clean_text
from harvest.report import Warnings

from .normalise import feature

BERLIN = ZoneInfo("Europe/Berlin")
_YEARS = range(1800, 2200)
# What systems write where they have nothing to write.
_NOTHING = frozenset({"", "n/a", "null", "undefined"})
_TRUE = frozenset({"true", "1", "ja", "yes", "wahr"})
_FALSE = frozenset({"false", "0", "nein", "no", "falsch"})

_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_LOST_PLUS = re.compile(r"(?<=\d) (?=\d\d:?\d\d$)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LINE_TAG = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_MANY_LINES = re.compile(r"\n{3,}")


class Notes:
    """Collects the irregularities of one object, counted as "kind/Type.property"."""

    __slots__ = ("id", "type", "warnings")

    def __init__(self, warnings: Warnings, type: str, id: str):
        self.warnings, self.type, self.id = warnings, type, id

    def odd(self, kind: str, name: str):
        self.warnings.add(f"{kind}/{self.type}.{name}", self.id)


def is_nothing(value) -> bool:
    """null, "", blanks, "N/A", [] and {}: the same as if the property were not there."""
    if value is None:
        return True
    if isinstance(value, str):
        return value.strip().lower() in _NOTHING
    return isinstance(value, (list, dict)) and not value


def _as_text(value, name, notes) -> str:
    """The text itself, or a number or a list of texts as text."""
    if isinstance(value, str):
        return value
    notes.odd("wrong_type", name)
    if isinstance(value, (bool, dict)):
        return ""
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str))
    return str(value)


def text(value, name, notes) -> str:
    raw = _as_text(value, name, notes)
    if "<" in raw and _TAG.search(raw):
        notes.odd("html", name)
    return plain_text(clean_text(_CONTROL.sub(" ", raw)))


def prose(value, name, notes) -> str:
    raw = clean_text(_CONTROL.sub(" ", _as_text(value, name, notes)))
    if "<" in raw and _TAG.search(raw):
        notes.odd("html", name)
        raw = _TAG.sub(lambda tag: tag[0].replace("\n", " "), raw)
        raw = "\n".join(plain_text(line) for line in _LINE_TAG.sub("\n", raw).split("\n"))
    lines = (line.rstrip() for line in raw.split("\n"))
    return _MANY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _items(value, name, notes) -> Iterable:
    """The non-empty items; a single one counts as a list of one."""
    if not isinstance(value, list):
        notes.odd("no_list", name)
        value = [value]
    for item in value:
        if is_nothing(item):
            notes.odd("empty_item", name)
        else:
            yield item


def texts(value, name, notes) -> tuple[str, ...]:
    found = (text(item, name, notes) for item in _items(value, name, notes))
    return tuple(dict.fromkeys(word for word in found if word))


def link(value, name, notes) -> str:
    """An http(s) address; anything else is dropped: it would lead readers astray."""
    address = _as_text(value, name, notes).strip()
    if not address:
        return ""
    if not (address := web_address(address)):
        notes.odd("no_web_address", name)
        return ""
    return address


def links(value, name, notes) -> tuple[str, ...]:
    found = (link(item, name, notes) for item in _items(value, name, notes))
    return tuple(dict.fromkeys(address for address in found if address))


def boolean(value, name, notes) -> bool | None:
    if isinstance(value, bool):
        return value
    notes.odd("wrong_type", name)
    word = str(value).strip().lower()
    if word in _TRUE:
        return True
    return False if word in _FALSE else None


def integer(value, name, notes) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        notes.odd("wrong_type", name)
        try:
            value = int(str(value).strip().removesuffix(".0"))
        except ValueError:
            return None
    # What a BIGINT holds; sizes and orders beyond are nonsense.
    return value if 0 <= value < 2**63 else None


@lru_cache(8192)
def _moment(raw: str) -> tuple[dt.datetime | None, str]:
    """(the moment, issue)."""
    odd = ""
    german = _GERMAN_DAY.fullmatch(raw)
    if german:
        raw, odd = f"{german[3]}-{int(german[2]):02}-{int(german[1]):02}", "no_iso_date"
    try:
        parsed = dt.datetime.fromisoformat(_LOST_PLUS.sub("+", raw))
        if parsed.tzinfo is None:
            parsed, odd = parsed.replace(tzinfo=BERLIN), odd or "time_without_zone"
        parsed = parsed.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None, "no_date"
    return (parsed, odd) if parsed.year in _YEARS else (None, "impossible_date")


def moment(value, name, notes) -> dt.datetime | None:
    """An aware moment in UTC; without a zone it is Berlin's."""
    parsed, odd = _moment(_as_text(value, name, notes).strip())
    if odd:
        notes.odd(odd, name)
    return parsed


def day(value, name, notes) -> dt.date | None:
    """A day; of a date-time it is the one in Berlin."""
    raw = _as_text(value, name, notes).strip()
    if len(raw) == 10 and raw[4] == "-":
        try:
            parsed = dt.date.fromisoformat(raw)
        except ValueError:
            notes.odd("no_date", name)
            return None
        if parsed.year in _YEARS:
            return parsed
        notes.odd("impossible_date", name)
        return None
    parsed, odd = _moment(raw)
    if parsed is None or odd == "no_iso_date":
        notes.odd(odd, name)
    else:
        notes.odd("time_for_date", name)
    return parsed and parsed.astimezone(BERLIN).date()


def geojson(value, name, notes) -> dict | None:
    made, odd = feature(value)
    if odd:
        notes.odd(odd, name)
    return made
