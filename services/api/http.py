"""What every answer of the API has: open to all origins, kept for a minute, told apart by ETag."""

import hashlib
from datetime import datetime, time
from functools import wraps

import orjson
from django.db.models import Max
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from ninja.renderers import BaseRenderer
from wagtail.models import ModelLogEntry

from directory.models import OrganisationalUnit
from harvest.models import Run
from services.models import Service

MAX_AGE = 60
JSON = "application/json; charset=utf-8"


class JSONRenderer(BaseRenderer):
    """Compact UTF-8."""

    media_type = "application/json"

    def render(self, request, data, *, response_status):
        return orjson.dumps(data)


def problem(status: int, detail: str) -> HttpResponse:
    """An error as JSON: {"detail": what is wrong}."""
    return HttpResponse(orjson.dumps({"detail": str(detail)}), status=status, content_type=JSON)


def open_data(view):
    """CORS for everyone, Cache-Control, a strong ETag of the content, Last-Modified, and 304."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
        elif request.method not in ("GET", "HEAD"):
            response = problem(405, "This interface is read-only: use GET.")
            response["Allow"] = "GET, HEAD, OPTIONS"
        else:
            response = _conditional(request, _read(view, request, args, kwargs))
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Last-Modified"
        return response

    answer.csrf_exempt = True
    return answer


def _read(view, request, args, kwargs):
    """A HEAD is answered like a GET; the server leaves the body out."""
    method, request.method = request.method, "GET"
    try:
        return view(request, *args, **kwargs)
    finally:
        request.method = method


def _conditional(request, response):
    if response.status_code != 200:
        response["Cache-Control"] = "no-cache"
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    changed = int(last_change().timestamp())
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed)
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return get_conditional_response(request, etag, changed, response)


def last_change() -> datetime:
    """The latest moment at which anything that the API tells may have changed.

    The end of a run, an editor's action in the admin, a change of a service or unit, and the
    last midnight, when periods of validity begin and end.
    """
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    moments = [
        midnight,
        Run.objects.aggregate(latest=Max("finished_at"))["latest"],
        ModelLogEntry.objects.aggregate(latest=Max("timestamp"))["latest"],
        Service.objects.aggregate(latest=Max("changed_at"))["latest"],
        OrganisationalUnit.objects.aggregate(latest=Max("changed_at"))["latest"],
    ]
    return max(moment for moment in moments if moment)
