"""The frame is kept for a minute, and forgotten at once when something of it changes."""

from collections.abc import Callable

from django.core.cache import cache
from wagtail.models import Page

SECONDS = 60
_GENERATION = "frame-generation"


def kept(name: str, make: Callable):
    """What `make` returns, kept under a name; made anew after `forget`."""
    key = f"frame-{_generation()}-{name}"
    found = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, SECONDS)
    return found


def forget(**kwargs):
    """Something has changed: the next reader sees it. Also a signal receiver."""
    cache.add(_GENERATION, 1, None)
    cache.incr(_GENERATION)


def forget_after_page(sender, **kwargs):
    """Pages are also written without being published: by commands, or in another order."""
    if issubclass(sender, Page):
        forget()


def _generation() -> int:
    return cache.get_or_set(_GENERATION, 1, None)
