"""The public pages of the address book."""

from django.db.models import F
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.http import error_page, public_page

from .contact_cache import attach_contacts
from .models import OrganisationalUnit
from .schema_org import office_schema


@require_safe
@public_page(knows=())
def index(request):
    """All units in alphabetical order, each with its parent."""
    units = (
        OrganisationalUnit.objects.published()
        .annotate(parent_name=F("parent__name"))
        .only("name", "names", "slug")
    )
    return render(request, "directory/index.html", {"units": list(units)})


@require_safe
@public_page(knows=())
def unit(request, slug):
    """One unit: contacts, opening hours, people, services."""
    found = (
        OrganisationalUnit.objects.published()
        .select_related("parent")
        .defer("record", "parent__record")
        .filter(slug=slug)
        .first()
    )
    if found is None:
        return _gone(request, slug)
    attach_contacts([found])
    parent = found.parent
    return render(
        request,
        "directory/unit.html",
        {
            "unit": found,
            "parent_is_public": parent is not None
            and not (parent.withdrawn_at or parent.hidden or parent.generalised),
            "persons": found.persons.all(),
            "children": found.children.published().only("name", "names", "slug"),
            "schema": office_schema(found, request.build_absolute_uri),
        },
    )


def _gone(request, slug):
    """410 for units that citizens have seen: withdrawn by the source or hidden by editors since."""
    shown_once = OrganisationalUnit.objects.filter(not_public=False, generalised=False)
    found = shown_once.only("name").filter(slug=slug).first()
    if found is None:
        raise Http404
    return error_page(request, "410.html", 410, {"gone": {"title": found.name}})
