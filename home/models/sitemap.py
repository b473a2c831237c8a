"""The site map: all pages of the site on one page."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from content.pages import CityPage
from core.registries import navigation

from .base import DescribedPage


class SitemapPage(DescribedPage):
    """The table of contents of the whole site, generated from the page tree."""

    template = "home/sitemap_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    page_description = _("The table of contents of the whole site. It writes itself.")

    content_panels = CityPage.content_panels

    class Meta:
        verbose_name = _("sitemap")
        verbose_name_plural = _("sitemaps")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, "tree": navigation.tree(Site.find_for_request(request))}
