"""Synchronisation of a delivery with the catalogue.

Everything is read and compared first; then one transaction writes. Readers see the catalogue before
or after, and a killed process leaves the one before.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from core import caching
from core.bulk_sql import collection_paused
from directory import contact_cache
from directory.models import OrganisationalUnit
from harvest.groups import warn
from harvest.models import Run
from harvest.report import SyncReport
from search import indexing
from services.composing import derive
from services.harvest import groups
from services.harvest.delivery import Delivery
from services.harvest.plan import Plan, changes_of, known_of
from services.harvest.relations import refresh_relations
from services.harvest.stammtext import link_bases
from services.harvest.writing.access import (
    FormWriter,
    OnlineServiceWriter,
    ResponsibilityWriter,
    SpecialisationWriter,
    waiting_samples,
)
from services.harvest.writing.base import Context
from services.harvest.writing.services import ServiceWriter
from services.harvest.writing.units import UnitWriter
from services.models import Service
from services.situation_counts import count_services

# In this order references find what they point to.
WRITERS = (
    UnitWriter,
    OnlineServiceWriter,
    FormWriter,
    ServiceWriter,
    SpecialisationWriter,
    ResponsibilityWriter,
)


def sync(delivery: Delivery, job) -> SyncReport:
    """Compare and write one delivery.

    Raises SourceUnavailable or SourceInvalid while reading, and has written nothing then.
    A report with held > 0 has written nothing either: more would be withdrawn than the source
    allows without a person's approval.
    """
    report = SyncReport(warnings=delivery.warnings)
    context = Context(job.source)
    writers = {cls.kind: cls(context) for cls in WRITERS}
    plan = Plan({kind: known_of(writer.model, job.source) for kind, writer in writers.items()})

    with collection_paused():
        plan.read(delivery, job, report)
    report.cursor = delivery.cursor
    lost = groups.losses_of(plan, job)
    held = bool(lost or plan.exceeding(job))
    warn(report.warnings, lost)
    plan.add_to(report, held, changes_of(plan, writers, held))
    if held or job.dry_run:
        return report

    stale_since = _index_stale_since(job.source)
    if not plan.is_empty:
        job.progress(_("writing"), 0, None)
        with transaction.atomic(), collection_paused():
            _write(plan, writers, context)
            _derive(context)
        stale_since = stale_since or context.now
    if stale_since:
        job.progress(_("search index"), 0, None)
        _index(stale_since)
        caching.invalidate()
    _warn_of_waiting(job.source, report)
    return report


def _write(plan, writers, context):
    for kind, planned in plan.kinds.items():
        context.keys[kind] = {key: known.pk for key, known in planned.known.items()}
    for kind, writer in writers.items():
        planned = plan.kinds[kind]
        writer.withdraw(_pks(planned, planned.withdrawn))
        writer.restore(_pks(planned, planned.restored))
        writer.reprint(planned.reprinted)
        writer.update({planned.known[key].pk: item for key, item in planned.updated.items()})
        writer.create(planned.pop_created())
        writer.after()
        _touch(kind, planned, writer, context)


def _touch(kind, planned, writer, context):
    """Refresh the services of changed holders."""
    if kind not in ("unit", "online_service", "form", "responsibility", "specialisation"):
        return
    moved = _pks(planned, planned.withdrawn | planned.restored | planned.updated.keys())
    if moved:
        context.touched_services |= writer.services_of(moved)


def _pks(planned, keys):
    return {planned.known[key].pk for key in keys}


def _derive(context):
    contact_cache.refresh(context.touched_units)
    rebased = link_bases()
    fresh = context.created_services - rebased
    derive.refresh((context.touched_services | rebased) - fresh)
    refresh_relations(fresh)
    count_services()


def _index_stale_since(source):
    """The start of a run that stopped between writing and indexing; None without one.

    The catalogue is correct after such a run, but the search index is not.
    """
    torn = source.runs.filter(status__in=(Run.Status.INTERRUPTED, Run.Status.FAILED))
    if last_good := source.last_good_run:
        torn = torn.filter(started_at__gt=last_good.started_at)
    return torn.order_by("started_at").values_list("started_at", flat=True).first()


def _index(since):
    """Index changed objects only."""
    for model in (Service, OrganisationalUnit):
        changed = model.objects.filter(changed_at__gte=since)
        indexing.update_ids(model, changed.values_list("pk", flat=True))


def _warn_of_waiting(source, report):
    count, samples = waiting_samples(source)
    if count:
        report.warnings.counts["waiting_responsibility"] = count
        report.warnings.samples["waiting_responsibility"] = samples
