"""Registry of search kinds and synonyms, filled by apps in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from core.registries.navigation import part_of
from core.text.spoken import language_mark


@dataclass(frozen=True)
class SearchKind:
    """One kind of search results, shown as a group of its own.

    queryset() -> the objects that are published; their model is indexed (modelsearch).
    narrowed(objects) -> those of them that citizens may see, for rules that an index cannot
    check; called only when there are matches.
    title(object) -> the title of the hit, by default the value of title_field.
    url(object) -> the address of the hit. teaser(object) -> one plain sentence or "".
    links(object) -> direct links, [{"title", "url", "action"}].
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
    title_field: str = "title"
    date_field: str = ""
    title: Callable[[Model], str] | None = None
    language: Callable[[Model], str] = lambda found: language_mark({})
    narrowed: Callable[[QuerySet], QuerySet] = lambda objects: objects


# (words of the query as typed) -> primary keys of what they are another word for, best first
SynonymProvider = Callable[[str], list[int]]

_kinds: dict[str, SearchKind] = {}
_synonyms: dict[str, SynonymProvider] = {}


def register(kind: SearchKind):
    _kinds[kind.name] = kind


def register_synonyms(kind_name: str, provider: SynonymProvider):
    """Objects of this kind that `provider` names for a query are found first."""
    _synonyms[kind_name] = provider


def kinds() -> list[SearchKind]:
    """In the order in which their groups are shown."""
    return sorted(_kinds.values(), key=lambda kind: kind.order)


def get_kind(name: str) -> SearchKind:
    """Raises KeyError when no installed app has registered it."""
    return _kinds[name]


def synonyms_for(kind_name: str, text: str) -> list[int]:
    provider = _synonyms.get(kind_name)
    return provider(text) if provider else []


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
