"""The council in sitemap.xml; persons only where the city wants them found."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap

from . import lists as listing


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
    "council-meetings": CouncilSitemap(listing.meetings),
    "council-papers": CouncilSitemap(listing.papers),
    "council-organizations": CouncilSitemap(listing.organizations),
    "council-persons": PersonSitemap(listing.persons),
}
