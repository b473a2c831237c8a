from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    """The service catalogue: models, adapters, sync, public pages, JSON API."""

    name = "services"
    verbose_name = _("Services")
