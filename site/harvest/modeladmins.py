"""ModelAdmins of sources and runs, registered by their menu group."""

from django.urls import re_path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_modeladmin.options import ModelAdmin

from core.yes_no import yes_no

from .admin_helpers import (
    RunButtonHelper,
    RunPermissionHelper,
    SourceButtonHelper,
    SourcePermissionHelper,
)
from .admin_views import SourceDeleteView, SourceIndexView, SourceInspectView, SourceStartView
from .models import Run, Source
from .run_views import (
    RunChangesView,
    RunIndexView,
    RunInspectView,
    RunProgressView,
    RunReleaseView,
)

STYLES = ["harvest/admin.css"]
HEALTH_LABELS = {
    "good": _("good"),
    "held": _("held"),
    "failed": _("failed"),
    "silent": _("silent"),
    "never": _("never run"),
    "running": _("running"),
}


class HarvestAdmin(ModelAdmin):
    """A ModelAdmin with further pages for one object: {action: view class}."""

    extra_views = {}
    inspect_view_enabled = True
    index_view_extra_css = inspect_view_extra_css = STYLES

    def get_admin_urls_for_registration(self):
        extra = tuple(self._extra_url(action, view) for action, view in self.extra_views.items())
        return super().get_admin_urls_for_registration() + extra

    def _extra_url(self, action, view_class):
        def view(request, instance_pk):
            return view_class.as_view(model_admin=self, instance_pk=instance_pk)(request)

        helper = self.url_helper
        return re_path(
            helper.get_action_url_pattern(action), view, name=helper.get_action_url_name(action)
        )


class SourceAdmin(HarvestAdmin):
    model = Source
    menu_label = _("Sources")
    menu_icon = "download"
    list_display = ("title", "state", "last_good", "next_due", "kind", "is_enabled")
    list_filter = ("kind", "enabled")
    is_enabled = yes_no("enabled", _("enabled"))
    search_fields = ("title", "name", "url")
    index_view_class = SourceIndexView
    inspect_view_class = SourceInspectView
    delete_view_class = SourceDeleteView
    inspect_template_name = "harvest/admin/source_inspect.html"
    button_helper_class = SourceButtonHelper
    permission_helper_class = SourcePermissionHelper
    extra_views = {"start": SourceStartView}
    inspect_view_fields = [
        "name",
        "kind",
        "url",
        "area",
        "secret_name",
        "enabled",
        "interval_hours",
        "full_interval_days",
        "withdrawal_percent",
        "withdrawal_minimum",
        "silent_after_hours",
        "contacts",
    ]
    panels = [
        MultiFieldPanel(
            [FieldPanel("title"), FieldPanel("name"), FieldPanel("kind")], heading=_("Source")
        ),
        MultiFieldPanel(
            [
                FieldPanel("url"),
                FieldPanel("area"),
                FieldPanel("secret_name"),
                FieldPanel("options"),
            ],
            heading=_("Access"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("enabled"),
                FieldRowPanel([FieldPanel("interval_hours"), FieldPanel("full_interval_days")]),
            ],
            heading=_("Schedule"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("withdrawal_percent"), FieldPanel("withdrawal_minimum")]),
                FieldPanel("silent_after_hours"),
                FieldPanel("contacts"),
            ],
            heading=_("Care"),
        ),
    ]

    def state(self, source):
        health = source.health
        light = _light(health.status, HEALTH_LABELS[health.status])
        return format_html('{}<br><span class="harvest-note">{}</span>', light, health.message)

    state.short_description = _("state")

    def last_good(self, source):
        return source.health.last_good and source.health.last_good.started_at

    last_good.short_description = _("last good run")

    def next_due(self, source):
        return source.health.next_due or _("by hand")

    next_due.short_description = _("next run")


class RunAdmin(HarvestAdmin):
    model = Run
    history_view_enabled = False  # people change nothing here
    menu_label = _("Runs")
    menu_icon = "history"
    list_display = ("started_at", "source", "state", "how", "counts", "warning_count", "lasted")
    list_filter = ("source", "status", "trigger", "full", "dry_run")
    list_select_related = ("source",)
    list_per_page = 50
    list_export = (
        "pk",
        "source",
        "started_at",
        "finished_at",
        "trigger",
        "full",
        "dry_run",
        "status",
        "created",
        "updated",
        "unchanged",
        "withdrawn",
        "held",
        "warning_count",
        "error",
    )
    export_filename = "runs"
    index_view_class = RunIndexView
    inspect_view_class = RunInspectView
    inspect_template_name = "harvest/admin/run_inspect.html"
    button_helper_class = RunButtonHelper
    permission_helper_class = RunPermissionHelper
    extra_views = {
        "progress": RunProgressView,
        "changes": RunChangesView,
        "release": RunReleaseView,
    }
    inspect_view_fields = ["source", "trigger", "started_by", "started_at", "finished_at"]

    def state(self, run):
        return _light(run.status, run.get_status_display())

    state.short_description = _("status")
    state.admin_order_field = "status"

    def how(self, run):
        marks = [run.get_trigger_display()]
        marks += [_("in full")] if run.full else []
        marks += [_("dry run")] if run.dry_run else []
        return ", ".join(map(str, marks))

    how.short_description = _("started by")

    def counts(self, run):
        return f"+{run.created} ~{run.updated} −{run.withdrawn} ={run.unchanged}"

    counts.short_description = _("created, updated, withdrawn, unchanged")

    def warning_count(self, run):
        return run.warning_count

    warning_count.short_description = _("warnings")

    def lasted(self, run):
        seconds = int(run.duration.total_seconds())
        return f"{seconds // 60}:{seconds % 60:02}"

    lasted.short_description = _("minutes")


def _light(status, label):
    return format_html(
        '<span class="harvest-light harvest-light--{}"><span aria-hidden="true">●</span> {}</span>',
        status,
        label,
    )
