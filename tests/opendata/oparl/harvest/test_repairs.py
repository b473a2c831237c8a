"""Repairs that every source gets."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opendata.oparl.schema import normalise

JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("ab\x01ü"), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("body", "value", "odd"),
    [
        (b'{"a": "\xc3\xbc"}', {"a": "ü"}, ""),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}, "byte_order_mark"),
        (b'{"a": "\xfc \x84x\x93"}', {"a": "ü „x“"}, "wrong_charset"),
        (b'{"a": "x\x03y\nz\x1f"}', {"a": "x\x03y\nz\x1f"}, "control_characters"),
        (b'{"a": "x\x00y"}', {"a": "xy"}, "control_characters"),
        (b'{"a\\u0000": ["x\\u0000y"]}', {"a": ["xy"]}, ""),
        (b'{"a": "\\ud800x"}', {"a": "x"}, ""),
        (b'{"a": NaN, "b": -Infinity}', {"a": None, "b": None}, ""),
        ('{"a": "ü"}'.encode("utf-16"), {"a": "ü"}, ""),
        (b" [] ", [], ""),
    ],
)
def test_json_as_servers_send_it(body, value, odd):
    assert normalise.loads(body) == (value, odd)


@pytest.mark.parametrize("body", [b"", b"{", b"<html>", b"{'a': 1}", b'{"a": 1} x', b"\xff\xfe"])
def test_what_is_no_json_is_refused(body):
    with pytest.raises(ValueError):
        normalise.loads(body)


@given(JSON_VALUES)
def test_good_json_is_read_as_it_is(value):
    assert normalise.loads(json.dumps(value).encode())[0] == normalise.storable(value)


@given(JSON_VALUES)
def test_what_is_storable_holds_no_nul_and_no_half_of_a_pair(value):
    text = json.dumps(normalise.storable(value), ensure_ascii=False)
    assert "\\u0000" not in text and text.encode()


def at(text):
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "end", "kept", "odd"),
    [
        ("2026-01-10T18:00+01:00", "2026-01-10T20:00+01:00", True, ""),
        ("2026-01-10T18:00+01:00", "2026-01-10T00:00+01:00", False, "end_at_midnight"),
        ("2026-07-10T18:00+02:00", "2026-07-11T00:00+02:00", False, "end_at_midnight"),
        ("2026-01-10T18:00+01:00", "2026-01-10T17:59+01:00", False, "end_before_start"),
        ("2026-01-10T18:00+01:00", "2026-01-10T18:00+01:00", True, ""),
        (None, "2026-01-10T18:00+01:00", True, ""),
    ],
)
def test_the_real_end(start, end, kept, odd):
    end = at(end)
    assert normalise.real_end(start and at(start), end) == (end if kept else None, odd)


def point(*position):
    return {"type": "Point", "coordinates": list(position)}


def feature(geometry, **more):
    return {"type": "Feature", "properties": {}, "geometry": geometry, **more}


RING = [[[6.0, 50.0], [6.1, 50.0], [6.1, 50.1], [6.0, 50.0]]]
TURNED_RING = [[[y, x] for x, y in RING[0]]]


@pytest.mark.parametrize(
    ("said", "meant", "odd"),
    [
        (feature(point(6.39, 50.72)), feature(point(6.39, 50.72)), ""),
        (feature(point(50.72, 6.39)), feature(point(6.39, 50.72)), "latitude_first"),
        (feature(point(50.72, 6.39, 7)), feature(point(6.39, 50.72, 7)), "latitude_first"),
        (point(6.39, 50.72), feature(point(6.39, 50.72)), "bare_geometry"),
        (json.dumps(point(6.39, 50.72)), feature(point(6.39, 50.72)), "bare_geometry"),
        (
            feature({"type": "Polygon", "coordinates": TURNED_RING}),
            feature({"type": "Polygon", "coordinates": RING}),
            "latitude_first",
        ),
        (feature(point(48.8, 2.3)), feature(point(48.8, 2.3)), ""),
        (
            feature({"type": "GeometryCollection", "geometries": [point(50.72, 6.39)]}),
            feature({"type": "GeometryCollection", "geometries": [point(6.39, 50.72)]}),
            "latitude_first",
        ),
    ],
)
def test_places_on_the_map(said, meant, odd):
    assert normalise.feature(said) == (meant, odd)


@pytest.mark.parametrize(
    "said",
    [None, 7, "", "x", [], {}, {"type": "Feature"}, feature(None), feature({"type": "Point"})]
    + [feature(point()), feature(point(6)), feature(point("6", "50")), feature(point(6, 500))]
    + [feature(point(True, False)), feature({"type": "Circle", "coordinates": [6, 50]})]
    + [{"type": "FeatureCollection", "features": []}, "[" * 100_000]
    + [feature({"type": "GeometryCollection", "geometries": [7]})],
)
def test_what_is_no_place_on_the_map(said):
    assert normalise.feature(said) == (None, "no_geojson")


@pytest.mark.parametrize(
    ("said", "length", "meant"),
    [
        ("05358016", 8, "05358016"),
        ("5358016", 8, "05358016"),
        ("051140000", 8, "05114000"),
        (" 05 358 016 ", 8, "05358016"),
        ("053580165", 8, ""),
        ("53580160000", 12, "053580160000"),
        ("DE-NW", 8, ""),
        ("٠٥٣٥٨٠١٦", 8, ""),
        ("", 8, ""),
    ],
)
def test_area_keys(said, length, meant):
    assert normalise.area_key(said, length) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("application/pdf", "application/pdf"),
        ("Application/PDF; charset=x", "application/pdf"),
        ("pdf", "application/pdf"),
        (".PDF", "application/pdf"),
        ("unbekannt", ""),
    ],
)
def test_media_types(said, meant):
    assert normalise.mime_type(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("x.eml.eml", "x.eml"),
        ("x.PDF.pdf", "x.PDF"),
        ("x.pdf", "x.pdf"),
        ("2026.01.01.pdf", "2026.01.01.pdf"),
        ("x.tar.gz", "x.tar.gz"),
    ],
)
def test_names_of_files(said, meant):
    assert normalise.file_name(said) == meant


def test_addresses_of_files():
    assert normalise.file_url("https://x.example/files//rim/a//b") == (
        "https://x.example/files/rim/a//b"
    )
