"""Responses of the endpoint: open to all origins, with ETag, and errors as OParl defines them."""

from datetime import datetime
from functools import wraps

import orjson
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from core.public_api import open_to_all
from harvest.models import Run
from opendata.oparl.models import SOURCE_KIND

from .links import SCHEMA

JSON = "application/json; charset=utf-8"


class BadRequest(Exception):
    """An invalid parameter; the message says which, and why."""


def json(data) -> HttpResponse:
    return HttpResponse(orjson.dumps(data), content_type=JSON)


def error(status: int, message: str) -> HttpResponse:
    """OParl 1.1, chapter 2.9: an object of the type Error."""
    content = orjson.dumps({"type": f"{SCHEMA}Error", "message": str(message)})
    return HttpResponse(content, status=status, content_type=JSON)


def open_data(view):
    """A view for programs (core.public_api): errors in JSON; not for indexes.

    Responses contain names of people; search engines find these on the pages, or not at all.
    """

    @wraps(view)
    def respond(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except BadRequest as wrong:
            return error(400, wrong)
        except Http404:
            return error(404, _("There is nothing at this address."))

    return open_to_all(
        respond,
        last_change=last_change,
        read_only=_read_only,
        headers={"X-Robots-Tag": "noindex"},
    )


def _read_only():
    return error(405, _("This interface is read-only: use GET."))


def last_change() -> datetime | None:
    """The moment of the last possible change: the end of a run, an editor's action."""
    moments = [
        Run.objects.filter(source__kind=SOURCE_KIND).aggregate(latest=Max("finished_at"))["latest"],
        ModelLogEntry.objects.aggregate(latest=Max("timestamp"))["latest"],
    ]
    return max((moment for moment in moments if moment), default=None)
