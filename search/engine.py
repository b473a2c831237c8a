"""Finds what a query means, in stages: other words, beginnings, full text, similar spelling."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import F, Model, QuerySet
from modelsearch.backends import get_search_backend
from modelsearch.query import Or, PlainText

from core.sorting import sort_key

from . import registry
from .registry import SearchKind
from .words import phrases, words

# Fewer hits than this, and similar spellings are looked for (PostgreSQL only).
FEW = 3
SIMILAR_ENOUGH = 0.5
SIMILAR_AT_MOST = 20


@dataclass(frozen=True)
class Hit:
    """One thing found; `links` are direct ways on, [{"title", "url"}]."""

    object: Model
    title: str
    url: str
    teaser: str = ""
    links: tuple[dict, ...] = ()


@dataclass(frozen=True)
class Group:
    """The hits of one kind: at most `limit` of `total`."""

    kind: SearchKind
    hits: list[Hit]
    total: int


def search(query: str, limit: int = 10, kinds: list[SearchKind] | None = None) -> list[Group]:
    """Everything that fits, grouped by kind in the order of registration; no empty groups.

    kinds: what is looked for, by default everything (search.scope: what a site shows).

    Any text is safe: signs and operators are no commands. Without a single word nothing is found.
    """
    if not words(query):
        return []
    kinds = registry.kinds() if kinds is None else kinds
    found = [(kind, ranked_ids(kind, query)) for kind in kinds]
    if sum(len(ids) for _kind, ids in found) < FEW:
        found = [(kind, ids + _similar(kind, query, ids)) for kind, ids in found]
    return [Group(kind, _hits(kind, ids[:limit]), len(ids)) for kind, ids in found if ids]


def ranked_ids(kind: SearchKind, query: str) -> list[int]:
    """Primary keys of what fits, best first: other words, title, beginnings, text."""
    if not words(query):
        return []
    queryset = kind.queryset()
    synonyms = registry.synonyms_for(kind.name, query)
    if synonyms:
        visible = set(queryset.filter(pk__in=synonyms).values_list("pk", flat=True))
        synonyms = [pk for pk in synonyms if pk in visible]
    titles, texts = _by_title(kind, queryset, query), _by_text(queryset, query)
    return _narrowed(kind, list(dict.fromkeys([*synonyms, *titles, *texts])))


def _narrowed(kind: SearchKind, ids: list[int]) -> list[int]:
    """Without what the database alone knows to be invisible."""
    rows = kind.queryset().filter(pk__in=ids)
    narrowed = kind.narrowed(rows)
    if narrowed is rows:
        return ids
    visible = set(narrowed.values_list("pk", flat=True))
    return [pk for pk in ids if pk in visible]


def _by_title(kind: SearchKind, queryset: QuerySet, query: str) -> list[int]:
    """All words begin a word of the title; titles that begin with the query come first."""
    found = get_search_backend().autocomplete(_any_spelling(query), queryset)
    titles = queryset.model._default_manager.order_by().filter(pk__in=_ids(found))
    if kind.date_field:
        titles = titles.order_by(F(kind.date_field).desc(nulls_last=True))
    rows = titles.values_list("pk", kind.title_field)
    beginnings = tuple(sort_key(phrase) for phrase in phrases(query))

    def closeness(row) -> tuple:
        title = sort_key(row[1])
        fits = (title not in beginnings, not title.startswith(beginnings))
        # Sorting is stable: what has a date stays in the order of the dates.
        return fits if kind.date_field else (*fits, len(title), title)

    return [pk for pk, _title in sorted(rows, key=closeness)]


def _by_text(queryset: QuerySet, query: str) -> list[int]:
    """All words stand somewhere in the text, by the engine's relevance."""
    return _ids(get_search_backend().search(_any_spelling(query), queryset))


def _ids(results) -> list[int]:
    """Keys in the engine's order; an engine in the database need not fetch the objects."""
    if hasattr(results, "get_queryset"):
        return list(results.get_queryset().values_list("pk", flat=True))
    return [item.pk for item in results]


def _any_spelling(query: str):
    alternatives = [PlainText(phrase, operator="and") for phrase in phrases(query)]
    return alternatives[0] if len(alternatives) == 1 else Or(alternatives)


def _similar(kind: SearchKind, query: str, known: list[int]) -> list[int]:
    """Titles that hold, for every word of the query, one that is spelt nearly like it."""
    if connection.vendor != "postgresql":
        return []
    likeness = {
        f"like_{at}": TrigramWordSimilarity(word, kind.title_field)
        for at, word in enumerate(words(query))
    }
    found = (
        kind.queryset()
        .annotate(**likeness)
        .filter(**{f"{name}__gte": SIMILAR_ENOUGH for name in likeness})
        .exclude(pk__in=known)
        .order_by(*(f"-{name}" for name in likeness), "pk")
    )
    return _narrowed(kind, list(found.values_list("pk", flat=True)[:SIMILAR_AT_MOST]))


def _hits(kind: SearchKind, ids: list[int]) -> list[Hit]:
    objects = kind.queryset().in_bulk(ids)
    found = [objects[pk] for pk in ids if pk in objects]
    return [
        Hit(
            object=item,
            title=kind.title(item) if kind.title else str(getattr(item, kind.title_field)),
            url=kind.url(item),
            teaser=kind.teaser(item),
            links=tuple(kind.links(item)),
        )
        for item in found
    ]
