"""The admin's pages around runs: list, one run with its changes, progress, release, export."""

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
from wagtail_modeladmin.views import IndexView, InspectView, InstanceSpecificView

from core.formats import tables
from outbound.errors import SourceError

from . import runs, tasks
from .models import Change, Run

CHANGES_PER_PAGE = 50
SECONDS_UNTIL_A_HINT = 30


class RunIndexView(IndexView):
    def to_row_dict(self, item):
        """As in the base class, but 0 is shown as 0 instead of a dash."""
        row = super().to_row_dict(item)
        numbers = ("created", "updated", "unchanged", "withdrawn", "held", "warning_count")
        return {**row, **{name: getattr(item, name) for name in numbers if name in row}}


class RunInspectView(InspectView):
    """One run: its progress while it lasts, then counts, warnings and what changed."""

    def dispatch(self, request, *args, **kwargs):
        _mark_if_orphaned(self.instance)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        action = self.request.GET.get("action", "")
        changes = self.instance.changes.all()
        action = action if action in Change.Action.values else ""
        if action:
            changes = changes.filter(action=action)
        urls = self.url_helper
        return super().get_context_data(
            page=Paginator(changes, CHANGES_PER_PAGE).get_page(self.request.GET.get("p")),
            action=action,
            actions=Change.Action.choices,
            progress=progress_of(self.instance),
            progress_url=urls.get_action_url("progress", self.pk_quoted),
            export_url=urls.get_action_url("changes", self.pk_quoted),
            release_url=urls.get_action_url("release", self.pk_quoted),
            may_release=self.permission_helper.user_can_release(self.request.user)
            and self.instance.can_be_released,
            **kwargs,
        )


class RunProgressView(InstanceSpecificView):
    """JSON for the progress script: what `progress_of` returns."""

    def check_action_permitted(self, user):
        return self.permission_helper.user_can_inspect_obj(user, self.instance)

    def get(self, request, *args, **kwargs):
        _mark_if_orphaned(self.instance)
        return never_cache(lambda request: JsonResponse(progress_of(self.instance)))(request)


class RunChangesView(InstanceSpecificView):
    """Every changed field of a run as CSV, one line each, streamed."""

    HEADINGS = ("action", "object", "key", "label", "field", "old", "new")

    def check_action_permitted(self, user):
        return self.permission_helper.user_can_inspect_obj(user, self.instance)

    def get(self, request, *args, **kwargs):
        return tables.response(f"run-{self.instance.pk}", "csv", self.HEADINGS, self.rows())

    def rows(self):
        for change in self.instance.changes.iterator():
            start = (change.action, change.object_kind, change.key, change.label)
            for line in change.fields or [{}]:
                yield (*start, line.get("field", ""), line.get("old", ""), line.get("new", ""))


class RunReleaseView(InstanceSpecificView):
    """The withdrawals of a held run, and the button that releases them."""

    page_title = gettext_lazy("Release")
    template_name = "harvest/admin/run_release.html"

    def check_action_permitted(self, user):
        return self.permission_helper.user_can_release(user)

    def get_context_data(self, **kwargs):
        withdrawn = self.instance.changes.filter(action=Change.Action.WITHDRAWN)
        return super().get_context_data(
            page=Paginator(withdrawn, CHANGES_PER_PAGE).get_page(self.request.GET.get("p")),
            can_be_released=self.instance.can_be_released,
            inspect_url=self.url_helper.get_action_url("inspect", self.pk_quoted),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        try:
            run = tasks.release_in_background(self.instance, request.user)
        except SourceError as error:
            messages.warning(request, str(error))
            return redirect(self.url_helper.get_action_url("inspect", self.pk_quoted))
        messages.success(request, _("The run is released; a new run does it now."))
        return redirect(self.url_helper.get_action_url("inspect", run.pk))


def progress_of(run: Run) -> dict:
    """{"status", "label", "stage", "done", "total", "percent", "finished", "hint"}."""
    hint = ""
    waited = (timezone.now() - run.started_at).total_seconds()
    if run.status == Run.Status.QUEUED and waited > SECONDS_UNTIL_A_HINT:
        hint = _("No worker has taken the run yet. Does manage.py db_worker run?")
    return {
        "status": run.status,
        "label": run.get_status_display(),
        "stage": run.stage,
        "done": run.done,
        "total": run.total,
        "percent": run.percent,
        "finished": run.is_finished,
        "hint": hint,
    }


def _mark_if_orphaned(run):
    if run.status == Run.Status.RUNNING and runs.repair(run.source):
        run.refresh_from_db()
