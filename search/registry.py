"""Registry of search kinds and other words, filled by apps in AppConfig.ready()."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from core.registries.navigation import part_of
from core.text.spoken import language_mark
from directory.opening import Day, OpeningStatus

from .documents import Content, from_search_fields


@dataclass(frozen=True)
class SearchKind:
    """One kind of search results, shown as a group of its own.

    queryset() -> the objects that are published; the index holds them.
    narrowed(objects) -> those of them that citizens may see, for rules that change without the
    object; called only when there are matches.
    document(object) -> what is found of it, by default what the model's search_fields say.
    rows() -> all objects with what document() reads of them, by default the model's
    get_indexed_objects().
    model: of its objects, where making the queryset asks the database.
    title(object) -> the title of the hit, by default the value of title_field.
    url(object) -> the address of the hit. teaser(object) -> one plain sentence or "".
    links(object) -> direct links, [{"title", "url", "action"}].
    answers(object, wanted) -> links to what is wanted of the thing (german.form_words.WANTED),
    [{"title", "url"}]. opening(object) -> directory.opening.OpeningStatus, or None; week(object) ->
    its usual hours, directory.opening.Day for each day. mark(object) -> what tells it from others
    at first sight ("Leichte Sprache"), or "".
    language(object) -> of title and teaser, where they are not in the page's language; else "".
    By default they are German, the language of the city.
    title_field: the column with the object's name. date_field: the column by which the latest
    come first among equal matches.
    order: the position of its group, the smallest first.
    """

    name: str
    label: str
    order: int
    queryset: Callable[[], QuerySet]
    url: Callable[[Model], str]
    teaser: Callable[[Model], str] = lambda found: ""
    links: Callable[[Model], list[dict]] = lambda found: []
    answers: Callable[[Model, frozenset[str]], list[dict]] = lambda found, wanted: []
    opening: Callable[[Model], OpeningStatus | None] = lambda found: None
    week: Callable[[Model], Sequence[Day]] = lambda found: ()
    mark: Callable[[Model], str] = lambda found: ""
    title_field: str = "title"
    date_field: str = ""
    title: Callable[[Model], str] | None = None
    language: Callable[[Model], str] = lambda found: language_mark({})
    narrowed: Callable[[QuerySet], QuerySet] = lambda objects: objects
    document: Callable[[Model], Content] | None = None
    rows: Callable[[], QuerySet] | None = None
    model: type[Model] | None = None

    def content(self, found: Model) -> Content:
        if self.document:
            return self.document(found)
        return from_search_fields(found, self.title_field, self.date_field)

    def all_rows(self) -> QuerySet:
        return self.rows() if self.rows else model_of(self).get_indexed_objects()


# () -> (what people say, what it is called here) pairs, the latter as a title or as words
PhraseProvider = Callable[[], Iterable[tuple[str, str]]]

_kinds: dict[str, SearchKind] = {}
_models: dict[str, type[Model]] = {}
_phrases: list[PhraseProvider] = []


def register(kind: SearchKind):
    _kinds[kind.name] = kind
    _models[kind.name] = kind.model or kind.queryset().model


def model_of(kind: SearchKind) -> type[Model]:
    return _models[kind.name]


def register_phrases(provider: PhraseProvider):
    """Phrases of several words that mean a thing; single words are aliases of its document."""
    if provider not in _phrases:
        _phrases.append(provider)


def phrases() -> Iterable[tuple[str, str]]:
    return (pair for provider in _phrases for pair in provider())


def kinds() -> list[SearchKind]:
    """In the order in which their groups are shown."""
    return sorted(_kinds.values(), key=lambda kind: kind.order)


def get_kind(name: str) -> SearchKind:
    """Raises KeyError when no installed app has registered it."""
    return _kinds[name]


def kinds_of(model: type[Model]) -> list[SearchKind]:
    """The kinds that objects of this model may belong to: a page of news is a page, too."""
    return [kind for kind in _kinds.values() if issubclass(model, model_of(kind))]


# () -> {key in Content.topics: its name for readers}; what has no name is not offered for choice
TopicProvider = Callable[[], Mapping[str, str]]

_topics: list[TopicProvider] = []


def register_topics(provider: TopicProvider):
    """Name the topics by which readers narrow down what was found."""
    if provider not in _topics:
        _topics.append(provider)


def topics() -> dict[str, str]:
    return {key: name for provider in _topics for key, name in provider().items()}


# () -> [{"heading", "links": [{"title", "url"}]}]: help when nothing was found
HelpProvider = Callable[[], list[dict]]

_help: list[HelpProvider] = []


def register_help(provider: HelpProvider):
    """Offer help to readers who found nothing."""
    if provider not in _help:
        _help.append(provider)


def help_links(hidden: frozenset[str] = frozenset()) -> list[dict]:
    """hidden: the apps that a site leaves out (core.registries.navigation)."""
    shown = [provider for provider in _help if part_of(provider) not in hidden]
    return [part for provider in shown for part in provider()]
