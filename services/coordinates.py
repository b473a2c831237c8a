"""Coordinates of any projection → WGS84. No Django here."""

import re
from functools import lru_cache

# A generous frame around Germany, degrees: what lies outside is a slip, not an office.
_SOUTH, _NORTH, _WEST, _EAST = 46.0, 56.0, 5.0, 16.0
_DEGREES = frozenset({4326, 4258})  # WGS84, ETRS89: the same at an address's accuracy
_EPSG = re.compile(r"(?:EPSG|CRS)\D{0,3}(?:\d+(?:\.\d+)*:)?:?(\d{4,5})|^(\d{4,5})$", re.IGNORECASE)
_UTM = re.compile(r"UTM\D*(\d{2})", re.IGNORECASE)
_GAUSS_KRUEGER = re.compile(r"(?:GAU(?:SS|ß)|GK|DHDN)\D*([2-5])", re.IGNORECASE)


@lru_cache(256)
def epsg_of(system: str) -> int | None:
    """The EPSG number in "EPSG:25832", an OGC urn, "25832", "UTM32", "GK 3"; "" is degrees."""
    system = system.strip()
    if not system or "WGS" in system.upper():
        return 4326
    if match := _EPSG.search(system):
        return int(match[1] or match[2])
    if match := _UTM.search(system):
        return 25800 + int(match[1])
    if match := _GAUSS_KRUEGER.search(system):
        return 31464 + int(match[1])
    return None


@lru_cache(32)
def _transformer(epsg: int):
    """Cached: making one costs far more than using it. None for a projection nobody knows."""
    import pyproj

    try:
        return pyproj.Transformer.from_crs(epsg, 4326, always_xy=True)
    except pyproj.exceptions.CRSError:
        return None


def _number(raw: str | float) -> float | None:
    try:
        return float(str(raw).strip().replace(",", "."))
    except ValueError:
        return None


def _plausible(latitude: float, longitude: float) -> bool:
    return _SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST


def to_wgs84(x: str | float, y: str | float, system: str = "") -> tuple[float, float] | None:
    """(latitude, longitude) in degrees, six decimals; None for what is no place in Germany.

    x is the easting or longitude, y the northing or latitude. Turned round they are understood
    too, and so are UTM eastings with the zone in front ("32474321").
    """
    east, north, epsg = _number(x), _number(y), epsg_of(system or "")
    if east is None or north is None or epsg is None:
        return None
    for first, second in ((east, north), (north, east)):
        found = _degrees(first, second, epsg)
        if found and _plausible(*found):
            return round(found[0], 6), round(found[1], 6)
    return None


def _degrees(east: float, north: float, epsg: int) -> tuple[float, float] | None:
    if epsg in _DEGREES:
        return north, east
    transformer = _transformer(epsg)
    if transformer is None:
        return None
    if 25828 <= epsg <= 25838 and east > 1e7:
        east %= 1e6
    longitude, latitude = transformer.transform(east, north)
    return latitude, longitude
