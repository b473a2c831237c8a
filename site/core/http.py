"""How public pages are kept by browsers and proxies."""

from functools import wraps

from django.middleware.http import ConditionalGetMiddleware
from django.views.decorators.cache import cache_control

PUBLIC_SECONDS = 60


def public_page(view):
    """Anyone may keep the page for a minute; after that an ETag saves sending it again."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if hasattr(response, "render"):
            response = response.render()
        return ConditionalGetMiddleware(lambda request: response)(request)

    return cache_control(public=True, max_age=PUBLIC_SECONDS)(answered)
