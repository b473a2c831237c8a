"""The proxy of the map's background, against a real tile service on loopback."""

import threading
import time
from io import BytesIO

import pytest
from django.core.cache import caches
from PIL import Image

from content import map_tiles as tiles
from tests.fakes.server import running
from tests.fakes.tiles import FakeTiles, picture

Z, X, Y = 14, 8581, 5547  # the tile of Lindenfurt's town hall
PATH = f"/karte/{Z}/{X}/{Y}.png"


@pytest.fixture
def service(settings):
    """A new address for each test, so each has a proxy without a past."""
    caches["tiles"].clear()
    with running(FakeTiles()) as server:
        settings.MAP_TILE_URL = server.template
        yield server
    caches["tiles"].clear()


def is_blank(response):
    return response.content == tiles.BLANK


def age(seconds):
    """Let the kept tile be as old as that."""
    cache = caches["tiles"]
    (key,) = [key.split(":", 2)[2] for key in cache._cache]
    fetched_at, content = cache.get(key)
    cache.set(key, (fetched_at - seconds, content))


def test_a_place_lies_on_its_tile():
    assert tiles.tile_at(50.1234, 8.5678, Z) == (X, Y)
    assert tiles.tile_at(0, 0, 1) == (1, 1)
    assert tiles.tile_at(85, -180, 3) == (0, 0)
    assert tiles.tile_at(-85.06, 180, 3) == (7, 7)


def test_a_tile_is_passed_on_and_kept_by_the_browser(client, service):
    response = client.get(PATH)
    assert response.content == picture(X, Y)
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=604800"
    assert not response.cookies
    assert service.paths() == [f"/{Z}/{X}/{Y}.png"]


def test_a_tile_needs_no_database(client, service, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        client.get(PATH)


def test_nothing_of_the_reader_is_passed_on(client, service):
    client.get(PATH, headers={"Cookie": "a=b", "User-Agent": "Reader/1", "Referer": "http://x/"})
    headers = service.requests[0].headers
    assert "Reader" not in headers["user-agent"]
    assert not {"cookie", "referer", "x-forwarded-for"} & set(headers)


def test_a_kept_tile_is_not_fetched_again(client, service):
    assert client.get(PATH).content == client.get(PATH).content
    assert len(service.requests) == 1


def test_an_old_tile_is_fetched_anew(client, service):
    client.get(PATH)
    age(tiles.FRESH_SECONDS + 1)
    client.get(PATH)
    client.get(PATH)
    assert len(service.requests) == 2


def test_an_old_tile_is_better_than_none(client, service):
    client.get(PATH)
    age(tiles.FRESH_SECONDS + 1)
    service.fail()
    assert client.get(PATH).content == picture(X, Y)


def test_the_disk_keeps_a_limited_number_of_tiles(client, service, settings, tmp_path):
    settings.CACHES = {
        **settings.CACHES,
        "tiles": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": tmp_path,
            "OPTIONS": {"MAX_ENTRIES": 6},
        },
    }
    for number in range(12):
        assert client.get(f"/karte/{Z}/{X + number}/{Y}.png").content == picture(X + number, Y)
    assert 1 <= len(list(tmp_path.iterdir())) <= 6
    assert client.get(f"/karte/{Z}/{X + 11}/{Y}.png").content == picture(X + 11, Y)
    assert len(service.requests) == 12


@pytest.mark.parametrize(
    "path",
    [
        f"/karte/4/{X}/{Y}.png",
        "/karte/19/274624/177344.png",
        "/karte/5/32/10.png",
        "/karte/5/0/0.png",
        f"/karte/{Z}/{Y}/{X}.png",
        f"/karte/{Z}/{X}/{10**30}.png",
        f"/karte/{10**30}/{X}/{Y}.png",
        f"/karte/{Z}/-1/{Y}.png",
        f"/karte/{Z}/{X}/{Y}.jpg",
        f"/karte/{Z}/{X}/..%2f{Y}.png",
    ],
)
@pytest.mark.django_db
def test_what_is_no_tile_of_germany_is_not_asked_for(client, service, path):
    assert client.get(path).status_code == 404
    assert service.requests == []


@pytest.mark.django_db
def test_only_the_city_is_served_when_it_is_told(client, service, settings):
    settings.MAP_BOUNDS = ["8.5", "50.1", "8.6", "50.2"]
    assert client.get(PATH).status_code == 200
    assert client.get("/karte/5/16/10.png").status_code == 200
    x, y = tiles.tile_at(52.5, 13.4, Z)
    assert client.get(f"/karte/{Z}/{x}/{y}.png").status_code == 404


@pytest.mark.django_db
def test_without_a_service_there_are_no_tiles(client, settings):
    assert settings.MAP_TILE_URL == ""
    assert client.get(PATH).status_code == 404


def test_only_get_and_head_are_answered(client, service):
    assert client.post(PATH).status_code == 405
    assert client.head(PATH).status_code == 200


@pytest.mark.parametrize("status", [500, 503, 429, 403])
def test_a_service_that_fails_is_blank_for_a_short_time_and_left_alone(client, service, status):
    service.fail(status=status)
    response = client.get(PATH)
    assert response.status_code == 200
    assert is_blank(response)
    assert response["Cache-Control"] == "public, max-age=60"
    assert is_blank(client.get(f"/karte/{Z}/{X + 1}/{Y}.png"))
    assert len(service.requests) == 1


def test_after_the_pause_the_service_is_asked_again(client, service, monkeypatch):
    monkeypatch.setattr(tiles.TileService, "PAUSE", 0.0)
    service.fail(times=1)
    assert is_blank(client.get(PATH))
    assert client.get(PATH).content == picture(X, Y)


@pytest.mark.parametrize("body", ["<svg xmlns='http://www.w3.org/2000/svg'/>", "", "GIF89a.."])
def test_what_is_no_picture_is_not_passed_on(client, service, body):
    service.say(body, content_type="image/png", times=1)
    assert is_blank(client.get(PATH))
    assert client.get(f"/karte/{Z}/{X + 1}/{Y}.png").content == picture(X + 1, Y)


def test_a_login_page_is_no_tile(client, service):
    service.show_login_page()
    assert is_blank(client.get(PATH))


def test_a_huge_tile_is_refused(client, service):
    service.say(picture(X, Y) + b"\0" * tiles.TileService.MAX_BYTES, content_type="image/png")
    assert is_blank(client.get(PATH))


def test_a_tile_that_the_service_lacks_is_empty_and_no_failure(client, service):
    service.missing.add((Z, X, Y))
    response = client.get(PATH)
    assert response.content == tiles.EMPTY
    assert response["Cache-Control"] == "public, max-age=604800"
    assert client.get(f"/karte/{Z}/{X + 1}/{Y}.png").content == picture(X + 1, Y)


def test_a_silent_service_does_not_hang_the_page(client, service, monkeypatch):
    monkeypatch.setattr(tiles.TileService, "TIMEOUT", (0.3, 0.3))
    service.hang()
    assert is_blank(client.get(PATH))
    assert is_blank(client.get(f"/karte/{Z}/{X + 1}/{Y}.png"))
    assert len(service.requests) == 1
    assert service.at_once == 1  # it is silent still: nobody waited for its end


def test_a_service_that_is_gone_is_blank(client, service):
    service.stop()
    try:
        assert is_blank(client.get(PATH))
    finally:
        service.start()


def test_the_own_network_is_no_tile_service(client, service, settings):
    settings.HARVEST_PRIVATE_HOSTS = []
    assert is_blank(client.get(PATH))
    assert service.requests == []


def test_few_connections_at_once(service, monkeypatch):
    monkeypatch.setattr(tiles.TileService, "PATIENCE", 30.0)
    service.delay = 0.15
    answers = []

    def ask(number):
        answers.append(tiles.tile_content(Z, X + number, Y))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 12
    assert tiles.BLANK not in answers
    assert 1 < service.most_at_once <= tiles.TileService.CONNECTIONS


def test_who_waits_too_long_for_a_connection_gets_a_blank(service, monkeypatch):
    monkeypatch.setattr(tiles.TileService, "PATIENCE", 0.05)
    monkeypatch.setattr(tiles.TileService, "CONNECTIONS", 1)
    service.delay = 0.5
    answers = []
    first = threading.Thread(target=lambda: answers.append(tiles.tile_content(Z, X, Y)))
    first.start()
    time.sleep(0.2)
    assert tiles.tile_content(Z, X + 1, Y) == tiles.BLANK
    first.join()
    assert answers == [picture(X, Y)]


@pytest.mark.parametrize(("content", "size"), [(tiles.BLANK, (1, 1)), (tiles.EMPTY, (2, 2))])
def test_the_substitutes_are_transparent_pictures(content, size):
    with Image.open(BytesIO(content)) as image:
        assert image.size == size
        assert image.convert("RGBA").getextrema()[3] == (0, 0)
