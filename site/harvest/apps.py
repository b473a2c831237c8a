from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HarvestConfig(AppConfig):
    """The integration layer: sources, runs, the HTTP client, schedules, escalation."""

    name = "harvest"
    verbose_name = _("Harvest")
