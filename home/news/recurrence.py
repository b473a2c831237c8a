"""Recurrence of events: the editors' plain choices as a rule of RFC 5545 (section 3.3.10).

A rule is about days, not moments: the clock time of an event is the same on each of its days,
whatever daylight saving does. Nothing here knows the database.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil import rrule
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.formats import ical

BERLIN = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Repeats(TextChoices):
    """The frequency of an event; the first date determines the rest."""

    NEVER = "", _("does not repeat")
    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("every week, on chosen weekdays")
    MONTHLY_DAY = "monthly-day", _("every month, on the same day (the 15th)")
    MONTHLY_WEEKDAY = "monthly-weekday", _("every month, on the same weekday (the second Tuesday)")
    MONTHLY_LAST = "monthly-last", _("every month, on the last such weekday (the last Friday)")
    YEARLY = "yearly", _("every year, on the same day")


@dataclass(frozen=True)
class Rule:
    """first: the first day. interval: every so many days, weeks, months or years.

    weekdays: Monday is 0; for WEEKLY, empty: the first day's own. The end is `until` (that day
    included), or `count` days in all, or open.
    """

    first: date
    repeats: str = Repeats.NEVER
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    until: date | None = None
    count: int | None = None

    @property
    def nth(self) -> int:
        """The rank of the first day among the same weekdays of its month: 1 to 5."""
        return (self.first.day - 1) // 7 + 1

    @property
    def is_open(self) -> bool:
        return bool(self.repeats) and self.until is None and self.count is None

    def days(self, first: date, last: date) -> list[date]:
        """All days from `first` to `last`, both included, in order."""
        if not self.repeats:
            return [self.first] if first <= self.first <= last else []
        found = self._rrule().between(_midnight(first), _midnight(last), inc=True)
        return [moment.date() for moment in found]

    def last(self) -> date | None:
        """The last day; None when there is no end, or no day at all."""
        if not self.repeats:
            return self.first
        if self.is_open:
            return None
        if self.until:
            moment = self._rrule().before(_midnight(self.until), inc=True)
        else:
            moment = max(self._rrule(), default=None)
        return moment.date() if moment else None

    def to_ical(self, all_day: bool) -> str:
        """The value of RRULE; "" for a single day. A rule over clock times ends in UTC."""
        if not self.repeats:
            return ""
        parts = {"FREQ": self._frequency()[0], "INTERVAL": self.interval}
        weekday = _BYDAY[self.first.weekday()]
        if self.repeats == Repeats.WEEKLY:
            parts["BYDAY"] = ",".join(_BYDAY[day] for day in self._weekdays())
        elif self.repeats == Repeats.MONTHLY_DAY:
            parts["BYMONTHDAY"] = self.first.day
        elif self.repeats == Repeats.MONTHLY_WEEKDAY:
            parts["BYDAY"] = f"{self.nth}{weekday}"
        elif self.repeats == Repeats.MONTHLY_LAST:
            parts["BYDAY"] = f"-1{weekday}"
        if self.count:
            parts["COUNT"] = self.count
        elif self.until:
            night = datetime.combine(self.until, time(23, 59, 59), BERLIN)
            parts["UNTIL"] = ical.day(self.until) if all_day else ical.utc(night)
        return ";".join(f"{name}={value}" for name, value in parts.items())

    def _weekdays(self):
        return sorted(self.weekdays) or [self.first.weekday()]

    def _frequency(self):
        return {
            Repeats.DAILY: ("DAILY", rrule.DAILY),
            Repeats.WEEKLY: ("WEEKLY", rrule.WEEKLY),
            Repeats.YEARLY: ("YEARLY", rrule.YEARLY),
        }.get(self.repeats, ("MONTHLY", rrule.MONTHLY))

    def _rrule(self):
        choices = {}
        weekday = rrule.weekdays[self.first.weekday()]
        if self.repeats == Repeats.WEEKLY:
            choices = {"byweekday": self._weekdays()}
        elif self.repeats == Repeats.MONTHLY_DAY:
            choices = {"bymonthday": self.first.day}
        elif self.repeats == Repeats.MONTHLY_WEEKDAY:
            choices = {"byweekday": weekday(self.nth)}
        elif self.repeats == Repeats.MONTHLY_LAST:
            choices = {"byweekday": weekday(-1)}
        return rrule.rrule(
            self._frequency()[1],
            dtstart=_midnight(self.first),
            interval=self.interval,
            until=None if self.count or not self.until else _midnight(self.until),
            count=self.count,
            **choices,
        )


@dataclass(frozen=True, order=True)
class Span:
    """One date of an event. start, end: moments in Europe/Berlin; end: None if unknown.

    all_day: `start` is a midnight, and `end` the midnight after the last day.
    """

    start: datetime
    end: datetime | None = None
    all_day: bool = False

    @property
    def over_at(self) -> datetime:
        """The moment at which it is certainly over: without an end, the following midnight."""
        return self.end or datetime.combine(self.start.date() + DAY, time.min, BERLIN)

    @property
    def first_day(self) -> date:
        return self.start.date()

    @property
    def last_day(self) -> date:
        if self.end is None:
            return self.first_day
        return max(self.first_day, (self.end - timedelta(microseconds=1)).date())


def span(first: date, last: date, starts_at: time | None, ends_at: time | None) -> Span:
    """The date from `first` to `last` by the clock on the wall; without starts_at: whole days."""
    if starts_at is None:
        start = datetime.combine(first, time.min, BERLIN)
        return Span(start, datetime.combine(last + DAY, time.min, BERLIN), all_day=True)
    start = _existing(datetime.combine(first, starts_at, BERLIN))
    if ends_at is None:
        whole_days = datetime.combine(last + DAY, time.min, BERLIN) if last > first else None
        return Span(start, whole_days)
    return Span(start, _existing(datetime.combine(last, ends_at, BERLIN)))


def _existing(moment: datetime) -> datetime:
    """A clock time that daylight saving leaps over is an hour later."""
    return moment.astimezone(UTC).astimezone(BERLIN)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)
