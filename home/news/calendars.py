"""Events as iCalendar (RFC 5545): one event, or a list.

A repeating event is one VEVENT with RRULE and EXDATE; a further date is a VEVENT of its own, which
more programs understand than RDATE. An UID stays for good; a cancelled event stays in the calendar
with STATUS:CANCELLED.
"""

from datetime import UTC, datetime, timedelta
from uuid import uuid5

from django.http import HttpResponse
from django.utils import timezone
from icalendar import Calendar, Event, Timezone

from .recurrence import Span

ZONE = "Europe/Berlin"
# How long programs may wait until they ask again.
REFRESH = timedelta(hours=6)
# Programs that ask rarely still learn how an event ended.
KEPT_AFTER = timedelta(days=60)
_STATUS = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}
# RFC 5545, 3.8.7.2: a moment is needed even where none is known.
_UNKNOWN = datetime(2026, 1, 1, tzinfo=UTC)


def current(pages):
    """Events to come, and those that were until lately, with all that a calendar tells."""
    pages = pages.not_over_before(timezone.localdate() - KEPT_AFTER)
    pages = pages.select_related("locale", "venue").defer("body")
    return pages.prefetch_related("categories", "skipped_dates", "extra_dates")


def answer(request, title: str, filename: str, events) -> HttpResponse:
    """text/calendar with these events (EventPage)."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Stadttor//Events//DE")
    calendar.add("method", "PUBLISH")
    calendar.add("name", _line(title))
    calendar.add("x-wr-calname", _line(title))
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    calendar.add_component(Timezone.from_tzid(ZONE))
    for event in events:
        for component in components(event, event.get_full_url(request)):
            calendar.add_component(component)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{filename}.ics"'
    return response


def components(event, url: str) -> list[Event]:
    """The VEVENTs of one event: the rule, and each further date. Nothing without a date."""
    skipped = sorted({row.date for row in event.skipped_dates.all()})
    days = set(event.rule.days(event.starts_on, event.starts_on)) - set(skipped)
    found = []
    if event.repeats or days:
        main = _component(event, url, event.span_on(event.starts_on), event.uuid)
        rule = event.rule.to_ical(all_day=event.starts_at is None)
        if rule:
            main.add("rrule", rule)
        for day in skipped:
            start = event.span_on(day).start
            main.add("exdate", start.date() if event.starts_at is None else start)
        found.append(main)
    for row in event.extra_dates.all():
        uid = uuid5(event.uuid, row.span.start.isoformat())
        found.append(_component(event, url, row.span, uid))
    return found


def _component(event, url, span: Span, uid) -> Event:
    published = event.first_published_at or _UNKNOWN
    changed = event.last_published_at or published
    one = Event()
    one.add("uid", str(uid))
    one.add("dtstamp", changed)
    one.add("created", published)
    one.add("last-modified", changed)
    # Grows with every change, as it has to.
    one.add("sequence", max(0, int((changed - published).total_seconds())))
    _add_times(one, span)
    one.add("status", _STATUS.get(event.status, "CONFIRMED"))
    one.add("summary", _line(event.title_with_status))
    told = [event.introduction, event.status_note, event.price, url]
    one.add("description", _printable("\n".join(filter(None, told))))
    one.add("url", url)
    place = event.place
    if place.line:
        one.add("location", _line(place.line))
    if place.latitude is not None and place.longitude is not None:
        one.add("geo", (place.latitude, place.longitude))
    names = [_line(category.title) for category in event.categories.all()]
    if names:
        one.add("categories", names)
    return one


def _add_times(one, span: Span):
    if span.all_day:
        one.add("dtstart", span.start.date())
        one.add("dtend", span.end.date())
        return
    one.add("dtstart", span.start)
    if span.end:
        one.add("dtend", span.end)


def _line(text: str) -> str:
    return " ".join(_printable(text).split())


def _printable(text: str) -> str:
    """Without the control characters that RFC 5545 forbids."""
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t").replace("\x7f", "")
