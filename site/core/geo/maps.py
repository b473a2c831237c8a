"""Data of the site's map: cleaned points and shapes, their bounds, and the map's own limits.

GeoJSON (RFC 7946) comes from councils, sources and citizens: what is no valid geometry is left
out, never an error. Coordinates are WGS84 degrees.
"""

import json
import math
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.core.checks import Error

from .geometry import flattened, positions, representative

MIN_ZOOM, MAX_ZOOM = 5, 18
GERMANY = (5.5, 47.0, 15.6, 55.2)  # west, south, east, north
MARGIN = 0.5  # of the box's width and height, on each side
_TEXTS = ("title", "text", "kind")


def point_of(geojson) -> tuple[float, float] | None:
    """(latitude, longitude) of a representative point of any GeoJSON object; None without one.

    geojson: a geometry, Feature or FeatureCollection, as dict or JSON text. The place lies on the
    geometry: inside the largest area, on the longest line, or at the middlemost point.
    """
    best = representative(list(flattened(_parsed(geojson))))
    return best and (round(best[1], 6), round(best[0], 6))


def bounds(points: Iterable) -> tuple[float, float, float, float] | None:
    """(south, west, north, east) of points, None without any valid one.

    points: {"lat": …, "lon": …} or (latitude, longitude) each.
    """
    places = [place for place in map(_place, points) if place]
    if not places:
        return None
    latitudes, longitudes = zip(*places, strict=True)
    return min(latitudes), min(longitudes), max(latitudes), max(longitudes)


def entries(points: Iterable[dict], shapes: Iterable[dict] = ()) -> tuple[list, list]:
    """(points, features) for the map's script, without invalid places.

    points: {"lat", "lon", "title", "url", "text", "kind"?}; shapes: GeoJSON features whose
    properties have the same names. A shape that is a point becomes a point.
    """
    marks = [
        {"lat": place[0], "lon": place[1], **_words(point)}
        for point in points
        if (place := _place(point))
    ]
    features = []
    for shape in shapes:
        words = _words(shape.get("properties") if isinstance(shape, dict) else None)
        for geometry in flattened(shape):
            if geometry["type"] in ("Point", "MultiPoint"):
                marks += [{"lat": y, "lon": x, **words} for x, y in positions(geometry)]
            else:
                features.append({"type": "Feature", "geometry": geometry, "properties": words})
    return marks, features


def extent(marks: list, features: list) -> list[list[float]] | None:
    """[[south, west], [north, east]] of everything that `entries` returned."""
    places = [(mark["lat"], mark["lon"]) for mark in marks]
    for feature in features:
        places += [(latitude, longitude) for longitude, latitude in positions(feature["geometry"])]
    box = bounds(places)
    return box and [[box[0], box[1]], [box[2], box[3]]]


def area() -> tuple[float, float, float, float]:
    """(west, south, east, north) of the area that the map's background is offered for.

    MAP_BOUNDS with a margin around it, else Germany.
    """
    if not settings.MAP_BOUNDS:
        return GERMANY
    west, south, east, north = (float(number) for number in settings.MAP_BOUNDS)
    wide, high = (east - west) * MARGIN, (north - south) * MARGIN
    return west - wide, south - high, east + wide, north + high


def check_settings(app_configs=None, **kwargs) -> Iterator:
    """System check: report a wrong setting at start-up instead of showing an empty map."""
    return [*_address_faults(settings.MAP_TILE_URL), *_bounds_faults(settings.MAP_BOUNDS)]


def _address_faults(address):
    missing = [name for name in ("{z}", "{x}", "{y}") if name not in address]
    if not address or (address.startswith(("https://", "http://")) and not missing):
        return []
    return [
        Error(
            "MAP_TILE_URL is no address of map tiles.",
            hint="It begins with https:// and holds {z}, {x} and {y}; empty: no background.",
            id="core.E001",
        )
    ]


def _bounds_faults(box):
    try:
        west, south, east, north = (float(number) for number in box or GERMANY)
    except ValueError:
        west = south = east = north = math.nan
    if -180 <= west < east <= 180 and -85 <= south < north <= 85:
        return []
    return [
        Error(
            "MAP_BOUNDS is no area.",
            hint="Four numbers in degrees: west,south,east,north, for example 8.4,50.0,8.8,50.3.",
            id="core.E002",
        )
    ]


def _parsed(geojson):
    if not isinstance(geojson, (str, bytes)):
        return geojson
    try:
        return json.loads(geojson)
    except (ValueError, RecursionError):
        return None


def _place(point) -> tuple[float, float] | None:
    """(latitude, longitude), six places (about 10 cm), or None."""
    try:
        pair = (point["lat"], point["lon"]) if isinstance(point, dict) else point
        latitude, longitude = (round(float(number), 6) for number in pair)
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _words(source) -> dict:
    """Title, text, kind and address; an address that is no web address is left out."""
    source = source if isinstance(source, dict) else {}
    words = {name: str(source[name]) for name in _TEXTS if source.get(name)}
    url = str(source.get("url") or "")
    if url.startswith(("https://", "http://", "/", "?", "#")):
        words["url"] = url
    return words
