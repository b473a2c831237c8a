"""A recorded OParl server, served again from a folder: real HTTP on loopback, its own address.

The folder holds system.json, body.json and body/1/<list>.json, <list>?page=2.json … as they were
recorded. In every answer the recorded host is replaced by this server's.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import orjson

from .server import Answer, FakeServer, Request

_PAGE = re.compile(r"(.+?)(?:\?page=(\d+))?\.json")
NOT_FOUND = {
    "error": "Die angeforderte Ressource wurde nicht gefunden.",
    "code": 802,
    "type": "SD.NET RIM Webservice",
}


class RecordedOparl(FakeServer):
    """lists: {path below the base: raw objects in the recorded order}, e.g. "/body/1/paper".

    Objects may be changed between calls: `touch` and `delete`. Ids in them are the recorded ones.
    """

    def __init__(self, folder: Path, port: int = 0):
        super().__init__(port)
        system = orjson.loads((folder / "system.json").read_bytes())
        recorded = urlsplit(system["id"])
        self.origin = f"{recorded.scheme}://{recorded.netloc}"
        self.base = recorded.path.removesuffix("/system")
        self.system = system
        self.per_page = 25
        self.lists = {path: list(_objects(pages)) for path, pages in _recorded(folder).items()}
        self._encoded: dict[str, bytes] = {}
        self._by_path: dict[str, dict] | None = None

    @property
    def system_url(self) -> str:
        return f"{self.url}{self.base}/system"

    def id(self, path: str) -> str:
        """The id as it is served, e.g. of "/body/1/paper/60"."""
        return f"{self.url}{self.base}{path}"

    # --- Change -------------------------------------------------------------------------

    def object(self, path: str) -> dict:
        """The recorded object at this path, embedded ones too. Raises KeyError."""
        return self._index()[self.origin + self.base + path]

    def touch(self, path: str, **changes):
        """Change a listed object, now."""
        self.object(path).update(changes, modified=_now())
        self._forget()

    def delete(self, path: str):
        """Leave a tombstone as SD.NET does, without its type."""
        raw = self.object(path)
        kept = {"id": raw["id"], "created": raw.get("created", _now())}
        raw.clear()
        raw.update(kept, modified=_now(), deleted=True)
        self._forget()

    def _forget(self):
        self._encoded.clear()
        self._by_path = None

    # --- Answers ------------------------------------------------------------------------

    def respond(self, request: Request) -> Answer:
        path = request.path.removeprefix(self.base)
        if path == request.path:
            return Answer(NOT_FOUND, 404)
        if path == "/system":
            return self._answer("/system", self.system)
        if path in self.lists:
            return self._page(path, request)
        try:
            return self._answer(path, self.object(path))
        except KeyError:
            return Answer(NOT_FOUND, 404)

    def _page(self, path: str, request: Request) -> Answer:
        number = int(request.param("page", "1"))
        since = request.param("modified_since")
        key = f"{path}?{number}&{since}"
        if key not in self._encoded:
            raws = self.lists[path]
            if since:
                first = datetime.fromisoformat(since)
                raws = [raw for raw in raws if _modified(raw) >= first]
            if since and not raws:
                return Answer(NOT_FOUND, 404)
            self._encoded[key] = self._encode(self._shape(path, raws, number, since))
        return self._sent(self._encoded[key])

    def _shape(self, path, raws, number, since) -> dict:
        pages = max(1, -(-len(raws) // self.per_page))
        filters = f"&modified_since={since.replace('+', '%2B')}" if since else ""
        address = f"{self.origin}{self.base}{path}?page="
        links = {"first": f"{address}1{filters}", "last": f"{address}{pages}{filters}"}
        if number < pages:
            links["next"] = f"{address}{number + 1}{filters}"
        pagination = {
            "totalElements": len(raws),
            "elementsPerPage": self.per_page,
            "currentPage": number,
            "totalPages": pages,
        }
        shown = raws[(number - 1) * self.per_page : number * self.per_page]
        return {"data": shown, "pagination": pagination, "links": links}

    def _answer(self, key, raw) -> Answer:
        if key not in self._encoded:
            self._encoded[key] = self._encode(raw)
        return self._sent(self._encoded[key])

    def _encode(self, raw) -> bytes:
        return orjson.dumps(raw).replace(self.origin.encode(), self.url.encode())

    @staticmethod
    def _sent(body: bytes) -> Answer:
        return Answer(body, content_type="application/json; charset=utf-8")

    def _index(self) -> dict[str, dict]:
        if self._by_path is None:
            self._by_path = {}
            for raws in self.lists.values():
                for raw in _everything(raws):
                    self._by_path.setdefault(raw["id"], raw)
        return self._by_path


def _recorded(folder: Path) -> dict[str, dict[int, dict]]:
    """{path below the base: {page number: page}}"""
    found: dict[str, dict[int, dict]] = {}
    for file in folder.rglob("*.json"):
        name = _PAGE.fullmatch(file.name)
        page = orjson.loads(file.read_bytes())
        if isinstance(page.get("data"), list):
            below = file.relative_to(folder).parent / name[1]
            found.setdefault(f"/{below.as_posix()}", {})[int(name[2] or 1)] = page
    return found


def _objects(pages: dict[int, dict]) -> Iterator[dict]:
    for _number, page in sorted(pages.items()):
        yield from page["data"]


def _everything(value) -> Iterator[dict]:
    """Every object with an id in a JSON value, the outer ones first."""
    if isinstance(value, list):
        for item in value:
            yield from _everything(item)
    elif isinstance(value, dict):
        if "id" in value:
            yield value
        for inner in value.values():
            if isinstance(inner, (dict, list)):
                yield from _everything(inner)


def _modified(raw: dict) -> datetime:
    said = raw.get("modified")
    return datetime.fromisoformat(said) if said else datetime.min.replace(tzinfo=UTC)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
