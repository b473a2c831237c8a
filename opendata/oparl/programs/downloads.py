"""The council's objects as JSON lines and CSV, one type at a time, streamed.

JSON lines: one object of OParl 1.1 in each line, as the endpoint writes it. CSV: RFC 4180, UTF-8,
a column for each property that is a value or a reference; lists are parted by " | ".
"""

import csv
from collections.abc import Iterator

import orjson
from django.http import Http404, StreamingHttpResponse

from opendata.oparl.models import MODELS
from opendata.oparl.shown import Shown

from .addresses import Addresses
from .endpoint import TYPES
from .http import open_data
from .writing import Writer, declared, readable

BATCH = 500
BETWEEN = " | "
# A cell that begins so is a formula for spreadsheets (OWASP: CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
CONTENT_TYPES = {
    "jsonl": "application/jsonl; charset=utf-8",
    "csv": "text/csv; charset=utf-8; header=present",
}


@open_data
def download(request, type: str, format: str):
    """All published objects of a type, e.g. paper.csv."""
    if type not in TYPES or format not in CONTENT_TYPES:
        raise Http404
    objects = _objects(TYPES[type], Addresses(request), Shown())
    lines = _csv(TYPES[type], objects) if format == "csv" else _json_lines(objects)
    response = StreamingHttpResponse(lines, content_type=CONTENT_TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="{type}.{format}"'
    return response


def _objects(type: str, addresses: Addresses, shown: Shown) -> Iterator[dict]:
    """A batch at a time, each beginning after the last: memory stays flat."""
    rows, after = readable(shown.of(MODELS[type])).order_by("pk"), 0
    while batch := list(rows.filter(pk__gt=after)[:BATCH]):
        yield from Writer(addresses, shown).objects(type, batch)
        after = batch[-1].pk


def _json_lines(objects) -> Iterator[bytes]:
    for one in objects:
        yield orjson.dumps(one, option=orjson.OPT_APPEND_NEWLINE)


class _Echo:
    """A file for csv.writer that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def _csv(type: str, objects) -> Iterator[str]:
    columns = ["id", *(made.name for made in declared(type) if not made.external)]
    line = csv.writer(_Echo())
    yield line.writerow(columns)
    for one in objects:
        yield line.writerow([cell(one.get(name)) for name in columns])


def cell(value) -> str:
    """A value for spreadsheets: embedded objects by their id, nothing that is a formula."""
    if isinstance(value, list):
        text = BETWEEN.join(_scalar(one) for one in value)
    else:
        text = _scalar(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _scalar(value) -> str:
    if value is None:
        return ""
    if isinstance(value, dict) and "id" in value:
        return value["id"]
    if isinstance(value, dict | bool):
        return orjson.dumps(value).decode()
    return str(value).replace("\x00", "")
