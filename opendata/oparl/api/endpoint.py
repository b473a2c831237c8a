"""The site's own OParl 1.1 endpoint: the system, every list, every object by its id."""

from django.conf import settings
from django.db.models import Max, Min
from django.http import Http404
from django.shortcuts import get_object_or_404

from opendata.oparl.models import MODELS, Body, Organization
from opendata.oparl.visibility import Visibility, of_body, of_organization

from .links import BODY_LISTS, ORGANIZATION_LISTS, SCHEMA, Addresses
from .paging import ListParameters, page_of
from .responses import json, open_data
from .serializers import Writer, readable
from .times import text_of

TYPES = {type.lower(): type for type in MODELS if type != "System"}
_LISTS = {name.lower(): type for name, type in BODY_LISTS.items()}


@open_data
def system(request):
    """The entry point. The site is one system, however many sources its bodies come from."""
    addresses = Addresses(request)
    since = (
        Visibility().visible(Body).aggregate(created=Min("imported_at"), modified=Max("changed_at"))
    )
    return json(
        {
            "id": addresses.root,
            "type": f"{SCHEMA}System",
            "oparlVersion": SCHEMA,
            "body": addresses.bodies,
            "name": settings.WAGTAIL_SITE_NAME,
            "website": request.build_absolute_uri("/"),
            **{name: text_of(moment) for name, moment in since.items() if moment},
        }
    )


@open_data
def bodies(request):
    return _page(request, Visibility(), Body.objects.select_related("system"))


@open_data
def body_list(request, pk: int, name: str):
    """An external list of a body. 404 for an unknown or deleted body."""
    if name not in _LISTS:
        raise Http404
    shown = Visibility()
    body = get_object_or_404(shown.visible(Body), pk=pk)
    return _page(request, shown, of_body(MODELS[_LISTS[name]].objects.all(), body))


@open_data
def organization_list(request, pk: int, name: str):
    if name not in ORGANIZATION_LISTS:
        raise Http404
    shown = Visibility()
    organization = get_object_or_404(shown.visible(Organization), pk=pk)
    rows = MODELS[ORGANIZATION_LISTS[name]].objects.all()
    return _page(request, shown, of_organization(rows, organization))


@open_data
def one(request, type: str, pk: int):
    """The object, or the tombstone of a withdrawn or hidden one: no error by the standard."""
    if type not in TYPES:
        raise Http404
    row = get_object_or_404(readable(MODELS[TYPES[type]].objects.all()), pk=pk)
    return json(Writer(Addresses(request), Visibility()).objects(TYPES[type], [row])[0])


@open_data
def nothing(request, **kwargs):
    raise Http404


def _page(request, shown: Visibility, rows):
    """One page. rows: all of the list; hidden ones become tombstones."""
    asked = ListParameters.from_request(request)
    if not asked.wants_tombstones:
        rows = shown.filter_visible(rows)
    writer = Writer(Addresses(request), shown, omit=asked.omit_internal)
    type = rows.model.__name__
    return json(page_of(request, readable(rows), lambda found: writer.objects(type, found), asked))
