from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who may log in, and how safely."""

    name = "accounts"
    verbose_name = _("Accounts")
