from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    """Urgent notices on the whole site or a section of it."""

    name = "alerts"
    verbose_name = _("Alerts")
