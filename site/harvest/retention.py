"""Retention of runs (core.registries.retention)."""

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.registries import retention
from core.registries.retention import Kept, Rule

from . import pruning
from .models import Source


def register():
    """Called once, by HarvestConfig.ready()."""
    numbers = {
        "runs": settings.HARVEST_KEPT_RUNS,
        "days": settings.HARVEST_KEPT_CHANGES_DAYS,
    }
    retention.register(
        Rule(
            "runs",
            ("harvest.Run", "harvest.Change"),
            _("runs of sources, what they changed, and who started or released them"),
            format_lazy(
                _("the latest {runs} of each source; those that changed something {days} days"),
                **numbers,
            ),
            _("to see what came from where"),
            lambda now: [pruning.old_runs(source, now) for source in Source.objects.all()],
            pruning.prune,
        )
    )
    retention.keep(
        Kept(
            ("harvest.Source",),
            _("sources: names of systems, addresses and options"),
            _("until an operator deletes the source"),
        )
    )
