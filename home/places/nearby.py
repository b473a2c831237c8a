"""Lookup of the origin for distances: a postcode, a district, a street or an office.

It is looked up in the site's own data: no other service is asked, nobody is tracked.
"""

import math
from dataclasses import dataclass

from directory.models import Address

from .entries import Entry, folded

EARTH = 6_371_000  # metres
AT_MOST = 100  # characters


@dataclass(frozen=True)
class Spot:
    """The origin of distances. label: its name as found."""

    label: str
    latitude: float
    longitude: float

    def distance(self, position: tuple[float, float] | None) -> float | None:
        """Metres as the crow flies (haversine); None for a place that is not on the map."""
        if position is None:
            return None
        here, there = math.radians(self.latitude), math.radians(position[0])
        across = math.radians(position[1] - self.longitude)
        half = math.sin((there - here) / 2) ** 2
        half += math.cos(here) * math.cos(there) * math.sin(across / 2) ** 2
        return 2 * EARTH * math.asin(math.sqrt(half))


def find_spot(text: str, entries: list[Entry]) -> Spot | None:
    """The spot with this name, None without one. At most one query."""
    text = " ".join(text.split())[:AT_MOST]
    wanted = folded(text)
    if not wanted:
        return None
    placed = [entry for entry in entries if entry.position]
    tests = (
        lambda entry: entry.postcode == text,
        lambda entry: folded(entry.district) == wanted,
        lambda entry: folded(entry.title) == wanted,
        lambda entry: _street_matches(entry.street, wanted),
    )
    for test in tests:
        if found := [entry.position for entry in placed if test(entry)]:
            return _center(text, found)
    return _in_address_book(text, wanted) or _by_title(wanted, placed)


def _in_address_book(text, wanted) -> Spot | None:
    rows = Address.objects.filter(
        kind=Address.Kind.VISIT,
        latitude__isnull=False,
        longitude__isnull=False,
        unit__withdrawn_at=None,
        unit__hidden=False,
        unit__not_public=False,
        unit__generalised=False,
    ).values_list("postcode", "street", "unit__name", "latitude", "longitude")
    found = {"postcode": [], "street": [], "name": []}
    for postcode, street, name, latitude, longitude in rows:
        at = latitude, longitude
        if postcode == text:
            found["postcode"].append(at)
        if _street_matches(street, wanted):
            found["street"].append(at)
        if folded(name) == wanted:
            found["name"].append(at)
    return next((_center(text, places) for places in found.values() if places), None)


def _by_title(wanted, placed) -> Spot | None:
    entry = next((entry for entry in placed if wanted in folded(entry.title)), None)
    return entry and Spot(entry.title, *entry.position)


def _street_matches(street, wanted) -> bool:
    """Whether the street matches, with or without the number: `Am Markt` fits `Am Markt 3`."""
    known = folded(street)
    return bool(known) and (known == wanted or known.startswith(f"{wanted} "))


def _center(label, places) -> Spot:
    latitudes, longitudes = zip(*places, strict=True)
    return Spot(label, sum(latitudes) / len(places), sum(longitudes) / len(places))
