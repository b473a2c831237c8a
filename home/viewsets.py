"""Reported barriers in the admin: read them, note the answer."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from .models import BarrierReport


class AnswerOnlyPolicy(ModelPermissionPolicy):
    """Reports come from readers: editors answer and delete them, nobody adds one."""

    def user_has_permission(self, user, action):
        return action != "add" and super().user_has_permission(user, action)

    def users_with_any_permission(self, actions):
        return super().users_with_any_permission(set(actions) - {"add"})


class BarrierReportViewSet(ModelViewSet):
    """What readers reported; nothing of it can be changed but the answer."""

    model = BarrierReport
    name = "barrier_reports"
    url_prefix = "barrieren"
    icon = "warning"
    menu_label = _("Reported barriers")
    menu_hook = "register_reports_menu_item"
    copy_view_enabled = False
    list_display = [
        "receipt",
        Column("page", label=_("Page")),
        DateColumn("created_at", label=_("Reported")),
        Column("answer_by", label=_("Answer by")),
        Column("answered_on", label=_("Answered on")),
        BooleanColumn("mailed_at", label=_("Passed on")),
    ]
    list_filter = ["answered_on"]
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("page", read_only=True),
                FieldPanel("text", read_only=True),
                FieldPanel("name", read_only=True),
                FieldPanel("email", read_only=True),
                FieldPanel("created_at", read_only=True),
                FieldPanel("mailed_at", read_only=True),
            ],
            heading=_("What was reported"),
        ),
        MultiFieldPanel(
            [FieldPanel("answered_on"), FieldPanel("note")], heading=_("What we answered")
        ),
    ]
