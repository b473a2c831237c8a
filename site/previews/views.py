"""The preview itself, for whoever holds the link. It opens nothing else."""

import re
from copy import copy
from html import escape, unescape
from urllib.parse import urlsplit

from django.http import Http404
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from core.http import error_page

from .banner import Preview
from .models import PreviewLink

_HREF = re.compile(r'(<a\b[^>]*?\bhref=)"([^"]*)"')


@require_safe
def preview(request, token, pk=None):
    """The latest draft under the link's token; with pk: of a page of its section.

    404: never was such a link, or it does not reach that far; 410: expired or revoked.
    """
    links = PreviewLink.objects.with_token(token).select_related("content_type", "made_by")
    link = links.first()
    if link is None:
        raise Http404
    if not link.is_valid:
        return _closed(error_page(request, "previews/expired.html", 410))
    shown = link.shown(pk)
    if shown is None:
        raise Http404
    if request.method == "GET":
        link.count()
    return _closed(_drafted(request, shown, Preview(link, token, pk, _mode(request, shown))))


def _mode(request, shown):
    asked = request.GET.get("ansicht", "")
    names = [name for name, _label in shown.preview_modes]
    return asked if asked in names else names[0] if names else ""


def _drafted(request, shown, preview):
    """The draft as its own page would be answered, to a reader without a session."""
    reader = copy(request)
    reader.META = {name: value for name, value in request.META.items() if name != "HTTP_COOKIE"}
    reader.META.pop("HTTP_AUTHORIZATION", None)
    extra = {"shown_preview": preview, "preview_modes_shown": preview.modes(shown)}
    response = shown.make_preview_request(reader, preview.mode, extra)
    response.cookies.clear()
    if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
        _lead_to_previews(response, preview.addresses, request.get_host())
    return response


def _lead_to_previews(response, addresses, host):
    """Let links between the pages of a section lead to their previews."""

    def turned(match):
        url = urlsplit(unescape(match[2]))
        address = addresses.get(url.path) if url.netloc in ("", host) and url.path else None
        if address is None:
            return match[0]
        fragment = f"#{url.fragment}" if url.fragment else ""
        return f'{match[1]}"{escape(address + fragment)}"'

    if addresses:
        response.content = _HREF.sub(turned, response.content.decode(response.charset))
    del response["Content-Length"]


def _closed(response):
    """Neither kept nor found nor passed on to the sites that it links to."""
    for header in ("Cache-Control", "Expires", "ETag", "Last-Modified"):
        del response[header]
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
