"""Calendars of meetings by RFC 5545: all, an organization's, a single one.

An entry stays for good, under the same UID: calendars that are subscribed to learn by
STATUS:CANCELLED that a meeting was called off, withdrawn, or hidden by an editor. Events are
written from rows, line by line (core.formats.ical), because a council has thousands.
"""

import datetime as dt
from collections import defaultdict
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from core.formats import ical
from opendata.oparl import formatting
from opendata.oparl.models import Meeting, MeetingOrganization, Organization
from opendata.oparl.visibility import Visibility, of_organization

from .links import Addresses
from .responses import open_data

# By then every calendar has asked: what editors have hidden is told no longer.
HIDDEN_TOLD = dt.timedelta(days=30)
COLUMNS = (
    *("pk", "key", "name", "start", "end", "is_cancelled", "is_postponed", "web"),
    *("imported_at", "changed_at", "gone"),
)
PLACE = ("description", "room", "street_address", "postal_code", "locality")

_BERLIN = ZoneInfo(ical.ZONE)


@open_data
def everything(request):
    shown = Visibility()
    title = _("Council meetings, %(city)s") % {"city": settings.WAGTAIL_SITE_NAME}
    return _calendar(request, shown, Meeting.objects.all(), title, "sitzungen")


@open_data
def organization(request, pk: int):
    """The calendar of an organization, also of a hidden or deleted one: its entries stay."""
    shown = Visibility()
    one = get_object_or_404(Organization.objects.defer("raw"), pk=pk)
    title = one.name if shown.among(Organization, [one]) else _("Council meetings")
    rows = of_organization(Meeting.objects.all(), one)
    return _calendar(request, shown, rows, title, f"gremium-{pk}")


@open_data
def meeting(request, pk: int):
    shown = Visibility()
    one = get_object_or_404(Meeting.objects.only("pk", "name", "withdrawn_at"), pk=pk)
    seen = shown.among(Meeting, [one])
    title = one.name if seen and one.name else _("Council meeting")
    rows = Meeting.objects.filter(pk=pk)
    return _calendar(request, shown, rows, title, f"sitzung-{pk}")


def _calendar(request, shown: Visibility, rows, title: str, filename: str) -> HttpResponse:
    """text/calendar, without meetings that have no start. rows: hidden ones included."""
    rows = rows.filter(start__isnull=False).order_by("start", "pk")
    rows = _with_hidden(shown, rows)
    places = [f"location__{name}" for name in PLACE]
    found = list(rows.values(*COLUMNS, *places, "location__withdrawn_at"))
    organizations = _organizations(shown, rows)
    addresses = Addresses(request)
    events = (_event(row, organizations.get(row["pk"], ()), addresses) for row in found)
    return ical.response(title, "OParl", filename, events)


def _with_hidden(shown: Visibility, rows):
    """The rows with `gone`: withdrawn, or hidden recently; those hidden before are left out."""
    withdrawn = Q(withdrawn_at__isnull=False)
    if not shown.hidden:
        return rows.annotate(gone=ExpressionWrapper(withdrawn, BooleanField()))
    hidden = ~Q(pk__in=shown.not_hidden(Meeting).order_by().values("pk"))
    kept = ~hidden | Q(changed_at__gte=timezone.now() - HIDDEN_TOLD)
    gone = ExpressionWrapper(withdrawn | hidden, BooleanField())
    return rows.filter(kept).annotate(gone=gone)


def _organizations(shown: Visibility, meetings) -> dict[int, list[str]]:
    """{meeting: names}"""
    entries = MeetingOrganization.objects.filter(
        meeting__in=meetings.order_by().values("pk"),
        organization__in=shown.visible(Organization).order_by().values("pk"),
    ).exclude(organization__name="")
    found = defaultdict(list)
    for pk, name in entries.order_by("position").values_list("meeting", "organization__name"):
        found[pk].append(name)
    return found


def _event(row: dict, organizations, addresses: Addresses) -> list[str]:
    status = _status(row)
    first, changed = row["imported_at"], row["changed_at"]
    lines = [
        f"UID:{UUID(row['key'][:32])}",
        f"DTSTAMP:{ical.utc(changed)}",
        f"CREATED:{ical.utc(first)}",
        f"LAST-MODIFIED:{ical.utc(changed)}",
        f"SEQUENCE:{ical.sequence(first, changed)}",
        *_times(row["start"].astimezone(_BERLIN), row["end"] and row["end"].astimezone(_BERLIN)),
        f"STATUS:{status}",
        f"SUMMARY:{ical.one_line(_summary(row, organizations))}",
    ]
    return lines if row["gone"] else lines + _details(row, organizations, addresses)


def _status(row: dict) -> str:
    """The STATUS of a meeting: the date of a postponed one is uncertain."""
    if row["gone"] or row["is_cancelled"]:
        return "CANCELLED"
    return "TENTATIVE" if row["is_postponed"] else "CONFIRMED"


def _times(start: dt.datetime, end: dt.datetime | None) -> list[str]:
    """Start and end; midnight means unknown: then the event is a whole day, or has no end."""
    if start.time() == dt.time.min:
        return [ical.moment("DTSTART", start.date())]
    lines = [ical.moment("DTSTART", start)]
    if end and end > start and end.time() != dt.time.min:
        lines.append(ical.moment("DTEND", end))
    return lines


def _details(row, organizations, addresses) -> list[str]:
    """Details of a meeting, which are left out once it is gone."""
    lines = []
    place = _place(row)
    page = addresses.page("Meeting", row["pk"], row["web"])
    if place:
        lines.append(f"LOCATION:{ical.one_line(place)}")
    if page:
        lines.append(f"URL:{ical.uri(page)}")
    if organizations:
        lines.append(f"CATEGORIES:{','.join(map(ical.one_line, organizations))}")
    return lines


def _summary(row, organizations) -> str:
    if row["gone"]:
        return _("Cancelled: council meeting")
    name = row["name"] or ", ".join(organizations) or _("Council meeting")
    badge = formatting.badge_of(row["is_cancelled"], row["is_postponed"])
    return f"{badge.label}: {name}" if badge else name


def _place(row) -> str:
    if row["location__withdrawn_at"] is not None:
        return ""
    shown = {name: row[f"location__{name}"] or "" for name in PLACE}
    town = f"{shown.pop('postal_code')} {shown.pop('locality')}".strip()
    return ", ".join(dict.fromkeys(filter(None, [*shown.values(), town])))
