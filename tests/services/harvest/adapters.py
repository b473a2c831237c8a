"""The three adapters, each with a fake server and a source: what the tests of them share."""

import re
from abc import ABC, abstractmethod
from collections import defaultdict
from importlib import import_module

from harvest.jobs import Job
from harvest.models import Source
from services.harvest.delivery import Delivery
from services.harvest.sync import sync
from tests.fakes import city
from tests.fakes.infodienste import FakeInfodienste
from tests.fakes.infodienste_shapes import AREA_ID
from tests.fakes.pvog import FakePvog
from tests.fakes.server import FakeServer
from tests.fakes.xzufi import PATH, FakeXzufi

KEY_NAME = "INFODIENSTE_KEY"


def deliver(job: Job) -> Delivery:
    """What the adapter of the source's kind delivers; its records are not read yet."""
    return import_module(f"services.harvest.{job.source.kind}.reader").read(job)


def read(job: Job) -> tuple[dict[str, list], Delivery]:
    """(records by kind, delivery)"""
    delivery, by_kind = deliver(job), defaultdict(list)
    for record in delivery.records:
        by_kind[record.object_kind].append(record)
    return dict(by_kind), delivery


def synced(job: Job):
    """The report of a run."""
    return sync(deliver(job), job)


class Adapter(ABC):
    """A source of one kind, and what is true of it alone.

    counts: objects of the city by kind. listings: paths that say what there is and what changed.
    faults: beginnings of paths of every sort that is asked for. last_path: one that is asked for
    when services were read. requests_of_a_service: how many fetch one without translations.
    """

    kind: str
    counts: dict[str, int]
    listings: str
    faults: tuple[str, ...]
    last_path: str
    requests_of_a_service = 1

    def __init__(self, server: FakeServer, source: Source):
        self.server = server
        self.source = source
        self.catalogue = server.catalogue

    @classmethod
    @abstractmethod
    def fake(cls) -> FakeServer:
        """A server with the city's catalogue, not started."""

    @classmethod
    @abstractmethod
    def make_source(cls, server: FakeServer) -> Source:
        """A source that reads from the running server."""

    @classmethod
    @abstractmethod
    def detail(cls, id: str) -> str:
        """The path of one service."""

    def job(self, **wishes) -> Job:
        return Job(source=self.source, **wishes)

    def read(self, **wishes):
        return read(self.job(**wishes))

    def synced(self, **wishes):
        return synced(self.job(**wishes))

    def beyond_listings(self) -> list[str]:
        """Paths asked for so far that are no listings."""
        return [path for path in self.server.paths() if not re.fullmatch(self.listings, path)]


class Infodienste(Adapter):
    kind = "infodienste"
    counts = {
        "form": 3,
        "online_service": 5,
        "responsibility": 37,
        "service": 27,
        "specialisation": 2,
        "unit": 9,
    }
    listings = r"/common/languages|/(pst|pstCategory|ou|form)/find|/ouCompetence/\d+"
    faults = (
        *("/common/languages", "/pstCategory/find", "/pst/find", "/pstExtended/1020"),
        *("/ou/find", "/ou/2004", "/ouCompetence/2004", "/form/find"),
    )
    last_path = "/ou/find"
    requests_of_a_service = 3  # German, English, easy German

    @classmethod
    def fake(cls):
        return FakeInfodienste()

    @classmethod
    def make_source(cls, server):
        return Source.objects.create(
            name="infodienste",
            title="Infodienste",
            kind=cls.kind,
            url=server.url,
            area=city.ARS,
            secret_name=KEY_NAME,
            options={"area_id": AREA_ID, "agency": city.AGENCY},
        )

    @classmethod
    def detail(cls, id):
        return f"/pstExtended/{id}"


class Pvog(Adapter):
    kind = "pvog"
    counts = {"form": 3, "online_service": 5, "responsibility": 37, "service": 28, "unit": 7}
    listings = rf"{FakePvog.BASE}/(v7/servicedescriptions/\d+|v1beta2/onlineservices)"
    faults = tuple(
        FakePvog.BASE + path for path in ("/v7", "/v6", "/v5/organisationunits", "/v1beta2")
    )
    last_path = f"{FakePvog.BASE}/v1beta2"

    @classmethod
    def fake(cls):
        return FakePvog()

    @classmethod
    def make_source(cls, server):
        return Source.objects.create(
            name="pvog", title="PVOG", kind=cls.kind, url=server.url, area=city.ARS
        )

    @classmethod
    def detail(cls, id):
        return f"{FakePvog.BASE}/v6/servicedescriptions/{city.AGENCY}.LB.{id}/detail"


class Xzufi(Adapter):
    """Its listing is the whole delivery: there is nothing to fetch besides."""

    kind = "xzufi"
    counts = {"service": 27}
    listings = re.escape(PATH)
    faults = (PATH,)
    last_path = PATH
    requests_of_a_service = 0

    @classmethod
    def fake(cls):
        return FakeXzufi()

    @classmethod
    def make_source(cls, server):
        return Source.objects.create(
            name="land",
            title="Land",
            kind=cls.kind,
            url=server.url + PATH,
            options={"complete": True},
        )

    @classmethod
    def detail(cls, id):
        return PATH


ADAPTERS = (Infodienste, Pvog, Xzufi)
# Of those that fetch each object by itself.
FETCHING = (Infodienste, Pvog)
