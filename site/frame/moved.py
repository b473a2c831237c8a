"""Redirects of addresses below a moved page, with their query.

Wagtail's redirects know the addresses of pages. A page gives out more: its feeds, calendars, files
of data, the archive, the places of a directory. All of them begin with the page's own address.
"""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.http import Http404, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from core.middleware import EDITORS_PATHS

# Nothing that the site gives out lies deeper below a page.
DEEPEST = 20


class MovedPagesMiddleware:
    """Redirects from old addresses: by Wagtail's redirects first, then from below moved pages.

    Wagtail's own middleware drops the query, so that a chosen month or category is lost.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.path_info.startswith(EDITORS_PATHS):
            return response
        found = _exact(request) or _below(request)
        if found is None:
            return response
        link, is_permanent = found
        answer = HttpResponsePermanentRedirect if is_permanent else HttpResponseRedirect
        return answer(link)


def _exact(request) -> tuple[str, bool] | None:
    """A redirect for this very address, with its query or without."""
    whole = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    bare = urlsplit(whole)._replace(query="").geturl()
    for path in dict.fromkeys((whole, bare)):
        redirect = get_redirect(request, path)
        if redirect is not None and redirect.link is not None:
            query = request.GET.urlencode() if path == bare else ""
            return with_query(redirect.link, query), redirect.is_permanent
    return None


def _below(request) -> tuple[str, bool] | None:
    """The nearest page above whose address has changed, and the rest below its new one."""
    path = uri_to_iri(Redirect.normalise_path(request.path, decode_unicode=False))
    parts = path.strip("/").split("/")
    if "\0" in path or len(parts) > DEEPEST:
        return None
    above = ["/" + "/".join(parts[:length]) for length in range(len(parts) - 1, 0, -1)]
    redirects = (
        Redirect.get_for_site(Site.find_for_request(request))
        .filter(old_path__in=above, redirect_page__isnull=False)
        .select_related("redirect_page")
    )
    for redirect in sorted(redirects, key=lambda one: -len(one.old_path)):
        rest = path[len(redirect.old_path) :].strip("/")
        link = _address_below(request, redirect.redirect_page, rest)
        if link:
            return with_query(link, request.GET.urlencode()), redirect.is_permanent
    return None


def _address_below(request, page, rest: str) -> str:
    """`rest` below the page as it stands now; "" when nothing answers there."""
    page = page.specific
    address = page.get_url(request)
    if not address or not page.live:
        return ""
    try:
        page.route(request, rest.split("/"))
    except Http404:
        return ""
    return f"{address.rstrip('/')}/{rest}/"


def with_query(link: str, query: str) -> str:
    """The address with the parameters of the request; its own come first and stay."""
    if not query:
        return link
    parts = urlsplit(link)
    own = parse_qsl(parts.query, keep_blank_values=True)
    named = {name for name, _value in own}
    asked = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] not in named]
    return urlunsplit(parts._replace(query=urlencode([*own, *asked])))
