"""A list of jobs; every test's day is Sunday, 3 January 2027, 12:00 in Berlin."""

import datetime as dt

import pytest
import time_machine

from . import building

NOW = dt.datetime(2027, 1, 3, 11, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def home(db):
    return building.make_home()


@pytest.fixture
def jobs(home):
    return building.make_list(home)


@pytest.fixture
def browse(client, settings, db):
    """Reads pages in English: the msgids."""
    settings.LANGUAGE_CODE = "en"
    client.get("/gibt-es-nicht/")
    return client.get
