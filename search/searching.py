"""A question → hits: understood, candidates found by an engine, put in order, read as they are now.

What is hidden is gone at once: hits are always read through their kind.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Model
from wagtail.query import SpecificIterable

from . import engines, known, ranking, registry
from .german.question import Question, understand
from .known import SiteWords
from .models import Document
from .ranking import Candidate, Score
from .registry import SearchKind

# Candidates of each kind; a list of one kind alone has more.
CANDIDATES = 60
CANDIDATES_OF_ONE = 2000
# Texts are compared for so many; the others have nothing in their names.
WITH_TEXTS = 150
# Words that are looked up; the others of a long question count least.
MOST_STEMS = 80
# A hit that answers worse than this share of the best is none.
WORTH_SHOWING = 0.1
_NAMES = ("title", "aliases", "headings")
_COLUMNS = (
    *("pk", "kind", "object_id", "title", "date", "language", "boost", "offers"),
    *("title_stems", "alias_stems", "heading_stems"),
)


@dataclass(frozen=True)
class Hit:
    """One result; `links` are direct links, [{"title", "url", "action"}].

    language: of title and teaser, where they are not in the page's language. score: how well it
    answers, and why.
    """

    object: Model
    title: str
    url: str
    teaser: str = ""
    links: tuple[dict, ...] = ()
    language: str = ""
    kind: SearchKind | None = None
    score: Score = Score(0.0)


@dataclass(frozen=True)
class Ranked:
    """A document that answers."""

    kind: str
    object_id: int
    title: str
    date: datetime.date | None
    score: Score
    # Of the row of Document.
    pk: int
    language: str
    is_exact: bool = False

    @property
    def order(self) -> tuple:
        """The best first; among the equally good the one that is asked for by its whole name, then
        the latest, then the shortest."""
        latest = -self.date.toordinal() if self.date else 0
        shortest = (len(self.title), self.title, self.object_id)
        return -round(self.score.value, 3), not self.is_exact, latest, *shortest


@dataclass(frozen=True)
class Group:
    """What is found of one kind, the best first; `hits` are the first `limit` of `total`.

    Things are read when hits are asked for: counting alone costs little.
    """

    kind: SearchKind
    found: list[Ranked]
    limit: int

    @property
    def total(self) -> int:
        return len(self.found)

    @cached_property
    def hits(self) -> list[Hit]:
        return hits_of(self.found[: self.limit], [self.kind])


@dataclass(frozen=True)
class Results:
    """groups: the one with the best hit first, no empty ones.

    corrected: what was probably meant; its hits are among the groups already.
    """

    question: Question
    groups: list[Group] = field(default_factory=list)

    @property
    def corrected(self) -> str:
        return self.question.corrected

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)

    def best(self, most: int) -> list[Hit]:
        """Of all kinds, the best first; no more things are read than these."""
        found = (one for group in self.groups for one in group.found)
        in_order = sorted(found, key=lambda one: one.order)
        return hits_of(in_order[:most], [group.kind for group in self.groups])


def search(
    text: str,
    limit: int = 10,
    kinds: Sequence[SearchKind] | None = None,
    scope: Sequence[str] = (),
) -> Results:
    """The hits of each kind, at most `limit`. Any text is safe: operators are no commands.

    kinds: those that are searched, by default all (search.scope: those that a site shows).
    scope: beginnings of the paths of pages, as in engines.Engine.
    """
    kinds = registry.kinds() if kinds is None else kinds
    question, ranked = answers(text, kinds, scope)
    of_kind = defaultdict(list)
    for one in visible(ranked, kinds):
        of_kind[one.kind].append(one)
    groups = [Group(kind, of_kind[kind.name], limit) for kind in kinds if of_kind[kind.name]]
    return Results(question, sorted(groups, key=lambda group: group.found[0].order))


def answers(
    text: str,
    kinds: Sequence[SearchKind],
    scope: Sequence[str] = (),
    limit: int = CANDIDATES,
    is_being_typed: bool = False,
) -> tuple[Question, list[Ranked]]:
    """The question, and what answers it, the best first; what is hidden may be among it.

    limit: of each kind. is_being_typed: the last word may be unfinished, and texts are not looked
    at.
    """
    words = site_words()
    question = _understood(text, words, is_being_typed)
    with_texts = 0 if is_being_typed else WITH_TEXTS
    wanted = [kind.name for kind in kinds]
    return question, _ranked(question, words, wanted, scope, limit, with_texts)


def hits_of(
    ranked: Iterable[Ranked], kinds: Sequence[SearchKind], names_alone: bool = False
) -> list[Hit]:
    """In the same order, without what is hidden or gone. names_alone: only title and address."""
    ranked, kind_of = list(ranked), {kind.name: kind for kind in kinds}
    ids = defaultdict(list)
    for one in ranked:
        ids[one.kind].append(one.object_id)
    objects = {name: _objects(kind_of[name], wanted, names_alone) for name, wanted in ids.items()}
    return [
        _hit(kind_of[one.kind], found, one.score, names_alone)
        for one in ranked
        if (found := objects[one.kind].get(one.object_id))
    ]


def visible(ranked: Sequence[Ranked], kinds: Sequence[SearchKind]) -> list[Ranked]:
    """Those of these that citizens may see."""
    ids = defaultdict(list)
    for one in ranked:
        ids[one.kind].append(one.object_id)
    shown = {kind.name: _visible_ids(kind, ids[kind.name]) for kind in kinds if ids[kind.name]}
    return [one for one in ranked if one.object_id in shown.get(one.kind, ())]


def ranked_ids(kind: SearchKind, text: str) -> list[int]:
    """Primary keys of what answers every word, best first; without any, of what answers most."""
    words = site_words()
    ranked = _ranked(_understood(text, words), words, [kind.name], (), CANDIDATES_OF_ONE)
    fewest = min((one.score.missing for one in ranked), default=0)
    ids = [one.object_id for one in ranked if one.score.missing == fewest]
    shown = _visible_ids(kind, ids)
    return [pk for pk in ids if pk in shown]


def site_words() -> SiteWords:
    return known.current()


def _understood(text: str, words: SiteWords, is_being_typed: bool = False) -> Question:
    return understand(
        text, words.known, words.vocabularies, is_being_typed, held=engines.DATABASE.holds
    )


def _ranked(question, words, kinds, scope, limit, with_texts=WITH_TEXTS) -> list[Ranked]:
    stems = _weighed_stems(question, words)
    pks = engines.candidates(stems, kinds, scope, limit) if stems else []
    found = []
    rows = {row[0]: row for row in Document.objects.filter(pk__in=pks).values_list(*_COLUMNS)}
    # A document may have gone since the engine knew it.
    rows = [rows[pk] for pk in pks if pk in rows]
    weights = _Weights(words)
    scored = [(_score(question, row, weights), row) for row in rows]
    scored.sort(key=lambda one: -one[0].value)
    texts = _texts(row[0] for _score_of_names, row in scored[:with_texts])
    named = question.text.strip().casefold()
    for score, row in scored:
        pk, kind, object_id, title, date, language = row[:6]
        if pk in texts:
            score = _score(question, row, weights, texts[pk])
        if score.value:
            is_exact = title.casefold() == named
            found.append(Ranked(kind, object_id, title, date, score, pk, language, is_exact))
    best = max((one.score.value for one in found), default=0)
    worth_showing = [one for one in found if one.score.value >= WORTH_SHOWING * best]
    return sorted(worth_showing, key=lambda one: one.order)


class _Weights(dict):
    """{stem: its importance}, computed once."""

    def __init__(self, words: SiteWords):
        self.words = words

    def __missing__(self, stem: str) -> float:
        self[stem] = weight = self.words.weigh(stem)
        return weight


def _weighed_stems(question: Question, words: SiteWords) -> dict[str, float]:
    """The weightiest stems of a question."""
    weights: dict[str, float] = {}
    for term in question.terms:
        for choice in term.alternatives.values():
            for stem in choice.stems:
                weight = words.weigh(stem) * choice.strength * term.weight
                weights[stem] = max(weights.get(stem, 0.0), weight)
    weightiest = sorted(weights.items(), key=lambda one: -one[1])
    return dict(weightiest[:MOST_STEMS])


def _score(question, row, weights: _Weights, text: frozenset[str] = frozenset()) -> Score:
    boost, offers, *names = row[6:]
    stems = {name: frozenset(stems.split()) for name, stems in zip(_NAMES, names, strict=True)}
    candidate = Candidate(str(row[0]), {**stems, "body": text}, boost, frozenset(offers.split()))
    return ranking.score(question, candidate, weights.__getitem__)


def _texts(pks: Iterable[int]) -> dict[int, frozenset[str]]:
    rows = Document.objects.filter(pk__in=list(pks)).values_list("pk", "body_stems")
    return {pk: frozenset(stems.split()) for pk, stems in rows}


def _objects(kind: SearchKind, ids: list[int], names_alone: bool = False) -> dict[int, Model]:
    if not ids:
        return {}
    rows = kind.narrowed(kind.queryset()).filter(pk__in=ids)
    if names_alone:
        rows = rows.prefetch_related(None)
        if rows._iterable_class is SpecificIterable:
            # What pages of all types have is enough.
            rows = rows.specific(defer=True)
    return rows.in_bulk()


def _visible_ids(kind: SearchKind, ids: list[int]) -> set[int]:
    """Those of these that citizens may see."""
    if not ids:
        return set()
    rows = kind.narrowed(kind.queryset().order_by()).filter(pk__in=ids)
    return set(rows.values_list("pk", flat=True))


def _hit(kind: SearchKind, found: Model, score: Score, names_alone: bool = False) -> Hit:
    return Hit(
        object=found,
        title=kind.title(found) if kind.title else str(getattr(found, kind.title_field)),
        url=kind.url(found),
        teaser="" if names_alone else kind.teaser(found),
        links=() if names_alone else tuple(kind.links(found)),
        language=kind.language(found),
        kind=kind,
        score=score,
    )
