from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.groups import setup_groups
from demo import catalogue, city, desk, people, places, readers, waste


class Command(BaseCommand):
    help = "Set up the demo city; does only what is not done yet."

    def add_arguments(self, parser):
        parser.add_argument(
            "--users", action="store_true", help="one user of every role, passwords in files"
        )

    def handle(self, *, users=False, **options):
        with transaction.atomic():
            city.make_home(settings.WAGTAIL_SITE_NAME)
            city.set_address(settings.WAGTAILADMIN_BASE_URL)
            people.make_editor()
        setup_groups()
        self.fill_catalogue()
        self.fill_council()
        with transaction.atomic():
            is_new = city.main_home().latest_revision_id is None
            pages = city.furnish()
            places.fill(pages, people.EDITOR)
            waste.fill(pages, people.EDITOR)
            if is_new:
                desk.fill(city.main_home())
                readers.fill(city.main_home(), people.EDITOR)
        if users:
            for name, role, file in people.make_users():
                self.stdout.write(f"{role}: {name}, {file}")

    def fill_catalogue(self):
        source = catalogue.make_source()
        if catalogue.is_up_to_date(source):
            return
        call_command("sync_services", source=source.name, stdout=self.stdout, stderr=self.stderr)
        catalogue.feature(source)
        catalogue.set_status(source)
        catalogue.make_own_service()
        catalogue.show_hours()

    def fill_council(self):
        """Fill the council; failures are only reported, as the services do not need it."""
        if not apps.is_installed("opendata.oparl"):
            return
        from demo import council

        run = council.fill()
        if run and run.status != run.Status.GOOD:
            self.stderr.write(f"{run.source}: {run.get_status_display()} {run.error}")
