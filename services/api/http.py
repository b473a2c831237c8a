"""Responses of the API: JSON, open to all, with the moment of the last change."""

from datetime import datetime, time
from functools import wraps

import orjson
from django.db.models import Max
from django.http import HttpResponse
from django.utils import timezone
from ninja.renderers import BaseRenderer
from wagtail.models import ModelLogEntry

from core.public_api import open_to_all
from directory.models import OrganisationalUnit
from harvest.models import Run
from search.models import Document
from services.models import Service

JSON = "application/json; charset=utf-8"


class JSONRenderer(BaseRenderer):
    """Compact UTF-8."""

    media_type = "application/json"

    def render(self, request, data, *, response_status):
        return orjson.dumps(data)


def problem(status: int, detail: str) -> HttpResponse:
    """An error as JSON: {"detail": message}."""
    return HttpResponse(orjson.dumps({"detail": str(detail)}), status=status, content_type=JSON)


def open_data(view):
    """A view of the API (core.public_api). HEAD is handled like GET; the server drops
    the body.
    """

    @wraps(view)
    def read(request, *args, **kwargs):
        method, request.method = request.method, "GET"
        try:
            return view(request, *args, **kwargs)
        finally:
            request.method = method

    return open_to_all(read, last_change=last_change, read_only=_read_only)


def _read_only():
    return problem(405, "This interface is read-only: use GET.")


def last_change() -> datetime:
    """The latest moment at which anything in the API may have changed.

    The end of a run, an editor's action in the admin, a change of a service, a unit or
    of what is found, and the last midnight, when periods of validity begin and end.
    """
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    moments = [
        midnight,
        Run.objects.aggregate(latest=Max("finished_at"))["latest"],
        ModelLogEntry.objects.aggregate(latest=Max("timestamp"))["latest"],
        Service.objects.aggregate(latest=Max("changed_at"))["latest"],
        OrganisationalUnit.objects.aggregate(latest=Max("changed_at"))["latest"],
        Document.objects.aggregate(latest=Max("changed_at"))["latest"],
    ]
    return max(moment for moment in moments if moment)
