"""Loading of the parts of services, for one or for many, in few queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from directory.contact_cache import attach_contacts
from directory.models import OrganisationalUnit
from services.areas import covers, our_area
from services.composing.related import related_services
from services.models import Form, LifeSituation, Responsibility, Service, ServiceVersion


@dataclass
class Parts:
    """A service with all parts of its page, in all languages."""

    service: Service
    versions: dict[str, ServiceVersion] = field(default_factory=dict)
    base_versions: dict[str, ServiceVersion] = field(default_factory=dict)
    own: dict = field(default_factory=dict)
    municipal: dict = field(default_factory=dict)
    # Live responsibilities for our area, with unit, online service or form.
    responsibilities: list[Responsibility] = field(default_factory=list)
    units: dict[int, OrganisationalUnit] = field(default_factory=dict)
    # Forms that the service's documents refer to, besides those of responsibilities.
    forms: list[Form] = field(default_factory=list)
    related: list[Service] = field(default_factory=list)
    life_situations: list[LifeSituation] = field(default_factory=list)


def load(service: Service, own: dict | None = None) -> Parts:
    """The parts of one service; `own` overrides the published layer of the editors (preview)."""
    own = service.own_layer if own is None else own
    versions = _versions({service.pk, service.base_id} - {None})
    responsibilities = _responsibilities([service.pk])[service.pk]
    unit_ids = {item.unit_id for item in responsibilities if item.unit_id}
    unit_ids |= {unit_id for unit_id, _role in own.get("units", ())}
    situations = _life_situations(service, own)
    return Parts(
        service=service,
        versions=versions[service.pk],
        base_versions=versions[service.base_id] if service.base_id else {},
        own=own,
        municipal=service.municipal_layer,
        responsibilities=responsibilities,
        units=_units(unit_ids),
        forms=_forms(service),
        related=related_services(service, own, unit_ids, situations),
        life_situations=situations,
    )


def load_many(services: list[Service], owns: dict[int, dict], municipals: dict[int, dict]):
    """Parts for derived columns: as `load`, without contacts, related and life situations."""
    ids = {service.pk for service in services}
    versions = _versions(ids | {service.base_id for service in services if service.base_id})
    responsibilities = _responsibilities(ids)
    unit_ids = {item.unit_id for items in responsibilities.values() for item in items}
    unit_ids |= {unit_id for own in owns.values() for unit_id, _role in own.get("units", ())}
    units = OrganisationalUnit.objects.published().in_bulk(unit_ids - {None})
    return [
        Parts(
            service=service,
            versions=versions[service.pk],
            base_versions=versions[service.base_id] if service.base_id else {},
            own=owns.get(service.pk, {}),
            municipal=municipals.get(service.pk, {}),
            responsibilities=responsibilities[service.pk],
            units=units,
        )
        for service in services
    ]


def _versions(service_ids) -> dict[int, dict[str, ServiceVersion]]:
    found = defaultdict(dict)
    for version in ServiceVersion.objects.filter(service_id__in=service_ids):
        found[version.service_id][version.language] = version
    return found


def _responsibilities(service_ids) -> dict[int, list[Responsibility]]:
    found = defaultdict(list)
    rows = (
        Responsibility.objects.filter(service_id__in=service_ids, withdrawn_at=None)
        .select_related("source", "online_service", "form")
        .defer("record", "online_service__record", "form__record")
        .order_by("role", "id")
    )
    for row in rows:
        if covers(row.area, our_area(row.source)):
            found[row.service_id].append(row)
    return found


def _units(unit_ids) -> dict[int, OrganisationalUnit]:
    if not unit_ids:
        return {}
    units = OrganisationalUnit.objects.published().defer("record").filter(pk__in=unit_ids)
    return {unit.pk: unit for unit in attach_contacts(list(units))}


def _forms(service) -> list[Form]:
    keys = {f"{ref['agency']}/{ref['id']}" for ref in service.delivered.get("forms", ())}
    if not keys:
        return []
    ids = [key.split("/", 1)[1] for key in keys]
    forms = Form.objects.filter(source=service.source_id, external_id__in=ids).defer("record")
    return [form for form in forms if form.key in keys]


def _life_situations(service, own) -> list[LifeSituation]:
    wanted = Q(services=service) | Q(pk__in=own.get("life_situations", []))
    return list(LifeSituation.objects.filter(wanted, hidden=False).distinct())
