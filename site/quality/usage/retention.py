"""Retention of counts."""

from datetime import timedelta

from django.db.models import Q, Sum
from django.utils import timezone

from quality.models import Counted, DailyCount

SUMS_KEPT = timedelta(days=760)  # two years and a month: a month can be held against last year's
WORDS_KEPT = timedelta(days=400)
RARE_KEPT = timedelta(days=7)
RARE = 2  # what fewer have asked for may tell of one person

_MADE_UP_BY_READERS = (Counted.Kind.SEARCH, Counted.Kind.MISSING)


def expired(now) -> list:
    """Old sums, old words, and words searched for once (core.registries.retention)."""
    today = timezone.localdate(now)
    texts = Counted.objects.filter(kind__in=_MADE_UP_BY_READERS)
    rare = texts.annotate(total=Sum("days__count")).filter(total__lt=RARE)
    rare = rare.filter(last_day__lt=today - RARE_KEPT).values("pk")
    old = Q(last_day__lt=today - SUMS_KEPT) | Q(pk__in=rare)
    old |= Q(last_day__lt=today - WORDS_KEPT, kind__in=_MADE_UP_BY_READERS)
    return [DailyCount.objects.filter(day__lt=today - SUMS_KEPT), Counted.objects.filter(old)]


def delete_expired(today=None) -> str:
    """Delete old sums, old words, and words searched for once; returns a summary."""
    today = today or timezone.localdate()
    gone, _rows = DailyCount.objects.filter(day__lt=today - SUMS_KEPT).delete()
    texts = Counted.objects.filter(kind__in=_MADE_UP_BY_READERS)
    texts.filter(last_day__lt=today - WORDS_KEPT).delete()
    rare = texts.annotate(total=Sum("days__count")).filter(total__lt=RARE)
    Counted.objects.filter(
        pk__in=list(rare.filter(last_day__lt=today - RARE_KEPT).values_list("pk", flat=True))
    ).delete()
    Counted.objects.filter(last_day__lt=today - SUMS_KEPT).delete()
    return f"{gone} sums of days deleted" if gone else ""
