"""Declarations of properties for types.py, and their evaluation. No Django here."""

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from . import values

_AFTER_FIRST = re.compile(r"_([a-z])")


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a type.

    read: `(value, name, notes) -> value of the field`, for what holds no objects.
    target: the type it refers to; "" for plain values. many: a list of references.
    whole: by the standard complete objects stand here, not mere references.
    """

    field: str
    name: str
    read: Callable | None = None
    target: str = ""
    many: bool = False
    whole: bool = False
    external: bool = False
    required: str = ""
    also: tuple[str, ...] = ()


def _declare(default, *, required="", **meaning):
    metadata = {"required": required, **meaning}
    return dataclasses.field(default=default, metadata=metadata)


def text(**more):
    """A text on one line."""
    return _declare("", read=values.text, **more)


def prose(**more):
    """A text with paragraphs."""
    return _declare("", read=values.prose, **more)


def texts(**more):
    return _declare((), read=values.texts, **more)


def link(**more):
    """A web address that is no reference to an object."""
    return _declare("", read=values.link, **more)


def links(**more):
    return _declare((), read=values.links, **more)


def day(**more):
    return _declare(None, read=values.day, **more)


def moment(**more):
    """A point in time, aware, in UTC."""
    return _declare(None, read=values.moment, **more)


def boolean(**more):
    return _declare(None, read=values.boolean, **more)


def integer(**more):
    """A whole number that is not negative."""
    return _declare(None, read=values.integer, **more)


def geojson(**more):
    return _declare(None, read=values.geojson, **more)


def reference(target, **more):
    """The URL of one object."""
    return _declare("", target=target, **more)


def references(target, **more):
    return _declare((), target=target, many=True, **more)


def embedded(target, **more):
    """The URL of one object that the source embeds."""
    return _declare("", target=target, whole=True, **more)


def embedded_list(target, **more):
    return _declare((), target=target, many=True, whole=True, **more)


def external_list(target, **more):
    """The URL of a paged list of objects."""
    return _declare("", target=target, external=True, **more)


def camel_case(field: str) -> str:
    return _AFTER_FIRST.sub(lambda found: found[1].upper(), field)


@cache
def properties(cls) -> dict[str, Property]:
    """{name in JSON: property}; a property may be known by further names, its own one first."""
    found = {}
    for field in dataclasses.fields(cls):
        if "required" not in field.metadata:
            continue
        made = Property(field=field.name, name=camel_case(field.name), **field.metadata)
        found[made.name] = made
    for made in list(found.values()):
        for name in (made.field, *made.also, *_MISSPELT.get(made.name, ())):
            found.setdefault(name, made)
    return found


@cache
def required(cls, version: str) -> dict[str, tuple[str, ...]]:
    """{name: its spellings} of the required properties of an object of this version."""
    known = properties(cls)
    return {
        made.name: tuple(name for name, other in known.items() if other is made)
        for made in known.values()
        if made.required and made.required <= version
    }


# Seen at real servers.
_MISSPELT = {
    "license": ("licence",),
    "fileLicense": ("fileLicence",),
}
