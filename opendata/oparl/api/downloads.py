"""The council's objects as JSON lines and CSV, one type at a time, streamed.

JSON lines: one object of OParl 1.1 in each line, as the endpoint writes it. CSV: RFC 4180, UTF-8,
commas, moments in ISO 8601 with their distance to UTC; a column for each property that is a value
or a reference; lists are parted by " | ". What a spreadsheet would calculate has an apostrophe
before it (core.formats.cells).
"""

from collections.abc import Iterator

import orjson
from django.http import Http404, StreamingHttpResponse

from core.formats import csv_files
from opendata.oparl.models import MODELS
from opendata.oparl.visibility import Visibility

from .endpoint import TYPES
from .links import Addresses
from .responses import open_data
from .serializers import Writer, declared, readable

BATCH = 500
BETWEEN = " | "
CONTENT_TYPES = {
    "jsonl": "application/jsonl; charset=utf-8",
    "csv": csv_files.MEDIA_TYPE,
}


@open_data
def download(request, type: str, format: str):
    """All published objects of a type, e.g. paper.csv."""
    if type not in TYPES or format not in CONTENT_TYPES:
        raise Http404
    objects = _objects(TYPES[type], Addresses(request), Visibility())
    lines = _csv(TYPES[type], objects) if format == "csv" else _json_lines(objects)
    response = StreamingHttpResponse(lines, content_type=CONTENT_TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="{type}.{format}"'
    return response


def _objects(type: str, addresses: Addresses, shown: Visibility) -> Iterator[dict]:
    """A batch at a time, each beginning after the last: memory stays flat."""
    rows, after = readable(shown.visible(MODELS[type])).order_by("pk"), 0
    while batch := list(rows.filter(pk__gt=after)[:BATCH]):
        yield from Writer(addresses, shown).objects(type, batch)
        after = batch[-1].pk


def _json_lines(objects) -> Iterator[bytes]:
    for one in objects:
        yield orjson.dumps(one, option=orjson.OPT_APPEND_NEWLINE)


def _csv(type: str, objects) -> Iterator[str]:
    return csv_files.stream_plain(_rows(type, objects))


def _rows(type: str, objects) -> Iterator[list[str]]:
    columns = ["id", *(made.name for made in declared(type) if not made.external)]
    yield columns
    for one in objects:
        yield [cell(one.get(name)) for name in columns]


def cell(value) -> str:
    """A value as text: embedded objects by their id."""
    if isinstance(value, list):
        return BETWEEN.join(_scalar(one) for one in value)
    return _scalar(value)


def _scalar(value) -> str:
    if value is None:
        return ""
    if isinstance(value, dict) and "id" in value:
        return value["id"]
    if isinstance(value, dict | bool):
        return orjson.dumps(value).decode()
    return str(value)
