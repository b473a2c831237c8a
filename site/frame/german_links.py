"""Marking of links to German pages on pages in another language.

Pages of the tree may lack a translation, and editors link to them wherever they write. So the links
are marked where all of them pass by: in the finished page. `hreflang` tells programs and screen
readers, the style sheet shows it to everybody.
"""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.html import escape
from django.utils.translation import gettext as _

from core.languages import language_of_path
from core.middleware import EDITORS_PATHS, PAGES

_LINK = re.compile(rb"<a\b[^>]*>", re.IGNORECASE)
_HREF = re.compile(rb'\bhref="([^"]*)"', re.IGNORECASE)
_MARKED = re.compile(rb"\bhreflang=", re.IGNORECASE)


class GermanLinksMiddleware:
    """Marks links from pages of another language to pages of the site's own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if _is_foreign_page(request, response):
            host = request.get_host()
            response.content = _LINK.sub(lambda tag: _marked(tag, host), response.content)
            if response.has_header("Content-Length"):
                response["Content-Length"] = str(len(response.content))
        return response


def _is_foreign_page(request, response) -> bool:
    return (
        language_of_path(request.path_info) != ""
        and not response.streaming
        and not request.path_info.startswith(EDITORS_PATHS)
        and response.get("Content-Type", "").startswith("text/html")
    )


def _marked(match, host):
    tag = match[0]
    href = _HREF.search(tag)
    if href is None or _MARKED.search(tag) or not _leads_to_own_language(href[1].decode(), host):
        return tag
    code = settings.LANGUAGE_CODE
    hint = escape(_("in German"))
    return tag[:-1] + f' hreflang="{code}" data-language="{hint}">'.encode()


def _leads_to_own_language(address: str, host: str) -> bool:
    """Whether an address of this site is that of a page for readers without a prefix."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    path = parts.path
    if parts.netloc not in ("", host) or not path.startswith("/") or language_of_path(path):
        return False
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return match.url_name == PAGES or bool(READERS & set(match.namespaces))


# Apps whose pages people read; their addresses have no prefix only where somebody typed them so.
READERS = frozenset({"services", "directory", "oparl", "search", "home", "alerts", "subscriptions"})
