"""Usage, feedback and the front page in the admin; `wagtail_hooks` imports it."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from .dashboard.menu import leave_out_foreign_help
from .dashboard.new_page import new_page
from .dashboard.panel import add_panel
from .dashboard.report_menu import group_reports
from .feedback import reports as feedback
from .reports import ReportMenuItem
from .request_subject import page_key
from .usage import admin_views
from .usage import reports as usage

FIRST = 700
REPORTS = [
    (feedback.FeedbackReport, "quality_feedback"),
    (feedback.RemarkReport, "quality_remarks"),
    (usage.ViewReport, "quality_views"),
    (usage.SearchReport, "quality_searches"),
    (usage.NothingFoundReport, "quality_nothing_found"),
    (usage.MissingReport, "quality_missing"),
]

hooks.register("construct_homepage_panels", add_panel)
hooks.register("construct_help_menu", leave_out_foreign_help)
hooks.register("construct_reports_menu", group_reports)


@hooks.register("register_admin_urls")
def register_urls():
    return [
        path("neue-seite/", new_page, name="quality_new_page"),
        path("rueckmeldungen/", feedback.FeedbackReport.as_view(), name="quality_feedback"),
        path("rueckmeldungen/hinweise/", feedback.RemarkReport.as_view(), name="quality_remarks"),
        path("rueckmeldungen/hinweise/<int:pk>/", feedback.finish, name="quality_finish_remark"),
        path("nutzung/", usage.ViewReport.as_view(), name="quality_views"),
        path("nutzung/seite/", admin_views.subject, name="quality_subject"),
        path("nutzung/suchwoerter/", usage.SearchReport.as_view(), name="quality_searches"),
        path(
            "nutzung/nichts-gefunden/",
            usage.NothingFoundReport.as_view(),
            name="quality_nothing_found",
        ),
        path("nutzung/anderes-wort/", admin_views.word, name="quality_word"),
        path("nutzung/fehlende-adressen/", usage.MissingReport.as_view(), name="quality_missing"),
        path("nutzung/weiterleitung/", admin_views.AddRedirect.as_view(), name="quality_redirect"),
    ]


def _register_report(position, view, name):
    hooks.register(
        "register_reports_menu_item",
        lambda: ReportMenuItem(
            view, view.title, reverse(name), icon_name=view.header_icon, order=FIRST + position
        ),
    )


for position, (view, name) in enumerate(REPORTS):
    _register_report(position, view, name)


@hooks.register("register_page_header_buttons")
def usage_button(page, user, view_name, next_url=None):
    if page.pk and not page.is_root():
        url = usage.subject_url(page_key(page))
        yield Button(_("Usage and feedback"), url=url, icon_name="view", priority=56)
