"""Area keys and their containment (ARS, 12 digits; the hierarchy is a prefix before zeros)."""

from django.conf import settings

# Bund, Land, Regierungsbezirk, Kreis, Gemeindeverband, Gemeinde: digits that say something.
_LEVELS = (0, 2, 3, 5, 9, 12)


def covers(area: str, place: str) -> bool:
    """Whether `area` contains `place`; an unknown (empty) key on either side covers everything."""
    if not area or not place:
        return True
    for level in _LEVELS:
        if not area[level:].strip("0"):
            return place[:level] == area[:level]
    return area == place


def our_area(source) -> str:
    """The relevant area: a source's own, else the city's (STADTTOR_ARS); "" for any."""
    return (source.area if source else "") or settings.STADTTOR_ARS


def overlaps(area: str, place: str) -> bool:
    """Whether one contains the other."""
    return covers(area, place) or covers(place, area)


def any_covers(areas, place: str) -> bool:
    return not areas or any(covers(area, place) for area in areas)


def municipality_key(ars: str) -> str:
    """AGS (8 digits) of an ARS (12 digits)."""
    return ars[:5] + ars[9:12] if len(ars) == 12 else ars
