"""Reads a whole OParl server by client and schema alone."""

import contextlib
from dataclasses import dataclass, field

from harvest.report import Warnings
from opendata.oparl.harvest.client import OparlClient
from opendata.oparl.harvest.source_options import OparlSettings
from opendata.oparl.schema import Parsed, key, parse
from outbound.client import Client


@dataclass
class Reading:
    """objects: {key of the id: what was read}; the fuller copy of an object counts."""

    objects: dict[str, Parsed] = field(default_factory=dict)
    warnings: Warnings = field(default_factory=Warnings)
    complete: dict[str, bool] = field(default_factory=dict)

    def take(self, parsed: Parsed):
        known = self.objects.get(key(parsed.id))
        if known is None or known.bare:
            self.objects[key(parsed.id)] = parsed

    def of_type(self, type: str) -> list[Parsed]:
        return [one for one in self.objects.values() if one.type == type]

    def live(self, type: str) -> int:
        return sum(not one.deleted for one in self.of_type(type))


@contextlib.contextmanager
def client_for(server, **settings):
    http = Client(
        server.system_url,
        timeout=(2, 2),
        retries=1,
        backoff=0,
        max_parallel=1,
        private_hosts=["127.0.0.1"],
    )
    with OparlClient(http, settings=OparlSettings.from_options(settings)) as client:
        yield client


def read_all(server, **settings) -> Reading:
    """Every list of every body. Raises as the client does."""
    found = Reading()
    with client_for(server, **settings) as client:
        client.warnings = found.warnings
        for body in client.bodies():
            for parsed in body.everything():
                found.take(parsed)
            lists = {**body.fields.main_lists, **body.fields.child_lists}
            for type, url in lists.items():
                for page in client.walk(url):
                    for raw in page.objects:
                        for parsed in parse(
                            raw,
                            type=type,
                            parent=body.id,
                            parent_type="Body",
                            warnings=found.warnings,
                        ):
                            found.take(parsed)
                    found.complete[type] = page.complete
    return found


def listed_papers(client, server, **filters) -> tuple[list[str], bool]:
    """(ids of the listed papers, whether the list is complete)."""
    pages = list(client.walk(server.list_url("paper"), **filters))
    return [raw["id"] for page in pages for raw in page.objects], pages[-1].complete


def all_papers(server) -> list[str]:
    return [server.id(path) for path in server.council.of_type("Paper")]
