"""Worklist items for reviews and change requests (core.registries.worklist)."""

from django.utils.translation import gettext_lazy, ngettext

from accounts.units import own_units
from core.registries.worklist import Item, Todo, register
from quality.models import ChangeRequest
from quality.ownership import has_own_work_only, of_own_offices
from quality.reports import may_see_reports, report_url

from .due import number_overdue


def items(request) -> list[Item]:
    """Open change requests, and overdue reviews."""
    user = request.user
    if not may_see_reports(user):
        return []
    open_wishes, units = ChangeRequest.objects.open(), None
    if has_own_work_only(user):
        open_wishes, units = open_wishes.filter(of_own_offices(user)), own_units(user)
    wishes, overdue = open_wishes.count(), number_overdue(units)
    found = [
        Item(
            ngettext("open wish for a change", "open wishes for changes", wishes),
            report_url(user, "quality_wishes"),
            wishes,
            urgent=True,
        ),
        Item(
            ngettext("text overdue for its check", "texts overdue for their check", overdue),
            report_url(user, "quality_reviews"),
            overdue,
        ),
    ]
    return [item for item in found if item.count]


def register_worklist():
    """Called once, by QualityConfig.ready()."""
    register(Todo("reviews", gettext_lazy("Checks"), items, 30))
