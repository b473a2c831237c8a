"""Services in sitemap.xml."""

from django.contrib.sitemaps import Sitemap

from services.models import Service


class ServiceSitemap(Sitemap):
    limit = 5000

    def items(self):
        return Service.objects.published().only("slug", "changed_at")

    def lastmod(self, service):
        return service.changed_at
