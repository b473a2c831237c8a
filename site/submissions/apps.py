from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    """What everything that readers send has in common."""

    name = "submissions"
    verbose_name = _("Submissions")

    def ready(self):
        from core.registries import periodic

        from . import deliveries

        periodic.register(
            periodic.Job(
                "deliveries",
                _("Mails and hand-overs that wait"),
                deliveries.send_due,
                timedelta(minutes=2),
            )
        )
