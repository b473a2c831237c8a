"""Services in sitemap.xml."""

from django.contrib.sitemaps import Sitemap
from wagtail.coreutils import get_content_languages

from core.text.spoken import GERMAN
from services.models import Service


class ServiceSitemap(Sitemap):
    """Each service in each language of the site that it has a text in, with its pairs."""

    limit = 5000
    i18n = True
    alternates = True

    def items(self):
        return Service.objects.published().only("slug", "languages", "changed_at")

    def get_languages_for_item(self, item):
        return [
            code for code in get_content_languages() if code == GERMAN or code in item.languages
        ]

    def lastmod(self, service):
        return service.changed_at
