"""manage.py sync_services: fill the catalogue from its sources, and tell what came of it."""

from contextlib import contextmanager, nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from tqdm import tqdm

from harvest import runs
from harvest.errors import SourceError
from harvest.models import Run, Source
from harvest.wording import word
from services.kinds import KINDS, file_source, pvog_source

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
        if run is not None and run.status == Run.Status.FAILED:
            self.stdout.write(self.style.ERROR(run.error))
            return False
        if wishes["dry_run"]:
            self.print_changes(report)
        self.print_table(report)
        if report.held:
            self.stdout.write(
                self.style.WARNING(
                    _("Held: %(count)d objects would be withdrawn. Nothing was written.")
                    % {"count": report.held}
                )
            )
            if run is not None:
                self.stdout.write(f"manage.py release_run {run.pk}")
            return False
        return True

    def print_changes(self, report):
        for change in report.changes[:CHANGES_SHOWN]:
            kind = word(change.object_kind)
            self.stdout.write(f"  {change.action:10} {kind:22} {change.label[:80]}")
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


@contextmanager
def rolled_back():
    """A dry run leaves nothing behind, not even the source that it made for itself."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


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
                desc=stage, total=total, file=self.stream, leave=False, disable=not self.isatty()
            )
        self.bar.total = total
        self.bar.update(done - self.bar.n)

    def isatty(self):
        return self.stream.isatty()

    def close(self):
        if self.bar is not None:
            self.bar.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()
