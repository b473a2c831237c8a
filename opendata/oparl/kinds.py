"""The kind of source "oparl"."""

from django.utils.translation import gettext_lazy as _

from harvest.registry import SourceKind, register

KIND = "oparl"


def register_kinds():
    """Told once, by OParlConfig.ready()."""
    register(SourceKind(KIND, _("OParl (council information system)"), harvest))


def harvest(job):
    """Read the council's objects and publish them."""
    from .sync import harvest

    return harvest(job)
