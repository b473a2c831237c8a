"""Any GeoJSON has one place that stands for it; what is broken has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.geo.geometry import flattened
from core.geo.maps import point_of

SQUARE = [[8.0, 50.0], [9.0, 50.0], [9.0, 51.0], [8.0, 51.0], [8.0, 50.0]]
# A "U": its centre of mass lies in the gap.
HORSESHOE = [
    [0.0, 0.0],
    [9.0, 0.0],
    [9.0, 9.0],
    [6.0, 9.0],
    [6.0, 1.0],
    [3.0, 1.0],
    [3.0, 9.0],
    [0.0, 9.0],
    [0.0, 0.0],
]
HOLE = [[8.2, 50.2], [8.8, 50.2], [8.8, 50.8], [8.2, 50.8], [8.2, 50.2]]


def geometry(kind, coordinates):
    return {"type": kind, "coordinates": coordinates}


@pytest.mark.parametrize(
    ("geojson", "place"),
    [
        (geometry("Point", [8.5678, 50.1234]), (50.1234, 8.5678)),
        (geometry("Point", [8.5678, 50.1234, 112.0]), (50.1234, 8.5678)),
        ('{"type": "Point", "coordinates": [8.5, 50.1]}', (50.1, 8.5)),
        (geometry("MultiPoint", [[8, 50], [9, 50], [8.4, 50]]), (50, 8.4)),
        (geometry("LineString", [[8, 50], [8.1, 50], [9, 50]]), (50, 8.5)),
        (geometry("MultiLineString", [[[8, 50], [8.1, 50]], [[1, 50], [3, 50]]]), (50, 2)),
        (geometry("Polygon", [SQUARE]), (50.5, 8.5)),
        (geometry("Polygon", [SQUARE[::-1]]), (50.5, 8.5)),
        (geometry("Polygon", [[[8, 50]] * 4]), (50, 8)),
        (geometry("MultiPolygon", [[HOLE], [SQUARE]]), (50.5, 8.5)),
        ({"type": "Feature", "geometry": geometry("Point", [8, 50])}, (50, 8)),
    ],
)
def test_a_place_stands_for_a_geometry(geojson, place):
    assert point_of(geojson) == pytest.approx(place)


def test_an_area_is_worth_more_than_a_line_and_a_line_more_than_a_point():
    point, line = geometry("Point", [1, 1]), geometry("LineString", [[2, 2], [4, 2]])
    collection = {"type": "GeometryCollection", "geometries": [point, line]}
    assert point_of(collection) == (2, 3)
    features = [{"type": "Feature", "geometry": item} for item in (collection, None)]
    features.append({"type": "Feature", "geometry": geometry("Polygon", [SQUARE])})
    assert point_of({"type": "FeatureCollection", "features": features}) == (50.5, 8.5)


def test_the_place_lies_inside_a_hollow_area():
    latitude, longitude = point_of(geometry("Polygon", [HORSESHOE]))
    assert 0 < longitude < 3 or 6 < longitude < 9 or latitude < 1
    latitude, longitude = point_of(geometry("Polygon", [SQUARE, HOLE]))
    assert 50 < latitude < 51
    assert 8 < longitude < 8.2 or 8.8 < longitude < 9


@pytest.mark.parametrize(
    "broken",
    [
        None,
        "",
        "{",
        "[" * 100_000,
        [],
        7,
        {},
        {"type": None},
        {"type": ["Point"], "coordinates": [8, 50]},
        {"type": "Circle", "coordinates": [8, 50]},
        {"type": "Feature", "geometry": None},
        {"type": "FeatureCollection", "features": 5},
        geometry("Point", None),
        geometry("Point", []),
        geometry("Point", [8]),
        geometry("Point", ["acht", 50]),
        geometry("Point", [float("nan"), 50]),
        geometry("Point", [float("inf"), 50]),
        geometry("Point", [10**400, 50]),
        geometry("Point", [3476058.8, 5554785.0]),
        geometry("LineString", [[8, 50]]),
        geometry("LineString", [8, 50]),
        geometry("Polygon", [SQUARE[:3]]),
        geometry("Polygon", SQUARE),
        geometry("MultiPolygon", []),
    ],
)
def test_what_is_no_geometry_has_no_place(broken):
    assert point_of(broken) is None


def test_collections_that_nest_for_ever_are_given_up():
    nested = geometry("Point", [8, 50])
    for _ in range(2000):
        nested = {"type": "GeometryCollection", "geometries": [nested]}
    assert list(flattened(nested)) == []


degrees = st.floats(-80, 80)


@given(st.lists(st.tuples(degrees, degrees), min_size=4, max_size=12))
def test_an_areas_place_is_never_outside_its_box(corners):
    ring = [list(corner) for corner in [*corners, corners[0]]]
    latitude, longitude = point_of(geometry("Polygon", [ring]))
    assert min(x for x, _ in ring) - 1e-5 <= longitude <= max(x for x, _ in ring) + 1e-5
    assert min(y for _, y in ring) - 1e-5 <= latitude <= max(y for _, y in ring) + 1e-5
