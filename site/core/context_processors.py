"""What every page's frame needs."""

from django.core.cache import cache
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from .navigation import Frame, entries, frame_of

FRAME_SECONDS = 60
_FRAME_KEY = "site-frame"


def site_frame(request):
    """`frame` (core.navigation.Frame), `site_name`, and the entries of the main navigation.

    The frame is asked for lazily and kept for a minute: a page costs no query for it.
    """
    frame = SimpleLazyObject(lambda: _frame(request))
    return {
        "frame": frame,
        "site_name": SimpleLazyObject(lambda: frame.site_name),
        "main_entries": SimpleLazyObject(entries),
    }


def _frame(request):
    frames = cache.get(_FRAME_KEY) or {}
    host = request.get_host()
    if not isinstance(frames.get(host), Frame):
        frames[host] = frame_of(Site.find_for_request(request))
        cache.set(_FRAME_KEY, frames, FRAME_SECONDS)
    return frames[host]


def forget_frame(**kwargs):
    """A page or a site has changed (connected in apps.py): the next reader sees it."""
    cache.delete(_FRAME_KEY)
