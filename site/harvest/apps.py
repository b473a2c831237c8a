from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class HarvestConfig(AppConfig):
    """The integration layer: sources, runs, the HTTP client, schedules, escalation."""

    name = "harvest"
    verbose_name = _("Harvest")

    def ready(self):
        from .checks import check_deployment, check_settings

        checks.register(check_settings)
        checks.register(check_deployment, deploy=True)
