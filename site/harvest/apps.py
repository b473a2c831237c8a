from datetime import time, timedelta

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class HarvestConfig(AppConfig):
    """The integration layer: sources, runs, the HTTP client, schedules, escalation."""

    name = "harvest"
    verbose_name = _("Harvest")

    def ready(self):
        from core import periodic

        from . import pruning, report, schedule, wording
        from .checks import check_deployment, check_settings
        from .todo import register_todo

        register_todo()
        wording.register({report.HELD_GROUP: _("Groups that would lose too much; held.")})
        checks.register(check_settings)
        checks.register(check_deployment, deploy=True)
        each_minute = timedelta(minutes=1)
        for job in (
            periodic.Job("sources", _("Sources that are due"), schedule.look, every=each_minute),
            periodic.Job("old-runs", _("Old runs of sources"), pruning.look, at=time(4, 10)),
        ):
            periodic.register(job)
