"""Addresses of deleted public pages, which answer 410 instead of 404."""

from collections.abc import Callable, Iterator
from itertools import product
from urllib.parse import unquote, urlsplit

from django.db.models.signals import pre_delete
from django.utils.translation import override
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.coreutils import get_content_languages
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_unpublished

from core.http import error_page

from .models import GonePage

MAX_PATH = GonePage._meta.get_field("path").max_length
MAX_TITLE = GonePage._meta.get_field("title").max_length


def follow_deletions():
    """Called once, by FrameConfig.ready()."""
    pre_delete.connect(remember_live, sender=Page)
    page_unpublished.connect(remember)
    page_published.connect(discard)


def remember_live(instance, **kwargs):
    """Remember a published page before its deletion; others were remembered when unpublished."""
    if instance.live:
        remember(instance)


def remember(instance, **kwargs):
    """Keep the addresses of a public page that is unpublished or deleted."""
    if instance.get_view_restrictions().exists():
        return
    for site_id, path in addresses_of(instance):
        GonePage.objects.update_or_create(
            site_id=site_id, path=path, defaults={"title": instance.title}
        )


def follow_model(model, is_public: Callable[[object], bool]):
    """Remember the addresses of deleted rows of a model (core.registries.gone), too."""

    def remember_row(instance, **kwargs):
        paths = _paths_of(instance) if is_public(instance) else set()
        for site, path in product(Site.objects.all(), sorted(paths)):
            GonePage.objects.update_or_create(
                site=site, path=path, defaults={"title": str(instance)[:MAX_TITLE]}
            )

    pre_delete.connect(remember_row, sender=model, weak=False)


def _paths_of(row) -> set[str]:
    """The paths of a row in every language."""
    found = set()
    for language in get_content_languages():
        with override(language):
            address = getattr(row, "get_absolute_url", lambda: row.url)()
        found.add(unquote(urlsplit(address or "").path))
    return {path for path in found if path and len(path) <= MAX_PATH}


def is_for_all(document) -> bool:
    """Whether the document lies in no collection behind a password or a login."""
    return not document.collection.get_view_restrictions().exists()


def discard(instance, **kwargs):
    """Drop the addresses of a page that is public again."""
    for site_id, path in addresses_of(instance):
        GonePage.objects.filter(site_id=site_id, path=path).delete()


def addresses_of(page) -> Iterator[tuple[int, str]]:
    """(site, path) of a page, and of addresses below it: feeds, calendars, places."""
    parts = page.get_url_parts()
    if parts is None or not parts[2] or parts[2] == "/":
        return
    site_id, _root_url, path = parts
    if not Site.objects.filter(pk=site_id).exists():
        return
    for below in ("", *_addresses_below(page.specific)):
        if len(path + below) <= MAX_PATH:
            yield site_id, path + below


def _addresses_below(page) -> Iterator[str]:
    """The routes of the page without anything variable, and what its type names."""
    if isinstance(page, RoutablePageMixin):
        for pattern in page.get_subpage_urls():
            route = str(pattern.pattern)
            if route and route.endswith("/") and not set(route) & set("<(^$\\"):
                yield route
    yield from getattr(page, "addresses_below", tuple)()


def gone_page(request) -> GonePage | None:
    """The deleted page that once had the requested address."""
    site = Site.find_for_request(request)
    if site is None or "\0" in request.path:
        return None
    return GonePage.objects.filter(site=site, path=request.path[:MAX_PATH]).first()


def gone_response(request, page: GonePage):
    """410 with links to go on."""
    return error_page(request, "410.html", 410, {"gone": page})
