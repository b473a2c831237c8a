"""Events as iCalendar (RFC 5545): one event, or a list.

A repeating event is one VEVENT with RRULE and EXDATE; a further date is a VEVENT of its own, which
more programs understand than RDATE. A UID stays for good, whatever becomes of titles, addresses
and days; a cancelled event stays in the calendar
with STATUS:CANCELLED.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid5

from django.http import HttpResponse
from django.utils import timezone

from core.formats import ical

from .recurrence import Span

# Programs that ask rarely still learn how an event ended.
KEPT_AFTER = timedelta(days=60)
_STATUS = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}
# RFC 5545, 3.8.7.2: a moment is needed even where none is known.
_UNKNOWN = datetime(2026, 1, 1, tzinfo=UTC)


def current(pages):
    """Coming and recent events, with the related objects that a calendar needs."""
    pages = pages.not_ended_before(timezone.localdate() - KEPT_AFTER)
    pages = pages.select_related("venue").defer("body")
    return pages.prefetch_related("categories", "skipped_dates", "extra_dates")


def response(title: str, filename: str, events: Iterable[tuple]) -> HttpResponse:
    """text/calendar with these events; events: [(EventPage, its whole address)]"""
    found = (entry for event, url in events for entry in entries(event, url))
    return ical.response(title, "Events", filename, found)


def entries(event, url: str) -> Iterator[list[str]]:
    """The VEVENTs of one event: the rule, and each further date. Nothing without a date."""
    about = _about(event, url)
    skipped = sorted({row.date for row in event.skipped_dates.all()})
    if event.repeats or event.starts_on not in skipped:
        times = _times(event.span_on(event.starts_on))
        yield [f"UID:{event.uuid}", *times, *_repetition(event, skipped), *about]
    for row in event.extra_dates.all():
        # A copied event has copies of its rows, and names of its own for them.
        uid = uuid5(event.uuid, str(row.uuid))
        yield [f"UID:{uid}", *_times(row.span), *about]


def _times(span: Span) -> list[str]:
    start, end = span.start, span.end
    if span.all_day:
        start, end = start.date(), end.date()
    lines = [ical.moment("DTSTART", start)]
    return [*lines, ical.moment("DTEND", end)] if end else lines


def _repetition(event, skipped) -> list[str]:
    if not event.repeats:
        return []
    all_day = event.starts_at is None
    starts = [event.span_on(day).start for day in skipped]
    left_out = [ical.moment("EXDATE", one.date() if all_day else one) for one in starts]
    return [f"RRULE:{event.rule.to_ical(all_day)}", *left_out]


def _about(event, url) -> list[str]:
    """The properties that all dates of an event share."""
    published = event.first_published_at or _UNKNOWN
    changed = event.last_published_at or published
    parts = [event.introduction, event.status_note, event.price, url]
    description = "\n".join(filter(None, parts))
    lines = [
        f"DTSTAMP:{ical.utc(changed)}",
        f"CREATED:{ical.utc(published)}",
        f"LAST-MODIFIED:{ical.utc(changed)}",
        f"SEQUENCE:{ical.sequence(published, changed)}",
        f"STATUS:{_STATUS.get(event.status, 'CONFIRMED')}",
        f"SUMMARY:{ical.one_line(event.title_with_status)}",
        f"DESCRIPTION:{ical.text(description)}",
        f"URL:{ical.uri(url)}",
    ]
    place = event.place
    if place.line:
        lines.append(f"LOCATION:{ical.one_line(place.line)}")
    if place.latitude is not None and place.longitude is not None:
        # Six decimals are a hand's breadth (RFC 5545, 3.8.1.6).
        lines.append(f"GEO:{place.latitude:.6f};{place.longitude:.6f}")
    names = [ical.one_line(category.title) for category in event.categories.all()]
    if names:
        lines.append(f"CATEGORIES:{','.join(names)}")
    return lines
