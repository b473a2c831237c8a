"""Scope of a site's search: the parts that it offers, its own pages, or those of all sites."""

from dataclasses import replace

from django.db.models import Q
from wagtail.models import Page

from core.registries.navigation import part_of
from frame.site_frame import Frame

from . import registry
from .registry import SearchKind


def kinds_on(frame: Frame) -> list[SearchKind]:
    """The kinds that a site's search shows; with several sites, only pages of its own."""
    found = registry.kinds()
    if frame.hidden:
        found = [kind for kind in found if part_of(registry.model_of(kind)) not in frame.hidden]
    if not frame.searches_own_pages_only:
        return found
    own = Q()
    for path in frame.home_paths:
        own |= Q(path__startswith=path)
    return [_narrowed_to(kind, own) if _is_of_pages(kind) else kind for kind in found]


def paths_on(frame: Frame) -> tuple[str, ...]:
    """Beginnings of the paths of the pages that a site's search shows, () for all."""
    return tuple(frame.home_paths) if frame.searches_own_pages_only else ()


def _is_of_pages(kind):
    return issubclass(registry.model_of(kind), Page)


def _narrowed_to(kind, own: Q):
    return replace(kind, narrowed=lambda pages: kind.narrowed(pages.filter(own)))
