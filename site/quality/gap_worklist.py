"""Worklist items for gaps in content (core.registries.worklist)."""

from django.utils.translation import gettext_lazy, ngettext

from accounts.units import own_units
from core.registries.worklist import Item, Todo, register

from .models import Gap
from .ownership import has_own_work_only
from .reports import may_see_reports, report_url


def items(request) -> list[Item]:
    if not may_see_reports(request.user):
        return []
    rows = Gap.objects.all()
    if has_own_work_only(request.user):
        rows = rows.filter(unit__in=own_units(request.user))
    gaps = rows.count()
    text = ngettext(
        "thing that has to be there is missing", "things that have to be there are missing", gaps
    )
    return [Item(text, report_url(request.user, "quality_gaps"), gaps)] if gaps else []


def register_worklist():
    """Called once, by QualityConfig.ready()."""
    register(Todo("gaps", gettext_lazy("What is missing"), items, 60))
