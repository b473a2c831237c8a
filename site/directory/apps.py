from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """The one address book: organisational units, addresses, opening hours, contact channels."""

    name = "directory"
    verbose_name = _("Directory")
