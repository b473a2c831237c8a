"""The council in sitemap.xml; persons only where the city wants them found."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap

from . import lists


class CouncilSitemap(Sitemap):
    limit = 5000

    def __init__(self, shown):
        self.shown = shown

    def items(self):
        return self.shown().order_by("pk").only("changed_at")

    def lastmod(self, row):
        return row.changed_at


class PersonSitemap(CouncilSitemap):
    def items(self):
        rows = super().items()
        return rows.none() if settings.OPARL_PERSONS_NOINDEX else rows


SITEMAPS = {
    "council-meetings": CouncilSitemap(lists.meetings),
    "council-papers": CouncilSitemap(lists.papers),
    "council-organizations": CouncilSitemap(lists.organizations),
    "council-persons": PersonSitemap(lists.persons),
}
