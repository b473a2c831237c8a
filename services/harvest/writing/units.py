"""Organisational units: the row, and its imported parts beside the editors' own."""

from core.text.slugs import free_slug
from core.text.sorting import sort_key
from directory.contact_cache import PARTS
from directory.models import (
    Address,
    ContactChannel,
    ContactPerson,
    OpeningHours,
    OrganisationalUnit,
)

from .access import HolderWriter
from .base import BATCH


class UnitWriter(HolderWriter):
    kind = "unit"
    model = OrganisationalUnit
    columns = (
        "name", "sort_key", "names", "descriptions", "short_descriptions", "alternative_names",
        "kind", "parent_key", "opening_hours_texts", "payment_methods", "accessibility",
        "appointment_required", "appointment_url", "area", "generalised", "not_public",
        "position",
    )  # fmt: skip

    _slugs = None

    def fill(self, row, record):
        row.name = record.label
        row.sort_key = sort_key(record.label)
        row.names = record.names
        row.descriptions = record.descriptions
        row.short_descriptions = record.short_descriptions
        row.alternative_names = list(record.alternative_names)
        row.kind = record.kind[:120]
        row.parent_key = record.parent.key if record.parent else ""
        row.opening_hours_texts = record.hours_texts
        row.payment_methods = list(record.payment_methods)
        row.accessibility = record.accessibility
        row.appointment_required = record.appointment_required
        row.appointment_url = record.appointment_url
        row.area = record.area
        row.generalised = record.generalised
        row.not_public = not record.visible
        row.position = record.position

    def before_create(self, rows):
        if self._slugs is None:
            self._slugs = set(OrganisationalUnit.objects.values_list("slug", flat=True))
        for row in rows:
            row.slug = free_slug(row.name, self._slugs, fallback="amt")
            self._slugs.add(row.slug)

    def write_children(self, rows_and_records):
        parts = {name: [] for name in PARTS}
        for row, record in rows_and_records:
            for name, found in _imported_parts(row, record).items():
                parts[name] += found
        for name, rows in parts.items():
            PARTS[name].objects.bulk_create(rows, batch_size=BATCH)
        self.context.touched_units |= {
            row.pk for row, record in rows_and_records if _has_parts(record)
        }

    def remove_children(self, rows):
        for model in PARTS.values():
            model.objects.filter(unit__in=rows, own=False).delete()
        self.context.touched_units |= {row.pk for row in rows}

    def after(self):
        """Resolve parents, which may come after their children."""
        keys = self.context.keys.get(self.kind, {})
        waiting = OrganisationalUnit.objects.filter(source=self.context.source).exclude(
            parent_key=""
        )
        moved = []
        for unit in waiting.only("id", "parent_key", "parent_id"):
            parent_id = keys.get(unit.parent_key)
            if parent_id != unit.parent_id and parent_id != unit.pk:
                unit.parent_id = parent_id
                moved.append(unit)
        OrganisationalUnit.objects.bulk_update(moved, ["parent"], batch_size=BATCH)


def _has_parts(record):
    return bool(record.addresses or record.channels or record.persons or record.hours)


def _imported_parts(row, record) -> dict[str, list]:
    return {
        "addresses": [
            Address(
                unit=row,
                position=position,
                kind=item.kind,
                street=item.street[:200],
                house_number=item.house_number[:40],
                post_box=item.post_box[:80],
                postcode=item.postcode[:20],
                place=item.place[:200],
                supplement=item.supplement[:300],
                latitude=item.latitude,
                longitude=item.longitude,
                wheelchair=item.wheelchair,
                lift=item.lift,
                accessibility_note=item.accessibility_note,
                public_transport=list(item.public_transport),
                parking=list(item.parking),
            )
            for position, item in enumerate(record.addresses)
        ],
        "channels": [
            ContactChannel(
                unit=row,
                position=position,
                kind=item.kind,
                value=item.value,
                title=item.title[:200],
            )
            for position, item in enumerate(record.channels)
        ],
        "persons": [
            ContactPerson(
                unit=row,
                position=position,
                name=item.name[:200],
                function=item.function[:300],
                room=item.room[:80],
                phone=item.phone[:80],
                email=item.email[:254],
            )
            for position, item in enumerate(record.persons)
        ],
        "hours": [
            OpeningHours(
                unit=row,
                position=position,
                weekday=item.weekday,
                opens=item.opens,
                closes=item.closes,
                note=item.note[:200],
                valid_from=item.valid_from,
                valid_through=item.valid_through,
            )
            for position, item in enumerate(record.hours)
        ],
    }
