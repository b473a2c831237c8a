"""Progress of a run: saved in its row now and then, and passed on to the caller."""

import logging
import threading
import time

from django.db import DatabaseError, connection

from .jobs import Progress
from .models import Run

SECONDS_BETWEEN_SAVES = 0.5
_STAGE_LENGTH = Run._meta.get_field("stage").max_length
_LARGEST = 2**31 - 1

logger = logging.getLogger(__name__)


class RunProgress:
    """A harvest.jobs.Progress that writes to `run`; it can never break or block the run.

    It saves only from the run's own thread and outside transactions: on SQLite a second
    connection would wait for the very transaction that waits for it.
    """

    def __init__(self, run: Run, watcher: Progress):
        self.run = run
        self.watcher = watcher
        self._thread = threading.get_ident()
        self._saved_at = 0.0
        self._stage = None

    def __call__(self, stage: str, done: int = 0, total: int | None = None):
        self.watcher(stage, done, total)
        if not self._may_save(stage):
            return
        values = {
            "stage": str(stage)[:_STAGE_LENGTH],
            "done": _count(done),
            "total": None if total is None else _count(total),
        }
        try:
            Run.objects.filter(pk=self.run.pk).update(**values)
        except DatabaseError:
            logger.warning("Progress of run %s could not be saved", self.run.pk, exc_info=True)
        self._saved_at, self._stage = time.monotonic(), stage

    def _may_save(self, stage):
        if self.run.pk is None or threading.get_ident() != self._thread:
            return False
        if connection.in_atomic_block:
            return False
        # A new stage shows at once, unless stages come thick and fast.
        pause = SECONDS_BETWEEN_SAVES / 5 if stage != self._stage else SECONDS_BETWEEN_SAVES
        return time.monotonic() - self._saved_at >= pause


def _count(number):
    return max(0, min(int(number), _LARGEST))
