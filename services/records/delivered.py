"""The elements of a delivery, and the serialisation of records."""

import hashlib
import re
from dataclasses import dataclass

import orjson

from .access import Form, OnlineService, Responsibility
from .base import Ref
from .service import Service, Specialisation
from .unit import Unit

Record = Service | Specialisation | Unit | OnlineService | Form | Responsibility


@dataclass(frozen=True, slots=True)
class Delete:
    """An explicit `loesche`: withdraw this object."""

    object_kind: str
    ref: Ref


@dataclass(frozen=True, slots=True)
class Seen:
    """An unchanged object of the listing, which need not be fetched again."""

    object_kind: str
    ref: Ref


def dump(record: Record) -> bytes:
    """The record as compact JSON, fields in their order, for hashing and storing."""
    return orjson.dumps(record)


_TIMESTAMPS = re.compile(rb'"(?:updated|created)_at":(?:"[^"]*"|null)')


def content_hash(dumped: bytes) -> str:
    """SHA-256 of the content, hex. Timestamps do not count: they are unreliable."""
    return hashlib.sha256(_TIMESTAMPS.sub(b"", dumped)).hexdigest()
