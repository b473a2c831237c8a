"""Repairs of one object's fields, by its type. No Django here."""

from collections.abc import Callable

from . import normalise
from .values import Notes


def mend(kind: str, values: dict, notes: Notes):
    """Repair unambiguous faults in place, and note the others."""
    created, modified = values.get("created"), values.get("modified")
    if created and modified and created > modified:
        notes.odd("created_after_modified", "modified")
    first, last = values.get("start_date"), values.get("end_date")
    if first and last and last < first:
        notes.odd("end_before_start", "endDate")
    if kind in _MENDING:
        _MENDING[kind](values, notes)


def _end(values, notes):
    if values.get("end"):
        values["end"], odd = normalise.real_end(values.get("start"), values["end"])
        if odd:
            notes.odd(odd, "end")


def _body(values, notes):
    for name, length in (("ags", 8), ("rgs", 12)):
        said = values.get(name)
        if said:
            values[name] = normalise.area_key(said, length)
            if values[name] != said:
                notes.odd("no_area_key", name)


def _file(values, notes):
    said = values.get("mime_type")
    if said:
        values["mime_type"] = normalise.mime_type(said)
        if "/" not in said:
            notes.odd("no_mime_type", "mimeType")
    if values.get("size") == 0:
        values["size"] = None
        notes.odd("empty", "size")
    if values.get("file_name"):
        values["file_name"] = normalise.file_name(values["file_name"])
    for name in ("access_url", "download_url"):
        if values.get(name):
            values[name] = normalise.file_url(values[name])


_MENDING: dict[str, Callable] = {
    "Meeting": _end,
    "AgendaItem": _end,
    "Body": _body,
    "File": _file,
}
