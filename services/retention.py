"""Personal data in the catalogue (core.registries.retention)."""

from django.utils.translation import gettext_lazy as _

from core.registries import retention
from core.registries.retention import Kept


def register():
    """Called once, by ServicesConfig.ready()."""
    retention.keep(
        Kept(
            ("services.LastLook",),
            _("when an editor last opened the list of services"),
            _("until the account is deleted"),
        ),
        Kept(
            ("services.Supplement", "services.SupplementModule"),
            _("editors' texts on services, and who answers for them"),
            _("until an editor deletes it"),
        ),
        Kept(
            (
                "services.Service",
                "services.ServiceVersion",
                "services.Specialisation",
                "services.OnlineService",
                "services.Form",
                "services.Fee",
                "services.Deadline",
                "services.ProcessingTime",
                "services.LifeSituation",
            ),
            _("the catalogue of services; it tells of nobody"),
            _("until the source withdraws it"),
        ),
    )
