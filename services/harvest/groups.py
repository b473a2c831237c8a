"""Groups of the catalogue for holding a run: life situation, office, group of keys."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from directory.models import OrganisationalUnit
from harvest.groups import Loss, losses
from services.models import LifeSituation, Responsibility, Service

from .plan import KindPlan, Plan

# Of a LeiKa key: "99" and three digits for what it is about, as in 99036 for vehicles.
LEIKA_GROUP = 5


def losses_of(plan: Plan, job) -> list[Loss]:
    """The losses among groups of services and their holders that a person has to approve."""
    found = []
    for name, kind in plan.kinds.items():
        if kind.withdrawn:
            live, going = _keys(kind)
            groups = _GROUPS.get(name)
            found += losses(groups(live, going), going, job) if groups else []
    return found


def _keys(kind: KindPlan) -> tuple[set[int], set[int]]:
    live = {known.pk for known in kind.known.values() if not known.withdrawn}
    return live, {kind.known[key].pk for key in kind.withdrawn}


def _of_services(live: set[int], going: set[int]) -> Iterator[tuple[str, set[int]]]:
    """Groups of services."""
    yield from _by_situation({pk: {pk} for pk in live})
    by_unit = defaultdict(set)
    for unit, service in _pairs("unit_id", "service_id"):
        if service in live:
            by_unit[unit].add(service)
    yield from _offices(by_unit)
    yield from _by_key(live)


def _of_holders(column: str):
    """Groups of online services and forms: by the life situations of their services."""

    def groups(live, going):
        services = defaultdict(set)
        for holder, service in _pairs(column, "service_id"):
            if holder in live:
                services[service].add(holder)
        return _by_situation(services)

    return groups


def _of_responsibilities(live: set[int], going: set[int]) -> Iterator[tuple[str, set[int]]]:
    """Groups of responsibilities by office: a service is lost when it goes for all areas."""
    rows = defaultdict(set)
    for unit, service, pk in _pairs("unit_id", "service_id", "pk"):
        if pk in live:
            rows[unit, service].add(pk)
    by_unit = defaultdict(set)
    for (unit, _service), pks in rows.items():
        by_unit[unit].add(min(pks - going or pks))
    return _offices(by_unit)


def _of_units(live: set[int], going: set[int]) -> Iterator[tuple[str, set[int]]]:
    below = defaultdict(set)
    for parent, unit in OrganisationalUnit.objects.values_list("parent", "pk"):
        if parent and unit in live:
            below[parent].add(unit)
    return _offices(below)


def _pairs(*columns):
    rows = Responsibility.objects.filter(withdrawn_at=None, service__withdrawn_at=None)
    wanted = {f"{column}__isnull": False for column in columns if column != "pk"}
    return rows.filter(**wanted).values_list(*columns)


def _by_situation(members: dict[int, set[int]]) -> Iterator[tuple[str, set[int]]]:
    """members: {service: its objects}. A life situation includes those below it."""
    nodes = {pk: (title, parent) for pk, title, parent in
             LifeSituation.objects.values_list("pk", "title", "parent_id")}  # fmt: skip
    found = defaultdict(set)
    links = Service.life_situations.through.objects.values_list("lifesituation_id", "service_id")
    for node, service in links:
        seen = set()
        while service in members and node in nodes and node not in seen:
            seen.add(node)
            found[node] |= members[service]
            node = nodes[node][1]
    for node, group in found.items():
        yield _("Life situation “%(title)s”") % {"title": nodes[node][0]}, group


def _offices(groups: dict[int, set[int]]) -> Iterator[tuple[str, set[int]]]:
    names = dict(OrganisationalUnit.objects.values_list("pk", "name"))
    for unit, group in groups.items():
        yield _("Office “%(name)s”") % {"name": names.get(unit, unit)}, group


def _by_key(live: set[int]) -> Iterator[tuple[str, set[int]]]:
    found = defaultdict(set)
    for pk, keys in Service.objects.exclude(leika_keys=[]).values_list("pk", "leika_keys"):
        if pk in live:
            for key in keys:
                found[str(key)[:LEIKA_GROUP]].add(pk)
    for key, group in found.items():
        yield _("Keys %(start)s…") % {"start": key}, group


_GROUPS = {
    "service": _of_services,
    "unit": _of_units,
    "responsibility": _of_responsibilities,
    "online_service": _of_holders("online_service_id"),
    "form": _of_holders("form_id"),
}
