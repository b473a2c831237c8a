"""Fixtures that every app's tests share."""

import pytest
from django.core.cache import cache

from tests import clock


@pytest.fixture(autouse=True)
def _moved_clock():
    """Every test begins at the moment that STADTTOR_CLOCK names."""
    if clock.moment() is None:
        yield
        return
    with clock.moved():
        yield


@pytest.fixture(autouse=True)
def _empty_cache():
    """One test's cached answers are not the next one's."""
    cache.clear()
