"""Deletion of old runs, once a day."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from .models import Change, Run, Source

PIECE = 200


def prune(now: datetime | None = None) -> int:
    """Delete old runs with their changes; returns how many runs.

    Kept of each source are the latest HARVEST_KEPT_RUNS, those of the last
    HARVEST_KEPT_CHANGES_DAYS that have changed something, the last good one, the last good one
    in full, and what is not finished or waits for a release.
    """
    now = now or timezone.now()
    return sum(_delete(old_runs(source, now)) for source in Source.objects.all())


def old_runs(source: Source, now: datetime) -> QuerySet:
    """Runs of a source that may be deleted."""
    latest = source.runs.order_by("-started_at", "-pk").values_list("pk", flat=True)
    good = source.runs.good().order_by("-started_at", "-pk").values_list("pk", flat=True)
    kept = {
        *latest[: settings.HARVEST_KEPT_RUNS],
        *good[:1],
        *good.filter(full=True, file="")[:1],
        *source.runs.under_way().values_list("pk", flat=True),
        *source.runs.waiting_for_release().values_list("pk", flat=True),
    }
    year_ago = now - timedelta(days=settings.HARVEST_KEPT_CHANGES_DAYS)
    changed = Exists(Change.objects.filter(run=OuterRef("pk")))
    return source.runs.exclude(pk__in=kept).exclude(changed, started_at__gte=year_ago)


def _delete(runs: QuerySet) -> int:
    pks = list(runs.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), PIECE):
        Run.objects.filter(pk__in=pks[start : start + PIECE]).delete()
    return len(pks)
