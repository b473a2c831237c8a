"""Data of the public lists: letters, rows, branches of life situations, suggestions."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import get_language

from core.text.sorting import letter as letter_of
from core.text.sorting import sort_key
from core.text.spoken import GERMAN
from services.models import FormerSlug, LifeSituation, Service, Synonym

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FEW_ROOTS = 3
OTHER = "#"  # what starts with no letter; "0" in addresses


@dataclass(frozen=True)
class Letter:
    """One field of the letter bar; without a URL it has no entries."""

    char: str
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Row:
    """One row of a list: a service, or a synonym of it (then `see` is the service's title)."""

    title: str
    url: str
    sort_key: str
    online_links: tuple = ()
    see: str = ""
    language: str = ""  # of the title, where it is not the page's


@dataclass
class Branch:
    """A life situation with its services and those below, for one page."""

    situation: LifeSituation
    services: list[Service] = field(default_factory=list)


def letter_slug(char: str) -> str:
    return "0" if char == OTHER else char.lower()


def letter_bar(current: str = "") -> list[Letter]:
    """A to Z; letters in use are linked. One query, in another language than German two."""
    used = _letters_in_use()
    chars = [*ALPHABET, *([OTHER] if OTHER in used else [])]
    return [
        Letter(
            char,
            reverse("services:letter", args=[letter_slug(char)]) if char in used else "",
            char == current,
        )
        for char in chars
    ]


def _letters_in_use() -> set[str]:
    if _language() != GERMAN:
        return {letter_of(row.title) for row in all_rows()}
    services = Service.objects.published().order_by().values_list("letter")
    synonyms = _shown_synonyms().order_by().values_list("letter")
    return {char for (char,) in services.union(synonyms)}


def _language() -> str:
    return get_language() or GERMAN


def _shown_synonyms():
    """Synonyms of published services, in the language of the page."""
    return Synonym.objects.filter(language=_language(), service__in=Service.objects.published())


def rows_under(letter: str) -> list[Row]:
    """Services and synonyms under one letter, in DIN 5007 order. Two queries.

    In another language a service stands under its title in that language.
    """
    if _language() != GERMAN:
        return [row for row in all_rows() if letter_of(row.title) == letter]
    services = Service.objects.published().under_letter(letter)
    return _rows(services, _shown_synonyms().filter(letter=letter))


def all_rows() -> list[Row]:
    """Every published service and every synonym. Two queries."""
    return _rows(Service.objects.published(), _shown_synonyms())


def most_requested() -> list[Row]:
    return [row_of(service) for service in Service.objects.published().most_requested().for_list()]


def _rows(services, synonyms) -> list[Row]:
    words = synonyms.values_list(
        "term", "sort_key", "service__title", "service__names", "service__slug"
    )
    rows = [row_of(service) for service in services.for_list()]
    rows += [
        Row(term, reverse("services:service", args=[slug]), key, see=shown)
        for term, key, title, names, slug in words
        if key != sort_key(shown := names.get(_language(), {}).get("title") or title)
    ]
    return sorted(rows, key=lambda row: (row.sort_key, row.see))


def row_of(service: Service) -> Row:
    return Row(
        service.shown_title,
        service.get_absolute_url(),
        sort_key(service.shown_title),
        tuple(service.shown_links),
        language=service.title_language,
    )


def branches(situation: LifeSituation) -> tuple[list[LifeSituation], Branch, list[Branch]]:
    """(ancestors, the situation's own services, one branch per child in use). Two queries.

    A child's branch holds the services of the child and of everything below it, each once.
    """
    tree = LifeSituation.objects.filter(hidden=False).tree()
    children = [child for child in tree.children(situation.pk) if child.service_count]
    branch_of = {pk: child.pk for child in children for pk in tree.subtree(child.pk)}
    branch_of[situation.pk] = situation.pk
    grouped = defaultdict(dict)
    through = Service.life_situations.through.objects.filter(
        lifesituation_id__in=branch_of
    ).values_list("lifesituation_id", "service_id")
    members = defaultdict(set)
    for node_id, service_id in through:
        members[service_id].add(branch_of[node_id])
    services = Service.objects.published().for_list().filter(pk__in=members)
    for service in services:
        for branch in members[service.pk]:
            grouped[branch][service.pk] = service
    own = Branch(situation, list(grouped[situation.pk].values()))
    return (
        tree.ancestors(situation),
        own,
        [Branch(child, list(grouped[child.pk].values())) for child in children],
    )


def entry_situations() -> list[LifeSituation]:
    """The top life situations: the roots, or their children when there are few roots.

    PV-Lagen have two roots, one for citizens and one for companies. One query.
    """
    tree = LifeSituation.objects.in_use().tree()
    roots = [node for node in tree.children() if node.parent_id is None]
    if len(roots) > FEW_ROOTS:
        return roots
    return [node for root in roots for node in tree.children(root.pk) or [root]]


def similar_to(service: Service, limit: int = 8) -> list[Service]:
    """Published services of the same LeiKa key, else with the same long words in the title."""
    published = Service.objects.published().exclude(pk=service.pk)
    found = []
    for key in service.leika_keys[:3]:
        # JSON as text: containment is not to be had on SQLite.
        texts = published.annotate(keys=Cast("leika_keys", TextField()))
        found += texts.filter(keys__contains=f'"{key}"').for_list()[:limit]
    words = {word for word in sort_key(service.title).split() if len(word) >= 6}
    candidates = defaultdict(int)
    by_id = {}
    for word in sorted(words, key=len, reverse=True)[:4]:
        for other in published.for_list().filter(sort_key__contains=word)[:50]:
            candidates[other.pk] += len(word)
            by_id[other.pk] = other
    ranked = sorted(candidates, key=lambda pk: (-candidates[pk], by_id[pk].sort_key))
    unique = {item.pk: item for item in [*found, *(by_id[pk] for pk in ranked)]}
    return list(unique.values())[:limit]


def successor_of(slug: str) -> Service | None:
    """The service that had this address before its title changed."""
    former = FormerSlug.objects.filter(slug=slug).select_related("service").first()
    return former.service if former else None
