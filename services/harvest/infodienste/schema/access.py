"""Online services, forms, competences and life situations → records."""

from collections.abc import Iterator

from core.safe_links import web_address
from core.text.html import clean_html
from services.records import Category, Form, Link, OnlineLink, OnlineService, Ref, Responsibility
from services.records.normalise import instant

from .values import (
    Context,
    Versions,
    by_language,
    entries,
    is_public,
    key_of,
    main,
    reference_ids,
    text,
    words,
)

CATEGORY_SCHEME = "infodienste"
RESPONSIBLE = "01"


def online_service(versions: Versions, context: Context) -> OnlineService:
    german = main(versions)
    links = {}
    for tag, raw in versions.items():
        url = web_address(text(raw, "link"))
        if url and url not in links:
            links[url] = OnlineLink(url, tag, text(raw, "linkTitle"))
    trust = german.get("trustLevel")
    return OnlineService(
        ref=context.ref(german["id"]),
        names=by_language(versions, lambda raw: text(raw, "name")),
        descriptions=by_language(
            versions, lambda raw: clean_html(str(raw.get("description") or ""))
        ),
        links=tuple(links.values()),
        trust_level=key_of(trust),
        identification=_names(german, "identificationMethods"),
        payment_methods=_names(german, "paymentMethods"),
        updated_at=instant(text(german, "lastUpdated")),
    )


def _names(raw: dict, name: str) -> tuple[str, ...]:
    """A list of Types or of plain words."""
    typed = [text(item, "name") or key_of(item) for item in entries(raw, name) if is_public(item)]
    plain = [] if entries(raw, name) else words(raw, name)
    return tuple(word for word in [*typed, *plain] if word)


def form(versions: Versions, context: Context) -> Form:
    german = main(versions)
    links = {}
    for tag, raw in versions.items():
        for item in entries(raw, "links"):
            url = web_address(text(item, "url"))
            kind = item.get("type")
            title = text(kind, "name") if isinstance(kind, dict) else ""
            if url and is_public(item):
                links.setdefault(url, Link(url, title, "", tag))
    return Form(
        ref=context.ref(german["id"]),
        names=by_language(versions, lambda raw: text(raw, "name")),
        descriptions=by_language(
            versions, lambda raw: clean_html(str(raw.get("description") or ""))
        ),
        links=tuple(links.values()),
        updated_at=instant(text(german, "lastUpdated")),
    )


def responsibility(context: Context, kind: str, holder: str, service: str, area="", role=""):
    """A Responsibility; the source gives competences no id, so it is made of those of both ends."""
    ends = [kind, holder, service, *([area] if area else [])]
    return Responsibility(
        ref=Ref(context.agency, ":".join(ends)),
        holder_kind=kind,
        holder=context.ref(holder),
        service=context.ref(service),
        area=area,
        role=role,
    )


def competences(raw: dict, unit_id: str, context: Context) -> Iterator[Responsibility]:
    """An OuCompetence: areas × services; without areas it holds everywhere."""
    areas = reference_ids(raw, "areas")
    keys = {context.area_key(area) for area in areas} if areas else {""}
    if None in keys:
        context.warnings.add("area_not_understood", f"{unit_id}: {', '.join(areas)}")
    for service in reference_ids(raw, "publicServiceTypes"):
        for area in sorted(key for key in keys if key is not None):
            yield responsibility(context, "unit", unit_id, service, area, RESPONSIBLE)


def categories(raw_categories: list[dict]) -> dict[str, tuple[Category, ...]]:
    """{service id: its life situations with all that lie above them, the highest first}."""
    nodes = {str(raw["id"]): raw for raw in raw_categories if raw.get("id")}
    by_service: dict[str, dict[str, Category]] = {}
    for id, raw in sorted(nodes.items()):
        path = _path(id, nodes)
        for service in reference_ids(raw, "publicServiceTypes"):
            by_service.setdefault(service, {}).update(path)
    return {service: tuple(found.values()) for service, found in by_service.items()}


def _path(id: str, nodes: dict[str, dict]) -> dict[str, Category]:
    path: dict[str, Category] = {}
    # A tree that bites its tail ends where it began.
    while id in nodes and id not in path:
        parent = str(nodes[id].get("parentId") or "")
        path[id] = Category(CATEGORY_SCHEME, id, {"de": text(nodes[id], "name")}, parent)
        id = parent
    return dict(reversed(path.items()))
