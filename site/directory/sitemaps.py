"""Units in sitemap.xml."""

from django.contrib.sitemaps import Sitemap

from .models import OrganisationalUnit


class UnitSitemap(Sitemap):
    limit = 5000

    def items(self):
        return OrganisationalUnit.objects.published().only("slug", "changed_at")

    def lastmod(self, unit):
        return unit.changed_at
