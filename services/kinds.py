"""The kinds of source of the catalogue, and the sources that a command makes by itself."""

from django.utils.translation import gettext_lazy as _

from harvest.models import Source
from harvest.registry import SourceKind, register

KINDS = ("infodienste", "xzufi", "pvog")


def register_kinds():
    """Told once, by ServicesConfig.ready()."""
    from .infodienste import reader as infodienste
    from .pvog import reader as pvog
    from .sync import sync
    from .xzufi import reader as xzufi

    def harvester(reader):
        return lambda job: sync(reader.read(job), job)

    register(SourceKind("infodienste", _("Hessenfinder, rlpDirekt (REST)"), harvester(infodienste)))
    register(SourceKind("xzufi", _("XZuFi delivery (XML)"), harvester(xzufi)))
    register(SourceKind("pvog", _("PVOG (open search service)"), harvester(pvog)))


def pvog_source(ars: str) -> Source:
    """The source of the open PVOG for an area, made when it is missing."""
    source, _created = Source.objects.get_or_create(
        name=f"pvog-{ars}",
        defaults={"title": f"PVOG {ars}", "kind": "pvog", "area": ars},
    )
    return source


def file_source() -> Source:
    """Where deliveries go that come as a file, by hand."""
    source, _created = Source.objects.get_or_create(
        name="file",
        defaults={"title": "XZuFi-Datei", "kind": "xzufi", "interval_hours": 0},
    )
    return source
