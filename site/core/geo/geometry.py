"""GeoJSON geometries (RFC 7946): validation and representative points. No Django here.

Plane geometry in degrees: at a city's size the error is smaller than a house.
"""

import math
from collections.abc import Iterator
from itertools import pairwise

DEPTH = 8  # of collections within collections
# type → how many lists stand around a position
_NESTING = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
_AT_LEAST = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}


def flattened(geojson, depth: int = DEPTH) -> Iterator[dict]:
    """The valid single geometries in any GeoJSON object: {"type", "coordinates"}.

    Coordinates are [longitude, latitude] with six places; heights are dropped.
    """
    if not isinstance(geojson, dict) or depth < 0:
        return
    kind = geojson.get("type")
    if kind == "Feature":
        yield from flattened(geojson.get("geometry"), depth - 1)
    elif kind in ("FeatureCollection", "GeometryCollection"):
        members = geojson.get("features" if kind == "FeatureCollection" else "geometries")
        for member in members if isinstance(members, list) else ():
            yield from flattened(member, depth - 1)
    elif isinstance(kind, str) and kind in _NESTING:
        try:
            coordinates = _cleaned(geojson.get("coordinates"), _NESTING[kind], _AT_LEAST.get(kind))
        except (TypeError, ValueError, OverflowError):
            return
        yield {"type": kind, "coordinates": coordinates}


def _cleaned(raw, nesting, at_least):
    """Raises TypeError or ValueError when that is no list of positions of this nesting."""
    if nesting == 0:
        longitude, latitude = (round(float(number), 6) for number in raw[:2])
        if not (abs(longitude) <= 180 and abs(latitude) <= 90):
            raise ValueError("no place on earth")
        return [longitude, latitude]
    if not isinstance(raw, list) or len(raw) < (at_least or 1 if nesting == 1 else 1):
        raise ValueError("too few positions")
    return [_cleaned(part, nesting - 1, at_least) for part in raw]


def positions(geometry: dict) -> Iterator[list[float]]:
    """Every [longitude, latitude] of a flattened geometry."""
    yield from _positions(geometry["coordinates"], _NESTING[geometry["type"]])


def _positions(part, nesting):
    if nesting == 0:
        yield part
        return
    for inner in part:
        yield from _positions(inner, nesting - 1)


def representative(geometries: list[dict]) -> tuple[float, float] | None:
    """(longitude, latitude) on the largest area, else on the longest line, else at a point."""
    polygons = _parts(geometries, "Polygon")
    lines = _parts(geometries, "LineString")
    points = _parts(geometries, "Point")
    if polygons:
        return _inside(max(polygons, key=lambda rings: abs(_area_and_centroid(rings[0])[0])))
    if lines:
        return _middle(max(lines, key=_length))
    return _middlemost(points) if points else None


def _parts(geometries, kind):
    """The coordinates of all parts of one dimension, those of Multi… taken apart."""
    found = [item["coordinates"] for item in geometries if item["type"] == kind]
    for item in geometries:
        if item["type"] == f"Multi{kind}":
            found += item["coordinates"]
    return found


def _area_and_centroid(ring):
    """(signed area, x, y) by the shoelace formula, taken from the first corner to keep digits."""
    x0, y0 = ring[0]
    doubled = x = y = 0.0
    for (ax, ay), (bx, by) in pairwise(ring):
        ax, ay, bx, by = ax - x0, ay - y0, bx - x0, by - y0
        cross = ax * by - bx * ay
        doubled += cross
        x += (ax + bx) * cross
        y += (ay + by) * cross
    if math.isclose(doubled, 0.0, abs_tol=1e-15):
        return 0.0, *_middle(ring)
    return doubled / 2, x0 + x / (3 * doubled), y0 + y / (3 * doubled)


def _inside(rings):
    """The centroid when it lies in the area, else the middle of the widest stretch beside it."""
    area, x, y = _area_and_centroid(rings[0])
    if area == 0.0:
        return x, y
    stretches = _stretches(rings, y)
    if not stretches:  # a ring that crosses itself may have its centroid anywhere
        latitudes = [latitude for _longitude, latitude in rings[0]]
        y = (min(latitudes) + max(latitudes)) / 2
        stretches = _stretches(rings, y) or [(rings[0][0][0],) * 2]
    if any(west < x < east for west, east in stretches):
        return x, y
    west, east = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return (west + east) / 2, y


def _stretches(rings, y):
    """[(west, east), …] of the area along one latitude."""
    crossings = _crossings(rings, y)
    return list(zip(crossings[::2], crossings[1::2], strict=False))


def _crossings(rings, y):
    """Where a line from west to east crosses the rings, in order; holes count as outside."""
    return sorted(
        ax + (y - ay) / (by - ay) * (bx - ax)
        for ring in rings
        for (ax, ay), (bx, by) in pairwise(ring)
        if (ay > y) != (by > y)
    )


def _length(line):
    return sum(math.dist(a, b) for a, b in pairwise(line))


def _middle(line):
    """The place at half of the length."""
    left = _length(line) / 2
    for a, b in pairwise(line):
        step = math.dist(a, b)
        if step >= left and step > 0:
            share = left / step
            return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
        left -= step
    return tuple(line[0])


def _middlemost(points):
    """The point that is nearest to the mean of all."""
    mean = [sum(numbers) / len(points) for numbers in zip(*points, strict=True)]
    return tuple(min(points, key=lambda point: math.dist(point, mean)))
