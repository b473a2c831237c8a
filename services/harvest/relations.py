"""Derived relations of newly created services, in bulk: responsible units and online access.

services.composing.derive does the same for a service that may have a supplement; these have none.
"""

from collections import defaultdict

from django.conf import settings

from services.areas import covers, our_area
from services.composing.derive import RELATIONS, derive_relations
from services.composing.loading import Parts
from services.models import Responsibility, Service


def refresh_relations(service_ids):
    """Derive online_links and missing_unit of these services."""
    service_ids = set(service_ids)
    if not service_ids:
        return
    with_unit = _with_responsible_unit()
    responsibilities = _online_responsibilities()
    moved = []
    rows = (
        Service.objects.filter(source__isnull=False)
        .select_related("source")
        .only("id", "title", "in_person", "leika_keys", "external_id", "source__area", *RELATIONS)
    )
    for service in rows.iterator(chunk_size=2000):
        if service.pk not in service_ids:
            continue
        before = [getattr(service, name) for name in RELATIONS]
        derive_relations(Parts(service=service, responsibilities=responsibilities[service.pk]))
        service.missing_unit = service.pk not in with_unit
        if before != [getattr(service, name) for name in RELATIONS]:
            moved.append(service)
    Service.objects.bulk_update(moved, RELATIONS, batch_size=200)


def _with_responsible_unit() -> set[int]:
    rows = Responsibility.objects.filter(
        withdrawn_at=None,
        service__isnull=False,
        unit__withdrawn_at=None,
        unit__hidden=False,
        unit__not_public=False,
        unit__generalised=False,
        role__in=("", "01"),
    )
    names = ("service_id", "area", "source__area")
    return {
        service
        for service, area, own in rows.exclude(unit=None).values_list(*names)
        if covers(area, own or settings.STADTTOR_ARS)
    }


def _online_responsibilities() -> dict[int, list[Responsibility]]:
    found = defaultdict(list)
    rows = Responsibility.objects.filter(
        withdrawn_at=None, service__isnull=False, online_service__isnull=False
    ).select_related("source", "online_service")
    for row in rows.defer("record", "online_service__record").order_by("role", "id"):
        if covers(row.area, our_area(row.source)):
            found[row.service_id].append(row)
    return found
