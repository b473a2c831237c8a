"""The state of the sources on the admin's front page."""

from wagtail.admin.ui.components import Component
from wagtail_modeladmin.helpers import AdminURLHelper

from .health import sources_health
from .models import Run, Source


class SourcesPanel(Component):
    """Sources with their last good run, held and failed runs."""

    name = "sources"
    order = 100
    template_name = "harvest/admin/dashboard.html"

    class Media:
        css = {"all": ["harvest/admin.css"]}

    def get_context_data(self, parent_context):
        return {"sources": _sources(parent_context["request"].user)}


def add_sources_panel(request, panels):
    """For everyone who may view sources (hook construct_homepage_panels)."""
    if request.user.has_perm("harvest.view_source"):
        panels.append(SourcesPanel())


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
