"""Panels of the event editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class NextDatesPanel(Panel):
    """The rule in words and the next dates, which a script updates while one types."""

    def __init__(self, **kwargs):
        super().__init__(**{"heading": _("The next dates"), **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "news/admin/next_dates.html"

        def get_context_data(self, parent_context=None):
            from .next_dates import context_of

            context = super().get_context_data(parent_context)
            event = self.instance
            if not event.starts_on or not event.interval:
                return {**context, "is_unclear": True}
            return {**context, **context_of(event)}
