"""Engines for tests: the database, and real search servers that live as long as the tests."""

from dataclasses import dataclass, field

import pytest

from search import engines
from search.documents import Content, document_of
from search.engines import DATABASE, Engine, elastic
from search.models import Document

from . import servers

KINDS = ["services", "pages"]
REAL = [pytest.mark.search_engine, pytest.mark.django_db]
CLUSTERS = [
    pytest.param("opensearch", marks=REAL),
    pytest.param("elasticsearch", marks=[*REAL, pytest.mark.elasticsearch]),
]


@pytest.fixture(scope="session")
def opensearch():
    with servers.running("opensearch") as server:
        yield server


@pytest.fixture(scope="session")
def elasticsearch():
    with servers.running("elasticsearch") as server:
        yield server


@pytest.fixture(autouse=True)
def _no_memories():
    """What an engine remembers of its failures is not the next test's."""
    engines._elastic.cache_clear()
    yield
    engines._elastic.cache_clear()


@dataclass
class Filled:
    """An engine and what is in it."""

    engine: Engine
    kinds: list[str] = field(default_factory=lambda: KINDS)

    def add(self, title, kind="services", **content) -> Document:
        number = Document.objects.count() + 1
        document = document_of(kind, number, Content(title, **content), _no_parts)
        document.save()
        self.engine.add([document])
        return document

    def change(self, document, **values):
        for name, value in values.items():
            setattr(document, name, value)
        document.save()
        self.engine.add([document])

    def remove(self, document):
        pk = document.pk
        document.delete()
        self.engine.remove([pk])

    def found(self, stems, kinds=None, scope=(), limit=10) -> list[int]:
        weights = stems if isinstance(stems, dict) else dict.fromkeys(stems, 1.0)
        kinds = self.kinds if kinds is None else kinds
        return self.engine.candidates(weights, kinds, scope, limit)


def _no_parts(word):
    return ()


@pytest.fixture
def patience(monkeypatch):
    """A busy machine is no broken engine."""
    monkeypatch.setattr(elastic, "ASK_SECONDS", 60)
    monkeypatch.setattr(elastic, "ASK_TIMEOUT", "60s")


def cluster(product, request, settings) -> Engine:
    """The site's engine on a running server, its index empty."""
    request.getfixturevalue("patience")
    settings.SEARCH_URL = request.getfixturevalue(product).url
    settings.SEARCH_INDEX_PREFIX = "test_"
    engine = engines.beside()
    engine.rebuild([], lambda number: None)
    return engine


@pytest.fixture(params=["database", *CLUSTERS])
def filled(request, settings, db) -> Filled:
    """Any engine."""
    if request.param == "database":
        return Filled(DATABASE)
    return Filled(cluster(request.param, request, settings))


@pytest.fixture(params=CLUSTERS)
def beside(request, settings, db) -> Filled:
    """An engine beside the database."""
    return Filled(cluster(request.param, request, settings))
