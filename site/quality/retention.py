"""Retention of data about readers and owners of content (core.registries.retention)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.registries import retention
from core.registries.retention import Kept, Rule

from .feedback import retention as feedback
from .reviews import retention as reviews
from .usage import retention as usage


def register():
    """Called once, by QualityConfig.ready()."""
    retention.register(
        Rule(
            "feedback",
            ("quality.Feedback",),
            _("remarks of readers on a page, and words of searches that did not help"),
            _("1 year; the yes or no stays"),
            _("to mend the page"),
            feedback.expired,
            lambda now: feedback.delete_expired(timezone.localdate(now)),
        ),
        Rule(
            "usage",
            ("quality.Counted", "quality.DailyCount"),
            _("how often pages were opened and what was searched for, as sums of days"),
            _("sums 25 months; words 13 months, those asked for once 7 days"),
            _("to see what is needed and what is missing"),
            usage.expired,
            lambda now: usage.delete_expired(timezone.localdate(now)),
        ),
        Rule(
            "change-requests",
            ("quality.ChangeRequest", "quality.Correspondent"),
            _("wishes of owners of content without a login, and their addresses"),
            _("wishes 1 year after they were done; addresses 1 year after the last mail"),
            _("to keep content right"),
            reviews.expired,
        ),
    )
    retention.keep(
        Kept(
            ("quality.Link", "quality.LinkUse", "quality.IgnoredHost"),
            _("links on pages, and who has found one good"),
            _("until the link stands on no page any more"),
        ),
    )
