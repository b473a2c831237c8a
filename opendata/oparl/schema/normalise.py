"""Generic repairs of values from every source, each for a fault of real servers.

No Django here. Unambiguous faults are repaired silently or noted by the caller; the raw object is
kept unchanged.
"""

import datetime as dt
import json
import re
from zoneinfo import ZoneInfo

import orjson

from core.formats import media_types
from core.text.normalise import storable

BERLIN = ZoneInfo("Europe/Berlin")
_ESCAPED_NUL = b"\\u0000"

# Germany, generously: wide enough for border towns, and latitude and longitude never overlap.
_LATITUDES = (46.0, 56.0)
_LONGITUDES = (5.0, 16.0)
_GEOMETRIES = frozenset(
    {
        *("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"),
        "GeometryCollection",
    }
)
_DEEPEST = 8
_DOUBLED_EXTENSION = re.compile(r"(\.[A-Za-z0-9]{1,5})\1+$", re.IGNORECASE)


# --- JSON ------------------------------------------------------------------------------------


def decoded(body: bytes) -> tuple[str, str]:
    """(text, issue): UTF-8 whatever the header claims, else Windows-1252."""
    odd = "byte_order_mark" if body.startswith(b"\xef\xbb\xbf") else ""
    try:
        return body.decode(json.detect_encoding(body)), odd
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace"), "wrong_charset"


def loads(body: bytes):
    """(the JSON value, issue).

    Raw control characters inside strings, a byte order mark, a wrong charset, NUL characters and
    halves of surrogate pairs are put right. Raises ValueError for what is no JSON, and
    RecursionError.
    """
    if _ESCAPED_NUL not in body:
        try:
            return orjson.loads(body), ""
        except orjson.JSONDecodeError:
            pass
    text, odd = decoded(body)
    text = text.removeprefix("\ufeff")
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        value, odd = json.loads(text, strict=False), odd or "control_characters"
    return storable(value), odd


# --- Times ------------------------------------------------------------------------------------


def real_end(start: dt.datetime | None, end: dt.datetime | None):
    """(end or None, issue): midnight means unknown, and no end lies before its start."""
    if end is None:
        return None, ""
    if end.astimezone(BERLIN).time() == dt.time(0):
        return None, "end_at_midnight"
    if start is not None and end < start:
        return None, "end_before_start"
    return end, ""


# --- Places -----------------------------------------------------------------------------------


def feature(value) -> tuple[dict | None, str]:
    """(GeoJSON Feature or None, issue), from a Feature, a bare geometry or their text.

    [latitude, longitude] within Germany is turned into the order of RFC 7946, section 3.1.1.
    """
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return None, "no_geojson"
    if not isinstance(value, dict):
        return None, "no_geojson"
    odd = ""
    if value.get("type") in _GEOMETRIES:
        value, odd = {"type": "Feature", "properties": {}, "geometry": value}, "bare_geometry"
    geometry = value.get("geometry")
    if value.get("type") != "Feature" or not _is_geometry(geometry):
        return None, "no_geojson"
    if _is_swapped(geometry):
        geometry, odd = _turned(geometry), "latitude_first"
    return {**value, "properties": value.get("properties") or {}, "geometry": geometry}, odd


def _is_geometry(value) -> bool:
    if not isinstance(value, dict) or value.get("type") not in _GEOMETRIES:
        return False
    if value["type"] == "GeometryCollection":
        parts = value.get("geometries")
        return isinstance(parts, list) and all(
            isinstance(part, dict) and "coordinates" in part and _is_geometry(part)
            for part in parts
        )
    positions = list(_positions(value.get("coordinates")))
    return bool(positions) and all(positions)


def _positions(coordinates, depth=0):
    """Every position as (x, y); None for an invalid one."""
    if not isinstance(coordinates, list) or not coordinates or depth > _DEEPEST:
        yield None
    elif isinstance(coordinates[0], list):
        for part in coordinates:
            yield from _positions(part, depth + 1)
    elif len(coordinates) >= 2 and all(_is_number(one) for one in coordinates):
        x, y = coordinates[:2]
        yield (x, y) if abs(x) <= 180 and abs(y) <= 180 else None
    else:
        yield None


def _is_number(value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_swapped(geometry) -> bool:
    if geometry["type"] == "GeometryCollection":
        return bool(geometry["geometries"]) and all(map(_is_swapped, geometry["geometries"]))
    return all(
        _within(x, _LATITUDES) and _within(y, _LONGITUDES)
        for x, y in _positions(geometry["coordinates"])
    )


def _within(number, limits) -> bool:
    return limits[0] <= number <= limits[1]


def _turned(geometry) -> dict:
    if geometry["type"] == "GeometryCollection":
        return {**geometry, "geometries": [_turned(part) for part in geometry["geometries"]]}
    return {**geometry, "coordinates": _turned_positions(geometry["coordinates"])}


def _turned_positions(coordinates):
    if isinstance(coordinates[0], list):
        return [_turned_positions(part) for part in coordinates]
    x, y, *height = coordinates
    return [y, x, *height]


# --- Texts with a form of their own -----------------------------------------------------------


def area_key(raw: str, length: int) -> str:
    """An AGS (8 digits) or ARS (12) as text; a leading zero that got lost is put back.

    Longer AGS that end in zeros are cut ("051140000" is Krefeld's 05114000). "" for anything
    else.
    """
    digits = "".join(raw.split())
    if not digits.isascii() or not digits.isdecimal():
        return ""
    if len(digits) == length - 1:
        digits = f"0{digits}"
    if len(digits) > length and not digits[length:].strip("0"):
        digits = digits[:length]
    return digits if len(digits) == length else ""


def mime_type(raw: str) -> str:
    """A media type in lower case; a bare extension ("pdf", ".docx") becomes its type."""
    name = raw.strip().lower().partition(";")[0].strip()
    if "/" in name:
        return name
    known = media_types.by_ending(name)
    return known.name if known else ""


def file_name(raw: str) -> str:
    """Without a doubled extension: "Mail.eml.eml" → "Mail.eml"."""
    return _DOUBLED_EXTENSION.sub(r"\1", raw)


def file_url(url: str) -> str:
    """Without the doubled slash that SD.NET writes into the addresses of files."""
    return url.replace("/files//rim", "/files/rim")
