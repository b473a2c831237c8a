"""Opening hours in words: open now, until when, and when next. Pure logic, no query.

Hours are local wall-clock times of one weekday, exceptions replace a whole day. A span that
closes at or before its opening time runs past midnight. Moments are compared in UTC, so that
the nights when the clocks change are right too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from .models import OpeningHours, OpeningHoursException

LOOK_AHEAD_DAYS = 90


@dataclass(frozen=True)
class Span:
    """Open from `opens` to `closes`, local times of one day."""

    opens: time
    closes: time
    note: str = ""

    @property
    def times(self):
        """`8:00–12:00 Uhr`, `18:00–24:00 Uhr`, `rund um die Uhr`."""
        if self.opens == self.closes == time.min:
            return _("around the clock")
        closes = _("24:00") if self.closes == time.min else clock(self.closes)
        return _("%(opens)s–%(closes)s") % {"opens": clock(self.opens), "closes": closes}


@dataclass(frozen=True)
class OpeningStatus:
    """Whether an office is open. `text` is a whole sentence without full stop."""

    is_open: bool
    text: str
    closes_at: datetime | None = None
    opens_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class Day:
    """One row of the week: its date, its name, its usual spans; no span: closed.

    exceptions: those of the next such day.
    """

    date: date
    name: str
    spans: tuple[Span, ...]
    is_today: bool = False
    exceptions: tuple[OpeningHoursException, ...] = ()

    @property
    def differs(self) -> str:
        """`heute geschlossen (Betriebsausflug)`, `am 1. Dezember geschlossen`; "" as usual."""
        if not self.exceptions:
            return ""
        times = _times_of(self.exceptions)
        when = _("today") if self.is_today else _("on %(day)s") % {"day": _day(self.date)}
        text = _("%(when)s: %(times)s") % {"when": when, "times": times}
        reason = next((item.reason for item in self.exceptions if item.reason), "")
        return f"{text} ({reason})" if reason else text


def status(
    hours: Iterable[OpeningHours],
    exceptions: Iterable[OpeningHoursException],
    now: datetime | None = None,
) -> OpeningStatus | None:
    """Whether it is open at `now` (aware; default: this moment). None: no hours are known."""
    hours, exceptions = list(hours), list(exceptions)
    now = timezone.localtime(now)
    if not hours and not any(item.opens for item in exceptions):
        # Hours that stand in a text only: closed is closed.
        is_closed = _exceptions_on(exceptions, now.date())
        return _closed_status(hours, exceptions, now) if is_closed else None
    # Yesterday's last span may reach into today.
    current = _current_span(hours, exceptions, now)
    if current:
        return _open_status(hours, exceptions, now, closes_at=current[1])
    return _closed_status(hours, exceptions, now)


def week(hours, exceptions, today: date | None = None) -> tuple[Day, ...]:
    """Monday to Sunday as usual, each day with the hours valid when it comes next.

    Its exceptions stand beside the usual hours; later ones are listed with their
    dates (`upcoming`).
    """
    today = today or timezone.localdate()
    hours, exceptions = list(hours), list(exceptions)
    days = (today + timedelta(days=ahead) for ahead in range(7))
    rows = [
        Day(
            day,
            date_format(day, "l"),
            _regular_spans(hours, day),
            is_today=day == today,
            exceptions=_exceptions_on(exceptions, day),
        )
        for day in days
    ]
    return tuple(sorted(rows, key=lambda row: row.date.isoweekday()))


def upcoming(exceptions, today: date | None = None, days: int = LOOK_AHEAD_DAYS):
    """Exceptions that are not over and begin within `days`, soonest first."""
    today = today or timezone.localdate()
    horizon = today + timedelta(days=days)
    near = [item for item in exceptions if item.last_day >= today and item.first_day <= horizon]
    return tuple(sorted(near, key=lambda item: (item.first_day, item.opens or time.min)))


def exception_text(item: OpeningHoursException) -> str:
    """`24. Dezember bis 31. Dezember 2026: geschlossen`."""
    return f"{days_text(item.first_day, item.last_day)}: {_times_of([item])}"


def days_text(first_day: date, last_day: date) -> str:
    """`1. Dezember 2026`, `24. Dezember bis 31. Dezember 2026`."""
    first, last = date_format(first_day, _("j F")), date_format(last_day, _("j F Y"))
    if first_day == last_day:
        return last
    if first_day.year != last_day.year:
        first = date_format(first_day, _("j F Y"))
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def clock(moment: time | datetime) -> str:
    """`8:00`, `16:30`, as the language writes it."""
    return time_format(moment, _("G:i"))


# --- Days and spans -------------------------------------------------------------------------


def _regular_spans(hours, day) -> tuple[Span, ...]:
    valid = [
        item
        for item in hours
        if item.weekday == day.isoweekday()
        and (item.valid_from is None or item.valid_from <= day)
        and (item.valid_through is None or item.valid_through >= day)
    ]
    return tuple(
        Span(item.opens, item.closes, item.note)
        for item in sorted(valid, key=lambda item: (item.opens, item.closes))
    )


def _exceptions_on(exceptions, day) -> tuple[OpeningHoursException, ...]:
    """The exceptions valid on this day: those of the fewest days, and closed before open.

    So an office that is closed between the years can be open on one of these days, and one that
    closes for a day is closed, whatever else was planned.
    """
    special = [item for item in exceptions if item.first_day <= day <= item.last_day]
    shortest = min((item.last_day - item.first_day for item in special), default=None)
    special = [item for item in special if item.last_day - item.first_day == shortest]
    closed = [item for item in special if item.opens is None or item.closes is None]
    return tuple(closed[:1] or sorted(special, key=lambda item: item.opens))


def _spans_on(hours, exceptions, day) -> tuple[Span, ...]:
    special = _exceptions_on(exceptions, day)
    if not special:
        return _regular_spans(hours, day)
    return _open_spans(special)


def _open_spans(exceptions) -> tuple[Span, ...]:
    return tuple(Span(item.opens, item.closes) for item in exceptions if item.opens is not None)


def _times_of(exceptions) -> str:
    """`8:00–12:00 Uhr, 14:00–16:00 Uhr`, `geschlossen`."""
    return ", ".join(span.times for span in _open_spans(exceptions)) or _("closed")


def _day(day) -> str:
    return date_format(day, _("j F"))


def _moments(hours, exceptions, day):
    """(opens, closes) of the day's spans as aware local moments."""
    zone = timezone.get_current_timezone()
    for span in _spans_on(hours, exceptions, day):
        opens = datetime.combine(day, span.opens, zone)
        last = day + timedelta(days=1) if span.closes <= span.opens else day
        yield opens, datetime.combine(last, span.closes, zone)


def _utc(moment):
    # Two moments of one zone are compared by their wall clocks, which lie when clocks change.
    return moment.astimezone(UTC)


def _current_span(hours, exceptions, now):
    for day in (now.date() - timedelta(days=1), now.date()):
        for opens, closes in _moments(hours, exceptions, day):
            if _utc(opens) <= _utc(now) < _utc(closes):
                return opens, closes
    return None


def _next_opening(hours, exceptions, after):
    for ahead in range(LOOK_AHEAD_DAYS):
        day = after.date() + timedelta(days=ahead)
        for opens, _closes in _moments(hours, exceptions, day):
            if _utc(opens) > _utc(after):
                return opens
    return None


# --- Sentences ------------------------------------------------------------------------------


def _open_status(hours, exceptions, now, closes_at):
    again = None
    for _day in range(8):
        again = _next_opening(hours, exceptions, closes_at - timedelta(seconds=1))
        if again is None or _utc(again) != _utc(closes_at):
            break
        # Two spans that meet are one.
        closes_at = _closing_of(hours, exceptions, again)
    else:
        return OpeningStatus(True, _("Open around the clock"))
    values = {"day": date_format(closes_at, "l"), "time": clock(closes_at)}
    if closes_at.date() == now.date():
        text = _("Open today until %(time)s") % values
    elif closes_at - now <= timedelta(hours=24) and closes_at.time() == time.min:
        text = _("Open today until %(time)s") % {"time": _("24:00")}
    else:
        text = _("Open until %(day)s, %(time)s") % values
    if again and again.date() == now.date():
        text = _("%(open)s, again from %(time)s") % {"open": text, "time": clock(again)}
    return OpeningStatus(True, text, closes_at=closes_at, opens_at=again)


def _closing_of(hours, exceptions, opening):
    moments = _moments(hours, exceptions, opening.date())
    return next(closes for opens, closes in moments if opens == opening)


def _closed_status(hours, exceptions, now):
    opens_at = _next_opening(hours, exceptions, now)
    had_hours_today = bool(_spans_on(hours, exceptions, now.date()))
    closed = _("Closed now") if had_hours_today else _("Closed today")
    reason = next((item.reason for item in _exceptions_on(exceptions, now.date())), "")
    if not had_hours_today and reason:
        closed = f"{closed} ({reason})"
    if opens_at is None:
        return OpeningStatus(False, closed, reason=reason)
    text = _("%(closed)s, opens %(when)s") % {"closed": closed, "when": _when(opens_at, now)}
    return OpeningStatus(False, text, opens_at=opens_at, reason=reason)


def _when(moment, now) -> str:
    """`heute um 14:00 Uhr`, `morgen um …`, `Montag um …`, `am 4. Januar um …`."""
    days = (moment.date() - now.date()).days
    values = {"time": clock(moment), "day": date_format(moment, "l")}
    if days == 0:
        return _("today at %(time)s") % values
    if days == 1:
        return _("tomorrow at %(time)s") % values
    if days < 7:
        return _("%(day)s at %(time)s") % values
    return _("on %(date)s at %(time)s") % {**values, "date": date_format(moment, _("j F"))}
