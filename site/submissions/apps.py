from datetime import time, timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    """What everything that readers send has in common."""

    name = "submissions"
    verbose_name = _("Submissions")

    def ready(self):
        from django.core import checks

        from core.registries import periodic

        from . import deliveries, private_files, retention
        from .checks import check_private_files_are_shared, check_private_storage

        checks.register(check_private_storage)
        checks.register(check_private_files_are_shared, deploy=True)
        retention.register()
        periodic.register(
            periodic.Job(
                "private-files",
                _("Files of citizens that belong to nothing any more"),
                private_files.delete_strays,
                at=time(4),
            )
        )
        periodic.register(
            periodic.Job(
                "deliveries",
                _("Mails and hand-overs that wait"),
                deliveries.send_due,
                timedelta(minutes=2),
            )
        )
