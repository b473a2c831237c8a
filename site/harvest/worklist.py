"""Worklist items for sources (core.registries.worklist)."""

from django.utils.translation import gettext_lazy
from wagtail_modeladmin.helpers import AdminURLHelper

from core.registries.worklist import Item, Todo, register

from .health import sources_health
from .models import Source

LONGEST = 160  # errors may be long


def items(request) -> list[Item]:
    """Sources that fail, are silent, or whose run waits for a release. Three queries."""
    if not request.user.has_perm("harvest.view_source"):
        return []
    addresses = AdminURLHelper(Source)
    return [
        Item(
            f"{health.source.title}: {health.message}"[:LONGEST],
            addresses.get_action_url("inspect", health.source.pk),
            urgent=True,
        )
        for health in sources_health()
        if health.needs_attention
    ]


def register_worklist():
    """Called once, by HarvestConfig.ready()."""
    register(Todo("sources", gettext_lazy("Sources"), items, 15))
