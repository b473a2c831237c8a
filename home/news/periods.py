"""Periods in addresses: a day, a weekend, a week, a month or a span of days."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .recurrence import BERLIN, DAY

_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
# `?tag=2026-12-24`, `?wochenende=2026-W52`, `?woche=2026-W52`, `?monat=2026-12`
NAMES = ("tag", "wochenende", "woche", "monat")
# `?von=2026-12-01&bis=2026-12-24`: each may be missing or empty.
SPAN = ("von", "bis")
LONGEST_SPAN = timedelta(days=366)
USUAL_SPAN = timedelta(days=30)


@dataclass(frozen=True)
class Period:
    """name: one of NAMES, "von" for a span; first, last: its days, both included."""

    name: str
    first: date
    last: date

    @property
    def value(self) -> str:
        if self.name in ("woche", "wochenende"):
            year, week, _day = self.first.isocalendar()
            return f"{year}-W{week:02}"
        return f"{self.first:%Y-%m}" if self.name == "monat" else self.first.isoformat()

    @property
    def query(self) -> str:
        if self.is_span:
            return f"von={self.first.isoformat()}&bis={self.last.isoformat()}"
        return f"{self.name}={self.value}"

    @property
    def is_span(self) -> bool:
        return self.name == SPAN[0]

    @property
    def label(self) -> str:
        if self.name == "tag":
            return date_format(self.first, _("l, j F Y"))
        if self.name == "monat":
            return date_format(self.first, _("F Y"))
        days = {
            "first": date_format(self.first, _("j F")),
            "last": date_format(self.last, _("j F Y")),
        }
        if self.is_span or self.name == "wochenende":
            return _("%(first)s to %(last)s") % days
        number = self.first.isocalendar().week
        return _("week %(number)s: %(first)s to %(last)s") % {**days, "number": number}

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The midnights at its beginning and after its end."""
        return (
            datetime.combine(self.first, time.min, BERLIN),
            datetime.combine(self.last + DAY, time.min, BERLIN),
        )

    @property
    def before(self) -> "Period":
        if self.is_span:
            return Period(self.name, self.first - self._length, self.first - DAY)
        # The Friday before a weekend lies in the same week.
        return containing(self.name, self.first - (7 * DAY if self.name == "wochenende" else DAY))

    @property
    def after(self) -> "Period":
        if self.is_span:
            return Period(self.name, self.last + DAY, self.last + self._length)
        return containing(self.name, self.last + DAY)

    @property
    def _length(self) -> timedelta:
        return self.last - self.first + DAY


def containing(name: str, day: date) -> Period:
    """The day, week (from Monday), its weekend, or the month that a day lies in."""
    if name == "tag":
        return Period(name, day, day)
    if name in ("woche", "wochenende"):
        monday = day - timedelta(days=day.weekday())
        if name == "wochenende":
            return Period(name, monday + 5 * DAY, monday + 6 * DAY)
        return Period(name, monday, monday + timedelta(days=6))
    length = calendar.monthrange(day.year, day.month)[1]
    return Period(name, day.replace(day=1), day.replace(day=length))


def present() -> list[Period]:
    """Today, the next weekend or this one, this week, this month."""
    return [containing(name, timezone.localdate()) for name in NAMES]


def from_request(request) -> Period | None:
    """The period of a request, None without one. Raises Http404 for an invalid one."""
    if any(request.GET.get(name) for name in SPAN):
        return _span(*(request.GET.get(name, "") for name in SPAN))
    for name in NAMES:
        text = request.GET.get(name, "")
        if text:
            return _read(name, text)
    return None


def _span(first, last) -> Period:
    """From one day to another; reversed dates are swapped."""
    try:
        start = date.fromisoformat(first) if first else None
        end = date.fromisoformat(last) if last else None
        start = start or min(timezone.localdate(), end)
        end = end or start + USUAL_SPAN
        start, end = min(start, end), max(start, end)
        return Period(SPAN[0], start, min(end, start + LONGEST_SPAN))
    except (ValueError, OverflowError) as error:
        raise Http404 from error


def _read(name, text) -> Period:
    try:
        if name == "tag":
            return containing(name, date.fromisoformat(text))
        if name == "monat" and (found := _MONTH.fullmatch(text)):
            return containing(name, date(int(found[1]), int(found[2]), 1))
        if name in ("woche", "wochenende") and (found := _WEEK.fullmatch(text)):
            return containing(name, date.fromisocalendar(int(found[1]), int(found[2]), 1))
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    raise Http404
