"""What a delivery consists of, and how a record is kept."""

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
    """The listing names this object, but it need not be fetched again: it has not changed."""

    object_kind: str
    ref: Ref


def dump(record: Record) -> bytes:
    """The record as compact JSON, fields in their order: what is hashed and kept."""
    return orjson.dumps(record)


_TIMESTAMPS = re.compile(rb'"(?:updated|created)_at":(?:"[^"]*"|null)')


def content_hash(dumped: bytes) -> str:
    """SHA-256, hex: tells whether the content has changed. Timestamps do not count: they lie."""
    return hashlib.sha256(_TIMESTAMPS.sub(b"", dumped)).hexdigest()
