"""A running fake Infodienste, and a source that reads from it."""

import pytest

from harvest.jobs import Job
from harvest.models import Source
from tests.fakes import city
from tests.fakes.infodienste import API_KEY, FakeInfodienste
from tests.fakes.infodienste_shapes import AREA_ID
from tests.fakes.server import running


@pytest.fixture
def server():
    with running(FakeInfodienste()) as server:
        yield server


@pytest.fixture
def source(db, server, monkeypatch):
    monkeypatch.setenv("INFODIENSTE_KEY", API_KEY)
    return Source.objects.create(
        name="infodienste",
        title="Infodienste",
        kind="infodienste",
        url=server.url,
        area=city.ARS,
        secret_name="INFODIENSTE_KEY",
        options={"area_id": AREA_ID, "agency": city.AGENCY},
    )


@pytest.fixture
def job(source):
    return Job(source=source)
