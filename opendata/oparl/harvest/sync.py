"""One harvest of one council: lists → raw store → models.

The first stage stores page by page and may take hours with a slow server. The second publishes all
pending objects in one transaction: readers see the council before or after, and a killed process
leaves the one before, with the raw store to resume from.
"""

import gc
from array import array

import orjson
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from core import bulk_sql, caching
from harvest.groups import warn
from harvest.report import SyncReport, Warnings
from search import indexing

from ..labels import KINDS
from ..mapping import tables
from ..models import (
    MODELS,
    AgendaItem,
    ListWalk,
    Meeting,
    Organization,
    Paper,
    Person,
    RawObject,
    WalkedPage,
    key_of,
)
from ..schema import parse
from . import quality_report
from .client import client_of
from .collector import Collector
from .files import fetching
from .raw_store import RawStore
from .references import resolve
from .withdrawal import Withdrawal
from .writing import Context, Incoming, Writer

# Raw objects that are read together: some thousand objects with what they embed.
BATCH = 250
SEARCHED = (Organization, Person, Meeting, Paper)
# What was told last counts.
_OLDEST_FIRST = ("fetched_at", "pk")
_READ = ("pk", "url", "key", "object_type", "body_url", "state", "content")


def harvest(job) -> SyncReport:
    """Read the source and publish its objects.

    A dry run fills the raw store, too, but publishes nothing. Raises SourceUnavailable or
    SourceInvalid; nothing is published then, collected data is kept for the next run. A report
    with held > 0 has published nothing but the depublication of people.
    """
    report = SyncReport()
    odd = Warnings()
    with client_of(job.source, odd) as client:
        store = RawStore(job.source, report.warnings)
        Collector(client, store, job, report).collect()
        context = publish(job, report)
        if job.full and context is not None:
            quality_report.check_lists(job, client)
    _merge_warnings(odd, report.warnings)
    return report


def publish(job, report: SyncReport) -> Context | None:
    """Bring everything pending into the models; None when nothing was published."""
    job.progress(_("writing"), 0, None)
    context = Context(
        job.source, first=not RawObject.objects.filter(source=job.source, pending=False).exists()
    )
    with transaction.atomic(), bulk_sql.collection_paused():
        publication = Publication(job, context, report)
        withdrawal = publication.write()
        held = withdrawal.exceeding(job, publication.live)
        for lost in withdrawal.losses(job).values() if held else ():
            warn(report.warnings, lost)
        if held or job.dry_run:
            transaction.set_rollback(True)
        else:
            withdrawal.write()
            publication.close()
    if held:
        _report_held(report, withdrawal, held, context)
        _end_walks(job.source, advance=False)
        if not job.dry_run:
            _depublish_people(job, report)
        return None
    if job.dry_run:
        for type, pks in withdrawal.all().items():
            context.count(type, "withdrawn", len(pks))
        _end_walks(job.source, advance=False)
        _report_changes(report, context)
        return None
    _count_unchanged(job, context)
    _report_changes(report, context)
    _follow(job, context, withdrawal)
    return context


class Publication:
    """The second stage: pending raw objects become rows."""

    def __init__(self, job, context: Context, report: SyncReport):
        self.job = job
        self.source = job.source
        self.context = context
        self.report = report
        self.writers = {type: Writer(type, context) for type in MODELS}
        self.gone: dict[str, tuple[str, bool]] = {}
        self.live = {
            type: model.objects.filter(source=job.source, withdrawn_at=None).count()
            for type, model in MODELS.items()
        }

    def write(self) -> Withdrawal:
        """Write all pending objects; withdrawals are found, but not yet written."""
        pending = RawObject.objects.filter(source=self.source, pending=True)
        pks = array("q", pending.order_by(*_OLDEST_FIRST).values_list("pk", flat=True).iterator())
        for start in range(0, len(pks), BATCH):
            rows = RawObject.objects.filter(pk__in=pks[start : start + BATCH])
            self._read(list(rows.order_by(*_OLDEST_FIRST).values_list(*_READ, named=True)))
            self.job.progress(_("writing"), start, len(pks))
            # What this batch left behind in circles; older things are not looked at.
            gc.collect(0)
        if len(pks) >= BATCH:
            bulk_sql.analyze(tables())
        if pks:
            context = self.context
            context.late = resolve(self.source, None if context.first else context.now)
        withdrawal = Withdrawal(self.context)
        withdrawal.find(self.gone)
        return withdrawal

    def close(self):
        """Finish the transaction: marks, cursors, the quality report."""
        done = RawObject.objects.filter(source=self.source, pending=True).update(pending=False)
        _end_walks(self.source, advance=True)
        _mark_for_search(self.context)
        if done:
            quality_report.refresh(self.source)

    def _read(self, rows: list):
        items: dict[str, dict[str, Incoming]] = {type: {} for type in MODELS}
        found = []
        for row in rows:
            warnings = Warnings()
            raw = orjson.loads(row.content or "{}")
            parsed = parse(raw, type=row.object_type, warnings=warnings) if raw else []
            found.append((row, warnings))
            if row.state != RawObject.State.LIVE:
                self._record_gone(row)
                continue
            for one in parsed:
                self._sort_in(one, row, items)
        quality_report.replace_issues(self.source, rows, found)
        for type, batch in items.items():
            if batch:
                self.writers[type].write(batch)
        for _row, warnings in found:
            _merge_warnings(warnings, self.report.warnings, everything=True)

    def _record_gone(self, row: RawObject):
        restricted = row.state == RawObject.State.RESTRICTED
        self.gone[row.key] = (row.object_type, restricted)

    def _sort_in(self, one, row, items):
        key = row.key if one.id == row.url else key_of(one.id)
        if one.deleted:
            self.gone[key] = (one.type, False)
            return
        if one.bare and (one.parent or one.type == "Location"):
            # A mere reference, or a place that is not kept: nothing to show.
            return
        earlier = items[one.type].get(key)
        if earlier and (not earlier.parsed.parent or earlier.parsed.bare < one.bare) and one.parent:
            # What stands in a list of its own is told in full.
            return
        items[one.type][key] = Incoming(one, key, row.body_url)
        self.gone.pop(key, None)


def _end_walks(source, advance: bool):
    """Delete the walks; advance: their objects are published, so the cursors move on."""
    walks = ListWalk.objects.filter(source=source).exclude(started_at=None)
    WalkedPage.objects.filter(walk__source=source).delete()
    for walk in walks:
        if advance and walk.finished:
            walk.cursor = walk.started_at
        walk.started_at, walk.since, walk.next_url, walk.finished = None, None, "", False
        walk.save()


def _depublish_people(job, report: SyncReport):
    """Withdraw depublished persons in any case, also when the run is held."""
    gone = RawObject.objects.filter(source=job.source, object_type="Person", pending=True).exclude(
        state=RawObject.State.LIVE
    )
    context = Context(job.source)
    with transaction.atomic():
        withdrawal = Withdrawal(context)
        withdrawal.find({row.key: ("Person", row.state == row.State.RESTRICTED) for row in gone})
        live = Person.objects.filter(source=job.source, withdrawn_at=None).count()
        if withdrawal.exceeding(job, {"Person": live}):
            return
        withdrawal.write()
        gone.update(pending=False)
        _mark_for_search(context)
    _report_changes(report, context)
    _follow(job, context, withdrawal)


def _mark_for_search(context: Context):
    """Mark all rows with the run's stamp, and meetings with such agenda items."""
    now = context.now
    for model in SEARCHED:
        rows = model.objects.filter(source=context.source)
        stamped = Q(changed_at=now)
        if model is Meeting:
            items = AgendaItem.objects.filter(meeting=OuterRef("pk"), changed_at=now)
            stamped |= Exists(items)
        pks = rows.filter(stamped).order_by("pk").values_list("pk", flat=True)
        indexing.mark(model, pks.iterator())


def _follow(job, context: Context, withdrawal: Withdrawal):
    """Update search entries, files and cached pages after the transaction."""
    going = withdrawal.all()
    fetching.discard(going.get("File", set()))
    if context.counts or context.late or going:
        caching.invalidate()
    job.progress(_("search index"), 0, None)
    indexing.follow()


def _count_unchanged(job, context: Context):
    """A full run has compared all objects, also those that never left the store; a first one had
    nothing to compare with.
    """
    if context.first:
        return
    for type, model in MODELS.items():
        if job.full and not job.part:
            live = model.objects.filter(source=job.source, withdrawn_at=None)
            stamped = live.filter(changed_at=context.now).count()
            number = live.count() - stamped + context.late[type]
        else:
            number = len(context.unchanged.get(type, ()))
        context.count(type, "unchanged", number)


def _report_changes(report: SyncReport, context: Context):
    for type, counts in context.counts.items():
        for outcome, number in counts.items():
            report.count(KINDS[type], outcome, number)
    report.changes += context.changes


def _report_held(report, withdrawal, held, context):
    for type in held:
        report.count(KINDS[type], "held", held[type])
    report.changes += withdrawal.changes(held)


def _merge_warnings(odd: Warnings, warnings: Warnings, everything: bool = False):
    """Count "missing/Meeting.type" as "missing", with the place in the sample.

    Warnings of the client about the system and its bodies are counted again from the raw
    store; of the rest only lists and answers are its own.
    """
    for name, count in odd.counts.items():
        kind, _slash, place = name.partition("/")
        if everything or place in ("list", "answer"):
            samples = odd.samples.get(name) or [""]
            warnings.add(kind, f"{place} {samples[0]}".strip())
            warnings.counts[kind] += count - 1
