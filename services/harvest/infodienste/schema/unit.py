"""OrganisationalUnit and DirectoryPerson → Unit."""

from core.geo.projections import to_wgs84
from core.safe_links import web_address
from core.text.html import clean_html, is_placeholder
from directory.hours_text import parse_hours_with_notes
from services.records import Address, Channel, Hours, Person, Unit
from services.records.normalise import instant

from .values import (
    Context,
    Versions,
    by_language,
    entries,
    is_public,
    is_shown,
    key_of,
    main,
    text,
    words,
)

_CHANNELS = {
    "EMAIL": "email",
    "E-MAIL": "email",
    "MAIL": "email",
    "TELEFON": "phone",
    "FESTNETZ": "phone",
    "MOBIL": "mobile",
    "MOBILTELEFON": "mobile",
    "HANDY": "mobile",
    "FAX": "fax",
    "TELEFAX": "fax",
    "WWW": "web",
    "INTERNET": "web",
    "KONTAKTFORMULAR": "contact_form",
    "DE-MAIL": "secure_mail",
    "DEMAIL": "secure_mail",
    "BEBPO": "secure_mail",
}


def unit(versions: Versions, context: Context, persons: list[dict] = ()) -> Unit:
    """One unit out of {language tag: object}, German first."""
    german = main(versions)
    parent = str(german.get("parentId") or "")
    hours = by_language(versions, lambda raw: _markup(raw, "openingHours"))
    appointment = german.get("onlineAppointment")
    url = text(appointment, "link") if isinstance(appointment, dict) else ""
    position = german.get("position")
    return Unit(
        ref=context.ref(german["id"]),
        names=by_language(versions, lambda raw: text(raw, "name")),
        alternative_names=tuple(words(german, "synonyms")),
        descriptions=by_language(
            versions, lambda raw: _markup(raw, "description") + _markup(raw, "misc")
        ),
        short_descriptions=by_language(versions, lambda raw: _markup(raw, "shortDescription")),
        parent=context.ref(parent) if parent else None,
        addresses=tuple(_address(raw) for raw in entries(german, "addresses") if is_public(raw)),
        channels=tuple(_channels(german, "communications")),
        persons=tuple(_person(raw) for raw in persons if is_shown(raw)),
        hours=tuple(Hours(*span) for span in parse_hours_with_notes(hours.get("de", ""))),
        hours_texts=hours,
        payment_methods=tuple(
            name
            for method in entries(german, "paymentMethods")
            if is_public(method) and (name := text(method, "name"))
        ),
        appointment_required=german.get("appointmentRequired") is True,
        appointment_url=web_address(url),
        generalised=german.get("generalized") is True,
        visible=is_shown(german),
        position=position if isinstance(position, int) and position > 0 else 0,
        updated_at=max(
            (at for raw in versions.values() if (at := instant(text(raw, "lastUpdated")))),
            default=None,
        ),
    )


def _markup(raw: dict, name: str) -> str:
    value = raw.get(name)
    return clean_html(value) if isinstance(value, str) and not is_placeholder(value) else ""


def _address(raw: dict) -> Address:
    area = raw.get("area")
    latitude, longitude = _position(raw) or (None, None)
    return Address(
        kind=_address_kind(raw),
        street=text(raw, "street"),
        house_number=text(raw, "houseNumber"),
        post_box=text(raw, "mailbox"),
        postcode=text(raw, "zipcode"),
        place=_place(text(area, "name") if isinstance(area, dict) else ""),
        supplement=text(raw, "comment"),
        latitude=latitude,
        longitude=longitude,
        wheelchair=_flag(raw, "wheelchairAccessible"),
        lift=_flag(raw, "elevator"),
        accessibility_note=text(raw, "accessibleInfo"),
        public_transport=tuple(_stop(stop) for stop in entries(raw, "transportationStops")),
        parking=tuple(_parking(lot) for lot in entries(raw, "parkingLots")),
    )


def _address_kind(raw: dict) -> str:
    kind = raw.get("type")
    said = f"{key_of(kind)} {text(kind, 'name') if isinstance(kind, dict) else ''}".casefold()
    if "postfach" in said or (text(raw, "mailbox") and not text(raw, "street")):
        return "post_box"
    if "liefer" in said:
        return "delivery"
    return "post" if "post" in said else "visit"


def _place(area_name: str) -> str:
    """The area's name is the official one: "Lindenfurt, Stadt"."""
    name, _comma, _kind = area_name.partition(",")
    return name.strip()


def _position(raw: dict) -> tuple[float, float] | None:
    place = raw.get("geoLocation")
    if not isinstance(place, dict):
        return None
    projection = place.get("projection") or "EPSG:4326"
    return to_wgs84(place.get("coordinate1"), place.get("coordinate2"), projection)


def _flag(raw: dict, name: str) -> bool | None:
    value = raw.get(name)
    return value if isinstance(value, bool) else None


def _stop(stop: dict) -> str:
    lines = ", ".join(name for line in entries(stop, "lines") if (name := text(line, "name")))
    return f"{text(stop, 'name')} ({lines})" if lines else text(stop, "name")


def _parking(lot: dict) -> str:
    count = lot.get("count")
    kind = lot.get("type")
    name = text(lot, "name") or (text(kind, "name") if isinstance(kind, dict) else "")
    return f"{name} ({count})" if count else name


def _channels(raw: dict, name: str):
    for item in entries(raw, name):
        value = text(item, "value")
        if not value or not is_public(item):
            continue
        kind = _CHANNELS.get(key_of(item.get("type")).upper(), "other")
        if kind in ("web", "contact_form"):
            if address := web_address(value) or web_address(f"https://{value}"):
                value = address
            else:
                kind = "other"
        yield Channel(kind, value, text(item, "title"))


def _person(raw: dict) -> Person:
    """A contact person; hidden ones and those to be anonymised are dropped before."""
    names = (text(raw, key) for key in ("title", "firstName", "nameAddition", "lastName"))
    channels = list(_channels(raw, "communication"))

    def first(*kinds):
        return next((channel.value for channel in channels if channel.kind in kinds), "")

    return Person(
        name=" ".join(name for name in names if name),
        function=text(raw, "function") or text(raw, "position"),
        room=text(raw, "room"),
        phone=first("phone", "mobile"),
        email=first("email"),
    )
