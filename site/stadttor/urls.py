"""URL patterns of the site. Wagtail's pages come last: they catch all other addresses."""

from csp.decorators import csp_replace
from django.apps import apps
from django.conf import settings
from django.urls import URLResolver, include, path
from django.utils.module_loading import import_string
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from accounts import admin_urls as accounts_urls
from content.map_tiles import tile
from core.languages import LanguagePrefix, in_language_of_address
from core.views import security_txt, uploaded_file
from directory.sitemaps import UnitSitemap
from frame.sitemaps import PageSitemap, site_sitemap
from frame.views import robots_txt
from home.styleguide import styleguide
from services.public.sitemaps import ServiceSitemap

handler404 = "core.views.page_not_found"

SITEMAPS = {
    "pages": PageSitemap,
    "services": ServiceSitemap,
    "units": UnitSitemap,
}


def addresses_of(app, prefix, module):
    """The URL patterns of an optional app."""
    return [path(prefix, include(f"{app}.{module}"))] if apps.is_installed(app) else []


if apps.is_installed("opendata.oparl"):
    SITEMAPS |= import_string("opendata.oparl.public.sitemaps.SITEMAPS")


def media_patterns():
    """Uploaded files, where no web server or object storage stands in front (settings.dev)."""
    if not settings.SERVE_MEDIA:
        return []
    return [path("media/<path:path>", uploaded_file)]


# What people read: German without a prefix, other languages below theirs (core.languages).
READERS = [
    path("dienstleistungen/", include("services.urls")),
    path("aemter/", include("directory.urls")),
    *addresses_of("opendata.oparl", "rat/", "urls"),
    path("suche/", include("search.urls")),
    path("", include("home.urls")),
    path("nachricht/", include("content.blocks.urls")),
    path("formulare/", include("home.forms.urls")),
    path("hinweise/", include("alerts.urls")),
    path("benachrichtigungen/", include("subscriptions.urls")),
    path("", include("quality.urls")),
]

urlpatterns = [
    # Before the readers' pages: some of these lie below "rat/".
    *addresses_of("opendata.oparl", "", "api.urls"),
    path("vorschau/", include("previews.urls")),
    path("styleguide/", styleguide, name="styleguide"),
    path("api/", include("services.api.urls")),
    path("karte/<int:z>/<int:x>/<int:y>.png", tile, name="map-tile"),
    path("sitemap.xml", site_sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", robots_txt, name="robots"),
    path(".well-known/security.txt", security_txt, name="security"),
    path(
        "admin/",
        include(
            decorate_urlpatterns(
                [*accounts_urls.urlpatterns, *wagtailadmin_urls.urlpatterns],
                csp_replace(settings.WAGTAIL_CSP),
            )
        ),
    ),
    path("documents/", include(wagtaildocs_urls)),
    *media_patterns(),
    path("", include("frame.urls")),
    URLResolver(LanguagePrefix(), READERS),
    URLResolver(
        LanguagePrefix(), decorate_urlpatterns(wagtail_urls.urlpatterns, in_language_of_address)
    ),
]
