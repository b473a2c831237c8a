"""Services: the row with its derived columns, language versions, figures, synonyms."""

from core.text.html import plain_text
from core.text.sorting import letter, sort_key
from services import modules
from services.composing.derive import TakenSlugs, derive_content
from services.composing.loading import Parts
from services.models import Service, ServiceVersion, Synonym
from services.models.catalogue import Layer
from services.modules_from_texts import modules_by_language

from .base import BATCH, Writer
from .figures import FIGURES, write_figures
from .situations import SituationWriter

CHILDREN = (ServiceVersion, *FIGURES)


class ServiceWriter(Writer):
    kind = "service"
    model = Service
    columns = (
        "leika_keys", "structure", "layer", "areas", "audiences", "trust_level", "written_form",
        "sdg_codes", "origin_links", "related_keys", "approved_on", "approved_by", "valid_from",
        "valid_through", "internal",
    )  # fmt: skip

    def __init__(self, context):
        super().__init__(context)
        self._situations = SituationWriter(context)
        self._slugs = TakenSlugs()

    def fill(self, row, record):
        row.leika_keys = list(record.leika_keys)
        row.structure = record.structure[:20]
        row.layer = layer_of(record.ref.agency)
        row.areas = list(record.areas)
        row.audiences = list(record.audiences)
        row.trust_level = record.trust_level[:4]
        row.written_form = record.written_form
        row.sdg_codes = list(record.sdg_codes)
        row.origin_links = [{"url": link.url, "title": link.title} for link in record.origin_links]
        row.related_keys = [ref.key for ref in record.related]
        row.approved_on = record.approved_on
        row.approved_by = record.approved_by
        row.valid_from = record.valid_from
        row.valid_through = record.valid_through
        row.internal = {**record.internal, **record.extra}
        row.new_versions = versions_of(row, record)

    def before_create(self, rows):
        """Derive the columns that depend on texts alone, so that new rows are written once."""
        for row in rows:
            versions = {version.language: version for version in row.new_versions}
            derive_content(Parts(service=row, versions=versions), None, self._slugs)

    def create(self, staged):
        self._situations.look_ahead(item.record for item in staged)
        super().create(staged)

    def create_batch(self, staged):
        rows = super().create_batch(staged)
        self.context.created_services |= {row.pk for row in rows}
        return rows

    def update(self, staged):
        self._situations.look_ahead(item.record for item in staged.values())
        rows = super().update(staged)
        self.context.touched_services |= set(staged)
        return rows

    def remove_children(self, rows):
        for model in CHILDREN:
            model.objects.filter(service__in=rows).delete()
        Synonym.objects.filter(service__in=rows, own=False).delete()

    def write_children(self, rows_and_records):
        # Popped: a row and its versions would hold each other in memory.
        versions = [
            version
            for row, _record in rows_and_records
            for version in row.__dict__.pop("new_versions")
        ]
        ServiceVersion.objects.bulk_create(versions, batch_size=BATCH)
        write_figures("service", rows_and_records)
        Synonym.objects.bulk_create(
            [synonym for row, record in rows_and_records for synonym in synonyms_of(row, record)],
            batch_size=BATCH,
        )
        self._situations.write(rows_and_records)


def layer_of(agency: str) -> int:
    """The layer of an editorial office: B… is federal; L… and S… are of states."""
    return Layer.FEDERAL if agency.startswith("B") else Layer.STATE


def versions_of(row, record) -> list[ServiceVersion]:
    """One version per language that has a title or a text; German always."""
    told = {version.tag: version for version in record.languages}
    versions = []
    for language, found in ({"de": {}} | modules_by_language(record.modules)).items():
        official = plain_text(found.pop(modules.OFFICIAL_TITLE, {}).get("html", ""))
        title = plain_text(found.pop(modules.TITLE, {}).get("html", "")) or official
        if not title and not found and language != "de":
            continue
        about = told.get(language)
        versions.append(
            ServiceVersion(
                service=row,
                language=language,
                title=title or (record.ref.key if language == "de" else ""),
                official_title=official,
                modules=found,
                machine_translated=bool(about and about.machine_translated),
                updated_at=about.updated_at if about else None,
            )
        )
    return versions


def synonyms_of(row, record) -> list[Synonym]:
    """The synonyms of the source, each once per language, without those in the title itself."""
    title = row.sort_key
    seen, found = set(), []
    for item in record.synonyms:
        key = sort_key(item.term)
        if not key or key == title or (key, item.language) in seen:
            continue
        seen.add((key, item.language))
        found.append(
            Synonym(
                service=row,
                term=item.term[:300],
                sort_key=key[:300],
                letter=letter(item.term),
                language=item.language,
                type_code=item.type_code[:10],
            )
        )
    return found
