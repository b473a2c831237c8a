"""Filters on lists, and how servers misunderstand them."""

from datetime import timedelta

import pytest

from outbound.errors import SourceUnavailable
from tests.fakes.oparl import FakeOparl
from tests.fakes.server import running

from .reading import all_papers, client_for, listed_papers


@pytest.fixture(params=["1.0", "1.1"])
def server(request):
    with running(FakeOparl(version=request.param)) as server:
        yield server


@pytest.fixture
def client(server):
    with client_for(server) as client:
        yield client


def since(server):
    """A time just before the next change; with microseconds, as clocks give it."""
    return server.council.now + timedelta(seconds=1, microseconds=5)


def test_only_what_changed_is_listed_with_tombstones(client, server):
    before = since(server)
    server.council.touch("paper/3", name="Neu")
    server.council.delete("paper/4")
    found, complete = listed_papers(client, server, modified_since=before)
    assert set(found) == {server.id("paper/3"), server.id("paper/4")} and complete


def test_what_was_created_since(client, server):
    before = since(server)
    server.council.touch("paper/3")
    server.council.add("paper/99", name="Neu", body="body/1")
    assert listed_papers(client, server, created_since=before)[0] == [server.id("paper/99")]


def change_all(server):
    before = since(server)
    for path in server.council.of_type("Paper")[1:]:
        server.council.touch(path)
    return before


@pytest.mark.parametrize("quirk", [None, "plus_echoed", "filter_lost", "no_fractions"])
def test_the_filter_holds_on_every_page(client, server, quirk):
    before = change_all(server)
    server.switch_on(*[quirk] if quirk else [])
    found, complete = listed_papers(client, server, modified_since=before)
    assert complete and set(found) == set(all_papers(server)[1:])
    assert all("modified_since" in request.params for request in server.requests)


def test_a_plus_sign_is_sent_raw_where_the_settings_say_so(server):
    before = change_all(server)
    server.switch_on("plus_raw_only")
    with client_for(server) as client, pytest.raises(SourceUnavailable):
        listed_papers(client, server, modified_since=before)
    with client_for(server, plus="raw") as client:
        assert len(listed_papers(client, server, modified_since=before)[0]) == 11
    assert "+00:00" in server.requests[-1].query


@pytest.mark.parametrize("quirk", ["empty_is_404", "empty_is_400", "empty_is_bare_list"])
def test_a_filter_that_matches_nothing_gives_an_empty_list(client, server, quirk):
    server.switch_on(quirk)
    assert listed_papers(client, server, modified_since=since(server)) == ([], True)


def test_an_error_in_place_of_an_empty_list_may_have_status_200(client, server):
    server.say({"error": "Nichts", "code": 802}, "/oparl/v1/body/1/paper", times=1)
    assert listed_papers(client, server, modified_since=since(server)) == ([], True)


def test_a_list_that_is_gone_is_not_empty(client, server):
    """SD.NET says of both that it has not found the resource."""
    server.say({"error": "Nichts", "code": 802}, "/oparl/v1/body/1/paper", times=1)
    server.fail("/oparl/v1/body/1/paper", status=404)
    with pytest.raises(SourceUnavailable):
        listed_papers(client, server, modified_since=since(server))


def test_a_dead_list_without_filter_is_unavailable(client, server):
    server.switch_on("dead_organization_lists")
    with pytest.raises(SourceUnavailable) as caught:
        list(client.walk(f"{server.url}/oparl/v1/organization/1/meeting"))
    assert caught.value.status == 404


def test_a_server_that_breaks_at_filters_is_asked_without_them(server):
    server.switch_on("filter_is_503")
    with client_for(server) as client, pytest.raises(SourceUnavailable):
        listed_papers(client, server, modified_since=since(server))
    with client_for(server, filters=False) as client:
        assert len(listed_papers(client, server, modified_since=since(server))[0]) == 12


def test_a_limit_that_is_refused_makes_the_source_unavailable(server):
    server.switch_on("limit_is_400")
    with client_for(server, limit=100) as client, pytest.raises(SourceUnavailable):
        listed_papers(client, server)


def test_a_limit_that_cuts_the_list_off_shows_in_the_total(server):
    """Why no limit is sent unasked: the list looks whole."""
    server.switch_on("limit_without_next")
    with client_for(server, limit=5) as client:
        [page] = client.walk(server.list_url("paper"))
    assert (len(page.objects), page.total, page.complete) == (5, 12, False)
