"""Retention of uploaded files that were not imported (core.registries.retention)."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from core.registries import retention
from core.registries.retention import Kept, Rule

from .models import Upload

KEPT = timedelta(days=7)


def register():
    """Called once, by PlacesConfig.ready()."""
    retention.register(
        Rule(
            "places-uploads",
            ("places.Upload",),
            _("CSV files of places that were looked at and not taken over"),
            _("7 days"),
            _("to check before anything changes"),
            lambda now: [Upload.objects.filter(created_at__lt=now - KEPT)],
        )
    )
    retention.keep(
        Kept(
            ("places.Place", "places.Facet"),
            _("places of directories, with contacts that editors publish"),
            _("until an editor deletes it"),
        )
    )
