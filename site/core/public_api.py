"""Responses of public APIs: open to every origin, read only, with ETag and Last-Modified."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

MAX_AGE = 60
METHODS = "GET, HEAD, OPTIONS"


def open_to_all(
    view,
    *,
    last_change: Callable[[], datetime | None],
    read_only: Callable[[], HttpResponse],
    headers: Mapping[str, str] | None = None,
):
    """A view with CORS for everyone, Cache-Control, a strong ETag of the content, and 304.

    last_change: when the content may have changed last. read_only: the response to whoever
    wants to write. headers: of every response.
    """

    @csrf_exempt
    @wraps(view)
    def respond(request, *args, **kwargs):
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = METHODS
            response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
        elif request.method not in ("GET", "HEAD"):
            response = read_only()
            response["Allow"] = METHODS
        else:
            response = _conditional(request, view(request, *args, **kwargs), last_change)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Last-Modified"
        for name, value in (headers or {}).items():
            response[name] = value
        return response

    respond.origin_rule = "Nothing can be written."
    return respond


def _conditional(request, response, last_change):
    if response.status_code != 200:
        response["Cache-Control"] = "no-cache"
        return response
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    latest = last_change()
    changed = int(latest.timestamp()) if latest else None
    if changed:
        response["Last-Modified"] = http_date(changed)
    if response.streaming:
        return get_conditional_response(request, None, changed, response)
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    return get_conditional_response(request, response["ETag"], changed, response)
