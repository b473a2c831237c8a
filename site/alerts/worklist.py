"""Worklist items for alerts that end soon."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.registries.worklist import Item

from .models import Alert

TOLD_BEFORE = timedelta(days=2)


def ending_soon(request) -> list[Item]:
    """Alerts that end soon, for users who may change them; short ones are left out."""
    if not request.user.has_perm("alerts.change_alert"):
        return []
    now = timezone.now()
    found = Alert.objects.running(now).filter(ends_at__lte=now + TOLD_BEFORE).order_by("ends_at")
    return [
        Item(_text(alert), reverse(Alert.snippet_viewset.get_url_name("edit"), args=[alert.pk]))
        for alert in found
        if alert.ends_at - alert.starts_at > TOLD_BEFORE
    ]


def _text(alert):
    ends = date_format(timezone.localtime(alert.ends_at), "SHORT_DATETIME_FORMAT")
    return _("Ends on %(moment)s: %(title)s") % {"moment": ends, "title": alert.title}
