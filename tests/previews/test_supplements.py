"""Supplements of services are shown in the same way as pages."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from previews.models import PreviewLink, address
from services.models import Supplement
from tests.factories import ServiceFactory, VersionFactory
from tests.pages import links, parse


@pytest.fixture
def draft(city):
    """An unpublished teaser for a service in two languages."""
    service = ServiceFactory(title="Hund anmelden", languages=["de", "en"])
    VersionFactory(service=service, language="en", title="Register a dog")
    supplement = Supplement.objects.create(service=service, live=False)
    supplement.teaser = "Neu: Die Marke kommt per Post."
    supplement.save_revision()
    return supplement


@pytest.fixture
def editor(db):
    return User.objects.create_superuser("redaktion")


def test_a_link_shows_the_service_with_the_draft(get, draft, editor):
    _link, token = PreviewLink.make(draft, editor)
    page = parse(get(address(token)))
    assert page.h1.get_text(strip=True) == "Hund anmelden"
    assert "Die Marke kommt per Post." in page.select_one(".lead").get_text()
    assert b"Die Marke" not in get(draft.service.get_absolute_url()).content


def test_each_language_can_be_looked_at(get, draft, editor):
    _link, token = PreviewLink.make(draft, editor)
    english = links(get(address(token)), "main aside.notice")["English"]
    assert parse(get(english)).h1.get_text(strip=True) == "Register a dog"
    assert get(f"{address(token)}?ansicht=xx").status_code == 200


def test_the_way_there_stands_in_the_editor_and_in_the_list(client, draft, editor):
    client.force_login(editor)
    url = reverse("previews_links", args=["services.supplement", draft.pk])
    edit = client.get(reverse("catalogue_supplements:edit", args=[draft.pk]))
    assert parse(edit).select(f'a[href="{url}"]')
    assert parse(client.get(reverse("catalogue_supplements:list"))).select(f'a[href="{url}"]')
    client.post(url, {"days": "7"})
    assert parse(client.get(url)).select_one("#new-preview-link")
