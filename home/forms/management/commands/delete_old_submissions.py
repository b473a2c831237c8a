"""`manage.py delete_old_submissions`: what the nightly job does, by hand."""

from django.core.management.base import BaseCommand

from home.forms import retention


class Command(BaseCommand):
    help = "Deletes submissions of forms whose time is over. Receipt numbers stay countable."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Only tell what would be deleted."
        )

    def handle(self, *, dry_run, **options):
        counts = retention.delete_old(dry_run)
        for title, count in counts:
            self.stdout.write(f"{title}: {count}")
        total = sum(count for _title, count in counts)
        self.stdout.write(f"{total} to be deleted" if dry_run else f"{total} deleted")
