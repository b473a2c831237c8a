"""Statistics for editors. All figures count visits of pages, not people."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from quality.models import Counted, DailyCount

Kind = Counted.Kind
MONTHS = 12
TOP = 5


@dataclass(frozen=True)
class Month:
    """first: its first day. height: 0 to 100, the share of the strongest month."""

    first: date
    count: int
    height: int = 0


@dataclass(frozen=True)
class Day:
    """One day on one screen. searches, not_found: [Counted with `total`], most first."""

    views: int
    average: int  # of a day of the seven days before
    searches: list[Counted]
    not_found: list[Counted]


def months(key: str, today: date, kind: str = Kind.VIEW) -> list[Month]:
    """The last twelve months of a page, oldest first; the last one is under way. One query."""
    firsts = [_months_before(today, back) for back in reversed(range(MONTHS))]
    sums = (
        DailyCount.objects.filter(counted__kind=kind, counted__key=key, day__gte=firsts[0])
        .annotate(month=TruncMonth("day"))
        .values_list("month")
        .annotate(Sum("count"))
        .order_by("month")
    )
    counts = dict(sums)
    most = max(counts.values(), default=0)
    return [
        Month(first, count := counts.get(first, 0), round(100 * count / most) if most else 0)
        for first in firsts
    ]


def of_day(day: date) -> Day:
    """The figures of one day, in four queries."""
    week = DailyCount.objects.filter(
        counted__kind=Kind.VIEW, day__gte=day - timedelta(days=7), day__lt=day
    )
    views = DailyCount.objects.filter(counted__kind=Kind.VIEW, day=day)
    searches = Counted.objects.of_kind(Kind.SEARCH).summed(day, day)
    return Day(
        views=_total(views),
        average=round(_total(week) / 7),
        searches=list(searches.exclude(hits=0)[:TOP]),
        not_found=list(searches.filter(hits=0)[:TOP]),
    )


def _total(days):
    return days.aggregate(total=Sum("count"))["total"] or 0


def _months_before(today, back):
    """The first day of the month so many months before."""
    number = today.year * 12 + today.month - 1 - back
    return date(number // 12, number % 12 + 1, 1)
