"""Retention of preview links (core.registries.retention)."""

from django.utils.translation import gettext_lazy as _

from core.registries import retention
from core.registries.retention import Rule

from .models import PreviewLink


def register():
    """Called once, by PreviewsConfig.ready()."""
    retention.register(
        Rule(
            "preview-links",
            ("previews.PreviewLink",),
            _("links that show a draft, and for whom they were made"),
            _("90 days after they have expired or were revoked"),
            _("to see who could read a draft"),
            lambda now: [PreviewLink.objects.long_over(now)],
        )
    )
