"""A fake OParl 1.1 server whose papers and meetings go through recorded changes, one by one.

It knows papers and meetings with what they embed, and the child lists of 1.1 made of that. What
a change embeds no more is deleted and leaves a tombstone in filtered lists.
"""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import orjson

from .server import Answer, FakeServer, Request

PER_PAGE = 50
LISTS = {
    "organization": (),
    "person": (),
    "meeting": ("meetings",),
    "paper": ("papers",),
    "agendaItem": ("agendaitems",),
    "consultation": ("consultations",),
    "file": ("files",),
}


class ChangingOparl(FakeServer):
    """changes: [{"commit", "path", "old", "new"}] in their order, as recorded."""

    def __init__(self, changes: list[dict], port: int = 0):
        super().__init__(port)
        self.changes = changes
        # {recorded id: object}, as they stood before the first change
        self.listed: dict[str, dict] = {}
        self.deleted: dict[str, dict] = {}
        # {id: when this server changed it}: the recorded times lie in the past
        self.changed: dict[str, datetime] = {}
        first = datetime.min.replace(tzinfo=UTC)
        for change in changes:
            old = change.get("old")
            if old and old["id"] not in self.listed:
                self.listed[old["id"]] = old
                self.changed[old["id"]] = first
        self.origin = f"https://{urlsplit(next(iter(self.listed))).netloc}"

    @property
    def system_url(self) -> str:
        return f"{self.url}/oparl/system"

    def apply(self, changes):
        """Let these changes happen, now."""
        for change in changes:
            new = change["new"]
            before = self._embedded(self.listed.get(new["id"], {}))
            self.listed[new["id"]] = new
            now = datetime.now(UTC)
            self.changed[new["id"]] = now
            after = self._embedded(new)
            for id, raw in after.items():
                if before.get(id) != raw:
                    self.changed[id] = now
            for id in before.keys() - after.keys():
                self.deleted[id] = {"id": id, "type": before[id]["type"], "deleted": True}
                self.changed[id] = now
        everything = self._everything()
        self.deleted = {id: raw for id, raw in self.deleted.items() if id not in everything}

    # --- Answers ------------------------------------------------------------------------

    def respond(self, request: Request) -> Answer:
        path = request.path.removeprefix("/oparl")
        if path == "/system":
            return self._sent(self._system())
        if path == "/bodies":
            return self._sent({"data": [self._body()], "links": {}})
        name = path.removeprefix("/lists/")
        if name in LISTS:
            return self._list(name, request)
        id = f"{self.origin}{request.path}"
        found = self._everything().get(id) or self.deleted.get(id)
        return self._sent(found) if found else Answer({"message": "Nicht gefunden"}, 404)

    def _system(self) -> dict:
        return {
            "id": f"{self.origin}/oparl/system",
            "type": "https://schema.oparl.org/1.1/System",
            "oparlVersion": "https://schema.oparl.org/1.1/",
            "body": f"{self.origin}/oparl/bodies",
        }

    def _body(self) -> dict:
        return {
            "id": f"{self.origin}/oparl/bodies/0001",
            "type": "https://schema.oparl.org/1.1/Body",
            "system": f"{self.origin}/oparl/system",
            "name": "Stadt",
            **{name: f"{self.origin}/oparl/lists/{name}" for name in LISTS},
        }

    def _list(self, name: str, request: Request) -> Answer:
        kinds = LISTS[name]
        since = request.param("modified_since")
        objects = [raw for id, raw in self._everything().items() if _kind(id) in kinds]
        if since:
            objects += [raw for id, raw in self.deleted.items() if _kind(id) in kinds]
            first = datetime.fromisoformat(since)
            objects = [raw for raw in objects if self._changed(raw["id"]) >= first]
        number = int(request.param("page", "1"))
        page = {"data": objects[(number - 1) * PER_PAGE : number * PER_PAGE], "links": {}}
        if number * PER_PAGE < len(objects):
            filters = f"&modified_since={since.replace('+', '%2B')}" if since else ""
            page["links"]["next"] = f"{self.origin}{request.path}?page={number + 1}{filters}"
        return self._sent(page)

    def _changed(self, id: str) -> datetime:
        return self.changed.get(id, datetime.min.replace(tzinfo=UTC))

    def _everything(self) -> dict[str, dict]:
        found = dict(self.listed)
        for raw in self.listed.values():
            for id, inner in self._embedded(raw).items():
                found.setdefault(id, inner)
        return found

    def _embedded(self, value, depth: int = 0) -> dict[str, dict]:
        found = {}
        inner = value.values() if isinstance(value, dict) else value
        for one in inner:
            if isinstance(one, dict) and "id" in one:
                found[one["id"]] = one
            if isinstance(one, (dict, list)):
                found |= self._embedded(one, depth + 1)
        return found

    def _sent(self, raw) -> Answer:
        body = orjson.dumps(raw).replace(self.origin.encode(), self.url.encode())
        return Answer(body, content_type="application/json; charset=utf-8")


def _kind(id: str) -> str:
    """ "papers" of …/papers/vo/1."""
    parts = urlsplit(id).path.split("/bodies/0001/")
    return parts[-1].partition("/")[0] if len(parts) == 2 else ""
