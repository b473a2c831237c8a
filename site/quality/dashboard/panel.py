"""The admin's front page: today's work on one screen."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import RecentEditsPanel

from core.registries import worklist
from quality.reports import may_see_reports
from quality.usage.statistics import of_day

from .own_work import own_work

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
        kinds = worklist.waiting(request)
        sees_figures = may_see_reports(request.user)
        drafts, edited = own_work(request.user)
        return {
            "greeting": greeting(now, request.user.get_short_name()),
            "today": now.date(),
            "actions": worklist.actions(request),
            "urgent": [(kind, one) for kind, items in kinds for one in items if one.urgent],
            "kinds": [group for kind, items in kinds if (group := _calm(kind, items))],
            "drafts": drafts,
            "edited": edited,
            "figures": of_day(now.date() - DAY) if sees_figures else None,
        }


def greeting(now, name: str) -> str:
    """The greeting for the time of day."""
    if now.hour < NOON:
        text = _("Good morning, %(name)s") if name else _("Good morning")
    elif now.hour < EVENING:
        text = _("Good day, %(name)s") if name else _("Good day")
    else:
        text = _("Good evening, %(name)s") if name else _("Good evening")
    return text % {"name": name} if name else text


def add_panel(request, panels):
    """Hook construct_homepage_panels; Wagtail's own list of recent edits knows pages alone."""
    panels[:] = [panel for panel in panels if not isinstance(panel, RecentEditsPanel)]
    panels.append(TodayPanel())


def _calm(kind, items):
    """The items of a kind that are not urgent, None without any."""
    calm = [one for one in items if not one.urgent]
    return {"kind": kind, "items": calm[:SHOWN], "more": len(calm[SHOWN:])} if calm else None
