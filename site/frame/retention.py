"""What of the frame has people's data (core.registries.retention)."""

from django.utils.translation import gettext_lazy as _

from core.registries import retention
from core.registries.retention import Kept


def register():
    """Called once, by FrameConfig.ready()."""
    retention.keep(
        Kept(
            ("frame.HeaderFooter", "frame.SiteParts"),
            _("the city's own contact in the footer, and which parts a site shows"),
            _("until an editor changes it"),
        )
    )
