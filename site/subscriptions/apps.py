from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubscriptionsConfig(AppConfig):
    """Following anything by mail: topics, double opt-in, daily and weekly mails."""

    name = "subscriptions"
    verbose_name = _("Notifications")

    def ready(self):
        from core.registries import periodic, stylesheets
        from submissions import confirmations

        from . import double_opt_in, permissions, retention

        confirmations.register(double_opt_in.purpose())
        permissions.register()
        retention.register()
        stylesheets.register("subscriptions/subscriptions.css")
        periodic.register(
            periodic.Job(
                "subscriptions",
                _("Mails to those who follow something"),
                send_due,
                every=timedelta(minutes=10),
                stuck_after=timedelta(minutes=15),
            )
        )


def send_due() -> str:
    """The round as a periodic job (core.registries.periodic)."""
    from .digests import send

    return str(send())
