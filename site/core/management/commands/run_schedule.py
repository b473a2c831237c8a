"""`manage.py run_schedule`: for cron or a systemd timer; `--loop` where there is neither."""

import logging
import signal
import sys
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from core.registries import periodic

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Does all periodic work that is due: sources, mails, checks, deletions. Ends with 0 when "
        "all went well or nothing was due, with 1 when something failed."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--loop",
            type=int,
            metavar="SECONDS",
            help="Go on for ever and look again every so many seconds, until Ctrl+C.",
        )
        parser.add_argument("--job", metavar="NAME", help="Do this one now, due or not.")
        parser.add_argument("--list", action="store_true", help="List the jobs, do nothing.")

    def handle(self, *, loop, job, **options):
        if options["list"]:
            for known in periodic.jobs():
                self.stdout.write(f"{known.name}: {known.label}")
        elif job:
            self.do_one(job)
        elif loop is None:
            if not self.run_due():
                sys.exit(1)
        elif loop < 1:
            raise CommandError("--loop needs at least one second.")
        else:
            self.loop(loop)

    def do_one(self, name):
        try:
            outcome = periodic.run(name)
        except KeyError as error:
            known = ", ".join(one.name for one in periodic.jobs())
            raise CommandError(f"No such job: {name}. There are: {known}.") from error
        if not self.report(outcome):
            sys.exit(1)

    def run_due(self) -> bool:
        succeeded = [self.report(outcome) for outcome in periodic.run_due()]
        return all(succeeded)

    def loop(self, seconds):
        # Also when a service manager sends SIGTERM, or a shell has switched Ctrl+C off for us.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler)
        try:
            while True:
                close_old_connections()
                try:
                    self.run_due()
                except Exception:
                    # A database that restarts must not end the schedule.
                    logger.exception("The look at the schedule failed; the next one follows")
                time.sleep(seconds)
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")

    def report(self, outcome) -> bool:
        if outcome.error:
            self.stderr.write(f"{outcome.job.name}: {outcome.error}")
        elif outcome.summary:
            self.stdout.write(f"{outcome.job.name}: {outcome.summary}")
        return not outcome.error
