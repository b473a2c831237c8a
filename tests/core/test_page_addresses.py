"""Every type of page: its address is cleaned and free, however the page comes there."""

import pytest
from django.urls import reverse
from wagtail.models import Page, get_page_models

from accounts.unit_forms import CityPageForm
from content.pages import CityPage
from core.slug_forms import CityCopyForm
from home.models import AccessibilityStatementPage, HomePage, StandardPage
from home.news.models import EventPage
from tests.home import examples
from tests.rendered import submit

TYPES = [model for model in get_page_models() if issubclass(model, CityPage)]
EDITOR = "#page-edit-form"
COPY = "form:has([name=new_slug])"
# What not even a draft can do without.
NEEDED = {EventPage: {"starts_on": "01.12.2026"}, AccessibilityStatementPage: {"land": "06"}}
pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return examples.make_home()


@pytest.fixture
def deep(home):
    """A page that stands too deep for its address to matter."""
    topic = home.add_child(instance=StandardPage(title="Politik", slug="politik"))
    return topic.add_child(instance=StandardPage(title="Rat", slug="rat"))


def parent_for(model, home):
    """The home page where the type may stand there, else a page of the type it asks for."""
    allowed = model.allowed_parent_page_models()
    if HomePage in allowed:
        return home
    if Page in allowed:
        return home.get_parent()
    return home.add_child(instance=allowed[0](title="Liste", slug="liste"))


def open_form(client, model, parent):
    names = (model._meta.app_label, model._meta.model_name, parent.pk)
    return client.get(reverse("wagtailadmin_pages:add", args=names))


def save(client, form, slug, **fields):
    return submit(client, form, EDITOR, title="Müll und Größe", slug=slug, **fields)


def test_there_is_more_than_one_type():
    assert len(TYPES) > 15


@pytest.mark.parametrize("model", TYPES, ids=lambda model: model._meta.label)
def test_every_type_has_the_one_base_form(model):
    assert issubclass(model.get_edit_handler().get_form_class(), CityPageForm)
    assert issubclass(model.copy_form_class, CityCopyForm)


@pytest.mark.parametrize("model", TYPES, ids=lambda model: model._meta.label)
def test_the_rendered_form_of_every_type_cleans_the_address(admin_client, home, model):
    parent = parent_for(model, home)
    form = open_form(admin_client, model, parent)
    answer = save(admin_client, form, "Müll und Größe", **NEEDED.get(model, {}))
    assert "form" not in answer.context or not answer.context["form"].errors
    made = model.objects.exclude(pk=home.pk).get()
    assert (made.slug, made.draft_title) == ("muell-und-groesse", "Müll und Größe")


@pytest.mark.parametrize(
    "model",
    [model for model in TYPES if HomePage in model.allowed_parent_page_models()],
    ids=lambda model: model._meta.label,
)
def test_the_rendered_form_of_every_type_refuses_an_address_of_the_website(
    admin_client, home, model
):
    answer = save(admin_client, open_form(admin_client, model, home), "suche")
    assert answer.context["form"].errors["slug"]
    assert not home.get_children().exists()


def test_a_copy_gets_no_address_of_the_website(admin_client, home, deep):
    form = admin_client.get(reverse("wagtailadmin_pages:copy", args=[deep.pk]))
    answer = submit(admin_client, form, COPY, new_slug="rat", new_parent_page=home.pk)
    assert answer.context["form"].errors["new_slug"]
    assert home.get_children().count() == 1
    submit(admin_client, answer, COPY, new_slug="räte", new_parent_page=home.pk)
    assert home.get_children().filter(slug="raete").exists()


def test_a_page_is_not_moved_to_an_address_of_the_website(admin_client, home, deep):
    address = reverse("wagtailadmin_pages:move_confirm", args=[deep.pk, home.pk])
    answer = admin_client.get(address, follow=True)
    assert "/rat/" in answer.content.decode()
    admin_client.post(address)
    assert Page.objects.get(pk=deep.pk).depth == deep.depth


def test_many_pages_are_not_moved_to_an_address_of_the_website(admin_client, home, deep):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    form = admin_client.get(f"{address}?id={deep.pk}")
    answer = submit(
        admin_client, form, "form:has([name=chooser])", f"{address}?id={deep.pk}", chooser=home.pk
    )
    assert "/rat/" in answer.content.decode()
    assert Page.objects.get(pk=deep.pk).depth == deep.depth
