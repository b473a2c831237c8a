"""A running fake Infodienste, and a source that reads from it."""

import pytest

from harvest.jobs import Job
from tests.fakes.infodienste import API_KEY
from tests.fakes.server import running
from tests.services.harvest.adapters import KEY_NAME, Infodienste


@pytest.fixture
def server():
    with running(Infodienste.fake()) as server:
        yield server


@pytest.fixture
def source(db, server, monkeypatch):
    monkeypatch.setenv(KEY_NAME, API_KEY)
    return Infodienste.make_source(server)


@pytest.fixture
def job(source):
    return Job(source=source)
