"""Fixtures of the search's tests."""

import pytest
from wagtail.models import Page, Site

from home.models import HomePage


@pytest.fixture
def home_page(db):
    """A city's home page at `/`."""
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Stadt", slug="stadt"))
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": home})
    Site.clear_site_root_paths_cache()
    return home
