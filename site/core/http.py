"""Caching of public pages by the site itself, browsers and proxies; error pages."""

import time
from functools import wraps

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.http import ConditionalGetMiddleware
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control, cache_page
from wagtail.models import Site

from . import caching

PUBLIC_SECONDS = 60
# The cache of kept pages; what others keep lies elsewhere (settings.CACHES).
PAGES = "pages"
# Every page has its language by this one.
LANGUAGE = "sprache"
# Pages with a query, or of another host, that may be kept within a minute: strangers can make up
# such addresses without end.
MADE_UP_PER_MINUTE = 200


def public_page(view=None, *, knows=None):
    """Let anyone cache the page for a minute; after that an ETag saves sending it again.

    The site keeps the rendered page as long, unless something is published. Whoever has a session
    (an editor) always gets it made anew. A preview shows a draft at the address of the public
    page: it takes nothing from what is kept, and leaves nothing there.

    knows: the parameters that the page reads; all others are removed before the view is called.
    Without it the page is kept only if the query has none but `sprache`.
    """
    if view is None:
        return lambda view: public_page(view, knows=knows)

    @cache_control(public=True, max_age=PUBLIC_SECONDS)
    def rendered(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if not _may_be_kept(request, knows):
            request._cache_update_cache = False
        return response.render() if hasattr(response, "render") else response

    @wraps(view)
    def serve(request, *args, **kwargs):
        if getattr(request, "is_preview", False):
            return view(request, *args, **kwargs)
        if knows is not None:
            _narrow_query(request, {LANGUAGE, *knows})
        answer = rendered
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            # A new day shows itself: deadlines, events, opening hours.
            prefix = f"page-{caching.generation()}-{timezone.localdate()}"
            answer = cache_page(PUBLIC_SECONDS, cache=PAGES, key_prefix=prefix)(answer)
        response = answer(request, *args, **kwargs)
        return ConditionalGetMiddleware(lambda request: response)(request)

    serve.knows = knows
    return serve


def _narrow_query(request: HttpRequest, known: set[str]):
    """Drop unknown parameters and sort the others, so that one page has one cache key."""
    query = QueryDict(mutable=True)
    for name in sorted(known & set(request.GET)):
        query.setlist(name, request.GET.getlist(name))
    query._mutable = False
    request.GET = query
    request.META["QUERY_STRING"] = query.urlencode()


def _may_be_kept(request, knows) -> bool:
    """Whether the page that was just made may be kept; those that can be made up count."""
    asked = set(request.GET)
    if knows is None and asked - {LANGUAGE}:
        return False
    if not asked and _is_known_host(request):
        return True
    cache, key = caches["default"], f"pages-made-up-{int(time.time() // PUBLIC_SECONDS)}"
    cache.add(key, 0, 2 * PUBLIC_SECONDS)
    try:
        return cache.incr(key) <= MADE_UP_PER_MINUTE
    except ValueError:
        return False


def _is_known_host(request) -> bool:
    """Whether the request uses the site's own host name; any port may be made up, too."""
    site = Site.find_for_request(request)
    host = request.get_host()
    return site is not None and host in (site.hostname, f"{site.hostname}:{site.port}")


def error_page(request, template: str, status: int, context: dict | None = None) -> HttpResponse:
    """An error page with links to go on.

    It has no address of its own, no translation and no question whether it helped, and is not
    counted as read (`request.is_error`).
    """
    request.is_error = True
    return render(request, template, context, status=status)
