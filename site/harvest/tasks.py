"""Runs in the background: for the editor's button, and for a schedule that uses the queue.

A run that waits is a row too (status QUEUED), so that everybody sees it and nobody starts a
second one; the worker (`manage.py db_worker`) fills that very row.
"""

from datetime import timedelta
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from outbound.errors import AlreadyRunning, NotReleasable, SourceError

from . import runs
from .models import Run, Source

# A run that no worker has taken for so long is given up.
LOST_AFTER = timedelta(hours=1)


@task()
def run_source(source_id: int, run_id: int, release_of_id: int | None = None) -> str:
    """Execute a queued run; returns its final status. A run that is no longer queued is ignored."""
    run = Run.objects.queued().filter(pk=run_id, source_id=source_id).first()
    if run is None:
        return "gone"
    release_of = Run.objects.filter(pk=release_of_id).first() if release_of_id else None
    try:
        outcome = runs.execute(
            run.source,
            trigger=run.trigger,
            started_by=run.started_by,
            full=run.full,
            dry_run=run.dry_run,
            file=Path(run.file) if run.file else None,
            release_of=release_of,
            queued=run,
        )
    except SourceError as error:
        _give_up(Run.objects.filter(pk=run_id), str(error))
        return Run.Status.INTERRUPTED.value
    return str(outcome.run.status)


def start_in_background(
    source: Source,
    user=None,
    *,
    full: bool = False,
    dry_run: bool = False,
    trigger: str = Run.Trigger.EDITOR,
    release_of: Run | None = None,
) -> Run:
    """Queue a run and return its row.

    Raises AlreadyRunning when one is queued or running already.
    """
    _give_up(
        source.runs.queued().filter(started_at__lt=timezone.now() - LOST_AFTER),
        _("No worker has taken this run. Does manage.py db_worker run?"),
    )
    runs.repair(source)
    if source.runs.under_way().exists():
        raise _refusal(source)
    try:
        with transaction.atomic():
            run = Run.objects.create(
                source=source,
                trigger=trigger,
                started_by=user,
                full=full,
                dry_run=dry_run,
                file=release_of.file if release_of else "",
                status=Run.Status.QUEUED,
            )
    except IntegrityError:
        # Two people pressed the button at the same moment.
        raise _refusal(source) from None
    run_source.enqueue(source.pk, run.pk, release_of.pk if release_of else None)
    run.refresh_from_db()
    return run


def release_in_background(run: Run, user=None) -> Run:
    """Queue the release of a held run and return the new run's row.

    Raises AlreadyRunning, or NotReleasable when the run does not wait for a release.
    """
    if not run.can_be_released:
        raise NotReleasable(_("This run does not wait for a release (any more)."))
    return start_in_background(
        run.source, user, full=run.full, trigger=Run.Trigger.RELEASE, release_of=run
    )


def _give_up(queued, message):
    queued.filter(status=Run.Status.QUEUED).update(
        status=Run.Status.INTERRUPTED, finished_at=timezone.now(), error=message
    )


def _refusal(source):
    return AlreadyRunning(
        _("A run of “%(source)s” waits or is under way already.") % {"source": source}
    )
