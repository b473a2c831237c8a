"""What ten times as many rows cost: about ten times as much, and not a hundred times."""

from collections.abc import Callable

from django.test import Client
from wagtail.models import Page

from core import caching
from home.places.models import DirectoryPage, Place
from opendata.oparl.models import Organization
from opendata.oparl.schema import parse
from tests.opendata.oparl.api import builders
from tests.opendata.oparl.schema.raw_objects import BASE, raw

from .table import Row, ratio, seconds

FEW, MANY = 260, 2_600
# Of what grows by the row: ten times, and more for larger memory. What looks at every row for
# every row costs a hundred times as much.
LINEAR = 40


def measure():
    client = Client(HTTP_HOST="localhost")
    yield from _calendar(client)
    yield from _directory(client)
    yield _references()


def _anew(client: Client, address: str) -> float:
    """Of a page that is not kept."""

    def ask():
        caching.invalidate()
        client.get(address)

    ask()
    return seconds(ask)


def _grown(fill: Callable[[int], None], cost: Callable[[], float]) -> float:
    """The cost of MANY rows by that of FEW. fill: adds rows."""
    fill(FEW)
    few = cost()
    fill(MANY - FEW)
    return cost() / few


def _calendar(client) -> list[Row]:
    body = builders.body()
    committee = builders.make(Organization, body=body, name="Ausschuss für Planen und Bauen")
    grown = _grown(
        lambda number: builders.meetings(number, body, committee),
        lambda: _anew(client, "/rat/kalender/sitzungen.ics"),
    )
    return [ratio(f"calendar of {MANY} meetings / of {FEW}", grown, LINEAR)]


def _directory(client) -> list[Row]:
    home = Page.objects.get(slug="stadt", depth=2)
    directory = home.add_child(instance=DirectoryPage(title="Spielplätze", slug="plaetze"))
    added: list[int] = []

    def fill(number):
        start = len(added)
        added.extend(range(start, start + number))
        Place.objects.bulk_create(
            Place(
                directory=directory,
                title=f"Platz {one}",
                slug=f"platz-{one}",
                reference=str(one),
                sort_key=f"platz {one:05}",
                district=f"Viertel {one % 9}",
                latitude=50 + one / 10_000,
                longitude=8.5,
            )
            for one in added[start:]
        )

    grown = _grown(fill, lambda: _anew(client, "/plaetze/?nahe=Viertel+3"))
    return [ratio(f"directory of {MANY} places / of {FEW}", grown, LINEAR)]


def _references() -> Row:
    """An OParl organisation that names its memberships."""

    def read(number):
        ids = [f"{BASE}/m/{one}" for one in range(number)]
        parse(raw("Organization", membership=ids))

    few, many = 5_000, 50_000
    grown = seconds(lambda: read(many)) / seconds(lambda: read(few))
    return ratio(f"{many} references of an OParl object / {few}", grown, LINEAR)
