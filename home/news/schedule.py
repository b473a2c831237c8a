"""The dates of events: computed from the editors' choices, and kept as rows for the lists.

Rows are kept for a window around today only, so that an event without end has an end here; the
periodic job moves the window on. A page of one event computes its dates, and needs no rows.
"""

from datetime import date, datetime, timedelta
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.batches import in_batches

from .recurrence import BERLIN, DAY, Span

PAST = timedelta(days=400)
AHEAD = timedelta(days=550)
# Rare events (every five years) are looked for this far.
FAR = timedelta(days=20 * 366)


def window() -> tuple[date, date]:
    """First and last day for which rows are kept."""
    today = timezone.localdate()
    return today - PAST, today + AHEAD


def spans(event, first: date, last: date) -> list[Span]:
    """All dates of an event that touch the days from `first` to `last`, in order."""
    skipped = {row.date for row in event.skipped_dates.all()}
    days = event.rule.days(first - event.length, last)
    found = {event.span_on(day) for day in days if day not in skipped}
    found |= {row.span for row in event.extra_dates.all()}
    touching = (one for one in found if one.first_day <= last and one.last_day >= first)
    return sorted(touching, key=lambda one: (one.start, one.over_at))


def upcoming(event, now: datetime | None = None, limit: int = 10) -> list[Span]:
    """The next dates, including a running one."""
    now = now or timezone.now()
    today = timezone.localtime(now, BERLIN).date()
    for reach in (AHEAD, FAR):
        found = [one for one in spans(event, today, today + reach) if one.over_at > now]
        if found:
            break
    return list(islice(found, limit))


def latest(event) -> Span | None:
    """The last date of all; None without an end, or when every date is skipped."""
    if event.rule.is_open:
        return None
    end = max(filter(None, [event.rule.last(), *(row.date for row in event.extra_dates.all())]))
    found = spans(event, min(event.starts_on, end), end + event.length)
    return max(found, key=lambda one: one.over_at, default=None)


@transaction.atomic
def write(event) -> int:
    """Bring an event's rows up to date; returns how many were added or removed."""
    from .models import Occurrence

    wanted = set(spans(event, *window())) if event.live else set()
    present = {row.span: row.pk for row in event.occurrences.all()}
    gone = [pk for one, pk in present.items() if one not in wanted]
    new = [Occurrence.from_span(event, one) for one in wanted if one not in present]
    if gone:
        Occurrence.objects.filter(pk__in=gone).delete()
    Occurrence.objects.bulk_create(new, batch_size=500)
    return len(gone) + len(new)


def advance_window() -> str:
    """Move the window on by the time passed since the last call (a periodic job)."""
    from .models import EventPage

    first, _last = window()
    repeating = EventPage.objects.live().exclude(repeats="").not_ended_before(first - DAY)
    repeating = repeating.prefetch_related("skipped_dates", "extra_dates", "occurrences")
    changed = sum(write(event) for event in in_batches(repeating))
    return _("%(number)s dates of events written") % {"number": changed} if changed else ""
