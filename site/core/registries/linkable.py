"""Things that editors may point to from another app's objects: a page, a service.

An app registers its kind in AppConfig.ready(); who points keeps the kind's name and the primary
key. So a paper of the council links to a service though the council knows no services. What is
not published is left out, and is there again when it is published again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.forms import Widget
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Target:
    """One link as readers see it."""

    title: str
    url: str


@dataclass(frozen=True)
class Linkable:
    """One kind of thing. name: stored with every link, so it stays.

    label, heading: for one such thing, and above a list of them. everything() -> what editors may
    choose; published() -> what citizens see of it. widget() -> a chooser for forms.
    """

    name: str
    label: str
    heading: str
    everything: Callable[[], QuerySet]
    published: Callable[[], QuerySet]
    widget: Callable[[], Widget]
    title: Callable[[Model], str] = str
    url: Callable[[Model], str] = lambda found: found.get_absolute_url()

    def targets(self, pks: Iterable[int]) -> list[Target]:
        """The published objects with these keys, in their order; one query, none without keys."""
        pks = list(dict.fromkeys(pks))
        found = {row.pk: row for row in self.published().filter(pk__in=pks)} if pks else {}
        shown = (found[pk] for pk in pks if pk in found)
        return [Target(self.title(row), url) for row in shown if (url := self.url(row))]


_kinds: dict[str, Linkable] = {}


def register(kind: Linkable) -> None:
    """Offer a kind; registering a name again replaces it."""
    _kinds[kind.name] = kind


def kinds() -> list[Linkable]:
    """In the order in which the apps were registered."""
    return list(_kinds.values())


def get(name: str) -> Linkable | None:
    """None when no installed app has registered it."""
    return _kinds.get(name)


def pages() -> Linkable:
    """Wagtail's pages, which every site has. Registered by core."""
    from wagtail.admin.widgets import AdminPageChooser
    from wagtail.models import Page

    return Linkable(
        name="page",
        label=_("Page"),
        heading=_("Pages about it"),
        everything=lambda: Page.objects.filter(depth__gt=1),
        published=lambda: Page.objects.live().public().filter(depth__gt=1),
        widget=AdminPageChooser,
        title=lambda page: page.title,
        url=lambda page: page.url or "",
    )
