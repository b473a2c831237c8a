"""What a site's search reaches: the parts that it offers, its own pages, or those of all sites."""

from dataclasses import replace

from wagtail.models import Page

from core.navigation import part_of
from frame.languages import home_pages
from frame.models import SiteParts
from frame.parts import hidden_parts

from . import registry
from .registry import SearchKind


def kinds_on(site) -> list[SearchKind]:
    """The kinds that a site's search shows, pages narrowed to its own; all without a site."""
    if site is None:
        return registry.kinds()
    hidden = hidden_parts(site)
    found = [kind for kind in registry.kinds() if _part(kind) not in hidden]
    if SiteParts.objects.filter(site=site, searches_all_sites=True).exists():
        return found
    homes = list(home_pages(site).values())
    return [_own_pages(kind, homes) if _is_of_pages(kind) else kind for kind in found]


def _part(kind):
    return part_of(kind.queryset().model)


def _is_of_pages(kind):
    return issubclass(kind.queryset().model, Page)


def _own_pages(kind, homes):
    def narrowed(pages):
        own = pages.none()
        for home in homes:
            own |= pages.descendant_of(home, inclusive=True)
        return kind.narrowed(own)

    return replace(kind, narrowed=narrowed)
