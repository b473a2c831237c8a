"""How public pages are kept by browsers and proxies."""

from django.middleware.http import ConditionalGetMiddleware
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.cache import cache_control

PUBLIC_SECONDS = 60
_conditional = decorator_from_middleware(ConditionalGetMiddleware)


def public_page(view):
    """Anyone may keep the page for a minute; after that an ETag saves sending it again."""
    return cache_control(public=True, max_age=PUBLIC_SECONDS)(_conditional(view))
