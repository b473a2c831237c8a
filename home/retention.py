"""Retention of reported barriers (core.registries.retention)."""

from django.utils.translation import gettext_lazy as _

from core.registries import retention
from core.registries.retention import Kept, Rule

from . import barriers


def register():
    """Called once, by HomeConfig.ready()."""
    retention.register(
        Rule(
            "barrier-reports",
            ("home.BarrierReport", "submissions.Delivery"),
            _("reported barriers, with name and mail address where they were given"),
            _("90 days after the answer, 1 year at most"),
            _("to answer"),
            lambda now: [barriers.expired(now)],
        )
    )
    retention.keep(
        Kept(
            ("home.TeaserChoice",),
            _("names of things, not of people"),
            _("until an editor deletes it"),
        )
    )
