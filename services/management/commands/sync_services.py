"""manage.py sync_services: fill the catalogue from its sources, and report the result."""

from contextlib import contextmanager, nullcontext
from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from harvest.command_runner import SyncCommand
from harvest.models import Source
from services.harvest.source_kinds import KINDS, file_source, pvog_source


class Command(SyncCommand):
    """Arguments and the choice of sources; harvest.command_runner runs and prints."""

    help = "Fill the service catalogue from its sources. Exit code 0 only when every run is good."

    def add_arguments(self, parser):
        parser.add_argument("--source", metavar="NAME", help="only this source")
        parser.add_argument("--full", action="store_true", help="compare everything anew")
        parser.add_argument("--dry-run", action="store_true", help="print changes, write nothing")
        parser.add_argument(
            "--file",
            type=Path,
            metavar="PATH",
            help="read this XZuFi file, zip or folder; without --source into a source of its own",
        )
        parser.add_argument(
            "--pvog",
            metavar="ARS",
            help="make a source of the open PVOG for this area (12 digits) and fill it",
        )

    def handle(
        self, *args, source=None, full=False, dry_run=False, file=None, pvog=None, **options
    ):
        self.verbosity = options["verbosity"]
        if file and not file.exists():
            raise CommandError(_("There is no file %(path)s.") % {"path": file})
        good = True
        with rolled_back() if dry_run else nullcontext():
            for chosen in self.chosen_sources(source, file, pvog):
                good &= self.run_one(chosen, full=full, dry_run=dry_run, file=file)
        if not good:
            raise CommandError(_("Not every run was good; see above."))

    def chosen_sources(self, name, file, ars):
        if ars:
            if len(ars) != 12 or not ars.isdigit():
                raise CommandError(_("An ARS has 12 digits, e.g. 064350014014."))
            return [pvog_source(ars)]
        if name:
            try:
                return [Source.objects.get(name=name, kind__in=KINDS)]
            except Source.DoesNotExist:
                known = ", ".join(
                    Source.objects.filter(kind__in=KINDS).values_list("name", flat=True)
                )
                message = _("There is no source “%(name)s”. There are: %(known)s")
                raise CommandError(message % {"name": name, "known": known or "–"}) from None
        if file:
            return [file_source()]
        sources = list(Source.objects.enabled().filter(kind__in=KINDS))
        if not sources:
            raise CommandError(
                _("There is no source yet. Make one in the editor, or use --pvog or --file.")
            )
        return sources


@contextmanager
def rolled_back():
    """Roll back everything in a dry run, even the source that it has created."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
