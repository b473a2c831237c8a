import gzip
import logging
import threading
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace

import pytest

from outbound import client as http
from outbound import retry
from outbound.client import Client
from outbound.errors import SourceInvalid, SourceUnavailable

from .server import break_off, send, send_chunks, send_json

KEY = "geheimer-schluessel-4711"


@pytest.fixture
def client(server):
    with make_client(server) as client:
        yield client


def make_client(server, **options):
    options = {"private_hosts": ["127.0.0.1"], "backoff": 0.01, "timeout": (2, 1), **options}
    return Client(server.url, **options)


# --- Asking ------------------------------------------------------------------------------


def test_paths_are_appended_to_the_base_address(server):
    server.answers["/api/v4/pst/find"] = send_json('{"count": 1}')
    client = Client(server.url + "/api/v4/", private_hosts=["127.0.0.1"])
    for path in ("pst/find", "/pst/find", f"{server.url}/api/v4/pst/find"):
        data, response = client.get_json(path, params={"limit": 5})
        assert data == {"count": 1}
        assert response.status_code == 200
    assert server.paths() == ["/api/v4/pst/find?limit=5"] * 3


def test_own_headers_and_user_agent_are_sent(server):
    server.answers["/"] = send_json("[]")
    client = make_client(server, headers={"api_key": KEY}, user_agent="Stadttor/Test")
    client.get_json("/", headers={"Accept-Language": "de_DE"})
    headers = server.headers_of(0)
    assert headers["api_key"] == KEY
    assert headers["User-Agent"] == "Stadttor/Test"
    assert headers["Accept-Language"] == "de_DE"
    assert headers["Accept"] == "application/json"


def test_a_form_is_posted_and_its_token_becomes_a_secret(server, client):
    server.answers["/token"] = send_json('{"access_token": "token-0815-abc"}')
    server.answers["/token-0815-abc"] = send(400)
    answer = client.post_form("/token", {"grant_type": "client_credentials"})
    assert answer["access_token"] == "token-0815-abc"
    assert server.requests[0][3] == b"grant_type=client_credentials"
    with pytest.raises(SourceUnavailable) as refused:
        client.get("/token-0815-abc")
    assert "token-0815-abc" not in str(refused.value)


def test_unchanged_answers_are_not_read_again(server, client):
    server.answers["/list"] = [
        send(200, "eins", ETag='"1"', Last_Modified="Sun, 22 Nov 2026 10:00:00 GMT"),
        send(304),
    ]
    response, validators = client.get_if_changed("/list", {})
    assert response.content == b"eins"
    assert client.get_if_changed("/list", validators) == (None, validators)
    assert server.headers_of(1)["If-None-Match"] == '"1"'
    assert server.headers_of(1)["If-Modified-Since"] == "Sun, 22 Nov 2026 10:00:00 GMT"


def test_cookies_are_not_kept(server, client):
    server.answers["/"] = send(200, "x", Set_Cookie="session=1")
    client.get("/")
    client.get("/")
    assert "Cookie" not in server.headers_of(1)


# --- Failing -----------------------------------------------------------------------------


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_refusal_is_final(server, client, status):
    server.answers["/x"] = send(status)
    with pytest.raises(SourceUnavailable, match=str(status)):
        client.get("/x")
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_trouble_that_may_pass_is_tried_again(server, client, status):
    server.answers["/x"] = [send(status), send(status), send_json('"gut"')]
    assert client.get_json("/x")[0] == "gut"
    assert len(server.requests) == 3


@pytest.mark.parametrize("status", [429, 503])
def test_trouble_that_stays_ends_after_all_tries(server, status):
    server.answers["/x"] = send(status)
    with pytest.raises(SourceUnavailable):
        make_client(server, retries=2).get("/x")
    assert len(server.requests) == 3


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_missing_may_be_missing(server, client, status):
    server.answers["/x"] = send(status)
    assert client.get("/x", missing_ok=True) is None
    assert client.get_json("/x", missing_ok=True) == (None, None)


def test_a_refused_connection_is_unavailable(server):
    server.stop()
    with pytest.raises(SourceUnavailable):
        make_client(server, retries=1).get("/")


def test_an_unknown_host_is_unavailable():
    with pytest.raises(SourceUnavailable):
        Client("http://gibt-es-nicht.invalid", retries=0).get("/")


def test_a_source_that_does_not_answer_times_out(server):
    server.answers["/"] = lambda handler: time.sleep(1)
    client = make_client(server, timeout=(1, 0.2), retries=1)
    with pytest.raises(SourceUnavailable):
        client.get("/")
    assert len(server.requests) == 2


def test_a_source_that_trickles_is_given_up(server):
    def trickle():
        for _ in range(50):
            yield b"x" * 70_000
            time.sleep(0.05)

    server.answers["/"] = send_chunks(trickle)
    with pytest.raises(SourceUnavailable):
        make_client(server, max_seconds=0.3, retries=0).get("/")


def test_a_body_that_breaks_off_is_fetched_again(server, client):
    server.answers["/"] = [break_off(), send_json("[1]")]
    assert client.get_json("/")[0] == [1]


def test_a_body_that_always_breaks_off_is_unavailable(server):
    server.answers["/"] = break_off()
    with pytest.raises(SourceUnavailable):
        make_client(server, retries=1).get("/")
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<html>Anmeldung</html>", "text/html; charset=utf-8"),
        ("<html>Anmeldung</html>", "application/json"),
        ("", "application/json"),
        ('{"halb": ', "application/json"),
        ("[" * 100_000, "application/json"),
        (b"\xff\xfe\xff", "application/json"),
    ],
)
def test_a_200_without_json_is_invalid(server, client, body, content_type):
    server.answers["/"] = send(200, body, Content_Type=content_type)
    with pytest.raises(SourceInvalid):
        client.get_json("/")


def test_json_with_a_byte_order_mark_is_read(server, client):
    server.answers["/"] = send_json('\ufeff{"ä": 1}')
    assert client.get_json("/")[0] == {"ä": 1}


# --- Waiting -----------------------------------------------------------------------------


def asked_to_wait(server, monkeypatch, retry_after):
    """The seconds slept when the server answers 429 with this Retry-After."""
    slept = []
    monkeypatch.setattr(retry, "time", SimpleNamespace(sleep=slept.append))
    server.answers["/"] = [send(429, Retry_After=retry_after), send_json("1")]
    make_client(server, backoff=0.5).get_json("/")
    return slept[0]


def test_retry_after_in_seconds_is_honoured(server, monkeypatch):
    assert asked_to_wait(server, monkeypatch, "7") == 7


def test_retry_after_as_a_date_is_honoured(server, monkeypatch):
    moment = datetime.now(UTC) + timedelta(seconds=20)
    assert 15 < asked_to_wait(server, monkeypatch, format_datetime(moment, usegmt=True)) <= 20


def test_retry_after_in_the_past_means_now(server, monkeypatch):
    assert asked_to_wait(server, monkeypatch, "Sun, 22 Nov 2020 10:00:00 GMT") == 0


def test_retry_after_is_capped(server, monkeypatch):
    assert asked_to_wait(server, monkeypatch, "86400") == retry.MAX_WAIT


def test_an_unreadable_retry_after_falls_back_to_backing_off(server, monkeypatch):
    assert 0.4 <= asked_to_wait(server, monkeypatch, "bald") <= 0.6


def test_the_waits_double(server, monkeypatch):
    slept = []
    monkeypatch.setattr(retry, "time", SimpleNamespace(sleep=slept.append))
    server.answers["/"] = send(500)
    with pytest.raises(SourceUnavailable):
        make_client(server, backoff=1, retries=3).get("/")
    assert [round(wait) for wait in slept[:2]] == [1, 2]
    assert 3.2 <= slept[2] <= 4.8


# --- Limits ------------------------------------------------------------------------------


def test_an_announced_size_above_the_limit_is_refused(server):
    server.answers["/"] = send(200, b"x" * 2000)
    with pytest.raises(SourceInvalid):
        make_client(server, max_bytes=1000).get("/")
    assert len(server.requests) == 1


def test_an_unannounced_size_above_the_limit_is_stopped(server):
    sent = []

    def endless():
        for _ in range(1000):
            sent.append(1)
            yield b"x" * 100_000

    server.answers["/"] = send_chunks(endless)
    with pytest.raises(SourceInvalid):
        make_client(server, max_bytes=300_000).get("/")
    time.sleep(0.1)
    assert len(sent) < 500


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_compressed_bomb_is_stopped_by_its_unfolded_size(server, encoding):
    raw = b"\0" * (50 * 2**20)
    bomb = gzip.compress(raw, 9) if encoding == "gzip" else zlib.compress(raw, 9)
    assert len(bomb) < 60_000
    server.answers["/"] = send(200, bomb, Content_Encoding=encoding)
    client = make_client(server, max_bytes=2**20)
    with pytest.raises(SourceInvalid):
        client.get("/")
    with client.stream("/") as file, pytest.raises(SourceInvalid):
        while file.read(2**16):
            assert file.raw.size <= 2**20


def test_compressed_bodies_below_the_limit_are_unfolded(server, client):
    server.answers["/"] = send(200, gzip.compress(b"Inhalt"), Content_Encoding="gzip")
    assert client.get("/").content == b"Inhalt"
    with client.stream("/") as file:
        assert file.read() == b"Inhalt"


def test_no_more_requests_at_once_than_agreed(server):
    def slow(handler):
        time.sleep(0.05)
        send_json("1")(handler)

    server.answers["/"] = slow
    client = make_client(server, max_parallel=2)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.get_json("/")[0], range(12)))
    assert answers == [1] * 12
    assert server.most_busy == 2


# --- Streaming ---------------------------------------------------------------------------


def test_a_stream_is_read_piece_by_piece(server, client):
    server.answers["/"] = send_chunks(lambda: [b"eins ", b"zwei ", b"drei"])
    with client.stream("/") as file:
        assert file.read(3) == b"ein"
        assert file.read() == b"s zwei drei"


def test_opening_a_stream_is_tried_again(server, client):
    server.answers["/"] = [send(503), send(200, b"da")]
    with client.stream("/") as file:
        assert file.read() == b"da"


def test_a_stream_that_breaks_off_does_not_look_like_its_end(server, client):
    server.answers["/"] = break_off(body=b"<xml>")
    with client.stream("/") as file, pytest.raises(SourceUnavailable):
        file.read()


def test_a_web_page_is_no_stream(server, client):
    server.answers["/"] = send(200, "<html/>", Content_Type="text/html")
    with pytest.raises(SourceInvalid), client.stream("/"):
        pass


def test_a_stream_above_the_limit_is_refused(server):
    server.answers["/"] = send_chunks(lambda: [b"x" * 1000] * 10)
    with make_client(server, max_bytes=5000).stream("/") as file, pytest.raises(SourceInvalid):
        file.read()


# --- Redirects ---------------------------------------------------------------------------


def test_redirects_on_the_same_host_keep_the_headers(server):
    server.answers["/alt"] = send(302, Location="/neu?x=1")
    server.answers["/neu"] = send_json("1")
    make_client(server, headers={"api_key": KEY}).get_json("/alt")
    assert server.headers_of(1)["api_key"] == KEY
    assert server.paths() == ["/alt", "/neu?x=1"]


def test_a_redirect_to_another_host_gets_no_key(server, other_host):
    server.answers["/"] = send(307, Location=other_host.url + "/da")
    other_host.answers["/da"] = send_json("1")
    client = make_client(server, headers={"api_key": KEY}, private_hosts=["127.0.0.1", "127.0.0.2"])
    client.get_json("/", headers={"Authorization": f"Bearer {KEY}", "Accept-Language": "de"})
    headers = other_host.headers_of(0)
    assert KEY not in str(headers)
    assert headers["Accept-Language"] == "de"


def test_an_absolute_address_elsewhere_gets_no_key(server, other_host):
    other_host.answers["/"] = send_json("1")
    client = make_client(server, headers={"api_key": KEY}, private_hosts=["127.0.0.1", "127.0.0.2"])
    client.get_json(other_host.url + "/")
    assert KEY not in str(other_host.headers_of(0))


def test_a_redirect_to_a_private_address_is_refused(server, other_host, client):
    server.answers["/"] = send(302, Location=other_host.url + "/")
    with pytest.raises(SourceInvalid, match="127.0.0.2"):
        client.get("/")
    assert other_host.requests == []


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "gopher://x/"])
def test_a_redirect_to_another_scheme_is_refused(server, client, target):
    server.answers["/"] = send(302, Location=target)
    with pytest.raises(SourceInvalid):
        client.get("/")


def test_redirects_in_circles_end(server, client):
    server.answers["/"] = send(302, Location="/")
    with pytest.raises(SourceInvalid):
        client.get("/")
    assert len(server.requests) == http.MAX_REDIRECTS + 1


def test_a_redirect_to_nowhere_is_no_empty_answer(server, client):
    server.answers["/"] = send(302)
    with pytest.raises(SourceInvalid):
        client.get("/")


def test_a_form_is_not_redirected(server, other_host):
    server.answers["/token"] = send(307, Location=other_host.url + "/")
    client = make_client(server, private_hosts=["127.0.0.1", "127.0.0.2"])
    with pytest.raises(SourceInvalid):
        client.post_form("/token", {"client_secret": KEY})
    assert other_host.requests == []


# --- Secrets -----------------------------------------------------------------------------


def test_secrets_are_in_no_message_log_or_repr(server, caplog):
    unknown = "noch-nie-genannt"[::-1]
    caplog.set_level(logging.DEBUG)
    server.answers["/x"] = [send(500), send(403)]
    client = Client(
        server.url.replace("//", f"//nutzer:{KEY}@"),
        headers={"api_key": KEY},
        secrets=[KEY],
        private_hosts=["127.0.0.1"],
        backoff=0.01,
    )
    with pytest.raises(SourceUnavailable) as refused:
        client.get("/x", params={"schluessel": KEY, "token": unknown})
    logging.getLogger("test").error("failed", exc_info=refused.value)
    assert KEY in server.paths()[0]
    assert "urllib3" in {record.name.partition(".")[0] for record in caplog.records}
    for text in (str(refused.value), repr(client), caplog.text):
        assert KEY not in text
        assert unknown not in text


def test_a_failed_connection_hides_the_key_in_the_address(server, caplog):
    server.stop()
    client = make_client(server, secrets=[KEY], retries=0)
    with pytest.raises(SourceUnavailable) as refused:
        client.get("/x", params={"k": KEY})
    logging.getLogger("test").error("failed", exc_info=refused.value)
    assert KEY not in caplog.text + str(refused.value)


def test_a_client_is_shared_by_threads(server, client):
    for number in range(20):
        server.answers[f"/{number}"] = send_json(str(number))
    barrier = threading.Barrier(4)

    def fetch(worker):
        barrier.wait()
        return [client.get_json(f"/{n}")[0] for n in range(worker, 20, 4)]

    with ThreadPoolExecutor(4) as pool:
        found = sorted(n for part in pool.map(fetch, range(4)) for n in part)
    assert found == list(range(20))


# --- Odd JSON ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b"1" * 10_000,
        b'{"a": 1, "a": 2}',
        '{"a": 1}'.encode("utf-16"),
        "[1]".encode("utf-32"),
        b"\xff\xfe",
        b"{",
        b"",
        b"nul",
        b'{"a": "\xff"}',
        b"+AHs-",
    ],
)
def test_odd_json_is_refused_in_words(server, client, body):
    server.answers["/"] = send(200, body, Content_Type="application/json")
    with pytest.raises(SourceInvalid) as refused:
        client.get_json("/")
    assert "127.0.0.1" in str(refused.value)


def test_what_no_database_keeps_is_taken_out(server, client):
    body = '{"a\\u0000": ["x\\u0000\\ud800y", NaN, -Infinity, 1e999], "b": 1, "b": 1}'
    server.answers["/"] = send_json(body)
    data, _response = client.get_json("/")
    assert data == {"a": ["xy", None, None, None], "b": 1}
