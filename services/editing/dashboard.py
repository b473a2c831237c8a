"""The catalogue's state on the admin's front page: one screen, and a link to every thing to do."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry
from wagtail_modeladmin.helpers import AdminURLHelper

from harvest.health import sources_health
from harvest.models import Run, Source
from services.editing import decisions
from services.models import Service, Supplement


class CataloguePanel(Component):
    """Sources with their last good run, held and failed runs, and what waits for editors."""

    name = "catalogue"
    order = 100
    template_name = "services/admin/dashboard.html"

    class Media:
        css = {"all": ["services/admin/services.css"]}

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        sees_sources = user.has_perm("harvest.view_source")
        return {
            "sources": _sources(user) if sees_sources else [],
            "sees_sources": sees_sources,
            "todos": [todo for todo in _todos() if todo["count"]],
            "sees_catalogue": user_sees_catalogue(user),
        }


def user_sees_catalogue(user):
    return policy_registry.get_by_type(Service).user_has_permission(user, "view")


def add_catalogue_panel(request, panels):
    """For everyone who may look at services or sources (hook construct_homepage_panels)."""
    user = request.user
    if user_sees_catalogue(user) or user.has_perm("harvest.view_source"):
        panels.append(CataloguePanel())


def _sources(user):
    runs, sources = AdminURLHelper(Run), AdminURLHelper(Source)
    may_release = user.has_perm("harvest.release_run")
    found = []
    for health in sources_health():
        run = health.last_run
        held = health.status == "held" and run is not None
        found.append(
            {
                "health": health,
                "url": sources.get_action_url("inspect", health.source.pk),
                "run_url": runs.get_action_url("inspect", run.pk) if run else "",
                "release_url": (
                    runs.get_action_url("release", run.pk) if held and may_release else ""
                ),
            }
        )
    return found


def _todos():
    services = Service.objects.published().aggregate(
        incomplete=Count(
            "pk", filter=Q(missing_fee=True) | Q(missing_documents=True) | Q(missing_unit=True)
        ),
        without_unit=Count("pk", filter=Q(missing_unit=True)),
    )
    catalogue = reverse("catalogue_services:index")
    supplements = reverse(Supplement.snippet_viewset.get_url_name("list"))
    return [
        {
            "count": decisions.pending().count(),
            "label": _("own texts whose source has changed"),
            "url": reverse("services_moved_on"),
        },
        {
            "count": Supplement.objects.due_for_review().count(),
            "label": _("supplements to be checked again"),
            "url": f"{supplements}?todo=review",
        },
        {
            "count": services["incomplete"],
            "label": _("incomplete services (no fee, no documents or no unit)"),
            "url": f"{catalogue}?missing=any",
        },
        {
            "count": services["without_unit"],
            "label": _("services without a responsible unit"),
            "url": f"{catalogue}?missing=unit",
        },
    ]
