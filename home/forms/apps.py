from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormsConfig(AppConfig):
    """Forms that editors build, and what citizens send by them."""

    name = "home.forms"
    label = "forms"
    verbose_name = _("Forms")

    def ready(self):
        from core.registries import periodic, stylesheets, worklist

        from . import deliveries, permissions, retention
        from .worklist import items

        periodic.register(
            periodic.Job(
                "form-deliveries",
                _("Forms: mails and hand-overs that wait"),
                deliveries.look_after,
                timedelta(minutes=2),
            )
        )
        permissions.register()
        retention.register()
        stylesheets.register("forms/forms.css")
        worklist.register(worklist.Todo("forms", _("Forms"), items, 30))
