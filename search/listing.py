"""The list that /suche/ shows: all kinds in one order, narrowed down, with what each hit shows.

Kinds and topics are counted as they would be chosen next: each under all other choices.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.utils.formats import date_format
from django.utils.translation import get_language
from wagtail.models import Page

from . import registry, searching
from .german.question import Question
from .marking import holds_any, marked, stems_to_mark
from .models import Document
from .registry import SearchKind
from .searching import CANDIDATES, Hit, Ranked, visible

PER_PAGE = 20
# Of a kind that is chosen, so many are found.
OF_ONE_KIND = 500
MOST_TOPICS = 12


@dataclass(frozen=True)
class Choices:
    """What narrows a list down; every part may be empty. kind, topic: checked against what is
    there."""

    kind: str = ""
    topic: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None

    @property
    def has_dates(self) -> bool:
        return bool(self.since or self.until)

    def holds_date(self, day: datetime.date | None) -> bool:
        if not self.has_dates:
            return True
        if day is None:
            return False
        return (self.since or day) <= day <= (self.until or day)


@dataclass(frozen=True)
class Facet:
    """One choice. is_at_least: there may be more than the number says."""

    value: str
    label: str
    count: int
    is_chosen: bool
    is_at_least: bool = False


@dataclass(frozen=True)
class ShownHit:
    """A hit with what is seen of it.

    teaser, sentence: HTML with the words marked; a sentence only where the teaser does not answer.
    answers: links to what is wanted. others: the same thing in other languages.
    """

    hit: Hit
    teaser: str
    sentence: str = ""
    date: datetime.date | None = None
    answers: list[dict] = field(default_factory=list)
    week: Sequence = ()
    others: list[tuple[str, Hit]] = field(default_factory=list)

    @property
    def opening(self):
        return self.hit.kind.opening(self.hit.object)

    @property
    def mark(self) -> str:
        return self.hit.kind.mark(self.hit.object)


@dataclass(frozen=True)
class Listing:
    question: Question
    page: PageOfList
    shown: list[ShownHit]
    kinds: list[Facet]
    topics: list[Facet]
    # Whether any hit, under any choice, has a date.
    has_dates: bool = False

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @property
    def hits(self) -> list[Hit]:
        return [one.hit for one in self.shown]

    @property
    def corrected(self) -> str:
        return self.question.corrected


@dataclass(frozen=True)
class _Thing:
    """One thing that was found: in the reader's language where it is there, and in others."""

    best: Ranked
    others: tuple[Ranked, ...] = ()


def listing(
    text: str, choices: Choices, page: str, kinds: Sequence[SearchKind], scope: Sequence[str] = ()
) -> Listing:
    """One page of what answers a text. page: any text; what is no page is the first or last."""
    question, ranked = searching.answers(text, kinds, scope)
    if choices.kind:
        chosen = [kind for kind in kinds if kind.name == choices.kind]
        _same_question, more = searching.answers(text, chosen, scope, OF_ONE_KIND)
        ranked = [one for one in ranked if one.kind != choices.kind] + more
    things = _together(visible(ranked, kinds))
    topics_of = _topics_of(things)
    is_kind = _is_of_kind(choices.kind)
    has_topic = _has_topic(choices.topic, topics_of)
    dated = [thing for thing in things if choices.holds_date(thing.best.date)]
    found = [thing for thing in dated if is_kind(thing) and has_topic(thing)]
    of_list = Paginator(found, PER_PAGE).get_page(page)
    return Listing(
        question=question,
        page=of_list,
        shown=_shown(question, of_list.object_list, kinds),
        kinds=_kind_facets(filter(has_topic, dated), kinds, choices.kind),
        topics=_topic_facets(filter(is_kind, dated), topics_of, choices.topic),
        has_dates=any(thing.best.date for thing in things),
    )


def slice_of(
    text: str,
    kinds: Sequence[SearchKind],
    scope: Sequence[str],
    start: int,
    stop: int,
) -> tuple[int, list[Hit]]:
    """(number of all things found, those from `start` to `stop`), for programs."""
    _question, ranked = searching.answers(text, kinds, scope, OF_ONE_KIND)
    things = _together(visible(ranked, kinds))
    return len(things), searching.hits_of([one.best for one in things[start:stop]], kinds)


def _together(ranked: Iterable[Ranked]) -> list[_Thing]:
    """Pages that are translations of each other as one thing, at the place of the best."""
    ranked = list(ranked)
    of_pages = {kind.name for kind in registry.kinds() if issubclass(registry.model_of(kind), Page)}
    ids = [one.object_id for one in ranked if one.kind in of_pages]
    keys = dict(Page.objects.filter(pk__in=ids).values_list("pk", "translation_key")) if ids else {}
    things: dict[object, list[Ranked]] = defaultdict(list)
    for one in ranked:
        key = keys.get(one.object_id) if one.kind in of_pages else None
        things[key or (one.kind, one.object_id)].append(one)
    return [_one_thing(versions) for versions in things.values()]


def _one_thing(versions: list[Ranked]) -> _Thing:
    language = get_language()
    best = next((one for one in versions if one.language == language), versions[0])
    others = {one.language: one for one in versions if one.object_id != best.object_id}
    return _Thing(best, tuple(others.values()))


def _is_of_kind(kind: str) -> Callable[[_Thing], bool]:
    return lambda thing: not kind or thing.best.kind == kind


def _has_topic(topic: str, topics_of: dict[int, list[str]]) -> Callable[[_Thing], bool]:
    return lambda thing: not topic or topic in topics_of.get(thing.best.pk, ())


def _topics_of(things: Iterable[_Thing]) -> dict[int, list[str]]:
    """{primary key of the document: its topics}"""
    pks = [thing.best.pk for thing in things]
    rows = Document.objects.filter(pk__in=pks).values_list("pk", "topics") if pks else ()
    return {pk: topics for pk, topics in rows if topics}


def _kind_facets(things, kinds, chosen: str) -> list[Facet]:
    counts = Counter(thing.best.kind for thing in things)
    facets = [
        Facet(
            kind.name,
            str(kind.label),
            counts[kind.name],
            kind.name == chosen,
            counts[kind.name] >= (OF_ONE_KIND if kind.name == chosen else CANDIDATES),
        )
        for kind in kinds
    ]
    return [facet for facet in facets if facet.count or facet.is_chosen]


def _topic_facets(things, topics_of, chosen: str) -> list[Facet]:
    counts = Counter(topic for thing in things for topic in topics_of.get(thing.best.pk, ()))
    if not counts and not chosen:
        return []
    names = registry.topics()
    facets = [
        Facet(key, names[key], count, key == chosen)
        for key, count in counts.most_common()
        if key in names
    ][:MOST_TOPICS]
    if chosen in names and not any(facet.is_chosen for facet in facets):
        facets.append(Facet(chosen, names[chosen], counts[chosen], True))
    return facets


def _shown(question: Question, things: Sequence[_Thing], kinds) -> list[ShownHit]:
    every = [one for thing in things for one in (thing.best, *thing.others)]
    hits = {(hit.kind.name, hit.object.pk): hit for hit in searching.hits_of(every, kinds)}
    pks = [thing.best.pk for thing in things]
    texts = dict(Document.objects.filter(pk__in=pks).values_list("pk", "text")) if pks else {}
    stems = stems_to_mark(question)
    shown = []
    for thing in things:
        # What is gone since a moment ago is left out.
        if hit := hits.get((thing.best.kind, thing.best.object_id)):
            others = [
                (other.language, hits[other.kind, other.object_id])
                for other in thing.others
                if (other.kind, other.object_id) in hits
            ]
            text = texts.get(thing.best.pk, "")
            shown.append(replace(_shown_hit(question, hit, thing, text, stems), others=others))
    return _with_one_week(question, shown)


def _shown_hit(question, hit: Hit, thing: _Thing, text: str, stems) -> ShownHit:
    # Another sentence is shown only where title and teaser say nothing of what was asked.
    is_needed = text and not holds_any(f"{hit.title} {hit.teaser}", stems)
    day = thing.best.date if hit.kind.date_field else None
    is_told = day is not None and date_format(day) in hit.teaser
    return ShownHit(
        hit=hit,
        teaser=marked(hit.teaser, stems),
        sentence=marked(text, stems) if is_needed and holds_any(text, stems) else "",
        date=None if is_told else day,
        answers=list(hit.kind.answers(hit.object, question.wanted)),
    )


def _with_one_week(question: Question, shown: list[ShownHit]) -> list[ShownHit]:
    """With the hours of the whole week on the first hit that has any, where they are wanted."""
    if "hours" not in question.wanted:
        return shown
    for place, one in enumerate(shown):
        if week := one.hit.kind.week(one.hit.object):
            shown[place] = replace(one, week=week)
            break
    return shown
