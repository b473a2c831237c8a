"""Derived columns of services: title, letter, online access, missing parts, visibility.

Runs, supplements and units change a service; `refresh` writes its derived columns. A row is
only written when something differs.
"""

from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.html import strip_tags

from core import caching
from core.text.slugs import free_slug, german_slug, still_fits
from core.text.sorting import letter, sort_key
from core.text.spoken import GERMAN
from services.areas import any_covers, our_area
from services.composing.actions import requires_presence
from services.composing.completeness import missing
from services.composing.layers import assemble, merged_texts, units
from services.composing.loading import Parts, load_many
from services.composing.online_access import online_services
from services.composing.supplement_layer import own_layer_for
from services.models import (
    FormerSlug,
    LifeSituation,
    Service,
    Specialisation,
    Supplement,
    SupplementModule,
    Synonym,
)
from services.modules_from_texts import modules_by_language

BATCH = 500
CONTENT = (
    "title", "slug", "sort_key", "letter", "teaser", "search_text", "languages", "own_layer",
    "municipal_layer", "visible", "featured", "status", "missing_fee", "missing_documents",
    "in_person",
)  # fmt: skip
RELATIONS = ("online_links", "names", "missing_unit")


def refresh(service_ids=None):
    """Derive these services anew (None: all) and return the ids of those that changed."""
    ids = list(
        service_ids if service_ids is not None else Service.objects.values_list("pk", flat=True)
    )
    changed = []
    for start in range(0, len(ids), BATCH):
        changed += _refresh_batch(ids[start : start + BATCH])
    if changed:
        caching.invalidate()
    return changed


@transaction.atomic
def _refresh_batch(ids):
    services = list(Service.objects.filter(pk__in=ids).select_related("source", "base"))
    supplements = _supplements(services)
    owns = {pk: own_layer_for(item) for pk, item in supplements.items() if item.live}
    municipals = _municipal_layers(services)
    changed = []
    slugs = TakenSlugs()
    for parts in load_many(services, owns, municipals):
        service, supplement = parts.service, supplements.get(parts.service.pk)
        before = {name: getattr(service, name) for name in (*CONTENT, *RELATIONS)}
        derive_content(parts, supplement, slugs)
        derive_relations(parts)
        if any(getattr(service, name) != value for name, value in before.items()):
            service.changed_at = timezone.now()
            changed.append(service)
            _keep_former_slug(service, before["slug"])
        if supplement:
            _follow_source(parts, supplement)
            _own_synonyms(service, parts.own)
        _own_situations(service, before["own_layer"], parts.own)
    Service.objects.bulk_update(changed, [*CONTENT, *RELATIONS, "changed_at"], batch_size=100)
    return [service.pk for service in changed]


def derive_content(parts: Parts, supplement, slugs):
    """Derive columns from texts and figures; `slugs` (TakenSlugs) provides slugs."""
    service, own = parts.service, parts.own
    service.own_layer, service.municipal_layer = own, parts.municipal
    page = assemble(parts)
    service.title = page.title
    service.sort_key = sort_key(page.title)
    service.letter = letter(page.title)
    service.teaser = page.teaser
    service.languages = [item.tag for item in page.languages]
    text = search_text(page)
    spoken = [assemble(parts, language) for language in _other_languages(service)]
    # The links follow in derive_relations: what stood there stays until then.
    service.names = {each.language: _list_texts(each, service.names) for each in spoken}
    service.in_person = requires_presence(f"{page.teaser} {text}")
    service.search_text = " ".join(
        [text, *(f"{each.teaser} {search_text(each)}" for each in spoken)]
    )
    service.status = own.get("status", Service.Status.AVAILABLE)
    live = supplement is not None and supplement.live
    service.featured = live and supplement.featured
    service.visible = bool(service.source_id or live) and not (live and supplement.hidden)
    gaps = missing(page)
    service.missing_fee = "fee" in gaps
    service.missing_documents = "documents" in gaps
    service.slug = slugs.slug_for(service)


def derive_relations(parts: Parts):
    """Derive columns from responsibilities: online access, and whether a unit is responsible."""
    service = parts.service
    service.online_links = links_of(online_services(parts))
    service.names = {
        language: {**words, "links": links_of(online_services(parts, language))}
        for language, words in service.names.items()
    }
    service.missing_unit = not any(item.role == "01" for item in units(parts))


def _other_languages(service) -> list[str]:
    """The languages of the site besides German in which the service has a text."""
    languages = [code for code, _name in settings.LANGUAGES if code != GERMAN]
    return [code for code in languages if code in service.languages]


def _list_texts(page, before) -> dict:
    """The data of a list row in the language of this page."""
    links = before.get(page.language, {}).get("links", [])
    return {"title": page.title, "teaser": page.teaser, "links": links}


def links_of(ways) -> list[dict]:
    return [{"title": way.title, "url": way.url, "action": str(way.action)} for way in ways]


def search_text(page) -> str:
    """All public words of a page, for the search index."""
    words = [page.official_title, *page.service.leika_keys]
    for section in page.sections:
        words.append(strip_tags(section.html.replace("<", " <")))
        words += [link.title for link in section.links]
    return " ".join(" ".join(words).split())


class TakenSlugs:
    """Provides slugs that no service has or ever had."""

    def __init__(self):
        self._taken = None

    def slug_for(self, service):
        """The present slug while it still fits the title, else a free one."""
        fallback, present = "dienstleistung", service.slug
        text = service.title if german_slug(service.title) else fallback
        if still_fits(present, text) or still_fits(_without_number(present), text):
            return present
        if self._taken is None:
            self._taken = set(Service.objects.values_list("slug", flat=True))
            self._taken |= set(FormerSlug.objects.values_list("slug", flat=True))
        slug = free_slug(text, self._taken, fallback)
        self._taken.add(slug)
        return slug


def _without_number(slug):
    head, _dash, tail = slug.rpartition("-")
    return head if head and tail.isdigit() else slug


def _keep_former_slug(service, slug):
    if slug and slug != service.slug:
        FormerSlug.objects.get_or_create(slug=slug, defaults={"service": service})


def _supplements(services) -> dict[int, Supplement]:
    found = Supplement.objects.filter(service__in=services).prefetch_related(
        "modules", "links__document", "units", "relations", "life_situations"
    )
    return {item.service_id: item for item in found}


def _municipal_layers(services) -> dict[int, dict]:
    """The municipal layers for our area: delivered on their own, or inside the service's record."""
    layers = defaultdict(dict)
    rows = Specialisation.objects.filter(service__in=services, withdrawn_at=None).select_related(
        "source"
    )
    for row in rows:
        _add_municipal(layers[row.service_id], row.delivered, row.source)
    for service in services:
        if '"specialisations":[{' in service.record:
            for values in service.delivered["specialisations"]:
                _add_municipal(layers[service.pk], values, service.source)
    return layers


def _add_municipal(layer, values, source):
    if not any_covers(values["areas"], our_area(source)):
        return
    layer["append"] = source.options.get("specialisation", "append") == "append"
    for language, found in modules_by_language(values["modules"]).items():
        layer.setdefault("modules", {}).setdefault(language, {}).update(found)
    for name in ("fees", "deadlines", "processing_times"):
        if values.get(name):
            layer.setdefault(name, []).extend(values[name])


def _follow_source(parts, supplement):
    """Mark own texts whose source has changed since they were written."""
    source_only = Parts(
        service=parts.service,
        versions=parts.versions,
        base_versions=parts.base_versions,
        municipal=parts.municipal,
    )
    for module in supplement.modules.all():
        if module.mode not in (SupplementModule.Mode.REPLACE, SupplementModule.Mode.HIDE):
            continue
        text = merged_texts(source_only, module.language).get(module.code)
        moved_on = (text.html if text else "") != module.replaced_html
        if moved_on != module.source_moved_on:
            SupplementModule.objects.filter(pk=module.pk).update(source_moved_on=moved_on)


def _own_situations(service, before, own):
    """Link the editors' life situations; keep those of the source when editors remove theirs."""
    wanted = set(own.get("life_situations", ()))
    dropped = set((before or {}).get("life_situations", ())) - wanted
    if dropped:
        named = {(one["scheme"], one["id"]) for one in service.delivered.get("categories", ())}
        service.life_situations.remove(
            *(
                node
                for node in LifeSituation.objects.filter(pk__in=dropped)
                if (node.scheme, node.external_id) not in named
            )
        )
    service.life_situations.add(*wanted)


def _own_synonyms(service, own):
    wanted = list(own.get("aliases", ()))
    if set(wanted) == set(service.synonyms.filter(own=True).values_list("term", flat=True)):
        return
    service.synonyms.filter(own=True).delete()
    Synonym.objects.bulk_create(
        Synonym(service=service, term=term, sort_key=sort_key(term), letter=letter(term), own=True)
        for term in wanted
    )
