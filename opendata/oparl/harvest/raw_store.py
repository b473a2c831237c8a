"""The raw store, first stage of a harvest: lists are stored page by page before they are parsed.

Objects are stored as delivered but for the order of keys, so that texts can be compared.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import orjson
from django.utils import timezone

from core import bulk_sql
from harvest.report import Warnings

from .. import schema
from ..models import Person, RawObject, key_of
from . import privacy

# Change by themselves at some servers, and say nothing about the content. In compact JSON: inside
# of a text every quotation mark has a backslash before it.
_TIMES = re.compile(rb'"(?:created|modified)":(?:"[^"\\]*(?:\\.[^"\\]*)*"|[^][{}",]+),?')


@dataclass(frozen=True, slots=True)
class Place:
    """The origin of objects: list, type and body. Empty: requested one by one."""

    type: str
    list_key: str = ""
    body_url: str = ""


class Delivered(NamedTuple):
    """A raw object on its way to its row."""

    key: str
    url: str
    object_type: str
    state: str
    content: str
    content_hash: str


@dataclass
class RawStore:
    """The raw objects of one source. Irregularities are counted in `warnings`."""

    source: object
    warnings: Warnings = field(default_factory=Warnings)

    def __post_init__(self):
        people = Person.objects.filter(source=self.source).exclude(location_key="")
        # Keys of places where people live, or sit: not kept for their sake.
        self._homes = set(people.values_list("location_key", flat=True))
        self._private = not privacy.may_keep_contact_data(self.source)

    def keep(self, objects: Iterable[dict], place: Place) -> list[str]:
        """Store new and changed objects; returns all keys. One query to compare, one to write."""
        rows = {row.key: row for raw in objects if (row := self._row(raw, place))}
        known = dict(self._with_keys(rows).values_list("key", "content_hash"))
        changed = [row for row in rows.values() if known.get(row.key) != row.content_hash]
        if changed:
            self._doubt_loosened([row for row in changed if row.key in known])
            self._write(changed, place)
        return list(rows)

    def withdraw(self, keys: Iterable[str], state: str):
        """Withdraw objects that are gone or restricted by now; their content is deleted, too."""
        self._with_keys(keys).update(
            state=state,
            content="",
            content_hash="",
            pending=True,
            doubtful=False,
            fetched_at=timezone.now(),
        )

    def live(self):
        return RawObject.objects.filter(source=self.source, state=RawObject.State.LIVE)

    def _with_keys(self, keys):
        return RawObject.objects.filter(source=self.source, key__in=list(keys))

    def _write(self, rows: list[Delivered], place: Place):
        same = {
            "list_key": place.list_key,
            "body_url": place.body_url,
            "fetched_at": timezone.now(),
            "pending": True,
            "doubtful": False,
        }
        bulk_sql.upsert(
            RawObject,
            Delivered._fields,
            rows,
            {"source_id": self.source.pk, **same},
            unique=("source_id", "key"),
            update=(*Delivered._fields[1:], *same),
        )

    def _row(self, raw: dict, place: Place) -> Delivered | None:
        url = raw.get("id")
        if not isinstance(url, str) or not schema.is_web_address(url.strip()):
            self.warnings.add("without_identity", place.type)
            return None
        type = schema.type_name(raw) or place.type
        url = url.strip()
        if self._private:
            if type == "Location" and self._is_home(url, raw):
                raw = {"id": url, "type": raw.get("type")}
            if place.type in privacy.WITH_PEOPLE:
                raw = privacy.without_contact_data(raw, type)
                self._homes |= {key_of(home) for home in privacy.homes_of(raw)}
        deleted = raw.get("deleted") in (True, 1, "true", "True", "1")
        content = orjson.dumps(raw, option=orjson.OPT_SORT_KEYS)
        return Delivered(
            key=key_of(url),
            url=url,
            object_type=type,
            state=str(RawObject.State.DELETED if deleted else RawObject.State.LIVE),
            content=content.decode(),
            content_hash=content_hash(content),
        )

    def _is_home(self, url: str, raw: dict) -> bool:
        return key_of(url) in self._homes or privacy.is_home_of_people(raw)

    def _doubt_loosened(self, rows: list[Delivered]):
        """Mark objects that a changed one no longer embeds: their id is requested if they were
        delivered themselves, too; else the parent decides.
        """
        loosened = set()
        old = dict(self._with_keys(row.key for row in rows).values_list("key", "content"))
        for row in rows:
            before = embedded_ids(orjson.loads(old.get(row.key) or "{}"))
            loosened |= {key_of(id) for id in before - embedded_ids(orjson.loads(row.content))}
        if loosened:
            self._with_keys(loosened).filter(state=RawObject.State.LIVE).update(doubtful=True)


def content_hash(content: bytes) -> str:
    """The SHA-256 of a JSON object, compact and its keys sorted, without its timestamps; hex."""
    return hashlib.sha256(_TIMES.sub(b"", content)).hexdigest()


def embedded_ids(raw, depth: int = 0) -> set[str]:
    """The ids of all objects inside the object, at any depth."""
    found = set()
    if isinstance(raw, dict):
        if depth and isinstance(raw.get("id"), str):
            found.add(raw["id"].strip())
        inner = raw.values()
    else:
        inner = raw if isinstance(raw, list) else ()
    for one in inner:
        if isinstance(one, (dict, list)):
            found |= embedded_ids(one, depth + 1)
    return found


def nested(parsed: schema.Parsed) -> dict:
    """The object as delivered: with embedded objects in place of their ids."""
    whole = dict(parsed.raw)
    for child in parsed.children:
        value = whole.get(child.role)
        if value == child.id:
            whole[child.role] = nested(child)
        elif isinstance(value, list):
            whole[child.role] = [nested(child) if one == child.id else one for one in value]
    return whole
