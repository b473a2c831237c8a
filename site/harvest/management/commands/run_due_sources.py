"""`manage.py run_due_sources`: for cron or a systemd timer; `--loop` where there is neither."""

import logging
import signal
import sys
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from harvest import schedule

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Runs every enabled source that is due, one after the other, and tells people about "
        "sources that have fallen silent. Ends with 0 when all runs were good or none was due, "
        "with 1 when one failed or is held."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--loop",
            type=int,
            metavar="SECONDS",
            help="Go on for ever and look again every so many seconds, until Ctrl+C.",
        )
        parser.add_argument(
            "--background",
            action="store_true",
            help="Hand the runs to the task queue (manage.py db_worker), do none here.",
        )

    def handle(self, *, loop, background, **options):
        if loop is None:
            if not self.run_due(background).good:
                sys.exit(1)
            return
        if loop < 1:
            raise CommandError("--loop needs at least one second.")
        # Also when a service manager sends SIGTERM, or a shell has switched Ctrl+C off for us.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler)
        try:
            self.loop(loop, background)
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")

    def loop(self, seconds, background):
        while True:
            close_old_connections()
            try:
                self.run_due(background)
            except Exception:
                # A database that restarts must not end the schedule.
                logger.exception("The look at the schedule failed; the next one follows")
            time.sleep(seconds)

    def run_due(self, background):
        this_round = schedule.run_due(background=background)
        for outcome in this_round.outcomes:
            run = outcome.run
            line = (
                f"{run.source.name}: {run.status}, {run.created} created, {run.updated} updated, "
                f"{run.withdrawn} withdrawn, {run.held} held, {run.unchanged} unchanged"
            )
            self.stdout.write(line if outcome.good else self.style.ERROR(f"{line} {run.error}"))
        for run in this_round.queued:
            self.stdout.write(f"{run.source.name}: queued")
        for source in this_round.busy:
            self.stdout.write(f"{source.name}: a run is under way already")
        for source in this_round.alarmed:
            self.stdout.write(self.style.WARNING(f"{source.name}: silent, people were told"))
        return this_round
