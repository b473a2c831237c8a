"""Fixtures of the tests of the council's pages."""

import pytest


@pytest.fixture
def browse(client, settings):
    """Fetches a page with the frame already known, as every reader but the first does."""
    settings.LANGUAGE_CODE = "en"
    client.get("/gibt-es-nicht/")
    return client.get
