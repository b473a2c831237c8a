"""No page takes an address of the apps or of another language."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Locale

from core import reserved_slugs as reserved
from home.models import HomePage, StandardPage
from tests.home import examples


@pytest.fixture
def home(db):
    return examples.make_home()


@pytest.mark.parametrize("slug", ["dienstleistungen", "rat", "suche", "api", "admin", "en"])
def test_the_apps_and_the_languages_keep_their_addresses(slug):
    assert reserved.is_reserved(slug)


@pytest.mark.parametrize("slug", ["rathaus", "kontakt", "impressum", "barrierefreiheit", "de"])
def test_other_addresses_are_free(slug):
    assert not reserved.is_reserved(slug)


def test_below_the_home_page_they_are_refused(home):
    with pytest.raises(ValidationError) as refused:
        home.add_child(instance=StandardPage(title="Rat", slug="rat"))
    assert "slug" in refused.value.message_dict
    assert home.get_children().count() == 0


def test_deeper_and_below_the_home_pages_of_other_languages_they_are_free(home):
    topic = home.add_child(instance=StandardPage(title="Politik", slug="politik"))
    topic.add_child(instance=StandardPage(title="Rat", slug="rat"))
    english, _made = Locale.objects.get_or_create(language_code="en")
    root = home.get_parent()
    front = root.add_child(instance=HomePage(title="City", slug="city", locale=english))
    front.add_child(instance=StandardPage(title="Council", slug="rat", locale=english))


def test_an_editor_is_told_before_anything_is_made(home, admin_client):
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk])
    form = {
        "title": "Rat",
        "slug": "rat",
        "introduction": "",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    response = admin_client.post(address, form)
    assert response.status_code == 200
    assert response.context["form"].errors["slug"]
    assert home.get_children().count() == 0
