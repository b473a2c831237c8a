"""A city with a section three levels deep, in German and English, and a second site beside it."""

from types import SimpleNamespace

import pytest
from django.core.cache import cache
from wagtail.models import Locale, Page, Site

from frame.languages import make_locales
from home.models import HomePage, StandardPage

HOST = "lindenfurt.example"
OTHER_HOST = "stadtwerke.example"


def add(parent, title, slug, in_menu=True, **fields):
    page = parent.add_child(
        instance=StandardPage(title=title, slug=slug, show_in_menus=in_menu, **fields)
    )
    page.save_revision().publish()
    return page


def translate(page, title, slug=None):
    copy = page.copy_for_translation(Locale.objects.get(language_code="en"))
    copy.title = title
    copy.slug = slug or copy.slug
    copy.save_revision().publish()
    return type(page).objects.get(pk=copy.pk)


@pytest.fixture
def city(db):
    """`site`, `home`, `town_hall` › `offices` › `counter` (one below the other), `imprint`."""
    make_locales()
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Lindenfurt", slug="stadt"))
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port, site.site_name, site.root_page = HOST, 80, "Lindenfurt", home
    site.save()
    town_hall = add(home, "Rathaus", "rathaus", introduction="Wer für Sie da ist.")
    offices = add(town_hall, "Wegweiser", "wegweiser")
    counter = add(offices, "Schalter 3", "schalter-3")
    imprint = add(home, "Impressum", "impressum", in_menu=False)
    cache.clear()
    return SimpleNamespace(
        site=site, home=home, town_hall=town_hall, offices=offices, counter=counter,
        imprint=imprint,
    )  # fmt: skip


@pytest.fixture
def other(city):
    """The municipal works: `site`, `home`, `page`."""
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Stadtwerke", slug="stadtwerke"))
    site = Site.objects.create(hostname=OTHER_HOST, port=80, site_name="Stadtwerke", root_page=home)
    page = add(home, "Strom", "strom")
    return SimpleNamespace(site=site, home=home, page=page)


@pytest.fixture
def english(city):
    """The English home page and the town hall's translation; nothing below it."""
    home = translate(city.home, "Lindenfurt in English")
    return SimpleNamespace(home=home, town_hall=translate(city.town_hall, "Town hall", "town-hall"))


@pytest.fixture
def get(client, city):
    """`get(path, host=…)` as a reader's browser asks."""

    def get(path, host=HOST, **options):
        return client.get(path, headers={"host": host}, **options)

    return get
