"""Notifications in the admin: among the reports."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from . import admin_views
from .models import Subscriber

register_permission_policy(Subscriber, admin_views.SubscriberPolicy(Subscriber), exact_class=True)


class NumbersMenuItem(MenuItem):
    def is_shown(self, request):
        return admin_views.may_see_numbers(request.user)


@hooks.register("register_admin_urls")
def register_numbers():
    return [path("benachrichtigungen/", admin_views.numbers, name="subscriptions_numbers")]


@hooks.register("register_reports_menu_item")
def register_menu_item():
    url = reverse("subscriptions_numbers")
    return NumbersMenuItem(_("Notifications"), url, icon_name="mail", order=900)


@hooks.register("register_admin_viewset")
def register_addresses():
    return admin_views.SubscriberViewSet()
