"""The page cache: rendered pages, and the parts that all pages share, kept for a minute.

Every key carries the number of the present generation; `invalidate` begins a new one, and older
entries are never read again. With Redis all processes share it. With local memory each process has
its own, and an entry that another process still holds is a minute old at most.
"""

from collections.abc import Callable

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save

SECONDS = 60
_PAGES = "generation-of-pages"
_PARTS = "generation-of-parts"


def cached(name: str, make: Callable):
    """A part that many pages share: the result of `make`, computed again after `invalidate`."""
    key = f"part-{_number(_PARTS)}-{name}"
    found = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, SECONDS)
    return found


def generation() -> int:
    """The number of the present generation of rendered pages."""
    return _number(_PAGES)


def invalidate(**kwargs):
    """Drop all pages and parts, after a change that any page may show. Also a signal receiver."""
    _begin(_PAGES)
    _begin(_PARTS)


def invalidate_pages(**kwargs):
    """Drop rendered pages, after a change that no shared part shows: single rows of an import."""
    _begin(_PAGES)


def invalidate_parts(**kwargs):
    """Drop the shared parts, after pages were saved that may be drafts; rendered pages stay."""
    _begin(_PARTS)


def invalidate_on_save(*models, by=invalidate_pages):
    """Invalidate on every save or deletion of these models. by: the function to call."""
    for model in models:
        post_save.connect(by, sender=model)
        post_delete.connect(by, sender=model)


def _number(key: str) -> int:
    return cache.get_or_set(key, 1, None)


def _begin(key: str):
    cache.add(key, 1, None)
    cache.incr(key)
