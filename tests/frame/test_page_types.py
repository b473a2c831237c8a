"""The lists of all pages of one type, and the way from there to another one."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from frame import wastebasket
from home.news.models import NewsIndexPage
from tests.home import examples
from tests.pages import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return examples.make_home()


def offered(client, app, model) -> bool:
    """Whether the list of this type has the button for another one."""
    shown = parse(client.get(reverse("wagtailadmin_pages:type_use", args=[app, model])))
    address = reverse("wagtailadmin_pages:choose_parent", args=[app, model])
    return bool(shown.select(f"a[href='{address}']"))


def test_another_page_is_offered_where_there_is_a_place_for_it(admin_client, home):
    assert offered(admin_client, "home", "standardpage")
    assert not offered(admin_client, "news", "newspage")
    examples.add(home, NewsIndexPage(title="Aktuelles", slug="aktuelles"))
    assert offered(admin_client, "news", "newspage")


def test_what_no_editor_makes_is_not_offered(admin_client, home):
    wastebasket.throw_away(examples.add(home, examples.imprint()), User.objects.get())
    assert not offered(admin_client, "frame", "wastebasket")
    assert not offered(admin_client, "wagtailcore", "page")


def test_no_second_imprint_is_offered(admin_client, home):
    assert offered(admin_client, "home", "imprintpage")
    examples.add(home, examples.imprint())
    assert not offered(admin_client, "home", "imprintpage")


def test_a_place_in_the_wastebasket_is_none(admin_client, home):
    index = examples.add(home, NewsIndexPage(title="Aktuelles", slug="aktuelles"))
    address = reverse("wagtailadmin_pages:choose_parent", args=["news", "newspage"])
    below = reverse("wagtailadmin_pages:add", args=["news", "newspage", index.pk])
    assert admin_client.get(address).url == below
    assert below in admin_client.get(reverse("quality_new_page")).text
    wastebasket.throw_away(index, User.objects.get())
    assert not offered(admin_client, "news", "newspage")
    assert admin_client.get(address).status_code == 200
    assert below not in admin_client.get(reverse("quality_new_page")).text
