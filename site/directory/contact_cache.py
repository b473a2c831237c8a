"""One document per unit with all its parts, so that a page needs no query for each kind.

The rows are the truth; `refresh` writes the document whenever they change, `attach_contacts` puts
it back as (unsaved) rows, so that templates read `unit.addresses.all` either way.
"""

from datetime import date, time

from .models import (
    Address,
    ContactChannel,
    ContactPerson,
    OpeningHours,
    OpeningHoursException,
    OrganisationalUnit,
)

PARTS = {
    "addresses": Address,
    "channels": ContactChannel,
    "persons": ContactPerson,
    "hours": OpeningHours,
    "hours_exceptions": OpeningHoursException,
}
_BOOKKEEPING = {"id", "unit", "own", "position", "closure"}
_FIELDS = {
    name: [field for field in model._meta.fields if field.name not in _BOOKKEEPING]
    for name, model in PARTS.items()
}


def document(parts: dict[str, list]) -> dict:
    """The parts of one unit, {relation: [part, …]}, as plain JSON without empty values."""
    return {
        name: [_as_json(part, _FIELDS[name]) for part in rows]
        for name, rows in parts.items()
        if rows
    }


def _as_json(part, fields):
    values = ((field.attname, getattr(part, field.attname)) for field in fields)
    return {
        name: value.isoformat() if isinstance(value, (date, time)) else value
        for name, value in values
        if value not in (None, "", [])
    }


def attach_contacts(units):
    """Give each unit its parts from its document; further `.all()` calls make no query."""
    for unit in units:
        cache = unit.__dict__.setdefault("_prefetched_objects_cache", {})
        for name, model in PARTS.items():
            queryset = model._default_manager.none()
            queryset._result_cache = cached_parts(unit, name)
            cache[name] = queryset
    return units


def cached_parts(unit, name) -> list:
    """The parts of one kind (a name of PARTS) from the unit's document, as (unsaved) rows."""
    return [_from_json(PARTS[name], unit, values) for values in unit.contact.get(name, ())]


def _from_json(model, unit, values):
    values = {name: model._meta.get_field(name).to_python(value) for name, value in values.items()}
    return model(unit=unit, **values)


def refresh(unit_ids):
    """Write the documents of these units anew."""
    units = list(OrganisationalUnit.objects.filter(pk__in=unit_ids).prefetch_related(*PARTS))
    for unit in units:
        unit.contact = document({name: list(getattr(unit, name).all()) for name in PARTS})
    OrganisationalUnit.objects.bulk_update(units, ["contact"], batch_size=200)


def refresh_after_part_change(instance, **kwargs):
    """An editor has saved or deleted a part (connected in apps.py)."""
    refresh([instance.unit_id])
