"""The site's addresses with the harvest's registries, whichever menu group holds them."""

from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from harvest.modeladmins import RunAdmin, SourceAdmin
from stadttor.urls import urlpatterns as site_urls

registries = [
    *SourceAdmin().get_admin_urls_for_registration(),
    *RunAdmin().get_admin_urls_for_registration(),
]
urlpatterns = [
    path("admin/", include(decorate_urlpatterns(registries, require_admin_access))),
    *site_urls,
]
