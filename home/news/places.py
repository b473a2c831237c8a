"""Venues: typed by the editor, or taken from the address book."""

from dataclasses import dataclass

from directory.contact_cache import cached_parts


@dataclass(frozen=True)
class Place:
    """latitude, longitude: WGS84 degrees or None."""

    name: str = ""
    street: str = ""
    town: str = ""
    url: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def line(self) -> str:
        return ", ".join(filter(None, [self.name, self.street, self.town]))

    @property
    def points(self) -> list[dict]:
        """For the site's map: one point, or none."""
        if self.latitude is None or self.longitude is None:
            return []
        text = ", ".join(filter(None, [self.street, self.town]))
        point = {"lat": self.latitude, "lon": self.longitude, "title": self.name, "text": text}
        return [{**point, "url": self.url} if self.url else point]

    def to_schema(self) -> dict:
        """Place, as schema.org has it."""
        address = {
            "@type": "PostalAddress",
            "streetAddress": self.street,
            "addressLocality": self.town,
        }
        geo = {
            "@type": "GeoCoordinates",
            "latitude": self.latitude,
            "longitude": self.longitude,
        }
        return {
            "@type": "Place",
            "name": self.name or self.street,
            "address": address,
            "geo": geo if self.latitude is not None else None,
        }


def for_event(event) -> Place:
    """The venue of an event."""
    typed = Place(
        event.place_name,
        event.place_street,
        event.place_town,
        latitude=event.latitude,
        longitude=event.longitude,
    )
    return at_office(event.venue, typed)


def at_office(unit, typed: Place) -> Place:
    """Typed values come first; missing ones are taken from the office's visiting address."""
    if not unit:
        return typed
    visits = [one for one in cached_parts(unit, "addresses") if one.kind == one.Kind.VISIT]
    is_shown = not (unit.withdrawn_at or unit.hidden or unit.not_public or unit.generalised)
    if not visits:
        return Place(typed.name or unit.name, typed.street, typed.town)
    at = visits[0]
    is_elsewhere = bool(typed.street)
    return Place(
        name=", ".join(filter(None, [unit.name, typed.name])),
        street=typed.street or at.street_line,
        town=typed.town or at.place_line,
        url=unit.get_absolute_url() if is_shown else "",
        latitude=typed.latitude if is_elsewhere or typed.latitude else at.latitude,
        longitude=typed.longitude if is_elsewhere or typed.longitude else at.longitude,
    )
