"""Context of every page's frame."""

from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Site

from core.caching import cached
from core.registries.navigation import entries

from .site_frame import Frame, frame_of


def site_frame(request):
    """`frame` (frame.site_frame.Frame), `site_name`, and the entries of the main navigation.

    The frame is built lazily and kept for a minute: a page costs no query for it.
    """
    frame = SimpleLazyObject(lambda: frame_for(request))
    return {
        "frame": frame,
        "site_name": SimpleLazyObject(lambda: frame.site_name),
        "main_entries": SimpleLazyObject(lambda: entries(frame.hidden)),
    }


def frame_for(request) -> Frame:
    """The frame of the site and the language that a request asks for."""
    language = get_language()
    frames = request.__dict__.setdefault("_frames", {})
    if language not in frames:
        name = f"frame-{language}-{request.get_host()}"
        frames[language] = cached(name, lambda: frame_of(site_for(request)))
    return frames[language]


def site_for(request) -> Site | None:
    """The site of a request, cached where Wagtail looks for it, too."""
    if not hasattr(request, "_wagtail_site"):
        request._wagtail_site = cached(
            f"site-{request.get_host()}", lambda: Site._find_for_request(request)
        )
    return request._wagtail_site
