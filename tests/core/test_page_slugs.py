"""Addresses of pages: German letters are written out, whoever makes the page."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from core.slug_forms import SlugInput
from core.text.slugs import german_slug
from home.models import StandardPage
from tests.home import examples
from tests.pages import parse


@pytest.fixture
def home(db):
    return examples.make_home()


@pytest.fixture
def old(home):
    """A page as it was imported, with an address as older systems make them."""
    page = home.add_child(instance=StandardPage(title="Straße", slug="straße"))
    page.save_revision().publish()
    cache.clear()
    return page


def form(**fields):
    values = {
        "title": "Straße",
        "introduction": "",
        "body": streamfield([]),
        "comments": inline_formset([]),
        "action-publish": "1",
        **fields,
    }
    return nested_form_data(values)


def slugs_below(home):
    return {page.slug for page in Page.objects.get(pk=home.pk).get_children()}


def edit(client, page, **fields):
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(**fields))
    assert response.status_code == 302
    cache.clear()
    return Page.objects.get(pk=page.pk)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("straße", "strasse"),
        ("Straßen und Plätze", "strassen-und-plaetze"),
        ("café-für-alle", "cafe-fuer-alle"),
        ("strasse", "strasse"),
    ],
)
def test_what_an_editor_types_is_cleaned(admin_client, home, typed, slug):
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk])
    assert admin_client.post(address, form(slug=typed)).status_code == 302
    assert slugs_below(home) == {slug}


def test_what_leaves_nothing_is_asked_for_again(admin_client, home):
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk])
    response = admin_client.post(address, form(slug="!?"))
    assert response.context["form"].errors["slug"]
    assert slugs_below(home) == set()


def test_two_spellings_are_one_address(admin_client, home):
    home.add_child(instance=StandardPage(title="Erste", slug="strasse"))
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk])
    response = admin_client.post(address, form(slug="straße"))
    assert response.context["form"].errors["slug"]
    assert slugs_below(home) == {"strasse"}


def test_an_old_address_stays_when_its_page_is_changed(admin_client, client, old):
    page = edit(admin_client, old, title="Straßen", slug="straße")
    assert (page.title, page.slug) == ("Straßen", "straße")
    assert client.get("/straße/").status_code == 200


def test_an_old_address_leads_to_the_new_one(
    admin_client, client, old, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = edit(admin_client, old, slug="Straße und Weg")
    assert page.slug == "strasse-und-weg"
    response = client.get("/straße/")
    assert (response.status_code, response["Location"]) == (301, "/strasse-und-weg/")


def test_a_copy_of_an_old_page_gets_a_clean_address(admin_client, home, old):
    address = reverse("wagtailadmin_pages:copy", args=[old.pk])
    offered = parse(admin_client.get(address)).select_one("[name=new_slug]")
    assert offered["value"] == "strasse"
    sent = {"new_title": "Weg", "new_slug": "Weg & Straße", "new_parent_page": home.pk}
    assert admin_client.post(address, sent).status_code == 302
    assert slugs_below(home) == {"straße", "weg-strasse"}


@pytest.mark.parametrize("live", [True, False])
def test_what_code_makes_gets_the_same_address(home, live):
    page = home.add_child(instance=StandardPage(title="Grüne Straße", live=live))
    assert page.slug == "gruene-strasse"


def test_the_browser_writes_the_same_letters(admin_client, home):
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk])
    field = parse(admin_client.get(address)).select_one("#id_slug")
    assert "[" in field["data-w-slug-formatters-value"]
    assert "data-w-slug-allow-unicode-value" not in field.attrs
    told = {sign: latin for group, latin in SlugInput.formatters for sign in group[1:-1]}
    for sign in "äöüÄÖÜßéçñł":
        assert told.get(sign, "") == german_slug(sign)
