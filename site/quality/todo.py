"""What of checks, links and gaps needs a hand today (core.registries.worklist)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from accounts.units import own_units
from core.registries.worklist import Item, Todo, register

from .models import ChangeRequest, Gap, Link
from .ownership import OWN, has_own_work_only, of_own_offices
from .reports import may_see_reports
from .reviews.due import number_overdue


def reviews_waiting(request) -> list[Item]:
    """Wishes of who answers for content, and what is overdue."""
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
            _report(user, "quality_wishes"),
            wishes,
            urgent=True,
        ),
        Item(
            ngettext("text overdue for its check", "texts overdue for their check", overdue),
            _report(user, "quality_reviews"),
            overdue,
        ),
    ]
    return [item for item in found if item.count]


def links_waiting(request) -> list[Item]:
    if not may_see_reports(request.user):
        return []
    links = Link.objects.used().broken()
    if has_own_work_only(request.user):
        links = links.on(of_own_offices(request.user))
    broken = links.count()
    text = ngettext("broken link", "broken links", broken)
    return [Item(text, _report(request.user, "quality_links"), broken)] if broken else []


def gaps_waiting(request) -> list[Item]:
    if not may_see_reports(request.user):
        return []
    rows = Gap.objects.all()
    if has_own_work_only(request.user):
        rows = rows.filter(unit__in=own_units(request.user))
    gaps = rows.count()
    text = ngettext(
        "thing that has to be there is missing", "things that have to be there are missing", gaps
    )
    return [Item(text, _report(request.user, "quality_gaps"), gaps)] if gaps else []


def _report(user, name: str) -> str:
    """The address of a report that lists what was counted."""
    return reverse(name) + (f"?unit={OWN}" if has_own_work_only(user) else "")


def register_todos():
    """Told once, by QualityConfig.ready()."""
    register(Todo("reviews", gettext_lazy("Checks"), reviews_waiting, 30))
    register(Todo("links", gettext_lazy("Links"), links_waiting, 50))
    register(Todo("gaps", gettext_lazy("What is missing"), gaps_waiting, 60))
