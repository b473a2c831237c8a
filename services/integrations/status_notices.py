"""Notices of a service's status on the pages that link to it.

A page shows it when it names the service, or lies below a page that does.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page, ReferenceIndex

from core import caching
from services.models import Service

SECONDS = 60
# The home pages name many services, and all pages lie below them: they have a teaser of their own.
HOME_DEPTH = 2


@dataclass(frozen=True)
class Disturbance:
    """A service with a disturbance; paths: of the pages that name it."""

    title: str
    url: str
    is_unavailable: bool
    reason: str
    until: date | None
    paths: tuple[str, ...]


def status_near(request, page):
    """The teaser (core.registries.slots) below a page's heading. No query when cached."""
    found = [service for service in _kept() if page.path and page.path.startswith(service.paths)]
    return {"services": found} if found else None


def _kept() -> list[Disturbance]:
    key = f"services-disturbed-{caching.generation()}-{timezone.localdate()}-{get_language()}"
    found = cache.get(key)
    if found is None:
        found = list(_disturbed())
        cache.set(key, found, SECONDS)
    return found


def _disturbed():
    services = Service.objects.published().exclude(status=Service.Status.AVAILABLE)
    named = _pages_that_name(services)
    for service in services:
        own = service.own_layer
        until = date.fromisoformat(own["status_until"]) if own.get("status_until") else None
        paths = named.get(str(service.pk), ())
        if paths and (until is None or until >= timezone.localdate()):
            yield Disturbance(
                title=service.shown_title,
                url=service.get_absolute_url(),
                is_unavailable=service.status == Service.Status.UNAVAILABLE,
                reason=own.get("status_reason", ""),
                until=until,
                paths=tuple(paths),
            )


def _pages_that_name(services) -> dict[str, list[str]]:
    """{primary key of a service: paths of pages}, by Wagtail's index of references."""
    rows = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Service),
        to_object_id__in=[str(service.pk) for service in services],
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    pairs = set(rows.values_list("to_object_id", "object_id"))
    pages = Page.objects.live().filter(
        pk__in={int(page) for _service, page in pairs}, depth__gt=HOME_DEPTH
    )
    paths = {str(pk): path for pk, path in pages.values_list("pk", "path")}
    found: dict[str, list[str]] = {}
    for service, page in pairs:
        if page in paths:
            found.setdefault(service, []).append(paths[page])
    return found
