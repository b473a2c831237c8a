"""Execution of runs: the one way to harvest a source, for every caller."""

import logging
import traceback
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.text.normalise import storable
from outbound.errors import AlreadyRunning, NotReleasable, SourceError, SourceInvalid
from outbound.redaction import redact

from . import escalation, lock, registry
from .jobs import Job, Progress, no_progress
from .models import Change, Run, Source
from .progress import RunProgress
from .report import SyncReport

CHANGES_PER_BATCH = 500

logger = logging.getLogger(__name__)


@dataclass
class Outcome:
    """The outcome of a run. `run` is not in the database after a dry run from a command."""

    report: SyncReport
    run: Run
    error: Exception | None = field(default=None, repr=False)

    @property
    def good(self) -> bool:
        return self.run.status == Run.Status.GOOD


def execute(
    source: Source,
    *,
    trigger: str,
    started_by=None,
    full: bool = False,
    dry_run: bool = False,
    file: Path | None = None,
    release_of: Run | None = None,
    queued: Run | None = None,
    part: str = "",
    progress: Progress = no_progress,
) -> Outcome:
    """Harvest `source` now and record the run.

    full: also forced when the last good full run is older than the source allows.
    dry_run: nothing changes and nobody is notified; a row is written only for an editor's.
    release_of: the held run whose withdrawals a person has approved.
    queued: the row that has waited for this run; else a new one is made.
    part: only this part of the source (harvest.jobs.Job).
    progress: called as (stage, done, total) besides being saved.

    Failures of the source and of the harvest are in the outcome, not raised. Raises
    AlreadyRunning when another run of the source is under way, NotReleasable, and what stops
    the process (KeyboardInterrupt, SystemExit) after the run is marked as interrupted.
    """
    with lock.hold(source):
        mark_orphans(source)
        # Its cursor may have moved on since the caller loaded it.
        source = Source.objects.get(pk=source.pk)
        run = queued or Run(source=source, trigger=trigger, started_by=started_by)
        run.full = full or (file is None and not part and full_is_due(source))
        run.dry_run = dry_run
        run.file = str(file or "")
        run.status, run.started_at = Run.Status.RUNNING, timezone.now()
        _open(run, release_of)
        job = Job(
            source,
            full=run.full,
            dry_run=dry_run,
            file=file,
            part=part,
            release_up_to=release_of.held if release_of else 0,
            progress=RunProgress(run, progress),
        )
        outcome = _harvest(job, run)
    if not dry_run:
        escalation.after_run(outcome.run)
    return outcome


def release(run: Run, user=None, progress: Progress = no_progress) -> Outcome:
    """Release the withdrawals of a held run, by a new run with the limit `run.held`.

    Raises NotReleasable when the run is not held, or a later run has made it obsolete.
    """
    return execute(
        run.source,
        trigger=Run.Trigger.RELEASE,
        started_by=user,
        full=run.full,
        file=Path(run.file) if run.file else None,
        release_of=run,
        progress=progress,
    )


def full_is_due(source: Source, now=None) -> bool:
    """Whether the last good run in full, from the source itself, is too long ago."""
    last = source.runs.good().filter(full=True, file="").order_by("-started_at").first()
    now = now or timezone.now()
    return last is None or now - last.started_at >= timedelta(days=source.full_interval_days)


def mark_orphans(source: Source) -> int:
    """Mark runs whose process is gone as interrupted; only for the holder of the lock."""
    return source.runs.running().update(
        status=Run.Status.INTERRUPTED,
        finished_at=timezone.now(),
        error=_("The process ended in the middle of the run. The catalogue is as it was before."),
    )


def repair(source: Source) -> int:
    """Mark orphaned runs if no run is under way; how many there were."""
    if not source.runs.running().exists():
        return 0
    try:
        with lock.hold(source, wait=0):
            return mark_orphans(source)
    except AlreadyRunning:
        return 0


def _open(run: Run, release_of: Run | None):
    """Write the row and the release that refers to it, or neither."""
    with transaction.atomic():
        if not run.dry_run or run.trigger == Run.Trigger.EDITOR:
            run.save()
        if release_of is not None:
            waiting = Run.objects.waiting_for_release().filter(pk=release_of.pk)
            if not waiting:
                raise NotReleasable(_("This run does not wait for a release (any more)."))
            Run.objects.filter(pk=release_of.pk).update(
                released_by=run.started_by, released_at=timezone.now()
            )


def _harvest(job: Job, run: Run) -> Outcome:
    try:
        try:
            kind = registry.get_kind(job.source.kind)
        except KeyError:
            raise SourceInvalid(
                _("No installed part knows sources of the kind “%(kind)s”.")
                % {"kind": job.source.kind}
            ) from None
        report = kind.harvest(job)
        _record(job, run, report)
        return Outcome(report, run)
    except SourceError as error:
        logger.warning("%s: %s", job.source.name, redact(error))
        return _failed(run, error, redact(error))
    except Exception as error:
        logger.exception("%s: the run failed", job.source.name)
        last_line = traceback.format_exception_only(error)[-1].strip()
        return _failed(run, error, redact(last_line))
    except BaseException:
        # Ctrl+C or the worker's end; the transaction of the sync is rolled back.
        _close(run, Run.Status.INTERRUPTED, _("The run was stopped."))
        raise


def _failed(run, error, message):
    _close(run, Run.Status.FAILED, message)
    return Outcome(SyncReport(), run, error)


def _close(run, status, message):
    run.status, run.finished_at, run.error = status, timezone.now(), storable(message)
    if run.pk:
        # Not save(): should somebody have deleted the row meanwhile, the error still gets out.
        Run.objects.filter(pk=run.pk).update(
            status=status, finished_at=run.finished_at, error=run.error
        )


def _record(job: Job, run: Run, report: SyncReport):
    """Counts, warnings, changes and, if all went well, the cursor: in one transaction."""
    for name in ("created", "updated", "unchanged", "withdrawn", "held"):
        setattr(run, name, getattr(report, name))
    run.status = Run.Status.HELD if report.held else Run.Status.GOOD
    run.finished_at = timezone.now()
    run.by_kind = {kind: dict(counts) for kind, counts in report.by_kind.items()}
    run.warnings = storable(_texts(report.warnings.as_json(), redact))
    if run.pk is None:
        return
    with transaction.atomic():
        saved_by_progress = {"stage", "done", "total"}
        fields = [one.name for one in Run._meta.concrete_fields if not one.primary_key]
        run.save(update_fields=[name for name in fields if name not in saved_by_progress])
        _store_changes(run, report)
        # A file is not the source, so its end is not where the source goes on.
        if run.status == Run.Status.GOOD and not job.dry_run and job.file is None:
            _store_cursor(job.source, report.cursor)


def _store_cursor(source, cursor):
    if cursor is not None:
        Source.objects.filter(pk=source.pk).update(cursor=cursor)


def _store_changes(run, report):
    rows = (
        Change(
            run=run,
            action=change.action,
            object_kind=change.object_kind,
            key=storable(change.key),
            label=storable(change.label),
            fields=storable(list(change.fields)),
        )
        for change in report.changes
    )
    while batch := list(islice(rows, CHANGES_PER_BATCH)):
        Change.objects.bulk_create(batch)


def _texts(value, change):
    """`value`, plain JSON, with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _texts(one, change) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_texts(one, change) for one in value]
    return value
