"""Lists, objects and addresses of OParl servers, against a real server that misbehaves."""

from datetime import timedelta

import pytest

from harvest.body import TooLarge
from harvest.errors import SourceInvalid, SourceUnavailable
from harvest.http import Client
from harvest.models import Source
from opendata.oparl.addresses import ForeignAddress, OparlSettings, fetchable, with_parameters
from opendata.oparl.client import Gone, OparlClient, Restricted, client_of
from opendata.oparl.schema import parse
from tests.fakes.oparl import FakeOparl
from tests.fakes.server import running

from .reading import client_for


@pytest.fixture(params=["1.0", "1.1"])
def server(request):
    with running(FakeOparl(version=request.param)) as server:
        yield server


@pytest.fixture
def client(server):
    with client_for(server) as client:
        yield client


def papers(client, server, **filters):
    pages = list(client.walk(server.list_url("paper"), **filters))
    return [raw["id"] for page in pages for raw in page.objects], pages[-1].complete


def all_papers(server):
    return [server.id(path) for path in server.council.of_type("Paper")]


def since(server):
    """A time just before the next change; with microseconds, as clocks give it."""
    return server.council.now + timedelta(seconds=1, microseconds=5)


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
    assert papers(client, server) == (all_papers(server), True)
    assert [request.param("page") for request in server.requests] == ["", "2", "3"]


def test_nothing_is_asked_for_that_nobody_wanted(client, server):
    papers(client, server)
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
        papers(client, server)


def test_silence_in_the_middle_makes_the_source_unavailable(client, server):
    server.hang("/oparl/v1/body/1/paper", after=1)
    with pytest.raises(SourceUnavailable):
        papers(client, server)


@pytest.mark.parametrize("good_pages", [0, 1])
def test_a_web_page_with_status_200_is_no_list(client, server, good_pages):
    server.show_login_page("/oparl/v1/body/1/paper", after=good_pages)
    with pytest.raises(SourceInvalid):
        papers(client, server)


@pytest.mark.parametrize(
    "body", ["", "{", {}, "null", "[[[" * 2000, {"data": None}, {"data": {}}, {"error": "x"}]
)
def test_what_is_no_page_is_invalid(client, server, body):
    server.say(body, "/oparl/v1/body/1/paper")
    with pytest.raises(SourceInvalid):
        papers(client, server)


def test_a_page_that_says_there_is_nothing_is_empty(client, server):
    server.say({"pagination": {"totalElements": 0}}, "/oparl/v1/body/1/paper")
    assert papers(client, server) == ([], True)


def test_the_system_for_unknown_paths_is_no_list(client, server):
    server.switch_on("unknown_is_system")
    with pytest.raises(SourceInvalid):
        list(client.walk(f"{server.url}/oparl/v1/body/1/vote"))


def test_items_that_are_no_objects_are_counted(client, server):
    server.say({"data": [None, "x", {"id": "http://a.example/1"}]}, "/oparl/v1/body/1/paper")
    assert papers(client, server) == (["http://a.example/1"], True)
    assert client.warnings.counts["no_object/list"] == 1


def test_a_relative_next_is_understood(client, server):
    first = {"data": [{"id": "http://a.example/1"}], "links": {"next": "/oparl/v1/x"}}
    server.say(first, "/oparl/v1/body/1/paper")
    server.say({"data": [{"id": "http://a.example/2"}]}, "/oparl/v1/x")
    assert papers(client, server)[0] == ["http://a.example/1", "http://a.example/2"]


def test_the_next_page_on_another_host_is_not_asked(client, server):
    server.say({"data": [], "links": {"next": "http://other.example/"}}, "/oparl/v1/body/1/paper")
    with pytest.raises(ForeignAddress):
        papers(client, server)


@pytest.mark.parametrize("quirk", ["repeats_page", "next_is_self", "endless_pages"])
def test_a_list_that_runs_in_circles_comes_to_an_end(client, server, quirk):
    server.switch_on(quirk, "no_totals")
    found, complete = papers(client, server)
    assert not complete and len(server.requests) <= 5
    assert client.warnings.counts["repeats/list"] == 1


def test_a_list_in_circles_is_complete_when_all_that_was_announced_has_come(client, server):
    server.switch_on("endless_pages")
    found, complete = papers(client, server)
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
    assert papers(client, server) == (all_papers(server), True)
    parsed = client.get(server.id("paper/3"))
    assert parsed.fields.name == "Tempo 30 in der Mühlenstraße"


def test_a_limit_is_sent_where_the_settings_say_so(server):
    with client_for(server, limit=100, omit_internal=True) as client:
        pages = list(client.walk(server.list_url("paper") + "?limit=3&x=1"))
    assert len(pages) == 1 and "auxiliaryFile" not in pages[0].objects[0]
    assert server.requests[0].query == "x=1&limit=100&omit_internal=true"


# --- Filters ----------------------------------------------------------------------------------


def test_only_what_changed_is_listed_with_tombstones(client, server):
    before = since(server)
    server.council.touch("paper/3", name="Neu")
    server.council.delete("paper/4")
    found, complete = papers(client, server, modified_since=before)
    assert set(found) == {server.id("paper/3"), server.id("paper/4")} and complete


def test_what_was_created_since(client, server):
    before = since(server)
    server.council.touch("paper/3")
    server.council.add("paper/99", name="Neu", body="body/1")
    assert papers(client, server, created_since=before)[0] == [server.id("paper/99")]


def change_all(server):
    before = since(server)
    for path in server.council.of_type("Paper")[1:]:
        server.council.touch(path)
    return before


@pytest.mark.parametrize("quirk", [None, "plus_echoed", "filter_lost", "no_fractions"])
def test_the_filter_holds_on_every_page(client, server, quirk):
    before = change_all(server)
    server.switch_on(*[quirk] if quirk else [])
    found, complete = papers(client, server, modified_since=before)
    assert complete and set(found) == set(all_papers(server)[1:])
    assert all("modified_since" in request.params for request in server.requests)


def test_a_plus_sign_is_sent_raw_where_the_settings_say_so(server):
    before = change_all(server)
    server.switch_on("plus_raw_only")
    with client_for(server) as client, pytest.raises(SourceUnavailable):
        papers(client, server, modified_since=before)
    with client_for(server, plus="raw") as client:
        assert len(papers(client, server, modified_since=before)[0]) == 11
    assert "+00:00" in server.requests[-1].query


@pytest.mark.parametrize("quirk", ["empty_is_404", "empty_is_400", "empty_is_bare_list"])
def test_a_filter_that_matches_nothing_gives_an_empty_list(client, server, quirk):
    server.switch_on(quirk)
    assert papers(client, server, modified_since=since(server)) == ([], True)


def test_an_error_in_place_of_an_empty_list_may_have_status_200(client, server):
    server.say({"error": "Nichts", "code": 802}, "/oparl/v1/body/1/paper", times=1)
    assert papers(client, server, modified_since=since(server)) == ([], True)


def test_a_list_that_is_gone_is_not_empty(client, server):
    """SD.NET says of both that it has not found the resource."""
    server.say({"error": "Nichts", "code": 802}, "/oparl/v1/body/1/paper", times=1)
    server.fail("/oparl/v1/body/1/paper", status=404)
    with pytest.raises(SourceUnavailable):
        papers(client, server, modified_since=since(server))


def test_a_dead_list_without_filter_is_unavailable(client, server):
    server.switch_on("dead_organization_lists")
    with pytest.raises(SourceUnavailable) as caught:
        list(client.walk(f"{server.url}/oparl/v1/organization/1/meeting"))
    assert caught.value.status == 404


def test_a_server_that_breaks_at_filters_is_asked_without_them(server):
    server.switch_on("filter_is_503")
    with client_for(server) as client, pytest.raises(SourceUnavailable):
        papers(client, server, modified_since=since(server))
    with client_for(server, filters=False) as client:
        assert len(papers(client, server, modified_since=since(server))[0]) == 12


def test_a_limit_that_is_refused_makes_the_source_unavailable(server):
    server.switch_on("limit_is_400")
    with client_for(server, limit=100) as client, pytest.raises(SourceUnavailable):
        papers(client, server)


def test_a_limit_that_cuts_the_list_off_shows_in_the_total(server):
    """Why no limit is sent unasked: the list looks whole."""
    server.switch_on("limit_without_next")
    with client_for(server, limit=5) as client:
        [page] = client.walk(server.list_url("paper"))
    assert (len(page.objects), page.total, page.complete) == (5, 12, False)


# --- Single objects ---------------------------------------------------------------------------


def test_an_object_comes_with_what_it_embeds(client, server):
    meeting = client.get(server.id("meeting/1"))
    assert {child.role for child in meeting.children} == {
        *("location", "invitation", "resultsProtocol", "agendaItem")
    }
    assert {one.type for one in meeting.everything()} == {
        *("Meeting", "Location", "File", "AgendaItem")
    }


def test_a_tombstone_tells_that_an_object_is_gone(client, server):
    server.council.delete("paper/4")
    answer = client.get(server.id("paper/4"))
    assert (answer.reason, answer.found.deleted, answer.found.type) == ("deleted", True, "Paper")


@pytest.mark.parametrize(("status", "reason"), [(404, "missing"), (410, "gone")])
def test_an_object_that_is_not_there_is_gone(client, server, status, reason):
    server.fail("/oparl/v1/paper/4", status=status)
    assert client.get(server.id("paper/4")) == Gone(server.id("paper/4"), reason)


def test_a_404_as_plain_text_is_gone_too(client, server):
    server.switch_on("text_404")
    server.council.vanish("paper/4")
    assert client.get(server.id("paper/4")).reason == "missing"


@pytest.mark.parametrize("status", [401, 403])
def test_an_object_that_is_not_public_is_restricted(client, server, status):
    server.fail("/oparl/v1/paper/4", status=status)
    assert client.get(server.id("paper/4")) == Restricted(server.id("paper/4"), status)


def test_a_restricted_object_is_missing_from_its_list(client, server):
    server.council.restrict("paper/4")
    assert server.id("paper/4") not in papers(client, server)[0]
    assert isinstance(client.get(server.id("paper/4")), Restricted)


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_nothing_is_known_when_the_server_is_down(client, server, status):
    server.fail("/oparl/v1/paper/4", status=status)
    with pytest.raises(SourceUnavailable):
        client.get(server.id("paper/4"))


def test_the_system_in_place_of_an_object_means_that_it_is_gone(client, server):
    server.switch_on("unknown_is_system")
    server.council.vanish("paper/4")
    answer = client.get(server.id("paper/4"))
    assert (answer.reason, answer.found.type) == ("other", "System")


def test_ids_that_redirect_to_their_object(client, server):
    server.switch_on("ids_redirect")
    assert client.get(server.id("paper/3")).id == server.id("paper/3")


def test_a_redirect_to_another_object_is_not_taken_for_it(client, server):
    location = {"Location": server.id("paper/5")}
    server.fail("/oparl/v1/paper/3", status=301, headers=location)
    answer = client.get(server.id("paper/3"))
    assert (answer.reason, answer.found.id) == ("other", server.id("paper/5"))


def test_a_redirect_to_another_host_is_refused(client, server):
    with running(FakeOparl()) as other:
        location = {"Location": other.id("paper/3")}
        server.fail("/oparl/v1/paper/3", status=302, headers=location)
        with pytest.raises(ForeignAddress):
            client.get(server.id("paper/3"))


@pytest.mark.parametrize("body", [[], {}, {"message": "x"}, {"type": "x/1.1/Error"}, '"x"'])
def test_what_is_no_object_is_invalid(client, server, body):
    server.say(body, "/oparl/v1/paper/4")
    with pytest.raises(SourceInvalid):
        client.get(server.id("paper/4"))


def test_an_object_in_a_list_of_one_is_understood(client, server):
    raw = server.raw("paper/4")
    server.say({"data": [raw]}, "/oparl/v1/paper/4")
    assert client.get(raw["id"]).id == raw["id"]


def test_a_spurious_error_is_tried_again(client, server):
    server.fail("/oparl/v1/paper/4", status=500, times=1)
    assert client.get(server.id("paper/4")).type == "Paper"


# --- Addresses --------------------------------------------------------------------------------


def test_objects_of_other_hosts_are_not_asked(client):
    with pytest.raises(ForeignAddress):
        client.get("https://elsewhere.example/oparl/v1/paper/1")


def test_paths_are_rewritten_for_asking_and_ids_are_kept(server):
    server.switch_on("path_moved")
    with client_for(server, rewrite={"/oparl/": "/ris/oparl/"}) as client:
        assert papers(client, server) == (all_papers(server), True)
        assert client.get(server.id("paper/3")).id == server.id("paper/3")
    assert all(path.startswith("/ris/oparl/v1/") for path in server.paths())


HOME = "https://ris.example/oparl/system"


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://ris.example/a//b/007?X=1&y", "https://ris.example/a//b/007?X=1&y"),
        ("http://ris.example/a?b=http://x", "https://ris.example/a?b=http://x"),
        ("http://ris.example:80/a", "https://ris.example/a"),
        ("HTTPS://RIS.example:443/a", "https://RIS.example:443/a"),
        ("/a", "https://ris.example/a"),
        (" https://ris.example/a ", "https://ris.example/a"),
    ],
)
def test_addresses_on_the_source_s_host(url, asked):
    assert fetchable(url, HOME, OparlSettings()) == asked


@pytest.mark.parametrize(
    "url",
    [
        "https://ris.example.evil.example/a",
        "https://ris.example@evil.example/a",
        "https://ris.example:8443/a",
        "http://ris.example:8080/a",
        "ftp://ris.example/a",
        "file:///etc/passwd",
        "http://169.254.169.254/latest",
        "//evil.example/a",
        "https://[broken/a",
    ],
)
def test_other_addresses_are_refused(url):
    with pytest.raises(ForeignAddress):
        fetchable(url, HOME, OparlSettings())


def test_parameters_leave_the_rest_of_the_query_as_it_is():
    url = "https://x.example/papers.asp?body=2387&p=%c3%bc&limit=5&p#top"
    assert with_parameters(url, {"limit": "9"}) == (
        "https://x.example/papers.asp?body=2387&p=%c3%bc&p&limit=9"
    )
    assert with_parameters(url, {}) == url


@pytest.mark.parametrize(
    "options",
    [{"plus": "blank"}, {"rewrite": {"oparl": "/x"}}, {"rewrite": ["/a"]}]
    + [{"limit": "9"}, {"limit": True}, {"limit": 0}],
)
def test_settings_that_cannot_be_meant_are_refused(options):
    with pytest.raises(SourceInvalid):
        OparlSettings.of(options)


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
    assert "ris.example" in repr(OparlClient(Client(HOME)))
