"""Reviews, links and completeness in the admin; `wagtail_hooks` imports it."""

from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button

from .checks.userbar import use_our_checker
from .gap_report import GapReport
from .links import admin_views as link_views
from .links.storing import broken_uses_of
from .models import ChangeRequest
from .panels import mark_url
from .reports import ReportMenuItem
from .reviews import admin_views as review_views
from .reviews.marking import ACTION, may_review

FIRST = 600
SHOWN_AT_MOST = 5

hooks.register("construct_wagtail_userbar", use_our_checker)


@hooks.register("register_admin_urls")
def register_urls():
    views = review_views
    return [
        path("pruefungen/", views.ReviewReport.as_view(), name="quality_reviews"),
        path("pruefungen/<str:key>/geprueft/", views.mark, name="quality_mark"),
        path("aenderungswuensche/", views.WishReport.as_view(), name="quality_wishes"),
        path("aenderungswuensche/<int:pk>/", views.finish_wish, name="quality_finish_wish"),
        path("links/", link_views.LinkReport.as_view(), name="quality_links"),
        path("links/<int:pk>/", link_views.decide, name="quality_decide_link"),
        path("fehlendes/", GapReport.as_view(), name="quality_gaps"),
    ]


@hooks.register("register_admin_viewset")
def register_hosts():
    return link_views.IgnoredHostViewSet()


def _register_report(position, view, name):
    hooks.register(
        "register_reports_menu_item",
        lambda: ReportMenuItem(
            view, view.title, reverse(name), icon_name=view.header_icon, order=FIRST + position
        ),
    )


REPORTS = [
    (review_views.ReviewReport, "quality_reviews"),
    (review_views.WishReport, "quality_wishes"),
    (link_views.LinkReport, "quality_links"),
    (GapReport, "quality_gaps"),
]
for position, (view, name) in enumerate(REPORTS):
    _register_report(position, view, name)


@hooks.register("register_page_header_buttons")
def mark_button(page, user, view_name, next_url=None):
    page = page.specific_deferred
    if page.pk and (url := mark_url(page)) and may_review(user, page):
        yield Button(_("Checked: still right"), url=url, icon_name="check", priority=55)


@hooks.register("before_edit_page")
def show_wishes(request, page):
    """Who opens the page to edit it reads first what somebody asked for."""
    if request.method == "GET":
        tell_wishes(request, page)


@hooks.register("before_edit_snippet")
def show_wishes_of_snippet(request, instance):
    if request.method == "GET":
        tell_wishes(request, instance)


def tell_wishes(request, content):
    for wish in ChangeRequest.objects.open().about(content)[:SHOWN_AT_MOST]:
        messages.warning(
            request,
            format_html("{}: <q>{}</q>", wish.name or wish.address, wish.text[:300]),
            buttons=[messages.button(reverse("quality_wishes"), _("All wishes"))],
        )


@hooks.register("after_publish_page")
@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def show_broken_links(request, page):
    """Told right after publishing, while the editor still has the text in mind."""
    if page.live and ("action-publish" in request.POST or "action-submit" in request.POST):
        tell_broken_links(request, page)


def tell_broken_links(request, page):
    if getattr(request, "_told_broken_links", False):
        return
    request._told_broken_links = True
    uses = list(broken_uses_of(page))
    if not uses:
        return
    text = ngettext("One link does not work:", "%(number)s links do not work:", len(uses))
    shown = [(use.text or link_views.name_of(use.link.target), use.link.answer) for use in uses]
    messages.warning(
        request,
        format_html(
            "{} {}",
            text % {"number": len(uses)},
            format_html_join("; ", "<q>{}</q> ({})", shown[:SHOWN_AT_MOST]),
        ),
    )


@hooks.register("register_log_actions")
def register_log_action(actions):
    actions.register_action(ACTION, _("Check content"), _("Checked: still right"))
