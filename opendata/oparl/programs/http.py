"""What every answer has: open to all origins, told apart by ETag, errors as OParl writes them."""

import hashlib
from functools import wraps

import orjson
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from harvest.models import Run
from opendata.oparl.kinds import KIND

from .addresses import SCHEMA

MAX_AGE = 60
JSON = "application/json; charset=utf-8"


class BadRequest(Exception):
    """A parameter that cannot be understood; the message says which, and why."""


def json(data) -> HttpResponse:
    return HttpResponse(orjson.dumps(data), content_type=JSON)


def error(status: int, message: str) -> HttpResponse:
    """OParl 1.1, chapter 2.9: an object of the type Error."""
    content = orjson.dumps({"type": f"{SCHEMA}Error", "message": str(message)})
    return HttpResponse(content, status=status, content_type=JSON)


def open_data(view):
    """CORS for everyone, a strong ETag, Last-Modified, 304; errors in JSON; not for indexes."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
        elif request.method not in ("GET", "HEAD"):
            response = error(405, _("This interface is read-only: use GET."))
            response["Allow"] = "GET, HEAD, OPTIONS"
        else:
            response = _conditional(request, _answered(view, request, args, kwargs))
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Last-Modified"
        # Names of people stand in here; search engines find them on the pages, or not at all.
        response["X-Robots-Tag"] = "noindex"
        return response

    answer.csrf_exempt = True
    return answer


def _answered(view, request, args, kwargs):
    try:
        return view(request, *args, **kwargs)
    except BadRequest as wrong:
        return error(400, wrong)
    except Http404:
        return error(404, _("There is nothing at this address."))


def _conditional(request, response):
    if response.status_code != 200:
        response["Cache-Control"] = "no-cache"
        return response
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    changed = last_change()
    if changed:
        response["Last-Modified"] = http_date(changed)
    if response.streaming:
        return get_conditional_response(request, None, changed, response)
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    return get_conditional_response(request, response["ETag"], changed, response)


def last_change() -> int | None:
    """When anything told here may have changed last: the end of a run, an editor's action."""
    moments = [
        Run.objects.filter(source__kind=KIND).aggregate(latest=Max("finished_at"))["latest"],
        ModelLogEntry.objects.aggregate(latest=Max("timestamp"))["latest"],
    ]
    known = [moment for moment in moments if moment]
    return int(max(known).timestamp()) if known else None
