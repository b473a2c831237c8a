"""Personal data in the frame (core.registries.retention)."""

from django.utils.translation import gettext_lazy as _

from core.registries import retention
from core.registries.retention import Kept, Rule

from . import wastebasket


def register():
    """Called once, by FrameConfig.ready()."""
    retention.register(
        Rule(
            "wastebasket",
            ("frame.Deletion",),
            _("deleted pages in the wastebasket, and who deleted them"),
            _("30 days, or until somebody restores them"),
            _("to bring back what was deleted by mistake"),
            lambda now: [wastebasket.over(now)],
            lambda now: wastebasket.empty_old(now=now),
        )
    )
    retention.keep(
        Kept(
            ("frame.HeaderFooter", "frame.SiteParts"),
            _("the city's own contact in the footer, and which parts a site shows"),
            _("until an editor changes it"),
        )
    )
