"""`manage.py release_run RUN_ID`: lets the withdrawals of a held run happen."""

import sys

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from harvest import runs
from harvest.models import Change, Run
from outbound.errors import SourceError


class Command(BaseCommand):
    help = (
        "Releases a held run: starts a new one that may withdraw as many objects as the held run "
        "would have. Ends with 0 when that run is good, with 1 when it is not."
    )

    def add_arguments(self, parser):
        parser.add_argument("run_id", type=int, help="Number of the held run.")
        parser.add_argument(
            "--list", action="store_true", help="Only print what would be withdrawn."
        )
        parser.add_argument("--user", help="User name of the person who agrees; kept in the run.")

    def handle(self, *, run_id, list, user, **options):
        try:
            held = Run.objects.select_related("source").get(pk=run_id)
        except Run.DoesNotExist:
            raise CommandError(f"There is no run {run_id}.") from None
        if list:
            for change in held.changes.filter(action=Change.Action.WITHDRAWN).iterator():
                self.stdout.write(f"{change.object_kind}\t{change.key}\t{change.label}")
            return
        try:
            run = runs.release(held, self.person(user)).run
        except SourceError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{run.source.name}: {run.status}, {run.withdrawn} withdrawn {run.error}")
        if run.status != Run.Status.GOOD:
            sys.exit(1)

    def person(self, name):
        if not name:
            return None
        user_model = get_user_model()
        try:
            return user_model.objects.get_by_natural_key(name)
        except user_model.DoesNotExist:
            raise CommandError(f"There is no user {name}.") from None
