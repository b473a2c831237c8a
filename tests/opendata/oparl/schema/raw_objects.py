"""Raw OParl objects for the tests of the schema."""

from harvest.report import Warnings
from opendata.oparl.schema import parse

BASE = "https://ris.example/oparl"


def raw(type, version="1.1", **values):
    head = {"id": f"{BASE}/x/1", "type": f"https://schema.oparl.org/{version}/{type}"}
    return {**head, **values}


def read(type, warnings=None, version="1.1", **values):
    return parse(raw(type, version, **values), warnings=warnings)


def fields(type, **values):
    return read(type, **values)[0].fields


def odd(type, **values):
    """What was counted besides what is missing."""
    warnings = Warnings()
    read(type, warnings, **values)
    return {kind for kind in warnings.counts if not kind.startswith("missing/")}
