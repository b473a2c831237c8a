"""Personal data in the address book (core.registries.retention)."""

from django.utils.translation import gettext_lazy as _

from core.registries import retention
from core.registries.retention import Kept


def register():
    """Called once, by DirectoryConfig.ready()."""
    retention.keep(
        Kept(
            ("directory.ContactPerson",),
            _("contact persons of offices, only those whom the source releases"),
            _("until the source withdraws them or an editor deletes them"),
        ),
        Kept(
            (
                "directory.OrganisationalUnit",
                "directory.Address",
                "directory.ContactChannel",
                "directory.OpeningHours",
            ),
            _("offices and how to reach them"),
            _("until the source withdraws them or an editor deletes them"),
        ),
    )
