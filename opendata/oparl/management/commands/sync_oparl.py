"""manage.py sync_oparl: harvest the council from its sources, and report the result."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from harvest.command_runner import ProgressBar, SyncCommand
from harvest.models import Source
from opendata.oparl.harvest.files import fetching
from opendata.oparl.models import SOURCE_KIND, File
from outbound.errors import SourceError


class Command(SyncCommand):
    """Arguments and the choice of sources; harvest.command_runner runs and prints."""

    held_message = gettext_lazy(
        "Held: %(count)d objects would be withdrawn. Nothing else was published."
    )

    help = "Harvest councils by OParl. Exit code 0 only when every run is good."

    def add_arguments(self, parser):
        parser.add_argument("--source", metavar="NAME", help="only this source")
        parser.add_argument("--body", metavar="URL", default="", help="only the body with this id")
        parser.add_argument("--full", action="store_true", help="compare everything anew")
        parser.add_argument(
            "--files", action="store_true", help="fetch the content of files afterwards"
        )
        parser.add_argument("--dry-run", action="store_true", help="print changes, publish nothing")

    def handle(self, *args, source=None, body="", full=False, dry_run=False, **options):
        self.verbosity = options["verbosity"]
        good = True
        for chosen in self.chosen_sources(source, body):
            fine = self.run_one(chosen, full=full, dry_run=dry_run, part=body)
            if fine and options["files"] and not dry_run:
                self.fetch_files(chosen)
            good &= fine
        if not good:
            raise CommandError(_("Not every run was good; see above."))

    def chosen_sources(self, name, body):
        sources = Source.objects.filter(kind=SOURCE_KIND)
        known = ", ".join(sources.values_list("name", flat=True)) or "–"
        if name:
            try:
                return [sources.get(name=name)]
            except Source.DoesNotExist:
                message = _("There is no source “%(name)s”. There are: %(known)s")
                raise CommandError(message % {"name": name, "known": known}) from None
        chosen = list(sources.enabled())
        if not chosen:
            raise CommandError(_("There is no OParl source yet. Make one in the editor."))
        if body and len(chosen) > 1:
            message = _("Whose body is it? Say --source NAME. There are: %(known)s")
            raise CommandError(message % {"known": known})
        return chosen

    def fetch_files(self, source):
        with ProgressBar(self.stderr) as progress:
            try:
                counts = fetching.fetch_all(source, progress)
            except SourceError as error:
                raise CommandError(str(error)) from None
        for outcome, number in counts.items():
            self.stdout.write(f"  {number:>6} × {File.Fetched(outcome).label}")
