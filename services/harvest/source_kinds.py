"""The kinds of source of the catalogue, and the sources that the command creates."""

from functools import partial
from importlib import import_module

from django.utils.translation import gettext_lazy as _

from harvest.models import Source
from harvest.registry import SourceKind, register

# A kind is called as its package beside this module: what editors read of it.
LABELS = {
    "infodienste": _("Hessenfinder, rlpDirekt (REST)"),
    "xzufi": _("XZuFi delivery (XML)"),
    "pvog": _("PVOG (open search service)"),
}
KINDS = tuple(LABELS)


def register_kinds():
    """Called once, by ServicesConfig.ready()."""
    for name, label in LABELS.items():
        register(SourceKind(name, label, partial(harvest, name)))


def harvest(kind: str, job):
    """Read the source with the adapter of its kind, and sync the delivery."""
    from .sync import sync

    reader = import_module(f"services.harvest.{kind}.reader")
    return sync(reader.read(job), job)


def pvog_source(ars: str) -> Source:
    """The source of the open PVOG for an area, created if missing."""
    source, _created = Source.objects.get_or_create(
        name=f"pvog-{ars}",
        defaults={"title": f"PVOG {ars}", "kind": "pvog", "area": ars},
    )
    return source


def file_source() -> Source:
    """The source for deliveries that are imported from a file by hand."""
    source, _created = Source.objects.get_or_create(
        name="file",
        defaults={"title": "XZuFi-Datei", "kind": "xzufi", "interval_hours": 0},
    )
    return source
