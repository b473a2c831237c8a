"""Periodic jobs: work that an app does every so often, every day or every week.

An app registers its jobs in AppConfig.ready(); `manage.py run_schedule` runs what is due. Each job
remembers when it began last, so that it neither runs twice at once nor is skipped after a
restart.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

MONDAY = 0

logger = logging.getLogger(__name__)
_jobs: dict[str, "Job"] = {}


@dataclass(frozen=True)
class Job:
    """One piece of work.

    call() does it and returns a line as summary, or "". It is due when `every` has passed
    since it began last; with `at` once a day at that time (Europe/Berlin), with `weekday` (Monday
    is 0) once a week. stuck_after: a run that began so long ago and has not ended was cut off; the
    job may begin anew.
    """

    name: str
    label: str
    call: Callable[[], str]
    every: timedelta = timedelta(hours=1)
    at: time | None = None
    weekday: int | None = None
    stuck_after: timedelta = timedelta(hours=6)

    def due_since(self, now: datetime) -> datetime:
        """The job is due if its last run began before this moment."""
        if self.at is None:
            return now - self.every
        local = timezone.localtime(now)
        moment = local.replace(
            hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0, fold=0
        )
        if self.weekday is not None:
            moment -= timedelta(days=(local.weekday() - self.weekday) % 7)
        if moment > local:
            moment -= timedelta(days=7 if self.weekday is not None else 1)
        return moment


@dataclass(frozen=True)
class Outcome:
    """The result of one job; error: "" when it succeeded."""

    job: Job
    summary: str = ""
    error: str = ""


def register(job: Job) -> None:
    """Offer a job; registering a name again replaces it."""
    _jobs[job.name] = job


def jobs() -> list[Job]:
    return list(_jobs.values())


def run_due(now: datetime | None = None) -> list[Outcome]:
    """Run all jobs that are due, one after the other. A job that fails does not stop the others."""
    now = now or timezone.now()
    return [_run(job) for job in jobs() if _claim(job, now)]


def run(name: str) -> Outcome:
    """Run this job now, due or not. Raises KeyError for an unknown name."""
    job = _jobs[name]
    _row(job).update(started_at=timezone.now(), ended_at=None)
    return _run(job)


def _claim(job: Job, now: datetime) -> bool:
    """Record that the job begins, unless it is not due or another process is running it."""
    free = Q(started_at=None) | ~Q(ended_at=None) | Q(started_at__lt=now - job.stuck_after)
    due = Q(started_at=None) | Q(started_at__lt=job.due_since(now))
    return bool(_row(job).filter(free & due).update(started_at=now, ended_at=None))


def _row(job: Job):
    from ..models import PeriodicRun

    PeriodicRun.objects.get_or_create(name=job.name)
    return PeriodicRun.objects.filter(name=job.name)


def _run(job: Job) -> Outcome:
    try:
        outcome = Outcome(job, summary=job.call() or "")
    except Exception as error:
        logger.exception("%s failed", job.name)
        outcome = Outcome(job, error=f"{type(error).__name__}: {error}")
    _row(job).update(ended_at=timezone.now(), error=outcome.error)
    return outcome
