"""Single objects and the addresses where they are asked for."""

import pytest

from opendata.oparl.harvest.client import Gone, Restricted
from opendata.oparl.harvest.source_options import (
    ForeignAddress,
    OparlSettings,
    fetchable,
    with_parameters,
)
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
    assert server.id("paper/4") not in listed_papers(client, server)[0]
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
        assert listed_papers(client, server) == (all_papers(server), True)
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
        OparlSettings.from_options(options)
