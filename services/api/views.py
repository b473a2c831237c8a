"""The operations of the API, by django-ninja, which derives the OpenAPI description from types."""

from django.db.models import Prefetch
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError

from directory.models import OrganisationalUnit
from frame.context_processors import frame_for
from search.listing import slice_of
from search.registry import get_kind
from search.scope import kinds_on, paths_on
from search.searching import ranked_ids
from services.composing.layers import compose
from services.models import LifeSituation, Service, ServiceVersion
from services.records.normalise import language_tag, leika_key
from services.visibility import is_gone, is_public

from . import schemas, serialise
from .http import JSONRenderer, problem

api = NinjaAPI(
    title="Stadttor: service catalogue",
    version="1.0.0",
    description=(
        "The city's services and offices, read-only and open to everyone. Answers carry an ETag; "
        "please send it back with If-None-Match: what has not changed is answered with 304."
    ),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
    renderer=JSONRenderer(),
)
_PROBLEMS = {400: schemas.Problem}
_NOT_THERE = {400: schemas.Problem, 404: schemas.Problem, 410: schemas.Problem}


class BadValue(Exception):
    """An invalid value of a filter."""


class Gone(Exception):
    """The object was public once; the message says what to do."""


@api.get(
    "/dienstleistungen/",
    response={200: schemas.ServiceList, **_PROBLEMS},
    operation_id="listServices",
    summary="List services",
    url_name="services",
)
def list_services(request, filters: Query[schemas.ServiceFilters], paging: Query[schemas.Paging]):
    queryset = _filtered(Service.objects.published(), filters)
    queryset, count, ids = _ranked("services", queryset, filters.q, paging)
    rows = list(queryset.prefetch_related(_shown_situations()).defer(*_HEAVY))
    if ids is not None:
        rows.sort(key=lambda service: ids.index(service.pk))
    language = language_tag(filters.language) if filters.language else "de"
    titles = _titles(rows, language)
    absolute = request.build_absolute_uri
    return {
        **_page(request, count, paging),
        "results": [
            serialise.service_item(item, absolute, titles.get(item.pk, ""), language)
            for item in rows
        ],
    }


@api.get(
    "/dienstleistungen/{int:service_id}/",
    response={200: schemas.ServiceDetail, **_NOT_THERE},
    operation_id="getService",
    summary="One service with every module",
    url_name="service",
)
def get_service(request, service_id: int, language: schemas.Language = "de"):
    found = Service.objects.select_related("source", "base").filter(pk=service_id).first()
    if found and is_gone(found):
        raise Gone(_("This service is no longer offered."))
    if found is None or not is_public(found):
        raise Http404
    tag = language_tag(language)
    page = compose(found, tag)
    if tag not in {item.tag for item in page.languages}:
        raise BadValue(
            "language: this service has " + ", ".join(item.tag for item in page.languages)
        )
    return serialise.service_detail(page, request.build_absolute_uri)


@api.get(
    "/aemter/",
    response={200: schemas.UnitList, **_PROBLEMS},
    operation_id="listUnits",
    summary="List organisational units",
    url_name="units",
)
def list_units(request, filters: Query[schemas.UnitFilters], paging: Query[schemas.Paging]):
    queryset = OrganisationalUnit.objects.published().defer("record")
    queryset, count, ids = _ranked("units", queryset, filters.q, paging)
    rows = list(queryset)
    if ids is not None:
        rows.sort(key=lambda unit: ids.index(unit.pk))
    return {
        **_page(request, count, paging),
        "results": [serialise.unit_item(unit, request.build_absolute_uri) for unit in rows],
    }


@api.get(
    "/aemter/{int:unit_id}/",
    response={200: schemas.UnitDetail, **_NOT_THERE},
    operation_id="getUnit",
    summary="One unit with its contacts and services",
    url_name="unit",
)
def get_unit(request, unit_id: int, language: schemas.Language = "de"):
    unit = OrganisationalUnit.objects.with_contacts().filter(pk=unit_id).first()
    if unit and unit.withdrawn_at:
        raise Gone(_("This office no longer exists."))
    if unit is None or unit.hidden or unit.not_public or unit.generalised:
        raise Http404
    absolute = request.build_absolute_uri
    services = Service.objects.published().of_unit(unit).for_list()
    return {
        **serialise.unit_contact(unit, absolute, language_tag(language)),
        "services": [serialise.service_reference(item, absolute) for item in services],
    }


@api.get(
    "/suche/",
    response={200: schemas.SearchResults, **_PROBLEMS},
    operation_id="search",
    summary="Search everything on the site, the best first",
    url_name="search",
)
def search(request, asked: Query[schemas.Question], paging: Query[schemas.Paging]):
    frame = frame_for(request)
    kinds = kinds_on(frame)
    if asked.kind:
        kinds = [kind for kind in kinds if kind.name == asked.kind]
        if not kinds:
            raise BadValue("kind: there is none of this name")
    stop = paging.offset + paging.limit
    count, hits = slice_of(asked.q, kinds, paths_on(frame), paging.offset, stop)
    return {
        **_page(request, count, paging),
        "results": [serialise.search_hit(hit, request.build_absolute_uri) for hit in hits],
    }


# --- Filters ------------------------------------------------------------------------------

_HEAVY = ("record", "search_text", "own_layer", "municipal_layer", "internal")


def _filtered(queryset, filters: schemas.ServiceFilters):
    if filters.leika:
        key = leika_key(filters.leika)
        if not key:
            raise BadValue("leika: a LeiKa key has 14 digits")
        queryset = queryset.filter(leika_keys__icontains=f'"{key}"')
    if filters.letter:
        queryset = queryset.under_letter("#" if filters.letter in "0#" else filters.letter.upper())
    if filters.life_situation:
        queryset = queryset.filter(
            life_situations__in=_situation_and_below(filters.life_situation)
        ).distinct()
    if filters.unit:
        queryset = queryset.of_unit(filters.unit)
    if filters.changed_since:
        moment = filters.changed_since
        moment = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
        queryset = queryset.filter(changed_at__gte=moment)
    if filters.language:
        tag = language_tag(filters.language)
        queryset = queryset.filter(languages__icontains=f'"{tag}"')
    return queryset


def _situation_and_below(value: str) -> set[int]:
    """The shown life situation of this address or title, and all below it."""
    shown = LifeSituation.objects.filter(hidden=False)
    named = shown.filter(slug=value) or shown.filter(title__iexact=value)
    return shown.tree().subtree(*(node.pk for node in named))


def _shown_situations():
    return Prefetch("life_situations", LifeSituation.objects.filter(hidden=False))


# --- Pages --------------------------------------------------------------------------------


def _ranked(kind: str, queryset, query, paging):
    """(rows of this page, count, keys in the order of relevance or None)."""
    start, stop = paging.offset, paging.offset + paging.limit
    if not query.strip("\x00 \t\r\n"):
        return queryset[start:stop], queryset.count(), None
    allowed = set(queryset.values_list("pk", flat=True))
    ids = [pk for pk in ranked_ids(get_kind(kind), query) if pk in allowed]
    shown = ids[start:stop]
    return queryset.filter(pk__in=shown), len(ids), shown


def _titles(rows, language) -> dict[int, str]:
    if language == "de":
        return {}
    versions = ServiceVersion.objects.filter(service__in=rows, language=language)
    return dict(versions.values_list("service_id", "title"))


def _page(request, count, paging):
    def at(offset):
        query = request.GET.copy()
        query["offset"], query["limit"] = str(offset), str(paging.limit)
        return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")

    following, before = paging.offset + paging.limit, max(0, paging.offset - paging.limit)
    return {
        "count": count,
        "next": at(following) if following < count else None,
        "previous": at(before) if paging.offset > 0 else None,
    }


# --- Errors -------------------------------------------------------------------------------


@api.exception_handler(ValidationError)
def _bad_parameters(request, error):
    details = [f"{item['loc'][-1]}: {item['msg']}" for item in error.errors]
    return problem(400, "; ".join(details))


@api.exception_handler(BadValue)
def _bad_value(request, error):
    return problem(400, str(error))


@api.exception_handler(Gone)
def _gone(request, error):
    return problem(410, str(error))


@api.exception_handler(Http404)
def _not_found(request, error):
    return problem(404, _("There is nothing at this address."))
