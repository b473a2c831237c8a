"""Fixtures that every app's tests share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache():
    """One test's cached answers are not the next one's."""
    cache.clear()
