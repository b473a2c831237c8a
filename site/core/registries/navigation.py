"""Main navigation and site map: the entries of the apps, and the tree of entries and pages.

An app registers its entry in AppConfig.ready(); pages come from the page tree. A site may leave
out an app: then it is neither linked nor served there (app frame).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Q
from django.urls import reverse

_entries: list["Entry"] = []
_hiding: list[Callable[[object], frozenset[str]]] = []
_variants: dict[str, Callable[[], dict[int, str]]] = {}


@dataclass(frozen=True)
class Entry:
    """A link of the main navigation; `url_name` leads to the entry's front page.

    is_shown: called for every page, so it must be quick; False while there is nothing to show.
    covers: further URL namespaces of the app, that vanish with the entry where a site leaves the
    app out.
    """

    label: str | Callable[[], str]
    url_name: str
    position: int = 100
    is_shown: Callable[[], bool] = lambda: True
    covers: tuple[str, ...] = ()

    @property
    def part(self) -> str:
        """The app that the entry leads to: its label, and the namespace of its addresses."""
        return self.url_name.partition(":")[0]

    @property
    def namespaces(self) -> frozenset[str]:
        return frozenset({self.part, *self.covers})

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class Link:
    """A link to a page of the tree."""

    label: str
    url: str
    icon: str = ""


@dataclass(frozen=True)
class Node:
    """A link with what lies below it."""

    label: str
    url: str
    children: tuple["Node", ...] = ()


def register(entry: Entry) -> None:
    """Offer an entry of the main navigation; the same url_name is offered once."""
    if all(known.url_name != entry.url_name for known in _entries):
        _entries.append(entry)


def all_entries() -> list[Entry]:
    """Every entry in its order, whether or not there is something to lead to."""
    return sorted(_entries, key=lambda entry: entry.position)


def entries(hidden: frozenset[str] = frozenset()) -> list[Entry]:
    """The entries to show, without the parts that a site leaves out."""
    return [entry for entry in all_entries() if entry.part not in hidden and entry.is_shown()]


def register_variants(icon: str, pairs: Callable[[], dict[int, str]]) -> None:
    """Offer pages in another form of language, which the header of the explained page links to.

    icon: the switch's name in KERN, "easy-language" or "sign-language". pairs() -> {primary key of
    the page explained: address of its other form}, published pages only; called when the frame is
    made anew, not for every page.
    """
    _variants[icon] = pairs


def variants() -> dict[str, dict[int, str]]:
    return {icon: pairs() for icon, pairs in _variants.items()}


# --- Parts that a site leaves out ------------------------------------------------------------


def hide_by(provider: Callable[[object], frozenset[str]]) -> None:
    """provider(site) -> the parts (Entry.part) that this Wagtail site leaves out."""
    _hiding[:] = [provider]


def hidden_on(site) -> frozenset[str]:
    """The parts that a site leaves out; none without a site."""
    return _hiding[0](site) if _hiding and site is not None else frozenset()


def part_of(item) -> str:
    """The label of the app in which a function, a class or a model is written; "" without one."""
    app = apps.get_containing_app_config(getattr(item, "__module__", "") or "")
    return app.label if app else ""


# --- The tree --------------------------------------------------------------------------------


def tree(site, root=None, levels: int = 3) -> list[Node]:
    """What a sitemap page lists: the apps' entries, then the public pages below the home page.

    root: another home page of the site, say that of another language. Three queries.
    """
    if site is None:
        return []
    root = root or site.root_page
    found = [Node(str(entry.label), entry.url) for entry in entries(hidden_on(site))]
    return found + nodes_below(root, site, Q(depth__lte=root.depth + levels))


def nodes_below(root, site, wanted: Q) -> list[Node]:
    """The public pages below `root` that are `wanted`, each below its parent if that is here."""
    pages = list(
        root.get_descendants().live().public().filter(wanted).order_by("path").defer_streamfields()
    )
    below: dict[str, list] = {}
    paths = {page.path for page in pages}
    for page in pages:
        parent = page.path[: -page.steplen]
        if parent == root.path or parent in paths:
            below.setdefault(parent, []).append(page)

    def nodes(path):
        return tuple(
            Node(page.title, page.get_url(current_site=site) or "", nodes(page.path))
            for page in below.get(path, ())
        )

    return list(nodes(root.path))
