"""sitemap.xml of one site: its pages in all languages, and the parts that it offers."""

from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.models import Page

from core.registries.navigation import part_of

from .context_processors import frame_for
from .languages import home_pages


class PageSitemap(Sitemap):
    """The public pages of the request's site, in every language."""

    limit = 5000

    def items(self):
        site = self.get_wagtail_site()
        found = Page.objects.none()
        for home in home_pages(site).values():
            found |= Page.objects.descendant_of(home, inclusive=True)
        return found.live().public().order_by("path").defer_streamfields().specific()


def site_sitemap(request, sitemaps):
    """sitemaps: {name: Sitemap, class or object}; without the parts that the site leaves out."""
    hidden = frame_for(request).hidden
    shown = {name: found for name, found in sitemaps.items() if part_of(found) not in hidden}
    return sitemap(request, shown)
