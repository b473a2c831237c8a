"""The admin bears the city's name and mark, not those of the software underneath."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.models import Site

from tests.pages import folded, parse

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def named_site():
    Site.objects.update(site_name="Musterstadt")


@pytest.fixture
def editor_client(client):
    client.force_login(User.objects.create_superuser("mira", "mira@example.org", "geheim"))
    return client


def test_the_login_page_is_the_citys(client):
    answer = client.get(reverse("wagtailadmin_login"))
    page = parse(answer)
    assert folded(page.title).endswith("Musterstadt")
    assert "Musterstadt" in folded(page.h1)
    assert "Wagtail" not in folded(page.title) + folded(page.main)
    assert page.select_one("main svg.mark")
    assert folded(page.select_one("label[for=id_password]")).startswith("Passwort")


def test_the_admin_is_the_citys(editor_client):
    answer = editor_client.get(reverse("wagtailadmin_home"))
    page = parse(answer)
    assert folded(page.title).endswith("Musterstadt")
    assert "Wagtail" not in folded(page.main)
    logo = answer.content.decode().partition("data-wagtail-sidebar-branding-logo")[2]
    brand = logo.partition("</template>")[0]
    assert "Musterstadt" in brand and "<svg" in brand


def test_the_help_menu_leads_to_nobody_else(editor_client):
    answer = editor_client.get(reverse("wagtailadmin_home")).content.decode()
    assert "keyboard-shortcuts-trigger" in answer
    assert "guide.wagtail.org" not in answer
    assert "whats-new-in-wagtail" not in answer


def test_the_second_factor_is_asked_for_in_the_citys_name(editor_client):
    page = parse(editor_client.get(reverse("accounts_set_up")))
    assert folded(page.title).endswith("Musterstadt")
    assert "Wagtail" not in folded(page.main)
