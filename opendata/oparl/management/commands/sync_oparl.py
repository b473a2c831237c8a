"""manage.py sync_oparl: bring the council in from its sources, and tell what came of it."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from tqdm import tqdm

from harvest import runs
from harvest.errors import SourceError
from harvest.models import Run, Source
from harvest.wording import word
from opendata.oparl import files
from opendata.oparl.kinds import KIND
from opendata.oparl.models import File

OUTCOMES = {
    "created": _("created"),
    "updated": _("updated"),
    "unchanged": _("unchanged"),
    "withdrawn": _("withdrawn"),
    "held": _("held"),
}
CHANGES_SHOWN = 200


class Command(BaseCommand):
    """Arguments, a progress bar and printing; harvest.runs does the work."""

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
        sources = Source.objects.filter(kind=KIND)
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

    def run_one(self, source, **wishes) -> bool:
        self.stdout.write(self.style.MIGRATE_HEADING(str(source)))
        with ProgressBar(self.stderr) as progress:
            try:
                outcome = runs.execute(
                    source, trigger=Run.Trigger.COMMAND, progress=progress, **wishes
                )
            except SourceError as error:
                self.stdout.write(self.style.ERROR(str(error)))
                return False
        run, report = outcome.run, outcome.report
        if run.status == Run.Status.FAILED:
            self.stdout.write(self.style.ERROR(run.error))
            return False
        if wishes["dry_run"]:
            self.print_changes(report)
        self.print_table(report)
        if report.held:
            message = _("Held: %(count)d objects would be withdrawn. Nothing else was published.")
            self.stdout.write(self.style.WARNING(message % {"count": report.held}))
            if run.pk is not None:
                self.stdout.write(f"manage.py release_run {run.pk}")
            return False
        return True

    def fetch_files(self, source):
        with ProgressBar(self.stderr) as progress:
            try:
                counts = files.fetch_all(source, progress)
            except SourceError as error:
                raise CommandError(str(error)) from None
        for outcome, number in counts.items():
            self.stdout.write(f"  {number:>6} × {File.Fetched(outcome).label}")

    def print_changes(self, report):
        for change in report.changes[:CHANGES_SHOWN]:
            kind = word(change.object_kind)
            self.stdout.write(f"  {change.action:10} {kind:22} {change.label[:80] or change.key}")
            for field in change.fields[:5]:
                self.stdout.write(f"      {field['field']}: {field['old']} → {field['new']}")
        rest = len(report.changes) - CHANGES_SHOWN
        if rest > 0:
            self.stdout.write("  " + _("… and %(count)d more") % {"count": rest})

    def print_table(self, report):
        line = "{:24}" + "{:>15}" * len(OUTCOMES)
        self.stdout.write(line.format("", *map(str, OUTCOMES.values())))
        for kind, counts in report.by_kind.items():
            self.stdout.write(line.format(word(kind), *(counts[name] for name in OUTCOMES)))
        totals = [getattr(report, name) for name in OUTCOMES]
        self.stdout.write(self.style.SUCCESS(line.format(gettext("total"), *totals)))
        for kind, entry in report.warnings.as_json().items():
            self.stdout.write(self.style.WARNING(f"  {entry['count']:>6} × {word(kind)}"))
            if self.verbosity > 1:
                for sample in entry["samples"]:
                    self.stdout.write(f"           {sample}")


class ProgressBar:
    """One bar per stage; silent when nobody watches."""

    def __init__(self, stream):
        self.stream = stream
        self.stage = None
        self.bar = None

    def __call__(self, stage, done=0, total=None):
        if stage != self.stage:
            self.close()
            self.stage = stage
            self.bar = tqdm(
                desc=stage,
                total=total,
                file=self.stream,
                leave=False,
                disable=not self.stream.isatty(),
            )
        self.bar.total = total
        self.bar.update(done - self.bar.n)

    def close(self):
        if self.bar is not None:
            self.bar.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()
