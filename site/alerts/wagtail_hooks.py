"""Alerts in the admin: a list for editors, a desk for whoever is on duty."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.action_menu import PublishMenuItem
from wagtail.snippets.models import register_snippet

from . import quick_publish
from .models import Alert
from .viewsets import AlertViewSet

register_snippet(AlertViewSet)

# Last of all: what others put on the front page is not for those who only publish alerts.
hooks.register("construct_homepage_panels", quick_publish.put_desk_first, order=1000)


class DeskMenuItem(MenuItem):
    def is_shown(self, request):
        return quick_publish.may_publish(request.user)


@hooks.register("register_admin_urls")
def register_desk():
    return [
        path("eilmeldung/", quick_publish.desk, name="alerts_desk"),
        path("eilmeldung/<int:pk>/beenden/", quick_publish.end, name="alerts_end"),
    ]


@hooks.register("register_admin_menu_item")
def register_menu_item():
    return DeskMenuItem(_("Urgent alert"), reverse("alerts_desk"), icon_name="warning", order=190)


@hooks.register("construct_snippet_action_menu")
def publish_with_one_click(menu_items, request, context):
    """Make publishing the default button: an alert is written to be published."""
    if context["model"] is Alert:
        menu_items.sort(key=lambda item: not isinstance(item, PublishMenuItem))
