"""Closures of offices: one entry creates the exceptions, and an alert on request.

Services, pages, places, "open now" and the API read the exceptions of the hours, so nothing has
to be entered twice. Alert and exceptions end by themselves with the last day.
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.models import Site

from alerts.models import LONGEST_TIME, Alert, Severity

from .models import Closure, OpeningHoursException, OrganisationalUnit

TITLE_LENGTH = 120


def closed_units(closure: Closure) -> list[int]:
    """The keys of the offices that a closure affects."""
    found = level = {closure.unit_id}
    while closure.with_parts and level:
        below = OrganisationalUnit.objects.filter(parent__in=level).values_list("pk", flat=True)
        level = set(below) - found
        found = found | level
    return sorted(found)


@transaction.atomic
def apply(closure: Closure) -> None:
    """Write the exceptions of a saved closure anew. Row by row: signals refresh the pages."""
    closure.exceptions.filter(own=True).exclude(unit__in=closed_units(closure)).delete()
    standing = {row.unit_id: row for row in closure.exceptions.all()}
    for unit_id in closed_units(closure):
        row = standing.get(unit_id) or OpeningHoursException(unit_id=unit_id, closure=closure)
        row.own, row.reason = True, closure.reason
        row.first_day, row.last_day = closure.first_day, closure.last_day
        row.save()


def alert_title(closure: Closure) -> str:
    """The title of the alert, unless editors write another one."""
    said = _("%(office)s closed: %(days)s") % {"office": closure.unit, "days": closure.days}
    return said[:TITLE_LENGTH]


@transaction.atomic
def publish_alert(closure: Closure, user, days_before: int) -> Alert:
    """Show an alert on all pages from some days before until the office opens again."""
    begins, ends = _midnight(closure.first_day), _midnight(closure.last_day + timedelta(days=1))
    begins = max(begins - timedelta(days=days_before), ends - LONGEST_TIME)
    alert = closure.alert or Alert(severity=Severity.INFO)
    alert.title = alert_title(closure)
    alert.text = format_html("<p>{}</p>", closure.reason) if closure.reason else ""
    alert.starts_at, alert.ends_at = max(begins, timezone.now()), ends
    alert.link_url, alert.link_text = _address(closure.unit), _("Address and opening hours")
    if alert.pk is None:
        alert.live = False
        alert.save()
    alert.save_revision(user=user).publish(user=user)
    Closure.objects.filter(pk=closure.pk).update(alert=alert)
    closure.alert = alert
    return alert


def end_alert(closure: Closure, user) -> None:
    """End the alert, if it is running or planned."""
    alert = closure.alert
    if alert is not None and alert.live and alert.ends_at > timezone.now():
        alert.end_now(user)


def days_before(closure: Closure) -> int:
    """The number of days from the start of the alert to the first day."""
    if closure.alert is None:
        return 0
    return max(0, (closure.first_day - timezone.localdate(closure.alert.starts_at)).days)


def _midnight(day) -> datetime:
    return datetime.combine(day, time.min, timezone.get_current_timezone())


def _address(unit) -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return f"{site.root_url}{unit.get_absolute_url()}" if site else ""
