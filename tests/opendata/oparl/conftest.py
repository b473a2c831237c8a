"""Fixtures of the council bridge's tests."""

import pytest

from tests.fakes.oparl import FakeOparl
from tests.fakes.server import running
from tests.opendata.oparl.harvest.harvesting import source_at


@pytest.fixture(autouse=True)
def _no_long_waits(monkeypatch):
    """Failing servers are asked again at once."""
    monkeypatch.setattr("outbound.retry.MAX_WAIT", 0.01)


@pytest.fixture
def server():
    """A council of OParl 1.1 on loopback."""
    with running(FakeOparl()) as fake:
        yield fake


@pytest.fixture
def old_server():
    """The same council in OParl 1.0."""
    with running(FakeOparl(version="1.0")) as fake:
        yield fake


@pytest.fixture
def source(server, db):
    return source_at(server.system_url)


@pytest.fixture
def old_source(old_server, db):
    return source_at(old_server.system_url, name="alt")
