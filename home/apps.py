from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The home page and the pages that editors write."""

    name = "home"
    verbose_name = _("Home")
