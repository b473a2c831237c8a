"""All addresses of the site. Wagtail's pages come last: they take what is left."""

from csp.decorators import csp_replace
from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

urlpatterns = [
    path(
        "admin/",
        include(
            decorate_urlpatterns(wagtailadmin_urls.urlpatterns, csp_replace(settings.WAGTAIL_CSP))
        ),
    ),
    path("documents/", include(wagtaildocs_urls)),
    path("dienstleistungen/", include("services.urls")),
    path("api/", include("services.api.urls")),
    path("suche/", include("search.urls")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    path("", include(wagtail_urls)),
]
