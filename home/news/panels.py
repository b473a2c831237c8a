"""Panels of the editor: what the choices of an event come to."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from . import schedule, wording

SHOWN = 10


class NextDatesPanel(Panel):
    """The rule in words and the next dates, as of what was saved last."""

    def __init__(self, **kwargs):
        super().__init__(**{"heading": _("The next dates"), **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "news/admin/next_dates.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            event = self.instance
            if not event.starts_on or not event.interval:
                return {**context, "dates": [], "is_new": True}
            return {
                **context,
                "is_new": event.pk is None,
                "rule": wording.rule(event.rule),
                "dates": [wording.when(one) for one in schedule.coming(event, limit=SHOWN)],
                "is_open": event.rule.is_open,
            }
