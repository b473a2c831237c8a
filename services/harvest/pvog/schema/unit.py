"""An organisation unit in detail → Unit.

The PVOG documents its answers thinly; what has been seen is `title`, `location.addresses`,
`location.communications` (codes of urn:de:xoev:codeliste:erreichbarkeit) and
`internetAddresses`. Opening hours come as text or as entries.
"""

import re

from core.geo.projections import to_wgs84
from core.safe_links import web_address
from core.text.html import clean_html, is_placeholder
from directory.hours_text import closing_time, parse_hours_with_notes
from services.records import Address, Channel, Hours, Unit
from services.records.normalise import boolean

from .values import entries, ref, text, updated, words

_CHANNELS = {
    "01": "email",
    "02": "phone",
    "03": "mobile",
    "04": "fax",
    "08": "secure_mail",
    "09": "web",
}
_WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_CLOCK = re.compile(r"(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)(?::\d\d)?")


def unit(id: str, raw: dict) -> Unit:
    name = text(raw, "title", "name")
    location = raw.get("location") if isinstance(raw.get("location"), dict) else raw
    hours = _hours_text(raw) or _hours_text(location)
    parent = text(raw, "parentId")
    return Unit(
        ref=ref(id),
        names={"de": name} if name else {},
        alternative_names=tuple(words(raw, "synonyms")),
        descriptions=_markup(raw, "description"),
        parent=ref(parent) if parent else None,
        addresses=tuple(_address(item) for item in entries(location, "addresses")),
        channels=tuple(_channels(raw, location)),
        hours=tuple(
            _structured_hours(raw)
            or _structured_hours(location)
            or [Hours(*span) for span in parse_hours_with_notes(hours)]
        ),
        hours_texts={"de": hours} if hours else {},
        payment_methods=tuple(words(raw, "paymentMethods")),
        accessibility=_markup(raw, "accessibility"),
        updated_at=updated(raw),
    )


def _markup(raw: dict, name: str) -> dict[str, str]:
    value = raw.get(name)
    if not isinstance(value, str) or is_placeholder(value):
        return {}
    return {"de": clean_html(value)}


def _address(raw: dict) -> Address:
    said = text(raw, "type", "typeName").casefold()
    latitude, longitude = _position(raw) or (None, None)
    post_box = text(raw, "postOfficeBox", "postBox", "postfach")
    kind = "post" if "post" in said else "visit"
    if post_box or "postfach" in said:
        kind = "post_box"
    return Address(
        kind=kind,
        street=text(raw, "street"),
        house_number=text(raw, "houseNumber", "housenumber"),
        post_box=post_box,
        postcode=text(raw, "zip", "zipCode", "postalCode"),
        place=text(raw, "city", "place"),
        supplement=text(raw, "additional", "addition", "supplement"),
        latitude=latitude,
        longitude=longitude,
        wheelchair=boolean(raw.get("wheelchairAccessible")),
        lift=boolean(raw.get("elevator")),
    )


def _position(raw: dict) -> tuple[float, float] | None:
    """Coordinates at the address or in a part of it, WGS84 unless told otherwise."""
    for place in (raw, raw.get("geo"), raw.get("coordinates"), raw.get("geoCoding")):
        if not isinstance(place, dict):
            continue
        x, y = text(place, "longitude", "lon", "lng", "x"), text(place, "latitude", "lat", "y")
        projection = text(place, "epsg", "projection", "referenceSystem") or "EPSG:4326"
        if x and y and (found := to_wgs84(x, y, projection)):
            return found
    return None


def _channels(raw: dict, location: dict):
    for item in [*entries(location, "communications"), *entries(raw, "communications")]:
        value = text(item, "value")
        kind = _CHANNELS.get(text(item, "code"), "other")
        if value and (kind != "web" or (value := web_address(value))):
            yield Channel(kind, value, text(item, "title", "addition"))
    for item in entries(raw, "internetAddresses"):
        if url := web_address(text(item, "uri", "url")):
            yield Channel("web", url, text(item, "title"))


def _hours_text(raw: dict) -> str:
    for name in ("openingHours", "openingTimes", "openingTimesText"):
        value = raw.get(name)
        if isinstance(value, str) and not is_placeholder(value):
            return clean_html(value)
    return ""


def _structured_hours(raw: dict) -> list[Hours]:
    """Entries of weekday, begin and end; [] as soon as one of them cannot be read."""
    found = []
    for item in entries(raw, "openingHours") or entries(raw, "openingTimes"):
        day = text(item, "weekday", "day", "dayOfWeek").casefold()
        opens = _CLOCK.fullmatch(text(item, "from", "begin", "opens"))
        closes = _CLOCK.fullmatch(text(item, "to", "end", "closes"))
        if day not in _WEEKDAYS or not opens or not closes or opens[0][:2] == "24":
            return []
        ends = closing_time(closes[0][:5])
        found.append(Hours(_WEEKDAYS.index(day) + 1, opens[0][:5], ends))
    return sorted(found, key=lambda hours: (hours.weekday, hours.opens))
