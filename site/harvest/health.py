"""Health of the sources: for the dashboard, the list of sources and monitoring."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import lock, schedule
from .models import Run, Source

GOOD, HELD, FAILED, SILENT, NEVER, RUNNING = (
    "good",
    "held",
    "failed",
    "silent",
    "never",
    "running",
)


@dataclass(frozen=True)
class SourceHealth:
    """One source's state. `status`: good, held, failed, silent, never or running.

    last_good: the last good run; last_run: the last run that ended or is under way.
    next_due: when it runs by itself, None if only by hand.
    """

    source: Source
    last_good: Run | None
    last_run: Run | None
    status: str
    message: str
    next_due: object = None

    @property
    def needs_attention(self) -> bool:
        return self.status in (HELD, FAILED, SILENT)


def sources_health(sources=None) -> list[SourceHealth]:
    """The state of all sources, or of the given ones, in two queries."""
    chosen = list(Source.objects.all() if sources is None else sources)
    real = Run.objects.real().filter(source=OuterRef("pk")).order_by("-started_at", "-pk")
    good = Run.objects.good().filter(source=OuterRef("pk")).order_by("-started_at", "-pk")
    newest = Source.objects.filter(pk__in=[source.pk for source in chosen]).values_list(
        "pk", Subquery(real.values("pk")[:1]), Subquery(good.values("pk")[:1])
    )
    ids = {pk: (last, last_good) for pk, last, last_good in newest}
    runs = Run.objects.in_bulk({pk for pair in ids.values() for pk in pair if pk})
    now = timezone.now()
    return [
        _health(source, *(runs.get(pk) for pk in ids.get(source.pk, (None, None))), now)
        for source in chosen
    ]


def _health(source, last_run, last_good, now):
    status, message = _judge(source, last_run, last_good, now)
    due = schedule.next_due(source, last_run.started_at if last_run else None)
    return SourceHealth(source, last_good, last_run, status, message, due)


def _judge(source, run, last_good, now):
    if run is None:
        return NEVER, _("Has not run yet.")
    if run.status == Run.Status.RUNNING and not lock.is_free(source):
        return RUNNING, run.stage or _("A run is under way.")
    if run.status == Run.Status.HELD and run.released_at is None:
        return HELD, _("A run would withdraw %(held)s objects and waits for a release.") % {
            "held": run.held
        }
    since = _silent_since(source, last_good, now)
    if since:
        return SILENT, _("No good run since %(since)s.") % {"since": _moment(since)}
    if run.status in (Run.Status.FAILED, Run.Status.INTERRUPTED, Run.Status.RUNNING):
        return FAILED, run.error or _("The process ended in the middle of the run.")
    return GOOD, _("Last good run: %(when)s.") % {"when": _moment(run.started_at)}


def _silent_since(source, last_good, now):
    """Since when there has been no good run, if that is too long for this source."""
    watched = source.enabled and source.interval_hours and source.silent_after_hours
    since = last_good.started_at if last_good else source.created_at
    if watched and now - since >= timedelta(hours=source.silent_after_hours):
        return since
    return None


def _moment(when):
    return date_format(timezone.localtime(when), "SHORT_DATETIME_FORMAT")
