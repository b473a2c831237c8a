"""The editors' list and form of alerts."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from .forms import AlertForm
from .models import Alert

PANELS = ObjectList(
    [
        FieldPanel("severity"),
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("language"),
        MultiFieldPanel(
            [FieldPanel("link_page"), FieldPanel("link_url"), FieldPanel("link_text")],
            heading=_("Where to read more"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")])], heading=_("When")
        ),
        MultiFieldPanel(
            [
                FieldPanel("everywhere"),
                FieldPanel("pages"),
                FieldPanel("parts"),
                FieldPanel("sites"),
            ],
            heading=_("Where"),
        ),
        FieldPanel("dismissable"),
    ],
    base_form_class=AlertForm,
)


def moment(at) -> str:
    """A moment as date and time: Wagtail's own column says how long ago, and an end lies ahead."""
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


class AlertViewSet(SnippetViewSet):
    """Drafts, history and preview; no workflow: who may publish does so with one click."""

    model = Alert
    url_prefix = "hinweise"
    icon = "warning"
    menu_label = _("Alerts")
    menu_order = 195
    add_to_admin_menu = True
    edit_handler = PANELS
    list_filter = ["severity", "live"]
    ordering = ["-starts_at"]
    copy_view_enabled = True
    list_display = [
        "title",
        Column("severity", label=_("Severity"), accessor=lambda alert: alert.kind.label),
        Column("state", label=_("State"), accessor=lambda alert: alert.state(timezone.now()).label),
        Column(
            "starts_at",
            label=_("Begins"),
            sort_key="starts_at",
            accessor=lambda alert: moment(alert.starts_at),
        ),
        Column(
            "ends_at",
            label=_("Ends"),
            sort_key="ends_at",
            accessor=lambda alert: moment(alert.ends_at),
        ),
    ]
