"""Worklist items for unsuccessful searches and missing addresses (core.registries.worklist)."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from core.registries.worklist import Item, Todo, register
from quality.models import Counted
from quality.ownership import has_own_work_only
from quality.reports import may_see_reports

WEEK = timedelta(days=7)
OFTEN = 3  # requests in a week; rarer ones are no task


def items(request) -> list[Item]:
    """Frequent searches and addresses of a week without a result: work of the team."""
    if not may_see_reports(request.user) or has_own_work_only(request.user):
        return []
    since = timezone.localdate() - WEEK
    often = Counted.objects.summed(since).filter(total__gte=OFTEN).order_by()
    words = often.filter(kind=Counted.Kind.SEARCH, hits=0).count()
    missing = often.filter(kind=Counted.Kind.MISSING, referrer__gt="").count()
    wanted = ngettext(
        "Word that readers searched for and did not find",
        "Words that readers searched for and did not find",
        words,
    )
    linked = ngettext(
        "Missing address that other websites link to",
        "Missing addresses that other websites link to",
        missing,
    )
    found = [(words, wanted, "quality_nothing_found"), (missing, linked, "quality_missing")]
    return [Item(text, f"{reverse(name)}?period=7", count) for count, text, name in found if count]


def register_worklist():
    """Called once, by QualityConfig.ready()."""
    register(Todo("usage", gettext_lazy("What readers do not find"), items, 90))
