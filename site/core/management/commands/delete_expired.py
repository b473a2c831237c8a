"""`manage.py delete_expired`: what the hourly job does, by hand."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from core.registries import retention


class Command(BaseCommand):
    help = "Deletes what has been kept long enough, by all rules of the site (docs/privacy.md)."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Only tell what would be deleted."
        )
        parser.add_argument(
            "--table", action="store_true", help="Print the tables of docs/privacy.md."
        )

    def handle(self, *, dry_run, table, **options):
        if table:
            with override("en"):
                self.stdout.write(retention.as_table())
            return
        outcomes = retention.delete_expired(dry_run=dry_run)
        for outcome in outcomes:
            self.stdout.write(f"{outcome.rule.name}: {outcome.error or outcome.number}")
        total = sum(outcome.number for outcome in outcomes)
        self.stdout.write(f"{total} to be deleted" if dry_run else f"{total} deleted")
        if any(outcome.error for outcome in outcomes):
            raise CommandError("Not every rule could be carried out.")
