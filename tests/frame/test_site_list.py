"""The list of sites in the admin, in German."""

import pytest
from django.urls import reverse

from tests.pages import folded, parse

pytestmark = pytest.mark.django_db


def test_every_column_has_a_german_heading(admin_client):
    shown = parse(admin_client.get(reverse("wagtailsites:index")))
    headings = [folded(heading) for heading in shown.select("main thead th")]
    assert len(headings) == 5
    assert not {"Site name", "Root page"} & set(headings)
    assert any("Website-Name" in heading for heading in headings)
