"""Personal data in alerts (core.registries.retention)."""

from django.utils.translation import gettext_lazy as _

from core.registries import retention
from core.registries.retention import Kept


def register():
    """Called once, by AlertsConfig.ready()."""
    retention.keep(
        Kept(
            ("alerts.Alert",),
            _("texts of alerts; they tell of nobody"),
            _("until an editor deletes it"),
        )
    )
