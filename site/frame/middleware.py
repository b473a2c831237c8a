"""Responses that depend on the site: parts that it leaves out, pages that it no longer has."""

from django.http import Http404
from django.shortcuts import redirect

from core.middleware import EDITORS_PATHS

from .context_processors import site_for
from .gone import gone_page, gone_response
from .parts import hidden_parts, is_hidden, site_instead

PAGES = "wagtail_serve"


class SiteMiddleware:
    """Finds the site without a query; redirects from the parts that the site leaves out.

    Readers are redirected to the default site if it offers the part; else they get 404.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        if request.path_info.startswith(EDITORS_PATHS):
            return
        # What has no namespace and is no page asks for no site: map tiles, files.
        if not match.namespaces and match.url_name != PAGES:
            return
        site = site_for(request)
        # Programs need no frame: it is not built for them.
        if match.namespaces and site and is_hidden(match.namespaces, hidden_parts(site)):
            instead = site_instead(site, match.namespaces)
            if instead is None or request.method not in ("GET", "HEAD"):
                raise Http404
            return redirect(instead.root_url + request.get_full_path())


class GonePagesMiddleware:
    """410 for deleted pages. Stands before the redirects, so that these come first."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.path_info.startswith(EDITORS_PATHS):
            return response
        page = gone_page(request)
        return gone_response(request, page) if page else response
