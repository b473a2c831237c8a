"""Everything that was public and is gone answers 410; what never was public answers 404."""

from datetime import date

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, get_page_models

from content.pages import CityPage
from core.models import CityDocument
from home.jobs.models import JobPage
from home.models import HomePage
from home.news.models import EventPage, NewsPage, PublicNoticePage
from home.places.models import DirectoryPage, Place
from services.models import LifeSituation
from tests.factories import UnitFactory
from tests.home import examples
from tests.lists import KINDS, bare_routes

pytestmark = pytest.mark.django_db
# Every type but the home page itself, which its site keeps.
TYPES = [
    model
    for model in get_page_models()
    if issubclass(model, CityPage) and not issubclass(model, HomePage)
]


@pytest.fixture
def home():
    return examples.make_home()


def status(client, path):
    return client.get(path).status_code


# What no row is without.
NEEDED = {EventPage: {"starts_on": date(2027, 1, 5)}}


def make(parent, model, slug):
    """A draft with the least that a row needs."""
    values = NEEDED.get(model, {})
    return parent.add_child(instance=model(title=slug, slug=slug, live=False, **values))


def parent_of(model, home):
    """The home page, or a page below it that takes this type."""
    parents = model.allowed_parent_page_models()
    if HomePage in parents:
        return home
    parent = next(one for one in parents if HomePage in one.allowed_parent_page_models())
    return home.add_child(instance=parent(title="Liste", slug="liste"))


def stored(parent, model, slug):
    """As published, without all that the type asks for."""
    page = make(parent, model, slug)
    model.objects.filter(pk=page.pk).update(live=True)
    return model.objects.get(pk=page.pk)


def test_every_type_is_asked():
    assert {EventPage, JobPage, NewsPage, PublicNoticePage} < set(TYPES) and len(TYPES) > 20


@pytest.mark.parametrize("way", ["unpublish", "delete", "both"])
@pytest.mark.parametrize("model", TYPES, ids=lambda model: model._meta.label)
def test_every_type_of_page(client, home, model, way):
    parent = parent_of(model, home)
    page = stored(parent, model, "seite")
    if way != "delete":
        page.unpublish()
    if way != "unpublish":
        model.objects.get(pk=page.pk).delete()
    assert status(client, f"{parent.url}seite/") == 410
    make(parent, model, "entwurf").delete()
    assert status(client, f"{parent.url}entwurf/") == 404


@pytest.mark.parametrize("way", ["unpublish", "delete"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_lies_below_every_type(client, home, kind, way):
    """Feeds, calendars, files of data: each that answered once says that it is gone."""
    page = KINDS[kind](home)
    addresses = [page.url + path for path in bare_routes(page)]
    assert addresses and {status(client, one) for one in addresses} == {200}
    getattr(kind.objects.get(pk=page.pk), way)()
    cache.clear()
    assert {one: status(client, one) for one in addresses} == dict.fromkeys(addresses, 410)


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
