"""A running fake PVOG, and a source that reads from it."""

import pytest

from harvest.jobs import Job
from harvest.models import Source
from tests.fakes import city
from tests.fakes.pvog import FakePvog
from tests.fakes.server import running


@pytest.fixture
def server():
    with running(FakePvog()) as server:
        yield server


@pytest.fixture
def source(db, server):
    return Source.objects.create(
        name="pvog", title="PVOG", kind="pvog", url=server.url, area=city.ARS
    )


@pytest.fixture
def job(source):
    return Job(source=source)
