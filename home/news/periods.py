"""A day, a week or a month of the calendar, as an address asks for it."""

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
# `?tag=2026-12-24`, `?woche=2026-W52`, `?monat=2026-12`
NAMES = ("tag", "woche", "monat")


@dataclass(frozen=True)
class Period:
    """name: one of NAMES; first, last: its days, both included."""

    name: str
    first: date
    last: date

    @property
    def value(self) -> str:
        if self.name == "woche":
            year, week, _day = self.first.isocalendar()
            return f"{year}-W{week:02}"
        return f"{self.first:%Y-%m}" if self.name == "monat" else self.first.isoformat()

    @property
    def query(self) -> str:
        return f"{self.name}={self.value}"

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
        return of(self.name, self.first - DAY)

    @property
    def after(self) -> "Period":
        return of(self.name, self.last + DAY)


def of(name: str, day: date) -> Period:
    """The day, week (from Monday) or month that a day lies in."""
    if name == "tag":
        return Period(name, day, day)
    if name == "woche":
        monday = day - timedelta(days=day.weekday())
        return Period(name, monday, monday + timedelta(days=6))
    length = calendar.monthrange(day.year, day.month)[1]
    return Period(name, day.replace(day=1), day.replace(day=length))


def present() -> list[Period]:
    """Today, this week, this month."""
    return [of(name, timezone.localdate()) for name in NAMES]


def asked_for(request) -> Period | None:
    """None when no period is asked for; Http404 for what is none."""
    for name in NAMES:
        text = request.GET.get(name, "")
        if text:
            return _read(name, text)
    return None


def _read(name, text) -> Period:
    try:
        if name == "tag":
            return of(name, date.fromisoformat(text))
        if name == "monat" and (found := _MONTH.fullmatch(text)):
            return of(name, date(int(found[1]), int(found[2]), 1))
        if name == "woche" and (found := _WEEK.fullmatch(text)):
            return of(name, date.fromisocalendar(int(found[1]), int(found[2]), 1))
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    raise Http404
