"""The dates of a house as iCalendar (RFC 5545), through core.formats.ical.

A UID is the date's own uuid: it stays when the day moves. A date is a whole day that leaves its
owner free (TRANSP:TRANSPARENT).
"""

from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.formats import ical

from .models.dates import CollectionDate

# Programs that ask rarely still see what has been.
KEPT_AFTER = timedelta(days=60)
# Six hours before the day begins: 18:00 on the evening before (RFC 5545, 3.8.6.3).
EVENING_BEFORE = "-PT6H"


def response(house, url: str) -> HttpResponse:
    """text/calendar with the dates of a house.House. url: whole address of its page."""
    since = timezone.localdate() - KEPT_AFTER
    dates = CollectionDate.objects.filter(area=house.area).from_day(since)
    if house.kinds:
        dates = dates.filter(kind__in=house.kinds)
    title = _("Waste collection: %(where)s") % {"where": house.title}
    entries = (entry(one, url, house.with_alarm) for one in dates)
    return ical.response(title, "Waste", f"abfuhr-{house.street.slug}", entries)


def entry(date: CollectionDate, url: str, with_alarm: bool) -> list[str]:
    """The lines of one VEVENT."""
    text = "\n".join(filter(None, [date.note, date.kind.note, url]))
    summary = ical.one_line(date.kind.name)
    lines = [
        f"UID:{date.uuid}",
        ical.moment("DTSTART", date.day),
        ical.moment("DTEND", date.day + timedelta(days=1)),
        f"DTSTAMP:{ical.utc(date.changed_at)}",
        f"CREATED:{ical.utc(date.created_at)}",
        f"LAST-MODIFIED:{ical.utc(date.changed_at)}",
        f"SEQUENCE:{ical.sequence(date.created_at, date.changed_at)}",
        f"SUMMARY:{summary}",
        f"DESCRIPTION:{ical.text(text)}",
        f"URL:{ical.uri(url)}",
        "TRANSP:TRANSPARENT",
    ]
    if with_alarm:
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{EVENING_BEFORE}"]
        text = _("Tomorrow: %(what)s") % {"what": date.kind.name}
        lines += [f"DESCRIPTION:{ical.one_line(text)}", "END:VALARM"]
    return lines
