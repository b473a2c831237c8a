"""What forms bring to the admin: submissions for permission holders only, endpoints."""

from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page

from submissions import private_files

from . import admin_views
from .models import Endpoint, Submission

VIEW = "forms.view_submission"

private_files.register(Submission, admin_views.may_read)


class EndpointViewSet(ModelViewSet):
    """The systems that forms may hand over to."""

    model = Endpoint
    name = "form_endpoints"
    url_prefix = "formular-uebergabe"
    icon = "upload"
    menu_label = _("Hand-over of forms")
    menu_hook = "register_settings_menu_item"
    list_display = ["name", "url", "format"]
    form_fields = ["name", "url", "format", "secret_name"]
    copy_view_enabled = False


@hooks.register("register_admin_viewset")
def register_endpoints():
    return EndpointViewSet()


@hooks.register("register_admin_urls")
def submission_urls():
    base = "einsendungen/<int:pk>/"
    return [
        path(base, admin_views.submission, name="form_submission"),
        path(f"{base}json/", admin_views.download, {"ending": "json"}, name="form_json"),
        path(f"{base}xml/", admin_views.download, {"ending": "xml"}, name="form_xml"),
        path(f"{base}erneut/", admin_views.deliver_again, name="form_deliver_again"),
    ]


@hooks.register("filter_form_submissions_for_user")
def only_with_permission(user, pages):
    """Who may change the page, and besides has the permission to read what citizens sent."""
    return pages if user.has_perm(VIEW) else pages.none()


@hooks.register("before_delete_page")
def protect_submissions(request, page):
    """A page is not deleted while it holds what citizens sent."""
    if _warn(request, [page]):
        return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def protect_submissions_in_bulk(request, action_type, pages, action):
    are_pages = bool(pages) and isinstance(pages[0], Page)
    if action_type == "delete" and are_pages and _warn(request, pages):
        return redirect("wagtailadmin_explore_root")


def _warn(request, pages) -> bool:
    below = Page.objects.none()
    for page in pages:
        below |= Page.objects.descendant_of(page, inclusive=True)
    count = Submission.objects.filter(page__in=below.values("pk")).count()
    if count:
        text = ngettext(
            "%(n)s submission of a citizen is still kept. Unpublish the page; it can be deleted "
            "when the submission has been.",
            "%(n)s submissions of citizens are still kept. Unpublish the page; it can be deleted "
            "when they have been.",
            count,
        )
        messages.error(request, text % {"n": count})
    return bool(count)
