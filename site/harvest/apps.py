from datetime import timedelta

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class HarvestConfig(AppConfig):
    """The integration layer: sources, runs, the HTTP client, schedules, escalation."""

    name = "harvest"
    verbose_name = _("Harvest")

    def ready(self):
        from core.registries import periodic

        from . import formatting, permissions, report, retention, schedule
        from .checks import check_deployment, check_settings
        from .worklist import register_worklist

        register_worklist()
        formatting.register({report.HELD_GROUP: _("Groups that would lose too much; held.")})
        permissions.register()
        retention.register()
        checks.register(check_settings)
        checks.register(check_deployment, deploy=True)
        each_minute = timedelta(minutes=1)
        periodic.register(
            periodic.Job(
                "sources", _("Sources that are due"), schedule.run_as_job, every=each_minute
            )
        )
