"""A fake Infodienste (REST ZUFI V4, vendor's description of 31.07.2023): real HTTP on loopback."""

import re

from . import infodienste_shapes as shapes
from .city import SITUATIONS, City
from .server import Answer, FakeServer, Request

API_KEY = "8f0c5a52-fake-4b6e-a3f1-lindenfurt"
MAX_LIMIT = 500


class FakeInfodienste(FakeServer):
    """Checks api_key and Accept-Language, pages by limit and offset, counts in a header.

    catalogue: the city, to be changed between calls.
    wrapped: whether one object comes as {"object": …}.
    extended: whether pstExtended exists (older installations answer 404).
    count_off_by: how far total-item-count is from the truth; count_header: whether it is sent;
    total_in_body: whether results say `totalCount`. page_limit: what the server cuts pages to.
    only_translated: whether a listing leaves out what has no text in the language asked for.
    """

    def __init__(self, port: int = 0, api_key: str = API_KEY):
        super().__init__(port)
        self.api_key = api_key
        self.catalogue = City.lindenfurt()
        self.wrapped = True
        self.extended = True
        self.count_header = True
        self.total_in_body = False
        self.count_off_by = 0
        self.page_limit = MAX_LIMIT
        self.only_translated = False
        self.persons: dict[str, list[dict]] = {}

    def respond(self, request: Request) -> Answer:
        if request.headers.get("api_key") != self.api_key:
            return Answer({"message": "api_key fehlt oder ist falsch"}, 401)
        if request.path.startswith("/PoliticalArea/"):
            return self._political_area(request)
        if request.language not in shapes.LANGUAGES:
            return Answer({"message": "Accept-Language fehlt oder ist unbekannt"}, 400)
        for pattern, method in self._ROUTES:
            if match := re.fullmatch(pattern, request.path):
                return method(self, request, *match.groups())
        return Answer({"message": "unbekannt"}, 404)

    # --- Lists --------------------------------------------------------------------------

    def _page(self, request: Request, objects: list[dict]) -> Answer:
        limit = min(int(request.param("limit", "100")), self.page_limit)
        offset = int(request.param("offset", "0"))
        wanted = request.params.get("selectAttributes[]")
        chosen = objects[offset : offset + limit]
        if wanted:
            chosen = [{name: each.get(name) for name in wanted} for each in chosen]
        total = len(objects) + self.count_off_by
        body = {
            "count": len(chosen),
            **({"totalCount": total} if self.total_in_body else {}),
            "results": [
                {"score": 1.0, "object": each} if self.wrapped else each for each in chosen
            ],
        }
        return Answer(body, headers={"total-item-count": str(total)} if self.count_header else {})

    def _services(self, request):
        if request.param("areaId", shapes.AREA_ID) != shapes.AREA_ID:
            return self._page(request, [])
        entries = self.catalogue.services.values()
        if self.only_translated and request.language != "de_DE":
            own = "english" if request.language == "en_GB" else "easy"
            entries = [entry for entry in entries if getattr(entry, own)]
        return self._page(request, [shapes.service(each, request.language) for each in entries])

    def _units(self, request):
        parent = request.param("parentId")
        entries = [
            entry for entry in self.catalogue.units.values() if not parent or entry.parent == parent
        ]
        return self._page(request, [shapes.unit(each, request.language) for each in entries])

    def _forms(self, request):
        entries = self.catalogue.forms.values()
        return self._page(
            request, [shapes.form(each, self.catalogue, request.language) for each in entries]
        )

    def _categories(self, request):
        return self._page(request, [shapes.category(id, self.catalogue) for id in SITUATIONS])

    def _competences(self, request, id):
        if id not in self.catalogue.units:
            return Answer({"message": "unbekannt"}, 404)
        return self._page(request, shapes.competence(self.catalogue.units[id], self.catalogue))

    def _online_services(self, request):
        entry = self.catalogue.services.get(request.param("pstId"))
        return self._page(request, self._online_of(entry, request) if entry else [])

    def _persons(self, request):
        return self._page(request, self.persons.get(request.param("ouId"), []))

    def _languages(self, request):
        return Answer(
            [
                {"code": code, "name": name, "defaultLanguage": code == "de_DE"}
                for code, name in shapes.LANGUAGES.items()
            ]
        )

    # --- Single objects -----------------------------------------------------------------

    def _one(self, body: dict | None) -> Answer:
        if body is None:
            return Answer({"message": "unbekannt"}, 404)
        return Answer({"object": body} if self.wrapped else body)

    def _service(self, request, id):
        entry = self.catalogue.services.get(id)
        return self._one(entry and shapes.service(entry, request.language))

    def _extended_service(self, request, id):
        entry = self.catalogue.services.get(id) if self.extended else None
        if not entry:
            return self._one(None)
        online = self._online_of(entry, request)
        return self._one({**shapes.service(entry, request.language), "onlineServices": online})

    def _online_of(self, entry, request):
        found = [self.catalogue.online[id] for id in entry.online if id in self.catalogue.online]
        return [shapes.online_service(each, request.language) for each in found]

    def _unit(self, request, id):
        entry = self.catalogue.units.get(id)
        return self._one(entry and shapes.unit(entry, request.language))

    def _political_area(self, request):
        area = shapes.political_area()
        if request.path == "/PoliticalArea/search":
            words = request.params.get("searchWords", [])
            found = (
                [area] if {area["ags"], area["name"]} & {word.rstrip("*") for word in words} else []
            )
            return Answer({"values": found})
        return Answer(area) if request.path.endswith(f"/{area['id']}") else Answer({}, 404)

    _ROUTES = (
        (r"/common/languages", _languages),
        (r"/pst/find", _services),
        (r"/pst/([^/]+)", _service),
        (r"/pstExtended/([^/]+)", _extended_service),
        (r"/pstCategory/find", _categories),
        (r"/ou/find", _units),
        (r"/ou/([^/]+)", _unit),
        (r"/ouCompetence/([^/]+)", _competences),
        (r"/form/find", _forms),
        (r"/os/findByCompetence", _online_services),
        (r"/person/find", _persons),
    )
