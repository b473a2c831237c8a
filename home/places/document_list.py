"""The content of a list of documents: all public ones, filtered by the address."""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urljoin

from django.core.paginator import Paginator
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction

from content.blocks.lists import ListedDocument, listed
from core.formats import feeds
from core.models import CityDocument

from .columns import PAGE, WORDS
from .entries import folded

PER_PAGE = 30
YEAR, KIND, TYPE = "jahr", "art", "typ"
PARAMETERS = (WORDS, YEAR, KIND, TYPE, PAGE)


@dataclass(frozen=True)
class Entry:
    """A document of the list. row: its data for the template."""

    document: CityDocument
    title: str
    kind: str
    day: date
    row: ListedDocument


@dataclass(frozen=True)
class Choice:
    """One value that the list can be narrowed to. count: how many documents have it."""

    value: str
    count: int
    chosen: bool


def entries(page, request=None) -> list[Entry]:
    """Chosen ones and those of collections, each once, the latest first. At most five queries."""
    hidden = set(_private())
    found: dict[int, Entry] = {}
    files = page.files.select_related("document__html_alternative")
    for file in files.all():
        if file.document.collection_id not in hidden:
            title = file.title or file.document.title
            found[file.document_id] = _entry(
                file.document, title, file.kind, file.dated_on, request
            )
    kinds = _kinds(page, hidden)
    documents = CityDocument.objects.filter(collection__in=kinds).exclude(pk__in=found)
    for document in documents.select_related("html_alternative").order_by("pk"):
        kind = kinds[document.collection_id]
        found[document.pk] = _entry(document, document.title, kind, None, request)
    ordered = sorted(found.values(), key=lambda entry: entry.title.casefold())
    return sorted(ordered, key=lambda entry: entry.day, reverse=True)


def context(page, request) -> dict:
    """The template's context, by ?suche=, ?jahr=, ?art=, ?typ=; unknown values match nothing
    but never fail."""
    everything = entries(page, request)
    query = request.GET
    words = " ".join(query.get(WORDS, "").split())[:100]
    wanted = folded(words).split()
    asked = {name: query.get(name, "").strip()[:80] for name in (YEAR, KIND, TYPE)}
    found = [
        entry
        for entry in everything
        if all(not asked[name] or _value(entry, name) == asked[name] for name in asked)
        and all(word in folded(f"{entry.title} {entry.kind}") for word in wanted)
    ]
    return {
        "paged": Paginator(found, PER_PAGE).get_page(query.get(PAGE)),
        "total": len(everything),
        "words": words,
        "is_narrowed": bool(words or any(asked.values())),
        "years": _choices(everything, YEAR, asked[YEAR], reverse=True),
        "kinds": _choices(everything, KIND, asked[KIND]),
        "types": _choices(everything, TYPE, asked[TYPE]),
    }


def feed_entries(page) -> list[feeds.Entry]:
    """An entry's id is made of the list's and the document's."""
    home = page.get_site().root_url
    return [
        feeds.Entry(
            id=uuid.uuid5(page.translation_key, str(entry.document.pk)),
            link=urljoin(f"{home}/", entry.document.url),
            title=entry.title,
            text=entry.kind,
            published=timezone.make_aware(datetime.combine(entry.day, time.min)),
            updated=entry.document.created_at,
            categories=[entry.kind],
        )
        for entry in entries(page)
    ]


def _entry(document, title, kind, day, request) -> Entry:
    day = day or timezone.localdate(document.created_at)
    return Entry(document, title, kind, day, listed(document, request))


def _value(entry, name) -> str:
    if name == YEAR:
        return str(entry.day.year)
    return entry.kind if name == KIND else entry.row.type


def _choices(everything, name, asked, reverse=False) -> list[Choice]:
    counts = Counter(_value(entry, name) for entry in everything)
    counts.pop("", None)
    return [
        Choice(value, count, value == asked)
        for value, count in sorted(counts.items(), reverse=reverse)
    ]


def _private() -> list[int]:
    """Keys of the collections that not everybody may see, with those below them."""
    restrictions = CollectionViewRestriction.objects.select_related("collection")
    paths = [restriction.collection.path for restriction in restrictions]
    collections = Collection.objects.values_list("pk", "path") if paths else ()
    return [pk for pk, path in collections if path.startswith(tuple(paths))]


def _kinds(page, hidden) -> dict[int, str]:
    """{key of a collection: kind of its documents}, with those below the chosen ones."""
    chosen = list(page.collections.select_related("collection").all())
    everything = Collection.objects.order_by("path").values_list("pk", "path") if chosen else ()
    kinds: dict[int, str] = {}
    for pk, path in everything:
        above = [row for row in chosen if path.startswith(row.collection.path)]
        if above and pk not in hidden:
            nearest = max(above, key=lambda row: len(row.collection.path))
            kinds[pk] = nearest.kind or nearest.collection.name
    return kinds
