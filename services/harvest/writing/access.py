"""Online services, forms, municipal texts and responsibilities."""

from services.models import Form, OnlineService, Responsibility, Specialisation
from services.modules_from_texts import modules_by_language

from .base import BATCH, Writer
from .figures import remove_figures, write_figures


def _words_in(kept) -> str:
    """The words of an unmapped element: names and codes, without its list's name."""
    if isinstance(kept, str):
        return kept
    if isinstance(kept, dict):
        kept = [value for name, value in kept.items() if not name.startswith("list")]
    return " ".join(filter(None, map(_words_in, kept)))


class HolderWriter(Writer):
    """Base writer of objects that responsibilities link to services."""

    def services_of(self, pks):
        rows = Responsibility.objects.filter(**{f"{self.kind}__in": pks}, service__isnull=False)
        return set(rows.values_list("service_id", flat=True))


class OnlineServiceWriter(HolderWriter):
    kind = "online_service"
    model = OnlineService
    columns = (
        "title", "kind", "titles", "descriptions", "links", "trust_level", "identification",
        "payment_methods", "parameters", "areas", "valid_from", "valid_through",
    )  # fmt: skip

    def fill(self, row, record):
        row.title = record.label
        row.kind = _words_in(record.extra.get("typ", ""))
        row.titles = record.names
        row.descriptions = record.descriptions
        row.links = [
            {"url": link.url, "language": link.language, "title": link.title, "kind": link.kind}
            for link in record.links
        ]
        row.trust_level = record.trust_level[:4]
        row.identification = list(record.identification)
        row.payment_methods = list(record.payment_methods)
        row.parameters = record.parameters
        row.areas = list(record.areas)
        row.valid_from = record.valid_from
        row.valid_through = record.valid_through


class FormWriter(HolderWriter):
    kind = "form"
    model = Form
    columns = ("title", "titles", "links")

    def fill(self, row, record):
        row.title = record.label
        row.titles = record.names
        row.links = [
            {"url": link.url, "language": link.language, "title": link.title}
            for link in record.links
        ]


class SpecialisationWriter(Writer):
    kind = "specialisation"
    model = Specialisation
    columns = ("service", "service_key", "areas", "modules")

    def services_of(self, pks):
        rows = Specialisation.objects.filter(pk__in=pks, service__isnull=False)
        return set(rows.values_list("service_id", flat=True))

    def write_children(self, rows_and_records):
        write_figures("specialisation", rows_and_records)

    def remove_children(self, rows):
        remove_figures("specialisation", rows)

    def after(self):
        """Link texts that came before their service."""
        waiting = Specialisation.objects.filter(source=self.context.source, service=None)
        found = []
        for row in waiting:
            row.service_id = self.context.keys.get("service", {}).get(row.service_key)
            if row.service_id:
                found.append(row)
                self.context.touched_services.add(row.service_id)
        Specialisation.objects.bulk_update(found, ["service"], batch_size=BATCH)

    def fill(self, row, record):
        row.service_key = record.service.key
        row.service_id = self.context.pk_of("service", record.service)
        row.areas = list(record.areas)
        row.modules = modules_by_language(record.modules)
        if row.service_id:
            self.context.touched_services.add(row.service_id)


class ResponsibilityWriter(Writer):
    """References may precede their targets: such a row keeps the keys until these arrive."""

    kind = "responsibility"
    model = Responsibility
    columns = (
        "holder_kind", "holder_key", "service_key", "unit", "online_service", "form", "service",
        "area", "role",
    )  # fmt: skip

    def services_of(self, pks):
        rows = Responsibility.objects.filter(pk__in=pks, service__isnull=False)
        return set(rows.values_list("service_id", flat=True))

    def fill(self, row, record):
        context = self.context
        row.holder_kind = record.holder_kind
        row.holder_key = record.holder.key
        row.service_key = record.service.key
        row.area = record.area
        row.role = record.role[:10]
        row.service_id = context.pk_of("service", record.service)
        row.unit_id = row.online_service_id = row.form_id = None
        setattr(row, f"{record.holder_kind}_id", context.pk_of(record.holder_kind, record.holder))
        if row.service_id:
            context.touched_services.add(row.service_id)

    def after(self):
        """Resolve rows that were waiting for objects of this run."""
        waiting = Responsibility.objects.filter(
            source=self.context.source, withdrawn_at=None
        ).dangling()
        found = []
        for row in waiting.defer("record"):
            service_id = self.context.keys.get("service", {}).get(row.service_key)
            holder_id = self.context.keys.get(row.holder_kind, {}).get(row.holder_key)
            if (service_id and not row.service_id) or (holder_id and not row.holder_id):
                row.service_id = service_id
                setattr(row, f"{row.holder_kind}_id", holder_id)
                found.append(row)
                self.context.touched_services |= {service_id} - {None}
        Responsibility.objects.bulk_update(
            found, ["service", "unit", "online_service", "form"], batch_size=BATCH
        )


def waiting_samples(source, limit=20):
    """Dangling responsibilities: (count, ["holder → service", …])."""
    rows = Responsibility.objects.filter(source=source, withdrawn_at=None).dangling()
    return rows.count(), [str(row) for row in rows.defer("record")[:limit]]
