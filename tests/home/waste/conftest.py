"""A city with a waste calendar; every test's day is Sunday, 3 January 2027, 12:00."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine

from tests.home.news.building import make_home

from . import building

NOW = dt.datetime(2027, 1, 3, 11, tzinfo=dt.UTC)
TODAY = dt.date(2027, 1, 3)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def home(db):
    return make_home()


@pytest.fixture
def city(home):
    """page, kinds, areas, streets by what is odd about them, dates."""
    residual, paper, packaging = kinds = building.kinds()
    north, south = areas = building.areas()
    made = SimpleNamespace(home=home, kinds=kinds, areas=areas)
    made.page = building.page(home, licence="CC BY 4.0", licence_url="https://lizenz.example/by/")
    made.plain = building.street("Lindenallee", north)
    made.split = building.street("Bahnhofstraße", (north, "odd"), (south, "even", 2, 40))
    made.village = building.street("Dorfstraße", south, district="Steinbach")
    made.other_village = building.street("Dorfstraße", north, district="Neuhof")
    made.umlaut = building.street("Mühlgäßchen", south)
    made.dates = [
        building.day(north, residual, TODAY),
        building.day(north, paper, TODAY + dt.timedelta(days=1)),
        building.day(north, packaging, dt.date(2027, 2, 1), "verschoben wegen Karneval"),
        building.day(north, residual, dt.date(2027, 1, 18)),
        building.day(north, residual, dt.date(2026, 12, 20)),
        building.day(south, paper, dt.date(2027, 1, 9)),
    ]
    return made
