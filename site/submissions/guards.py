"""Forms that readers send without a login: what their pages have in common, who may send.

Such a form stands on pages that everybody gets from one cache, so it can hold no secret of one
reader's own (Django's CSRF token would need a cookie and a page for each). There is nothing to
steal either: who sends the form is not logged in. What is left is sending by machines, or from
foreign websites by readers' browsers. Against these stand the traps (submissions.honeypot), the
browser's word on where the form comes from (`is_same_origin`), and limits (submissions.throttle).
"""

from collections.abc import Iterable
from datetime import timedelta
from functools import wraps
from urllib.parse import urlsplit

from django.core.signing import BadSignature
from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.http import error_page

from .throttle import allow

INVALID, FORBIDDEN, TOO_MANY = 422, 403, 429
HOUR = 60 * 60
# How long the page with a receipt number can be opened again.
KEPT_RECEIPT = timedelta(days=1)


def uncached(view):
    """A page kept by no cache and found by no search engine.

    404 when what is signed in its address is wrong or too old (BadSignature).
    """

    @never_cache
    @wraps(view)
    def serve(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except BadSignature as error:
            raise Http404 from error
        response["X-Robots-Tag"] = "noindex"
        return response

    return serve


def form_page(view=None, *, refuses_itself=False, anybody_may_send=""):
    """Such a page with a form, which it shows and takes in. There is no CSRF token, see above.

    What was sent from foreign websites does not reach the view. refuses_itself: it does, because
    the view answers with the words that were typed (`check`). anybody_may_send: why.
    """
    if view is None:
        return lambda view: form_page(
            view, refuses_itself=refuses_itself, anybody_may_send=anybody_may_send
        )

    @wraps(view)
    def serve(request, *args, **kwargs):
        is_guarded = not (refuses_itself or anybody_may_send)
        if is_guarded and request.method == "POST" and not is_same_origin(request):
            return error_page(request, "foreign_form.html", FORBIDDEN)
        return view(request, *args, **kwargs)

    page = csrf_exempt(uncached(require_http_methods(["GET", "HEAD", "POST"])(serve)))
    page.origin_rule = anybody_may_send or "What foreign websites send is refused."
    return page


def secret_form_page(view=None, **options):
    """Such a page whose signed address is the reader's key: no referrer tells it to others."""
    if view is None:
        return lambda view: secret_form_page(view, **options)

    def with_hidden_origin(request, *args, **kwargs):
        # Where no referrer is told, browsers call the origin of a form "null" (Fetch Standard).
        request.may_hide_origin = True
        response = page(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        return response

    page = form_page(view, **options)
    return wraps(page)(with_hidden_origin)


def check(
    request, form, limits: Iterable[tuple[str, object, int]], *, foreign, too_many
) -> int | None:
    """The status of the answer to a form that cannot be taken, which then says why; else None.

    limits: (what is counted, for whom, how many in an hour); a form that passes counts once for
    each. foreign, too_many: what the form says when it comes from elsewhere, or too often.
    """
    if not form.is_valid():
        return INVALID
    if not is_same_origin(request):
        form.add_error(None, foreign)
        return FORBIDDEN
    if not all(allow(what, who, limit, HOUR) for what, who, limit in limits):
        form.add_error(None, too_many)
        return TOO_MANY
    return None


def is_same_origin(request) -> bool:
    """Whether the browser says that the form was sent from this website (Fetch Metadata, Origin).

    Programs that say nothing at all are let through to the traps.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is None or (origin == "null" and getattr(request, "may_hide_origin", False)):
        return True
    try:
        return urlsplit(origin).netloc == request.get_host()
    except ValueError:
        return False
