"""Matches in the search engine's index, for several kinds at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import IntegerField, QuerySet, TextField, Value, Window
from django.db.models.functions import Cast, Coalesce, RowNumber
from modelsearch.backends import get_search_backend
from modelsearch.query import Or, PlainText

from .registry import SearchKind
from .tokenizing import phrases


@dataclass(frozen=True)
class Title:
    """A row with a matching title; date: as ISO text, "" where the kind has none."""

    pk: int
    title: str
    date: str = ""


@dataclass(frozen=True)
class Matches:
    """Of one kind: titles, in no order, and primary keys of texts, the most relevant first.

    titles: every word of the query begins a word of the title. texts: every word stands somewhere.
    """

    titles: list[Title] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)


def matches(asked: Sequence[tuple[SearchKind, QuerySet]], query: str) -> list[Matches]:
    """The matches of each kind, among its rows.

    An engine in the database searches all kinds in one query; others need one for each kind.
    """
    spelling = _any_spelling(query)
    backend = get_search_backend()
    results = [
        (
            backend.autocomplete(spelling, rows, order_by_relevance=False),
            backend.search(spelling, rows),
        )
        for _kind, rows in asked
    ]
    if all(hasattr(titles, "get_queryset") for titles, _texts in results):
        return _in_one_query([kind for kind, _rows in asked], results)
    return [
        Matches(_titles_of(kind, rows, [item.pk for item in titles]), [item.pk for item in texts])
        for (kind, rows), (titles, texts) in zip(asked, results, strict=True)
    ]


def _in_one_query(kinds, results) -> list[Matches]:
    parts = []
    for number, (kind, (titles, texts)) in enumerate(zip(kinds, results, strict=True)):
        found = titles.get_queryset().order_by()
        parts.append(found.values_list(_number(number), _number(0), "pk", *_title_of(kind)))
        found = texts.get_queryset()
        # A union has no order of its own: the engine's order is carried along.
        place = Window(RowNumber(), order_by=list(found.query.order_by))
        nothing = (_text(""), _text(""))
        parts.append(found.order_by().values_list(_number(number), place, "pk", *nothing))
    of_kinds = [Matches() for _kind in kinds]
    if parts:
        rows = parts[0].union(*parts[1:], all=True)
        for number, place, pk, title, date in sorted(rows, key=lambda row: row[1]):
            if place:
                of_kinds[number].texts.append(pk)
            else:
                of_kinds[number].titles.append(Title(pk, title, date))
    return of_kinds


def _titles_of(kind, rows, ids) -> list[Title]:
    return [
        Title(*row)
        for row in rows.model._default_manager.order_by()
        .filter(pk__in=ids)
        .values_list("pk", *_title_of(kind))
    ]


def _title_of(kind):
    date = Coalesce(Cast(kind.date_field, TextField()), _text("")) if kind.date_field else _text("")
    return Cast(kind.title_field, TextField()), date


def _number(value):
    return Value(value, IntegerField())


def _text(value):
    return Value(value, TextField())


def _any_spelling(query: str):
    alternatives = [PlainText(phrase, operator="and") for phrase in phrases(query)]
    return alternatives[0] if len(alternatives) == 1 else Or(alternatives)
