"""Fixtures of the tests of what programs get."""

import pytest

from tests.opendata.oparl.api.builders import council as built

ROOT = "http://testserver/oparl/v1.1/"


@pytest.fixture
def council(db):
    """One of everything, connected."""
    return built()


@pytest.fixture
def get(client):
    """The JSON at an address below the endpoint's root, or at an absolute one; 200."""

    def fetch(path="", **parameters):
        response = client.get(path if "://" in path else ROOT + path, parameters)
        assert response.status_code == 200, response.content
        return response.json()

    return fetch


@pytest.fixture
def walk(get):
    """All objects of a list, by links.next alone."""

    def fetch(path, **parameters):
        page = get(path, **parameters)
        found = list(page["data"])
        while following := page["links"].get("next"):
            page = get(following)
            found += page["data"]
        return found

    return fetch
