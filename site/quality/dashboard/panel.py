"""The admin's front page: what needs a hand today, on one screen."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Site

from core import todo
from quality.reports import may_see_reports
from quality.usage.figures import of_day

DAY = timedelta(days=1)
SHOWN = 6  # lines of one kind; the rest is counted
NOON, EVENING = 11, 18


class TodayPanel(Component):
    """Greeting, buttons, work by kind with the urgent first, and yesterday's figures."""

    name = "today"
    order = 10
    template_name = "quality/admin/today.html"

    class Media:
        css = {"all": ["quality/today.css"]}

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        now = timezone.localtime()
        kinds = todo.waiting(request)
        sees_figures = may_see_reports(request.user)
        return {
            "greeting": greeting(now, request.user.get_short_name()),
            "today": now.date(),
            "actions": todo.actions(request),
            "urgent": [(kind, one) for kind, items in kinds for one in items if one.urgent],
            "kinds": [group for kind, items in kinds if (group := _calm(kind, items))],
            "figures": of_day(now.date() - DAY) if sees_figures else None,
        }


def greeting(now, name: str) -> str:
    """In the words of the hour."""
    if now.hour < NOON:
        text = _("Good morning, %(name)s") if name else _("Good morning")
    elif now.hour < EVENING:
        text = _("Good day, %(name)s") if name else _("Good day")
    else:
        text = _("Good evening, %(name)s") if name else _("Good evening")
    return text % {"name": name} if name else text


def add_panel(request, panels):
    """Hook construct_homepage_panels."""
    panels.append(TodayPanel())


def new_page_url(request) -> str:
    """Where a page is added below the home page, "" for who may not."""
    site = Site.find_for_request(request) or Site.objects.filter(is_default_site=True).first()
    home = site.root_page if site else None
    if home is None or not home.permissions_for_user(request.user).can_add_subpage():
        return ""
    return reverse("wagtailadmin_pages:add_subpage", args=[home.pk])


def _calm(kind, items):
    """What is not urgent of a kind, None without any."""
    calm = [one for one in items if not one.urgent]
    return {"kind": kind, "items": calm[:SHOWN], "more": len(calm[SHOWN:])} if calm else None
