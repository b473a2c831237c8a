"""Worklist items for broken links (core.registries.worklist)."""

from django.utils.translation import gettext_lazy, ngettext

from core.registries.worklist import Item, Todo, register
from quality.models import Link
from quality.ownership import has_own_work_only, of_own_offices
from quality.reports import may_see_reports, report_url


def items(request) -> list[Item]:
    if not may_see_reports(request.user):
        return []
    links = Link.objects.used().broken()
    if has_own_work_only(request.user):
        links = links.on(of_own_offices(request.user))
    broken = links.count()
    text = ngettext("broken link", "broken links", broken)
    return [Item(text, report_url(request.user, "quality_links"), broken)] if broken else []


def register_worklist():
    """Called once, by QualityConfig.ready()."""
    register(Todo("links", gettext_lazy("Links"), items, 50))
