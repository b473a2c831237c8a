"""Conversion of coordinates from any projection to WGS84. No Django here."""

import re
from functools import lru_cache

from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

# A little more than Germany: what lies outside is a swapped axis or the wrong projection.
_LATITUDES = (46.0, 56.5)
_LONGITUDES = (4.0, 17.0)
# UTM eastings are often written with the zone in front (32476000); then it is another CRS.
_WITH_ZONE = {25832: 4647, 25833: 5650}


def to_wgs84(x, y, epsg) -> tuple[float, float] | None:
    """(latitude, longitude) in degrees, six places, or None when that is no place in Germany.

    x, y: numbers or their text, a decimal comma allowed, in either order: sources disagree about
    which axis comes first, and in Germany only one order can be meant.
    epsg: 25832, "25832", "EPSG:25832" or "urn:ogc:def:crs:EPSG::25832".
    """
    numbers = _number(x), _number(y)
    code = _epsg_code(epsg)
    if None in numbers or code is None:
        return None
    for candidate in (code, _WITH_ZONE.get(code)):
        transformer = _transformer(candidate) if candidate else None
        if transformer is None:
            continue
        for east, north in (numbers, numbers[::-1]):
            longitude, latitude = transformer.transform(east, north)
            if _in_germany(latitude, longitude):
                return round(latitude, 6), round(longitude, 6)
    return None


def _in_germany(latitude, longitude):
    return (
        _LATITUDES[0] <= latitude <= _LATITUDES[1] and _LONGITUDES[0] <= longitude <= _LONGITUDES[1]
    )


def _number(raw) -> float | None:
    try:
        return float(str(raw).strip().replace(",", "."))
    except ValueError:
        return None


def _epsg_code(raw) -> int | None:
    """The digits at the end: every spelling of an EPSG code has them there."""
    match = re.search(r"(\d{4,6})$", str(raw).strip())
    return int(match[1]) if match else None


@lru_cache(maxsize=32)
def _transformer(code: int) -> Transformer | None:
    try:
        return Transformer.from_crs(CRS.from_epsg(code), CRS.from_epsg(4326), always_xy=True)
    except ProjError:
        return None
