from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormsConfig(AppConfig):
    """Forms that editors build, and what citizens send by them."""

    name = "home.forms"
    label = "forms"
    verbose_name = _("Forms")
