"""A directory of playgrounds, with facets of every kind."""

import pytest
from django.core.cache import cache
from wagtail.models import Page, Site

from home.models import HomePage
from home.places.models import DirectoryPage, Facet, Place

ANSWERS = "Rutsche\nSchaukel\nSeilbahn"


@pytest.fixture
def home(db):
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Lindenfurt", slug="stadt"))
    Site.objects.update(site_name="Lindenfurt", root_page=home, hostname="testserver", port=80)
    cache.clear()
    return home


def make_directory(home, title="Spielplätze", **fields):
    page = home.add_child(instance=DirectoryPage(title=title, **fields))
    for order, facet in enumerate(
        (
            {"name": "Alter", "kind": "range", "unit": "Jahre"},
            {"name": "Ausstattung", "kind": "multi", "answers": ANSWERS},
            {"name": "Untergrund", "kind": "choice", "answers": "Sand\nRasen"},
            {"name": "Wasser", "kind": "yes-no"},
        )
    ):
        Facet.objects.create(page=page, sort_order=order, **facet)
    return page


@pytest.fixture
def directory(home):
    return make_directory(home, licence="CC BY 4.0", licence_url="https://lizenz.example/by/4.0/")


@pytest.fixture
def make_place(directory):
    def make(title="Spielplatz Am Bach", **fields):
        page = fields.pop("directory", directory)
        return Place.objects.create(directory=page, title=title, **fields)

    return make


@pytest.fixture
def playgrounds(make_place):
    """Three, each with something that the others lack."""
    return [
        make_place(
            "Spielplatz Mühlwiese",
            street="Mühlweg 3",
            postcode="60999",
            town="Lindenfurt",
            district="Nord",
            latitude=50.12,
            longitude=8.56,
            hours="Mo–So 8–20 Uhr",
            wheelchair="yes",
            values={
                "alter": [3, 12],
                "ausstattung": ["Rutsche", "Schaukel"],
                "untergrund": "Sand",
                "wasser": True,
            },
        ),
        make_place(
            "Abenteuerspielplatz",
            district="Süd",
            postcode="60998",
            latitude=50.05,
            longitude=8.56,
            values={"alter": [6, 14], "ausstattung": ["Seilbahn"], "untergrund": "Rasen"},
        ),
        make_place("Bolzplatz", values={"ausstattung": ["Schaukel"], "wasser": False}),
    ]


@pytest.fixture
def ask(client, directory):
    """`ask("?suche=…")` asks for the directory."""

    def get(query="", below=""):
        return client.get(f"/spielplaetze/{below}{query}")

    return get
