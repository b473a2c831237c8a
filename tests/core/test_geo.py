"""Places in Germany, told in the projections that sources use."""

import pytest

from core.geo.projections import to_wgs84

# The same square in Frankfurt in every spelling, to a few metres.
LATITUDE, LONGITUDE = 50.1288, 8.6642


@pytest.mark.parametrize(
    ("x", "y", "epsg"),
    [
        (476000, 5553000, 25832),
        ("476000", "5553000", "EPSG:25832"),
        ("476000,0", "5553000,0", "urn:ogc:def:crs:EPSG::25832"),
        (5553000, 476000, "EPSG:25832"),
        (32476000, 5553000, "EPSG:25832"),
        (32476000, 5553000, 4647),
        (8.66422, 50.12875, "EPSG:4326"),
        (50.12875, 8.66422, "EPSG:4326"),
        ("8,66422", "50,12875", "EPSG:4258"),
        (964496.6, 6468603.0, 3857),
        (3476058.8, 5554785.0, 31467),
    ],
)
def test_every_projection_and_axis_order_ends_at_the_same_square(x, y, epsg):
    latitude, longitude = to_wgs84(x, y, epsg)
    assert latitude == pytest.approx(LATITUDE, abs=0.0005)
    assert longitude == pytest.approx(LONGITUDE, abs=0.0005)


@pytest.mark.parametrize(
    ("x", "y", "epsg"),
    [
        ("", "", "EPSG:25832"),
        (None, None, 25832),
        ("Rathaus", "1", 25832),
        (0, 0, 4326),
        (476000, 5553000, "EPSG:99999"),
        (476000, 5553000, ""),
        (float("nan"), 50, 4326),
        (float("inf"), 5553000, 25832),
        (2.35, 48.85, 4326),
    ],
)
def test_what_is_no_place_in_germany_is_no_place(x, y, epsg):
    assert to_wgs84(x, y, epsg) is None
