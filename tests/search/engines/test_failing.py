"""A cluster that is down, slow or wrong: the database answers, and the log tells once a minute."""

import logging
import math
import ssl

import pytest
import trustme

from search import engines
from search.engines import DATABASE, EngineFailed, elastic, following
from search.models import Document, Waiting
from tests.fakes.server import Answer, running

from .conftest import KINDS, Filled
from .fake_cluster import FakeCluster, answer_of
from .servers import free_port

pytestmark = pytest.mark.django_db
STEMS = {"hund": 1.0}
WRONG = {
    "a web page": Answer("<!doctype html><p>Anmeldung", content_type="text/html"),
    "a web page of a gateway": Answer("<h1>502 Bad Gateway", 502, content_type="text/html"),
    "a web page as JSON": Answer("<!doctype html><p>Anmeldung"),
    "an error": Answer({"error": {"type": "search_phase_execution_exception"}, "status": 503}, 503),
    "too many requests": Answer({"error": "slow down"}, 429),
    "no rights": Answer({"error": "security_exception"}, 401),
    "half a document of JSON": Answer('{"timed_out": false, "aggre'),
    "nothing": Answer(""),
    "a list": Answer([]),
    "null": Answer(None),
    "another form": Answer({"message": "ok"}),
    "an older form": Answer({"timed_out": False, "aggregations": {"kinds": {"hits": []}}}),
    "hits of another form": Answer({"timed_out": False, "aggregations": {"kinds": [1]}}),
    "no numbers": Answer(answer_of(["eins"])),
    "endless numbers": Answer(answer_of([10**400])),
    "numbers that no database has": Answer(answer_of([2**63])),
    "a part": Answer(answer_of([4711], timed_out=True)),
    "a length that is not true": Answer(
        {}, headers={"Content-Length": "70000", "Connection": "close"}
    ),
    "binary": Answer(bytes(range(256)), content_type="application/octet-stream"),
    "another encoding": Answer('{"timed_out": "ä"}'.encode("latin-1")),
    "a redirect": Answer("", 302, {"Location": "http://127.0.0.1:1/"}),
}


@pytest.fixture
def dogs(db) -> list[int]:
    return [Filled(DATABASE).add("Hunde").pk]


@pytest.fixture
def cluster(settings, dogs, monkeypatch):
    """It finds something else, so that one sees who has answered."""
    # A busy machine is no slow cluster.
    monkeypatch.setattr(elastic, "ASK_SECONDS", 8)
    with running(FakeCluster()) as server:
        settings.SEARCH_URL, settings.SEARCH_INDEX_PREFIX = server.url, "test_"
        server.documents, server.found = 1, [4711]
        yield server


@pytest.fixture(autouse=True)
def _nothing_told(monkeypatch):
    monkeypatch.setattr(engines, "_told_at", -math.inf)


def found():
    return engines.candidates(STEMS, KINDS)


def questions(cluster):
    return len([path for path in cluster.paths() if path.endswith("/_search")])


def test_when_all_is_well_the_cluster_answers(cluster):
    assert found() == [4711]
    assert found() == [4711]
    # Whether it is whole is not asked at every question.
    assert len(cluster.requests) == 4


def test_without_a_cluster_the_database_answers(dogs):
    assert engines.beside() is None
    assert found() == dogs


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_answer_is_none(cluster, dogs, wrong):
    assert found() == [4711]
    cluster.say("", "/test_documents/_search")
    cluster._faults[0].answer = WRONG[wrong]
    with pytest.raises(EngineFailed):
        engines.beside().candidates(STEMS, KINDS, (), 10)
    assert found() == dogs


@pytest.mark.parametrize("wrong", WRONG)
def test_what_always_answers_wrongly_is_no_cluster(cluster, dogs, wrong):
    cluster.say("")
    cluster._faults[0].answer = WRONG[wrong]
    assert found() == dogs
    with pytest.raises(EngineFailed):
        engines.beside().check()
    with pytest.raises(EngineFailed):
        engines.beside().add(Document.objects.all())
    with pytest.raises(EngineFailed):
        engines.beside().rebuild(Document.objects.all(), lambda number: None)


def test_nobody_waits_for_a_slow_one(cluster, dogs):
    cluster.hang("/test_documents/_search", seconds=60)
    assert found() == dogs
    # It still thinks about the question, and is not asked another.
    assert cluster.at_once == 1
    assert found() == dogs
    assert questions(cluster) == 1


def test_after_a_pause_it_is_asked_again(cluster, dogs, monkeypatch):
    cluster.fail("/test_documents/_search", times=1)
    assert found() == found() == dogs
    monkeypatch.setattr(engines.beside(), "_silent_until", 0.0)
    assert found() == [4711]


def test_none_at_all(settings, dogs):
    settings.SEARCH_URL = f"http://127.0.0.1:{free_port()}"
    assert found() == dogs


@pytest.mark.parametrize("rows", [0, 2, 3])
def test_half_an_index_is_not_asked(cluster, dogs, rows):
    cluster.documents = rows
    assert found() == dogs
    assert questions(cluster) == 0


def test_an_index_that_waits_for_a_change_is_asked(cluster, dogs):
    cluster.documents = 0
    following.mark(dogs)
    assert found() == [4711]


def test_an_index_that_waits_for_long_is_not_asked(cluster, dogs, monkeypatch):
    following.mark(dogs)
    monkeypatch.setattr(elastic, "MOST_LAG_SECONDS", 0)
    assert found() == dogs


def test_an_index_of_another_version_is_not_asked(cluster, dogs, monkeypatch):
    monkeypatch.setattr(elastic, "LAYOUT", elastic.LAYOUT + 1)
    assert found() == dogs


def test_changes_wait_until_they_are_taken(cluster, dogs):
    cluster.fail("/test_documents/_bulk")
    following.mark(dogs)
    assert following.send_or_tell() == 0
    with pytest.raises(EngineFailed):
        following.send()
    assert Waiting.objects.count() == 1


def test_changes_that_are_not_answered_for_wait_as_well(cluster, dogs):
    cluster.say({"errors": False, "items": []}, "/test_documents/_bulk")
    following.mark(dogs)
    with pytest.raises(EngineFailed, match="0 of 1"):
        following.send()
    assert Waiting.objects.count() == 1


def test_the_log_tells_once_and_names_no_word(cluster, dogs, caplog):
    cluster.say({"error": {"type": "x"}, "reason": "hund"}, "/test_documents/_search")
    with caplog.at_level(logging.WARNING):
        found()
        found()
    (told,) = [record.getMessage() for record in caplog.records if record.name == "search.engines"]
    assert "The database answers instead of the search cluster" in told
    assert "hund" not in caplog.text


def test_a_password_is_sent_and_not_told(settings, cluster, dogs, caplog):
    settings.SEARCH_URL = cluster.url.replace("//", "//stadttor:geheim%21@")
    assert found() == [4711]
    assert cluster.requests[-1].headers["authorization"] == "Basic c3RhZHR0b3I6Z2VoZWltIQ=="
    settings.SEARCH_URL = f"http://stadttor:geheim%21@127.0.0.1:{free_port()}"
    with caplog.at_level(logging.DEBUG):
        assert found() == dogs
    assert "geheim" not in caplog.text
    assert "c3RhZHR0b3I6Z2VoZWltIQ" not in caplog.text


def test_own_certificates(settings, cluster, dogs, tmp_path):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    cluster._httpd.socket = context.wrap_socket(cluster._httpd.socket, server_side=True)
    settings.SEARCH_URL = cluster.url.replace("http:", "https:")
    assert found() == dogs
    settings.SEARCH_CA_FILE = str(tmp_path / "ca.pem")
    assert found() == [4711]
