"""A cluster that says whatever it is told, on loopback."""

from search.engines.elastic import LAYOUT
from tests.fakes.server import Answer, FakeServer, Request


class FakeCluster(FakeServer):
    """A whole index of `documents` documents, of which every question finds `found`."""

    def __init__(self):
        super().__init__()
        self.documents = 0
        self.found: list[int] = []

    def respond(self, request: Request) -> Answer:
        if request.path.endswith("/_search"):
            return Answer(answer_of(self.found))
        if request.path.endswith("/_count"):
            return Answer({"count": self.documents})
        return Answer({"test_documents-1": {"mappings": {"_meta": {"layout": LAYOUT}}}})


def answer_of(pks, timed_out=False) -> dict:
    hits = [{"sort": [1.0, pk]} for pk in pks]
    buckets = [{"best": {"hits": {"hits": hits}}}]
    return {"timed_out": timed_out, "aggregations": {"kinds": {"buckets": buckets}}}
