"""A running fake PVOG, and a source that reads from it."""

import pytest

from harvest.jobs import Job
from tests.fakes.server import running
from tests.services.harvest.adapters import Pvog


@pytest.fixture
def server():
    with running(Pvog.fake()) as server:
        yield server


@pytest.fixture
def source(db, server):
    return Pvog.make_source(server)


@pytest.fixture
def job(source):
    return Job(source=source)
