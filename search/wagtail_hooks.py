"""The search in the admin: a page that explains it, in the menu of the reports."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from quality.reports import may_see_reports

from . import admin_views


class WhyMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see_reports(request.user)


@hooks.register("register_admin_urls")
def register_urls():
    return [path("nutzung/suche/", admin_views.why, name="search_why")]


@hooks.register("register_reports_menu_item")
def register_menu_item():
    label = _("Why is this first?")
    return WhyMenuItem(label, reverse("search_why"), icon_name="search", order=900)
