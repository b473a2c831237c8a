"""How public pages are kept: by the site itself, by browsers and by proxies."""

from functools import wraps

from django.conf import settings
from django.middleware.http import ConditionalGetMiddleware
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.cache import cache_control, cache_page

from . import freshness

PUBLIC_SECONDS = 60
_conditional = decorator_from_middleware(ConditionalGetMiddleware)


def public_page(view):
    """Anyone may keep the page for a minute; after that an ETag saves sending it again.

    The site keeps the rendered page as long, unless something is published. Who has a session
    (an editor) always gets it made anew.
    """
    polite = cache_control(public=True, max_age=PUBLIC_SECONDS)(view)

    @wraps(view)
    def serve(request, *args, **kwargs):
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return polite(request, *args, **kwargs)
        kept = cache_page(PUBLIC_SECONDS, key_prefix=f"page-{freshness.generation()}")(polite)
        return kept(request, *args, **kwargs)

    return _conditional(serve)
