from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """The one address book: organisational units, addresses, opening hours, contact channels."""

    name = "directory"
    verbose_name = _("Address book")

    def ready(self):
        from core import caching
        from core.registries import gone, navigation, stylesheets

        from . import permissions, retention
        from .contact_cache import PARTS, refresh_after_part_change
        from .models import OrganisationalUnit

        permissions.register()
        retention.register()
        stylesheets.register("directory/directory.css")
        for part in PARTS.values():
            post_save.connect(refresh_after_part_change, sender=part)
            post_delete.connect(refresh_after_part_change, sender=part)
        caching.invalidate_on_save(OrganisationalUnit, *PARTS.values())
        gone.register(OrganisationalUnit, OrganisationalUnit.was_public)
        navigation.register(navigation.Entry(_("Offices"), "directory:index", 20))
