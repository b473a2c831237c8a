"""Headers and language: what Django and django-csp leave out."""

from django.conf import settings
from django.http import QueryDict
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.urls import translate_url
from django.utils import translation

from core import safe_links
from core.languages import language_of_path, prefix_of
from core.text.normalise import clean_line

EDITORS_PATHS = ("/admin/", "/django-admin/")
PAGES = "wagtail_serve"


class CleanQueryMiddleware:
    """Normalises the query parameters of every request: searches, filters, the API's parameters.

    Invisible characters and those that no database holds (NUL, lone surrogates) reach no view.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.META.get("QUERY_STRING"):
            request.GET = self.cleaned(request.GET)
        return self.get_response(request)

    @staticmethod
    def cleaned(parameters: QueryDict) -> QueryDict:
        clean = QueryDict(mutable=True, encoding=parameters.encoding)
        for name, values in parameters.lists():
            clean.setlist(clean_line(name), [clean_line(value) for value in values])
        clean._mutable = False
        return clean


class SecurityHeadersMiddleware:
    """Sends a Permissions-Policy: the site asks for no camera, microphone or sensor."""

    POLICY = "camera=(), microphone=(), geolocation=(self), payment=(), usb=()"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.POLICY)
        return response


class SafeLinksMiddleware:
    """Removes unsafe links (core.safe_links) from every response, whoever has put them there.

    Input from outside is cleaned where it comes in; this is for older stored content, and
    for what some reader of a source overlooks.
    """

    DEFUSE = {
        "text/html": safe_links.defuse_page,
        "application/xhtml+xml": safe_links.defuse_page,
        "application/json": safe_links.defuse_json,
        "application/geo+json": safe_links.defuse_json,
        "application/atom+xml": safe_links.defuse_xml,
        "application/rss+xml": safe_links.defuse_xml,
    }

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        kind = response.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind in self.DEFUSE and not response.streaming and response.content:
            content = self.DEFUSE[kind](response.content)
            if content != response.content:
                response.content = content
                if response.has_header("Content-Length"):
                    response["Content-Length"] = str(len(content))
        return response


class SiteLanguageMiddleware(LocaleMiddleware):
    """Sets the language of a public page by its address alone: German, or English by /en/….

    So every cache may keep a page, and foreign browsers get the language of the link.
    Editors keep Django's choice by cookie and browser. `?sprache=en`, the address that apps' pages
    once had, leads to today's.
    """

    def process_request(self, request):
        if request.path_info.startswith(EDITORS_PATHS):
            super().process_request(request)
            return
        asked = language_of_path(request.path_info) or request.GET.get("sprache", "")
        known = asked in dict(settings.LANGUAGES)
        translation.activate(asked if known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()

    def process_view(self, request, view, args, kwargs):
        asked = request.GET.get("sprache", "")
        if request.method not in ("GET", "HEAD") or not prefix_of(asked):
            return None
        address = translate_url(request.path, asked)
        if language_of_path(address) != asked or request.resolver_match.url_name == PAGES:
            return None
        query = request.GET.copy()
        del query["sprache"]
        return redirect(f"{address}?{query.urlencode()}" if query else address, permanent=True)

    def process_response(self, request, response):
        if request.path_info.startswith(EDITORS_PATHS):
            return super().process_response(request, response)
        response.headers.setdefault("Content-Language", translation.get_language())
        return response
