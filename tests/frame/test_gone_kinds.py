"""Everything that was public and is gone answers 410; what never was public answers 404."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, get_page_models

from content.pages import CityPage
from core.models import CityDocument
from home.models import HomePage
from home.places.models import DirectoryPage, Place
from services.models import LifeSituation
from tests.factories import UnitFactory
from tests.home import examples

pytestmark = pytest.mark.django_db
BELOW_HOME = [
    model
    for model in get_page_models()
    if issubclass(model, CityPage) and HomePage in model.allowed_parent_page_models()
]


@pytest.fixture
def home():
    return examples.make_home()


def status(client, path):
    return client.get(path).status_code


@pytest.mark.parametrize("way", ["unpublish", "delete", "both"])
@pytest.mark.parametrize("model", BELOW_HOME, ids=lambda model: model._meta.label)
def test_every_type_of_page(client, home, model, way):
    page = model(title="Seite", slug="seite", live=False)
    home.add_child(instance=page)
    # As published, without all that the type asks for.
    model.objects.filter(pk=page.pk).update(live=True)
    page = model.objects.get(pk=page.pk)
    if way != "delete":
        page.unpublish()
    if way != "unpublish":
        model.objects.get(pk=page.pk).delete()
    assert status(client, "/seite/") == 410
    draft = model(title="Entwurf", slug="entwurf", live=False)
    home.add_child(instance=draft)
    draft.delete()
    assert status(client, "/entwurf/") == 404


@pytest.fixture
def directory(home):
    page = DirectoryPage(title="Spielplätze", slug="spielplaetze")
    home.add_child(instance=page)
    return page


@pytest.mark.parametrize("is_shown", [True, False])
def test_a_place(client, directory, is_shown):
    place = Place.objects.create(directory=directory, title="Am Bach", is_shown=is_shown)
    address = place.get_absolute_url()
    place.delete()
    assert status(client, address) == (410 if is_shown else 404)


def test_what_lies_below_a_directory(client, directory):
    place = Place.objects.create(directory=directory, title="Am Bach")
    addresses = [f"{directory.url}{path}" for path in ("", "csv/", "geojson/")]
    addresses.append(place.get_absolute_url())
    directory.unpublish()
    assert [status(client, address) for address in addresses] == [410] * 4
    assert status(client, f"{directory.url}nie-da/") == 404


def test_a_document(client, home):
    root = Collection.get_first_root_node()
    internal = root.add_child(name="Intern")
    CollectionViewRestriction.objects.create(
        collection=internal, restriction_type="password", password="geheim"
    )
    for collection, expected in ((Collection.get_first_root_node(), 410), (internal, 404)):
        file = ContentFile(b"Text", name="straße 1.csv")
        document = CityDocument.objects.create(title="T", file=file, collection=collection)
        address = document.url
        document.delete()
        assert status(client, address) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"withdrawn_at": timezone.now()}, 410),
        ({"hidden": True}, 410),
        ({"not_public": True}, 404),
        ({"generalised": True}, 404),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_an_office(client, home, fields, expected):
    unit = UnitFactory(name="Grünamt", **fields)
    assert status(client, unit.get_absolute_url()) == expected
    unit.delete()
    assert status(client, unit.get_absolute_url()) == expected


def test_a_life_situation(client, home):
    hidden = LifeSituation.objects.create(title="Umzug", slug="umzug", hidden=True)
    assert status(client, hidden.get_absolute_url()) == 410
    hidden.delete()
    assert status(client, hidden.get_absolute_url()) == 410
