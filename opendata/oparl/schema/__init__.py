"""Parser of OParl 1.0 and 1.1: raw JSON objects → frozen dataclasses. No Django here.

`parse(raw)` gives the object and every object embedded in it, each as a `Parsed` of its own.
Source: OParl specification 1.0.7 and 1.1.1, schema/*.json.
"""

from .identity import is_web_address, key, type_name, version_of
from .reading import Parsed, parse
from .types import (
    TYPES,
    AgendaItem,
    Body,
    Consultation,
    File,
    LegislativeTerm,
    Location,
    Meeting,
    Membership,
    OParlObject,
    Organization,
    Paper,
    Person,
    System,
)

__all__ = [
    "TYPES",
    "AgendaItem",
    "Body",
    "Consultation",
    "File",
    "LegislativeTerm",
    "Location",
    "Meeting",
    "Membership",
    "OParlObject",
    "Organization",
    "Paper",
    "Parsed",
    "Person",
    "System",
    "is_web_address",
    "key",
    "parse",
    "type_name",
    "version_of",
]
