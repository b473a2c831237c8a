"""Quality in the admin: addresses, reports, buttons, messages and the front page."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from .checks.userbar import use_our_checker
from .dashboard.menu import leave_out_foreign_help
from .dashboard.new_page import new_page
from .dashboard.panel import add_panel
from .dashboard.report_menu import group_reports
from .feedback import reports as feedback
from .gap_report import GapReport
from .links.admin_views import IgnoredHostViewSet, LinkReport
from .links.messages import show_broken_links
from .panels import mark_url
from .reports import ReportMenuItem
from .request_subject import page_key
from .reviews.admin_views import ReviewReport, WishReport
from .reviews.marking import ACTION, may_review
from .reviews.messages import show_change_requests
from .usage import reports as usage

# (report, name of its address); the place in the list is that in the menu.
REPORTS = [
    (ReviewReport, "quality_reviews"),
    (WishReport, "quality_wishes"),
    (LinkReport, "quality_links"),
    (GapReport, "quality_gaps"),
    (feedback.FeedbackReport, "quality_feedback"),
    (feedback.RemarkReport, "quality_remarks"),
    (usage.ViewReport, "quality_views"),
    (usage.SearchReport, "quality_searches"),
    (usage.NothingFoundReport, "quality_nothing_found"),
    (usage.MissingReport, "quality_missing"),
]
FIRST = 600

hooks.register("construct_wagtail_userbar", use_our_checker)
hooks.register("construct_homepage_panels", add_panel)
hooks.register("construct_help_menu", leave_out_foreign_help)
hooks.register("construct_reports_menu", group_reports)


@hooks.register("register_admin_urls")
def register_urls():
    return [
        path("neue-seite/", new_page, name="quality_new_page"),
        path("fehlendes/", GapReport.as_view(), name="quality_gaps"),
        path("", include("quality.reviews.admin_urls")),
        path("", include("quality.links.admin_urls")),
        path("", include("quality.feedback.admin_urls")),
        path("", include("quality.usage.admin_urls")),
    ]


@hooks.register("register_admin_viewset")
def register_hosts():
    return IgnoredHostViewSet()


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
def mark_button(page, user, view_name, next_url=None):
    page = page.specific_deferred
    if page.pk and (url := mark_url(page)) and may_review(user, page):
        yield Button(_("Checked: still right"), url=url, icon_name="check", priority=55)


@hooks.register("register_page_header_buttons")
def usage_button(page, user, view_name, next_url=None):
    if page.pk and not page.is_root():
        url = usage.subject_url(page_key(page))
        yield Button(_("Usage and feedback"), url=url, icon_name="view", priority=56)


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def warn_of_change_requests(request, instance):
    if request.method == "GET":
        show_change_requests(request, instance)


@hooks.register("after_publish_page")
@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def warn_of_broken_links(request, page):
    """Right after publishing, while the editor still has the text in mind."""
    if page.live and ("action-publish" in request.POST or "action-submit" in request.POST):
        show_broken_links(request, page)


@hooks.register("register_log_actions")
def register_log_action(actions):
    actions.register_action(ACTION, _("Check content"), _("Checked: still right"))
