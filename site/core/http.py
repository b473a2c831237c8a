"""How public pages are kept: by the site itself, by browsers and by proxies. What is an error."""

from functools import wraps

from django.conf import settings
from django.http import HttpResponse
from django.middleware.http import ConditionalGetMiddleware
from django.shortcuts import render
from django.views.decorators.cache import cache_control, cache_page

from . import freshness

PUBLIC_SECONDS = 60


def public_page(view):
    """Anyone may keep the page for a minute; after that an ETag saves sending it again.

    The site keeps the rendered page as long, unless something is published. Who has a session
    (an editor) always gets it made anew. A preview shows a draft at the address of the public
    page: it takes nothing from what is kept, and leaves nothing there.
    """

    @cache_control(public=True, max_age=PUBLIC_SECONDS)
    def rendered(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        return response.render() if hasattr(response, "render") else response

    @wraps(view)
    def serve(request, *args, **kwargs):
        if getattr(request, "is_preview", False):
            return view(request, *args, **kwargs)
        answer = rendered
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            answer = cache_page(PUBLIC_SECONDS, key_prefix=f"page-{freshness.generation()}")(answer)
        response = answer(request, *args, **kwargs)
        return ConditionalGetMiddleware(lambda request: response)(request)

    return serve


def error_page(request, template: str, status: int, context: dict | None = None) -> HttpResponse:
    """An error with a way on. It has no address of its own, no translation and no question whether
    it helped, and is not counted as read (`request.is_error`)."""
    request.is_error = True
    return render(request, template, context, status=status)
