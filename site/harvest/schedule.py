"""Scheduling: due sources, and a round that runs them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Max, Q
from django.utils import timezone

from outbound.errors import AlreadyRunning

from . import escalation, runs, tasks
from .jobs import no_progress
from .models import Run, Source

# A timer that fires a moment early must not cost a whole interval.
GRACE = timedelta(minutes=5)

logger = logging.getLogger(__name__)


@dataclass
class Round:
    """The result of one round."""

    outcomes: list[runs.Outcome] = field(default_factory=list)
    queued: list[Run] = field(default_factory=list)
    busy: list[Source] = field(default_factory=list)
    alarmed: list[Source] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return all(outcome.good for outcome in self.outcomes)


def next_due(source: Source, last_started: datetime | None) -> datetime | None:
    """When the source runs by itself next; None if only by hand."""
    if not (source.enabled and source.interval_hours):
        return None
    if last_started is None:
        return source.created_at
    return last_started + timedelta(hours=source.interval_hours)


def due_sources(now: datetime | None = None) -> list[Source]:
    """Enabled sources whose last run, whoever started it, began an interval ago or longer."""
    now = now or timezone.now()
    begun = Q(runs__dry_run=False) & ~Q(runs__status=Run.Status.QUEUED)
    sources = Source.objects.scheduled().annotate(
        last_started=Max("runs__started_at", filter=begun)
    )
    sources = sources.order_by("title", "pk")
    return [source for source in sources if next_due(source, source.last_started) <= now + GRACE]


def run_due(
    now: datetime | None = None,
    *,
    background: bool = False,
    begin: Callable = lambda source: no_progress,
) -> Round:
    """Run every source that is due, one after the other, then check for silent ones.

    background: hand the runs to the task queue instead of doing them here.
    begin: called with each source before its run; returns the progress to report to.
    """
    this_round = Round()
    for source in due_sources(now):
        try:
            if background:
                run = tasks.start_in_background(source, trigger=Run.Trigger.SCHEDULE)
                this_round.queued.append(run)
            else:
                outcome = runs.execute(source, trigger=Run.Trigger.SCHEDULE, progress=begin(source))
                this_round.outcomes.append(outcome)
        except AlreadyRunning:
            logger.info("%s: a run is under way already", source.name)
            this_round.busy.append(source)
    this_round.alarmed = escalation.check_silence(now)
    return this_round


def run_as_job() -> str:
    """The round as a periodic job (registries.periodic): runs report their failures themselves."""
    this_round = run_due()
    lines = [f"{outcome.run.source.name}: {outcome.run.status}" for outcome in this_round.outcomes]
    lines += [f"{source.name}: silent" for source in this_round.alarmed]
    return ", ".join(lines)
