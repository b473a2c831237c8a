"""The front page: what needs a hand today."""

import pytest
from django.urls import reverse

from accounts import groups
from harvest.models import Run
from tests.factories import (
    ServiceFactory,
    SourceFactory,
)
from tests.services.editing.support import LIST, get, member_of

pytestmark = pytest.mark.django_db


def front_page(client, heading="sources-state-heading"):
    tree = get(client, "wagtailadmin_home")
    return tree.xpath(f"//section[@aria-labelledby='{heading}']")


def test_the_front_page_tells_what_to_do_with_a_link_each(client, moved_on):
    ServiceFactory(missing_fee=True, missing_unit=True)
    section = front_page(client, "today-greeting")[0]
    links = [link for link in section.xpath(".//li/a/@href") if "dienstleistungen" in link]
    assert reverse("services_moved_on") in links
    assert reverse(LIST) + "?missing=any" in links
    assert reverse(LIST) + "?missing=unit" in links
    for link in links:
        assert client.get(link).status_code == 200


def test_the_front_page_shows_sources_and_offers_operators_the_release(client):
    operator = member_of(groups.OPERATOR)
    client.force_login(operator)
    source = SourceFactory()
    run = Run.objects.create(source=source, trigger="schedule", status="held", held=400)
    section = front_page(client)[0]
    assert source.title in section.text_content() and "400" in section.text_content()
    releases = section.xpath(f".//a[contains(@href, 'release/{run.pk}')]/@href")
    assert releases and client.get(releases[0]).status_code == 200


def test_those_without_rights_do_not_see_the_panel(client):
    client.force_login(member_of(groups.MODERATOR))
    assert front_page(client) == []
