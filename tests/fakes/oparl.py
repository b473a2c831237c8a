"""A fake OParl server, 1.0 or 1.1: real HTTP on loopback, a made-up council, real shapes.

It serves the System, lists with pages and filters, every object by its id, and the files. How
real servers deviate is switched on by name: see oparl_quirks.
"""

import re
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from . import oparl_quirks as quirks
from .oparl_council import EMBEDS, ONLY_EMBEDDED, PATH, TYPES, Council, type_of
from .server import Answer, FakeServer, Request

LISTS_1_0 = {name: name for name in ("organization", "person", "meeting", "paper")}
# {property of Body: type's path} of 1.1's further lists
LISTS_1_1 = {
    "agendaItem": "agendaitem",
    "consultation": "consultation",
    "file": "file",
    "locationList": "location",
    "legislativeTermList": "legislativeterm",
    "membership": "membership",
}
INTERNAL = {
    **dict.fromkeys(("AgendaItem", "Meeting", "Paper"), ("auxiliaryFile",)),
    "Person": ("membership",),
    "Body": ("legislativeTerm",),
}
_ONLY_1_1 = frozenset({"locationObject", "license", "sha512Checksum", "order"})


class FakeOparl(FakeServer):
    """council: what there is, to be changed between calls. quirks: names of oparl_quirks.QUIRKS
    that are on. per_page: objects per page. Every answer is made anew."""

    def __init__(self, port: int = 0, *, version: str = "1.1", quirks=()):
        super().__init__(port)
        self.version = version
        self.council = Council.lindenfurt()
        self.quirks: set[str] = set()
        self.per_page = 5
        # What the quirks that repeat a page send again.
        self.last_data: list[dict] = []
        self.switch_on(*quirks)

    def switch_on(self, *names: str):
        unknown = set(names) - set(quirks.QUIRKS)
        if unknown:
            raise ValueError(f"no such quirks: {sorted(unknown)}")
        self.quirks.update(names)

    # --- Addresses ----------------------------------------------------------------------

    BASE = "/oparl/v1"

    @property
    def system_url(self) -> str:
        return f"{self.url}{self.BASE}/system"

    def id(self, path: str) -> str:
        """The id of the object at this path, e.g. "paper/1"."""
        if "ids_in_query" in self.quirks:
            kind, _slash, number = path.partition("/")
            return f"{self.url}{self.BASE}/{kind}s?id={number}"
        return f"{self.url}{self.BASE}/{path}"

    def list_url(self, kind: str) -> str:
        """`kind` as in paths: "paper", "agendaitem" …"""
        if "ids_in_query" in self.quirks:
            return f"{self.url}{self.BASE}/{kind}s?body=1"
        return f"{self.url}{self.BASE}/body/1/{kind}"

    # --- Answers ------------------------------------------------------------------------

    def respond(self, request: Request) -> Answer:
        path = quirks.served_path(self, request.path)
        refusal = quirks.refusal(self, request) if path is not None else self._missing()
        if refusal is not None:
            return refusal
        answer = self._found(request, path.removeprefix(self.BASE)) or self._missing()
        return quirks.spoilt(self, request, answer)

    def _found(self, request: Request, path: str) -> Answer | None:
        if path == "/system":
            return Answer(self.system())
        if path == "/body":
            return self._list(request, "body")
        if found := re.fullmatch(r"/body/1/([a-z]+)", path):
            return self._list(request, found[1]) if found[1] in TYPES else None
        if found := re.fullmatch(r"/organization/(\d+)/(meeting|consultation)", path):
            return self._list(request, found[2], f"organization/{found[1]}")
        if found := re.fullmatch(r"/(?:content|files/rim)/(\d+)/.*", path):
            return self._content(f"file/{found[1]}")
        if "ids_in_query" in self.quirks and (found := re.fullmatch(r"/([a-z]+)s", path)):
            if "id" not in request.params:
                return self._list(request, found[1])
            path = f"/{found[1]}/{request.param('id')}"
        return self._object(path.strip("/"))

    def system(self) -> dict:
        raw = {
            "id": self.system_url,
            "type": f"https://schema.oparl.org/{self.version}/System",
            "oparlVersion": f"https://schema.oparl.org/{self.version}/",
            "body": f"{self.url}{self.BASE}/body",
            "name": "Ratsinformationssystem Lindenfurt",
            "contactName": "Ratsbüro",
            "created": "2020-11-01T08:00:00+01:00",
            "modified": "2020-11-01T08:00:00+01:00",
        }
        return quirks.on_object(self, "system", raw)

    def _missing(self) -> Answer:
        if "unknown_is_system" in self.quirks:
            return Answer(self.system())
        if "text_404" in self.quirks:
            return Answer("Nicht gefunden", 404, content_type="text/plain")
        body = {"type": "https://schema.oparl.org/1.1/Error", "message": "Nicht gefunden"}
        return Answer(body, 404)

    def _object(self, path: str) -> Answer | None:
        if path in self.council.restricted:
            return Answer({"message": "Nicht öffentlich"}, 401)
        if path in self.council.objects or path in self.council.deleted:
            return Answer(self.raw(path))
        return None

    def _content(self, path: str) -> Answer | None:
        if path not in self.council.contents or path not in self.council.objects:
            return Answer("", 410) if path in self.council.deleted else None
        content_type = self.council.objects[path]["mimeType"]
        return Answer(self.council.contents[path], content_type=content_type)

    # --- Objects ------------------------------------------------------------------------

    def raw(self, path: str, parent: str = "", internal: bool = True) -> dict:
        """The object as JSON. parent: whose embedded copy it is; internal: with embedded ones."""
        type = type_of(path)
        head = {"id": self.id(path), "type": f"https://schema.oparl.org/{self.version}/{type}"}
        if path in self.council.deleted:
            raw = {**head, **self.council.deleted[path]}
            return quirks.on_object(self, path, raw)
        raw = dict(head)
        back_reference = type_of(parent)[:1].lower() + type_of(parent)[1:] if parent else ""
        for name, value in self.council.objects[path].items():
            if name == back_reference or self._has_no(type, name):
                continue
            if not internal and name in INTERNAL.get(type, ()):
                continue
            raw[name] = self._value(path, name, value)
        raw.update(self._addresses(path, type))
        return quirks.on_object(self, path, raw)

    def _has_no(self, type, name) -> bool:
        if self.version == "1.1":
            return False
        stamps = type in ONLY_EMBEDDED and name in ("created", "modified")
        return stamps or (name in _ONLY_1_1 and type != "Body")

    def _value(self, path, name, value):
        if isinstance(value, list):
            return [self._value(path, name, item) for item in value]
        if not isinstance(value, str) or not PATH.fullmatch(value):
            return value
        embeds = name in EMBEDS.get(type_of(path), ())
        return self.raw(value, path) if embeds and value in self.council.objects else self.id(value)

    def _addresses(self, path, type) -> dict:
        if type == "Body":
            lists = {**LISTS_1_0, **(LISTS_1_1 if self.version == "1.1" else {})}
            return {
                "system": self.system_url,
                **{name: self.list_url(kind) for name, kind in lists.items()},
            }
        if type == "Organization":
            kinds = ("meeting", "consultation") if self.version == "1.1" else ("meeting",)
            return {kind: f"{self.url}{self.BASE}/{path}/{kind}" for kind in kinds}
        if type == "File":
            name = self.council.objects[path].get("fileName", "datei")
            url = f"{self.url}{self.BASE}/content/{path.partition('/')[2]}/{name}"
            return {"accessUrl": url, "downloadUrl": f"{url}?download=1"}
        return {"web": f"{self.url}/buergerinfo/{path}"} if type in ("Meeting", "Paper") else {}

    # --- Lists --------------------------------------------------------------------------

    def _list(self, request: Request, kind: str, organization: str = "") -> Answer:
        filtered = "modified_since" in request.params
        paths = self.council.of_type(TYPES[kind], deleted=quirks.lists_deleted(self, filtered))
        if organization:
            listed = self.council.objects
            paths = [one for one in paths if organization in listed[one].get("organization", ())]
        paths = [one for one in paths if self._passes(one, request, kind)]
        size = quirks.page_size(self, request)
        number = int(request.param("page", "1"))
        internal = request.param("omit_internal") != "true"
        shown = paths[(number - 1) * size : number * size]
        pages = max(1, -(-len(paths) // size))
        page = {
            "data": [self.raw(path, internal=internal) for path in shown],
            "pagination": {
                "totalElements": len(paths),
                "elementsPerPage": size,
                "currentPage": number,
                "totalPages": pages,
            },
            "links": {"self": self._page_url(request, number)},
        }
        if number < pages:
            page["links"]["next"] = self._page_url(request, number + 1)
        return quirks.on_page(self, request, page, kind)

    def _passes(self, path, request, kind) -> bool:
        if kind == "organization" and "organizations_ignore_filter" in self.quirks:
            return True
        entry = self.council.objects.get(path) or self.council.deleted[path]
        for name, at_least in (("modified", "modified_since"), ("created", "created_since")):
            said = quirks.read_filter(self, request, at_least)
            if said and datetime.fromisoformat(entry[name]) < said:
                return False
        return True

    def _page_url(self, request: Request, number: int) -> str:
        """The same address with another page; the filters go along, encoded."""
        kept = [pair for pair in parse_qsl(request.query) if pair[0] != "page"]
        query = urlencode([*kept, ("page", number)])
        return f"{self.url}{request.path}?{query}"
