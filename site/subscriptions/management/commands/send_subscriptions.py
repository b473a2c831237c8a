"""`manage.py send_subscriptions`: the mails that are due; also a job of run_schedule."""

from django.core.management.base import BaseCommand, CommandError

from subscriptions.digests import Stopped, send


class Command(BaseCommand):
    help = (
        "Sends the mails that are due to those who follow something. May be called at any time and "
        "be stopped at any time: nobody is told the same twice, and nothing is left out. Ends with "
        "1 when the mail server is out of order."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Count what would be sent; send nothing."
        )

    def handle(self, *, dry_run, **options):
        try:
            done = send(dry_run=dry_run)
        except Stopped as error:
            raise CommandError(
                f"The mail server is out of order; the rest waits for the next round. {error}"
            ) from error
        if dry_run:
            told = f"{done.sent} mails would be sent, with {done.items} pieces of news"
        else:
            told = str(done) or "Nothing is due."
        self.stdout.write(told)
