"""Rendered pages are kept for a minute, and dropped at once when something is published.

Every kept page carries the number of the present generation in its key; `bump` begins a new one.
With Redis all processes share it. With local memory each process has its own, and a page that
another process still keeps is a minute old at most.
"""

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save

_KEY = "page-generation"


def generation() -> int:
    """The number of the present generation of kept pages."""
    return cache.get_or_set(_KEY, 1, None)


def bump(**kwargs):
    """Begin a new generation: what was kept is never asked for again. Also a signal receiver."""
    cache.add(_KEY, 1, None)
    cache.incr(_KEY)


def follow(*models):
    """Begin a new generation whenever one of these is saved or deleted."""
    for model in models:
        post_save.connect(bump, sender=model)
        post_delete.connect(bump, sender=model)
