"""Search in stages: synonyms, prefixes, full text, similar spelling."""

from dataclasses import dataclass
from operator import attrgetter

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Model, QuerySet

from core.text.sorting import sort_key

from . import registry
from .matching import Title, matches
from .registry import SearchKind
from .tokenizing import phrases, words

# Fewer hits than this, and similar spellings are looked for (PostgreSQL only).
FEW = 3
SIMILAR_ENOUGH = 0.5
SIMILAR_AT_MOST = 20


@dataclass(frozen=True)
class Hit:
    """One result; `links` are direct links, [{"title", "url", "action"}].

    language: of title and teaser, where they are not in the page's language.
    """

    object: Model
    title: str
    url: str
    teaser: str = ""
    links: tuple[dict, ...] = ()
    language: str = ""


@dataclass(frozen=True)
class Group:
    """The hits of one kind: at most `limit` of `total`."""

    kind: SearchKind
    hits: list[Hit]
    total: int


def search(query: str, limit: int = 10, kinds: list[SearchKind] | None = None) -> list[Group]:
    """All results, grouped by kind in the order of the kinds; no empty groups.

    kinds: the kinds to search, by default all (search.scope: those that a site shows).

    Any text is safe: signs and operators are no commands. Without a single word nothing is found.
    """
    if not words(query):
        return []
    kinds = registry.kinds() if kinds is None else kinds
    found = list(zip(kinds, _ranked(kinds, query), strict=True))
    if sum(len(ids) for _kind, ids in found) < FEW:
        found = [(kind, ids + _similar(kind, query, ids)) for kind, ids in found]
    return [Group(kind, _hits(kind, ids[:limit]), len(ids)) for kind, ids in found if ids]


def ranked_ids(kind: SearchKind, query: str) -> list[int]:
    """Primary keys of the matches, best first: synonyms, title, prefixes, text."""
    return _ranked([kind], query)[0] if words(query) else []


def _ranked(kinds, query) -> list[list[int]]:
    """The same for each of these kinds; one query for all, and one or two per kind with matches."""
    asked = [(kind, kind.queryset()) for kind in kinds]
    ranked = []
    for (kind, rows), found in zip(asked, matches(asked, query), strict=True):
        synonyms = _visible(rows, registry.synonyms_for(kind.name, query))
        titles = _by_closeness(kind, found.titles, query)
        ids = list(dict.fromkeys([*synonyms, *titles, *found.texts]))
        ranked.append(_narrowed(kind, rows, ids))
    return ranked


def _visible(rows: QuerySet, ids: list[int]) -> list[int]:
    """Those of these that are among the rows, in their order."""
    visible = set(rows.filter(pk__in=ids).values_list("pk", flat=True)) if ids else ()
    return [pk for pk in ids if pk in visible]


def _narrowed(kind: SearchKind, rows: QuerySet, ids: list[int]) -> list[int]:
    """Without rows that only the database knows to be invisible."""
    narrowed = kind.narrowed(rows) if ids else rows
    return ids if narrowed is rows else _visible(narrowed, ids)


def _by_closeness(kind: SearchKind, titles: list[Title], query: str) -> list[int]:
    """Titles that are the query come first, then those that begin with it; the latest or the
    shortest among those that fit as well."""
    beginnings = tuple(sort_key(phrase) for phrase in phrases(query))

    def closeness(found: Title) -> tuple:
        title = sort_key(found.title)
        fits = (title not in beginnings, not title.startswith(beginnings))
        # Sorting is stable: what has a date stays in the order of the dates.
        return fits if kind.date_field else (*fits, len(title), title)

    latest_first = sorted(titles, key=attrgetter("date"), reverse=True)
    return [found.pk for found in sorted(latest_first, key=closeness)]


def _similar(kind: SearchKind, query: str, known: list[int]) -> list[int]:
    """Titles with a word of similar spelling for every word of the query."""
    if connection.vendor != "postgresql":
        return []
    likeness = {
        f"like_{at}": TrigramWordSimilarity(word, kind.title_field)
        for at, word in enumerate(words(query))
    }
    rows = kind.queryset()
    found = (
        rows.annotate(**likeness)
        .filter(**{f"{name}__gte": SIMILAR_ENOUGH for name in likeness})
        .exclude(pk__in=known)
        .order_by(*(f"-{name}" for name in likeness), "pk")
    )
    return _narrowed(kind, rows, list(found.values_list("pk", flat=True)[:SIMILAR_AT_MOST]))


def _hits(kind: SearchKind, ids: list[int]) -> list[Hit]:
    objects = kind.queryset().in_bulk(ids)
    found = [objects[pk] for pk in ids if pk in objects]
    # What is written in the reader's language comes first; sorting is stable.
    found.sort(key=lambda item: bool(kind.language(item)))
    return [
        Hit(
            object=item,
            title=kind.title(item) if kind.title else str(getattr(item, kind.title_field)),
            url=kind.url(item),
            teaser=kind.teaser(item),
            links=tuple(kind.links(item)),
            language=kind.language(item),
        )
        for item in found
    ]
