"""Lists, objects and addresses of OParl servers, against a real server that misbehaves."""

import pytest

from harvest.models import Source
from opendata.oparl.harvest.client import OparlClient, client_of
from opendata.oparl.harvest.source_options import ForeignAddress
from opendata.oparl.schema import parse
from outbound.bodies import TooLarge
from outbound.client import Client
from outbound.errors import SourceInvalid, SourceUnavailable
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


# --- The way in -------------------------------------------------------------------------------


def test_the_system_and_its_bodies(client, server):
    system = client.system()
    assert (system.type, system.version) == ("System", server.version)
    [body] = client.bodies(system)
    assert body.fields.name == "Stadt Lindenfurt"
    assert len(body.fields.main_lists) == 4
    assert len(body.fields.child_lists) == (6 if server.version == "1.1" else 0)


def test_of_several_systems_the_newest_counts(client, server):
    old = {**server.system(), "type": "https://schema.oparl.org/1.0/System"}
    new = {**server.system(), "type": "https://schema.oparl.org/1.1/System", "name": "Neu"}
    server.say([old, new], "/oparl/v1/system")
    assert client.system().fields.name == "Neu"


@pytest.mark.parametrize("body", [{}, [], {"data": []}, {"id": "http://x.example/1"}, "kein JSON"])
def test_what_is_no_system_is_invalid(client, server, body):
    server.say(body, "/oparl/v1/system")
    with pytest.raises(SourceInvalid):
        client.system()


def test_one_body_in_place_of_the_list(client, server):
    server.switch_on("single_body")
    assert [body.fields.name for body in client.bodies()] == ["Stadt Lindenfurt"]
    assert client.warnings.counts["object_for_list/list"] == 1


def test_a_system_without_a_body_is_invalid(client, server):
    server.council.vanish("body/1")
    with pytest.raises(SourceInvalid):
        client.bodies()


# --- Lists ------------------------------------------------------------------------------------


def test_a_list_is_followed_by_its_links(client, server):
    assert listed_papers(client, server) == (all_papers(server), True)
    assert [request.param("page") for request in server.requests] == ["", "2", "3"]


def test_nothing_is_asked_for_that_nobody_wanted(client, server):
    listed_papers(client, server)
    assert {name for request in server.requests for name in request.params} == {"page"}


def test_only_the_last_page_is_complete(client, server):
    pages = list(client.walk(server.list_url("paper")))
    assert [page.complete for page in pages] == [False, False, True]
    assert [(page.number, page.total) for page in pages] == [(1, 12), (2, 12), (3, 12)]


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 503])
@pytest.mark.parametrize("good_pages", [0, 1])
def test_a_page_that_fails_makes_the_source_unavailable(client, server, status, good_pages):
    server.fail("/oparl/v1/body/1/paper", status=status, after=good_pages)
    with pytest.raises(SourceUnavailable):
        listed_papers(client, server)


def test_silence_in_the_middle_makes_the_source_unavailable(client, server):
    server.hang("/oparl/v1/body/1/paper", after=1)
    with pytest.raises(SourceUnavailable):
        listed_papers(client, server)


@pytest.mark.parametrize("good_pages", [0, 1])
def test_a_web_page_with_status_200_is_no_list(client, server, good_pages):
    server.show_login_page("/oparl/v1/body/1/paper", after=good_pages)
    with pytest.raises(SourceInvalid):
        listed_papers(client, server)


@pytest.mark.parametrize(
    "body", ["", "{", {}, "null", "[[[" * 2000, {"data": None}, {"data": {}}, {"error": "x"}]
)
def test_what_is_no_page_is_invalid(client, server, body):
    server.say(body, "/oparl/v1/body/1/paper")
    with pytest.raises(SourceInvalid):
        listed_papers(client, server)


def test_a_page_that_says_there_is_nothing_is_empty(client, server):
    server.say({"pagination": {"totalElements": 0}}, "/oparl/v1/body/1/paper")
    assert listed_papers(client, server) == ([], True)


def test_the_system_for_unknown_paths_is_no_list(client, server):
    server.switch_on("unknown_is_system")
    with pytest.raises(SourceInvalid):
        list(client.walk(f"{server.url}/oparl/v1/body/1/vote"))


def test_items_that_are_no_objects_are_counted(client, server):
    server.say({"data": [None, "x", {"id": "http://a.example/1"}]}, "/oparl/v1/body/1/paper")
    assert listed_papers(client, server) == (["http://a.example/1"], True)
    assert client.warnings.counts["no_object/list"] == 1


def test_a_relative_next_is_understood(client, server):
    first = {"data": [{"id": "http://a.example/1"}], "links": {"next": "/oparl/v1/x"}}
    server.say(first, "/oparl/v1/body/1/paper")
    server.say({"data": [{"id": "http://a.example/2"}]}, "/oparl/v1/x")
    assert listed_papers(client, server)[0] == ["http://a.example/1", "http://a.example/2"]


def test_the_next_page_on_another_host_is_not_asked(client, server):
    server.say({"data": [], "links": {"next": "http://other.example/"}}, "/oparl/v1/body/1/paper")
    with pytest.raises(ForeignAddress):
        listed_papers(client, server)


@pytest.mark.parametrize("quirk", ["repeats_page", "next_is_self", "endless_pages"])
def test_a_list_that_runs_in_circles_comes_to_an_end(client, server, quirk):
    server.switch_on(quirk, "no_totals")
    found, complete = listed_papers(client, server)
    assert not complete and len(server.requests) <= 5
    assert client.warnings.counts["repeats/list"] == 1


def test_a_list_in_circles_is_complete_when_all_that_was_announced_has_come(client, server):
    server.switch_on("endless_pages")
    found, complete = listed_papers(client, server)
    assert complete and set(found) == set(all_papers(server))


def test_pages_without_anything_new_come_to_an_end(client, server):
    for number in range(30):
        page = {
            "data": [{"id": f"http://a.example/{one}"} for one in range(number % 2 + 1)],
            "links": {"next": f"{server.url}/oparl/v1/p{number + 1}/"},
        }
        server.say(page, f"/oparl/v1/p{number}/")
    pages = list(client.walk(f"{server.url}/oparl/v1/p0/"))
    assert len(pages) < 6 and not pages[-1].complete


def test_ids_in_the_query(client, server):
    server.switch_on("ids_in_query")
    assert listed_papers(client, server) == (all_papers(server), True)
    parsed = client.get(server.id("paper/3"))
    assert parsed.fields.name == "Tempo 30 in der Mühlenstraße"


def test_a_limit_is_sent_where_the_settings_say_so(server):
    with client_for(server, limit=100, omit_internal=True) as client:
        pages = list(client.walk(server.list_url("paper") + "?limit=3&x=1"))
    assert len(pages) == 1 and "auxiliaryFile" not in pages[0].objects[0]
    assert server.requests[0].query == "x=1&limit=100&omit_internal=true"


# --- Files, politeness ------------------------------------------------------------------------


def test_a_file_is_read(client, server):
    raw = server.raw("file/1")
    with client.open_file(raw["accessUrl"]) as content:
        assert content.read() == server.council.contents["file/1"]


@pytest.mark.parametrize(
    ("quirk", "error"), [("dead_files", SourceUnavailable), ("foreign_files", ForeignAddress)]
)
def test_files_that_cannot_be_had(client, server, quirk, error):
    server.switch_on(quirk)
    url = server.raw("file/1")["accessUrl"]
    with pytest.raises(error), client.open_file(url):
        pass


def test_a_file_of_500_megabytes_is_not_begun(client, server):
    server.fail("/oparl/v1/content/1", status=200, headers={"Content-Length": str(500 * 2**20)})
    url = server.raw("file/1")["accessUrl"]
    with pytest.raises(TooLarge), client.open_file(url):
        pass


def test_addresses_of_files_with_a_doubled_slash_are_put_right(client, server):
    server.switch_on("doubled_in_files")
    [file] = parse(server.raw("file/1"))
    with client.open_file(file.fields.access_url) as content:
        assert content.read().startswith(b"%PDF")


def test_one_request_at_a_time_unless_the_source_says_more(db, settings, server):
    settings.HARVEST_PRIVATE_HOSTS = ["127.0.0.1"]
    source = Source(name="rat", title="Rat", kind="oparl", url=server.system_url)
    with client_of(source) as client:
        assert client.system().type == "System"
        assert client._http._slots._initial_value == 1
    source.options = {"connections": 3, "plus": "raw"}
    with client_of(source) as client:
        assert client.settings.plus == "raw" and client._http._slots._initial_value == 3


@pytest.mark.parametrize("connections", [0, 9, "2", True, None])
def test_a_number_of_connections_that_cannot_be_meant_is_refused(connections):
    source = Source(url="https://ris.example/", options={"connections": connections})
    with pytest.raises(SourceInvalid):
        client_of(source)


def test_a_shown_client_tells_where_it_reads():
    assert "ris.example" in repr(OparlClient(Client("https://ris.example/oparl")))
