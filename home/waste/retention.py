"""Retention of uploaded files that were not imported (core.registries.retention)."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from core.registries import retention
from core.registries.retention import Kept, Rule

from .models import Upload

KEPT = timedelta(days=7)


def register():
    """Called once, by WasteConfig.ready(). Reminders are subscriptions and go by their rule."""
    retention.register(
        Rule(
            "waste-uploads",
            ("waste.Upload",),
            _("files of the waste calendar that were looked at and not taken over"),
            _("7 days"),
            _("to check before anything changes"),
            lambda now: [Upload.objects.filter(created_at__lt=now - KEPT)],
        )
    )
    retention.keep(
        Kept(
            ("waste.Kind", "waste.Area", "waste.Street", "waste.CollectionDate"),
            _("the waste calendar: names of streets, days and notes, nobody's data"),
            _("until an editor deletes it"),
        )
    )
