"""The map in Chromium: after a click, by keys, without a background, without script."""

import pytest
from django.core.cache import caches

from content.map_tiles import TileService
from tests.browser import city
from tests.fakes.server import running
from tests.fakes.tiles import FakeTiles

pytestmark = pytest.mark.browser

WIDTHS = (1280, 320)  # a map is as wide as its page was when it was opened
PROBE = "/karten-probe/"


@pytest.fixture
def service(settings):
    caches["tiles"].clear()
    settings.ROOT_URLCONF = "tests.browser.map_urls"
    with running(FakeTiles()) as server:
        settings.MAP_TILE_URL = server.template
        yield server
    caches["tiles"].clear()


@pytest.fixture
def pages(django_db_serialized_rollback, live_server):
    """{name: path} of what has a map."""
    city.make_pages()
    office, _department = city.make_offices()
    return {"unit": office.get_absolute_url()}


def opened(look, number=0):
    """The figure with that number, its map shown and at rest."""
    figure = look.page.locator(".map").nth(number)
    figure.locator("[data-map-show]").click()
    figure.locator(".leaflet-marker-icon").first.wait_for()
    look.page.wait_for_function(
        "() => [...document.querySelectorAll('.leaflet-tile')].every(tile => tile.complete) &&"
        " [...document.querySelectorAll('.leaflet-tile-loaded')].every("
        "   tile => getComputedStyle(tile).opacity === '1')"  # they fade in
    )
    return figure


def focused(page):
    return page.evaluate(
        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_a_map_is_accessible_quiet_and_fits(service, visit, width):
    looks = [("light", width), ("dark", width)]
    look = visit(PROBE, width=width)
    faults = look.faults("map-closed", looks)
    opened(look, 0)
    opened(look, 1)
    faults += look.faults("map", looks)
    look.page.get_by_role("button", name="Bank").click()
    look.page.locator(".leaflet-popup").wait_for()
    assert faults + look.faults("map-popup", looks) == []
    assert service.requests


def test_nothing_is_fetched_before_the_click(service, visit):
    look = visit(PROBE)
    assert not [url for url in look.fetched if "leaflet" in url or "/karte/" in url]
    opened(look)
    tiles = [url for url in look.fetched if "/karte/" in url]
    assert tiles
    assert all(url.startswith(look.base) for url in tiles)
    assert service.requests
    assert len([url for url in look.fetched if url.endswith("leaflet.js")]) == 1


def test_without_script_the_list_remains(service, visit):
    page = visit(PROBE, java_script_enabled=False).page
    figure = page.locator(".map").first
    assert not figure.locator("[data-map-show]").is_visible()
    assert figure.locator("noscript").is_visible()
    figure.locator("summary").click()
    assert figure.get_by_role("link", name="Rathaus").is_visible()
    assert figure.locator("li", has_text="Neubaugebiet").is_visible()


def test_the_map_is_used_by_keys_alone(service, visit):
    look = visit(PROBE)
    page = look.page
    show = page.locator("[data-map-show]").first
    show.focus()
    page.keyboard.press("Enter")
    page.locator(".leaflet-marker-icon").first.wait_for()
    assert focused(page) == "Orte"
    lamp = page.get_by_role("button", name="Lampe")
    lamp.focus()
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup")
    popup.wait_for()
    assert "defekt" in popup.inner_text()
    assert page.evaluate("document.activeElement.className") == "map-popup"
    page.keyboard.press("Escape")
    popup.wait_for(state="detached")
    assert focused(page) == "Lampe"
    area = page.get_by_role("button", name="Neubaugebiet")
    area.focus()
    page.keyboard.press("Space")
    assert (
        page.locator(".leaflet-popup a", has_text="Neubaugebiet").get_attribute("href") == "/plan/"
    )
    assert look.complaints == []


def test_the_map_can_be_skipped(service, visit):
    page = visit(PROBE).page
    opened_map = page.locator(".map").first
    opened_map.locator("[data-map-show]").click()
    opened_map.locator(".leaflet-marker-icon").first.wait_for()
    page.keyboard.press("Shift+Tab")
    skip = opened_map.locator("[data-map-skip]")
    assert skip.evaluate("button => button === document.activeElement")
    assert skip.bounding_box()["height"] >= 24
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "map__end"


def test_arrows_and_plus_move_the_map(service, visit):
    look = visit(PROBE, reduced_motion="reduce")
    opened(look)
    before = len(service.requests)
    look.page.keyboard.press("+")
    look.page.keyboard.press("ArrowRight")
    look.wait_until(lambda: len(service.requests) > before)
    assert focused(look.page) == "Orte"
    assert look.complaints == []


def test_entries_at_one_place_are_told_together(service, visit):
    look = visit(PROBE)
    figure = opened(look)
    figure.locator(".map-pin", has_text="2").click()
    popup = figure.locator(".map-popup")
    popup.wait_for()
    assert popup.locator(".map-entry__title").all_inner_texts() == ["Rathaus", "Standesamt"]


def test_hostile_titles_stay_text(service, visit):
    look = visit(PROBE)
    figure = opened(look)
    figure.get_by_role("button", name="Brunnen").click()
    title = figure.locator(".map-entry__title")
    assert title.inner_text() == "Brunnen <b>neu</b>"
    assert title.locator("b").count() == 0


def test_a_crowd_is_gathered_and_dissolves_as_one_looks_closer(service, visit):
    look = visit(PROBE, reduced_motion="reduce")
    figure = opened(look, 1)
    gatherings = figure.locator(".map-bubble")
    far = gatherings.all_inner_texts()
    counts = [int(text) for text in far]
    singles = figure.locator(".map-pin").count()
    assert sum(counts) + singles == 256
    assert len(counts) + singles < 80
    gatherings.first.focus()
    look.page.keyboard.press("Enter")
    look.wait_until(lambda: gatherings.all_inner_texts() != far)
    figure.locator(".map-pin").first.wait_for()
    assert focused(look.page) == "Bäume"


def test_a_background_that_fails_is_told_and_the_points_stay(service, visit, monkeypatch):
    monkeypatch.setattr(TileService, "PAUSE", 0.0)
    service.fail()
    look = visit(PROBE)
    figure = opened(look)
    status = figure.locator("[role=status]")
    look.page.wait_for_function(
        "() => document.querySelector('.map [role=status]').textContent !== ''"
    )
    assert figure.locator(".map-pin").count() == 4
    assert figure.locator(".leaflet-control-scale").is_visible()
    look.picture("map-without-background")
    service.behave()
    figure.locator(".leaflet-control-zoom-in").click()
    look.page.wait_for_function(
        "() => document.querySelector('.map [role=status]').textContent === ''"
    )
    assert status.inner_text() == ""
    assert look.complaints == []


def test_a_library_that_cannot_be_loaded_is_told_and_can_be_tried_again(service, visit):
    page = visit(PROBE).page
    page.route("**/leaflet.js", lambda route: route.abort())
    figure = page.locator(".map").first
    show = figure.locator("[data-map-show]")
    show.click()
    page.wait_for_function("() => document.querySelector('.map [role=status]').textContent !== ''")
    assert show.is_enabled()
    page.unroute("**/leaflet.js")
    show.click()
    figure.locator(".leaflet-marker-icon").first.wait_for()


def test_the_wheel_scrolls_the_page_past_the_map(service, visit):
    look = visit(PROBE)
    figure = opened(look)
    canvas = figure.locator(".map__canvas").bounding_box()
    tiles = len(look.fetched)
    look.page.mouse.move(canvas["x"] + 200, canvas["y"] + 100)
    look.page.mouse.wheel(0, 300)
    look.page.wait_for_function("() => window.scrollY > 0")
    assert len(look.fetched) == tiles
    look.page.evaluate("window.scrollTo(0, 0)")
    scale = figure.locator(".leaflet-control-scale-line").inner_text()
    look.page.keyboard.down("Control")
    look.page.mouse.wheel(0, -300)
    look.page.keyboard.up("Control")
    look.wait_until(lambda: figure.locator(".leaflet-control-scale-line").inner_text() != scale)


@pytest.mark.parametrize("width", WIDTHS)
def test_an_office_is_shown_on_its_map(service, pages, visit, width):
    look = visit(pages["unit"], width=width)
    figure = opened(look)
    assert figure.locator(".map-pin").count() == 1
    assert look.faults("map-unit", [("light", width), ("dark", width)]) == []
