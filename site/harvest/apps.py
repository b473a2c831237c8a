from datetime import timedelta

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class HarvestConfig(AppConfig):
    """The integration layer: sources, runs, the HTTP client, schedules, escalation."""

    name = "harvest"
    verbose_name = _("Harvest")

    def ready(self):
        from core import periodic

        from .checks import check_deployment, check_settings
        from .schedule import look

        checks.register(check_settings)
        checks.register(check_deployment, deploy=True)
        periodic.register(
            periodic.Job("sources", _("Sources that are due"), look, every=timedelta(minutes=1))
        )
