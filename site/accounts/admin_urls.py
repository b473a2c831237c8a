"""Addresses of the admin that stand before Wagtail's own, at the same place."""

from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .account_page import AccountView

urlpatterns = decorate_urlpatterns(
    [path("account/", AccountView.as_view(), name="wagtailadmin_account")], require_admin_access
)
