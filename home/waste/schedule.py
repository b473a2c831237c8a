"""The dates of one house, as its page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models.dates import CollectionDate


@dataclass(frozen=True)
class Day:
    """All collections on one day."""

    day: date
    dates: tuple[CollectionDate, ...]

    @property
    def name(self) -> str:
        """`Today`, `Tomorrow` or ""."""
        ahead = (self.day - timezone.localdate()).days
        return {0: _("Today"), 1: _("Tomorrow")}.get(ahead, "")

    @property
    def description(self) -> str:
        """`Tomorrow, Tuesday, 1 December 2026`"""
        text = date_format(self.day, _("l, j F Y"))
        return f"{self.name}, {text}" if self.name else text


def upcoming(area, kinds: Iterable = ()) -> list[Day]:
    """From today on; kinds: only these, all without any. One query."""
    dates = CollectionDate.objects.filter(area=area).from_day(timezone.localdate())
    if kinds:
        dates = dates.filter(kind__in=kinds)
    return [Day(day, tuple(found)) for day, found in groupby(dates, lambda one: one.day)]


def months(days: list[Day]) -> list[tuple[date, list[Day]]]:
    """[(first of the month, its days)]"""
    grouped = groupby(days, lambda one: one.day.replace(day=1))
    return [(first, list(found)) for first, found in grouped]


def next_by_kind(days: list[Day]) -> list[tuple[CollectionDate, Day]]:
    """The next date of every kind, in the order of the days."""
    found = {}
    for day in days:
        for one in day.dates:
            found.setdefault(one.kind_id, (one, day))
    return list(found.values())
