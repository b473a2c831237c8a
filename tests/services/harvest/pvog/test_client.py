"""Paging, counting and failing of the PVOG, against a real server that misbehaves."""

import pytest

from outbound.client import Client
from outbound.errors import SourceInvalid, SourceUnavailable
from services.harvest.pvog import client as client_module
from services.harvest.pvog.client import PvogClient
from tests.fakes import city

SERVICE = "L999901.LB.1001"
LIST = f"/suchdienst/api/v7/servicedescriptions/{city.ARS}"


@pytest.fixture
def client(server, monkeypatch):
    """Pages of ten, so that 28 services take three of them."""
    monkeypatch.setattr(client_module, "PAGE", 10)
    http = Client(
        server.url,
        timeout=(1, 0.5),
        retries=1,
        backoff=0,
        private_hosts=["127.0.0.1"],
    )
    return PvogClient(http, city.ARS)


def test_the_catalogue_is_walked_page_by_page(client, server):
    found = client.services()
    assert found.complete and len(found.entries) == 28
    assert [request.param("page") for request in server.requests] == ["0", "1", "2"]


def test_a_page_has_a_hundred_entries(server):
    PvogClient(Client(server.url, private_hosts=["127.0.0.1"]), city.ARS).services()
    assert [request.param("size") for request in server.requests] == ["100"]


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
@pytest.mark.parametrize("good_pages", [0, 2])
def test_an_error_status_at_any_page_fails_loudly(client, server, status, good_pages):
    server.fail(LIST, status=status, after=good_pages)
    with pytest.raises(SourceUnavailable):
        client.services()


def test_silence_in_the_middle_fails_loudly(client, server):
    server.hang(LIST, after=1)
    with pytest.raises(SourceUnavailable):
        client.services()


@pytest.mark.parametrize("good_pages", [0, 1])
def test_a_web_page_is_no_catalogue(client, server, good_pages):
    server.show_login_page(LIST, after=good_pages)
    with pytest.raises(SourceInvalid):
        client.services()


@pytest.mark.parametrize(
    "body",
    [
        "{",
        [],
        {},
        {"serviceDescriptions": None},
        {"serviceDescriptions": {"totalElements": 0}},
        {"content": "nichts"},
        {"content": ["L1.LB.1"]},
        {"content": [{"name": "ohne id"}], "totalElements": 1},
        {"content": [], "totalElements": "viele"},
    ],
)
def test_what_is_no_listing_is_invalid(client, server, body):
    server.say(body, LIST)
    with pytest.raises(SourceInvalid):
        client.services()


def test_a_bare_page_is_understood_too(client, server):
    server.say({"content": [{"id": SERVICE}], "totalElements": 1}, LIST)
    assert [entry["id"] for entry in client.services().entries] == [SERVICE]


@pytest.mark.parametrize("off_by", [-3, 2])
def test_a_total_that_disagrees_twice_is_invalid(client, server, off_by):
    server.count_off_by = off_by
    with pytest.raises(SourceInvalid):
        client.services()


def test_without_a_total_two_equal_readings_make_it_complete(client, server):
    server.totals = False
    found = client.services()
    assert found.complete and len(found.entries) == 28 and len(server.requests) == 6


def test_without_a_total_unequal_readings_prove_nothing(client, server):
    server.totals = False

    def shrink(request, respond=server.respond):
        if len(server.requests) == 4:
            server.catalogue.remove("1003")
        return respond(request)

    server.respond = shrink
    assert not client.services().complete


def test_details_come_from_the_newer_version(client, server):
    assert client.service(SERVICE)["name"] == "Personalausweis beantragen"
    assert server.requests[0].path.endswith(f"/v6/servicedescriptions/{SERVICE}/detail")
    assert server.requests[0].param("ars") == city.ARS


def test_an_older_server_is_asked_for_the_older_version_from_then_on(client, server):
    server.has_v6 = False
    client.service(SERVICE)
    client.service("L999901.LB.1002")
    versions = [request.path.split("/")[3] for request in server.requests]
    assert versions == ["v6", "v5", "v5"]


def test_a_service_that_has_gone_is_none(client):
    assert client.service("L999901.LB.99") is None
    assert client.unit("L999901.OE.99") is None
    assert client.online_service("L999901.OD.99") is None


def test_an_answer_about_another_object_is_invalid(client, server):
    server.say({"id": "L999901.LB.1"}, "/suchdienst/api/v6")
    with pytest.raises(SourceInvalid):
        client.service(SERVICE)


def test_online_services_follow_the_tokens(client, server):
    found = client.online_services()
    assert found.complete and len(found.entries) == 5
    assert [request.param("nextPageToken") for request in server.requests] == ["", "3"]


def test_a_missing_list_of_online_services_is_no_error(client, server):
    server.has_online_list = False
    assert client.online_services() is None


def test_a_list_of_online_services_that_is_none_is_invalid(client, server):
    server.say({"totalHits": 3}, "/suchdienst/api/v1beta2")
    with pytest.raises(SourceInvalid):
        client.online_services()


def test_a_wrong_number_of_online_services_proves_nothing(client, server):
    server.count_off_by = 1
    assert not client.online_services().complete


def test_a_token_that_repeats_comes_to_an_end(client, server):
    page = {"onlineservices": [{"id": "L1.OD.1"}], "nextPageToken": "1", "totalHits": 1}
    server.say(page, "/suchdienst/api/v1beta2")
    assert len(client.online_services().entries) == 1
    assert len(server.requests) == 2


def test_units_of_a_service_are_a_list(client, server):
    assert client.units_of("L999901.LB.1006")[0]["role"]["code"] == "01"
    server.say({"error": "x"}, "/suchdienst/api/v2/organisationunits")
    with pytest.raises(SourceInvalid):
        client.units_of("L999901.LB.1006")
