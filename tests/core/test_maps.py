"""What the map shows: points and shapes cleaned, listed, and never a reason to fail."""

import json

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.utils.translation import gettext

from core.geo import maps

TOWN_HALL = {"lat": 50.1, "lon": 8.5, "title": "Rathaus", "url": "/rathaus/", "text": "Markt 1"}
LINE = {"type": "LineString", "coordinates": [[8.5, 50.1], [8.6, 50.2]]}


def feature(geometry, **properties):
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def drawn(points, **options):
    """The figure as HTML (parsed), and the data of its script."""
    arguments = " ".join(f"{name}={name}" for name in options)
    template = Template(f"{{% load maps %}}{{% map points {arguments} %}}")
    figure = BeautifulSoup(template.render(Context({"points": points, **options})), "lxml")
    block = figure.select_one("script[type='application/json']")
    return figure, block and json.loads(block.string)


def test_bounds_hold_all_points():
    assert maps.bounds([{"lat": 50, "lon": 8}, (51.5, 7.5), {"lat": "50.2", "lon": "9"}]) == (
        *(50, 7.5),
        *(51.5, 9),
    )


def test_nothing_has_no_bounds():
    assert maps.bounds([]) is None
    assert maps.bounds([{"lat": None, "lon": 8}, {"title": "Rathaus"}, 5, (1, 2, 3)]) is None


@pytest.mark.parametrize("odd", [None, "", "nord", float("nan"), float("inf"), 91, [50]])
def test_a_point_without_a_place_is_left_out(odd):
    marks, _features = maps.entries([{**TOWN_HALL, "lat": odd}, TOWN_HALL])
    assert [mark["lat"] for mark in marks] == [50.1]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " JAVASCRIPT:1", None])
def test_an_address_that_runs_code_is_no_address(url):
    (mark,), _features = maps.entries([{**TOWN_HALL, "url": url}])
    assert "url" not in mark


def test_shapes_keep_their_words_and_points_among_them_become_points():
    mixed = {
        "type": "GeometryCollection",
        "geometries": [LINE, {"type": "MultiPoint", "coordinates": [[8, 50], [9, 51]]}],
    }
    marks, features = maps.entries([], [feature(mixed, title="Radweg", secret="x"), None, 5, {}])
    assert marks == [
        {"lat": 50, "lon": 8, "title": "Radweg"},
        {"lat": 51, "lon": 9, "title": "Radweg"},
    ]
    assert features == [feature(LINE, title="Radweg")]


def test_the_extent_holds_points_and_shapes():
    area = {"type": "Polygon", "coordinates": [[[8, 49], [9, 49], [9, 52], [8, 49]]]}
    marks, features = maps.entries([{"lat": 50, "lon": 7}], [feature(area)])
    assert maps.extent(marks, features) == [[49, 7], [52, 9]]


def test_the_area_is_germany_or_the_city_with_a_margin(settings):
    assert maps.area() == maps.GERMANY
    settings.MAP_BOUNDS = ["8.4", "50.0", "8.8", "50.2"]
    assert maps.area() == pytest.approx((8.2, 49.9, 9.0, 50.3))


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("MAP_TILE_URL", "https://tiles.example/{z}/{x}.png", "core.E001"),
        ("MAP_TILE_URL", "file:///{z}/{x}/{y}", "core.E001"),
        ("MAP_BOUNDS", ["8.4", "50.0", "8.8"], "core.E002"),
        ("MAP_BOUNDS", ["8.8", "50.0", "8.4", "50.2"], "core.E002"),
        ("MAP_BOUNDS", ["west", "50.0", "8.4", "50.2"], "core.E002"),
    ],
)
def test_a_wrong_setting_is_told_at_the_start(settings, name, value, fault):
    assert maps.check_settings() == []
    setattr(settings, name, value)
    assert [error.id for error in maps.check_settings()] == [fault]


def test_good_settings_pass(settings):
    settings.MAP_TILE_URL = "https://tiles.example/{z}/{y}/{x}.png?key=1"
    settings.MAP_BOUNDS = ["8.4", "50.0", "8.8", "50.2"]
    assert maps.check_settings() == []


def test_without_script_the_map_is_a_note_and_a_list():
    figure, _data = drawn([TOWN_HALL, {**TOWN_HALL, "title": "Museum", "url": ""}], label="Orte")
    assert figure.select_one("[data-map-show]").has_attr("hidden")
    assert figure.select_one("[data-map-canvas]")["aria-label"] == "Orte"
    assert figure.select_one("details a")["href"] == "/rathaus/"
    assert [item.get_text(" ", strip=True) for item in figure.select("details li")] == [
        "Rathaus Markt 1",
        "Museum Markt 1",
    ]


def test_a_page_that_lists_everything_itself_is_spared_the_list():
    figure, data = drawn([TOWN_HALL], listed=True)
    assert not figure.select("details")
    assert data["points"][0]["title"] == "Rathaus"


def test_without_a_place_there_is_no_map():
    assert drawn([])[0].get_text() == ""
    assert drawn(None, shapes=None)[1] is None
    assert drawn([{"title": "irgendwo"}])[1] is None


def test_hostile_words_stay_words():
    hostile = "</script><img src=x onerror=alert(1)>"
    figure, data = drawn([{**TOWN_HALL, "title": hostile, "text": hostile}], label=hostile)
    assert not figure.select("img")
    assert data["points"][0]["title"] == hostile
    assert figure.select_one("details a").string == hostile


def test_the_origin_of_the_background_is_named(settings):
    assert gettext("Map:") not in drawn([TOWN_HALL])[0].select_one("figcaption").get_text()
    settings.MAP_TILE_URL = "https://tiles.example/{z}/{x}/{y}.png"
    settings.MAP_ATTRIBUTION, settings.MAP_ATTRIBUTION_URL = "© <b>Amt</b>", "https://amt.example/"
    figure, data = drawn([TOWN_HALL])
    link = figure.select_one("figcaption a")
    assert (link.string, link["href"]) == ("© <b>Amt</b>", "https://amt.example/")
    assert data["tiles"]["url"] == "/karte/{z}/{x}/{y}.png"


def test_nothing_in_the_figure_comes_from_elsewhere(settings):
    settings.MAP_TILE_URL = "https://tiles.example/{z}/{x}/{y}.png"
    figure, data = drawn([TOWN_HALL])
    assert "tiles.example" not in str(figure)
    assert not figure.select("[style]")
