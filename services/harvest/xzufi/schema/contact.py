"""Contact data of a unit: `anschrift`, `kommunikation`, `oeffnungszeiten`, persons."""

import re
from collections.abc import Iterator

from core.geo.projections import to_wgs84
from core.safe_links import web_address
from core.text.html import plain_text
from directory.hours_text import closing_time
from services.records import Address, Channel, Hours, Person
from services.records.normalise import boolean

from .elements import (
    LOCAL,
    Context,
    Element,
    child_text,
    code_name,
    find,
    find_all,
    localized,
    markup_of,
    text_of,
    validity,
)

# By name, because the vendors' lists give the same code to different things. In this order:
# a "Postfachanschrift" is a post-office box before it is post.
_ADDRESS_KINDS = (
    ("postfach", "post_box"),
    ("grossempf", "post"),
    ("großempf", "post"),
    ("post", "post"),
    ("liefer", "delivery"),
    ("paket", "delivery"),
    ("haus", "visit"),
    ("besuch", "visit"),
)
_ADDRESS_CODES = {"": "visit", "001": "visit", "002": "post", "003": "post_box"}
_CHANNEL_KINDS = (
    ("kontaktformular", "contact_form"),
    ("de-mail", "secure_mail"),
    ("demail", "secure_mail"),
    ("epost", "secure_mail"),
    ("bea", "secure_mail"),
    ("bebpo", "secure_mail"),
    ("egvp", "secure_mail"),
    ("verschlüsselt", "secure_mail"),
    ("fax", "fax"),
    ("mobil", "mobile"),
    ("handy", "mobile"),
    ("mail", "email"),
    ("telefon", "phone"),
    ("phone", "phone"),
    ("www", "web"),
    ("web", "web"),
    ("internet", "web"),
    ("homepage", "web"),
    ("url", "web"),
)
_UTM = re.compile(r"UTM\D*(\d{2})", re.IGNORECASE)
_PHONE = re.compile(r"[+(]?\d[\d\s()/.\-–]{2,}")
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("1", "mo", "montag", "monday"),
            ("2", "di", "dienstag", "tuesday"),
            ("3", "mi", "mittwoch", "wednesday"),
            ("4", "do", "donnerstag", "thursday"),
            ("5", "fr", "freitag", "friday"),
            ("6", "sa", "samstag", "sonnabend", "saturday"),
            ("7", "so", "sonntag", "sunday"),
        ),
        start=1,
    )
    for name in names
}
_TIME = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?::[0-5]\d)?(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")


def _kind_by_name(name: str, kinds) -> str:
    lowered = name.lower()
    return next((kind for word, kind in kinds if word in lowered), "")


def address(element: Element, context: Context) -> Address:
    """`anschrift`; coordinates in whatever projection become WGS84 degrees."""
    kind = find(element, "typ")
    code, name = code_name(kind) if kind is not None else ("", "")
    post_box = child_text(element, "postfach")
    street = child_text(element, "strasse", "strassenname")
    found = _kind_by_name(name or code, _ADDRESS_KINDS) or _ADDRESS_CODES.get(code, "other")
    if post_box and not street:
        found = "post_box"
    latitude, longitude = _coordinates(element, context)
    return Address(
        kind=found,
        street=street,
        house_number=child_text(element, "hausnummer"),
        post_box=post_box,
        postcode=child_text(element, "postleitzahl", "plz"),
        place=child_text(element, "ort", "ortsname"),
        supplement=child_text(element, "zusatz", "adresszusatz", "anschriftzusatz"),
        latitude=latitude,
        longitude=longitude,
        wheelchair=boolean(child_text(element, "rollstuhlgerecht")),
        lift=boolean(child_text(element, "aufzug", "fahrstuhl")),
        accessibility_note=child_text(element, "hinweisBarrierefreiheit", "infoBarrierefreiheit"),
        public_transport=_stops(element, "haltestelle"),
        parking=_stops(element, "parkplatz"),
    )


def _stops(element: Element, name: str) -> tuple[str, ...]:
    """Public transport stops and car parks: one line of text each."""
    texts = (
        plain_text(" ".join(part for part in (text_of(leaf) for leaf in child.iter()) if part))
        for child in find_all(element, name)
    )
    return tuple(filter(None, texts))


def _coordinates(element: Element, context: Context) -> tuple[float | None, float | None]:
    coding = find(element, "geokodierung")
    if coding is None:
        return None, None
    values = {LOCAL[leaf.tag].lower(): text_of(leaf) for leaf in coding.iter()}
    system = (
        values.get("koordinatensystem") or values.get("projektion") or values.get("srsname") or ""
    )
    for leaf in coding.iter():
        system = system or leaf.get("srsName") or leaf.get("koordinatensystem") or ""
    pairs = (
        ("x", "y"),
        ("laengengrad", "breitengrad"),
        ("longitude", "latitude"),
        ("rechtswert", "hochwert"),
        ("koordinate1", "koordinate2"),
    )
    x, y = next(((values[a], values[b]) for a, b in pairs if a in values and b in values), ("", ""))
    if not x and not y:
        return None, None
    degrees = to_wgs84(x, y, _epsg(system))
    if degrees is None:
        context.warn("coordinates_not_plausible", f"{x} {y} {system}")
        return None, None
    return degrees


def _epsg(system: str) -> str:
    """The EPSG code of a system that is written out ("UTM32", "WGS 84"); "" is degrees."""
    if not system or "WGS" in system.upper():
        return "4326"
    utm = _UTM.search(system)
    return f"258{utm[1]}" if utm and "EPSG" not in system.upper() else system


def channel(element: Element, context: Context) -> Channel | None:
    """`kommunikation` {kanal, kennung, zusatz}; None when it is empty or not for the public."""
    value = child_text(element, "kennung", "wert", "value")
    hidden = boolean(child_text(element, "notPublic", "nichtOeffentlich")) is True
    if not value or hidden:
        return None
    kanal = find(element, "kanal", "typ")
    code, name = code_name(kanal) if kanal is not None else ("", "")
    kind = _kind_by_name(f"{name} {code}", _CHANNEL_KINDS) or _guessed(value, context)
    if kind in ("web", "contact_form"):
        if address := web_address(value) or web_address(f"https://{value}"):
            value = address
        else:
            # Words, such as "siehe Aushang"; or what nobody may follow.
            kind = "other"
    titles = localized(element, "zusatz", "titel", "kennungszusatz")
    return Channel(kind, value, titles.get("de") or next(iter(titles.values()), ""))


def _guessed(value: str, context: Context) -> str:
    """The kind of channel, guessed from its value."""
    if value.lower().startswith(("http://", "https://", "www.")):
        return "web"
    if "@" in value:
        return "email"
    context.warn("channel_kind_guessed", value)
    return "phone" if _PHONE.fullmatch(value) else "other"


def opening_hours(element: Element, context: Context) -> Iterator[Hours]:
    """Structured spans; a span that cannot be read is reported."""
    spans = list(find_all(element, "oeffnungszeit")) or [element]
    for span in spans:
        weekday = find(span, "wochentag")
        code, name = code_name(weekday) if weekday is not None else ("", "")
        number = _WEEKDAYS.get(name.lower().strip(". ")) or _WEEKDAYS.get(code.lower().strip(". "))
        opens = _time(child_text(span, "von", "beginn"))
        closes = closing_time(_time(child_text(span, "bis", "ende")))
        if not (number and opens and closes) or opens == "24:00":
            context.warn("opening_hours_not_understood", " ".join(map(text_of, span)))
            continue
        notes = localized(span, "zusatz", "hinweis")
        first, last = validity(span)
        note = notes.get("de") or next(iter(notes.values()), "")
        yield Hours(number, opens, closes, note, first, last)


def _time(text: str) -> str:
    """ "8:00", "08:00:00" or "24:00" as "HH:MM"."""
    match = _TIME.fullmatch(text)
    if not match:
        return ""
    return f"{int(match[1]):02}:{match[2]}"


def person(element: Element, context: Context) -> Person | None:
    """A contact person; None when the source does not release the name for publication."""
    hidden = boolean(child_text(element, "anonymize", "anonymisieren", "notPublic")) is True
    if hidden or boolean(child_text(element, "visible", "sichtbar")) is False:
        return None
    names = ("anrede", "titel", "vorname", "nachname", "familienname")
    name = " ".join(filter(None, (child_text(element, part) for part in names)))
    name = name or child_text(element, "name")
    if not name:
        return None
    channels = [channel(child, context) for child in find_all(element, "kommunikation")]
    reach = {entry.kind: entry.value for entry in reversed(channels) if entry}
    function = find(element, "funktion", "rolle", "position")
    return Person(
        name=name,
        function=plain_text(markup_of(function)) if function is not None else "",
        room=child_text(element, "raum", "zimmer"),
        phone=reach.get("phone", "") or child_text(element, "telefon"),
        email=reach.get("email", "") or child_text(element, "email"),
    )
