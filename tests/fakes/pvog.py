"""A fake PVOG Suchdienst: real HTTP on loopback, the answers' shapes as seen in public clients."""

import re

from . import pvog_shapes as shapes
from .city import ARS, City
from .server import Answer, FakeServer, Request


class FakePvog(FakeServer):
    """Needs no key; the paths carry their versions below /suchdienst/api.

    catalogue: the city, to be changed between calls; federal: services of the Bund as well.
    has_v6, has_online_list: whether those versions exist. roles_with_ids: whether a detail names
    its organisations with ids. totals, dates: whether the listing tells totalElements and dates.
    count_off_by: how far totals are from the truth. imported: the time of the last mass import.
    """

    BASE = "/suchdienst/api"
    TOKENS = 3  # online services per page

    def __init__(self, port: int = 0):
        super().__init__(port)
        self.catalogue = City.lindenfurt()
        self.federal = dict(shapes.FEDERAL)
        self.has_v6 = True
        self.has_online_list = True
        self.roles_with_ids = True
        self.totals = True
        self.dates = True
        self.count_off_by = 0
        self.imported = shapes.IMPORTED

    @property
    def url(self) -> str:
        return super().url + self.BASE

    def respond(self, request: Request) -> Answer:
        for pattern, method in self._ROUTES:
            if match := re.fullmatch(self.BASE + pattern, request.path):
                return method(self, request, *match.groups())
        return Answer({"status": 404, "error": "Not Found"}, 404)

    def _services(self, request, ars):
        size, page = int(request.param("size", "20")), int(request.param("page", "0"))
        if size < 5:
            return Answer({"error": "size must be at least 5"}, 400)
        found = list(self._all_services()) if ars == ARS else []
        content = [
            shapes.listed(id, entry, self.imported if self.dates else None)
            for id, entry in found[page * size : (page + 1) * size]
        ]
        told = {"number": page, "size": size, "last": (page + 1) * size >= len(found)}
        if self.totals:
            told["totalElements"] = len(found) + self.count_off_by
        return Answer({"serviceDescriptions": {"content": content, **told}, "aggregations": {}})

    def _all_services(self):
        for entry in self.catalogue.services.values():
            yield shapes.service_id(entry.id), entry
        yield from self.federal.items()

    def _detail_v6(self, request, id):
        return self._detail(request, id) if self.has_v6 else Answer({}, 404)

    def _detail_v5(self, request, _ars):
        return self._detail(request, request.param("q"))

    def _detail(self, request, id):
        entry = dict(self._all_services()).get(id)
        if entry is None:
            return Answer({}, 404)
        body = shapes.service(id, entry, self.catalogue, request.language, self.imported)
        if not self.roles_with_ids:
            for organisation in body["organisations"]:
                del organisation["id"]
        return Answer(body)

    def _units_of(self, request):
        entry = dict(self._all_services()).get(request.param("lbId"))
        return Answer(shapes.organisations(entry, self.catalogue) if entry else [])

    def _unit(self, request):
        agency, _infix, id = request.param("q").partition(".OE.")
        entry = self.catalogue.units.get(id) if agency else None
        return Answer(shapes.unit(entry)) if entry else Answer({}, 404)

    def _online_services(self, request):
        if not self.has_online_list:
            return Answer({}, 404)
        everything = list(self.catalogue.online.values())
        start = int(request.param("nextPageToken", "0"))
        following = start + self.TOKENS
        body = {
            "onlineservices": [
                shapes.online_listed(each, self.catalogue) for each in everything[start:following]
            ],
            "hits": [],
            "totalHits": len(everything) + self.count_off_by,
        }
        if following < len(everything):
            body["nextPageToken"] = str(following)
        return Answer(body)

    def _online_service(self, request):
        entry = self.catalogue.online.get(request.param("q").partition(".OD.")[2])
        return Answer(shapes.online_detail(entry)) if entry else Answer({}, 404)

    _ROUTES = (
        (r"/v7/servicedescriptions/(\d{12})", _services),
        (r"/v6/servicedescriptions/([^/]+)/detail", _detail_v6),
        (r"/v5/servicedescriptions/(\d{12})/detail", _detail_v5),
        (r"/v2/organisationunits/titles", _units_of),
        (r"/v5/organisationunits/detail", _unit),
        (r"/v1beta2/onlineservices", _online_services),
        (r"/v2/onlineservices/detail", _online_service),
    )
