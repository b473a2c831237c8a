"""The cluster is killed while citizens ask: each gets an answer with hits, before and after."""

import threading
import time

import pytest
import requests

from search import indexing
from search.engines import following
from tests.fakes.server import wait_until
from tests.opendata.oparl.factories import PaperFactory
from tests.served import served

from . import servers

pytestmark = [pytest.mark.search_engine, pytest.mark.django_db(transaction=True)]
PER_SECOND = 20


class Citizens:
    """Ask 20 questions a second until they are told to stop; `answers` are (status, has hits)."""

    def __init__(self, url: str):
        self._url, self._stop = url, threading.Event()
        self.answers: list[tuple[int, bool]] = []
        self._threads = [threading.Thread(target=self._ask) for _number in range(4)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ask(self):
        with requests.Session() as session:
            while not self._stop.is_set():
                begun = time.monotonic()
                answer = session.get(f"{self._url}/suche/", params={"q": "bebauungsplan"})
                self.answers.append((answer.status_code, "Bebauungsplan Nord" in answer.text))
                self._stop.wait(len(self._threads) / PER_SECOND - (time.monotonic() - begun))

    def have_asked(self, number: int) -> bool:
        """Whether so many more answers came, in time."""
        before = len(self.answers)
        return wait_until(lambda: len(self.answers) >= before + number, seconds=240)


@pytest.fixture
def mortal():
    with servers.running("opensearch") as server:
        yield server


def questions_to(server) -> int:
    """How many it has answered since it started."""
    stats = requests.get(f"{server.url}/test_documents/_stats/search", timeout=60).json()
    return stats["_all"]["total"]["search"]["query_total"]


def test_a_killed_cluster_leaves_no_question_without_hits(
    mortal, transactional_db, settings, tmp_path
):
    settings.SEARCH_URL, settings.SEARCH_INDEX_PREFIX = mortal.url, "test_"
    indexing.update([PaperFactory(name="Bebauungsplan Nord")])
    following.rebuild()
    environment = {"TEST_SEARCH_URL": mortal.url, "SEARCH_INDEX_PREFIX": "test_"}
    with served(tmp_path, workers=2, **environment) as site, Citizens(site.url) as citizens:
        assert wait_until(lambda: questions_to(mortal) > 20, seconds=240)
        mortal.kill()
        assert citizens.have_asked(100)
        mortal.start()
        # Its log of changes is read first; the index is the one from before.
        assert wait_until(lambda: questions_to(mortal) > 20, seconds=240)
    assert len(citizens.answers) > 140
    assert set(citizens.answers) == {(200, True)}
