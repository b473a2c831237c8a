"""A new page from the front page: first its type, then its place, as far as the editor may."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page, get_page_models
from wagtail.permissions import policy_registry

from core.page_places import places_of
from core.reviewed import Reviewed


@require_safe
def new_page(request):
    """The page types that this editor can create, each with the link to its place."""
    types = possible_types(request.user)
    if not types:
        raise PermissionDenied
    context = {"page_title": _("New page"), "header_icon": "doc-empty", "types": types}
    return render(request, "quality/admin/new_page.html", context)


def new_page_url(request) -> str:
    """The address for new pages, "" for users who may add none."""
    policy = policy_registry.get_by_type(Page)
    if not policy.user_has_permission(request.user, "add"):
        return ""
    return reverse("quality_new_page")


def possible_types(user) -> list[dict]:
    """[{"label", "description", "url", "below"}] by label; below: the only place."""
    places = list(places_of(user).specific())
    found = [_type(model, places) for model in get_page_models() if issubclass(model, Reviewed)]
    return sorted(filter(None, found), key=lambda one: one["label"].casefold())


def _type(model, places):
    if not model.is_creatable:
        return None
    below = [place for place in places if model.can_create_at(place)]
    if not below:
        return None
    words = (model._meta.app_label, model._meta.model_name)
    only = below[0] if len(below) == 1 else None
    if only:
        url = reverse("wagtailadmin_pages:add", args=[*words, only.pk])
    else:
        url = reverse("wagtailadmin_pages:choose_parent", args=words)
    return {
        "label": capfirst(model.get_verbose_name()),
        "description": model.get_page_description(),
        "url": url,
        "below": only,
    }
