"""Paging, counting and failing, against a real server that misbehaves."""

import pytest

from outbound.client import Client
from outbound.errors import SourceInvalid, SourceUnavailable
from services.harvest.infodienste.client import InfodiensteClient
from tests.fakes.infodienste import API_KEY
from tests.fakes.infodienste_shapes import AREA_ID


@pytest.fixture
def client(server):
    """Pages of ten, so that 27 services take three of them."""
    server.page_limit = 10
    return client_of(server)


def client_of(server, key=API_KEY, **more):
    http = Client(
        server.url,
        headers={"api_key": key},
        secrets=(key,),
        timeout=(1, 0.5),
        retries=1,
        backoff=0,
        private_hosts=["127.0.0.1"],
    )
    return InfodiensteClient(http, api_key=key, area_id=AREA_ID, area_url=server.url, **more)


def listed_ids(found):
    return [raw["id"] for raw in found.entries]


def test_a_listing_is_walked_to_its_end(client, server):
    found = client.services("de_DE")
    assert found.complete
    assert listed_ids(found) == list(server.catalogue.services)
    assert [request.param("offset") for request in server.requests] == ["0", "10", "20"]


def test_a_listing_asks_only_for_ids_and_dates(client, server):
    found = client.services("de_DE")
    request = server.requests[0]
    assert request.params["selectAttributes[]"] == ["id", "lastUpdated"]
    assert request.param("limit") == "500"
    assert request.param("areaId") == AREA_ID
    assert all(set(raw) == {"id", "lastUpdated"} for raw in found.entries)


def test_every_request_says_key_language_and_format(client, server):
    client.services("en_GB")
    headers = server.requests[0].headers
    assert headers["api_key"] == API_KEY
    assert headers["accept-language"] == "en_GB"
    assert headers["accept"] == "application/json"


@pytest.mark.parametrize("wrapped", [True, False])
def test_objects_come_wrapped_or_bare(client, server, wrapped):
    server.wrapped = wrapped
    assert len(client.services("de_DE").entries) == 27
    assert client.service("1001", "de_DE")["name"] == "Personalausweis beantragen"
    assert client.unit("2001", "en_GB")["name"] == "Citizens' Office"


@pytest.mark.parametrize("status", [401, 403, 429, 500, 502, 503])
@pytest.mark.parametrize("good_pages", [0, 2])
def test_an_error_status_at_any_page_fails_loudly(client, server, status, good_pages):
    server.fail("/pst/find", status=status, after=good_pages)
    with pytest.raises(SourceUnavailable):
        client.services("de_DE")


def test_a_passing_error_is_tried_again(client, server):
    server.fail("/pst/find", status=503, after=1, times=1)
    assert len(client.services("de_DE").entries) == 27


def test_a_wrong_key_is_refused_and_never_shown(server):
    with pytest.raises(SourceUnavailable) as error:
        client_of(server, key="another-secret-key").services("de_DE")
    assert "another-secret-key" not in str(error.value)


def test_silence_in_the_middle_fails_loudly(client, server):
    server.hang("/pst/find", after=1)
    with pytest.raises(SourceUnavailable):
        client.services("de_DE")


@pytest.mark.parametrize("good_pages", [0, 1])
def test_a_web_page_with_status_200_is_no_listing(client, server, good_pages):
    server.show_login_page("/pst/find", after=good_pages)
    with pytest.raises(SourceInvalid):
        client.services("de_DE")


@pytest.mark.parametrize(
    "body",
    [
        "<!doctype html><p>so",
        "",
        "{",
        [],
        None,
        {},
        {"results": []},
        {"count": 0},
        {"count": 1, "results": {}},
        {"count": 1, "results": ["1001"]},
        {"message": "Wartung"},
    ],
)
def test_what_is_no_listing_is_invalid(client, server, body):
    server.say(body, "/pst/find")
    with pytest.raises(SourceInvalid):
        client.services("de_DE")


def test_an_empty_listing_with_its_count_is_an_answer(client, server):
    server.catalogue.services.clear()
    found = client.services("de_DE")
    assert found.entries == [] and found.complete


@pytest.mark.parametrize("off_by", [-4, 3])
def test_a_count_that_disagrees_twice_is_invalid(client, server, off_by):
    server.count_off_by = off_by
    with pytest.raises(SourceInvalid, match="27|20"):
        client.services("de_DE")


def test_a_catalogue_that_changes_while_it_is_read_is_read_again(client, server):
    def shrink_once(request, respond=server.respond):
        answer = respond(request)
        if request.param("offset") == "10" and "1001" in server.catalogue.services:
            server.catalogue.remove("1001")
        return answer

    server.respond = shrink_once
    found = client.services("de_DE")
    assert found.complete and listed_ids(found) == list(server.catalogue.services)


def test_the_total_in_the_body_counts_where_the_header_is_missing(client, server):
    server.count_header, server.total_in_body = False, True
    assert client.services("de_DE").complete
    server.count_off_by = 1
    with pytest.raises(SourceInvalid):
        client.services("de_DE")


def test_without_any_total_two_equal_readings_make_it_complete(client, server):
    server.count_header = False
    found = client.services("de_DE")
    assert found.complete and len(found.entries) == 27
    assert len(server.requests) == 8, "three pages and an empty one, twice"


def test_without_any_total_unequal_readings_prove_nothing(client, server):
    server.count_header = False

    def grow(request, respond=server.respond):
        if request.param("offset") == "0" and len(server.requests) > 1:
            server.catalogue.services.pop("1002", None)
        return respond(request)

    server.respond = grow
    found = client.services("de_DE")
    assert not found.complete and len(found.entries) == 26


def test_a_server_that_overlooks_the_offset_is_not_asked_for_ever(client, server):
    server.count_header = False
    page = {"count": 1, "results": [{"object": {"id": "1001"}}]}
    server.say(page, "/pst/find")
    assert listed_ids(client.services("de_DE")) == ["1001"]
    assert len(server.requests) == 4


def test_a_total_that_is_no_number_is_invalid(client, server):
    server.count_header = False
    server.say({"count": 0, "totalCount": "viele", "results": []}, "/pst/find")
    with pytest.raises(SourceInvalid):
        client.services("de_DE")


def test_the_extended_detail_knows_the_online_services(client):
    assert client.service("1002", "de_DE")["onlineServices"][0]["id"] == "3001"


def test_an_older_server_is_asked_for_plain_details_from_then_on(client, server):
    server.extended = False
    assert "onlineServices" not in client.service("1001", "de_DE")
    client.service("1002", "de_DE")
    assert server.paths("/pstExtended") == ["/pstExtended/1001"]
    assert server.paths("/pst/") == ["/pst/1001", "/pst/1002"]


def test_a_service_that_has_gone_does_not_make_the_server_an_older_one(client):
    assert client.service("99", "de_DE") is None
    assert client.has_extended


def test_an_answer_about_another_object_is_invalid(client, server):
    server.say({"object": {"id": "1002"}}, "/pstExtended/1001")
    with pytest.raises(SourceInvalid):
        client.service("1001", "de_DE")


def test_an_id_is_text_and_never_breaks_the_path(client, server):
    assert client.service("../ou/2001?x", "de_DE") is None
    assert server.requests[0].path == "/pstExtended/..%2Fou%2F2001%3Fx"


def test_languages_are_told_by_the_server(client):
    assert client.languages() == ["de_DE", "en_GB", "de_LS"]


def test_the_area_service_gets_the_key_too(client, server):
    assert [area["id"] for area in client.areas_by_name("06999001")] == [AREA_ID]
    assert client.area(AREA_ID)["ags"] == "06999001"
    assert client.area("1") is None
    assert all(request.headers["api_key"] == API_KEY for request in server.requests)
