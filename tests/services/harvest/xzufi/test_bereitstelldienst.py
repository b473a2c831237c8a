"""The Bereitstelldienst: token, paging, cursor, and what happens when the place is lost."""

import pytest

from harvest.report import Warnings
from outbound.client import Client
from outbound.errors import SourceInvalid, SourceUnavailable
from services.harvest.xzufi.bereitstelldienst import Bereitstelldienst
from tests.fakes.bereitstelldienst import (
    API,
    CLIENT_ID,
    CLIENT_SECRET,
    FakeBereitstelldienst,
    deletion_entry,
    service_entry,
)
from tests.fakes.server import running


@pytest.fixture
def server():
    entries = [service_entry(str(number), f"Leistung {number}") for number in range(5)]
    with running(FakeBereitstelldienst(entries=entries)) as fake:
        yield fake


def reading(server, secret=CLIENT_SECRET, ars=""):
    client = Client(server.api_url, private_hosts=["127.0.0.1"], retries=0)
    return Bereitstelldienst(
        client,
        token_url=server.token_url,
        client_id=CLIENT_ID,
        secret=secret,
        ars=ars,
        warnings=Warnings(),
    )


def texts(service, cursor=""):
    found = []
    for part in service.parts(cursor):
        with part.open() as file:
            found.append(file.read().decode())
    return found


def test_everything_from_index_0_to_the_end(server):
    service = reading(server)
    pages = texts(service)
    assert len(pages) == 3
    assert "Leistung 4" in pages[2]
    assert service.from_start
    assert service.cursor == f"{server.api_url}/verwaltungsobjekte?index=5&ars=%25"
    asked = [request.params for request in server.requests if request.path.startswith(API)]
    assert asked[0] == {"index": ["0"], "ars": ["%"]}


def test_the_delta_holds_only_what_came_since(server):
    first = reading(server)
    texts(first)
    server.entries += [service_entry("9", "Neu"), deletion_entry("1")]
    second = reading(server)
    (page,) = texts(second, first.cursor)
    assert "Neu" in page and "loesche" in page and "Leistung 0" not in page
    assert not second.from_start
    assert second.cursor.endswith("index=7&ars=%25")
    assert texts(reading(server), second.cursor) == []


def test_the_area_is_asked_for(server):
    texts(reading(server, ars="069990001001"))
    assert server.requests[1].params["ars"] == ["069990001001"]


def test_one_token_serves_all_pages(server):
    texts(reading(server))
    assert len(server.paths("/oauth/token")) == 1


def test_a_token_that_expires_mid_way_is_renewed_once(server):
    service = reading(server)
    pages = service.parts()
    next(pages)
    server.expire_tokens()
    assert len(list(pages)) == 2
    assert len(server.paths("/oauth/token")) == 2


def test_a_token_about_to_end_is_renewed_before(server):
    server.token_lifetime = 0
    texts(reading(server))
    assert len(server.paths("/oauth/token")) == 3


def test_a_wrong_secret_is_unavailable_and_never_told(server):
    with pytest.raises(SourceUnavailable) as refused:
        texts(reading(server, secret="falsches-geheimnis-9"))
    assert "falsches-geheimnis-9" not in str(refused.value)


def test_a_refusal_that_a_new_token_does_not_cure_fails(server):
    server.fail(API, status=401)
    with pytest.raises(SourceUnavailable, match="401"):
        texts(reading(server))
    assert len(server.paths("/oauth/token")) == 2


@pytest.mark.parametrize("status", [403, 429, 500])
def test_an_error_mid_paging_fails_the_run(server, status):
    server.fail(API, status=status, after=1)
    service = reading(server)
    with pytest.raises(SourceUnavailable):
        texts(service)
    assert service.cursor == ""


def test_a_forgotten_cursor_leads_to_a_full_reading_and_is_told(server):
    first = reading(server)
    texts(first)
    server.forgotten = {5}
    second = reading(server)
    assert len(texts(second, first.cursor)) == 3
    assert second.from_start
    assert second._warnings.counts == {"cursor_lost": 1}


@pytest.mark.parametrize(
    "answer",
    [
        [],
        {"vollstaendig": True},
        {"xzufiObjekte": "", "vollstaendig": "ja"},
        {"xzufiObjekte": {}, "vollstaendig": True},
        {"xzufiObjekte": "", "vollstaendig": False},
    ],
)
def test_an_answer_of_another_form_is_invalid(server, answer):
    server.say(answer, API)
    with pytest.raises(SourceInvalid):
        texts(reading(server))


def test_turning_in_circles_is_invalid(server):
    url = f"{server.api_url}/verwaltungsobjekte?index=2"
    server.say({"xzufiObjekte": "", "vollstaendig": False, "naechsteAnfrageUrl": url}, API)
    with pytest.raises(SourceInvalid, match="goes on"):
        texts(reading(server))


def test_the_token_never_goes_to_another_host(server):
    url = "http://evil.example/verwaltungsobjekte?index=2"
    server.say({"xzufiObjekte": "", "vollstaendig": False, "naechsteAnfrageUrl": url}, API)
    with pytest.raises(SourceInvalid, match=r"another host \(evil\.example\)"):
        texts(reading(server))


def test_a_login_page_is_invalid(server):
    server.show_login_page(API)
    with pytest.raises(SourceInvalid):
        texts(reading(server))


def test_the_declared_encoding_of_the_inner_document_does_not_count(server):
    inner = '<?xml version="1.0" encoding="UTF-16"?><transfer>Ä</transfer>'
    server.say({"xzufiObjekte": inner, "vollstaendig": True}, API)
    service = reading(server)
    assert texts(service) == ["<transfer>Ä</transfer>"]
    assert service.cursor == ""
