"""The admin's pages around sources: list with health, start, delete."""

from django.db import transaction
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail_modeladmin.views import DeleteView, IndexView, InspectView, InstanceSpecificView

from outbound.errors import SourceError

from . import tasks
from .health import sources_health

RUNS_SHOWN = 10


class SourceIndexView(IndexView):
    """The list, each source with its health: three queries however long the page is."""

    def get_buttons_for_obj(self, obj):
        # Deleting is rare; the form offers it.
        return self.button_helper.get_buttons_for_obj(
            obj, exclude=["delete"], classnames_add=["button-small"]
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        sources = list(context["object_list"])
        for health in sources_health(sources):
            health.source.health = health
        context["page_obj"].object_list = context["object_list"] = sources
        return context


class SourceInspectView(InspectView):
    def get_context_data(self, **kwargs):
        (health,) = sources_health([self.instance])
        return super().get_context_data(
            health=health,
            latest_runs=self.instance.runs.order_by("-started_at", "-pk")[:RUNS_SHOWN],
            may_run=self.permission_helper.user_can_run(self.request.user),
            start_url=self.url_helper.get_action_url("start", self.pk_quoted),
            **kwargs,
        )


class SourceStartView(InstanceSpecificView):
    """Three buttons: run now, in full, dry run. Then the new run's page, with its progress."""

    page_title = gettext_lazy("Run")
    template_name = "harvest/admin/source_start.html"
    MODES = {"changes": {}, "full": {"full": True}, "dry": {"dry_run": True}}

    def check_action_permitted(self, user):
        return self.permission_helper.user_can_run(user)

    def get_context_data(self, **kwargs):
        (health,) = sources_health([self.instance])
        return super().get_context_data(health=health, start_url=self.request.path, **kwargs)

    def post(self, request, *args, **kwargs):
        wishes = self.MODES.get(request.POST.get("mode"), {})
        try:
            run = tasks.start_in_background(self.instance, request.user, **wishes)
        except SourceError as error:
            messages.warning(request, str(error))
            return redirect(self.url_helper.get_action_url("inspect", self.pk_quoted))
        messages.success(request, _("The run of “%(source)s” is ordered.") % {"source": run.source})
        return redirect("harvest_run_modeladmin_inspect", run.pk)


class SourceDeleteView(DeleteView):
    """Deletes only what nothing came from; the base view cannot list such objects."""

    def post(self, request, *args, **kwargs):
        try:
            with transaction.atomic():
                log(instance=self.instance, action="wagtail.delete")
                self.delete_instance()
        except ProtectedError:
            messages.error(
                request,
                _("The website still shows objects of this source. Disable the source instead."),
            )
        else:
            messages.success(
                request, _("The source “%(source)s” is deleted.") % {"source": self.instance}
            )
        return redirect(self.index_url)
