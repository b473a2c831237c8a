"""Base of the `sync_…` commands: one run, its progress bar, its closing table."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from tqdm import tqdm

from outbound.errors import SourceError

from . import runs
from .formatting import word
from .models import Run

OUTCOMES = {
    "created": _("created"),
    "updated": _("updated"),
    "unchanged": _("unchanged"),
    "withdrawn": _("withdrawn"),
    "held": _("held"),
}
CHANGES_SHOWN = 200


class SyncCommand(BaseCommand):
    """Runs sources and prints; subclasses choose which. harvest.runs does the work."""

    verbosity = 1
    held_message = _("Held: %(count)d objects would be withdrawn. Nothing was written.")

    def run_one(self, source, **wishes) -> bool:
        """Run one source by harvest.runs.execute; returns whether it succeeded."""
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
        if wishes.get("dry_run"):
            self.print_changes(report)
        self.print_table(report)
        if report.held:
            self.stdout.write(self.style.WARNING(self.held_message % {"count": report.held}))
            for group in report.held_groups:
                self.stdout.write(f"  {group}")
            if run.pk is not None:
                self.stdout.write(f"manage.py release_run {run.pk}")
        return not report.held

    def print_changes(self, report):
        """Print the changes of a dry run, object by object."""
        for change in report.changes[:CHANGES_SHOWN]:
            kind = word(change.object_kind)
            self.stdout.write(f"  {change.action:10} {kind:22} {change.label[:80] or change.key}")
            for field in change.fields[:5]:
                self.stdout.write(f"      {field['field']}: {field['old']} → {field['new']}")
        rest = len(report.changes) - CHANGES_SHOWN
        if rest > 0:
            self.stdout.write("  " + gettext("… and %(count)d more") % {"count": rest})

    def print_table(self, report):
        """Print counts by kind of object, then warnings, with samples from --verbosity 2 on."""
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
    """One bar per stage; silent without a terminal."""

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
